import type {Random} from "../../../src/scenario/random.ts";
import {type LocationSet, roundCumulatively} from "./counts.ts";
import type {Pair} from "./together.ts";

/** A number of documents with the same places and the same one to three domains. */
export interface Kind {
  set: number;
  domains: readonly number[];
  documents: number;
}

/**
 * Assigns pairs of domains to sets of locations without exceeding the counts of any domain; the rest of the counts
 * become documents with one domain.
 * @param counts sets × domains; the sum over sets is at least the documents of a domain in pairs
 * @param reserve documents that must keep a single domain, by cell of `counts`
 * @throws RangeError when more than a few documents cannot be assigned
 */
export function planDocuments(
  sets: readonly LocationSet[],
  counts: Int32Array,
  domains: number,
  pairs: readonly Pair[],
  reserve: ReadonlyMap<number, number>,
  random: Random
): Kind[] {
  const size = sets.length;
  // Stored by domain, since assigning a pair compares two domains in all sets.
  const left = new Int32Array(counts.length);
  const totals = new Float64Array(size);
  const columns = new Float64Array(domains);
  for (let q = 0; q < size; ++q) {
    for (let domain = 0; domain < domains; ++domain) {
      const count = counts[q * domains + domain]!;
      left[domain * size + q] = count - (reserve.get(q * domains + domain) ?? 0);
      totals[q]! += count;
      columns[domain]! += count;
    }
  }
  const kinds: Kind[] = [];
  // Tight pairs first: those whose domains leave the least room.
  const tightness = ({a, b, documents}: Pair) => documents / Math.min(columns[a]!, columns[b]!);
  const order = [...pairs].sort((x, y) => tightness(y) - tightness(x) || x.a - y.a || x.b - y.b);
  const assign = pairAssigner(kinds, left, totals, random);
  let homeless = 0;
  for (const pair of order) {
    let open = assign(pair);
    while (open > 0 && makeRoom(kinds, left, size, pair.a, pair.b)) --open;
    homeless += open;
  }
  // A few unassigned documents have no visible effect; their domains get separate documents.
  if (homeless > 12) throw new RangeError(`${homeless} documents with two domains cannot be assigned`);
  const alone = Array.from({length: domains}, (_, domain): readonly number[] => [domain]);
  for (let q = 0; q < size; ++q) {
    for (let domain = 0; domain < domains; ++domain) {
      const single = left[domain * size + q]! + (reserve.get(q * domains + domain) ?? 0);
      if (single > 0) kinds.push({set: q, domains: alone[domain]!, documents: single});
    }
  }
  return kinds;
}

/**
 * A function that spreads the documents of a pair over the sets where both domains have some left, adds them to
 * `kinds`, takes them from `left`, and returns the number that finds no place.
 */
function pairAssigner(kinds: Kind[], left: Int32Array, totals: Float64Array, random: Random): (pair: Pair) => number {
  const size = totals.length;
  const weights = new Float64Array(size);
  const placed = new Int32Array(size);
  const candidates = new Int32Array(size);
  return ({a, b, documents}) => {
    let open = documents;
    const used: number[] = [];
    const of: readonly number[] = [a, b];
    for (let round = 0; round < 6 && open > 0; ++round) {
      let sum = 0;
      let number = 0;
      for (let q = 0; q < size; ++q) {
        const [x, y] = [left[a * size + q]!, left[b * size + q]!];
        if (x <= 0 || y <= 0) continue;
        sum += weights[q] = round < 3 ? (x * y) / totals[q]! : Math.min(x, y);
        candidates[number++] = q;
      }
      if (sum === 0) break;
      // Rounded as in `roundCumulatively`; sets without weight get nothing.
      const wanted = open;
      let running = random.next();
      for (let i = 0; i < number; ++i) {
        const q = candidates[i]!;
        const before = Math.floor(running);
        running += (wanted * weights[q]!) / sum;
        const count = Math.min(Math.floor(running) - before, left[a * size + q]!, left[b * size + q]!, open);
        if (count <= 0) continue;
        left[a * size + q]! -= count;
        left[b * size + q]! -= count;
        open -= count;
        if (placed[q] === 0) used.push(q);
        placed[q]! += count;
      }
    }
    for (const q of used) {
      kinds.push({set: q, domains: of, documents: placed[q]!});
      placed[q] = 0;
    }
    return open;
  };
}

