import {type Lens, lenses, vocabularies} from "../terms/lenses.js";
import {drawMap, mapTable, mapTitle, type MapRegion} from "../figures/map.js";
import {rankStrip, trendChart, type TrendPoint} from "../figures/trend.js";
import {groupKey} from "../figures/technologies.js";
import type {TechnologyValues} from "../indicators/snapshot.ts";
import type {ReportData} from "../narrative/report-data.ts";
import {claimTable, type ClaimsContext, type JudgedClaim} from "./claims-html.js";
import {chartHtml, chartWidths, type FigureHtmlContext, figureHtml} from "./figure-html.js";
import {html, type Html, raw} from "../text/html.js";
import {pageAddress} from "../text/page-address.js";

/** What the page of a technology shows beside its values. */
export interface TechnologyFacts {
  /** Shares of the technology by year, in the region and in the benchmark, by lens. */
  trends: Record<Lens, TrendPoint[]>;
  /** RCA and counts of the benchmark's regions, by lens. */
  regions: Record<Lens, MapRegion[]>;
  /** Accepted codes by vocabulary, the most similar ones, and how many there are. */
  codes: ReportData["codes"][string];
  claims: readonly JudgedClaim[];
}

export interface TechnologyContext extends FigureHtmlContext {
  claims: ClaimsContext;
  outlines: Parameters<typeof drawMap>[1];
  regionName: string;
  benchmarkName: string;
}

/** The page of one technology: lenses, regions, neighbours, years, claims, codes. */
export function technologyPage(technology: TechnologyValues, facts: TechnologyFacts, context: TechnologyContext): Html {
  const {words, snapshot, figureWords, document} = context;
  const say = words.technology;
  const digits = {patents: 0, publications: 0, deals: 1} as const;
  const two = (value: number | null) => (value === null ? words.noValue : words.number(value, 2));
  const rows = lenses.map((lens) => ({lens, values: technology.lenses[lens]}));
  const neighbours = snapshot.network
    .flatMap(({source, target, weight}) =>
      source === technology.technology - 1
        ? [{other: target, weight}]
        : target === technology.technology - 1
          ? [{other: source, weight}]
          : []
    )
    .sort((a, b) => b.weight - a.weight);
  const {chart = chartHtml, setAside = (part) => part} = context;
  const strip = (lens: Lens) => {
    const own = {code: snapshot.region.code, name: context.regionName, rca: technology.lenses[lens].rca};
    const regions = [...facts.regions[lens].filter(({code}) => code !== own.code), own];
    const id = `strip-${lens}`;
    const draw = (width: number) =>
      rankStrip(regions, {width, document, words: figureWords, id: `${id}-${width}`, region: own.code});
    return html`<div data-chart="${id}">${setAside(chart({id, draw}, {...chartWidths, wide: chartWidths.wide / 2}))}</div>`;
  };
  return html`<p class="kicker">${technology.group}</p>
<p class="lead">${technology.quadrant && say.position(figureWords.quadrants[technology.quadrant].name, words.number(technology.lenses.patents.density ?? Number.NaN, 1), words.number(technology.complexity ?? Number.NaN, 1))}</p>
<p class="badge-synthetic">${words.synthetic}</p>

<h2 id="lenses">${say.lenses}</h2>
<div class="table-scroll" tabindex="0" role="region" aria-label="${words.tableLabel(say.lenses)}"><table>
<thead><tr><th scope="col">${say.lens}</th><th scope="col" class="number">${say.count}</th>
<th scope="col" class="number">${say.share}</th><th scope="col" class="number">${say.europe}</th>
<th scope="col" class="number">${say.rca}</th><th scope="col" class="number">${say.interval}</th>
<th scope="col" class="number">${say.density}</th><th scope="col" class="number">${say.rank}</th></tr></thead>
<tbody>${rows.map(
    ({lens, values}) => html`<tr><th scope="row">${say.lensNames[lens]}</th>
<td class="number">${words.number(values.count, digits[lens])}</td>
<td class="number">${words.number(100 * values.share, 2)}%</td>
<td class="number">${words.number(100 * values.benchmark_share, 2)}%</td><td class="number">${two(values.rca)}</td>
<td class="number">${values.high === null ? words.noValue : `${two(values.low)}–${two(values.high)}`}</td>
<td class="number">${values.density === null ? words.noValue : words.number(values.density, 1)}</td>
<td class="number">${say.rankOf(values.rank, values.ranked)}</td></tr>`
  )}</tbody>
</table></div>

<h2 id="regions">${say.among}</h2>
${mapFigure(technology, "patents", facts.regions.patents, context)}
${lenses.map((lens) => html`<h3>${say.lensNames[lens]}</h3>${strip(lens)}`)}

<h2 id="neighbours">${say.neighbours}</h2>
${
  neighbours.length === 0
    ? html`<p>${say.noNeighbours}</p>`
    : html`<div class="table-scroll" tabindex="0" role="region" aria-label="${words.tableLabel(say.neighbours)}"><table>
<thead><tr><th scope="col">${say.neighbour}</th><th scope="col" class="number">${say.weight}</th>
<th scope="col" class="number">${say.rca}</th></tr></thead>
<tbody>${neighbours.map(({other, weight}) => {
        const one = snapshot.technologies[other]!;
        return html`<tr data-technology="${one.slug}"><th scope="row"><a href="./${pageAddress(one.slug)}">${one.name}</a></th>
<td class="number">${two(weight)}</td><td class="number">${two(one.lenses.patents.rca)}</td></tr>`;
      })}</tbody></table></div>`
}

<h2 id="trend">${say.trend}</h2>
<div class="small-multiples">${lenses.map((lens) => html`<figure><p class="figure-title">${say.lensNames[lens]}</p>${raw(trendChart(facts.trends[lens], {width: chartWidths.narrow, document, words: figureWords, id: `trend-${lens}`, region: context.regionName, benchmark: context.benchmarkName, label: say.share, digits: 2}).outerHTML)}</figure>`)}</div>

<h2 id="claims">${say.claims}</h2>
${claimTable(facts.claims, context.claims, say.claims)}

<h2 id="codes">${say.codes}</h2>
<p>${say.codesLead}</p>
${vocabularies.map(
  (
    vocabulary
  ) => html`<h3>${say.vocabularies[vocabulary]}</h3><p class="how-to-read">${say.codesMore(facts.codes[vocabulary].shown.length, facts.codes[vocabulary].all)}</p>
<ul class="codes">${facts.codes[vocabulary].shown.map(({symbol, label, similarity}) => html`<li><code>${symbol}</code> ${label} <small>${two(similarity)}</small></li>`)}</ul>`
)}
<p class="source">${words.synthetic}</p>`;
}

