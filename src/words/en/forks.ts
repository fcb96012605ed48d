import type {Lens} from "../../terms/lenses.ts";

const number = (value: number) => value.toLocaleString("en-GB", {maximumFractionDigits: 2});

/** What the parts of a forked page say. */
export const forkWords = {
  controls: "Choices of this page",
  reset: "As the page began",
  failed: (message: string) => `The choices cannot be offered: ${message}`,
  noScenario: 'no scenario: give what scenarioControls gives, as in figure("treemap-patents", scenario)',
  noField: (name: string, names: string) => `no choice ${name}; there are ${names}`,
  noFigure: (id: string, ids: string) => `no figure ${id}; there are ${ids}`,
  claims: (shown: number) => `Claims that make sense here: ${number(shown)}, judged under the choices of this page`,
  noClaims: "No claim fits.",
  lenses: {patents: "patents", publications: "publications", deals: "funding"} as Record<Lens, string>,
  changes: {
    summary: ({quadrants, technologies, claims}: {quadrants: number; technologies: number; claims: number}) =>
      `Against the published view, ${number(quadrants)} of ${number(technologies)} technologies change their quadrant and ${claims === 1 ? "1 claim turns" : `${number(claims)} claims turn`}.`,
    advantages: "Technologies above the cut",
    quadrants: "Technologies that change their quadrant",
    claims: "Claims that turn",
    lens: "Lens",
    published: "Published view",
    now: "This page",
    gained: "Gained",
    lost: "Lost",
    technology: "Technology",
    density: "Relatedness density",
    claim: "Claim",
    truth: (value: boolean | null) => (value === null ? "cannot tell" : value ? "true" : "not true"),
    none: "none",
    noQuadrant: "no value"
  }
};
