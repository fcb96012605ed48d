import type {Lens} from "../../terms/lenses.ts";
import {number} from "./locale.js";

/** What the list of forked pages says. */
export const forkListWords = {
  examples: "Worked examples",
  own: "Your own pages",
  none: "None yet."
};

/** What the parts of a forked page say. */
export const forkWords = {
  controls: "Choices on this page",
  reset: "Reset",
  failed: (message: string) => `The controls failed to load: ${message}`,
  noScenario: 'not a scenario: pass what scenarioControls returns, as in figure("treemap-patents", scenario)',
  absent: (field: string, value: string, why: string) => `${field} stays as published, not ${value}: ${why}.`,
  noField: (name: string, names: string) => `unknown choice ${name}; use one of ${names}`,
  noFigure: (id: string, ids: string) => `unknown figure ${id}; use one of ${ids}`,
  claims: (shown: number) =>
    `${number(shown)} ${shown === 1 ? "claim" : "claims"}, tested under the choices on this page`,
  noClaims: "No claims match.",
  ownClaim: {
    numbers: (items: string) => `It reads ${items}.`,
    more: (others: number) => `${number(others)} more numbers`,
    one: (name: string, text: string) => `${name} ${text}`,
    trying: (holds: number, told: number, of: number) =>
      `True in ${number(holds)} of the ${number(told)} specifications tried so far, of ${number(of)}.`,
    untried: (why: string) => `The specifications cannot be tried: ${why}.`
  },
  chart: {
    noRows: "no rows: pass a list of objects, as in chart(await snapshot(scenario), …)",
    noTitle: 'no title: say in a sentence what the chart shows, as in chart(rows, {title: "…", marks: […]})',
    noLegend: "color.legend is not drawn: name the colours at their marks, with Plot.text"
  },
  lenses: {patents: "patents", publications: "publications", deals: "funding"} as Record<Lens, string>,
  changes: {
    summary: ({quadrants, technologies, claims}: {quadrants: number; technologies: number; claims: number}) =>
      `Compared with the published view, ${number(quadrants)} of ${number(technologies)} technologies ${quadrants === 1 ? "changes" : "change"} quadrant and ${claims === 1 ? "1 claim changes" : `${number(claims)} claims change`}.`,
    advantages: "Technologies above the threshold",
    quadrants: "Technologies that change quadrant",
    claims: "Claims that change",
    lens: "Lens",
    published: "Published view",
    now: "This page",
    gained: "Gained",
    lost: "Lost",
    technology: "Technology",
    density: "Relatedness density",
    claim: "Claim",
    truth: (value: boolean | null) => (value === null ? "open" : value ? "true" : "false"),
    none: "none",
    noQuadrant: "no value"
  }
};
