import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {csvParse} from "d3";
import {quadrantsOf} from "../../src/indicators/engine/figures.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {type Lens, lenses} from "../../src/indicators/region-profile.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {exitCodes, runCommand} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import {openBuild} from "../report/engines.ts";
import {publicationsSampling} from "../sample/targets.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {insertBetween} from "./insert.ts";

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

/**
 * Compares a build with the published values, the way the site computes them: the report's method and years, the region
 * BE2.
 *
 * @param out folder of a build
 */
export async function comparePublished(out: string): Promise<Comparison[]> {
  const {engines, close} = await openBuild(out);
  try {
    const snapshot = takeSnapshot(engines, {region: {code: region, name: "Flanders"}});
    return [...(await compareTechnologies(snapshot)), ...(await compareNetwork(snapshot))];
  } finally {
    close();
  }
}

async function compareTechnologies({technologies, totals: computedTotals, lines}: Snapshot): Promise<Comparison[]> {
  const rows = new Map(csvParse(await readFile(join(projectRoot, "data/published/values.csv"), "utf8")).map((row) => [row.kst!, row]));
  const result: Comparison[] = [];
  const compare = (indicator: string, subject: string, published: number, computed: number | null, allowed: number) => {
    const difference = computed === null ? null : Math.abs(computed - published);
    // Differences at the limit itself are within it: the published numbers are rounded.
    result.push({indicator, subject, published, computed, difference, ok: difference !== null && difference <= allowed + 1e-9});
  };
  const published = technologies.map(({name}) => ({density: Number(rows.get(name)!.tech_reldens), complexity: Number(rows.get(name)!.tech_complexity)}));
  const drawn = quadrantsOf(published.map(({density}) => density), published.map(({complexity}) => complexity), reportMethod);
  for (const lens of lenses) compare(`${lens} total`, "", totals[lens], computedTotals[lens].count, lens === "deals" ? tolerance.hundredth : tolerance.whole);
  technologies.forEach(({name, complexity, composite, quadrant, lenses: {patents, publications, publications_earlier: earlier, deals}}, t) => {
    const value = (column: string) => Number(rows.get(name)![column]);
    compare("patent count", name, value("pat_count"), patents.count, tolerance.whole);
    compare("patent share, %", name, value("pat_share_pct"), 100 * patents.share, tolerance.tenThousandth);
    compare("patent benchmark share, %", name, value("pat_eu_share_pct"), 100 * patents.benchmark_share, tolerance.thousandth);
    compare("patent RCA", name, value("tech_rca"), patents.rca, tolerance.hundredth);
    compare("publication count, one in ten", name, value("pub_count_dec25") / publicationsSampling, publications.count, 0.5);
    compare("publication RCA", name, value("pub_rca"), publications.rca, tolerance.hundredth);
    compare("publication count of December 2025, one in ten", name, value("pub_count_dec25") / publicationsSampling, earlier.count, 0.5);
    compare("publication RCA of December 2025", name, value("pub_rca_dec25"), earlier.rca, tolerance.hundredth);
    compare("publication relatedness density of December 2025", name, value("pub_reldens_dec25"), earlier.density, tolerance.value);
    compare("funding, million US dollars", name, value("fund_musd"), deals.count, tolerance.hundredth);
    compare("funding RCA", name, value("fund_rca"), deals.rca, tolerance.hundredth);
    compare("patent relatedness density", name, value("tech_reldens"), patents.density, tolerance.value);
    compare("publication relatedness density", name, value("pub_reldens"), publications.density, tolerance.value);
    compare("funding relatedness density", name, value("fund_reldens"), deals.density, tolerance.value);
    compare("composite relatedness", name, value("composite_reldens"), composite, tolerance.value);
    compare("complexity", name, value("tech_complexity"), complexity, tolerance.value);
    result.push({indicator: "quadrant", subject: name, published: drawn[t]!, computed: quadrant, difference: null, ok: drawn[t] === quadrant});
  });
  compare("median of relatedness density", "", medians.relatedness, lines.relatedness, tolerance.value);
  compare("median of complexity", "", medians.complexity, lines.complexity, tolerance.value);
  return result;
}

async function compareNetwork({network, technologies}: Snapshot): Promise<Comparison[]> {
  const pair = (a: string, b: string) => [a, b].sort().join(" – ");
  const drawn = new Map(network.map(({source, target, weight}) => [pair(technologies[source]!.name, technologies[target]!.name), weight]));
  const published = new Map(csvParse(await readFile(join(projectRoot, "data/published/figure-1-links.csv"), "utf8")).map((row) => [pair(row.kst_a!, row.kst_b!), Number(row.weight)]));
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
  return [...lines, "", summarise(comparisons)].join("\n");
}

/** Values by indicator, as a Markdown table. */
function summarise(comparisons: readonly Comparison[]): string {
  const indicators = [...new Set(comparisons.map(({indicator}) => indicator))];
  const summary = indicators.map((indicator) => {
    const own = comparisons.filter((comparison) => comparison.indicator === indicator);
    const largest = Math.max(...own.map(({difference}) => difference ?? 0));
    return `| ${indicator} | ${own.length} | ${own.filter(({ok}) => ok).length} | ${own.every(({difference}) => difference === null) ? "" : format(largest)} |`;
  });
  const good = comparisons.filter(({ok}) => ok).length;
  return ["| indicator | values | reproduced | largest difference |", "|---|---:|---:|---:|", ...summary, "", `${good} of ${comparisons.length} published values reproduced`].join("\n");
}

const [start, end] = ["<!-- check:published -->", "<!-- end -->"];

/** Puts the summary between the marks of a document. */
export function insertComparisons(document: string, comparisons: readonly Comparison[]): string {
  return insertBetween(document, start, end, summarise(comparisons));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const {values} = parseArgs({options: {write: {type: "string"}}});
    await ensureWarehouse();
    const comparisons = await comparePublished(defaultOut);
    process.stdout.write(`${describeComparisons(comparisons)}\n`);
    if (values.write !== undefined) await writeFile(values.write, insertComparisons(await readFile(values.write, "utf8"), comparisons));
    return comparisons.every(({ok}) => ok) ? exitCodes.done : exitCodes.failed;
  });
}
