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

/**
 * Plans the number of documents that two domains share, so that the cosines of the given links and the relatedness
 * densities of Flanders meet their targets.
 *
 * Every domain first gets the sum of its co-occurrences, a share of its documents. The given cosines then fix the pairs
 * of technologies. The rest of each technology goes to families with and without an advantage of Flanders, in the
 * proportion that gives its density; single documents then move between families until the density fits.
 *
 * @returns pairs; with an alias, only the additional pairs of the copy
 */
export function planTogether(targets: TogetherTargets, random: Random): Pair[] {
  const {technologies, families, documents, advantages, density, counts, alias} = targets;
  const links = targets.links.filter(({a, b}) => a !== alias?.copy && b !== alias?.copy);
  const domains = technologies + families;
  const sums = Float64Array.from({length: technologies}, (_, t) =>
    Math.floor((documents[t]! < 3000 ? 0.84 : 0.72) * documents[t]!)
  );
  // The most documents that two domains can share, given the places of their documents.
  const roomOf = (a: number, b: number) => {
    let sum = 0;
    for (let at = 0; at < counts.length; at += domains) sum += Math.min(counts[at + a]!, counts[at + b]!);
    return sum;
  };
  const together = new Int32Array(domains * domains);
  const set = (a: number, b: number, value: number) => (together[a * domains + b] = together[b * domains + a] = value);

  // Links of technologies; a technology with too strong links to larger ones gets a larger sum.
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
  const given = new Set(links.map(({a, b}) => Math.min(a, b) * domains + Math.max(a, b)));
  for (const {a, b, weight} of links)
    set(a, b, Math.min(Math.round(weight * Math.sqrt(sums[a]! * sums[b]!)), Math.floor(0.85 * roomOf(a, b))));
  // Other pairs share a few documents, well below the smallest drawn link.
  const faint = 0.45 * Math.min(...links.map(({weight}) => weight), 0.02);
  for (let a = 0; a < technologies; ++a) {
    for (let b = a + 1; b < technologies; ++b) {
      if (given.has(a * domains + b) || a === alias?.copy || b === alias?.copy || random.chance(0.4)) continue;
      set(
        a,
        b,
        Math.min(Math.floor(faint * random.next() * Math.sqrt(sums[a]! * sums[b]!)), Math.floor(0.4 * roomOf(a, b)))
      );
    }
  }
  const rest = Array.from({length: technologies}, (_, t) => {
    let sum = 0;
    for (let other = 0; other < technologies; ++other) sum += together[t * domains + other]!;
    return Math.max(0, sums[t]! - sum);
  });

  // Families: the capacity of each, and the spread of each technology over them.
  const room = Float64Array.from({length: families}, (_, f) => most * documents[technologies + f]!);
  const familySums = Float64Array.from(room, (value) => 0.8 * value);
  const spread = Array.from({length: technologies}, () =>
    Float64Array.from({length: families}, (_unused, f) =>
      random.chance(0.1) ? 0 : room[f]! * Math.exp(0.35 * random.normal())
    )
  );
  const part = new Float64Array(technologies).fill(0.5);
  const flow = (t: number): Float64Array => {
    const row = spread[t]!;
    const total = [0, 0];
    for (let f = 0; f < families; ++f) total[advantages[technologies + f]! ? 1 : 0]! += row[f]!;
    return row.map((value, f) => {
      const favoured = advantages[technologies + f]! ? 1 : 0;
      return (rest[t]! * value * (favoured ? part[t]! : 1 - part[t]!)) / total[favoured]!;
    });
  };
  const relatednessOf = (t: number, count: number, sum: number) => count / Math.sqrt(sums[t]! * sum);
  for (let round = 0; round < 40; ++round) {
    // Avoids families beyond their capacity.
    const load = new Float64Array(families);
    const flows = Array.from({length: technologies}, (_, t) => flow(t));
    for (const row of flows) for (let f = 0; f < families; ++f) load[f]! += row[f]!;
    for (let f = 0; f < families; ++f)
      if (load[f]! > 0.92 * familySums[f]!) for (const row of spread) row[f]! *= (0.92 * familySums[f]!) / load[f]!;
    for (let t = 0; t < technologies; ++t) {
      let [inside, all] = [0, 0];
      for (let other = 0; other < technologies; ++other) {
        const value = relatednessOf(t, together[t * domains + other]!, sums[other]!);
        all += value;
        if (advantages[other]!) inside += value;
      }
      const mass = [0, 0];
      for (let f = 0; f < families; ++f)
        mass[advantages[technologies + f]! ? 1 : 0]! += relatednessOf(t, flows[t]![f]!, familySums[f]!);
      if (t === alias?.of) {
        // It always shares documents with its copy.
        const value = documents[t]! / (sums[t]! + documents[t]!);
        all += value;
        if (advantages[alias.copy]!) inside += value;
      }
      const wanted = (density[t]! / 100) * (all + mass[0]! + mass[1]!) - inside;
      // The share that the favoured families need.
      const each = [mass[0]! / Math.max(1e-9, 1 - part[t]!), mass[1]! / Math.max(1e-9, part[t]!)];
      part[t] = Math.min(0.999, Math.max(0.001, part[t]! + (0.7 * (wanted - mass[1]!)) / ((each[0]! + each[1]!) / 2)));
    }
  }
  for (let t = 0; t < technologies; ++t) {
    let sum = random.next();
    flow(t).forEach((value, f) => {
      const before = Math.floor(sum);
      sum += value;
      set(t, technologies + f, Math.floor(sum) - before);
    });
  }

  // Pairs of families fill the rest of their sums.
  const lack = Int32Array.from({length: families}, (_, f) => {
    let sum = 0;
    for (let t = 0; t < technologies; ++t) sum += together[t * domains + technologies + f]!;
    return Math.max(0, Math.floor(familySums[f]!) - sum);
  });
  for (let step = 1; step <= 14; ++step) {
    for (let f = 0; f < families; ++f) {
      const other = (f + step * step) % families;
      if (other === f) continue;
      const count = Math.floor(Math.min(lack[f]!, lack[other]!) * (step === 14 ? 1 : 0.35 * random.next()));
      if (count === 0) continue;
      set(
        technologies + f,
        technologies + other,
        together[(technologies + f) * domains + technologies + other]! + count
      );
      lack[f]! -= count;
      lack[other]! -= count;
    }
  }

  const extras = new Int32Array(domains);
  if (alias) {
    for (let other = 0; other < domains; ++other) {
      extras[other] = together[alias.copy * domains + other]!;
      if (other !== alias.copy && other !== alias.of)
        set(alias.copy, other, extras[other]! + together[alias.of * domains + other]!);
    }
    set(alias.copy, alias.of, documents[alias.of]!);
  }
  refineDensity(targets, together, room, extras);
  if (alias) for (let other = 0; other < domains; ++other) set(alias.copy, other, extras[other]!);
  const pairs: Pair[] = [];
  for (let a = 0; a < domains; ++a)
    for (let b = a + 1; b < domains; ++b)
      if (together[a * domains + b]! > 0) pairs.push({a, b, documents: together[a * domains + b]!});
  return pairs;
}

