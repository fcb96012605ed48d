import {readFileSync} from "node:fs";
import {csvParse} from "d3";
import {JSDOM} from "jsdom";
import type {LensValues, Snapshot, TechnologyValues} from "../../../src/indicators/snapshot.ts";
import {quadrantLines, quadrants} from "../../../src/indicators/quadrants.ts";
import {poissonInterval} from "../../../src/indicators/uncertainty.ts";

/** A document as at build time. */
export const {document} = new JSDOM("").window;

const read = (name: string) =>
  csvParse(readFileSync(new URL(`../../../data/published/${name}`, import.meta.url), "utf8"));

/**
 * A snapshot of Flanders made of the published values, with the intervals of its counts; deals count as one document a
 * 9 million.
 */
export function publishedSnapshot(): Snapshot {
  const rows = read("values.csv");
  const totals = {patents: 26_089, publications: 36_795, deals: 11_302};
  const lens = (count: number, documents: number, rca: number, density: number, share: number): LensValues => {
    const {low, high} = poissonInterval(documents);
    return {
      count,
      documents,
      share,
      share38: 0,
      benchmark_share: rca > 0 ? share / rca : 0,
      expected: rca > 0 ? count / rca : 0,
      rca,
      low: documents === 0 ? 0 : (low / documents) * rca,
      high: documents === 0 ? null : (high / documents) * rca,
      density,
      rank: 1,
      ranked: 295
    };
  };
  const technologies = rows.map((row, at): TechnologyValues => {
    const [patents, publications, deals] = [
      Number(row.pat_count),
      Math.round(Number(row.pub_count_dec25) / 10),
      Number(row.fund_musd)
    ];
    return {
      name: row.kst!,
      slug: row
        .kst!.toLowerCase()
        .replace(/ \(.*\)/, "")
        .replaceAll("&", "and")
        .replaceAll(" ", "-"),
      group: row.group!,
      technology: at + 1,
      complexity: Number(row.tech_complexity),
      quadrant: null,
      composite: Number(row.composite_reldens),
      lenses: {
        patents: lens(patents, patents, Number(row.tech_rca), Number(row.tech_reldens), patents / totals.patents),
        publications: lens(
          publications,
          publications,
          Number(row.pub_rca),
          Number(row.pub_reldens),
          publications / totals.publications
        ),
        publications_earlier: lens(
          publications,
          publications,
          Number(row.pub_rca_dec25),
          Number(row.pub_reldens_dec25),
          publications / totals.publications
        ),
        deals: lens(deals, Math.ceil(deals / 9), Number(row.fund_rca), Number(row.fund_reldens), deals / totals.deals)
      }
    };
  });
  const points = technologies.map(({complexity, lenses}) => ({
    relatedness: lenses.patents.density!,
    complexity: complexity!
  }));
  quadrants(points).forEach((quadrant, at) => (technologies[at]!.quadrant = quadrant));
  const place = new Map(technologies.map(({name}, at) => [name, at]));
  const network = read("figure-1-links.csv").map((row) => ({
    source: place.get(row.kst_a!)!,
    target: place.get(row.kst_b!)!,
    weight: Number(row.weight)
  }));
  return finish({
    region: {code: "BE2", name: "Vlaams Gewest"},
    technologies,
    totals: {} as Snapshot["totals"],
    lines: quadrantLines(points),
    network
  });
}

/** Another region: the values of each technology are those of the technology eleven places on. */
export function permutedSnapshot(): Snapshot {
  const {technologies, ...rest} = publishedSnapshot();
  const moved = technologies.map((technology, at) => {
    const {lenses, complexity, quadrant, composite} = technologies[(at + 11) % technologies.length]!;
    return {...technology, lenses, complexity, quadrant, composite};
  });
  return {...rest, region: {code: "DE21", name: "Oberbayern"}, technologies: moved};
}

/** Some technologies without documents, without complexity, without relatedness; deals nowhere. */
export function sparseSnapshot(): Snapshot {
  const snapshot = publishedSnapshot();
  for (const [at, technology] of snapshot.technologies.entries()) {
    const nothing = {count: 0, documents: 0, share: 0, rca: 0, low: 0, high: null};
    Object.assign(technology.lenses.deals, nothing);
    if (at % 4 === 0) Object.assign(technology.lenses.patents, nothing);
    if (at % 5 === 0) Object.assign(technology, {complexity: null, quadrant: null});
    if (at % 7 === 0) {
      technology.lenses.patents.density = null;
      Object.assign(technology, {quadrant: null, composite: null});
    }
  }
  return finish(snapshot);
}

/** Nothing anywhere, as for a region without documents. */
export function emptySnapshot(): Snapshot {
  const snapshot = publishedSnapshot();
  for (const technology of snapshot.technologies) {
    for (const lens of Object.values(technology.lenses))
      Object.assign(lens, {count: 0, documents: 0, share: 0, share38: 0, rca: null, low: 0, high: null, density: null});
    Object.assign(technology, {complexity: null, quadrant: null, composite: null});
  }
  return {...snapshot, network: [], lines: {relatedness: Number.NaN, complexity: Number.NaN}};
}

function finish(snapshot: Snapshot): Snapshot {
  for (const dataset of ["patents", "publications", "deals", "publications_earlier"] as const) {
    const sum = snapshot.technologies.reduce((all, {lenses}) => all + lenses[dataset].count, 0);
    for (const {lenses} of snapshot.technologies) lenses[dataset].share38 = sum === 0 ? 0 : lenses[dataset].count / sum;
    snapshot.totals[dataset] = {count: sum * 2, technologies: sum};
  }
  return snapshot;
}
