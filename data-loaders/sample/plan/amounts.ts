import type {Random} from "../../../src/scenario/random.ts";
import type {LensPlan} from "./lens.ts";

/** A deal: its place and domains, and its amount in US dollars, or null if undisclosed. */
export interface Deal {
  set: number;
  domains: readonly number[];
  amount: number | null;
}

export interface AmountTargets {
  /** Millions of US dollars of Flanders in each technology, and over the full universe. */
  own: readonly number[];
  ownTotal: number;
  /** Shares of the technologies in the benchmark, 0–1; its amount over the full universe, in millions. */
  shares: readonly number[];
  benchmarkTotal: number;
  /** A technology whose deals in Europe are all those of another one, so that its amounts follow from that one. */
  alias: {copy: number; of: number};
}

/** A part of the world with planned sums by domain. */
interface Part {
  deals: Deal[];
  /** Target dollars of each domain. */
  wanted: Float64Array;
}

/**
 * Gives every deal an amount, so that the sums of Flanders (to the dollar) and of the benchmark meet their targets in
 * every domain.
 *
 * Amounts are random; those of deals in two domains stay below two thirds of either, and deals in one domain are scaled
 * to fill the rest.
 */
export function planAmounts(
  {sets, technologies, families, kinds, favoured}: LensPlan,
  targets: AmountTargets,
  random: Random
): Deal[] {
  const domains = technologies + families;
  const parts: Record<"own" | "benchmark" | "world", Part> = {
    own: emptyPart(domains),
    benchmark: emptyPart(domains),
    world: emptyPart(domains)
  };
  for (const {set, domains: of, documents} of kinds) {
    const part = sets[set]!.own ? parts.own : sets[set]!.benchmark > 0 ? parts.benchmark : parts.world;
    for (let i = 0; i < documents; ++i)
      part.deals.push({set, domains: of, amount: Math.exp(15.2 + 1.3 * random.normal())});
  }
  // A quarter of the deals in one domain is undisclosed, as long as one remains disclosed.
  const dollars = 1e6;
  const numbers = new Float64Array(domains);
  for (const deal of parts.own.deals) for (const domain of deal.domains) ++numbers[domain]!;
  const familyWeights = Float64Array.from({length: families}, () => Math.exp(0.8 * random.normal()));
  const familySum = familyWeights.reduce((sum, weight) => sum + weight, 0);
  const technologyShare = targets.shares.reduce((sum, share) => sum + share, 0);
  const familyShares = familyWeights.map((weight) => ((1 - technologyShare) * weight) / familySum);
  const ownFamilies = Float64Array.from({length: families}, (_, f) => {
    if (numbers[technologies + f] === 0) return 0;
    return familyShares[f]! * targets.ownTotal * (favoured[f] ? 1.4 + random.next() : 0.3 + 0.4 * random.next());
  });
  fitFamilies(ownFamilies, familyShares, favoured, targets);
  for (let domain = 0; domain < domains; ++domain) {
    const own = domain < technologies ? targets.own[domain]! : ownFamilies[domain - technologies]!;
    const share = domain < technologies ? targets.shares[domain]! : familyShares[domain - technologies]!;
    parts.own.wanted[domain] = Math.round(own * dollars);
    parts.benchmark.wanted[domain] = Math.max(0, share * targets.benchmarkTotal - own) * dollars;
    parts.world.wanted[domain] = 1.1 * share * targets.benchmarkTotal * dollars;
    // The copy's amounts are those of the original and must not be set twice.
    if (domain === targets.alias.copy) parts.own.wanted[domain] = parts.benchmark.wanted[domain] = 0;
  }
  for (const part of Object.values(parts)) fit(part, domains, random);
  meetBenchmark(parts.benchmark, technologies);
  return Object.values(parts).flatMap(({deals}) => deals);
}

function emptyPart(domains: number): Part {
  return {deals: [], wanted: new Float64Array(domains)};
}

/** Scales favoured and other families, so that all domains add up and every RCA stays on its side of 1. */
function fitFamilies(
  own: Float64Array,
  shares: Float64Array,
  favoured: Uint8Array,
  {own: technologies, ownTotal}: AmountTargets
): void {
  const rest = ownTotal - technologies.reduce((sum, amount) => sum + amount, 0);
  let [up, down] = [0, 0];
  own.forEach((amount, f) => {
    if (favoured[f]) up += amount;
    else down += amount;
  });
  const scale = (rest - down) / up;
  own.forEach((amount, f) => {
    if (favoured[f]) own[f] = amount * scale;
  });
  const least = Math.min(...Array.from(own, (amount, f) => (favoured[f] ? amount / ownTotal / shares[f]! : Infinity)));
  if (least < 1.1) throw new RangeError(`a favoured family falls to ${least.toFixed(2)} of the benchmark's share`);
}

/** Deals of families fill the gap in the benchmark that domains without their own deals leave. */
function meetBenchmark({deals, wanted}: Part, technologies: number): void {
  let missing = wanted.reduce((sum, dollars) => sum + dollars, 0);
  const singles: Deal[] = [];
  for (const deal of deals) {
    if (deal.amount === null) continue;
    missing -= deal.amount * deal.domains.length;
    if (deal.domains.length === 1 && deal.domains[0]! >= technologies) singles.push(deal);
  }
  const sum = singles.reduce((all, {amount}) => all + amount!, 0);
  for (const deal of singles) deal.amount = Math.round(deal.amount! * (1 + missing / sum));
}

function fit({deals, wanted}: Part, domains: number, random: Random): void {
  const pairs = deals.filter((deal) => deal.domains.length > 1);
  for (let round = 0; round < 30; ++round) {
    const sums = new Float64Array(domains);
    for (const deal of pairs) for (const domain of deal.domains) sums[domain]! += deal.amount!;
    for (const deal of pairs) {
      const excess = Math.max(...deal.domains.map((domain) => sums[domain]! / Math.max(1, (2 / 3) * wanted[domain]!)));
      if (excess > 1) deal.amount! /= excess;
    }
  }
  for (const deal of pairs) {
    deal.amount = Math.round(deal.amount!);
    // Tiny amounts would be odd: they become undisclosed.
    if (deal.amount < 20_000) deal.amount = null;
  }
  const left = wanted.slice();
  for (const deal of pairs) for (const domain of deal.domains) left[domain]! -= deal.amount ?? 0;
  const singles = Array.from({length: domains}, (): Deal[] => []);
  for (const deal of deals) if (deal.domains.length === 1) singles[deal.domains[0]!]!.push(deal);
  singles.forEach((list, domain) => {
    if (list.length === 0) return;
    const disclosed = list.filter((deal, i) => {
      if (wanted[domain] === 0 || (i > 0 && random.chance(0.25))) deal.amount = null;
      return deal.amount !== null;
    });
    if (disclosed.length === 0) return;
    const sum = disclosed.reduce((all, {amount}) => all + amount!, 0);
    for (const deal of disclosed) deal.amount = Math.round((deal.amount! * left[domain]!) / sum);
    const largest = disclosed.reduce((a, b) => (b.amount! > a.amount! ? b : a));
    largest.amount! += Math.round(left[domain]!) - disclosed.reduce((all, {amount}) => all + amount!, 0);
  });
}
