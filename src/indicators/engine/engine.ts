import {createMatrix} from "../matrix.js";
import type {Matrix} from "../matrix.ts";
import type {RuleThresholds} from "../link-rule.ts";
import {Classifier} from "./classifier.js";
import type {EngineLink} from "./classifier.ts";
import type {Counting} from "./counting.ts";
import type {FoldedLens} from "./fold.ts";

/** The domains of the full universe: technologies first, then the families of codes. */
export interface Universe {
  technologies: number;
  /** Technologies and families together. */
  domains: number;
  /** For each code id the domain of its family, from `technologies` on; -1 for a code without one. */
  familyOfCode: Int32Array;
}

/**
 * Counts and co-occurrence of one lens under a rule, kept up to date by difference.
 *
 * A document belongs to the technologies of its codes, and to the families of those of its codes that belong to no
 * technology. When the rule moves, only the sets of codes that hold a code which changed are touched: their old part is
 * taken away and the new one added. All numbers are whole, so that a thousand moves later they are what a fresh
 * computation gives, to the last digit.
 */
export class LensEngine {
  /** Places × domains: documents of each, a document once in each place and domain. */
  readonly counts: Matrix;
  /** Domains × domains, symmetric, 0 on the diagonal: documents in both. */
  readonly cooccurrence: Matrix;
  readonly #folded: FoldedLens;
  readonly #universe: Universe;
  readonly #classifier: Classifier;
  readonly #stamps: Int32Array;
  #stamp = 0;
  /** Scratch: domains of the set at hand, before and after. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #marks: Int32Array;
  /** The technologies of each code before the move at hand. */
  readonly #oldLow: Int32Array;
  readonly #oldHigh: Int32Array;

  constructor(folded: FoldedLens, places: number, universe: Universe, links: readonly EngineLink[], rule: RuleThresholds) {
    this.#folded = folded;
    this.#universe = universe;
    const codes = universe.familyOfCode.length;
    this.#classifier = new Classifier(links, codes);
    this.counts = createMatrix(places, universe.domains);
    this.cooccurrence = createMatrix(universe.domains, universe.domains);
    this.#stamps = new Int32Array(folded.sets);
    this.#before = new Int32Array(universe.domains);
    this.#after = new Int32Array(universe.domains);
    this.#marks = new Int32Array(universe.domains);
    this.#oldLow = new Int32Array(codes);
    this.#oldHigh = new Int32Array(codes);
    this.#classifier.apply(rule);
    this.#recompute();
  }

  /**
   * Reclassifies every document.
   * @returns the number of sets of codes that were touched
   */
  apply(rule: RuleThresholds): number {
    const {low, high} = this.#classifier;
    this.#oldLow.set(low);
    this.#oldHigh.set(high);
    const changed = this.#classifier.apply(rule);
    const {setsOfCode, sets} = this.#folded;
    let touching = 0;
    for (const code of changed) touching += setsOfCode.starts[code + 1]! - setsOfCode.starts[code]!;
    // Each touched set costs about twice what a fresh one does: beyond a third it is quicker to start anew.
    if (touching * 3 > sets) {
      this.#recompute();
      return sets;
    }
    const stamps = this.#stamps, stamp = ++this.#stamp;
    let [first, last] = [sets, -1];
    for (const code of changed) {
      for (let i = setsOfCode.starts[code]!; i < setsOfCode.starts[code + 1]!; ++i) {
        const set = setsOfCode.members[i]!;
        stamps[set] = stamp;
        if (set < first) first = set;
        if (set > last) last = set;
      }
    }
    // In the order of memory, which is several times faster than code by code.
    let touched = 0;
    for (let set = first; set <= last; ++set) {
      if (stamps[set] !== stamp) continue;
      this.#move(set);
      ++touched;
    }
    return touched;
  }

