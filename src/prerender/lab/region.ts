import {drawQuadrants, quadrantTable, quadrantTitle} from "../../figures/compare-quadrants.js";
import {compareHowToRead, compareTable, compareTitle, drawCompare} from "../../figures/compare.js";
import {compareWords} from "../../words/en/compare.js";
import {isNested, type Peer} from "../../indicators/peers.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {lensSql} from "../../narrative/queries.js";
import {figureHtml, type FigureHtmlContext} from "../figure-html.js";
import {html, type Html} from "../../text/html.js";
import type {LabPart} from "./part.ts";
import {regionWords as say} from "../../words/en/region-page.js";
import {type Dataset, lenses, reportYears, type Years} from "../../terms/lenses.js";

/** Two regions, or one, as the page shows them: everything of one scenario. */
export interface RegionView {
  first: Snapshot;
  second: Snapshot | null;
  /** How the second region came about. */
  chosen: "nearest" | "reader" | "none";
  /** Of the two profiles; null where they cannot be compared. */
  similarity: number | null;
  peers: readonly Peer[];
  dataset: Dataset;
  years: Years;
  order: "first" | "difference";
}

export interface RegionContext extends Omit<FigureHtmlContext, "snapshot"> {
  /** Names of all regions by code. */
  names: ReadonlyMap<string, string>;
  /** Address of the page with another second region. */
  addressOf(peer: string): string;
}

/** The default view, with controls that a script fills. */
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
    years: reportYears.patents,
    order: "first"
  };
  const own = context.figureWords.regionName(report.region);
  return html`<div data-lab="region">
${controlsHtml(say.option(own, report.region.code), report.years.patents, view.years)}
<p class="status" role="status" data-region-status>${say.waiting}</p>
<ul class="lab-notices" data-region-notices hidden></ul>
<div class="region-output" data-region-output>${regionHtml(view, {...context, names, addressOf: (peer) => `?peer=${peer}`})}</div>
</div>`;
};

function controlsHtml(region: string, years: Years, [first, last]: Years): Html {
  const year = (chosen: number) =>
    html`${Array.from({length: years[1] - years[0] + 1}, (_, i) => years[0] + i).map((one) => html`<option value="${one}"${one === chosen && html` selected`}>${one}</option>`)}`;
  return html`<form class="filters region-controls" data-region-controls aria-label="${say.controls}" hidden>
<label class="wide">${say.region} <select name="region"><option>${region}</option></select></label>
<label class="wide">${say.second} <select name="peer"><option value="">${say.nearest}</option></select></label>
<fieldset><legend>${say.lens}</legend>${lenses.map((lens) => html`<label><input type="radio" name="lens" value="${lens}"${lens === "patents" && html` checked`}> ${say.lenses[lens]}</label>`)}</fieldset>
<label>${say.first} <select name="first">${year(first)}</select></label>
<label>${say.last} <select name="last">${year(last)}</select></label>
<label>${say.order} <select name="order">${(["first", "difference"] as const).map((order) => html`<option value="${order}">${say.orders[order]}</option>`)}</select></label>
<span class="buttons"><button type="button" name="swap">${say.swap}</button> <button type="button" name="reset">${say.reset}</button></span>
</form>`;
}