/**
 * Moves single documents of a technology between families until its density fits. The copy of an alias moves only its
 * own documents, `extras`; it follows the original in everything else.
 */
function refineDensity(
  {technologies, families, advantages, density, alias}: TogetherTargets,
  together: Int32Array,
  room: Float64Array,
  extras: Int32Array
): void {
  const domains = technologies + families;
  const sums = new Float64Array(domains);
  for (let a = 0; a < domains; ++a) for (let b = 0; b < domains; ++b) sums[a]! += together[a * domains + b]!;
  const state = (t: number): {error: number; total: number} => {
    let [inside, all] = [0, 0];
    for (let other = 0; other < domains; ++other) {
      const count = together[t * domains + other]!;
      if (count === 0) continue;
      const value = count / Math.sqrt(sums[t]! * sums[other]!);
      all += value;
      if (advantages[other]) inside += value;
    }
    return {error: density[t]! - (100 * inside) / all, total: all};
  };
  const movable = (t: number, family: number) =>
    t === alias?.copy ? extras[family]! : together[t * domains + family]!;
  const move = (t: number, from: number, to: number, times: number) => {
    for (const one of t === alias?.of ? [t, alias.copy] : [t]) {
      for (const [family, change] of [
        [from, -times],
        [to, times]
      ] as const) {
        together[one * domains + family]! += change;
        together[family * domains + one]! += change;
        sums[family]! += change;
        if (t === alias?.copy) extras[family]! += change;
      }
    }
  };
  const canTake = (family: number) => sums[family]! + 2 <= room[family - technologies]!;
  const effects = new Float64Array(domains);
  // Families by the effect of one more document. The order hardly changes between moves, so it is repaired.
  const order = Int32Array.from({length: families}, (_, f) => technologies + f);
  const takers = new Int32Array(families);
  const bestMove = (t: number, error: number, total: number): {from: number; to: number; left: number} | undefined => {
    const part = density[t]! / 100;
    for (let other = technologies; other < domains; ++other)
      effects[other] = (((advantages[other] ? 1 : 0) - part) * 100) / Math.sqrt(sums[t]! * sums[other]!) / total;
    sortByEffect(order, effects);
    let length = 0;
    for (const family of order) if (canTake(family)) takers[length++] = family;
    let best: {from: number; to: number; left: number} | undefined;
    for (let from = technologies; from < domains; ++from) {
      if (movable(t, from) < 1) continue;
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
  };
  // Each technology disturbs the others slightly; a few rounds settle them.
  for (let round = 0; round < 60; ++round) {
    let moved = false;
    for (let t = 0; t < technologies; ++t) {
      for (let moves = 0; moves < 3000; ++moves) {
        const {error, total} = state(t);
        if (Math.abs(error) < 0.0035) break;
        const best = bestMove(t, error, total);
        if (!best || best.left >= Math.abs(error)) break;
        moved = true;
        // Far from the target, moves many at a time.
        const change = Math.abs(effects[best.to]! - effects[best.from]!);
        const space = Math.floor((room[best.to - technologies]! - sums[best.to]!) / 2);
        move(
          t,
          best.from,
          best.to,
          Math.max(
            1,
            Math.min(movable(t, best.from), Math.floor((0.5 * Math.abs(error)) / Math.max(change, 1e-9)), space)
          )
        );
      }
    }
    if (!moved) break;
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