  /** Writes the domains of a set, each once, and gives their number. */
  #domainsOf(set: number, low: Int32Array, high: Int32Array, domains: Int32Array): number {
    const {codes} = this.#folded;
    const {familyOfCode} = this.#universe;
    let lowBits = 0, highBits = 0, count = 0;
    for (let i = codes.starts[set]!; i < codes.starts[set + 1]!; ++i) {
      const code = codes.members[i]!;
      if ((low[code]! | high[code]!) !== 0) {
        lowBits |= low[code]!;
        highBits |= high[code]!;
        continue;
      }
      const family = familyOfCode[code]!;
      if (family < 0) continue;
      let known = false;
      for (let k = 0; k < count && !known; ++k) known = domains[k] === family;
      if (!known) domains[count++] = family;
    }
    for (let bits = lowBits; bits !== 0; bits &= bits - 1) domains[count++] = 31 - Math.clz32(bits & -bits);
    for (let bits = highBits; bits !== 0; bits &= bits - 1) domains[count++] = 57 - Math.clz32(bits & -bits);
    return count;
  }

  /** Takes a set out of the domains that it leaves and puts it into those that it enters. */
  #move(set: number): void {
    const before = this.#before, after = this.#after, marks = this.#marks;
    const beforeCount = this.#domainsOf(set, this.#oldLow, this.#oldHigh, before);
    const afterCount = this.#domainsOf(set, this.#classifier.low, this.#classifier.high, after);
    for (let i = 0; i < beforeCount; ++i) marks[before[i]!] = 1;
    // Those that stay go to the front of both lists; pairs among them are left alone.
    let kept = 0;
    for (let i = 0; i < afterCount; ++i) {
      const domain = after[i]!;
      if (marks[domain] !== 1) continue;
      marks[domain] = 2;
      after[i] = after[kept]!;
      after[kept++] = domain;
    }
    let stay = 0;
    for (let i = 0; i < beforeCount; ++i) {
      const domain = before[i]!;
      if (marks[domain] === 2) {
        before[i] = before[stay]!;
        before[stay++] = domain;
      }
      marks[domain] = 0;
    }
    this.#add(set, before, kept, beforeCount, -1);
    this.#add(set, after, kept, afterCount, 1);
  }

  /** Adds a set to the domains from the `from`th on, and to the pairs that hold one of them. */
  #add(set: number, domains: Int32Array, from: number, count: number, sign: number): void {
    const {places, weights: {documents: {whole}}, documents} = this.#folded;
    const counts = this.counts.values, together = this.cooccurrence.values, columns = this.counts.columns;
    const weight = sign * documents[set]!;
    const end = places.starts[set + 1]!;
    for (let i = from; i < count; ++i) {
      const a = domains[i]!;
      for (let k = places.starts[set]!; k < end; ++k) counts[places.members[k]! * columns + a]! += sign * whole[k]!;
      for (let j = 0; j < i; ++j) {
        const b = domains[j]!;
        together[a * columns + b]! += weight;
        together[b * columns + a]! += weight;
      }
    }
  }

  #recompute(): void {
    this.counts.values.fill(0);
    this.cooccurrence.values.fill(0);
    const {low, high} = this.#classifier;
    for (let set = 0; set < this.#folded.sets; ++set) this.#add(set, this.#after, 0, this.#domainsOf(set, low, high, this.#after), 1);
  }

  /**
   * Counts by any way of counting. Only whole documents are kept up to date by difference; the others are not whole
   * numbers, which do not add up to the last digit, and are computed afresh.
   * @returns places × domains
   * @throws RangeError for amounts of a lens that has none
   */
  countsBy({counting, measure}: Pick<Counting, "counting" | "measure">): Matrix {
    if (counting === "whole" && measure === "documents") return this.counts;
    const weights = this.#folded.weights[measure]?.[counting];
    if (!weights) throw new RangeError("no amounts in this lens; count its documents");
    const result = createMatrix(this.counts.rows, this.counts.columns);
    const {places, sets} = this.#folded;
    const {low, high} = this.#classifier;
    for (let set = 0; set < sets; ++set) {
      const count = this.#domainsOf(set, low, high, this.#after);
      const part = counting === "fractional" ? count : 1;
      for (let i = places.starts[set]!; i < places.starts[set + 1]!; ++i) {
        const row = places.members[i]! * result.columns;
        for (let k = 0; k < count; ++k) result.values[row + this.#after[k]!] = result.values[row + this.#after[k]!]! + weights[i]! / part;
      }
    }
    return result;
  }
}