/**
 * Creates documents with three domains: three documents in the same places with the three pairs become one with all
 * three domains and one with each. Counts and co-occurrence stay the same.
 *
 * @param triples domains that share a code, smallest first
 */
export function joinTriples(kinds: readonly Kind[], triples: readonly (readonly [number, number, number])[]): Kind[] {
  const base = 1 + kinds.reduce((largest, {domains}) => Math.max(largest, ...domains), 0) + 1;
  const key = (set: number, [a, b = -1, c = -1]: readonly number[]) =>
    ((set * base + a! + 1) * base + b + 1) * base + c + 1;
  const byKey = new Map<number, Kind>();
  const add = (set: number, domains: readonly number[], documents: number) => {
    const at = key(set, domains);
    const known = byKey.get(at);
    if (known) known.documents += documents;
    else byKey.set(at, {set, domains, documents});
  };
  for (const {set, domains, documents} of kinds)
    add(set, domains.length === 2 && domains[0]! > domains[1]! ? [domains[1]!, domains[0]!] : domains, documents);
  const sets = [...new Set(kinds.map(({set}) => set))].sort((a, b) => a - b);
  for (const [a, b, c] of triples) {
    for (const set of sets) {
      const pairs = [
        [a, b],
        [a, c],
        [b, c]
      ].map((domains) => byKey.get(key(set, domains)));
      // At most half, so that some documents with two domains remain.
      const number = Math.min(...pairs.map((pair) => Math.ceil((pair?.documents ?? 0) / 2)));
      if (number === 0) continue;
      for (const pair of pairs) pair!.documents -= number;
      add(set, [a, b, c], number);
      for (const domain of [a, b, c]) add(set, [domain], number);
    }
  }
  return [...byKey.values()].filter(({documents}) => documents > 0);
}

/** One planned document. */
export type PlannedDocument = Readonly<Omit<Kind, "documents">>;

/**
 * The single documents of a plan, in random order.
 * @param share share of them to keep, 0–1
 */
export function expand(kinds: readonly Kind[], share: number, random: Random): PlannedDocument[] {
  const numbers =
    share === 1
      ? kinds.map(({documents}) => documents)
      : roundCumulatively(
          kinds.map(({documents}) => documents * share),
          random.next()
        );
  const documents: PlannedDocument[] = [];
  kinds.forEach((kind, i) => {
    for (let n = numbers[i]!; n > 0; --n) documents.push(kind);
  });
  return shuffle(documents, random);
}

export function shuffle<T>(values: T[], random: Random): T[] {
  for (let i = values.length - 1; i > 0; --i) {
    const j = random.integer(0, i);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
  return values;
}

/**
 * Assigns one document of a pair for which no set has both domains free: moves a document of one domain out of a set in
 * which the other is free.
 * @returns whether there was such a set
 */
function makeRoom(kinds: Kind[], left: Int32Array, sets: number, a: number, b: number): boolean {
  for (const [needed, free] of [
    [a, b],
    [b, a]
  ] as const) {
    for (const kind of kinds) {
      const mate = kind.domains[0] === needed ? kind.domains[1]! : kind.domains[1] === needed ? kind.domains[0]! : -1;
      if (mate < 0 || mate === free || kind.documents === 0 || left[free * sets + kind.set]! <= 0) continue;
      for (let q = 0; q < sets; ++q) {
        if (q === kind.set || left[needed * sets + q]! <= 0 || left[mate * sets + q]! <= 0) continue;
        --kind.documents;
        kinds.push({...kind, set: q, documents: 1}, {set: kind.set, domains: [a, b], documents: 1});
        --left[needed * sets + q]!;
        --left[mate * sets + q]!;
        ++left[mate * sets + kind.set]!;
        --left[free * sets + kind.set]!;
        return true;
      }
    }
  }
  return false;
}
