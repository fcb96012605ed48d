import {complexityRuns} from "../../../src/indicators/complexity.ts";
import type {Method} from "../../../src/indicators/method.ts";
import type {Random} from "../../../src/scenario/random.ts";

/** The locations of a document: usually one, or two. */
export interface LocationSet {
  /** Indices of locations, in the order that breaks ties. */
  locations: readonly number[];
  /** Number of them in the benchmark. */
  benchmark: number;
  /** Whether it belongs to Flanders, whose values are given. */
  own: boolean;
  /** Relative size. */
  size: number;
}

/** The targets of the counts. Domains are the technologies, then the families. */
export interface CountTargets {
  technologies: number;
  families: number;
  /** Counts of Flanders in each technology, and over all domains. */
  own: {counts: readonly number[]; total: number};
  /** Shares of the technologies in the benchmark, 0–1, and its count over all domains. */
  benchmark: {shares: readonly number[]; total: number};
  /** Complexity of the technologies, if given. */
  complexity: readonly number[] | null;
  /** Strength of a location in a technology, around 1. */
  strength: (location: number, technology: number) => number;
}

export interface PlannedCounts {
  /** Sets × domains, whole numbers. */
  values: Int32Array;
  domains: number;
  /** Families in which Flanders should have an advantage. */
  favoured: Uint8Array;
}

/** Rounds numbers so that every running sum is off by less than one. */
export function roundCumulatively(values: ArrayLike<number>, offset: number): Int32Array {
  const result = new Int32Array(values.length);
  let sum = offset;
  for (let i = 0; i < values.length; ++i) {
    const before = Math.floor(sum);
    sum += values[i]!;
    result[i] = Math.floor(sum) - before;
  }
  return result;
}

/** Divides a whole number in proportion to weights, by largest remainders. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const order = exact.map((_, i) => i).sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b);
  for (let i = 0; i < left; ++i) ++parts[order[i]!]!;
  return parts;
}

/** Counts while they are planned. */
interface Plan {
  sets: readonly LocationSet[];
  domains: number;
  /** Sets × domains. */
  values: Int32Array;
  /** Indices of the sets of Flanders, and of all others. */
  own: readonly number[];
  others: readonly number[];
  /** Counts of Flanders in the benchmark, by domain. */
  ownBenchmark: readonly number[];
  /** Documents of each set. */
  totals: readonly number[];
}

/**
 * Whole counts of every set of locations in every domain that meet the targets: Flanders exactly, the benchmark to the
 * unit, complexity as closely as whole documents allow.
 *
 * Each location starts from its size and strengths. Each technology is then shifted towards the locations that the runs
 * of complexity include or leave out, until its complexity fits; the exponential shift is the one of least relative
 * entropy. It is scaled until the benchmark fits. Families fill the rest of each location.
 */
export function planCounts(
  sets: readonly LocationSet[],
  locations: number,
  targets: CountTargets,
  method: Method,
  random: Random
): PlannedCounts {
  const {technologies, families} = targets;
  const favoured = new Uint8Array(families);
  const familyWeights = Array.from({length: families}, () => Math.exp(0.9 * random.normal()));
  const technologyShare = targets.benchmark.shares.reduce((sum, share) => sum + share, 0);
  const familyShareSum = familyWeights.reduce((sum, weight) => sum + weight, 0);
  const familyShares = familyWeights.map((weight) => ((1 - technologyShare) * weight) / familyShareSum);
  const ownFamilies = ownFamilyCounts(targets, familyShares, favoured, random);
  const plan = planFlanders(sets, [...targets.own.counts, ...ownFamilies], targets, random);
  const view = viewOfRuns(sets, locations, plan.totals, method);
  for (let technology = 0; technology < technologies; ++technology)
    planTechnology(plan, technology, targets, view, random);
  planFamilies(plan, locations, targets, familyShares, random);
  const {values, domains} = plan;
  meetTotal(sets, values, domains, targets);
  if (targets.complexity) refineComplexity(sets, locations, values, domains, targets, method);
  return {values, domains, favoured};
}

