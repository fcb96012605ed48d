import {createMatrix, type Matrix} from "../matrix.js";
import type {RuleThresholds} from "../link-rule.ts";
import {Classifier, type EngineLink, type OwnDecisions} from "./classifier.js";
import type {Counting} from "./counting.ts";
import type {FoldedLens} from "./fold.ts";

/** The domains of the full universe: technologies first, then the families of codes. */
export interface Universe {
  technologies: number;
  /** Technologies and families together. */
  domains: number;
  /** For each code id the domain of its family, numbered from `technologies`; -1 for a code without a family. */
  familyOfCode: Int32Array;
}

/**
 * Counts and co-occurrence of one lens under a rule, updated incrementally.
 *
 * A document belongs to the technologies of its codes, and to the families of those of its codes that belong to no
 * technology. When the rule changes, only the sets that contain a changed code are updated: their old contribution is
 * subtracted and the new one added. All numbers are whole, so after any number of changes they equal a fresh
 * computation exactly.
 */
export class LensEngine {
  /**
   * Domains × places, not places × domains: a change affects few technologies, whose rows stay in the processor's cache
   * while all sets are processed.
   */
  readonly #counts: Int32Array;
  /** Domains × domains, above the diagonal only. */
  readonly #together: Int32Array;
  readonly #places: number;
  /** Results for callers, updated on demand. */
  readonly #countsShown: Matrix;
  readonly #togetherShown: Matrix;
  #stale = true;
  #revision = 0;
  readonly #folded: FoldedLens;
  readonly #universe: Universe;
  readonly #classifier: Classifier;
  readonly #stamps: Int32Array;
  #stamp = 0;
  /** Scratch: domains of the current set, before and after. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #marks: Int32Array;
  /** The technologies of each code before the current change. */
  readonly #oldLow: Int32Array;
  readonly #oldHigh: Int32Array;

  constructor(
    folded: FoldedLens,
    places: number,
    universe: Universe,
    links: readonly EngineLink[],
    rule: RuleThresholds
  ) {
    this.#folded = folded;
    this.#universe = universe;
    const codes = universe.familyOfCode.length;
    this.#classifier = new Classifier(links, codes);
    this.#places = places;
    this.#counts = new Int32Array(universe.domains * places);
    this.#together = new Int32Array(universe.domains * universe.domains);
    this.#countsShown = createMatrix(places, universe.domains);
    this.#togetherShown = createMatrix(universe.domains, universe.domains);
    this.#stamps = new Int32Array(folded.sets);
    this.#before = new Int32Array(universe.domains);
    this.#after = new Int32Array(universe.domains);
    this.#marks = new Int32Array(universe.domains);
    this.#oldLow = new Int32Array(codes);
    this.#oldHigh = new Int32Array(codes);
    this.#classifier.apply(rule);
    this.#recompute();
  }

  /** Increases whenever counts change: equal revisions of one engine have equal counts. */
  get revision(): number {
    return this.#revision;
  }

  /** Documents, places × domains; a document counts once in each place and domain. */
  get counts(): Matrix {
    this.#show();
    return this.#countsShown;
  }

  /** Documents in both domains, domains × domains, symmetric, 0 on the diagonal. */
  get cooccurrence(): Matrix {
    this.#show();
    return this.#togetherShown;
  }

  /** Whether the disclosure rule withheld documents anywhere, so that no total is complete. */
  get partial(): boolean {
    return this.#folded.withheld.length > 0;
  }

