import type {JudgedLink} from "../../indicators/links.ts";
import {reviewWords as words} from "../../words/en/decisions.ts";
import {scrollingTable} from "../elements.ts";
import {html, type Html} from "../../text/html.ts";
import {linkFigure} from "./link-figure.ts";
import type {LabContext, LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The published links that wait for a decision; scripts add the rest. */
export const reviewPart: LabPart = (context) => {
  const {classification, thresholds} = context.report;
  const {shown} = classification;
  const {links} = classification.waiting;
  return html`<div class="review" data-lab="review">
<p class="notice" data-review="status" role="status">${words.static} <noscript>${words.scripts}</noscript></p>
<div data-review="controls" hidden></div>
${linkFigure(links, words.subject(null, "cpc"), thresholds.cpc, context)}
<div data-review="effect" hidden></div>
<h2 id="candidates">${words.list}</h2>
<p class="how-to-read" data-review="listed">${words.listed(Math.min(shown, links.length), links.length)}</p>
${linksTable(links.slice(0, shown), context)}
<div data-review="more" hidden></div>
<div data-review="keep" hidden></div>
</div>`;
};

function linksTable(links: readonly JudgedLink[], context: LabContext): Html {
  const {columns} = words;
  return scrollingTable(
    context.words.tableLabel(words.list),
    html`<table class="review-links">
<thead><tr><th scope="col">${columns.code}</th><th scope="col" class="number">${columns.similarity}</th>
<th scope="col" class="number">${columns.cooccurrence}</th><th scope="col">${columns.together}</th>
<th scope="col">${columns.state}</th></tr></thead>
<tbody>${links.map((link) => linkRow(link, context))}</tbody>
</table>`,
    {bleed: true}
  );
}

function linkRow(link: JudgedLink, {report: {snapshot}, root}: LabContext): Html {
  const {columns} = words;
  const two = (value: number) => words.number(value, 2);
  const {slug, name} = snapshot.technologies[link.technology - 1]!;
  const technology = html`<a class="for" href="${root}${pageAddress(`technology/${slug}`)}">${name}</a>`;
  const cooccurrence = link.cooccurrence === null ? words.noEvidence : two(link.cooccurrence);
  return html`<tr>
<th scope="row"><code>${link.symbol}</code> ${link.label} ${technology}</th>
<td class="number" data-label="${columns.similarity}">${two(link.similarity)}</td>
<td class="number" data-label="${columns.cooccurrence}">${cooccurrence}</td>
<td>${link.documents === 0 ? words.none : words.together(link.together, link.documents)}</td>
<td><strong>${link.tried ? words.link : words.noLink}</strong>: ${link.reason}</td></tr>`;
}
