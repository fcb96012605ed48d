import {linkChart, linkTable} from "../../figures/link-chart.ts";
import {linkChartWords} from "../../words/en/link-chart.ts";
import type {LinkBasis} from "../../indicators/links.ts";
import {classificationWords as words} from "../../words/en/decisions.ts";
import {figureHtml} from "../figure-html.ts";
import {html} from "../../text/html.ts";
import type {LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";
import {vocabularies} from "../../terms/lenses.js";

const bases = ["core", "evidence", "title", "reviewers"] as const satisfies readonly LinkBasis[];

/** How codes come to belong to technologies: the three steps, a table by technology, an example. */
export const classificationPart: LabPart = (context) => {
  const {
    report: {classification, review, thresholds, snapshot},
    root
  } = context;
  const {technologies, example} = classification;
  const number = (value: number) => words.number(value);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const nameOf = (slug: string) => snapshot.technologies.find((one) => one.slug === slug)!.name;
  const total = {
    links: sum(technologies.flatMap(({links}) => Object.values(links))),
    of: (vocabulary: (typeof vocabularies)[number]) => sum(technologies.map(({links}) => links[vocabulary])),
    by: (basis: LinkBasis) => sum(technologies.map((one) => one.basis[basis]))
  };
  const numbers = (values: readonly number[]) => values.map((value) => html`<td class="number">${number(value)}</td>`);
  const texts = [
    words.meaning(number(classification.candidates), review.model),
    words.evidence(
      number(total.links),
      number(total.by("core")),
      number(total.by("evidence")),
      number(total.by("title"))
    ),
    words.people(number(classification.reviewed), number(total.by("reviewers")), number(classification.waiting.all))
  ];
  return html`<ol class="steps">${texts.map((text, i) => html`<li><strong>${words.steps[i]}.</strong> ${text}</li>`)}</ol>
<p><a href="${root}${pageAddress("lab/review")}">${words.waitingLink}</a></p>

<h2 id="technologies">${words.table}</h2>
<p class="how-to-read">${words.tableLead}</p>
<div class="table-scroll bleed" tabindex="0" role="region" aria-label="${context.words.tableLabel(words.table)}"><table class="profile" data-classification>
<thead><tr><th scope="col">${words.technology}</th>
<th scope="col" class="number">${words.links}</th>${[...vocabularies.map((one) => words.vocabularies[one]), ...bases.map((one) => words.basis[one]), words.rejected, words.candidates, words.waiting].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr>
</thead>
<tbody>${technologies.map(
    ({
      slug,
      links,
      basis,
      rejected,
      candidates,
      waiting
    }) => html`<tr data-technology="${slug}"><th scope="row"><a href="${root}${pageAddress(`technology/${slug}`)}">${nameOf(slug)}</a></th>${numbers([sum(Object.values(links)), ...vocabularies.map((one) => links[one]), ...bases.map((one) => basis[one]), rejected, candidates])}<td class="number"><a class="review-link" href="${root}lab/review?technology=${slug}" aria-label="${words.review(nameOf(slug), waiting)}">${number(waiting)}</a></td>
</tr>`
  )}
<tr class="total"><th scope="row">${words.all}</th>${numbers([total.links, ...vocabularies.map(total.of), ...bases.map(total.by), sum(technologies.map(({rejected}) => rejected)), classification.candidates, classification.waiting.all])}</tr></tbody>
</table></div>

<h2 id="example">${words.example}</h2>
<p>${words.exampleLead(nameOf(example.slug))} <a href="${root}${pageAddress(`lab/review?technology=${example.slug}&show=all`)}">${words.exampleLink}</a>.</p>
${figureHtml(
  {
    id: "links",
    number: null,
    datasets: ["patents"],
    title: linkChartWords.title(words.subject(nameOf(example.slug)), example.links),
    howToRead: linkChartWords.howToRead,
    draw: (width) =>
      linkChart(example.links, {
        id: "links",
        width,
        document: context.document,
        subject: words.subject(nameOf(example.slug)),
        thresholds: thresholds[example.vocabulary],
        words: linkChartWords
      }),
    table: linkTable(example.links, linkChartWords)
  },
  context
)}
`;
};