/** Divides the counts of Flanders among its sets, and sizes the other sets so that the benchmark meets its total. */
function planFlanders(
  sets: readonly LocationSet[],
  counts: readonly number[],
  {benchmark}: CountTargets,
  random: Random
): Plan {
  const domains = counts.length;
  const values = new Int32Array(sets.length * domains);
  const own = sets.flatMap(({own: is}, q) => (is ? [q] : []));
  const others = sets.flatMap(({own: is}, q) => (is ? [] : [q]));
  counts.forEach((count, domain) => {
    const parts = apportion(
      count,
      own.map((q) => sets[q]!.size * Math.exp(0.3 * random.normal()))
    );
    own.forEach((q, i) => (values[q * domains + domain] = parts[i]!));
  });
  const ownBenchmark = Array.from({length: domains}, (_, domain) =>
    own.reduce((sum, q) => sum + sets[q]!.benchmark * values[q * domains + domain]!, 0)
  );
  const sizeSum = others.reduce((sum, q) => sum + sets[q]!.benchmark * sets[q]!.size, 0);
  const unit = (benchmark.total - ownBenchmark.reduce((sum, count) => sum + count, 0)) / sizeSum;
  const totals = sets.map(({size, own: is}) => (is ? 0 : Math.round(size * unit)));
  for (const q of own) for (let domain = 0; domain < domains; ++domain) totals[q]! += values[q * domains + domain]!;
  return {sets, domains, values, own, others, ownBenchmark, totals};
}

/** Plans a technology outside Flanders: its share of the benchmark, and its complexity if given. */
function planTechnology(
  {sets, domains, values, own, others, ownBenchmark, totals}: Plan,
  technology: number,
  targets: CountTargets,
  view: ReturnType<typeof viewOfRuns>,
  random: Random
): void {
  const base = others.map((q) => {
    const strength =
      sets[q]!.locations.reduce((sum, location) => sum + targets.strength(location, technology), 0) /
      sets[q]!.locations.length;
    return totals[q]! * strength;
  });
  const wanted =
    Math.round(targets.benchmark.shares[technology]! * targets.benchmark.total) - ownBenchmark[technology]!;
  if (wanted < 0) throw new RangeError(`technology ${technology}: Flanders has more than the benchmark`);
  const shifted = (tilt: number) => {
    const weights = base.map((weight, i) => weight * Math.exp(-tilt * view.position[others[i]!]!));
    const sum = weights.reduce((all, weight, i) => all + weight * sets[others[i]!]!.benchmark, 0);
    return weights.map((weight) => (weight * wanted) / sum);
  };
  let tilt = 0;
  if (targets.complexity) {
    const target = targets.complexity[technology]!;
    let [low, high] = [-12, 12];
    for (let i = 0; i < 50; ++i) {
      tilt = (low + high) / 2;
      if (view.complexity(own, others, values, domains, technology, shifted(tilt)) < target) low = tilt;
      else high = tilt;
    }
  }
  const rounded = roundCumulatively(shifted(tilt), random.next());
  others.forEach((q, i) => (values[q * domains + technology] = rounded[i]!));
  // Rounding differences go to, or come from, the largest single locations.
  let missing = wanted - others.reduce((sum, q) => sum + sets[q]!.benchmark * values[q * domains + technology]!, 0);
  const single = others
    .filter((q) => sets[q]!.benchmark === 1 && sets[q]!.locations.length === 1)
    .sort((a, b) => values[b * domains + technology]! - values[a * domains + technology]!);
  for (let i = 0; missing !== 0; i = (i + 1) % single.length) {
    const step = Math.sign(missing);
    values[single[i]! * domains + technology]! += step;
    missing -= step;
  }
}

