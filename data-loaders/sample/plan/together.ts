import type {Random} from "../../../src/scenario/random.ts";

/** The targets of the co-occurrence. Domains are the technologies, then the families. */
export interface TogetherTargets {
  technologies: number;
  families: number;
  /** Documents of each domain, over all places. */
  documents: Float64Array;
  /** Whether Flanders has an advantage in each domain. */
  advantages: Uint8Array;
  /** Relatedness density of Flanders in each technology, 0–100. */
  density: readonly number[];
  /** Target cosines of pairs of technologies; all others stay below the smallest. */
  links: readonly {a: number; b: number; weight: number}[];
  /** Documents by place, sets × domains. */
  counts: Int32Array;
  /** A technology that occurs in all documents of another one, and in `documents` more. */
  alias?: {copy: number; of: number};
}

/** Documents in two domains, `a` below `b`. */
export interface Pair {
  a: number;
  b: number;
  documents: number;
}

/** Largest share of a domain's documents that lie in two domains. */
const most = 0.86;

/** Documents that two domains share, domains × domains. */
class Shared {
  readonly values: Int32Array;

  constructor(readonly domains: number) {
    this.values = new Int32Array(domains * domains);
  }

  get(a: number, b: number): number {
    return this.values[a * this.domains + b]!;
  }

  set(a: number, b: number, documents: number): void {
    this.values[a * this.domains + b] = this.values[b * this.domains + a] = documents;
  }
}

/**
 * Plans the number of documents that two domains share, so that the cosines of the given links and the relatedness
 * densities of Flanders meet their targets.
 *
 * Every domain first gets the sum of its co-occurrences, a share of its documents. The given cosines then fix the pairs
 * of technologies. The rest of each technology goes to families with and without an advantage of Flanders, in the
 * proportion that gives its density; single documents then move between families until the density fits.
 * @returns pairs; with an alias, only the additional pairs of the copy
 */
export function planTogether(targets: TogetherTargets, random: Random): Pair[] {
  const {technologies, families, documents, alias} = targets;
  const links = targets.links.filter(({a, b}) => a !== alias?.copy && b !== alias?.copy);
  const domains = technologies + families;
  const shared = new Shared(domains);
  const sums = planSums(targets, links);
  linkTechnologies(targets, links, sums, shared, random);
  const room = Float64Array.from({length: families}, (_, f) => most * documents[technologies + f]!);
  const familySums = Float64Array.from(room, (value) => 0.8 * value);
  linkFamilies(targets, {sums, familySums, room}, shared, random);
  pairFamilies(targets, familySums, shared, random);

  const extras = new Int32Array(domains);
  if (alias) {
    for (let other = 0; other < domains; ++other) {
      extras[other] = shared.get(alias.copy, other);
      if (other !== alias.copy && other !== alias.of)
        shared.set(alias.copy, other, extras[other]! + shared.get(alias.of, other));
    }
    shared.set(alias.copy, alias.of, documents[alias.of]!);
  }
  new DensitySearch(targets, shared, room, extras).run();
  if (alias) for (let other = 0; other < domains; ++other) shared.set(alias.copy, other, extras[other]!);
  const pairs: Pair[] = [];
  for (let a = 0; a < domains; ++a)
    for (let b = a + 1; b < domains; ++b) if (shared.get(a, b) > 0) pairs.push({a, b, documents: shared.get(a, b)});
  return pairs;
}