  /**
   * Places × technologies: 1 where the disclosure rule withheld documents with a code of the technology, under the
   * current rule of links.
   */
  get withheld(): Uint8Array {
    const {technologies} = this.#universe;
    const {low, high} = this.#classifier;
    const marks = new Uint8Array(this.#places * technologies);
    for (const {place, code} of this.#folded.withheld) {
      const at = place * technologies;
      for (let bits = low[code]!; bits !== 0; bits &= bits - 1) marks[at + 31 - Math.clz32(bits & -bits)] = 1;
      for (let bits = high[code]!; bits !== 0; bits &= bits - 1) marks[at + 57 - Math.clz32(bits & -bits)] = 1;
    }
    return marks;
  }

  #show(): void {
    if (!this.#stale) return;
    this.#stale = false;
    const {domains} = this.#universe;
    const places = this.#places;
    const counts = this.#counts,
      shown = this.#countsShown.values;
    // In tiles, since a transposition either reads or writes with large strides.
    const tile = 32;
    for (let first = 0; first < domains; first += tile) {
      const last = Math.min(domains, first + tile);
      for (let place = 0; place < places; ++place) {
        for (let domain = first, row = place * domains; domain < last; ++domain)
          shown[row + domain] = counts[domain * places + place]!;
      }
    }
    const together = this.#together,
      both = this.#togetherShown.values;
    for (let a = 0; a < domains; a += tile) {
      for (let b = a; b < domains; b += tile) {
        for (let i = a; i < Math.min(domains, a + tile); ++i) {
          for (let j = Math.max(b, i + 1); j < Math.min(domains, b + tile); ++j)
            both[i * domains + j] = both[j * domains + i] = together[i * domains + j]!;
        }
      }
    }
  }

  /**
   * Reclassifies every document.
   * @param decisions a reader's own, which override the reviewers'
   * @returns the number of sets of codes that were updated
   */
  apply(rule: RuleThresholds, decisions?: OwnDecisions): number {
    const {low, high} = this.#classifier;
    this.#oldLow.set(low);
    this.#oldHigh.set(high);
    const changed = this.#classifier.apply(rule, decisions);
    if (changed.length > 0) {
      this.#stale = true;
      ++this.#revision;
    }
    const {setsOfCode, sets} = this.#folded;
    let touching = 0;
    for (const code of changed) touching += setsOfCode.starts[code + 1]! - setsOfCode.starts[code]!;
    // Updating a set costs slightly more than counting it afresh, so beyond a share of the sets a full count is faster.
    if (touching > 0.8 * sets) {
      this.#recompute();
      return sets;
    }
    const stamps = this.#stamps,
      stamp = ++this.#stamp;
    let [first, last] = [sets, -1];
    for (const code of changed) {
      for (let i = setsOfCode.starts[code]!; i < setsOfCode.starts[code + 1]!; ++i) {
        const set = setsOfCode.members[i]!;
        stamps[set] = stamp;
        if (set < first) first = set;
        if (set > last) last = set;
      }
    }
    // In memory order, which is several times faster than code by code.
    let touched = 0;
    for (let set = first; set <= last; ++set) {
      if (stamps[set] !== stamp) continue;
      this.#move(set);
      ++touched;
    }
    return touched;
  }

  /** Writes the domains of a set, each once, and returns their number. */
  #domainsOf(set: number, low: Int32Array, high: Int32Array, domains: Int32Array): number {
    const {codes} = this.#folded;
    const {familyOfCode} = this.#universe;
    let lowBits = 0,
      highBits = 0,
      count = 0;
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

  /** Removes a set from the domains that it leaves and adds it to those that it enters. */
  #move(set: number): void {
    const before = this.#before,
      after = this.#after,
      marks = this.#marks;
    const beforeCount = this.#domainsOf(set, this.#oldLow, this.#oldHigh, before);
    const afterCount = this.#domainsOf(set, this.#classifier.low, this.#classifier.high, after);
    for (let i = 0; i < beforeCount; ++i) marks[before[i]!] = 1;
    // Unchanged domains move to the front of both lists, so that pairs among them are skipped.
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

  /** Adds a set to its domains from index `from` on, and to the pairs that contain one of them. */
  #add(set: number, domains: Int32Array, from: number, count: number, sign: number): void {
    const {
      places,
      weights: {
        documents: {whole}
      },
      documents
    } = this.#folded;
    const counts = this.#counts,
      together = this.#together,
      width = this.#places,
      columns = this.#universe.domains;
    const {starts, members} = places;
    const weight = sign * documents[set]!;
    const start = starts[set]!,
      end = starts[set + 1]!;
    for (let i = from; i < count; ++i) {
      const a = domains[i]!;
      const row = a * width;
      for (let k = start; k < end; ++k) counts[row + members[k]!] = counts[row + members[k]!]! + sign * whole[k]!;
      for (let j = 0; j < i; ++j) {
        const b = domains[j]!;
        const at = a < b ? a * columns + b : b * columns + a;
        together[at] = together[at]! + weight;
      }
    }
  }

  #recompute(): void {
    this.#stale = true;
    this.#counts.fill(0);
    this.#together.fill(0);
    const {low, high} = this.#classifier;
    for (let set = 0; set < this.#folded.sets; ++set)
      this.#add(set, this.#after, 0, this.#domainsOf(set, low, high, this.#after), 1);
  }

  /**
   * Counts by any way of counting. Only whole counts of documents are updated incrementally; fractions and amounts are
   * computed afresh, because repeated updates would accumulate rounding errors.
   * @returns places × domains
   * @throws RangeError for amounts in a lens without amounts
   */
  countsBy({counting, measure}: Pick<Counting, "counting" | "measure">): Matrix {
    if (counting === "whole" && measure === "documents") return this.counts;
    const weights = this.#folded.weights[measure]?.[counting];
    if (!weights) throw new RangeError("no amounts in this lens; count its documents");
    const result = createMatrix(this.#places, this.#universe.domains);
    const {places, sets} = this.#folded;
    const {low, high} = this.#classifier;
    for (let set = 0; set < sets; ++set) {
      const count = this.#domainsOf(set, low, high, this.#after);
      const part = counting === "fractional" ? count : 1;
      for (let i = places.starts[set]!; i < places.starts[set + 1]!; ++i) {
        const row = places.members[i]! * result.columns;
        for (let k = 0; k < count; ++k)
          result.values[row + this.#after[k]!] = result.values[row + this.#after[k]!]! + weights[i]! / part;
      }
    }
    return result;
  }
}
