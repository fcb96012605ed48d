import {figures} from "../../figures/all.js";
import {figureWords} from "../../words/en/figures.js";
import type {FigureTable} from "../../figures/figure.ts";
import {type IndicatorRow, rowsOf} from "../../indicators/rows.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {claimText, computedText, publishedText} from "../../narrative/claim-text.js";
import {type Claim, claimsFor} from "../../narrative/claims.js";
import {judge} from "../../narrative/verdicts.js";
import {narrativeWords} from "../../words/en/narrative.js";
import {claimTable, type JudgedClaim} from "../../prerender/claims-html.js";
import {figureHtml, partsOf, tableHtml} from "../../prerender/figure-html.js";
import {html, type Html} from "../../text/html.js";
import {pageWords} from "../../words/en/pages.js";
import type {Scenario} from "../../scenario/scenario.ts";
import {chartForScreen, wakeFigures} from "../show-figure.js";
import {loadReport} from "../report.js";
import {type Changes, changesOf} from "./changes.js";
import {busy, publishedLike, snapshotOf} from "./compute.js";
import {forkWords} from "../../words/en/forks.js";
import {siteRoot} from "../site-address.js";
import {lenses} from "../../terms/lenses.js";

/**
 * The indicators of a scenario's region as rows, ready for Plot: one for each technology and lens, with the columns of
 * the table `indicators`.
 * @throws RangeError without a scenario
 */
export async function snapshot(scenario: Scenario): Promise<IndicatorRow[]> {
  return rowsOf(await valuesOf(scenario));
}

async function valuesOf(scenario: Scenario): Promise<Snapshot> {
  return await snapshotOf(checked(scenario));
}

/**
 * A figure of the report under a scenario, complete with title, how to read it, chart, tools, table and source.
 * @param id such as `treemap-patents`
 * @param options.as another id, for a page that shows the same figure twice
 * @throws RangeError for an unknown figure
 */
export async function figure(id: string, scenario: Scenario, {as = id}: {as?: string} = {}): Promise<HTMLElement> {
  const found = figures.get(id);
  if (!found) throw new RangeError(forkWords.noFigure(id, [...figures.keys()].join(", ")));
  return await busy(async () => {
    const [values, {sources, build}] = await Promise.all([valuesOf(scenario), loadReport()]);
    const parts = partsOf(found, {
      snapshot: values,
      document,
      figureWords,
      words: pageWords,
      sources,
      build
    });
    const draw = (width: number) => {
      const svg = parts.draw(width);
      svg.id = svg.id.replace(`figure-${id}`, `figure-${as}`);
      return svg;
    };
    // The figure's number in the report has no meaning here.
    const element = elementOf(
      figureHtml({...parts, id: as, number: null, draw}, {words: pageWords, sources, build, chart: chartForScreen})
    );
    const box = document.createElement("div");
    box.append(element);
    wakeFigures(box);
    return element;
  });
}

/** Selects the claims of a table; by default all. */
export interface ClaimFilter {
  /** Sections of the report, such as `3.1`. */
  sections?: readonly string[];
  /** Slugs of technologies. */
  technologies?: readonly string[];
  kinds?: readonly Claim["kind"][];
  ids?: readonly string[];
}

/**
 * The claims that apply to the scenario's region, judged under the scenario. A true claim is fragile if a limit of an
 * interval reverses it. Unlike the report's verdicts, these try no alternatives, since the scenario may be one of them.
 */
export async function claimsTable(
  scenario: Scenario,
  {sections, technologies, kinds, ids}: ClaimFilter = {}
): Promise<HTMLElement> {
  return await busy(async () => {
    const [values, {published, years}] = await Promise.all([valuesOf(scenario), loadReport()]);
    const context = {snapshot: values, published, words: narrativeWords};
    const chosen = claimsFor(values.region.code, published, years).filter(
      (claim) =>
        (!sections || sections.includes(claim.section)) &&
        (!kinds || kinds.includes(claim.kind)) &&
        (!ids || ids.includes(claim.id)) &&
        (!technologies || claim.technologies.some((slug) => technologies.includes(slug)))
    );
    const judged = chosen.map((claim): JudgedClaim => ({
      ...claim,
      judgement: judge(claim, {...context, alternatives: []}),
      wording: claimText(claim, context),
      publishedText: publishedText(claim, context),
      computedText: computedText(claim, context)
    }));
    if (judged.length === 0) return elementOf(html`<p class="computed">${forkWords.noClaims}</p>`);
    return elementOf(
      claimTable(
        judged,
        {
          words: pageWords,
          verdicts: narrativeWords.verdicts,
          sectionNames: pageWords.sections,
          technologies: values.technologies,
          root: siteRoot()
        },
        forkWords.claims(judged.length)
      )
    );
  });
}

