import {rankIntervalsFigure} from "../../figures/rank-intervals.ts";
import {robustnessWords} from "../../words/en/robustness.ts";
import {sharesFigure} from "../../figures/shares.ts";
import {specificationCurve} from "../../figures/specification-curve.ts";
import {sections} from "../../narrative/claims/claim.ts";
import {indicators} from "../../scenario/robustness.ts";
import {scenarioBase} from "../../scenario/base.ts";
import {families, makeDesign} from "../../scenario/specifications.ts";
import {figureHtml} from "../figure-html.ts";
import {html, type Html} from "../../text/html.ts";
import type {LabContext} from "./part.ts";
import {notableList, shareCell, singleChoices, turnedByCell} from "./robustness-parts.ts";
import {robustnessPageWords} from "../../words/en/robustness-page.ts";
import {pageAddress} from "../../text/page-address.ts";
import {datasets} from "../../terms/lenses.js";

/** Technology and indicator with which the specification curve begins: the report's closest call. */
const firstCurve = {technology: "semiconductors", indicator: "density-line"} as const;

/** Numbers of specifications that a reader can ask for. */
const counts = [100, 300, 600, 1000];

const verdictOrder = ["holds", "fragile", "fails", "open"] as const;

/** Claims, quadrants, ranks and one curve under all specifications, as the build computed them. */
export function robustnessPart(context: LabContext): Html {
  const {
    report,
    judged,
    claims: {verdicts, sectionNames},
    narrativeWords,
    snapshot,
    document,
    figureWords: words,
    regionName,
    root
  } = context;
  const {summary, curves} = report.robustness;
  const page = robustnessPageWords;
  const design = makeDesign(scenarioBase(report), {count: summary.count});
  const addresses = singleChoices(design);
  const figureContext = {document, words, says: robustnessWords, technologies: snapshot.technologies};
  const {alternatives} = narrativeWords;
  const tried = judged.filter(({id}) => summary.claims[id]);
  const used = sections.filter((section) => tried.some((claim) => claim.section === section));
  const technology = snapshot.technologies.find(({slug}) => slug === firstCurve.technology)!;
  const values = curves[firstCurve.indicator][technology.technology - 1]!;
  const option = (value: string | number, name: string, chosen = false) =>
    html`<option value="${value}"${chosen && html` selected`}>${name}</option>`;
  const figure = (id: string, body: Pick<Parameters<typeof figureHtml>[0], "title" | "howToRead" | "draw" | "table">) =>
    figureHtml({id, number: null, datasets: [...datasets], ...body}, context);

  return html`<div data-lab="robustness" data-root="${root}">
<form class="robustness-run no-print" data-run hidden aria-labelledby="run-title">
<h2 id="run-title">${page.run.title}</h2>
<p>${page.run.lead}</p>
<div class="fields"><label>${page.run.region} <select name="region">${option(report.region.code, regionName, true)}</select></label>
<label>${page.run.count} <select name="count">${counts.map((count) => option(count, page.run.counts(count), count === summary.count))}</select></label></div>
<fieldset><legend>${page.run.vary}</legend>${families.map((family) => html`<label><input type="checkbox" name="vary" value="${family}" checked> ${page.run.families[family]}</label>`)}</fieldset>
<div class="buttons"><button type="submit" data-start>${page.run.start}</button><button type="button" data-stop disabled>${page.run.stop}</button><progress aria-label="${page.run.progress}" value="0" max="${summary.count}" hidden></progress></div>
<p data-message role="status"></p>
</form>
<p class="status" data-shown>${page.shown.stored(regionName, summary.count)}</p>

<h2 id="claims">${page.claims.title}</h2>
<p>${page.claims.lead}</p>
<form class="filters" data-filters hidden>
<label>${page.claims.section} <select name="section">${option("", page.claims.all)}${used.map((section) => option(section, `${section} ${sectionNames[section] ?? ""}`))}</select></label>
<label>${page.claims.verdict} <select name="verdict">${option("", page.claims.all)}${verdictOrder.map((verdict) => option(verdict, verdicts[verdict]))}</select></label>
<label>${page.claims.order} <select name="order">${Object.entries(page.claims.orders).map(([key, name]) => option(key === "report" ? "" : key, name))}</select></label>
<output></output></form>
<div class="table-scroll bleed" tabindex="0" role="region" aria-label="${context.words.tableLabel(page.claims.label)}"><table class="robust-claims">
<thead><tr><th scope="col">${page.claims.claim}</th><th scope="col">${page.claims.verdict}</th>
<th scope="col">${page.claims.share}</th><th scope="col">${page.claims.turnedBy}</th></tr></thead>
<tbody>${tried.map(({id, section, wording, judgement: {verdict}}) => {
    const share = summary.claims[id]!;
    return html`<tr data-claim="${id}" data-section="${section}" data-verdict="${verdict}" data-share="${share.told === 0 ? "" : share.holds / share.told}"><th scope="row">${wording}</th>
<td data-cell="verdict"><a class="verdict ${verdict}" href="${root}${pageAddress(`claims#${id}`)}">${verdicts[verdict]}</a></td>
<td data-cell="share">${shareCell(share, summary.count)}</td>
<td data-cell="turned" class="turned-by">${turnedByCell(share.turnedBy, addresses, alternatives, root)}</td></tr>`;
  })}</tbody>
</table></div>

<h2 id="quadrants">${page.quadrants.title}</h2>
${figure("robust-quadrants", sharesFigure(summary, figureContext))}

<h2 id="ranks">${page.ranks.title}</h2>
${figure("robust-ranks", rankIntervalsFigure(summary, figureContext))}

<h2 id="curve">${page.curve.title}</h2>
<p>${page.curve.lead}</p>
<form class="filters" data-curve hidden>
<label>${page.curve.technology} <select name="technology">${snapshot.technologies.map(({slug, name}) => option(slug, name, slug === firstCurve.technology))}</select></label>
<label>${page.curve.indicator} <select name="indicator">${indicators.map((indicator) => option(indicator, robustnessWords.indicators[indicator], indicator === firstCurve.indicator))}</select></label>
<span data-curve-message role="status"></span></form>
${figure("robust-curve", specificationCurve({design, indicator: firstCurve.indicator, technology, values}, {document, words, says: robustnessWords, alternatives}))}
<div class="notable" data-notable>${notableList(design, firstCurve.indicator, values, {words, says: robustnessWords, alternatives, root})}</div>
</div>`;
}