/** The map of one technology in one lens, as a figure. */
export function mapFigure(
  technology: TechnologyValues,
  lens: Lens,
  regions: readonly MapRegion[],
  context: TechnologyContext,
  controls?: Html
): Html {
  const {figureWords: words, document, outlines, snapshot} = context;
  const what = {
    region: snapshot.region.code,
    own: {name: context.regionName, rca: technology.lenses[lens].rca},
    technology: technology.name,
    lens
  };
  return figureHtml(
    {
      id: "map",
      number: null,
      datasets: [lens],
      controls,
      title: mapTitle(regions, what, words),
      howToRead: "",
      draw: (width) => drawMap(regions, outlines, {width, document, words, ...what}),
      table: mapTable(regions, what, words)
    },
    context
  );
}

/** All technologies, group by group, each with its place. */
export function technologyList(
  technologies: readonly TechnologyValues[],
  {words, figureWords}: FigureHtmlContext
): Html {
  const groups = [...new Set(technologies.map(({group}) => group))].sort();
  return html`${groups.map(
    (group) => html`<h2>${group}</h2>
<ul class="technology-grid">${technologies.filter((one) => one.group === group).map(({slug, name, quadrant, lenses: {patents, publications, deals}}) => html`<li data-technology="${slug}" data-group="${groupKey(group)}"><a href="./${pageAddress(slug)}">${name}</a><p>${quadrant && figureWords.quadrants[quadrant].name}</p><p class="rcas">${words.technology.rcas(words.number(patents.rca, 2), words.number(publications.rca, 2), words.number(deals.rca, 2))}</p></li>`)}</ul>`
  )}
<p class="source">${words.synthetic}</p>`;
}
