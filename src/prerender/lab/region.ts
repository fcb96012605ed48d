import {drawQuadrants, quadrantTable, quadrantTitle} from "../../figures/compare-quadrants.js";
import {type Comparison, compareHowToRead, compareTable, compareTitle, drawCompare} from "../../figures/compare.js";
import {compareWords} from "../../words/en/compare.js";
import {missingProfile} from "../../indicators/missing.js";
import {isNested, type Peer} from "../../indicators/peers.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {lensSql, queryOptions} from "../../narrative/queries.js";
import {scenarioBase} from "../../scenario/base.js";
import type {WhatIsHeld} from "../../scenario/fields.ts";
import {publishedScenario} from "../../scenario/scenario.js";
import {absentNotice, figureHtml, type FigureHtmlContext} from "../figure-html.js";
import {html, type Html} from "../../text/html.js";
import {optionsHtml, scrollingTable, selectHtml} from "../elements.js";
import {yearOptions} from "./controls-html.js";
import type {LabPart} from "./part.ts";
import type {FigureWords} from "../../words/figures.ts";
import {regionWords as say} from "../../words/en/region-page.js";
import {type Dataset, lenses, shownYears, type Years} from "../../terms/lenses.js";

/** One or two regions under a scenario. */
export interface RegionView {
  first: Snapshot;
  second: Snapshot | null;
  /** How the second region was chosen. */
  chosen: "nearest" | "reader" | "none";
  /** Cosine of the two profiles, −1 to 1; null if they cannot be compared. */
  similarity: number | null;
  peers: readonly Peer[];
  dataset: Dataset;
  years: Years;
  /** The query of the first region's values. */
  sql: string;
  order: "first" | "difference";
}

export interface RegionContext extends Omit<FigureHtmlContext, "snapshot"> {
  /** Names of all regions by code. */
  names: ReadonlyMap<string, string>;
  /** Address of the page with another second region. */
  addressOf(peer: string): string;
}

/** The published view, with controls that a script fills. */
export const regionPart: LabPart = ({report, ...context}) => {
  const {snapshot, peers, nearest, places} = report;
  const names = new Map(places.map(({code, name}) => [code, name]));
  const view: RegionView = {
    first: snapshot,
    second: nearest,
    chosen: nearest ? "nearest" : "none",
    similarity: peers[0]?.similarity ?? null,
    peers,
    dataset: "patents",
    years: shownYears("patents", report.years, report.config.years),
    sql: lensSql("patents", queryOptions(publishedScenario(scenarioBase(report)), report)),
    order: "first"
  };
  const own = context.figureWords.regionName(report.region);
  const output = regionHtml(view, {...context, names, addressOf: (peer) => `?peer=${peer}`});
  return html`<div data-lab="region">
${controlsHtml(say.option(own, report.region.code), report, view)}
<p class="status" role="status" data-region-status>${say.waiting}</p>
<ul class="lab-notices" data-region-notices hidden></ul>
<div class="region-output" data-region-output>${output}</div>
</div>`;
};

function controlsHtml(
  region: string,
  {years: held, pooled}: WhatIsHeld,
  {dataset, years: [first, last]}: RegionView
): Html {
  const all = held[dataset] ?? [first, last];
  // A lens whose years are published together leaves none to choose.
  const isPooled = pooled.includes(dataset);
  const lens = lenses
    .filter((one) => held[one])
    .map((one) => {
      const input = html`<input type="radio" name="lens" value="${one}"${one === dataset && html` checked`}>`;
      return html`<label>${input} ${say.lenses[one]}</label>`;
    });
  const orders = optionsHtml((["first", "difference"] as const).map((order) => [order, say.orders[order]]));
  return html`<form class="filters region-controls" data-region-controls aria-label="${say.controls}" hidden>
<label class="wide">${say.region} <select name="region"><option>${region}</option></select></label>
<label class="wide">${say.second} <select name="peer">${optionsHtml([["", say.nearest]])}</select></label>
<fieldset><legend>${say.lens}</legend>${lens}</fieldset>
<span class="period"${isPooled && html` hidden`}>${selectHtml(say.first, "first", yearOptions(all, first))}
${selectHtml(say.last, "last", yearOptions(all, last))}</span>
${selectHtml(say.order, "order", orders)}
<span class="buttons"><button type="button" name="swap">${say.swap}</button> ${html`<button type="button"
 name="reset">${say.reset}</button>`}</span>
</form>`;
}

