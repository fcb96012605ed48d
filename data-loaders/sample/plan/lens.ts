import type {Method} from "../../../src/indicators/method.ts";
import type {Random} from "../../../src/scenario/random.ts";
import type {LensTargets} from "../targets.ts";
import {type LocationSet, planCounts, type PlannedCounts} from "./counts.ts";
import {joinTriples, type Kind, planDocuments} from "./documents.ts";
import type {planTogether} from "./together.ts";

/** The inputs that determine the topics and places of a lens's documents. */
export interface LensPlan {
  sets: readonly LocationSet[];
  technologies: number;
  families: number;
  kinds: Kind[];
  /** Families in which Flanders has an advantage. */
  favoured: Uint8Array;
}

export interface LensPlanOptions {
  sets: readonly LocationSet[];
  locations: number;
  families: number;
  strength: (location: number, technology: number) => number;
  method: Method;
  /** Triples of technologies that share a code. */
  triples: readonly (readonly [number, number, number])[];
  /**
   * A technology whose codes all belong to another one too: it has the documents of the other, and some more outside
   * the benchmark.
   */
  alias?: {copy: number; of: number};
  /** Finds the co-occurrence of domains: `planTogether`, or its kept result. */
  together: typeof planTogether;
  random: Random;
}

/** Plans a lens that meets its targets. */
export function planLens(
  targets: LensTargets,
  {sets, locations, families, strength, method, triples, alias, together, random}: LensPlanOptions
): LensPlan {
  const technologies = targets.own.counts.length;
  const domains = technologies + families;
  const without = (values: readonly number[]) => values.map((value, t) => (t === alias?.copy ? 0 : value));
  const counts = planCounts(
    sets,
    locations,
    {
      technologies,
      families,
      strength,
      own: {
        counts: without(targets.own.counts),
        total: targets.own.total - (alias ? targets.own.counts[alias.copy]! : 0)
      },
      benchmark: {shares: without(targets.benchmark.shares), total: targets.benchmark.total},
      complexity: targets.complexity
    },
    method,
    random
  );
  if (alias) {
    // The copy's own documents lie outside the benchmark, so that counts and amounts inside stay the same.
    sets.forEach(({benchmark}, q) => {
      if (benchmark === 0)
        counts.values[q * domains + alias.copy] = Math.ceil(0.6 * counts.values[q * domains + alias.of]!);
    });
  }
  const {documents, advantages} = summarise(targets, sets, counts);
  const pairs = together(
    {
      technologies,
      families,
      documents,
      advantages,
      density: targets.density,
      links: targets.links,
      counts: counts.values,
      alias
    },
    random
  );
  const reserve = targets.amounts ? reserveSingles(sets, counts) : new Map<number, number>();
  return {
    sets,
    technologies,
    families,
    favoured: advantages.subarray(technologies),
    kinds: joinTriples(planDocuments(sets, counts.values, domains, pairs, reserve, random), triples)
  };
}

/** The documents of each domain, and whether Flanders has an advantage in it. */
function summarise(
  targets: LensTargets,
  sets: readonly LocationSet[],
  {values, domains, favoured}: PlannedCounts
): {documents: Float64Array; advantages: Uint8Array} {
  const technologies = targets.own.counts.length;
  const documents = new Float64Array(domains);
  const [own, benchmark] = [new Float64Array(domains), new Float64Array(domains)];
  sets.forEach((set, q) => {
    for (let domain = 0; domain < domains; ++domain) {
      const count = values[q * domains + domain]!;
      documents[domain]! += count;
      benchmark[domain]! += count * set.benchmark;
      if (set.own) own[domain]! += count;
    }
  });
  const sum = (numbers: Float64Array) => numbers.reduce((all, value) => all + value, 0);
  const [ownTotal, benchmarkTotal] = [sum(own), sum(benchmark)];
  const advantages = Uint8Array.from(own, (count, domain) => {
    if (!targets.amounts) return Number(count * benchmarkTotal > ownTotal * benchmark[domain]!);
    // Amounts rely on this: favoured families with a deal get the advantage.
    if (domain >= technologies) return Number(favoured[domain - technologies] === 1 && count > 0);
    return Number(targets.amounts.own[domain]! / targets.amounts.ownTotal > targets.benchmark.shares[domain]!);
  });
  return {documents, advantages};
}

/** For each domain of Flanders one document with that domain alone, which can take the missing amount. */
function reserveSingles(sets: readonly LocationSet[], {values, domains}: PlannedCounts): Map<number, number> {
  const reserve = new Map<number, number>();
  for (let domain = 0; domain < domains; ++domain) {
    let best = -1;
    sets.forEach((set, q) => {
      if (set.own && values[q * domains + domain]! > (best < 0 ? 0 : values[best * domains + domain]!)) best = q;
    });
    if (best >= 0) reserve.set(best * domains + domain, 1);
  }
  return reserve;
}