/** Families take the rest of each set outside Flanders; neighbouring families are strong together. */
function planFamilies(
  {sets, domains, values, others, ownBenchmark, totals}: Plan,
  locations: number,
  {technologies, families, benchmark}: CountTargets,
  shares: readonly number[],
  random: Random
): void {
  const sections = 12;
  const leaning = Array.from({length: locations}, () =>
    Array.from({length: sections}, () => Math.exp(0.35 * random.normal()))
  );
  const left = others.map((q) => {
    let taken = 0;
    for (let technology = 0; technology < technologies; ++technology) taken += values[q * domains + technology]!;
    return Math.max(totals[q]! - taken, Math.ceil(0.03 * totals[q]!));
  });
  const tables = others.map((q) =>
    Float64Array.from(
      {length: families},
      (_, f) =>
        shares[f]! *
        sets[q]!.locations.reduce((sum, location) => sum + leaning[location]![f % sections]!, 0) *
        Math.exp(0.25 * random.normal())
    )
  );
  const familyShare = 1 - benchmark.shares.reduce((sum, share) => sum + share, 0);
  const ownSum = ownBenchmark.slice(technologies).reduce((sum, count) => sum + count, 0);
  const othersSum = others.reduce((sum, q, i) => sum + sets[q]!.benchmark * left[i]!, 0);
  for (let round = 0; round < 8; ++round) {
    tables.forEach((row, i) => {
      const sum = row.reduce((all, value) => all + value, 0);
      if (sum > 0) for (let f = 0; f < families; ++f) row[f]! *= left[i]! / sum;
    });
    for (let f = 0; f < families; ++f) {
      const wanted = Math.max(1, (shares[f]! / familyShare) * (ownSum + othersSum) - ownBenchmark[technologies + f]!);
      const have = others.reduce((sum, q, i) => sum + sets[q]!.benchmark * tables[i]![f]!, 0);
      for (const row of tables) row[f]! *= wanted / have;
    }
  }
  others.forEach((q, i) => {
    const rounded = roundCumulatively(tables[i]!, random.next());
    for (let f = 0; f < families; ++f) values[q * domains + technologies + f] = rounded[f]!;
  });
}

/**
 * Removes or adds single documents of families in single locations of the benchmark, the largest first, until it meets
 * its total.
 */
function meetTotal(
  sets: readonly LocationSet[],
  values: Int32Array,
  domains: number,
  {technologies, families, benchmark}: CountTargets
): void {
  const totals = sets.map((_, q) => values.subarray(q * domains, (q + 1) * domains).reduce((sum, one) => sum + one, 0));
  let missing = sets.reduce((rest, set, q) => rest - set.benchmark * totals[q]!, benchmark.total);
  const single = sets
    .flatMap((set, q) => (!set.own && set.benchmark === 1 && set.locations.length === 1 ? [q] : []))
    .sort((a, b) => totals[b]! - totals[a]! || a - b);
  for (let i = 0; missing !== 0; ++i) {
    const cell = single[i % single.length]! * domains + technologies + (Math.floor(i / single.length) % families);
    if (values[cell]! + Math.sign(missing) < 1) continue;
    values[cell]! += Math.sign(missing);
    missing -= Math.sign(missing);
  }
}

/**
 * Counts of Flanders in the families: clearly above or below the benchmark's share, adding up to what the technologies
 * leave.
 */
function ownFamilyCounts(
  {own, families}: CountTargets,
  shares: readonly number[],
  favoured: Uint8Array,
  random: Random
): number[] {
  const rest = own.total - own.counts.reduce((sum, count) => sum + count, 0);
  const quotients = shares.map((_, f) => {
    favoured[f] = random.chance(0.48) ? 1 : 0;
    return favoured[f] ? 1.35 + 0.9 * random.next() : 0.3 + 0.4 * random.next();
  });
  const expected = shares.map((share, f) => share * own.total * quotients[f]!);
  const sum = expected.reduce((all, value) => all + value, 0);
  // Closes the gap by switching families between favoured and other, then by a small scale.
  let scale = rest / sum;
  for (let f = 0; f < families && (scale > 1.12 || scale < 0.9); ++f) {
    const more = scale > 1;
    if ((favoured[f] === 1) === more) continue;
    favoured[f] = more ? 1 : 0;
    expected[f] = shares[f]! * own.total * (more ? 1.7 : 0.5);
    scale = rest / expected.reduce((all, value) => all + value, 0);
  }
  return apportion(rest, expected);
}

