import {figures} from "../../figures/all.js";
import type {FigureWords} from "../../words/figures.ts";
import type {quadrantNames} from "../../narrative/references.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {figureHtml, partsOf} from "../figure-html.js";
import {html, type Html} from "../../text/html.js";
import {type ControlGroup, controlsHtml} from "./controls-html.js";
import type {LabPart} from "./part.ts";
import {whatIfWords as words} from "../../words/en/what-if-page.js";

const {groups: names} = words;

const groups: readonly ControlGroup[] = [
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
  {title: names.years, fields: ["years_patents", "years_publications", "years_deals", "edition"]}
];

/** The figures of a lens on this page: where the technologies lie, and how large they are. */
export const lensFigureIds = {
  patents: ["graph-patents", "treemap-patents"],
  publications: ["graph-publications", "treemap-publications"],
  deals: ["graph-deals", "treemap-deals"]
} as const;

/** Figures beside controls are narrower. */
export const labWidths = {wide: 850, narrow: 350} as const;

/** Controls beside figures that follow them; at first in the published view. */
export const whatIfPart: LabPart = (context) => {
  const {snapshot, report, figureWords} = context;
  const tool = (id: string, text: string) => html`<button type="button" data-tool="${id}">${text}</button>`;
  return html`<div class="lab what-if bleed" data-lab="what-if">
<div class="lab-controls" tabindex="0" role="region" aria-label="${words.controls}"><p class="notice" role="status" data-notices hidden></p><p class="status" role="status" data-message><noscript>${words.scripts}</noscript></p>
<form data-controls autocomplete="off"><fieldset disabled>${controlsHtml(groups, report)}</fieldset></form></div>
<div class="lab-figures">
<div class="toolbar" role="group" aria-label="${words.tools}" data-tools-bar hidden>${tool("undo", words.undo)}${tool("redo", words.redo)}${tool("reset", words.reset)}${tool("copy", words.copy)}${tool("save", words.save)}<label class="file-button">${words.open} <input type="file" accept="application/json,.json" data-tool="open"></label>${tool("results", words.results)}<a href="" data-tool="report">${words.report}</a></div>
<p class="verdict-line" data-summary role="status">${words.published}</p>
<div data-graph>${figureHtml(partsOf(figures.get("graph-patents")!, context), {...context, widths: labWidths})}</div>
<h2 id="quadrants">${words.quadrants}</h2>
<div class="quadrant-lists" data-quadrants>${quadrantLists(snapshot, figureWords)}</div>
<div data-treemap>${figureHtml(partsOf(figures.get("treemap-patents")!, context), {...context, widths: labWidths})}</div>
<section data-difference hidden><h2 id="difference">${words.difference}</h2><div data-details></div></section>
<section data-next hidden><h2 id="next">${words.next}</h2><p class="how-to-read">${words.nextLead}</p><div data-next-list></div></section>
<details data-cite hidden><summary>${words.cite}</summary><p data-citation></p></details>
</div></div>`;
};

/** The technologies of each quadrant, those that came from another one with where they came from. */
export function quadrantLists(snapshot: Snapshot, {quadrants}: FigureWords, before?: Snapshot): Html {
  return html`${(
    ["moonshot", "optimal", "cautious", "incremental"] as const satisfies readonly (typeof quadrantNames)[number][]
  ).map((quadrant) => {
    const inside = snapshot.technologies.filter((technology) => technology.quadrant === quadrant);
    return html`<section data-quadrant="${quadrant}"><h3>${quadrants[quadrant].name} <small>${inside.length}</small></h3><ul>${inside.map(
      ({slug, name, technology}) => {
        const old = before?.technologies[technology - 1]!.quadrant;
        const moved = old !== undefined && old !== quadrant;
        return html`<li data-technology="${slug}"${moved && html` class="moved"`}>${name}${moved && html` <small>${words.moved(old === null ? "–" : quadrants[old].name)}</small>`}</li>`;
      }
    )}</ul></section>`;
  })}`;
}
