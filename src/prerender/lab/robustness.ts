import {rankIntervalsFigure} from "../../figures/rank-intervals.ts";
import {robustnessWords} from "../../words/en/robustness.ts";
import {sharesFigure} from "../../figures/shares.ts";
import {specificationCurve} from "../../figures/specification-curve.ts";
import {indicators} from "../../scenario/robustness.ts";
import {scenarioBase} from "../../scenario/base.ts";
import {isOffered} from "../../scenario/fields.ts";
import {choicesFor, type Design, families, makeDesign} from "../../scenario/specifications.ts";
import {filterOptions, type JudgedClaim, sectionsOf, verdictLink} from "../claims-html.ts";
import {optionsHtml, scrollingTable, selectHtml} from "../elements.ts";
import {figureHtml} from "../figure-html.ts";
import {firstTechnology} from "../first-technology.js";
import {html, type Html} from "../../text/html.ts";
import type {LabContext} from "./part.ts";
import {notableList, shareCell, singleChoices, turnedByCell} from "./robustness-parts.ts";
import {robustnessPageWords as page} from "../../words/en/robustness-page.ts";
import {datasets, type Lens, lenses} from "../../terms/lenses.js";

/** Technology and indicator of the first specification curve: the report's closest call. */
const firstCurve = {technology: "semiconductors", indicator: "density-line"} as const;

const isLens = (name: string): name is Lens => (lenses as readonly string[]).includes(name);

/** Numbers of specifications from which a reader can choose. */
const counts = [100, 300, 600, 1000];

/** Claims, quadrants, ranks and one curve under all specifications, as computed by the build. */
export function robustnessPart(context: LabContext): Html {
  const {report, snapshot, document, figureWords, regionName, root} = context;
  const {summary} = report.robustness;
  const design = makeDesign(scenarioBase(report), {count: summary.count});
  const tried = context.judged.filter(({id}) => summary.claims[id]);
  const figureContext = {document, words: figureWords, says: robustnessWords, technologies: snapshot.technologies};
  return html`<div data-lab="robustness" data-root="${root}">
${runForm(context)}
<p class="status" data-shown>${page.shown.stored(regionName, summary.count)}</p>

<h2 id="claims">${page.claims.title}</h2>
<p>${page.claims.lead}</p>
${claimFilters(tried, context)}
${claimShares(tried, design, context)}

<h2 id="quadrants">${page.quadrants.title}</h2>
${bodyFigure("robust-quadrants", sharesFigure(summary, figureContext), context)}

<h2 id="ranks">${page.ranks.title}</h2>
${bodyFigure("robust-ranks", rankIntervalsFigure(summary, figureContext), context)}

<h2 id="curve">${page.curve.title}</h2>
<p>${page.curve.lead}</p>
${curveSection(design, context)}
</div>`;
}

type FigureBody = Pick<Parameters<typeof figureHtml>[0], "title" | "howToRead" | "draw" | "table">;

const bodyFigure = (id: string, body: FigureBody, context: LabContext) =>
  figureHtml({id, number: null, datasets: [...datasets], ...body}, context);

/** The form for running the specifications of a region. */
function runForm({report, regionName}: LabContext): Html {
  const {count} = report.robustness.summary;
  const regions = optionsHtml([[report.region.code, regionName]], report.region.code);
  const numbers = optionsHtml(
    counts.map((one) => [one, page.run.counts(one)] as const),
    count
  );
  const base = scenarioBase(report);
  const varied = new Set(choicesFor(base, base.region).map(({family}) => family));
  const vary = families
    .filter((family) => varied.has(family))
    .map((family) => {
      const box = html`<input type="checkbox" name="vary" value="${family}" checked>`;
      const name = family === "records" && !isOffered("edition", base) ? page.run.onlyYears : page.run.families[family];
      return html`<label>${box} ${name}</label>`;
    });
  const buttons = [
    html`<button type="submit" data-start>${page.run.start}</button>`,
    html`<button type="button" data-stop disabled>${page.run.stop}</button>`,
    html`<progress aria-label="${page.run.progress}" value="0" max="${count}" hidden></progress>`
  ];
  return html`<form class="robustness-run no-print" data-run hidden aria-labelledby="run-title">
<h2 id="run-title">${page.run.title}</h2>
<p>${page.run.lead}</p>
<div class="fields">${selectHtml(page.run.region, "region", regions)}
${selectHtml(page.run.count, "count", numbers)}</div>
<fieldset><legend>${page.run.vary}</legend>${vary}</fieldset>
<div class="buttons">${buttons}</div>
<p data-message role="status"></p>
</form>`;
}

