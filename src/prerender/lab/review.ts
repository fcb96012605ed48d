import {linkChart, linkTable} from "../../figures/link-chart.ts";
import {linkChartWords} from "../../words/en/link-chart.ts";
import {reviewWords as words} from "../../words/en/decisions.ts";
import {figureHtml} from "../figure-html.ts";
import {html} from "../../text/html.ts";
import type {LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The links that wait for a decision, as they are published; scripts add the rest. */
export const reviewPart: LabPart = (context) => {
  const {
    report: {
      classification: {
        waiting: {links},
        shown
      },
      thresholds,
      snapshot
    },
    root
  } = context;
  const {columns} = words;
  const subject = words.subject(null, "cpc");
  const two = (value: number) => words.number(value, 2);
  return html`<div class="review" data-lab="review">
<p class="notice" data-review="status" role="status">${words.static}</p>
<div data-review="controls" hidden></div>
${figureHtml(
  {
    id: "links",
    number: null,
    datasets: ["patents"],
    title: linkChartWords.title(subject, links),
    howToRead: linkChartWords.howToRead,
    draw: (width) =>
      linkChart(links, {
        id: "links",
        width,
        document: context.document,
        subject,
        thresholds: thresholds.cpc,
        words: linkChartWords
      }),
    table: linkTable(links, linkChartWords)
  },
  context
)}
<div data-review="effect" hidden></div>
<h2 id="candidates">${words.list}</h2>
<p class="how-to-read" data-review="listed">${words.listed(Math.min(shown, links.length), links.length)}</p>
<div class="table-scroll bleed" tabindex="0" role="region" aria-label="${context.words.tableLabel(words.list)}"><table class="review-links">
<thead><tr><th scope="col">${columns.code}</th><th scope="col" class="number">${columns.similarity}</th>
<th scope="col" class="number">${columns.cooccurrence}</th><th scope="col">${columns.together}</th>
<th scope="col">${columns.state}</th></tr></thead>
<tbody>${links.slice(0, shown).map((link) => {
    const {slug, name} = snapshot.technologies[link.technology - 1]!;
    return html`<tr>
<th scope="row"><code>${link.symbol}</code> ${link.label} <a class="for" href="${root}${pageAddress(`technology/${slug}`)}">${name}</a></th>
<td class="number" data-label="${columns.similarity}">${two(link.similarity)}</td>
<td class="number" data-label="${columns.cooccurrence}">${link.cooccurrence === null ? words.noEvidence : two(link.cooccurrence)}</td>
<td>${link.documents === 0 ? words.none : words.together(link.together, link.documents)}</td>
<td><strong>${link.tried ? words.link : words.noLink}</strong>: ${link.reason}</td></tr>`;
  })}</tbody>
</table></div>
<div data-review="more" hidden></div>
<div data-review="keep" hidden></div>
</div>`;
};
