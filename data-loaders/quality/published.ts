import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {csvParse} from "d3";
import {compositeRelatedness} from "../../src/indicators/composite.ts";
import {reportCounting} from "../../src/indicators/engine/counting.ts";
import {LensEngine} from "../../src/indicators/engine/engine.ts";
import {type Figures, lensFigures, quadrantsOf} from "../../src/indicators/engine/figures.ts";
import {createPlaces, createUniverse, type Dataset, loadLens, type PlaceTable, type Query} from "../../src/indicators/engine/load.ts";
import {createMatrix} from "../../src/indicators/matrix.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {networkLinks} from "../../src/indicators/network.ts";
import {quadrantLines} from "../../src/indicators/quadrants.ts";
import {type Lens, lenses} from "../../src/indicators/region-profile.ts";
import {exitCodes, runCommand} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {quote, WorkDatabase} from "../engine/database.ts";
import {publicationsSampling} from "../sample/targets.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";

/** One published value beside what the build gives. */
export interface Comparison {
  indicator: string;
  /** A technology, a pair of them, or empty for a value of the whole lens. */
  subject: string;
  published: number | string;
  computed: number | string | null;
  /** Absolute difference; null for words. */
  difference: number | null;
  ok: boolean;
}

/** The region of the published values. */
const region = "BE2";
/** Differences that are allowed. A printed number may be off by half of its last digit. */
const tolerance = {whole: 0, hundredth: 0.005, thousandth: 0.0005, tenThousandth: 0.00005, value: 0.05} as const;
/** Totals of Flanders that the published shares imply. */
const totals: Record<Lens, number> = {patents: 26_089, publications: 367_950 / publicationsSampling, deals: 11_302};
const medians = {relatedness: 32.21, complexity: 64.31};
const networkThreshold = 0.0205;

interface LensView {
  figures: Figures;
  counts: Float64Array;
  /** Count of the region over the full universe, and of the benchmark by technology and over the full universe. */
  total: number;
  benchmark: Float64Array;
  benchmarkTotal: number;
}

/**
 * Compares a build with the published values, the way the site computes them: the report's method, all years of the build,
 * the region BE2.
 *
 * @param out folder of a build
 */
