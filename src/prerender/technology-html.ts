import {type Lens, lenses, vocabularies, type Vocabulary} from "../terms/lenses.js";
import {drawMap, mapHowToRead, mapTable, mapTitle, type MapRegion} from "../figures/map.js";
import {rankStrip, trendChart, type TrendPoint} from "../figures/trend.js";
import {groupKeys} from "../figures/technologies.js";
import {type Missing, missingProfile} from "../indicators/missing.js";
import {type LensValues, type Snapshot, standingIn, type TechnologyValues} from "../indicators/snapshot.js";
import {provenanceOf} from "../narrative/provenance.js";
import type {ReportData} from "../narrative/report-data.ts";
import {claimTable, type ClaimsContext, type JudgedClaim} from "./claims-html.js";
import {scrollingTable} from "./elements.js";
import {chartHtml, chartWidths, disclosureText, type FigureHtmlContext, figureHtml} from "./figure-html.js";
import {html, type Html, raw} from "../text/html.js";
import {pageAddress} from "../text/page-address.js";
import type {PageWords} from "../words/pages.ts";

/** What the page of a technology shows besides its values. */
export interface TechnologyFacts {
  /** Shares of the technology by year, in the region and in the benchmark, by lens. */
  trends: Record<Lens, TrendPoint[]>;
  /** RCA and counts of the benchmark's regions, by lens. */
  regions: Record<Lens, MapRegion[]>;
  /** Accepted codes by vocabulary: the most similar ones, and the total number. */
  codes: ReportData["codes"][string];
  claims: readonly JudgedClaim[];
}

export interface TechnologyContext extends FigureHtmlContext {
  claims: ClaimsContext;
  outlines: Parameters<typeof drawMap>[1];
  regionName: string;
  /** The region that the report is about, where the page shows another one. */
  reportRegion: string | null;
  benchmarkName: string;
}

/**
 * What the report says, tried on the region of the page; a report without published values says nothing here.
 */
function claimsHtml(
  claims: readonly JudgedClaim[],
  {claims: context, words, regionName, reportRegion}: TechnologyContext
): Html {
  const heading = reportRegion === null ? words.technology.claims : words.technology.tried(reportRegion, regionName);
  return html`<h2 id="claims">${heading}</h2>
${claimTable(claims, context, heading)}`;
}

/** The page of a technology: lenses, regions, neighbours, years, claims, codes. */
export function technologyPage(technology: TechnologyValues, facts: TechnologyFacts, context: TechnologyContext): Html {
  const {words} = context;
  const say = words.technology;
  const provenance = words.provenance.sentence(provenanceOf(context.sources, lenses, [technology.name]));
  const disclosure = disclosureText(context.sources, lenses, words);
  return html`<p class="kicker">${technology.group}</p>
<p class="lead">${positionText(technology, context)}</p>
${provenance && html`<p class="badge-synthetic">${provenance}</p>`}

<h2 id="lenses">${say.lenses}</h2>
${lensTable(technology, context)}
${disclosure && html`<p class="source">${disclosure}</p>`}

<h2 id="regions">${say.among}</h2>
${mapFigure(technology, "patents", facts.regions.patents, context)}
${lenses.map((lens) => regionStrip(technology, lens, facts.regions[lens], context))}

<h2 id="neighbours">${say.neighbours}</h2>
${neighbourTable(technology, context)}

<h2 id="trend">${say.trend}</h2>
<div class="small-multiples">${lenses.map((lens) => trendFigure(lens, facts.trends[lens], context))}</div>

${facts.claims.length > 0 && claimsHtml(facts.claims, context)}

<h2 id="codes">${say.codes}</h2>
<p>${say.codesLead}</p>
${vocabularies.map((vocabulary) => codeList(vocabulary, facts.codes[vocabulary], words))}
${provenance && html`<p class="source">${provenance}</p>`}`;
}

const twoDigits = (value: number | null, words: PageWords) => (value === null ? words.noValue : words.number(value, 2));

function positionText({quadrant, complexity, lenses: {patents}}: TechnologyValues, context: TechnologyContext) {
  const {words, figureWords, snapshot} = context;
  const missing = missingProfile(snapshot.totals.patents);
  const named = quadrant ? figureWords.quadrants[quadrant].name : missing && figureWords.missing(missing).text;
  const number = (value: number | null) => words.number(value ?? Number.NaN, 1);
  return named && words.technology.position(named, number(patents.density), number(complexity));
}

