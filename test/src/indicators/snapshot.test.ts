import assert from "node:assert/strict";
import {test} from "node:test";
import type {Counting} from "../../../src/indicators/engine/counting.ts";
import {openEngines} from "../../../src/indicators/engine/open.ts";
import {reportMethod} from "../../../src/indicators/method.ts";
import {regionProfiles} from "../../../src/indicators/profiles.ts";
import {regionValues} from "../../../src/indicators/region-values.ts";
import {type Snapshot, type SnapshotOptions, takeSnapshot} from "../../../src/indicators/snapshot.ts";
import {
  Counter,
  isAccepted,
  isInside,
  openWorld,
  randomWorld,
  whole,
  type WorldDocument,
  worldDatasets,
  worldLocations,
  worldRule,
  worldTechnologies
} from "../../support/small-world.ts";
import {type Dataset} from "../../../src/terms/lenses.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";
import {years} from "../../support/report-choices.ts";

// Complexity with runs of one, three and five locations, since the world has seven.
const method = {...reportMethod, complexity_start: 1, complexity_step: 2, complexity_end: 5};
const world = whole(randomWorld(14, 40));
const {db, query} = await openWorld(world);
closeAtExit(db);
const engines = await openEngines(query, worldRule, {years});
const technologies = worldTechnologies.map((_, i) => `t${i + 1}`);

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
function near(actual: number | null, expected: number | null, what: string, within = 1e-9): void {
  if (actual === null || expected === null) return assert.equal(actual, expected, what);
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`
  );
}

/** One lens of a region, from its counts alone. */
class Lens {
  readonly counter: Counter;
  readonly domains: readonly string[];
  readonly benchmark: readonly string[];
  readonly region: string;
  readonly mean: boolean;
  readonly #counts = new Map<string, number>();

  constructor(dataset: Dataset, region: string, counting: Counting, mean = false) {
    this.counter = new Counter(world, dataset, {
      ...counting,
      years: years[dataset],
      accepted: isAccepted
    });
    this.domains = counting.universe === "full" ? this.counter.domains : technologies;
    const european = worldLocations
      .filter(({code, benchmark}) => benchmark && (counting.benchmark_area === "europe" || !code.startsWith("UK")))
      .map(({code}) => code);
    // The whole region in place of its parts.
    this.benchmark =
      counting.benchmark_region === "parts"
        ? european
        : [...european.filter((code) => !isInside(code, region)), region];
    this.region = region;
    this.mean = mean;
  }

  count(domain: string, place = this.region): number {
    const key = `${domain} ${place}`;
    const known = this.#counts.get(key) ?? this.counter.count(place, domain);
    this.#counts.set(key, known);
    return known;
  }

  total = (place = this.region) => sum(this.domains.map((domain) => this.count(domain, place)));

  benchmarkShare(domain: string): number {
    if (this.mean) {
      const holders = this.benchmark.filter((place) => this.total(place) > 0);
      return sum(holders.map((place) => this.count(domain, place) / this.total(place))) / holders.length;
    }
    return (
      sum(this.benchmark.map((place) => this.count(domain, place))) /
      sum(this.benchmark.map((place) => this.total(place)))
    );
  }

  /** A value of a technology, or null where its count is unknown. */
  known(domain: string, value: number | null, place = this.region): number | null {
    return this.counter.missing(place, domain) === null ? value : null;
  }

  rca(domain: string, place = this.region): number {
    const count = this.count(domain, place);
    return count === 0 ? 0 : count / this.total(place) / this.benchmarkShare(domain);
  }

  relatedness(a: string, b: string): number {
    const all = (domain: string) => sum(this.domains.map((other) => this.counter.together(domain, other)));
    const together = this.counter.together(a, b);
    return together === 0 ? 0 : together / Math.sqrt(all(a) * all(b));
  }

  density(target: string): number | null {
    const related = this.domains.map((domain) => this.relatedness(domain, target));
    const all = sum(related);
    const held = sum(this.domains.map((domain, i) => (this.rca(domain) > 1 + 1e-12 ? related[i]! : 0)));
    return all === 0 ? null : (100 * held) / all;
  }
}

/** Shares of a technology in the largest one, three and five locations, in the mean. */
function complexity(lens: Lens, domain: string): number | null {
  const locations = worldLocations.map(({code}) => code);
  const order = locations
    .map((code, i) => ({code, total: lens.total(code), i}))
    .sort((a, b) => b.total - a.total || a.i - b.i)
    .map(({code}) => code);
  const all = sum(locations.map((code) => lens.count(domain, code)));
  const runs = [1, 3, 5].map((size) => sum(order.slice(0, size).map((code) => lens.count(domain, code))) / all);
  return all === 0 ? null : (100 * sum(runs)) / 3;
}

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};

const report: Counting = {
  counting: "whole",
  measure: "documents",
  universe: "full",
  benchmark_region: "parts",
  benchmark_area: "europe"
};

function countingIn(dataset: Dataset, changes: Partial<Counting> = {}): Counting {
  const {measure = "amounts", ...others} = changes;
  return {...report, ...others, measure: dataset === "deals" ? measure : "documents"};
}

const cases: {name: string; region: string; counting?: Partial<Counting>; mean?: boolean}[] = [
  {name: "a NUTS1 region as in the report", region: "BE2"},
  {name: "a NUTS2 region", region: "BE22"},
  {name: "a region outside the EU", region: "UKI3"},
  {name: "a region as a whole among its peers", region: "NL4", counting: {benchmark_region: "whole"}},
  {name: "EU27 alone, fractional", region: "BE2", counting: {benchmark_area: "eu27", counting: "fractional"}},
  {
    name: "the technologies alone, rounds of funding",
    region: "BE21",
    counting: {universe: "technologies", measure: "documents"}
  },
  {name: "the mean region", region: "BE2", mean: true}
];

for (const {name, region, counting = {}, mean = false} of cases)
  test(`every value of a snapshot follows from its documents: ${name}`, () => {
    const options: SnapshotOptions = {
      region: {code: region, name: "R"},
      method: {...method, benchmark: mean ? "mean" : "pooled"},
      counting
    };
    const snapshot = takeSnapshot(engines, options);
    assert.deepEqual(snapshot.region, {code: region, name: "R"});
    for (const dataset of worldDatasets) {
      const lens = new Lens(dataset, region, countingIn(dataset, counting), mean);
      const documents = new Lens(dataset, region, {...countingIn(dataset, counting), measure: "documents"}, mean);
      // Ranks are among all European NUTS2 regions, whatever RCA compares with.
      const rivals = worldLocations
        .filter(({code, benchmark}) => benchmark && !isInside(code, region))
        .map(({code}) => code);
      near(snapshot.totals[dataset].count, lens.total(), `${dataset} total`);
      near(
        snapshot.totals[dataset].technologies,
        sum(technologies.map((t) => lens.count(t))),
        `${dataset} technologies`
      );
      const whole = new Lens(dataset, region, report);
      const few = sum(technologies.map((t) => whole.count(t))) < technologies.length;
      assert.equal(snapshot.totals[dataset].few, few, `${dataset} few`);
      snapshot.technologies.forEach(({slug, lenses}, i) => {
        const [t, values] = [technologies[i]!, lenses[dataset]];
        const at = (indicator: string) => `${dataset}.${indicator} ${slug}`;
        const known = (value: number | null) => lens.known(t, value);
        assert.equal(values.missing, lens.counter.missing(region, t), at("missing"));
        unknown[`${dataset} ${values.missing}`] = (unknown[`${dataset} ${values.missing}`] ?? 0) + 1;
        near(values.count, known(lens.count(t)), at("count"));
        near(values.documents, documents.count(t), at("documents"));
        const [all, keyed] = [lens.total(), sum(technologies.map((one) => lens.count(one)))];
        near(values.share, known(all === 0 ? null : lens.count(t) / all), at("share"));
        near(values.share38, known(keyed === 0 ? null : lens.count(t) / keyed), at("share38"));
        near(values.benchmark_share, lens.benchmarkShare(t), at("benchmark_share"));
        near(values.expected, values.benchmark_share! * lens.total(), at("expected"));
        near(values.rca, known(all === 0 ? null : lens.rca(t)), at("rca"));
        near(values.density, lens.density(t), at("density"), 1e-7);
        const compared = rivals.filter(
          (rival) =>
            lens.counter.missing(rival, t) === null &&
            sum(technologies.map((one) => whole.count(one, rival))) >= technologies.length
        );
        assert.equal(
          values.rank,
          few || lens.count(t) === 0
            ? null
            : known(1 + compared.filter((rival) => lens.rca(t, rival) > lens.rca(t) + 1e-12).length),
          at("rank")
        );
        assert.equal(values.ranked, 1 + compared.length, at("ranked"));
      });
    }
    const patents = new Lens("patents", region, countingIn("patents", counting), mean);
    snapshot.technologies.forEach((one, i) => {
      assert.deepEqual(
        [one.technology, one.slug, one.name, one.group],
        [i + 1, worldTechnologies[i]!.slug, worldTechnologies[i]!.name, worldTechnologies[i]!.group]
      );
      near(one.complexity, complexity(patents, technologies[i]!), `complexity ${one.slug}`);
    });
    checkPositions(snapshot, patents);
  });

/** Number of values by dataset and reason. */
const unknown: Record<string, number> = {};

test("in the world, deals are undisclosed and known; all other counts are known", () => {
  assert.deepEqual(Object.keys(unknown).sort(), [
    "deals null",
    "deals undisclosed",
    "patents null",
    "publications null",
    "publications_earlier null"
  ]);
});

test("where the disclosure rule left deals out, only counts are told of deals, and which of them are incomplete", async () => {
  const part = randomWorld(14, 40);
  const {db: other, query: ask} = await openWorld(part);
  closeAtExit(other);
  const [before, after] = [engines, await openEngines(ask, worldRule, {years})];
  const found = new Set<string | null>();
  for (const code of ["BE2", "BE22", "UKI3", "NL4", "BE10", "NL41"]) {
    const region = {code, name: code};
    const [all, told] = [takeSnapshot(before, {region, method}), takeSnapshot(after, {region, method})];
    const census = {...countingIn("deals"), years: years.deals, accepted: isAccepted};
    const counter = new Counter(part, "deals", census);
    for (const [i, {lenses, composite}] of told.technologies.entries()) {
      const gap = counter.gap(code, technologies[i]!);
      found.add(gap);
      const was = all.technologies[i]!.lenses.deals;
      assert.deepEqual(lenses.deals, {
        missing: gap,
        count: was.count === null || gap === "withheld" ? null : was.count,
        documents: gap === "withheld" && was.documents === 0 ? null : was.documents,
        ...{share: null, share38: null, benchmark_share: null, expected: null},
        ...{rca: null, low: null, high: null, density: null, rank: null},
        ranked: 1
      });
      assert.equal(composite, null);
      for (const dataset of ["patents", "publications"] as const)
        assert.deepEqual(lenses[dataset], all.technologies[i]!.lenses[dataset]);
    }
    assert.deepEqual(told.totals.deals, {...all.totals.deals, few: false, partial: true});
  }
  assert.deepEqual([...found].sort(), ["partly", "totals", "undisclosed", "withheld"]);
});

test("a region with fewer patents than technologies has no ranks and no quadrants, but counts and RCA", async () => {
  const fewIn: Snapshot[] = [];
  for (const [seed, size] of [
    [13, 40],
    [7, 8],
    [3, 12]
  ] as const) {
    const {db: small, query: ask} = await openWorld(whole(randomWorld(seed, size)));
    closeAtExit(small);
    const others = await openEngines(ask, worldRule, {years});
    fewIn.push(
      ...worldLocations
        .filter(({benchmark}) => benchmark)
        .map(({code}) => takeSnapshot(others, {region: {code, name: code}, method}))
        .filter(({totals}) => totals.patents.few)
    );
  }
  assert.ok(fewIn.some(({totals}) => totals.patents.count > 0) && fewIn.some(({totals}) => totals.patents.count === 0));
  for (const {technologies: all, totals} of fewIn) {
    assert.ok(sum(all.map(({lenses}) => lenses.patents.documents!)) < 4);
    assert.equal(totals.patents.technologies, sum(all.map(({lenses}) => lenses.patents.count!)));
    for (const {quadrant, lenses} of all) {
      assert.deepEqual([quadrant, lenses.patents.rank, lenses.patents.missing], [null, null, null]);
      const {share, share38, rca, low} = lenses.patents;
      for (const value of [share, rca, low]) assert.equal(value === null, totals.patents.count === 0, "0/0");
      assert.equal(share38 === null, totals.patents.technologies === 0);
    }
  }
});

/** What follows from densities and complexities of the snapshot itself. */
function checkPositions({technologies: all, lines, network, totals}: Snapshot, patents: Lens): void {
  const {few} = totals.patents;
  const placed = all.filter(({lenses, complexity: value}) => lenses.patents.density !== null && value !== null);
  near(lines.relatedness, median(placed.map(({lenses}) => lenses.patents.density!)), "line of relatedness");
  near(lines.complexity, median(placed.map(({complexity: value}) => value!)), "line of complexity");
  const quadrant = (right: boolean, above: boolean) =>
    above ? (right ? "optimal" : "moonshot") : right ? "incremental" : "cautious";
  for (const one of placed)
    assert.equal(
      one.quadrant,
      few ? null : quadrant(one.lenses.patents.density! > lines.relatedness, one.complexity! > lines.complexity),
      one.slug
    );
  const rank = (values: readonly number[], own: number) =>
    values.filter((value) => value < own).length + (1 + values.filter((value) => value === own).length) / 2;
  const rounded = (["patents", "publications", "deals"] as const).map((lens) =>
    all.map(({lenses}) => (lenses[lens].density === null ? Number.NaN : Math.round(100 * lenses[lens].density) / 100))
  );
  const ranks = all.map((_, i) =>
    sum(rounded.map((values) => (Number.isNaN(values[i]) ? Number.NaN : rank(values, values[i]!))))
  );
  const known = ranks.filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  all.forEach(({slug, composite}, i) =>
    near(
      composite,
      Number.isNaN(ranks[i]) ? null : high === low ? 0 : (100 * (ranks[i]! - low)) / (high - low),
      `composite ${slug}`
    )
  );
  // With four nodes and two links of each, every link is drawn that there is but the lightest where all six are.
  for (const {source, target, weight} of network)
    near(weight, 100 * patents.relatedness(technologies[source]!, technologies[target]!), `link ${source}-${target}`);
  assert.ok(network.every(({weight}, i) => i === 0 || weight <= network[i - 1]!.weight));
}

test("limits of RCA are those of Garwood's tables for the number of documents", () => {
  // Exact 95 % limits of a Poisson mean for counts of 0 to 10 (Garwood 1936).
  const garwood = [
    [0, 3.6889],
    [0.0253, 5.5716],
    [0.2422, 7.2247],
    [0.6187, 8.7673],
    [1.0899, 10.2416],
    [1.6235, 11.6683],
    [2.2019, 13.0595],
    [2.8144, 14.4227],
    [3.4538, 15.7632],
    [4.1154, 17.0848],
    [4.7954, 18.3904]
  ] as const;
  let checked = 0;
  for (const code of ["BE2", "UKI3", "NL41", "BE10"]) {
    const {technologies: all} = takeSnapshot(engines, {region: {code, name: code}});
    for (const {slug, lenses} of all)
      for (const dataset of worldDatasets) {
        const {missing, documents, count, rca, expected, low, high} = lenses[dataset];
        if (missing !== null) {
          assert.deepEqual([low, high], [null, null]);
          continue;
        }
        if (documents! > 10) continue;
        const [least, most] = garwood[documents!]!;
        if (documents === 0) {
          assert.equal(low, 0);
          near(
            high,
            dataset === "deals" || expected === 0 ? null : most / expected!,
            `${dataset} ${slug} ${code}`,
            1e-4
          );
        } else {
          near(low, (rca! * least) / documents!, `${dataset} ${slug} ${code} low`, 1e-3);
          near(high, (rca! * most) / documents!, `${dataset} ${slug} ${code} high`, 1e-4);
        }
        checked += Number(count! > 0);
      }
  }
  assert.ok(checked > 20, String(checked));
});

test("the earlier edition stands in the place of the publications, and nowhere else", () => {
  const region = {code: "BE2", name: "R"};
  const [current, earlier] = [takeSnapshot(engines, {region}), takeSnapshot(engines, {region, edition: "earlier"})];
  for (const [i, {lenses}] of earlier.technologies.entries()) {
    const before = current.technologies[i]!.lenses;
    assert.deepEqual(lenses, {...before, publications: before.publications_earlier});
  }
  assert.deepEqual(earlier.totals, {...current.totals, publications: current.totals.publications_earlier});
  assert.notDeepEqual(current.totals.publications, current.totals.publications_earlier);
  assert.deepEqual(earlier.lines, current.lines);
});

test("a region that is no place is refused", () => {
  const region = {code: "XX", name: "X"};
  assert.throws(
    () => takeSnapshot(engines, {region}),
    /unknown region XX; use the NUTS code of a country, NUTS1 or NUTS2 region$/
  );
  assert.throws(
    () => regionProfiles(engines, {dataset: "patents", region: "XX", regions: [], method}),
    /unknown region XX/
  );
});

test("profiles of regions hold RCA, counts and the documents expected in the mean technology", () => {
  const regions = ["NL41", "BE2", "UKI3", "NL41"];
  for (const {region, counting = {}, mean = false} of cases)
    for (const dataset of worldDatasets) {
      const profiles = regionProfiles(engines, {
        dataset,
        region,
        regions,
        method: {benchmark: mean ? "mean" : "pooled"},
        counting
      });
      const lens = new Lens(dataset, region, countingIn(dataset, counting), mean);
      const documents = new Lens(dataset, region, {...countingIn(dataset, counting), measure: "documents"}, mean);
      const codes = [...new Set([region, ...regions])].filter(
        (code) => code === region || counting.benchmark_area !== "eu27" || code !== "UKI3"
      );
      assert.deepEqual(profiles.codes, codes);
      assert.equal(profiles.technologies, 4);
      codes.forEach((code, row) => {
        technologies.forEach((t, i) => {
          const told = (value: number) => (Number.isNaN(value) ? null : value);
          near(told(profiles.rca[4 * row + i]!), lens.known(t, lens.rca(t, code), code), `${dataset} ${code} ${t} rca`);
          near(
            told(profiles.counts[4 * row + i]!),
            lens.known(t, lens.count(t, code), code),
            `${dataset} ${code} ${t} count`
          );
        });
        const share = sum(technologies.map((t) => documents.benchmarkShare(t))) / 4;
        near(profiles.expected[row]!, share * documents.total(code), `${dataset} ${code} expected`);
      });
    }
});

test("profiles put a region on the side of the benchmark on which its snapshot puts the whole interval", async () => {
  const random = whole(randomWorld(14, 600));
  const isOf = (technology: number, {codes}: WorldDocument) =>
    random.links.some((link) => link.technology === technology && isAccepted(link) && codes.includes(link.symbol));
  // One region has nothing of the second technology, one little of it, one little else.
  const kept = (document: WorldDocument, i: number) => {
    const [{places}, isSecond] = [document, isOf(2, document)];
    if (isSecond ? "BE22" in places : "UKI3" in places && i % 10 > 0) return false;
    return !(isSecond && "NL41" in places && i % 10 > 0);
  };
  const documents = Object.fromEntries(
    worldDatasets.map((dataset) => [dataset, random.documents[dataset].filter(kept)])
  ) as Record<Dataset, WorldDocument[]>;
  const {db: large, query: ask} = await openWorld({...random, documents});
  closeAtExit(large);
  const many = await openEngines(ask, worldRule, {years});
  const found = new Set<string>();
  const countings: Partial<Counting>[] = [{}, {measure: "documents"}];
  for (const counting of countings)
    for (const dataset of worldDatasets)
      for (const code of ["BE22", "NL41", "UKI3"]) {
        const {side} = regionProfiles(many, {dataset, region: code, regions: [], method, counting});
        const {technologies: all} = takeSnapshot(many, {region: {code, name: code}, method, counting});
        all.forEach(({lenses}, i) => {
          const {documents, low, high} = lenses[dataset];
          const told = low !== null && low > 1 ? 1 : high !== null && high < 1 ? -1 : 0;
          assert.equal(side[i], told, `${dataset} ${code} ${i}`);
          const amounts = dataset === "deals" && counting.measure === undefined;
          found.add(documents === 0 ? `${told} without any ${amounts ? "amount" : "document"}` : String(told));
        });
      }
  assert.deepEqual([...found].sort(), [
    "-1",
    "-1 without any document",
    "0",
    "0 without any amount",
    "0 without any document",
    "1"
  ]);
});

test("values of regions are those of their snapshots, with four decimals", () => {
  const codes = ["BE22", "NL4", "UKI3"];
  const at = codes.map((code) => engines.places.codes.indexOf(code));
  for (const counting of [{}, {universe: "technologies", counting: "fractional"}] as const) {
    const {rca, count, missing, total, few, share} = regionValues(engines, at, {method: reportMethod, counting});
    const whole = regionValues(engines, at, {method: reportMethod, counting, edition: "earlier", selected: at[1]!});
    codes.forEach((code, row) => {
      const {technologies: all, totals} = takeSnapshot(engines, {region: {code, name: code}, counting});
      for (const lens of ["patents", "publications", "deals"] as const) {
        all.forEach(({lenses}, i) => {
          const rounded = (value: number | null) => (value === null ? null : Math.round(1e4 * value) / 1e4);
          near(rca[lens][row]![i]!, rounded(lenses[lens].rca), `${lens} ${code}`);
          near(count[lens][row]![i]!, rounded(lenses[lens].count), `${lens} ${code}`);
          assert.equal(missing[lens][row]![i] ?? null, lenses[lens].missing, `${lens} ${code}`);
          near(total[lens][row]! * share[lens][i]!, lenses[lens].expected, `${lens} ${code}`, 1e-4);
        });
        near(total[lens][row]!, Math.round(1e4 * totals[lens].count) / 1e4, `${lens} ${code}`);
        assert.equal(few[lens][row], totals[lens].few, `${lens} ${code}`);
        assert.equal(
          missing[lens][row]!.length > 0,
          all.some(({lenses}) => lenses[lens].missing !== null)
        );
        assert.equal(rca[lens][row]!.length, 4);
      }
      near(
        whole.count.publications[row]![0]!,
        Math.round(1e4 * all[0]!.lenses.publications_earlier.count!) / 1e4,
        code
      );
    });
  }
  const selected = regionValues(engines, at, {
    method: reportMethod,
    counting: {benchmark_region: "whole"},
    selected: at[1]!
  });
  const {technologies: all} = takeSnapshot(engines, {
    region: {code: "NL4", name: ""},
    counting: {benchmark_region: "whole"}
  });
  all.forEach(({lenses}, i) =>
    near(selected.rca.patents[1]![i]!, Math.round(1e4 * lenses.patents.rca!) / 1e4, "NL4 as a whole")
  );
});
