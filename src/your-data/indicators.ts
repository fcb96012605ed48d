import {countIndicators} from "../indicators/chain.js";
import {relatednessDensity} from "../indicators/density.js";
import {createMatrix, type Matrix, rowOf, rowSums, valueOrNull} from "../indicators/matrix.js";
import {type Method, reportMethod} from "../indicators/method.js";
import {type Quadrant, quadrantLines, quadrants} from "../indicators/quadrants.js";
import {benchmarkShares} from "../indicators/rca.js";
import {poissonInterval} from "../indicators/uncertainty.js";
import {csvField} from "../text/csv-field.js";
import type {OwnTable} from "./table.ts";

/** The indicators of a reader's own table, for all its locations. */
export interface OwnIndicators {
  table: OwnTable;
  method: Method;
  /** Locations × technologies. */
  rca: Matrix;
  advantage: Uint8Array;
  /** Technologies × technologies, symmetric, 0–1. */
  proximity: Matrix;
  /** One value per technology, 0–100; NaN if no location has an advantage in the technology. */
  complexity: Float64Array;
  /** Share of each technology in the sum of all locations, 0–1. */
  shares: Float64Array;
  /** Sum of each location. */
  totals: Float64Array;
}

/** One technology of a location; null for a missing value. */
export interface OwnRowValues {
  technology: string;
  value: number;
  documents: number | null;
  /** Share of the location's sum, and of the sum of all locations, 0–1. */
  share: number;
  benchmark_share: number;
  /** The value of the location if its share were the benchmark's. */
  expected: number;
  rca: number;
  /** 95% interval of RCA, from the number of documents; null if that number is unknown or zero. */
  low: number | null;
  high: number | null;
  advantage: boolean;
  /** Rank among the locations by RCA, from 1. */
  rank: number;
  density: number | null;
  complexity: number | null;
  quadrant: Quadrant | null;
}

/** One location and its technologies, in their order. */
export interface OwnLocation {
  location: string;
  /** Lines between the quadrants; null if no technology has both values. */
  lines: {relatedness: number | null; complexity: number | null};
  rows: OwnRowValues[];
}

/**
 * Proximity of technologies (Hidalgo et al. 2007): the smaller of the two conditional probabilities that a location
 * with an advantage in one of them also has one in the other, |A ∩ B| / max(|A|, |B|).
 *
 * @param advantages one byte for each location and technology, row by row
 * @returns technologies × technologies, symmetric, 0–1; 0 on the diagonal, as in relatedness by documents
 */
export function proximity(advantages: Uint8Array, technologies: number): Matrix {
  const locations = technologies === 0 ? 0 : advantages.length / technologies;
  const words = Math.ceil(locations / 32);
  // One bit for each location, so that pairs are counted 32 locations at a time.
  const held = new Uint32Array(technologies * words);
  const sizes = new Int32Array(technologies);
  for (let location = 0, at = 0; location < locations; ++location) {
    for (let technology = 0; technology < technologies; ++technology, ++at) {
      if (advantages[at] === 0) continue;
      held[technology * words + (location >>> 5)]! |= 1 << (location & 31);
      sizes[technology]! += 1;
    }
  }
  const result = createMatrix(technologies, technologies);
  for (let a = 0; a < technologies; ++a) {
    for (let b = 0; b < a; ++b) {
      let both = 0;
      for (let word = 0; word < words; ++word) both += ones(held[a * words + word]! & held[b * words + word]!);
      if (both === 0) continue;
      const value = both / Math.max(sizes[a]!, sizes[b]!);
      result.values[a * technologies + b] = result.values[b * technologies + a] = value;
    }
  }
  return result;
}

/** Number of bits that are set. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Computes the indicators of a table with the report's method. All locations of the table together are the benchmark. A
 * table does not say which documents technologies share, so relatedness follows from advantages in the same locations.
 */
export function ownIndicators(table: OwnTable, method: Method = reportMethod): OwnIndicators {
  const {rca, advantage, complexity} = countIndicators(table.counts, method);
  return {
    table,
    method,
    rca,
    advantage,
    complexity,
    proximity: proximity(advantage, table.counts.columns),
    shares: benchmarkShares(table.counts, {benchmark: method.benchmark}),
    totals: rowSums(table.counts)
  };
}

/**
 * All indicators of one location.
 * @param location index among the locations, from 0
 */
export function locationOf(
  {table, method, rca, advantage, proximity: related, complexity, shares, totals}: OwnIndicators,
  location: number
): OwnLocation {
  const {technologies, counts, documents} = table;
  const width = technologies.length;
  const held = advantage.subarray(location * width, (location + 1) * width);
  const density = relatednessDensity(held, related, {diagonal: method.diagonal}).values;
  const points = Array.from(complexity, (value, t) => ({relatedness: density[t]!, complexity: value}));
  const cut = {
    cut: method.quadrant_cut,
    relatedness: method.quadrant_relatedness,
    complexity: method.quadrant_complexity
  };
  const placed = quadrants(points, cut);
  const lines = quadrantLines(points, cut);
  const total = totals[location]!;
  const own = rowOf(counts, location),
    ratios = rowOf(rca, location);
  return {
    location: table.locations[location]!,
    lines: {relatedness: valueOrNull(lines.relatedness), complexity: valueOrNull(lines.complexity)},
    rows: technologies.map((technology, t) => {
      const value = own[t]!,
        ratio = ratios[t]!;
      const number = documents ? valueOrNull(rowOf(documents, location)[t]!) : null;
      let rank = 1;
      for (let one = 0; one < counts.rows; ++one) if (rca.values[one * width + t]! > ratio) ++rank;
      return {
        technology,
        value,
        documents: number,
        share: total === 0 ? 0 : value / total,
        benchmark_share: shares[t]!,
        expected: shares[t]! * total,
        rca: ratio,
        ...limits(value, ratio, number),
        advantage: held[t] !== 0,
        rank,
        density: valueOrNull(density[t]!),
        complexity: valueOrNull(complexity[t]!),
        quadrant: placed[t]!
      };
    })
  };
}

/** The interval of RCA: the Poisson interval of the number of documents, relative to that number. */
function limits(value: number, ratio: number, documents: number | null): {low: number | null; high: number | null} {
  if (documents === null || documents === 0 || value === 0) return {low: null, high: null};
  const {low, high} = poissonInterval(documents);
  return {low: (low / documents) * ratio, high: (high / documents) * ratio};
}

/** Columns of the results, in order. */
const resultColumns = [
  "location",
  "technology",
  "value",
  "documents",
  "share",
  "benchmark_share",
  "expected",
  "rca",
  "low",
  "high",
  "advantage",
  "rank",
  "density",
  "complexity",
  "quadrant"
] as const;

/**
 * The results of one location as CSV without a header. Text that a spreadsheet would take for a formula is prefixed
 * with an apostrophe.
 */
export function locationCsv({location, rows}: OwnLocation): string {
  return rows
    .map((row) =>
      [location, ...resultColumns.slice(1).map((name) => row[name as keyof OwnRowValues])].map(field).join(",")
    )
    .join("\r\n");
}

/** The header of the results, with the byte order mark that makes Excel read UTF-8. */
export const resultHeader = `\ufeff${resultColumns.join(",")}\r\n`;

function field(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number") return String(value);
  return csvField(value);
}
