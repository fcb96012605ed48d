import {readFile, writeFile} from "node:fs/promises";
import {quadrantsOf} from "../../src/indicators/engine/indicators.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import type {Published} from "../../src/narrative/published.ts";
import {defineCommand, exitCodes, runIfStarted} from "../console/command.ts";
import {openBuild} from "../report/engines.ts";
import {loadPublished} from "../report/report.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {insertBetween} from "../console/write-section.ts";
import {lenses} from "../../src/terms/lenses.ts";

/** One published value and the computed one. */
export interface Comparison {
  indicator: string;
  /** A technology, a pair of technologies, or empty for a value of the whole lens. */
  subject: string;
  published: number | string;
  computed: number | string | null;
  /** Absolute difference; null for words. */
  difference: number | null;
  ok: boolean;
}

/** The region of the published values. */
const region = "BE2";
/** Allowed differences: half of the last digit of a printed number. */
const tolerance = {whole: 0, hundredth: 0.005, thousandth: 0.0005, tenThousandth: 0.00005, value: 0.05} as const;

/**
 * Compares a build with the published values as the site computes them: for BE2, with the report's method and years.
 *
 * @param out folder of a build
 */
export async function comparePublished(out: string): Promise<Comparison[]> {
  const {engines, close} = await openBuild(out);
  try {
    const snapshot = takeSnapshot(engines, {region: {code: region, name: "Flanders"}});
    const published = await loadPublished(snapshot.technologies);
    return [...compareTechnologies(snapshot, published), ...compareNetwork(snapshot, published)];
  } finally {
    close();
  }
}

function compareTechnologies(
  {technologies, totals: computedTotals, lines}: Snapshot,
  {values, totals, lines: medians}: Published
): Comparison[] {
  const result: Comparison[] = [];
  const compare = (indicator: string, subject: string, published: number, computed: number | null, allowed: number) => {
    const difference = computed === null ? null : Math.abs(computed - published);
    // A difference equal to the limit passes: the published numbers are rounded.
    result.push({
      indicator,
      subject,
      published,
      computed,
      difference,
      ok: difference !== null && difference <= allowed + 1e-9
    });
  };
  const all = (indicator: string) => technologies.map(({slug}) => values[slug]![indicator]!);
  const drawn = quadrantsOf(all("patents.density"), all("complexity"), reportMethod);
  for (const lens of lenses)
    compare(
      `${lens} total`,
      "",
      totals[lens],
      computedTotals[lens].count,
      lens === "deals" ? tolerance.hundredth : tolerance.whole
    );
  technologies.forEach(
    (
      {
        name,
        slug,
        complexity,
        composite,
        quadrant,
        lenses: {patents, publications, publications_earlier: earlier, deals}
      },
      t
    ) => {
      const value = (indicator: string) => values[slug]![indicator]!;
      compare("patent count", name, value("patents.count"), patents.count, tolerance.whole);
      compare("patent share, %", name, 100 * value("patents.share"), 100 * patents.share, tolerance.tenThousandth);
      compare(
        "patent benchmark share, %",
        name,
        100 * value("patents.benchmark_share"),
        100 * patents.benchmark_share,
        tolerance.thousandth
      );
      compare("patent RCA", name, value("patents.rca"), patents.rca, tolerance.hundredth);
      compare("publication count, one in ten", name, value("publications_earlier.count"), publications.count, 0.5);
      compare("publication RCA", name, value("publications.rca"), publications.rca, tolerance.hundredth);
      compare(
        "publication count of December 2025, one in ten",
        name,
        value("publications_earlier.count"),
        earlier.count,
        0.5
      );
      compare(
        "publication RCA of December 2025",
        name,
        value("publications_earlier.rca"),
        earlier.rca,
        tolerance.hundredth
      );
      compare(
        "publication relatedness density of December 2025",
        name,
        value("publications_earlier.density"),
        earlier.density,
        tolerance.value
      );
      compare("funding, million US dollars", name, value("deals.count"), deals.count, tolerance.hundredth);
      compare("funding RCA", name, value("deals.rca"), deals.rca, tolerance.hundredth);
      compare("patent relatedness density", name, value("patents.density"), patents.density, tolerance.value);
      compare(
        "publication relatedness density",
        name,
        value("publications.density"),
        publications.density,
        tolerance.value
      );
      compare("funding relatedness density", name, value("deals.density"), deals.density, tolerance.value);
      compare("composite relatedness", name, value("composite"), composite, tolerance.value);
      compare("complexity", name, value("complexity"), complexity, tolerance.value);
      result.push({
        indicator: "quadrant",
        subject: name,
        published: drawn[t]!,
        computed: quadrant,
        difference: null,
        ok: drawn[t] === quadrant
      });
    }
  );
  compare("median of relatedness density", "", medians.relatedness, lines.relatedness, tolerance.value);
  compare("median of complexity", "", medians.complexity, lines.complexity, tolerance.value);
  return result;
}

function compareNetwork({network, technologies}: Snapshot, {links}: Published): Comparison[] {
  const pair = (a: string, b: string) => [a, b].sort().join(" – ");
  const drawn = new Map(
    network.map(({source, target, weight}) => [pair(technologies[source]!.name, technologies[target]!.name), weight])
  );
  const names = new Map(technologies.map(({slug, name}) => [slug, name]));
  const published = new Map(
    links.map(({source, target, weight}) => [pair(names.get(source)!, names.get(target)!), weight])
  );
  const result = [...published].map(([subject, weight]): Comparison => {
    const computed = drawn.get(subject) ?? null;
    const difference = computed === null ? null : Math.abs(computed - weight);
    return {
      indicator: "link of figure 1",
      subject,
      published: weight,
      computed,
      difference,
      ok: difference !== null && difference <= tolerance.value
    };
  });
  for (const [subject, weight] of drawn)
    if (!published.has(subject))
      result.push({
        indicator: "link of figure 1",
        subject,
        published: "not drawn",
        computed: weight,
        difference: null,
        ok: false
      });
  return result;
}

const format = (value: number | string | null) =>
  value === null ? "no value" : typeof value === "string" ? value : String(Number(value.toFixed(4)));

/** One line per value, and a summary by indicator. */
export function describeComparisons(comparisons: readonly Comparison[]): string {
  const lines = comparisons.map(
    ({indicator, subject, published, computed, difference, ok}) =>
      `${ok ? "ok  " : "MISS"}  ${indicator}${subject && `: ${subject}`}  published ${format(published)}  computed ${format(computed)}${difference === null ? "" : `  difference ${format(difference)}`}`
  );
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
  return [
    "| indicator | values | reproduced | largest difference |",
    "|---|---:|---:|---:|",
    ...summary,
    "",
    `${good} of ${comparisons.length} published values reproduced`
  ].join("\n");
}

const [start, end] = ["<!-- check:published -->", "<!-- end -->"];

/** Puts the summary between its marks in a document. */
export function insertComparisons(document: string, comparisons: readonly Comparison[]): string {
  return insertBetween(document, start, end, summarise(comparisons));
}

export const command = defineCommand({
  name: "npm run check -- published",
  about: "Compares computed values with the published ones, and fails on a difference.",
  options: {write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"}},
  async run({write}) {
    await ensureWarehouse();
    const comparisons = await comparePublished(defaultOut);
    process.stdout.write(`${describeComparisons(comparisons)}\n`);
    if (write !== undefined) await writeFile(write, insertComparisons(await readFile(write, "utf8"), comparisons));
    return comparisons.every(({ok}) => ok) ? exitCodes.done : exitCodes.failed;
  }
});

await runIfStarted(import.meta.url, command);