/** The differences between a scenario and the published view of its region, as plain data. */
export async function changes(scenario: Scenario): Promise<Changes> {
  const before = await publishedLike(checked(scenario));
  const [old, now, report] = await Promise.all([snapshotOf(before, "published"), valuesOf(scenario), loadReport()]);
  return changesOf({snapshot: old, cut: before}, {snapshot: now, cut: scenario}, report);
}

/** The changes that a scenario makes, in words and tables: advantages, quadrants, claims that flip. */
export async function flips(scenario: Scenario): Promise<HTMLElement> {
  return await busy(async () => {
    const [found, values, {published}] = await Promise.all([changes(scenario), valuesOf(scenario), loadReport()]);
    const say = forkWords.changes;
    const technologies = new Map(values.technologies.map((one) => [one.slug, figureWords.technology(one)]));
    const nameOf = (slug: string) => technologies.get(slug)!;
    const tables: [title: string, table: FigureTable][] = [
      [say.advantages, advantageTable(found.advantages, nameOf)],
      [say.quadrants, quadrantTable(found.quadrants, nameOf)],
      [say.claims, truthTable(found.claims, {snapshot: values, published, words: narrativeWords})]
    ];
    const summary = say.summary({
      quadrants: found.quadrants.length,
      technologies: values.technologies.length,
      claims: found.claims.length
    });
    const parts = tables
      .filter(([, {rows}]) => rows.length > 0)
      .map(([title, table]) => {
        const written = tableHtml(table, title, {words: pageWords});
        return html`<p class="table-title">${title}</p>${written}`;
      });
    return elementOf(html`<div class="changes"><p class="computed">${summary}</p>
${parts}</div>`);
  });
}

function advantageTable(advantages: Changes["advantages"], nameOf: (slug: string) => string): FigureTable {
  const say = forkWords.changes;
  const list = (slugs: readonly string[]) => (slugs.length === 0 ? say.none : slugs.map(nameOf).join(", "));
  return {
    columns: [
      {key: "lens", label: say.lens},
      {key: "before", label: say.published},
      {key: "now", label: say.now},
      {key: "gained", label: say.gained},
      {key: "lost", label: say.lost}
    ],
    rows: lenses.map((lens) => {
      const {before, now, gained, lost} = advantages[lens];
      return {
        lens: forkWords.lenses[lens],
        before: before.length,
        now: now.length,
        gained: list(gained),
        lost: list(lost)
      };
    })
  };
}

function quadrantTable(moved: Changes["quadrants"], nameOf: (slug: string) => string): FigureTable {
  const say = forkWords.changes;
  const quadrant = (value: Changes["quadrants"][number]["now"]) =>
    value === null ? say.noQuadrant : narrativeWords.quadrants[value];
  return {
    columns: [
      {key: "technology", label: say.technology},
      {key: "before", label: say.published},
      {key: "now", label: say.now},
      {key: "density", label: say.density, digits: 1}
    ],
    rows: moved.map(({slug, before, now, density}) => ({
      technology: nameOf(slug),
      before: quadrant(before),
      now: quadrant(now),
      density
    }))
  };
}

function truthTable(flipped: Changes["claims"], context: Parameters<typeof claimText>[1]): FigureTable {
  const say = forkWords.changes;
  return {
    columns: [
      {key: "claim", label: say.claim},
      {key: "before", label: say.published},
      {key: "now", label: say.now}
    ],
    rows: flipped.map(({claim, before, now}) => ({
      claim: claimText(claim, context),
      before: say.truth(before),
      now: say.truth(now)
    }))
  };
}

function checked(scenario: Scenario): Scenario {
  if (typeof scenario !== "object" || scenario === null) throw new RangeError(forkWords.noScenario);
  return scenario;
}

function elementOf(content: Html): HTMLElement {
  const template = document.createElement("template");
  template.innerHTML = String(content);
  return template.content.firstElementChild as HTMLElement;
}
