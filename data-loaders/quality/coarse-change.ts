import {compositeRelatedness} from "../../src/indicators/composite.ts";
import type {Counting} from "../../src/indicators/engine/counting.ts";
import {densityIndicators} from "../../src/indicators/engine/indicators.ts";
import {createUniverse} from "../../src/indicators/engine/load.ts";
import type {LinkThresholds, RuleThresholds} from "../../src/indicators/link-rule.ts";
import {createMatrix, type Matrix} from "../../src/indicators/matrix.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import type {NetworkLink} from "../../src/indicators/network.ts";
import {relatednessTo} from "../../src/indicators/relatedness.ts";
import {type LensValues, type Snapshot, SnapshotMemory, takeSnapshot} from "../../src/indicators/snapshot.ts";
import type {OpenBuild} from "../report/engines.ts";
import {leastDocuments} from "../warehouse/coarsening/coarsen.ts";

/** A group of regions with its name. */
export type RegionGroup = readonly [name: string, regions: readonly {code: string; name: string}[]];

/** A value that is not zero in the exact build, its relative change, and the documents of its technology and region. */
interface Cell {
  change: number;
  documents: number;
}

/** From this number of documents on, a technology of a region is told apart from smaller ones. */
const manyDocuments = 100;

/** Relative change above which a value counts as changed. */
const tolerance = 0.005;

const indicators: readonly [
  name: string,
  of: (values: LensValues) => number | null,
  counting?: Counting["counting"]
][] = [
  ["count", ({count}) => count],
  ["count, fractional", ({count}) => count, "fractional"],
  ["share", ({share}) => share],
  ["RCA", ({rca}) => rca],
  ["relatedness density", ({density}) => density]
];

/** Values of the patents of two builds, by indicator. */
interface Changes {
  cells: Map<string, Cell[]>;
  /** Regions × technologies, those with another quadrant, with RCA above 1, and with RCA on the other side of 1. */
  quadrants: {all: number; moved: number};
  advantages: {all: number; moved: number};
}

/** Compares the patents of two builds in some regions, technology by technology. */
function compareRegions(exact: OpenBuild, coarse: OpenBuild, regions: RegionGroup[1]): Changes {
  const changes: Changes = {cells: new Map(), quadrants: {all: 0, moved: 0}, advantages: {all: 0, moved: 0}};
  const [before, after] = [new SnapshotMemory(), new SnapshotMemory()];
  const add = (name: string, one: number | null, other: number | null, documents: number) => {
    if (!one) return;
    const cells = changes.cells.get(name) ?? [];
    cells.push({change: Math.abs((other ?? 0) - one) / Math.abs(one), documents});
    changes.cells.set(name, cells);
  };
  for (const region of regions) {
    const whole = [
      takeSnapshot(exact.engines, {region, memory: before}),
      takeSnapshot(coarse.engines, {region, memory: after})
    ] as const;
    const fractional = [
      takeSnapshot(exact.engines, {region, memory: before, counting: {counting: "fractional"}}),
      takeSnapshot(coarse.engines, {region, memory: after, counting: {counting: "fractional"}})
    ] as const;
    const composites = whole.map((one) => compositeOf(one, whole[0]));
    for (const [i, {lenses, quadrant}] of whole[0].technologies.entries()) {
      const documents = lenses.patents.documents ?? 0;
      for (const [name, of, counting] of indicators) {
        const [one, other] = (counting ? fractional : whole).map(({technologies}) =>
          of(technologies[i]!.lenses.patents)
        );
        add(name, one!, other!, documents);
      }
      add("composite relatedness", composites[0]![i]!, composites[1]![i]!, documents);
      const now = whole[1].technologies[i]!;
      changes.quadrants.all += Number(quadrant !== null);
      changes.quadrants.moved += Number(quadrant !== now.quadrant);
      const [leads, led] = [(lenses.patents.rca ?? 0) > 1, (now.lenses.patents.rca ?? 0) > 1];
      changes.advantages.all += Number(leads);
      changes.advantages.moved += Number(leads !== led);
    }
  }
  return changes;
}

/** Composite relatedness with the densities of one snapshot in patents and of another in the other lenses. */
function compositeOf({technologies}: Snapshot, others: Snapshot): number[] {
  const density = (values: LensValues) => values.density ?? Number.NaN;
  return Array.from(
    compositeRelatedness([
      technologies.map(({lenses}) => density(lenses.patents)),
      others.technologies.map(({lenses}) => density(lenses.publications)),
      others.technologies.map(({lenses}) => density(lenses.deals))
    ])
  );
}

