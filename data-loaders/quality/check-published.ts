import {readFile, writeFile} from "node:fs/promises";
import {quadrantsOf} from "../../src/indicators/engine/indicators.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import type {Published} from "../../src/narrative/published.ts";
import {defineCommand, exitCodes, runIfStarted} from "../console/command.ts";
import {openBuild} from "../report/engines.ts";
import {loadPublished} from "../report/report.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {InputError} from "../console/input-error.ts";
import {configFile} from "../report-config.ts";
import {insertBetween} from "../console/write-section.ts";
import {lenses} from "../../src/terms/lenses.ts";

/** A published value and the computed one. */
export interface Comparison {
  indicator: string;
  /** A technology, a pair of technologies, or an empty string for a value of the whole lens. */
  subject: string;
  published: number | string;
  computed: number | string | null;
  /** Absolute difference; null for words. */
  difference: number | null;
  ok: boolean;
}

/** Allowed differences: half a unit of the last printed digit. */
const tolerance = {whole: 0, hundredth: 0.005, thousandth: 0.0005, tenThousandth: 0.00005, value: 0.05} as const;

/**
 * Compares a build with the published values, computed as on the site: for their region, with the report's method and
 * years.
 * @param out folder of a build
 * @throws InputError for a report without published values
 */
export async function comparePublished(out: string): Promise<Comparison[]> {
  const {engines, config, method, close} = await openBuild(out);
  try {
    if (config.published === null)
      throw new InputError("no published values to compare with", {file: configFile, advice: "set published"});
    const snapshot = takeSnapshot(engines, {region: config.region, method});
    const published = await loadPublished(snapshot.technologies, config);
    return [...compareTechnologies(snapshot, published), ...compareNetwork(snapshot, published)];
  } finally {
    close();
  }
}

/** An indicator of a technology: its name here, its published name, its computed value and the allowed difference. */
type Compared = readonly [
  name: string,
  published: string,
  computed: (technology: Snapshot["technologies"][number]) => number | null,
  allowed: number
];

const {whole, hundredth, thousandth, tenThousandth, value} = tolerance;

const compared: readonly Compared[] = [
  ["patent count", "patents.count", ({lenses}) => lenses.patents.count, whole],
  ["patent share, %", "patents.share", ({lenses}) => lenses.patents.share, tenThousandth],
  ["patent benchmark share, %", "patents.benchmark_share", ({lenses}) => lenses.patents.benchmark_share, thousandth],
  ["patent RCA", "patents.rca", ({lenses}) => lenses.patents.rca, hundredth],
  ["publication count, one in ten", "publications_earlier.count", ({lenses}) => lenses.publications.count, 0.5],
  ["publication RCA", "publications.rca", ({lenses}) => lenses.publications.rca, hundredth],
  [
    "publication count of December 2025, one in ten",
    "publications_earlier.count",
    ({lenses}) => lenses.publications_earlier.count,
    0.5
  ],
  [
    "publication RCA of December 2025",
    "publications_earlier.rca",
    ({lenses}) => lenses.publications_earlier.rca,
    hundredth
  ],
  [
    "publication relatedness density of December 2025",
    "publications_earlier.density",
    ({lenses}) => lenses.publications_earlier.density,
    value
  ],
  ["funding, million US dollars", "deals.count", ({lenses}) => lenses.deals.count, hundredth],
  ["funding RCA", "deals.rca", ({lenses}) => lenses.deals.rca, hundredth],
  ["patent relatedness density", "patents.density", ({lenses}) => lenses.patents.density, value],
  ["publication relatedness density", "publications.density", ({lenses}) => lenses.publications.density, value],
  ["funding relatedness density", "deals.density", ({lenses}) => lenses.deals.density, value],
  ["composite relatedness", "composite", ({composite}) => composite, value],
  ["complexity", "complexity", ({complexity}) => complexity, value]
];

/** Compares two numbers. A difference equal to the limit passes, because the published numbers are rounded. */
function compare(
  indicator: string,
  subject: string,
  published: number,
  computed: number | null,
  allowed: number
): Comparison {
  const difference = computed === null ? null : Math.abs(computed - published);
  const ok = difference !== null && difference <= allowed + 1e-9;
  return {indicator, subject, published, computed, difference, ok};
}

function compareTechnologies({technologies, totals, lines}: Snapshot, published: Published): Comparison[] {
  const all = (indicator: string) => technologies.map(({slug}) => published.values[slug]![indicator]!);
  const drawn = quadrantsOf(all("patents.density"), all("complexity"), reportMethod);
  const {relatedness, complexity} = published.lines;
  return [
    ...lenses.map((lens) =>
      compare(`${lens} total`, "", published.totals[lens], totals[lens].count, lens === "deals" ? hundredth : whole)
    ),
    ...technologies.flatMap((technology, t) => [
      ...compared.map(([indicator, name, computed, allowed]) => {
        // The report prints it as a percentage; the build holds a share.
        const factor = indicator.endsWith(", %") ? 100 : 1;
        const [printed, own] = [published.values[technology.slug]![name]!, computed(technology)];
        return compare(indicator, technology.name, factor * printed, own === null ? null : factor * own, allowed);
      }),
      compareQuadrant(technology.name, drawn[t]!, technology.quadrant)
    ]),
    compare("median of relatedness density", "", relatedness, lines.relatedness, value),
    compare("median of complexity", "", complexity, lines.complexity, value)
  ];
}

function compareQuadrant(subject: string, published: string, computed: string | null): Comparison {
  return {indicator: "quadrant", subject, published, computed, difference: null, ok: published === computed};
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
      `${ok ? "ok  " : "MISS"}  ${indicator}${subject && `: ${subject}`}  ` +
      `published ${format(published)}  computed ${format(computed)}` +
      (difference === null ? "" : `  difference ${format(difference)}`)
  );
  return [...lines, "", summarise(comparisons)].join("\n");
}

/** Summary by indicator, as a Markdown table. */
function summarise(comparisons: readonly Comparison[]): string {
  const indicators = [...new Set(comparisons.map(({indicator}) => indicator))];
  const summary = indicators.map((indicator) => {
    const own = comparisons.filter((comparison) => comparison.indicator === indicator);
    const largest = Math.max(...own.map(({difference}) => difference ?? 0));
    const measured = own.some(({difference}) => difference !== null);
    return `| ${indicator} | ${own.length} | ${own.filter(({ok}) => ok).length} | ${measured ? format(largest) : ""} |`;
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