/** The sum of each technology's co-occurrences. One with too strong links to larger ones gets a larger sum. */
function planSums({technologies, documents}: TogetherTargets, links: TogetherTargets["links"]): Float64Array {
  const sums = Float64Array.from({length: technologies}, (_, t) =>
    Math.floor((documents[t]! < 3000 ? 0.84 : 0.72) * documents[t]!)
  );
  const linkSum = (t: number) =>
    links.reduce(
      (sum, {a, b, weight}) => (a === t || b === t ? sum + weight * Math.sqrt(sums[a]! * sums[b]!) : sum),
      0
    );
  for (let round = 0; round < 60; ++round) {
    for (let t = 0; t < technologies; ++t) {
      const part = linkSum(t) / sums[t]!;
      if (part > 0.8) sums[t] = Math.min(most * documents[t]!, sums[t]! * 1.05);
      if (part > 0.8 && sums[t]! >= Math.floor(most * documents[t]!)) {
        for (const {a, b} of links) if (a === t || b === t) sums[a === t ? b : a]! *= 0.99;
      }
    }
  }
  for (let t = 0; t < technologies; ++t) sums[t] = Math.floor(sums[t]!);
  // Cosines of small technologies move in coarse steps: take the nearby sums that fit best.
  const miss = (t: number) =>
    Math.max(
      0,
      ...links
        .filter(({a, b}) => a === t || b === t)
        .map(({a, b, weight}) => {
          const scale = Math.sqrt(sums[a]! * sums[b]!);
          return Math.abs(Math.round(weight * scale) / scale - weight);
        })
    );
  for (let round = 0; round < 3; ++round) {
    for (let t = 0; t < technologies; ++t) {
      let best = {sum: sums[t]!, miss: miss(t)};
      for (const start = sums[t]!, lowest = Math.floor(0.94 * start); sums[t]! > lowest; --sums[t]!)
        if (miss(t) < best.miss) best = {sum: sums[t]!, miss: miss(t)};
      sums[t] = best.sum;
    }
  }
  return sums;
}

/** Fixes the pairs of technologies by the given cosines. */
function linkTechnologies(
  {technologies, counts, alias}: TogetherTargets,
  links: TogetherTargets["links"],
  sums: Float64Array,
  shared: Shared,
  random: Random
): void {
  const {domains} = shared;
  // The most documents that two domains can share, given the places of their documents.
  const roomOf = (a: number, b: number) => {
    let sum = 0;
    for (let at = 0; at < counts.length; at += domains) sum += Math.min(counts[at + a]!, counts[at + b]!);
    return sum;
  };
  const given = new Set(links.map(({a, b}) => Math.min(a, b) * domains + Math.max(a, b)));
  for (const {a, b, weight} of links) {
    const wanted = Math.round(weight * Math.sqrt(sums[a]! * sums[b]!));
    shared.set(a, b, Math.min(wanted, Math.floor(0.85 * roomOf(a, b))));
  }
  // Other pairs share a few documents, well below the smallest drawn link.
  const faint = 0.45 * Math.min(...links.map(({weight}) => weight), 0.02);
  for (let a = 0; a < technologies; ++a) {
    for (let b = a + 1; b < technologies; ++b) {
      if (given.has(a * domains + b) || a === alias?.copy || b === alias?.copy || random.chance(0.4)) continue;
      const few = Math.floor(faint * random.next() * Math.sqrt(sums[a]! * sums[b]!));
      shared.set(a, b, Math.min(few, Math.floor(0.4 * roomOf(a, b))));
    }
  }
}

/** Divides the rest of each technology among families with and without an advantage, by its density. */
function linkFamilies(
  {technologies, families, documents, advantages, density, alias}: TogetherTargets,
  {sums, familySums, room}: {sums: Float64Array; familySums: Float64Array; room: Float64Array},
  shared: Shared,
  random: Random
): void {
  const rest = Array.from({length: technologies}, (_, t) => {
    let sum = 0;
    for (let other = 0; other < technologies; ++other) sum += shared.get(t, other);
    return Math.max(0, sums[t]! - sum);
  });
  const spread = Array.from({length: technologies}, () =>
    Float64Array.from({length: families}, (_unused, f) =>
      random.chance(0.1) ? 0 : room[f]! * Math.exp(0.35 * random.normal())
    )
  );
  const part = new Float64Array(technologies).fill(0.5);
  const sideOf = (f: number) => (advantages[technologies + f]! ? 1 : 0);
  const flow = (t: number): Float64Array => {
    const row = spread[t]!;
    const total = [0, 0];
    for (let f = 0; f < families; ++f) total[sideOf(f)]! += row[f]!;
    return row.map((value, f) => (rest[t]! * value * (sideOf(f) ? part[t]! : 1 - part[t]!)) / total[sideOf(f)]!);
  };
  const relatednessOf = (t: number, count: number, sum: number) => count / Math.sqrt(sums[t]! * sum);
  /** The part of a technology that families with an advantage need. */
  const findPart = (t: number, row: Float64Array): number => {
    let [inside, all] = [0, 0];
    for (let other = 0; other < technologies; ++other) {
      const value = relatednessOf(t, shared.get(t, other), sums[other]!);
      all += value;
      if (advantages[other]!) inside += value;
    }
    const mass = [0, 0];
    for (let f = 0; f < families; ++f) mass[sideOf(f)]! += relatednessOf(t, row[f]!, familySums[f]!);
    if (t === alias?.of) {
      // It always shares documents with its copy.
      const value = documents[t]! / (sums[t]! + documents[t]!);
      all += value;
      if (advantages[alias.copy]!) inside += value;
    }
    const wanted = (density[t]! / 100) * (all + mass[0]! + mass[1]!) - inside;
    const each = [mass[0]! / Math.max(1e-9, 1 - part[t]!), mass[1]! / Math.max(1e-9, part[t]!)];
    return Math.min(0.999, Math.max(0.001, part[t]! + (0.7 * (wanted - mass[1]!)) / ((each[0]! + each[1]!) / 2)));
  };
  for (let round = 0; round < 40; ++round) {
    const flows = Array.from({length: technologies}, (_, t) => flow(t));
    relieveFamilies(spread, flows, familySums);
    for (let t = 0; t < technologies; ++t) part[t] = findPart(t, flows[t]!);
  }
  for (let t = 0; t < technologies; ++t) {
    let sum = random.next();
    flow(t).forEach((value, f) => {
      const before = Math.floor(sum);
      sum += value;
      shared.set(t, technologies + f, Math.floor(sum) - before);
    });
  }
}