function claimFilters(tried: readonly JudgedClaim[], {claims}: LabContext): Html {
  const {claims: words} = page;
  const options = filterOptions(sectionsOf(tried), words.all, claims);
  const orders = Object.entries(words.orders).map(([key, name]) => [key === "report" ? "" : key, name] as const);
  return html`<form class="filters" data-filters hidden>
${selectHtml(words.section, "section", options.sections)}
${selectHtml(words.verdict, "verdict", options.verdicts)}
${selectHtml(words.order, "order", optionsHtml(orders))}
<output></output></form>`;
}

/** The share of specifications in which each claim is true, and the choices that reverse it. */
function claimShares(tried: readonly JudgedClaim[], design: Design, context: LabContext): Html {
  const {claims: words} = page;
  const {summary} = context.report.robustness;
  const {claims, narrativeWords, root} = context;
  const addresses = singleChoices(design);
  const row = (claim: JudgedClaim) => {
    const {id, section, wording, judgement} = claim;
    const share = summary.claims[id]!;
    const turned = turnedByCell(share.turnedBy, addresses, narrativeWords.alternatives, root);
    return html`<tr data-claim="${id}" data-section="${section}" data-verdict="${judgement.verdict}"
 data-share="${share.told === 0 ? "" : share.holds / share.told}"><th scope="row">${wording}</th>
<td data-cell="verdict">${verdictLink(claim, claims)}</td>
<td data-cell="share">${shareCell(share, summary.count)}</td>
<td data-cell="turned" class="turned-by">${turned}</td></tr>`;
  };
  return scrollingTable(
    context.words.tableLabel(words.label),
    html`<table class="robust-claims">
<thead><tr><th scope="col">${words.claim}</th><th scope="col">${words.verdict}</th>
<th scope="col">${words.share}</th><th scope="col">${words.turnedBy}</th></tr></thead>
<tbody>${tried.map(row)}</tbody>
</table>`,
    {bleed: true}
  );
}

/** The specification curve of a technology and an indicator, with links to notable specifications. */
function curveSection(design: Design, context: LabContext): Html {
  const {report, snapshot, document, figureWords, narrativeWords, root} = context;
  const {indicator} = firstCurve;
  const technology = firstTechnology(snapshot.technologies, firstCurve.technology);
  const values = report.robustness.curves[indicator][technology.technology - 1]!;
  const words = {words: figureWords, says: robustnessWords, alternatives: narrativeWords.alternatives};
  const technologies = snapshot.technologies.map(({slug, name}) => [slug, name] as const);
  const names = indicators
    .filter((one) => !isLens(one) || report.years[one] !== undefined)
    .map((one) => [one, robustnessWords.indicators[one]] as const);
  const curve = specificationCurve({design, indicator, technology, values}, {document, ...words});
  return html`<form class="filters" data-curve hidden>
${selectHtml(page.curve.technology, "technology", optionsHtml(technologies, technology.slug))}
${selectHtml(page.curve.indicator, "indicator", optionsHtml(names, indicator))}
<span data-curve-message role="status"></span></form>
${bodyFigure("robust-curve", curve, context)}
<div class="notable" data-notable>${notableList(design, indicator, values, {...words, root})}</div>`;
}