export async function comparePublished(out: string): Promise<Comparison[]> {
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const db = await WorkDatabase.open();
  try {
    for (const {name} of manifest.tables) await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`);
    const query: Query = async (sql) => (await db.columns(sql)) as Record<string, ArrayLike<unknown>>;
    const names = Array.from((await query("SELECT name FROM technologies ORDER BY technology")).name!, String);
    const places = await createPlaces(query);
    const views = {} as Record<Dataset, LensView>;
    for (const dataset of [...lenses, "publications_earlier"] as const) views[dataset] = await viewLens(query, dataset, places, manifest.classification.thresholds.vocabularies);
    return [...(await compareTechnologies(views, names, places.codes.indexOf(region))), ...(await compareNetwork(views.patents, names))];
  } finally {
    db.close();
  }
}

async function viewLens(query: Query, dataset: Dataset, places: PlaceTable, rule: ConstructorParameters<typeof LensEngine>[4]): Promise<LensView> {
  const universe = await createUniverse(query, dataset);
  const {folded, links} = await loadLens(query, dataset, places, universe, [0, 9999]);
  const engine = new LensEngine(folded, places.count, universe, links, rule);
  const place = places.codes.indexOf(region);
  const counting = reportCounting(dataset === "publications_earlier" ? "publications" : dataset);
  const {values} = engine.countsBy(counting);
  const {domains} = universe;
  const counts = values.slice(place * domains, (place + 1) * domains);
  const benchmark = new Float64Array(domains);
  places.benchmark.forEach((inside, one) => {
    if (inside) for (let domain = 0; domain < domains; ++domain) benchmark[domain]! += values[one * domains + domain]!;
  });
  const sum = (list: Float64Array) => list.reduce((all, value) => all + value, 0);
  return {figures: lensFigures(engine, places, universe.technologies, place, counting, reportMethod), counts, total: sum(counts), benchmark, benchmarkTotal: sum(benchmark)};
}

async function compareTechnologies(views: Record<Dataset, LensView>, names: readonly string[], place: number): Promise<Comparison[]> {
  const rows = new Map(csvParse(await readFile(join(projectRoot, "data/published/values.csv"), "utf8")).map((row) => [row.kst!, row]));
  const result: Comparison[] = [];
  const compare = (indicator: string, subject: string, published: number, computed: number, allowed: number) => {
    const difference = Math.abs(computed - published);
    // Differences at the limit itself are within it: the published numbers are rounded.
    result.push({indicator, subject, published, computed: Number.isNaN(computed) ? null : computed, difference, ok: difference <= allowed + 1e-9});
  };
  const density = (dataset: Dataset) => names.map((_, t) => views[dataset].figures.density.values[place * names.length + t]!);
  const densities = {patents: density("patents"), publications: density("publications"), deals: density("deals")};
  const earlier = density("publications_earlier");
  const composite = compositeRelatedness(lenses.map((lens) => densities[lens]));
  const {complexity} = views.patents.figures;
  const published = {
    density: names.map((name) => Number(rows.get(name)!.tech_reldens)),
    complexity: names.map((name) => Number(rows.get(name)!.tech_complexity))
  };
  const place_ = (list: readonly number[]) => createMatrix(1, list.length, Float64Array.from(list));
  const drawn = quadrantsOf({density: place_(published.density), complexity: Float64Array.from(published.complexity)}, 0, reportMethod);
  const ours = quadrantsOf({density: place_(densities.patents), complexity}, 0, reportMethod);

  for (const lens of lenses) compare(`${lens} total`, "", totals[lens], views[lens].total, lens === "deals" ? tolerance.hundredth : tolerance.whole);
  names.forEach((name, t) => {
    const row = rows.get(name)!;
    const value = (column: string) => Number(row[column]);
    const {patents, publications, deals} = views;
    const rca = (dataset: Dataset) => views[dataset].figures.rca.values[place * names.length + t]!;
    compare("patent count", name, value("pat_count"), patents.counts[t]!, tolerance.whole);
    compare("patent share, %", name, value("pat_share_pct"), (100 * patents.counts[t]!) / patents.total, tolerance.tenThousandth);
    compare("patent benchmark share, %", name, value("pat_eu_share_pct"), (100 * patents.benchmark[t]!) / patents.benchmarkTotal, tolerance.thousandth);
    compare("patent RCA", name, value("tech_rca"), rca("patents"), tolerance.hundredth);
    compare("publication count, one in ten", name, value("pub_count_dec25") / publicationsSampling, publications.counts[t]!, 0.5);
    compare("publication RCA", name, value("pub_rca"), rca("publications"), tolerance.hundredth);
    compare("publication count of December 2025, one in ten", name, value("pub_count_dec25") / publicationsSampling, views.publications_earlier.counts[t]!, 0.5);
    compare("publication RCA of December 2025", name, value("pub_rca_dec25"), rca("publications_earlier"), tolerance.hundredth);
    compare("publication relatedness density of December 2025", name, value("pub_reldens_dec25"), earlier[t]!, tolerance.value);
    compare("funding, million US dollars", name, value("fund_musd"), deals.counts[t]!, tolerance.hundredth);
    compare("funding RCA", name, value("fund_rca"), rca("deals"), tolerance.hundredth);
    compare("patent relatedness density", name, published.density[t]!, densities.patents[t]!, tolerance.value);
    compare("publication relatedness density", name, value("pub_reldens"), densities.publications[t]!, tolerance.value);
    compare("funding relatedness density", name, value("fund_reldens"), densities.deals[t]!, tolerance.value);
    compare("composite relatedness", name, value("composite_reldens"), composite[t]!, tolerance.value);
    compare("complexity", name, published.complexity[t]!, complexity[t]!, tolerance.value);
    result.push({indicator: "quadrant", subject: name, published: drawn[t]!, computed: ours[t] ?? null, difference: null, ok: drawn[t] === ours[t]});
  });
  const lines = quadrantLines(names.map((_, t) => ({relatedness: densities.patents[t]!, complexity: complexity[t]!})));
  compare("median of relatedness density", "", medians.relatedness, lines.relatedness, tolerance.value);
  compare("median of complexity", "", medians.complexity, lines.complexity, tolerance.value);
  return result;
}

async function compareNetwork({figures}: LensView, names: readonly string[]): Promise<Comparison[]> {
  const {values, columns} = figures.relatedness;
  const among = createMatrix(names.length, names.length);
  for (let a = 0; a < names.length; ++a) for (let b = 0; b < names.length; ++b) among.values[a * names.length + b] = values[a * columns + b]!;
  const drawn = new Map(networkLinks(among, networkThreshold).map(({source, target, weight}) => [[names[source]!, names[target]!].sort().join(" – "), 100 * weight]));
  const published = new Map(csvParse(await readFile(join(projectRoot, "data/published/figure-1-links.csv"), "utf8")).map((row) => [[row.kst_a!, row.kst_b!].sort().join(" – "), Number(row.weight)]));
  const result = [...published].map(([subject, weight]): Comparison => {
    const computed = drawn.get(subject) ?? null;
    const difference = computed === null ? null : Math.abs(computed - weight);
    return {indicator: "link of figure 1", subject, published: weight, computed, difference, ok: difference !== null && difference <= tolerance.value};
  });
  for (const [subject, weight] of drawn) if (!published.has(subject)) result.push({indicator: "link of figure 1", subject, published: "not drawn", computed: weight, difference: null, ok: false});
  return result;
}

const format = (value: number | string | null) => (value === null ? "no value" : typeof value === "string" ? value : String(Number(value.toFixed(4))));

/** One line a value, and a summary by indicator. */
export function describeComparisons(comparisons: readonly Comparison[]): string {
  const lines = comparisons.map(({indicator, subject, published, computed, difference, ok}) =>
    `${ok ? "ok  " : "MISS"}  ${indicator}${subject && `: ${subject}`}  published ${format(published)}  computed ${format(computed)}${difference === null ? "" : `  difference ${format(difference)}`}`);
  const indicators = [...new Set(comparisons.map(({indicator}) => indicator))];
  const summary = indicators.map((indicator) => {
    const own = comparisons.filter((comparison) => comparison.indicator === indicator);
    const largest = Math.max(...own.map(({difference}) => difference ?? 0));
    return `| ${indicator} | ${own.length} | ${own.filter(({ok}) => ok).length} | ${own.every(({difference}) => difference === null) ? "" : format(largest)} |`;
  });
  const good = comparisons.filter(({ok}) => ok).length;
  return [...lines, "", "| indicator | values | reproduced | largest difference |", "|---|---:|---:|---:|", ...summary, "", `${good} of ${comparisons.length} published values reproduced`].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await ensureWarehouse();
    const comparisons = await comparePublished(defaultOut);
    process.stdout.write(`${describeComparisons(comparisons)}\n`);
    return comparisons.every(({ok}) => ok) ? exitCodes.done : exitCodes.failed;
  });
}