/** Why the count of a technology is missing in a lens; null if it is known. */
const missingCount = ({totals}: Snapshot, {lenses: of}: TechnologyValues, lens: Lens): Missing | null =>
  totals[lens].held ? of[lens].missing : "absent";

/** Decimals of counts. */
const digits = {patents: 0, publications: 0, deals: 1} as const satisfies Record<Lens, number>;

/** The values of a technology, one lens per row. */
function lensTable(technology: TechnologyValues, context: TechnologyContext): Html {
  const {words, figureWords, snapshot} = context;
  const say = words.technology;
  const two = (value: number | null) => twoDigits(value, words);
  const rows = lenses.map((lens) => {
    const values = technology.lenses[lens];
    const missing = missingCount(snapshot, technology, lens);
    if (missing !== null) return unknownRow(lens, missing, values, context);
    const few = figureWords.missing("few");
    const rank = snapshot.totals[lens].few
      ? html`<td title="${few.why}">${few.short}</td>`
      : html`<td class="number">${values.rank === null ? say.noRank : say.rankOf(values.rank, values.ranked)}</td>`;
    return html`<tr><th scope="row">${say.lensNames[lens]}</th>
<td class="number">${words.number(values.count!, digits[lens])}</td>
<td class="number">${values.share === null ? words.noValue : `${words.number(100 * values.share, 2)}%`}</td>
<td class="number">${words.number(100 * values.benchmark_share!, 2)}%</td><td class="number">${two(values.rca)}</td>
<td class="number">${values.high === null ? words.noValue : `${two(values.low)}–${two(values.high)}`}</td>
<td class="number">${values.density === null ? words.noValue : words.number(values.density, 1)}</td>
${rank}</tr>`;
  });
  return scrollingTable(
    words.tableLabel(say.lenses),
    html`<table>
<thead><tr><th scope="col">${say.lens}</th><th scope="col" class="number">${say.count}</th>
<th scope="col" class="number">${say.share}</th><th scope="col" class="number">${say.europe}</th>
<th scope="col" class="number">${say.rca}</th><th scope="col" class="number">${say.interval}</th>
<th scope="col" class="number">${say.density}</th><th scope="col" class="number">${say.rank}</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
  );
}

/** The row of a lens in which values are missing: why, and those that there are. */
function unknownRow(
  lens: Lens,
  missing: Missing,
  {count, benchmark_share: share, density}: LensValues,
  context: TechnologyContext
): Html {
  const {words, figureWords} = context;
  const {text, short, why} = figureWords.missing(missing);
  const cell = html`<td class="number" title="${why}">${short}</td>`;
  const number = (value: number | null, write: (value: number) => string) =>
    missing === "absent" || value === null ? cell : html`<td class="number">${write(value)}</td>`;
  const none = html`<td class="number">${words.noValue}</td>`;
  const isKnown = missing !== "undisclosed" || density !== null;
  return html`<tr><th scope="row">${words.technology.lensNames[lens]}<br><small>${text}</small></th>
${number(count, (value) => words.number(value, digits[lens]))}${cell}
${number(share, (value) => `${words.number(100 * value, 2)}%`)}${cell}${cell}
${isKnown ? number(density, (value) => words.number(value, 1)) : none}${cell}</tr>`;
}

/** The RCA of all regions of the benchmark in one lens, including the report's region. */
function regionStrip(
  technology: TechnologyValues,
  lens: Lens,
  others: readonly MapRegion[],
  context: TechnologyContext
): Html {
  const {snapshot, document, words, figureWords, regionName, chart = chartHtml, setAside = (part) => part} = context;
  if (snapshot.totals[lens].partial)
    return html`<h3>${words.technology.lensNames[lens]}</h3><p>${figureWords.missing("totals").why}</p>`;
  const {code} = snapshot.region;
  const own = {name: regionName, ...standingIn(snapshot, technology.technology, lens)};
  const id = `strip-${lens}`;
  const draw = (width: number) =>
    rankStrip(others, {width, document, words: figureWords, id: `${id}-${width}`, region: code, own});
  const drawings = setAside(chart({id, draw}, {...chartWidths, wide: chartWidths.wide / 2}));
  return html`<h3>${words.technology.lensNames[lens]}</h3><div data-chart="${id}">${drawings}</div>`;
}

/** Technologies that share documents with this one, the most related first. */
function neighbourTable({technology}: TechnologyValues, {snapshot, words}: TechnologyContext): Html {
  const say = words.technology;
  const neighbours = snapshot.network
    .filter(({source, target}) => source === technology - 1 || target === technology - 1)
    .map(({source, target, weight}) => ({other: source === technology - 1 ? target : source, weight}))
    .sort((a, b) => b.weight - a.weight);
  if (neighbours.length === 0) return html`<p>${say.noNeighbours}</p>`;
  const two = (value: number | null) => twoDigits(value, words);
  const rows = neighbours.map(({other, weight}) => {
    const {slug, name, lenses: values} = snapshot.technologies[other]!;
    return html`<tr data-technology="${slug}"><th scope="row"><a href="./${pageAddress(slug)}">${name}</a></th>
<td class="number">${two(weight)}</td><td class="number">${two(values.patents.rca)}</td></tr>`;
  });
  return scrollingTable(
    words.tableLabel(say.neighbours),
    html`<table>
<thead><tr><th scope="col">${say.neighbour}</th><th scope="col" class="number">${say.weight}</th>
<th scope="col" class="number">${say.rca}</th></tr></thead>
<tbody>${rows}</tbody></table>`
  );
}

function trendFigure(lens: Lens, points: TrendPoint[], context: TechnologyContext): Html {
  const {words, figureWords, document, regionName: region, benchmarkName: benchmark} = context;
  const say = words.technology;
  const {narrow: width} = chartWidths;
  const options = {width, document, words: figureWords, id: `trend-${lens}`, region, benchmark, label: say.share};
  const svg = raw(trendChart(points, {...options, digits: 2}).outerHTML);
  return html`<figure><p class="figure-title">${say.lensNames[lens]}</p>${svg}</figure>`;
}

function codeList(vocabulary: Vocabulary, {shown, all}: TechnologyFacts["codes"][Vocabulary], words: PageWords): Html {
  const say = words.technology;
  const items = shown.map(
    ({symbol, label, similarity}) =>
      html`<li><code>${symbol}</code> ${label} <small>${twoDigits(similarity, words)}</small></li>`
  );
  const lead = html`<p class="how-to-read">${say.codesMore(shown.length, all)}</p>`;
  return html`<h3>${say.vocabularies[vocabulary]}</h3>${lead}
<ul class="codes">${items}</ul>`;
}

/** The map of a technology in a lens, as a figure. */
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
    own: {name: context.regionName, ...standingIn(snapshot, technology.technology, lens)},
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
      howToRead: mapHowToRead(regions, what, words),
      draw: (width) => drawMap(regions, outlines, {width, document, words, ...what}),
      table: mapTable(regions, what, words)
    },
    context
  );
}

/** All technologies by group, each with its quadrant and RCA. */
export function technologyList(
  technologies: readonly TechnologyValues[],
  {words, figureWords, sources, snapshot}: FigureHtmlContext
): Html {
  const notes = [
    words.provenance.sentence(provenanceOf(sources, lenses)),
    disclosureText(sources, lenses, words)
  ].filter(Boolean);
  const groups = [...new Set(technologies.map(({group}) => group))].sort();
  const keyOf = groupKeys(technologies);
  const unplaced = missingProfile(snapshot.totals.patents);
  const none = unplaced && figureWords.missing(unplaced).short;
  const item = (technology: TechnologyValues) => {
    const {slug, name, group, quadrant} = technology;
    const two = (lens: Lens) => {
      const missing = missingCount(snapshot, technology, lens);
      return missing === null ? twoDigits(technology.lenses[lens].rca, words) : figureWords.missing(missing).short;
    };
    const rcas = words.technology.rcas(two("patents"), two("publications"), two("deals"));
    return html`<li data-technology="${slug}" data-group="${keyOf(group)}">${[
      html`<a href="./${pageAddress(slug)}">${name}</a>`,
      html`<p>${quadrant ? figureWords.quadrants[quadrant].name : none}</p>`,
      html`<p class="rcas">${rcas}</p>`
    ]}</li>`;
  };
  return html`${groups.map(
    (group) => html`<h2>${group}</h2>
<ul class="technology-grid">${technologies.filter((one) => one.group === group).map(item)}</ul>`
  )}
${notes.length > 0 && html`<p class="source">${notes.join(" ")}</p>`}`;
}