/** The figures, peers and query of a view. Each piece that can change has a `data-piece`. */
export function regionHtml(view: RegionView, {names, addressOf, ...rest}: RegionContext): Html {
  const {first, second, dataset, order, peers, sql} = view;
  const context: FigureHtmlContext = {...rest, snapshot: first};
  const {figureWords: words} = context;
  const nameOf = (code: string) => words.regionName({code, name: names.get(code) ?? code});
  const [own, other] = [words.regionName(first.region), second && words.regionName(second.region)];
  const peersTable = peersHtml(peers, context.words.tableLabel(say.peers(own)), {
    own,
    nameOf,
    addressOf,
    listOf: (places) => words.list(places.map(({technology}) => words.shortTechnology(first.technologies[technology]!)))
  });
  return html`<h2 id="compared" tabindex="-1" data-piece="heading">${say.heading(own, other)}</h2>
<p data-piece="lead">${leadOf(view, own, other, words)} ${say.years(...view.years)}</p>
${compareFigure({first, second, dataset, order}, context)}
<div data-piece="quadrants"${second === null && html` hidden`}>${quadrantFigure(first, second ?? first, context)}</div>
<h2 id="peers" data-piece="peers-heading">${say.peers(own)}</h2>
<p class="how-to-read">${say.peersLead}</p>
<div data-piece="peers">${peersTable}</div>
<details class="region-query"><summary>${say.query}</summary>
<p data-piece="query-lead">${say.queryLead(own)}</p>
<pre class="query" tabindex="0"><code data-piece="query">${sql}</code></pre>
<button type="button" name="run" hidden>${say.run}</button><p class="query-result" aria-live="polite"></p></details>`;
}

function leadOf(
  {first, second, chosen, similarity, dataset}: RegionView,
  own: string,
  other: string | null,
  words: FigureWords
): string {
  const missing = missingProfile(first.totals[dataset]);
  if (missing !== null) return missing === "few" ? say.fewLead(own, dataset) : words.missing(missing).why;
  if (second === null || other === null) return chosen === "nearest" ? say.noPeerLead(own) : "";
  const [one, two] = [first.region.code, second.region.code];
  if (isNested(one, two)) return one.length > two.length ? say.nestedLead(own, other) : say.nestedLead(other, own);
  return chosen === "nearest" && similarity !== null
    ? say.nearestLead(own, other, similarity)
    : say.chosenLead(own, other, similarity);
}

function compareFigure(comparison: Comparison, context: FigureHtmlContext): Html {
  const {figureWords: words, document} = context;
  const datasets = [comparison.dataset];
  const absent = absentNotice(datasets, comparison.first, context.words);
  if (absent) return absent;
  return figureHtml(
    {
      id: "compare",
      number: null,
      datasets,
      title: compareTitle(comparison, words, compareWords),
      howToRead: compareHowToRead(comparison, words, compareWords),
      draw: (width) => drawCompare(comparison, {width, document, words, compareWords}),
      table: compareTable(comparison, words, compareWords)
    },
    context
  );
}

function quadrantFigure(first: Snapshot, second: Snapshot, context: FigureHtmlContext): Html {
  const {figureWords: words, document} = context;
  const datasets: Dataset[] = ["patents"];
  const absent = absentNotice(datasets, first, context.words);
  if (absent) return absent;
  return figureHtml(
    {
      id: "quadrants",
      number: null,
      datasets,
      title: quadrantTitle(first, second, words, compareWords),
      howToRead: compareWords.quadrants.howToRead,
      draw: (width) => drawQuadrants(first, second, {width, document, words, compareWords}),
      table: quadrantTable(first, second, words, compareWords)
    },
    context
  );
}

/** What the rows of peers need: names, links and short names of technologies. */
interface PeersContext {
  own: string;
  nameOf(code: string): string;
  addressOf(peer: string): string;
  listOf(places: readonly {technology: number}[]): string;
}

function peersHtml(peers: readonly Peer[], label: string, context: PeersContext): Html {
  if (peers.length === 0) return html`<p>${say.noPeers}</p>`;
  const {peerColumns: columns} = say;
  return scrollingTable(
    label,
    html`<table class="peers">
<thead><tr><th scope="col">${columns.region}</th><th scope="col" class="number">${columns.similarity}</th>
<th scope="col">${columns.alike}</th><th scope="col">${columns.differ}</th></tr></thead>
<tbody>${peers.map((peer) => peerRow(peer, context))}</tbody></table>`
  );
}

function peerRow({code, similarity, alike, differ}: Peer, {own, nameOf, addressOf, listOf}: PeersContext): Html {
  const {peerColumns: columns} = say;
  const [above, below] = [alike.filter((one) => one.above), alike.filter((one) => !one.above)];
  const [ahead, behind] = [differ.filter((one) => one.ahead), differ.filter((one) => !one.ahead)];
  const alikeText = texts(above.length > 0 && listOf(above), below.length > 0 && say.below(listOf(below)));
  const differText = texts(
    ahead.length > 0 && say.ahead(nameOf(code), listOf(ahead)),
    behind.length > 0 && say.ahead(own, listOf(behind))
  );
  return html`<tr><th scope="row"><a href="${addressOf(code)}" data-peer="${code}">${nameOf(code)}</a></th>
<td class="number" data-label="${columns.similarity}" data-value="${similarity}">${say.signed(similarity)}</td>
<td data-label="${columns.alike}">${alikeText}</td>
<td data-label="${columns.differ}">${differText}</td>
</tr>`;
}

const texts = (...parts: readonly (string | false)[]) => parts.filter(Boolean).join("; ");
