import {figures} from "../../figures/all.js";
import type {FigureWords} from "../../words/figures.ts";
import {missingProfile} from "../../indicators/missing.js";
import type {Quadrant} from "../../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../../indicators/snapshot.ts";
import {figureHtml, partsOf} from "../figure-html.js";
import {html, type Html} from "../../text/html.js";
import {isOffered, lensesWithoutYears} from "../../scenario/fields.js";
import {type ControlGroup, type ControlledReport, controlsHtml} from "./controls-html.js";
import type {LabPart} from "./part.ts";
import {absentWords} from "../../words/en/scenario.js";
import {whatIfWords as words} from "../../words/en/what-if-page.js";

const {groups: names} = words;

function yearsNote(report: ControlledReport): string | undefined {
  const without = lensesWithoutYears(report);
  return without.length === 0 ? undefined : absentWords.noYears(without);
}

const groups = (report: ControlledReport): readonly ControlGroup[] => [
  {title: names.shown, open: true, fields: ["region", "lens"]},
  {title: names.quadrants, open: true, fields: ["quadrant_cut", "quadrant_relatedness", "quadrant_complexity"]},
  {title: names.advantage, open: true, fields: ["rca_threshold", "strict"]},
  {
    title: names.links,
    open: true,
    fields: [
      "similarity_cpc",
      "cooccurrence_cpc",
      "similarity_topic",
      "cooccurrence_topic",
      "similarity_industry",
      "cooccurrence_industry",
      "alone_cpc",
      "alone_topic",
      "alone_industry",
      "decisions"
    ]
  },
  {
    title: names.counting,
    fields: ["counting", "measure", "universe", "benchmark", "benchmark_area", "benchmark_region"]
  },
  {
    title: names.structure,
    fields: ["relatedness", "diagonal", "complexity_start", "complexity_step", "complexity_end"]
  },
  {
    title: isOffered("edition", report) ? names.years : names.onlyYears,
    fields: ["years_patents", "years_publications", "years_deals", "deal_types", "edition"],
    note: yearsNote(report)
  }
];

/** The figures of a lens on this page: the position of the technologies, and their size. */
export const lensFigureIds = {
  patents: ["graph-patents", "treemap-patents"],
  publications: ["graph-publications", "treemap-publications"],
  deals: ["graph-deals", "treemap-deals"]
} as const;

/** Figures beside controls are narrower. */
export const labWidths = {wide: 850, narrow: 350} as const;

/** Controls, and beside them the figures that follow, set to the published view. */
export const whatIfPart: LabPart = (context) => {
  const {snapshot, report, figureWords} = context;
  const figure = (id: string) => figureHtml(partsOf(figures.get(id)!, context), {...context, widths: labWidths});
  const controls = controlsHtml(groups(report), report);
  return html`<div class="lab what-if bleed" data-lab="what-if">
<div class="lab-controls" tabindex="0" role="region" aria-label="${words.controls}">${[
    html`<p class="notice" role="status" data-notices hidden></p>`,
    html`<p class="status" role="status" data-message><noscript>${words.scripts}</noscript></p>`
  ]}
<form data-controls autocomplete="off"><fieldset disabled>${controls}</fieldset></form></div>
<div class="lab-figures">
${toolbar()}
<p class="verdict-line" data-summary role="status" tabindex="-1">${words.published}</p>
<div data-graph>${figure("graph-patents")}</div>
<h2 id="quadrants">${words.quadrants}</h2>
<div class="quadrant-lists" data-quadrants>${quadrantLists(snapshot, figureWords)}</div>
<div data-treemap>${figure("treemap-patents")}</div>
<section data-difference hidden><h2 id="difference">${words.difference}</h2><div data-details></div></section>
<section data-next hidden><h2 id="next">${words.next}</h2>${[
    html`<p class="how-to-read">${words.nextLead}</p>`,
    html`<div data-next-list></div>`
  ]}</section>
<details data-cite hidden><summary>${words.cite}</summary><p data-citation></p></details>
</div></div>`;
};

function toolbar(): Html {
  const button = (id: "undo" | "redo" | "reset" | "copy" | "save" | "results") =>
    html`<button type="button" data-tool="${id}">${words[id]}</button>`;
  const open = html`<input type="file" accept="application/json,.json" data-tool="open">`;
  return html`<div class="toolbar" role="group" aria-label="${words.tools}" data-tools-bar hidden>${[
    button("undo"),
    button("redo"),
    button("reset"),
    button("copy"),
    button("save"),
    html`<label class="file-button">${words.open} ${open}</label>`,
    button("results"),
    html`<a href="" data-tool="report">${words.report}</a>`
  ]}</div>`;
}

const quadrantOrder = ["moonshot", "optimal", "cautious", "incremental"] as const satisfies readonly Quadrant[];

/** The technologies in each quadrant; those that have moved since `before` name their previous quadrant. */
export function quadrantLists(snapshot: Snapshot, {quadrants, missing}: FigureWords, before?: Snapshot): Html {
  const unplaced = missingProfile(snapshot.totals.patents);
  if (unplaced !== null) return html`<p>${missing(unplaced).why}</p>`;
  const item = ({slug, name, technology, quadrant}: TechnologyValues) => {
    const old = before?.technologies[technology - 1]!.quadrant;
    if (old === undefined || old === quadrant) return html`<li data-technology="${slug}">${name}</li>`;
    const from = words.moved(old === null ? "–" : quadrants[old].name);
    return html`<li data-technology="${slug}" class="moved">${name} <small>${from}</small></li>`;
  };
  return html`${quadrantOrder.map((quadrant) => {
    const inside = snapshot.technologies.filter((technology) => technology.quadrant === quadrant);
    const heading = html`<h3>${quadrants[quadrant].name} <small>${inside.length}</small></h3>`;
    return html`<section data-quadrant="${quadrant}">${heading}<ul>${inside.map(item)}</ul></section>`;
  })}`;
}
