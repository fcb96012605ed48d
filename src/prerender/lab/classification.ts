import type {LinkBasis} from "../../indicators/links.ts";
import type {ClassificationData, ReportData} from "../../narrative/report-data.ts";
import {classificationWords as words} from "../../words/en/decisions.ts";
import {scrollingTable} from "../elements.ts";
import {html, type Html} from "../../text/html.ts";
import {linkFigure} from "./link-figure.ts";
import type {LabContext, LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";
import {vocabularies} from "../../terms/lenses.js";

const bases = ["core", "evidence", "title", "reviewers"] as const satisfies readonly LinkBasis[];

type LinkCounts = ClassificationData["technologies"][number];

/** Explains how codes are assigned to technologies: the three steps, a table by technology, an example. */
export const classificationPart: LabPart = (context) => html`${stepsHtml(context)}

<h2 id="technologies">${words.table}</h2>
<p class="how-to-read">${words.tableLead}</p>
${linksTable(context)}

${exampleHtml(context)}
`;

const number = (value: number) => words.number(value);
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/**
 * The numbers of links by basis and by vocabulary, in the order of the table's columns, summed over some technologies.
 */
function linkCounts(technologies: readonly LinkCounts[]): number[] {
  const total = (value: (one: LinkCounts) => number) => sum(technologies.map(value));
  return [
    total(({links}) => sum(Object.values(links))),
    ...vocabularies.map((vocabulary) => total(({links}) => links[vocabulary])),
    ...bases.map((basis) => total((one) => one.basis[basis])),
    total(({rejected}) => rejected)
  ];
}

function stepsHtml({report: {classification, review}, root}: LabContext): Html {
  const {technologies, candidates, reviewed, waiting} = classification;
  const links = sum(technologies.flatMap((one) => Object.values(one.links)));
  const by = (basis: LinkBasis) => number(sum(technologies.map((one) => one.basis[basis])));
  const texts = [
    words.meaning(number(candidates), review.model),
    words.evidence(number(links), by("core"), by("evidence"), by("title")),
    words.people(number(reviewed), by("reviewers"), number(waiting.all))
  ];
  const steps = texts.map((text, i) => html`<li><strong>${words.steps[i]}.</strong> ${text}</li>`);
  return html`<ol class="steps">${steps}</ol>
<p><a href="${root}${pageAddress("lab/review")}">${words.waitingLink}</a></p>`;
}

function linksTable(context: LabContext): Html {
  const {technologies, candidates, waiting} = context.report.classification;
  const columns = [
    ...vocabularies.map((one) => words.vocabularies[one]),
    ...bases.map((one) => words.basis[one]),
    words.rejected,
    words.candidates,
    words.waiting
  ];
  const head = html`<thead><tr><th scope="col">${words.technology}</th>
<th scope="col" class="number">${words.links}</th>${columns.map(
    (name) => html`<th scope="col" class="number">${name}</th>`
  )}</tr>
</thead>`;
  const totals = numberCells([...linkCounts(technologies), candidates, waiting.all]);
  return scrollingTable(
    context.words.tableLabel(words.table),
    html`<table class="profile" data-classification>
${head}
<tbody>${technologies.map((one) => linksRow(one, context))}
<tr class="total"><th scope="row">${words.all}</th>${totals}</tr></tbody>
</table>`,
    {bleed: true}
  );
}

function linksRow(technology: LinkCounts, {report, root}: LabContext): Html {
  const {slug, candidates, waiting} = technology;
  const name = nameOf(report, slug);
  const address = `${root}${pageAddress(`technology/${slug}`)}`;
  const label = words.review(name, waiting);
  const review = html`<a class="review-link" href="${root}lab/review?technology=${slug}" aria-label="${label}">${number(
    waiting
  )}</a>`;
  return html`<tr data-technology="${slug}"><th scope="row"><a href="${address}">${name}</a></th>${numberCells([
    ...linkCounts([technology]),
    candidates
  ])}<td class="number">${review}</td>
</tr>`;
}

const numberCells = (values: readonly number[]) =>
  values.map((value) => html`<td class="number">${number(value)}</td>`);

const nameOf = ({snapshot}: ReportData, slug: string) => snapshot.technologies.find((one) => one.slug === slug)!.name;

function exampleHtml(context: LabContext): Html {
  const {report, root} = context;
  const {example} = report.classification;
  const name = nameOf(report, example.slug);
  const review = `${root}${pageAddress(`lab/review?technology=${example.slug}&show=all`)}`;
  return html`<h2 id="example">${words.example}</h2>
<p>${words.exampleLead(name)} <a href="${review}">${words.exampleLink}</a>.</p>
${linkFigure(example.links, words.subject(name), report.thresholds[example.vocabulary], context)}`;
}
