import type {Random} from "../random.ts";
import {type LocationSet, roundCumulatively} from "./counts.ts";
import type {Pair} from "./together.ts";

/** Documents that are alike: the same places and the same domains, one to three. */
export interface Kind {
  set: number;
  domains: readonly number[];
  documents: number;
}

/**
 * Places pairs of domains so that no set of locations gets more documents of a domain than its counts; what is left of
 * the counts are documents with one domain.
 *
 * @param counts sets × domains; the sum over sets is at least the documents of a domain in pairs
 * @param reserve documents that must keep a single domain, by cell of `counts`
 * @throws RangeError when more than a few documents find no place
 */
export function planDocuments(
  sets: readonly LocationSet[],
  counts: Int32Array,
  domains: number,
  pairs: readonly Pair[],
  reserve: ReadonlyMap<number, number>,
  random: Random
): Kind[] {
  const left = counts.slice();
  for (const [cell, count] of reserve) left[cell]! -= count;
  const kinds: Kind[] = [];
  const totals = Float64Array.from(sets, (_, q) => {
    let sum = 0;
    for (let domain = 0; domain < domains; ++domain) sum += counts[q * domains + domain]!;
    return sum;
  });
  const weights = new Float64Array(sets.length);
  // Tight pairs first: those whose domains leave the least room.
  const columns = new Float64Array(domains);
  for (let q = 0; q < sets.length; ++q)
    for (let domain = 0; domain < domains; ++domain) columns[domain]! += counts[q * domains + domain]!;
  const tightness = ({a, b, documents}: Pair) => documents / Math.min(columns[a]!, columns[b]!);
  const order = [...pairs].sort((x, y) => tightness(y) - tightness(x) || x.a - y.a || x.b - y.b);
  let homeless = 0;
  for (const {a, b, documents} of order) {
    let open = documents;
    const placed = new Map<number, number>();
    for (let round = 0; round < 6 && open > 0; ++round) {
      let sum = 0;
      for (let q = 0; q < sets.length; ++q) {
        const [x, y] = [left[q * domains + a]!, left[q * domains + b]!];
        sum += weights[q] = x > 0 && y > 0 && totals[q]! > 0 ? (round < 3 ? (x * y) / totals[q]! : Math.min(x, y)) : 0;
      }
      if (sum === 0) break;
      const wanted = open;
      const parts = roundCumulatively(
        weights.map((weight) => (wanted * weight) / sum),
        random.next()
      );
      for (let q = 0; q < sets.length; ++q) {
        const count = Math.min(parts[q]!, left[q * domains + a]!, left[q * domains + b]!, open);
        if (count <= 0) continue;
        left[q * domains + a]! -= count;
        left[q * domains + b]! -= count;
        open -= count;
        placed.set(q, (placed.get(q) ?? 0) + count);
      }
    }
    for (const [q, count] of placed) kinds.push({set: q, domains: [a, b], documents: count});
    while (open > 0 && makeRoom(kinds, left, sets.length, domains, a, b)) --open;
    homeless += open;
  }
  // A few that find no place change nothing that can be seen; their domains get documents of their own.
  if (homeless > 12) throw new RangeError(`${homeless} documents of two domains find no place`);
  for (const [cell, count] of reserve) left[cell]! += count;
  for (let q = 0; q < sets.length; ++q) {
    for (let domain = 0; domain < domains; ++domain)
      if (left[q * domains + domain]! > 0)
        kinds.push({set: q, domains: [domain], documents: left[q * domains + domain]!});
  }
  return kinds;
}

/**
 * Makes documents with three domains: three documents in the same places that hold the three pairs become one with all
 * three, and one with each. Neither counts nor co-occurrence change.
 *
 * @param triples domains that stand together in a code, smallest first
 */
export function joinTriples(kinds: readonly Kind[], triples: readonly (readonly [number, number, number])[]): Kind[] {
  const key = (set: number, domains: readonly number[]) => `${set}:${domains.join()}`;
  const byKey = new Map<string, Kind>();
  for (const {set, domains, documents} of kinds) {
    const sorted = [...domains].sort((a, b) => a - b);
    const known = byKey.get(key(set, sorted));
    if (known) known.documents += documents;
    else byKey.set(key(set, sorted), {set, domains: sorted, documents});
  }
  const sets = [...new Set(kinds.map(({set}) => set))].sort((a, b) => a - b);
  const add = (set: number, domains: readonly number[], documents: number) => {
    const known = byKey.get(key(set, domains));
    if (known) known.documents += documents;
    else byKey.set(key(set, domains), {set, domains, documents});
  };
  for (const [a, b, c] of triples) {
    for (const set of sets) {
      const pairs = [
        [a, b],
        [a, c],
        [b, c]
      ].map((domains) => byKey.get(key(set, domains)));
      // Half at most, so that some documents with two domains remain.
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
export type PlannedDocument = Omit<Kind, "documents">;

/**
 * The single documents of a plan, in an order that tells nothing.
 * @param share part of them that is kept, 0–1
 */
export function expand(kinds: readonly Kind[], share: number, random: Random): PlannedDocument[] {
  const numbers =
    share === 1
      ? kinds.map(({documents}) => documents)
      : roundCumulatively(
          kinds.map(({documents}) => documents * share),
          random.next()
        );
  const documents = kinds.flatMap(({set, domains}, i) => Array.from({length: numbers[i]!}, () => ({set, domains})));
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
 * Places one document of a pair that finds no set with both domains free: a document of one of the two moves out of a
 * set in which the other is free.
 * @returns whether there was one
 */
function makeRoom(kinds: Kind[], left: Int32Array, sets: number, domains: number, a: number, b: number): boolean {
  for (const [needed, free] of [
    [a, b],
    [b, a]
  ] as const) {
    for (const kind of kinds) {
      const mate = kind.domains[0] === needed ? kind.domains[1]! : kind.domains[1] === needed ? kind.domains[0]! : -1;
      if (mate < 0 || mate === free || kind.documents === 0 || left[kind.set * domains + free]! <= 0) continue;
      for (let q = 0; q < sets; ++q) {
        if (q === kind.set || left[q * domains + needed]! <= 0 || left[q * domains + mate]! <= 0) continue;
        --kind.documents;
        kinds.push({...kind, set: q, documents: 1}, {set: kind.set, domains: [a, b], documents: 1});
        --left[q * domains + needed]!;
        --left[q * domains + mate]!;
        ++left[kind.set * domains + mate]!;
        --left[kind.set * domains + free]!;
        return true;
      }
    }
  }
  return false;
}