const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)}%`;
const mean = (cells: readonly Cell[]) => cells.reduce((sum, {change}) => sum + change, 0) / cells.length;
const largest = (cells: readonly Cell[]) => cells.reduce((most, {change}) => Math.max(most, change), 0);
const told = (cells: readonly Cell[]) =>
  cells.length === 0
    ? ["–", "–", "–"]
    : [
        percent(mean(cells)),
        percent(largest(cells)),
        percent(cells.filter(({change}) => change > tolerance).length / cells.length, 1)
      ];

/** The columns of `told`. */
const measures = `mean change | largest | changed by more than ${percent(tolerance, 1)}`;

/** A line of the table: cells of many documents, then all. */
function describeCells(indicator: string, regions: string, all: readonly Cell[]): string {
  const many = all.filter(({documents}) => documents >= manyDocuments);
  return `| ${[indicator, regions, many.length, ...told(many), all.length, ...told(all)].join(" | ")} |`;
}

function describeNetwork(exact: Snapshot, coarse: Snapshot): string {
  const weights = ({network}: Snapshot) =>
    new Map(network.map(({source, target, weight}: NetworkLink) => [`${source} ${target}`, weight]));
  const [before, after] = [weights(exact), weights(coarse)];
  const both = [...before].flatMap(([link, weight]) => {
    const now = after.get(link);
    return now === undefined ? [] : [{change: Math.abs(now - weight) / weight, documents: 0}];
  });
  const complexities = exact.technologies.flatMap(({complexity}, i) =>
    complexity
      ? [{change: Math.abs((coarse.technologies[i]!.complexity ?? 0) - complexity) / complexity, documents: 0}]
      : []
  );
  return (
    `Complexity changes by ${percent(mean(complexities))} in the mean and ${percent(largest(complexities))} at most. ` +
    `Of the ${before.size} links of the network, ${both.length} stay and ${after.size - both.length} are new; ` +
    `their weights change by ${percent(mean(both))} in the mean and ${percent(largest(both))} at most.`
  );
}

/** The thresholds of links in patents, moved by a part of the width that counts as borderline. */
function movedThresholds({manifest}: OpenBuild, by: number): RuleThresholds {
  const {vocabularies, bands} = manifest.classification.thresholds;
  const {similarity, cooccurrence, alone}: LinkThresholds = vocabularies.cpc;
  return {
    ...vocabularies,
    cpc: {
      similarity: similarity + by * bands.similarity,
      cooccurrence: cooccurrence + by * bands.cooccurrence,
      alone: alone + by * bands.similarity
    }
  };
}

/** The cells of some regions whose value is not zero before; the tables have places as rows, technologies first. */
function cellsOf(
  regions: RegionGroup[1],
  {engines: {places, technologies}}: OpenBuild,
  {before, after, documents}: Record<"before" | "after" | "documents", Matrix>
): Cell[] {
  return regions.flatMap(({code}) => {
    const place = places.codes.indexOf(code);
    return technologies.flatMap((_, t): Cell[] => {
      const [one, other, count] = [before, after, documents].map(
        ({values, columns}) => values[place * columns + t]!
      ) as [number, number, number];
      return one > 0 ? [{change: Math.abs(other - one) / one, documents: count}] : [];
    });
  });
}

/** The change of counts under other thresholds, for which merged sets are approximate. */
function describeThresholds(exact: OpenBuild, coarse: OpenBuild, [name, regions]: RegionGroup): string[] {
  return ([-1, 1] as const).map((by) => {
    const [before, after] = [exact, coarse].map((build) => {
      const {engine} = build.engines.engines.patents;
      engine.apply(movedThresholds(build, by));
      const {rows, columns, values} = engine.counts;
      return createMatrix(rows, columns, Float64Array.from(values));
    });
    for (const build of [exact, coarse]) build.engines.engines.patents.engine.apply(movedThresholds(build, 0));
    const cells = cellsOf(regions, exact, {before: before!, after: after!, documents: before!});
    return describeCells(`count, thresholds ${by < 0 ? "lower" : "higher"}`, name, cells);
  });
}

/** Relatedness density, places × technologies, from the counts of one build and the co-occurrence of another. */
async function densityOf(counted: OpenBuild, related: OpenBuild): Promise<Matrix> {
  const [domains, others] = await Promise.all(
    [counted, related].map(async ({query}) => (await createUniverse(query, "patents")).names)
  );
  const {values, columns} = related.engines.engines.patents.engine.cooccurrence;
  const at = domains!.map((name) => others!.indexOf(name));
  const together = createMatrix(at.length, at.length);
  for (const [i, row] of at.entries())
    for (const [j, column] of at.entries())
      if (row >= 0 && column >= 0) together.values[i * at.length + j] = values[row * columns + column]!;
  const {engines, places, technologies} = counted.engines;
  const scope = {technologies: technologies.length, locations: places.locations, among: places.benchmark};
  const relatedness = relatednessTo(together, technologies.length, reportMethod.relatedness);
  return densityIndicators(engines.patents.engine.counts, relatedness, scope, reportMethod).density;
}

/** The change of relatedness density that would remain if the exact co-occurrence of all domains were published. */
async function describeExactPairs(
  exact: OpenBuild,
  coarse: OpenBuild,
  groups: readonly RegionGroup[]
): Promise<string[]> {
  const [before, after] = await Promise.all([densityOf(exact, exact), densityOf(coarse, exact)]);
  const documents = exact.engines.engines.patents.engine.counts;
  return groups.map(([name, regions]) =>
    describeCells("relatedness density, exact co-occurrence", name, cellsOf(regions, exact, {before, after, documents}))
  );
}

/** Numbers of rows and sets of the patents of a build in the years that the report covers. */
async function countRows({query, config}: OpenBuild): Promise<Record<string, number>> {
  const [first, last] = config.years.patents;
  const rare = (set: string) => `(
    SELECT count(*) FROM (SELECT ${set} FROM shown GROUP BY ALL HAVING sum(documents) < ${leastDocuments})
  )::DOUBLE`;
  const columns = await query(`
