import {readFileSync} from "node:fs";
import {join} from "node:path";
import {csvParse} from "d3";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {quadrantLines, quadrants} from "../../../src/indicators/quadrants.ts";
import type {LensValues, Snapshot, TechnologyName} from "../../../src/indicators/snapshot.ts";
import {poissonInterval} from "../../../src/indicators/uncertainty.ts";
import {parsePublished, type Published, type PublishedTexts} from "../../../src/narrative/published.ts";
import {type Dataset, datasets, type HeldYears} from "../../../src/terms/lenses.ts";

const text = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const taxonomy = JSON.parse(text("data/taxonomy/taxonomy.json")) as {technologies: TechnologyName[]};

export const technologies: TechnologyName[] = taxonomy.technologies.map(({name, slug, group}) => ({name, slug, group}));
export const texts: PublishedTexts = {
  values: text("data/published/values.csv"),
  links: text("data/published/figure-1-links.csv"),
  numbers: text("data/published/printed-numbers.csv"),
  placements: text("data/published/stated-quadrants.csv")
};
export const published: Published = parsePublished(texts, technologies, "BE2");
/** What the sample holds: records of exactly the report's years. */
export const years: HeldYears = {
  patents: [2020, 2024],
  publications: [2021, 2025],
  deals: [2021, 2025],
  publications_earlier: [2021, 2025]
};

const rows = new Map(csvParse(texts.values).map((row) => [row.kst!, row]));
const columns: Record<Dataset, {rca: string; density: string}> = {
  patents: {rca: "tech_rca", density: "tech_reldens"},
  publications: {rca: "pub_rca", density: "pub_reldens"},
  deals: {rca: "fund_rca", density: "fund_reldens"},
  publications_earlier: {rca: "pub_rca_dec25", density: "pub_reldens_dec25"}
};
/**
 * Columns of the European shares; the final run of the publications has none, so that it follows from count and RCA.
 */
const benchmarkShares: Record<Dataset, string | null> = {
  patents: "pat_eu_share_pct",
  publications: null,
  deals: "fund_eu_share_pct",
  publications_earlier: "pub_eu_share_pct_dec25"
};

/**
 * The published values of Flanders as a snapshot, with the limits that their counts give: no data are needed for it.
 */
export function publishedSnapshot(): Snapshot {
  const number = (name: string, column: string) => Number(rows.get(name)![column]);
  const count = (name: string, dataset: Dataset) =>
    number(name, dataset === "patents" ? "pat_count" : dataset === "deals" ? "fund_musd" : "pub_count_dec25") /
    (dataset.startsWith("publications") ? 10 : 1);
  const totals = {patents: 26_089, publications: 36_795, publications_earlier: 36_795, deals: 11_302};
  const of = (dataset: Dataset) => technologies.reduce((sum, {name}) => sum + count(name, dataset), 0);
  const values = (name: string, dataset: Dataset): LensValues => {
    const own = count(name, dataset);
    const documents = dataset === "deals" ? Math.ceil(own / 9) : Math.round(own);
    const rca = number(name, columns[dataset].rca);
    const printed = benchmarkShares[dataset];
    const share = printed === null ? own / rca / totals[dataset] : number(name, printed) / 100;
    const limits = poissonInterval(documents);
    return {
      missing: null,
      count: own,
      documents,
      share: own / totals[dataset],
      share38: own / of(dataset),
      benchmark_share: share,
      expected: share * totals[dataset],
      rca,
      low: documents === 0 ? 0 : (limits.low * rca) / documents,
      high: documents === 0 ? null : (limits.high * rca) / documents,
      density: number(name, columns[dataset].density),
      rank: 1,
      ranked: 295
    };
  };
  const points = technologies.map(({name}) => ({
    relatedness: number(name, "tech_reldens"),
    complexity: number(name, "tech_complexity")
  }));
  const placed = quadrants(points);
  const ids = new Map(technologies.map(({slug}, i) => [slug, i]));
  return {
    region: {code: "BE2", name: "Flanders"},
    technologies: technologies.map((technology, i) => ({
      ...technology,
      technology: i + 1,
      complexity: points[i]!.complexity,
      quadrant: placed[i]!,
      composite: number(technology.name, "composite_reldens"),
      lenses: Object.fromEntries(datasets.map((dataset) => [dataset, values(technology.name, dataset)])) as Record<
        Dataset,
        LensValues
      >
    })),
    totals: Object.fromEntries(
      datasets.map((dataset) => [
        dataset,
        {count: totals[dataset], technologies: of(dataset), few: false, partial: false, held: true}
      ])
    ) as Snapshot["totals"],
    lines: quadrantLines(points),
    network: published.links.map(({source, target, weight}) => ({
      source: ids.get(source)!,
      target: ids.get(target)!,
      weight
    }))
  };
}

/**
 * A snapshot as if the disclosure rule had left deals out: all those of some technologies, some of others, and so a part
 * of every total.
 */
export function withWithheld(
  snapshot: Snapshot,
  withheld: readonly string[],
  partly: readonly string[] = []
): Snapshot {
  const untold = {share: null, share38: null, benchmark_share: null, expected: null, rca: null, low: null, high: null};
  const {deals} = snapshot.totals;
  return {
    ...snapshot,
    technologies: snapshot.technologies.map((technology) => {
      const missing = withheld.includes(technology.slug)
        ? ("withheld" as const)
        : partly.includes(technology.slug)
          ? ("partly" as const)
          : ("totals" as const);
      const count = missing === "withheld" ? {count: null, documents: null} : {};
      const values = {...technology.lenses.deals, ...untold, density: null, rank: null, ...count, missing};
      return {...technology, composite: null, lenses: {...technology.lenses, deals: values}};
    }),
    totals: {...snapshot.totals, deals: {...deals, partial: true}}
  };
}

/** A snapshot with one technology's values in one dataset changed. */
export function withValues(snapshot: Snapshot, slug: string, dataset: Dataset, changes: Partial<LensValues>): Snapshot {
  return {
    ...snapshot,
    technologies: snapshot.technologies.map((technology) =>
      technology.slug !== slug
        ? technology
        : {...technology, lenses: {...technology.lenses, [dataset]: {...technology.lenses[dataset], ...changes}}}
    )
  };
}
