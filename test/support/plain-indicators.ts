import type {Quadrant} from "../../src/indicators/quadrants.ts";
import type {Scenario} from "../../src/scenario/scenario.ts";
import type {Dataset, Lens} from "../../src/terms/lenses.ts";
import type {TinyDocument, TinyLink, TinyWorld} from "./tiny-world.ts";

/*
 * The indicators of docs/methodology.md a second time, in plain arithmetic over single documents: no sets, no matrices,
 * nothing kept between scenarios. It shares no code with the product.
 */

/** The values of a technology of a region in a lens; null if no amount of its deals is disclosed. */
export interface PlainValues {
  count: number | null;
  documents: number;
  share: number | null;
  share38: number | null;
  benchmark_share: number;
  expected: number;
  rca: number | null;
  density: number | null;
}

export interface PlainTechnology {
  slug: string;
  complexity: number | null;
  quadrant: Quadrant | null;
  lenses: Record<Lens, PlainValues>;
}

export interface PlainSnapshot {
  technologies: PlainTechnology[];
  /** Whether the region has fewer documents than there are technologies. */
  few: Record<Lens, boolean>;
  lines: {relatedness: number; complexity: number};
}

type Table = Map<string, number>;
const add = (table: Table, key: string, value: number) => table.set(key, (table.get(key) ?? 0) + value);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
/** A share, or 0 of nothing. */
const part = (value: number, of: number) => (of === 0 ? 0 : value / of);
const partOf = (value: number, of: number) => (of === 0 ? null : value / of);
/** Values closer than this are equal, since they are sums of floating-point numbers. */
const tie = 1e-9;

/** The values of a scenario's region. */
export function plainSnapshot(world: TinyWorld, scenario: Scenario): PlainSnapshot {
  const lenses = {
    patents: plainLens(world, scenario, "patents"),
    publications: plainLens(world, scenario, scenario.edition === "earlier" ? "publications_earlier" : "publications"),
    deals: plainLens(world, scenario, "deals")
  };
  const complexity = world.technologies.map((slug) => lenses.patents.complexity(slug));
  const density = world.technologies.map((slug) => lenses.patents.values(slug).density);
  const known = world.technologies.map((_, i) => i).filter((i) => complexity[i] !== null && density[i] !== null);
  const line = (values: readonly (number | null)[], fixed: number) =>
    lineOf(
      known.map((i) => values[i]!),
      scenario,
      fixed
    );
  const lines = {
    relatedness: line(density, scenario.quadrant_relatedness),
    complexity: line(complexity, scenario.quadrant_complexity)
  };
  const few = (lens: Lens) => lenses[lens].documents < world.technologies.length;
  return {
    lines,
    few: {patents: few("patents"), publications: few("publications"), deals: few("deals")},
    technologies: world.technologies.map((slug, i) => ({
      slug,
      complexity: complexity[i]!,
      quadrant:
        known.includes(i) && !few("patents")
          ? quadrantOf(density[i]! > lines.relatedness, complexity[i]! > lines.complexity)
          : null,
      lenses: {
        patents: lenses.patents.values(slug),
        publications: lenses.publications.values(slug),
        deals: lenses.deals.values(slug)
      }
    }))
  };
}

function quadrantOf(right: boolean, upper: boolean): Quadrant {
  if (upper) return right ? "optimal" : "moonshot";
  return right ? "incremental" : "cautious";
}