WITH shown AS (FROM patents WHERE year BETWEEN ${first} AND ${last})
SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (documents = 1)::DOUBLE AS "rows of one document",
  count(DISTINCT code_set)::DOUBLE AS "sets of codes",
  ${rare("code_set")} AS "sets of codes of fewer than ${leastDocuments}",
  count(DISTINCT location_set)::DOUBLE AS "sets of places",
  ${rare("location_set")} AS "sets of places of fewer than ${leastDocuments}",
  sum(documents)::DOUBLE AS documents
FROM shown`);
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Number(values[0])]));
}

/**
 * Measures how coarsening changes the patents of a build.
 * @param exact a build with all lenses
 * @param coarse a build with the same patents, made coarser
 * @returns lines of Markdown
 */
export async function describeCoarseChange(
  exact: OpenBuild,
  coarse: OpenBuild,
  groups: readonly RegionGroup[]
): Promise<string> {
  const [before, after] = [await countRows(exact), await countRows(coarse)];
  const account = coarse.manifest.sources.find(({dataset}) => dataset === "patents")!.coarsening!;
  const share = (part: number) => `${part} (${percent(part / account.documents, 1)})`;
  const changes = groups.map(([name, regions]) => [name, compareRegions(exact, coarse, regions)] as const);
  const region = groups[0]![1][0]!;
  return [
    `Of ${account.documents} patents, ${share(account.recoded)} have other codes, ` +
      `${share(account.reassigned)} another family or one domain less, ${share(account.displaced)} fewer places; ` +
      `${share(account.suppressed)} are left out.`,
    "",
    "| | exact | published |",
    "|---|---:|---:|",
    ...Object.entries(before).map(([name, number]) => `| ${name} | ${number} | ${after[name]} |`),
    "",
    `| indicator | regions | cells of at least ${manyDocuments} patents | ${measures} | all cells | ${measures} |`,
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...changes.flatMap(([name, {cells}]) => [...cells].map(([indicator, all]) => describeCells(indicator, name, all))),
    ...(await describeExactPairs(exact, coarse, groups)),
    ...groups.flatMap((group) => describeThresholds(exact, coarse, group)),
    "",
    describeNetwork(takeSnapshot(exact.engines, {region}), takeSnapshot(coarse.engines, {region})),
    "",
    ...changes.map(
      ([name, {quadrants, advantages}]) =>
        `- ${name}: ${quadrants.moved} of ${quadrants.all} quadrants differ, and ${advantages.moved} RCAs cross 1, ` +
        `with ${advantages.all} above it before.`
    )
  ].join("\n");
}