/** What follows from a view: figures, peers, the query. Each piece that can change has a `data-piece`. */
export function regionHtml(view: RegionView, {names, addressOf, ...rest}: RegionContext): Html {
  const {first, second, dataset, order, peers} = view;
  const context: FigureHtmlContext = {...rest, snapshot: first};
  const {figureWords: words, document} = context;
  const nameOf = (code: string) => words.regionName({code, name: names.get(code) ?? code});
  const [own, other] = [words.regionName(first.region), second && words.regionName(second.region)];
  const comparison = {first, second, dataset, order};
  return html`<h2 id="compared" tabindex="-1" data-piece="heading">${say.heading(own, other)}</h2>
<p data-piece="lead">${leadOf(view, own, other)} ${say.years(...view.years)}</p>
${figureHtml(
  {
    id: "compare",
    number: null,
    datasets: [dataset],
    title: compareTitle(comparison, words, compareWords),
    howToRead: compareHowToRead(comparison, words, compareWords),
    draw: (width) => drawCompare(comparison, {width, document, words, compareWords: compareWords}),
    table: compareTable(comparison, words, compareWords)
  },
  context
)}
<div data-piece="quadrants"${second === null && html` hidden`}>${quadrantFigure(first, second ?? first, context)}</div>
<h2 id="peers" data-piece="peers-heading">${say.peers(own)}</h2>
<p class="how-to-read">${say.peersLead}</p>
<div data-piece="peers">${peersHtml(peers, first, nameOf, own, addressOf, context)}</div>
<details class="region-query"><summary>${say.query}</summary>
<p data-piece="query-lead">${say.queryLead(own)}</p>
<pre class="query" tabindex="0"><code data-piece="query">${lensSql(dataset, {region: first.region.code, years: {[dataset]: view.years}})}</code></pre>
<button type="button" name="run" hidden>${say.run}</button><p class="query-result" aria-live="polite"></p></details>`;
}

function leadOf({first, second, chosen, similarity}: RegionView, own: string, other: string | null): string {
  if (second === null || other === null) return chosen === "nearest" ? say.noPeerLead(own) : "";
  const [one, two] = [first.region.code, second.region.code];
  if (isNested(one, two)) return one.length > two.length ? say.nestedLead(own, other) : say.nestedLead(other, own);
  return chosen === "nearest" && similarity !== null
    ? say.nearestLead(own, other, similarity)
    : say.chosenLead(own, other, similarity);
}

function quadrantFigure(first: Snapshot, second: Snapshot, context: FigureHtmlContext): Html {
  const {figureWords: words, document} = context;
  return figureHtml(
    {
      id: "quadrants",
      number: null,
      datasets: ["patents"],
      title: quadrantTitle(first, second, words, compareWords),
      howToRead: compareWords.quadrants.howToRead,
      draw: (width) => drawQuadrants(first, second, {width, document, words, compareWords: compareWords}),
      table: quadrantTable(first, second, words, compareWords)
    },
    context
  );
}

function peersHtml(
  peers: readonly Peer[],
  {technologies}: Snapshot,
  nameOf: (code: string) => string,
  own: string,
  addressOf: (peer: string) => string,
  {words, figureWords}: FigureHtmlContext
): Html {
  if (peers.length === 0) return html`<p>${say.noPeers}</p>`;
  const columns = say.peerColumns;
  const list = (places: readonly {technology: number}[]) =>
    figureWords.list(places.map(({technology}) => figureWords.shortTechnology(technologies[technology]!)));
  const parts = (texts: readonly (string | false)[]) =>
    texts.filter((text) => text !== false && text !== "").join("; ");
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${words.tableLabel(say.peers(own))}"><table class="peers">
<thead><tr><th scope="col">${columns.region}</th><th scope="col" class="number">${columns.similarity}</th>
<th scope="col">${columns.alike}</th><th scope="col">${columns.differ}</th></tr></thead>
<tbody>${peers.map(({code, similarity, alike, differ}) => {
    const [above, below] = [alike.filter((one) => one.above), alike.filter((one) => !one.above)];
    const [ahead, behind] = [differ.filter((one) => one.ahead), differ.filter((one) => !one.ahead)];
    return html`<tr><th scope="row"><a href="${addressOf(code)}" data-peer="${code}">${nameOf(code)}</a></th>
<td class="number" data-label="${columns.similarity}" data-value="${similarity}">${say.signed(similarity)}</td>
<td data-label="${columns.alike}">${parts([above.length > 0 && list(above), below.length > 0 && say.below(list(below))])}</td>
<td data-label="${columns.differ}">${parts([ahead.length > 0 && say.ahead(nameOf(code), list(ahead)), behind.length > 0 && say.ahead(own, list(behind))])}</td>
</tr>`;
  })}</tbody></table></div>`;
}