/** Spreads less over families beyond their capacity. */
function relieveFamilies(
  spread: readonly Float64Array[],
  flows: readonly Float64Array[],
  familySums: Float64Array
): void {
  const load = new Float64Array(familySums.length);
  for (const row of flows) for (let f = 0; f < load.length; ++f) load[f]! += row[f]!;
  for (let f = 0; f < load.length; ++f)
    if (load[f]! > 0.92 * familySums[f]!) for (const row of spread) row[f]! *= (0.92 * familySums[f]!) / load[f]!;
}

/** Pairs of families fill the rest of their sums. */
function pairFamilies(
  {technologies, families}: TogetherTargets,
  familySums: Float64Array,
  shared: Shared,
  random: Random
): void {
  const lack = Int32Array.from({length: families}, (_, f) => {
    let sum = 0;
    for (let t = 0; t < technologies; ++t) sum += shared.get(t, technologies + f);
    return Math.max(0, Math.floor(familySums[f]!) - sum);
  });
  for (let step = 1; step <= 14; ++step) {
    for (let f = 0; f < families; ++f) {
      const other = (f + step * step) % families;
      if (other === f) continue;
      const count = Math.floor(Math.min(lack[f]!, lack[other]!) * (step === 14 ? 1 : 0.35 * random.next()));
      if (count === 0) continue;
      const [a, b] = [technologies + f, technologies + other];
      shared.set(a, b, shared.get(a, b) + count);
      lack[f]! -= count;
      lack[other]! -= count;
    }
  }
}

/**
 * Moves single documents of a technology between families until its density fits. The copy of an alias moves only its
 * own documents, `extras`; it follows the original in everything else.
 */
class DensitySearch {
  readonly #targets: TogetherTargets;
  readonly #domains: number;
  readonly #together: Int32Array;
  readonly #room: Float64Array;
  readonly #extras: Int32Array;
  readonly #sums: Float64Array;
  /** The effect on a density of one more document, by domain. */
  readonly #effects: Float64Array;
  /** Families by effect. The order hardly changes between moves, so it is repaired. */
  readonly #order: Int32Array;
  readonly #takers: Int32Array;

  constructor(targets: TogetherTargets, {values, domains}: Shared, room: Float64Array, extras: Int32Array) {
    this.#targets = targets;
    this.#domains = domains;
    this.#together = values;
    this.#room = room;
    this.#extras = extras;
    this.#sums = new Float64Array(domains);
    for (let a = 0; a < domains; ++a) for (let b = 0; b < domains; ++b) this.#sums[a]! += values[a * domains + b]!;
    this.#effects = new Float64Array(domains);
    this.#order = Int32Array.from({length: targets.families}, (_, f) => targets.technologies + f);
    this.#takers = new Int32Array(targets.families);
  }