function lineOf(values: readonly number[], {quadrant_cut: cut}: Scenario, fixed: number): number {
  if (cut === "fixed") return fixed;
  if (cut === "mean") return total(values) / values.length;
  const sorted = [...values].sort((a, b) => a - b);
  if (cut === "midrange") return (sorted[0]! + sorted.at(-1)!) / 2;
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The technologies of a code, by the links that the reader, a reviewer or the thresholds accept. */
function technologiesOf(world: TinyWorld, scenario: Scenario, symbol: string, vocabulary: TinyLink["vocabulary"]) {
  return world.links
    .filter((link) => link.symbol === symbol && link.vocabulary === vocabulary)
    .filter(({technology, similarity, cooccurrence, decision}) => {
      const own = scenario.decisions.find(
        (one) => one.vocabulary === vocabulary && one.symbol === symbol && one.technology === technology
      );
      const decided = own?.decision ?? decision;
      if (decided !== null) return decided === "accept";
      if (cooccurrence === null) return similarity >= scenario[`alone_${vocabulary}`];
      return (
        similarity >= scenario[`similarity_${vocabulary}`] && cooccurrence >= scenario[`cooccurrence_${vocabulary}`]
      );
    })
    .map(({technology}) => technology);
}

function plainLens(world: TinyWorld, scenario: Scenario, dataset: Dataset) {
  const vocabulary = dataset === "patents" ? "cpc" : dataset === "deals" ? "industry" : "topic";
  const years =
    dataset === "patents"
      ? scenario.years_patents
      : dataset === "deals"
        ? scenario.years_deals
        : scenario.years_publications;
  const others = dataset === "deals" && scenario.deal_types === "all" ? (world.others ?? []) : [];
  const documents = [...world.documents[dataset], ...others].filter(({year}) => year >= years[0] && year <= years[1]);
  const domainsOf = ({codes}: TinyDocument) => {
    const domains = codes.flatMap((symbol) => {
      const found = technologiesOf(world, scenario, symbol, vocabulary);
      return found.length > 0 ? found : [`family ${vocabulary === "cpc" ? symbol.slice(0, 4) : symbol}`];
    });
    return [...new Set(domains)];
  };
  const amounts = dataset === "deals" && scenario.measure === "amounts";
  const counted = (domain: string) => scenario.universe === "full" || world.technologies.includes(domain);

  // Counts by place and domain. A NUTS1 region is a place too.
  const counts: Table = new Map();
  const numbers: Table = new Map();
  const together: Table = new Map();
  let inTechnologies = 0;
  const places = [...new Set(world.places.flatMap(({code, nuts1}) => (nuts1 === null ? [code] : [code, nuts1])))];
  const domains = new Set(world.technologies);
  for (const document of documents) {
    const own = domainsOf(document);
    const shares: Table = new Map();
    for (const [code, share] of document.places) {
      add(shares, code, share);
      const {nuts1} = world.places.find((one) => one.code === code)!;
      if (nuts1 !== null) add(shares, nuts1, share);
    }
    for (const domain of own.filter(counted)) {
      domains.add(domain);
      for (const [place, share] of shares) {
        const weight = scenario.counting === "fractional" ? share / own.length : 1;
        add(counts, `${place} ${domain}`, (amounts ? document.amount : document.number) * weight);
        add(numbers, `${place} ${domain}`, document.number * weight);
        if (place === scenario.region && world.technologies.includes(domain)) inTechnologies += document.number;
      }
      for (const other of own.filter(counted))
        if (other !== domain) add(together, `${domain} ${other}`, document.number);
    }
  }
  const all = [...domains];
  const count = (place: string, domain: string) => counts.get(`${place} ${domain}`) ?? 0;
  const sumOf = (place: string) => total(all.map((domain) => count(place, domain)));

  const benchmark = benchmarkOf(world, scenario, places);
  const shareOf = (domain: string) => {
    if (scenario.benchmark === "pooled")
      return part(total(benchmark.map((place) => count(place, domain))), total(benchmark.map(sumOf)));
    const some = benchmark.filter((place) => sumOf(place) > 0);
    return part(total(some.map((place) => count(place, domain) / sumOf(place))), some.length);
  };
  const {region} = scenario;
  const rca = (domain: string) =>
    count(region, domain) === 0 ? 0 : count(region, domain) / sumOf(region) / shareOf(domain);
  const advantage = (domain: string) =>
    rca(domain) > scenario.rca_threshold + tie ||
    (!scenario.strict && Math.abs(rca(domain) - scenario.rca_threshold) <= tie);

  const met = (a: string, b: string) => together.get(`${a} ${b}`) ?? 0;
  const sums = new Map(all.map((one) => [one, total(all.map((other) => met(one, other)))]));
  const everything = total([...sums.values()]);
  const related = (a: string, b: string) => {
    const c = met(a, b);
    if (a === b) return scenario.diagonal ? 1 : 0;
    if (c === 0) return 0;
    const [x, y, s] = [sums.get(a)!, sums.get(b)!, everything];
    if (scenario.relatedness === "cosine") return c / Math.sqrt(x * y);
    if (scenario.relatedness === "association") return c / ((x * y) / s);
    if (scenario.relatedness === "jaccard") return c / (x + y - c);
    return c / ((s / 2) * ((x / s) * (y / (s - x)) + (y / s) * (x / (s - y))));
  };
  const held = all.filter(advantage);
  const density = (technology: string) => {
    if (!all.some((other) => other !== technology && met(technology, other) > 0)) return null;
    const to = (some: readonly string[]) => total(some.map((other) => related(technology, other)));
    return (100 * to(held)) / to(all);
  };

  return {
    values(slug: string): PlainValues {
      const own = count(region, slug);
      const documents = numbers.get(`${region} ${slug}`) ?? 0;
      const known = (value: number | null) => (own === 0 && documents > 0 ? null : value);
      return {
        count: known(own),
        documents,
        share: known(partOf(own, sumOf(region))),
        share38: known(partOf(own, total(world.technologies.map((one) => count(region, one))))),
        benchmark_share: shareOf(slug),
        expected: shareOf(slug) * sumOf(region),
        rca: known(sumOf(region) === 0 ? null : rca(slug)),
        density: density(slug)
      };
    },
    /** Documents of the region in the technologies, each counted once in each of its technologies. */
    documents: inTechnologies,
    complexity(slug: string): number | null {
      const locations = world.places.map(({code}) => code);
      const worldwide = total(locations.map((place) => count(place, slug)));
      if (worldwide === 0) return null;
      // The largest first, and equal ones in the order of the tables.
      const order = locations
        .map((place, i) => ({place, i, size: sumOf(place)}))
        .sort((a, b) => b.size - a.size || a.i - b.i)
        .map(({place}) => place);
      const runs: number[] = [];
      const last = Math.min(scenario.complexity_end ?? locations.length, locations.length);
      for (let size = scenario.complexity_start; size <= last; size += scenario.complexity_step) runs.push(size);
      if (runs.length === 0) runs.push(last);
      const inside = runs.map((size) => total(order.slice(0, size).map((place) => count(place, slug))) / worldwide);
      return (100 * total(inside)) / runs.length;
    }
  };
}

/** NUTS2 regions of Europe or the EU27. If the scenario demands it, the selected region replaces its parts. */
function benchmarkOf(
  world: TinyWorld,
  {region, benchmark_area: area, benchmark_region: unit}: Scenario,
  places: string[]
) {
  const outside = ["UK", "CH", "NO", "IS", "LI"];
  const inside = world.places
    .filter(({benchmark, code}) => benchmark && (area === "europe" || !outside.includes(code.slice(0, 2))))
    .map(({code}) => code);
  const parts = world.places.filter(({nuts1}) => nuts1 === region).map(({code}) => code);
  if (unit === "parts" || !parts.some((part) => inside.includes(part))) return inside;
  return places.filter((place) => place === region || (inside.includes(place) && !parts.includes(place)));
}
