import {createMatrix, type Matrix} from "./matrix.js";

/** Documents as sets of technologies, each set with the number of documents that share it. */
export interface TechnologySets {
  /** Index in `members` at which each set begins, and the length of `members` at the end. */
  starts: ArrayLike<number>;
  /** Technologies of the sets, numbered from 0, one set after another; a technology appears at most once in a set. */
  members: ArrayLike<number>;
  /** Documents of each set: a number, or a weight; by default 1. */
  weights?: ArrayLike<number>;
}

/**
 * In how many documents two technologies occur together.
 *
 * A document counts once for each pair, however many technologies it has; the diagonal is 0.
 * @param technologies number of technologies
 * @returns technologies × technologies, symmetric
 */
export function cooccurrence({starts, members, weights}: TechnologySets, technologies: number): Matrix {
  const values = new Float64Array(technologies * technologies);
  for (let set = 0; set + 1 < starts.length; ++set) {
    const weight = weights ? weights[set]! : 1;
    const end = starts[set + 1]!;
    for (let i = starts[set]!; i < end; ++i) {
      const row = members[i]! * technologies;
      for (let j = i + 1; j < end; ++j) values[row + members[j]!] = values[row + members[j]!]! + weight;
    }
  }
  // The loop above counts each pair in one order only.
  for (let a = 0; a < technologies; ++a) {
    for (let b = 0; b < a; ++b) {
      const both = values[a * technologies + b]! + values[b * technologies + a]!;
      values[a * technologies + b] = both;
      values[b * technologies + a] = both;
    }
    values[a * technologies + a] = 0;
  }
  return createMatrix(technologies, technologies, values);
}