  run(): void {
    // Each technology disturbs the others slightly; a few rounds settle them.
    for (let round = 0; round < 60; ++round) {
      let moved = false;
      for (let t = 0; t < this.#targets.technologies; ++t) {
        let moves = 0;
        while (moves < 3000 && this.#improve(t)) ++moves;
        if (moves > 0) moved = true;
      }
      if (!moved) break;
    }
  }

  /** Makes the best move of a technology; false if its density fits or no move helps. */
  #improve(t: number): boolean {
    const {error, total} = this.#state(t);
    if (Math.abs(error) < 0.0035) return false;
    const best = this.#bestMove(t, error, total);
    if (!best || best.left >= Math.abs(error)) return false;
    // Far from the target, moves many at a time.
    const change = Math.abs(this.#effects[best.to]! - this.#effects[best.from]!);
    const space = Math.floor((this.#room[best.to - this.#targets.technologies]! - this.#sums[best.to]!) / 2);
    const wanted = Math.floor((0.5 * Math.abs(error)) / Math.max(change, 1e-9));
    this.#move(t, best.from, best.to, Math.max(1, Math.min(this.#movable(t, best.from), wanted, space)));
    return true;
  }

  #state(t: number): {error: number; total: number} {
    const {density, advantages} = this.#targets;
    const [together, sums] = [this.#together, this.#sums];
    let [inside, all] = [0, 0];
    for (let other = 0; other < this.#domains; ++other) {
      const count = together[t * this.#domains + other]!;
      if (count === 0) continue;
      const value = count / Math.sqrt(sums[t]! * sums[other]!);
      all += value;
      if (advantages[other]) inside += value;
    }
    return {error: density[t]! - (100 * inside) / all, total: all};
  }

  #movable(t: number, family: number): number {
    return t === this.#targets.alias?.copy ? this.#extras[family]! : this.#together[t * this.#domains + family]!;
  }

  #move(t: number, from: number, to: number, times: number): void {
    const {alias} = this.#targets;
    for (const one of t === alias?.of ? [t, alias.copy] : [t]) {
      for (const [family, change] of [
        [from, -times],
        [to, times]
      ] as const) {
        this.#together[one * this.#domains + family]! += change;
        this.#together[family * this.#domains + one]! += change;
        this.#sums[family]! += change;
        if (t === alias?.copy) this.#extras[family]! += change;
      }
    }
  }

  #bestMove(t: number, error: number, total: number): {from: number; to: number; left: number} | undefined {
    const {technologies, density, advantages} = this.#targets;
    const [domains, sums, effects, takers] = [this.#domains, this.#sums, this.#effects, this.#takers];
    const part = density[t]! / 100;
    for (let other = technologies; other < domains; ++other)
      effects[other] = (((advantages[other] ? 1 : 0) - part) * 100) / Math.sqrt(sums[t]! * sums[other]!) / total;
    sortByEffect(this.#order, effects);
    let length = 0;
    for (const family of this.#order)
      if (sums[family]! + 2 <= this.#room[family - technologies]!) takers[length++] = family;
    let best: {from: number; to: number; left: number} | undefined;
    for (let from = technologies; from < domains; ++from) {
      if (this.#movable(t, from) < 1) continue;
      const wanted = error + effects[from]!;
      let low = 0;
      for (let high = length; low < high;) {
        const middle = (low + high) >> 1;
        if (effects[takers[middle]!]! < wanted) low = middle + 1;
        else high = middle;
      }
      for (let at = Math.max(0, low - 1); at <= low && at < length; ++at) {
        const to = takers[at]!;
        if (to === from) continue;
        const left = Math.abs(wanted - effects[to]!);
        if (!best || left < best.left) best = {from, to, left};
      }
    }
    return best;
  }
}

/** Insertion sort, fast for nearly sorted input; ties by number. */
function sortByEffect(order: Int32Array, effects: Float64Array): void {
  for (let i = 1; i < order.length; ++i) {
    const one = order[i]!;
    const effect = effects[one]!;
    let at = i;
    for (; at > 0; --at) {
      const other = order[at - 1]!;
      if (effects[other]! < effect || (effects[other]! === effect && other < one)) break;
      order[at] = other;
    }
    order[at] = one;
  }
}