/** The runs of complexity, as the share of runs that include a location. */
function viewOfRuns(sets: readonly LocationSet[], locations: number, totals: readonly number[], method: Method) {
  const weights = runWeights(sets, locations, (q) => totals[q]!, method);
  const position = sets.map(
    ({locations: in_}) => 1 - in_.reduce((sum, location) => sum + weights[location]!, 0) / in_.length
  );
  return {
    position,
    complexity(
      own: readonly number[],
      others: readonly number[],
      values: Int32Array,
      domains: number,
      technology: number,
      planned: readonly number[]
    ): number {
      let [inside, all] = [0, 0];
      const add = (q: number, count: number) => {
        for (const location of sets[q]!.locations) {
          inside += weights[location]! * count;
          all += count;
        }
      };
      for (const q of own) add(q, values[q * domains + technology]!);
      others.forEach((q, i) => add(q, planned[i]!));
      return (100 * inside) / all;
    }
  };
}

/** For each location the share of runs that include it, 0–1. */
function runWeights(
  sets: readonly LocationSet[],
  locations: number,
  total: (set: number) => number,
  method: Method
): Float64Array {
  const totals = new Float64Array(locations);
  sets.forEach(({locations: in_}, q) => {
    for (const location of in_) totals[location]! += total(q);
  });
  const order = Array.from({length: locations}, (_, i) => i).sort((a, b) => totals[b]! - totals[a]! || a - b);
  const runs = complexityRuns(locations, {
    start: method.complexity_start,
    step: method.complexity_step,
    end: method.complexity_end ?? locations
  });
  const weights = new Float64Array(locations);
  order.forEach((location, place) => (weights[location] = runs.filter((size) => place < size).length / runs.length));
  return weights;
}

/**
 * Moves single counts between locations of the benchmark, and a family's the other way, until the complexity of every
 * technology is as close as possible. The totals of locations and of domains stay the same.
 */
function refineComplexity(
  sets: readonly LocationSet[],
  locations: number,
  values: Int32Array,
  domains: number,
  {technologies, complexity}: CountTargets,
  method: Method
): void {
  const total = (q: number) => {
    let sum = 0;
    for (let domain = 0; domain < domains; ++domain) sum += values[q * domains + domain]!;
    return sum;
  };
  const weights = runWeights(sets, locations, total, method);
  const single = sets.flatMap((set, q) => (!set.own && set.benchmark === 1 && set.locations.length === 1 ? [q] : []));
  const weight = (q: number) => weights[sets[q]!.locations[0]!]!;
  const swappable = (from: number, to: number, technology: number) => {
    if (values[from * domains + technology]! < 2) return -1;
    for (let domain = technologies; domain < domains; ++domain) if (values[to * domains + domain]! > 2) return domain;
    return -1;
  };
  for (let technology = 0; technology < technologies; ++technology) {
    let [inside, all] = [0, 0];
    sets.forEach(({locations: in_}, q) => {
      for (const location of in_) {
        inside += weights[location]! * values[q * domains + technology]!;
        all += values[q * domains + technology]!;
      }
    });
    let error = (complexity![technology]! * all) / 100 - inside;
    for (let moves = 0; moves < 5000 && Math.abs(error) > (0.004 * all) / 100; ++moves) {
      // The pair whose difference is closest to the gap, and at most twice the gap.
      let best: [from: number, to: number, gain: number] | undefined;
      for (const from of single) {
        if (values[from * domains + technology]! < 2) continue;
        for (const to of single) {
          const gain = weight(to) - weight(from);
          if (gain === 0 || Math.abs(error - gain) >= Math.abs(error)) continue;
          if (!best || Math.abs(error - gain) < Math.abs(error - best[2])) {
            if (swappable(from, to, technology) >= 0) best = [from, to, gain];
          }
        }
      }
      if (!best) break;
      const [from, to, gain] = best;
      const family = swappable(from, to, technology);
      --values[from * domains + technology]!;
      ++values[to * domains + technology]!;
      --values[to * domains + family]!;
      ++values[from * domains + family]!;
      error -= gain;
    }
  }
}
