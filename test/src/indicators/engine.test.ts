import assert from "node:assert/strict";
import {after, describe, test} from "node:test";
import {linkKey, Classifier} from "../../../src/indicators/engine/classifier.ts";
import {LensEngine} from "../../../src/indicators/engine/engine.ts";
import {createPlaces, createUniverse, loadLens} from "../../../src/indicators/engine/load.ts";
import {Memory} from "../../../src/indicators/engine/memory.ts";
import type {RuleThresholds} from "../../../src/indicators/link-rule.ts";
import {
  type Census,
  Counter,
  isAccepted,
  openWorld,
  randomWorld,
  type World,
  worldCodes,
  worldDatasets,
  worldLocations,
  worldRule,
  worldTechnologies
} from "../../support/small-world.ts";

const years = [2020, 2024] as const;
const place = (code: string) => ({[code]: 1});

/** Five patents, counted below by hand. */
const five: World = {
  withheld: [],
  links: [
    {symbol: "G06N3", vocabulary: "cpc", technology: 1, similarity: 0.5, cooccurrence: 0.9, decision: null},
    {symbol: "G06N3", vocabulary: "cpc", technology: 2, similarity: 0.2, cooccurrence: 0.6, decision: null},
    {symbol: "H01L21", vocabulary: "cpc", technology: 2, similarity: 0.39, cooccurrence: null, decision: null},
    {symbol: "B64U10", vocabulary: "cpc", technology: 4, similarity: 0, cooccurrence: null, decision: "accept"}
  ],
  documents: {
    patents: [
      {year: 2020, places: {BE21: 0.75, BE22: 0.25}, codes: ["G06N3", "A01B1"], amount: null},
      {year: 2024, places: place("BE21"), codes: ["A01B1", "A01B3"], amount: null},
      {year: 2022, places: {NL41: 0.5, US: 0.5}, codes: ["H01L21"], amount: null},
      {year: 2022, places: place("US"), codes: ["G06N3", "B64U10"], amount: null},
      {year: 2019, places: place("BE21"), codes: ["G02B6"], amount: null}
    ],
    publications: [],
    publications_earlier: [],
    deals: []
  }
};

async function engineOf(world: World, dataset: (typeof worldDatasets)[number], rule: RuleThresholds = worldRule) {
  const {db, query} = await openWorld(world);
  try {
    const places = await createPlaces(query);
    const universe = await createUniverse(query, dataset);
    const {folded, links} = await loadLens(query, dataset, places, universe, years);
    return {places, universe, folded, links, engine: new LensEngine(folded, places.count, universe, links, rule)};
  } finally {
    db.close();
  }
}

test("five patents are counted in places and domains as by hand", async () => {
  const {places, universe, engine} = await engineOf(five, "patents");
  const far = ["CN", "JP", "KR", "CA", "IN", "BR", "AU", "ZA"];
  assert.deepEqual(places.codes, [
    ...["", "BE22", "BE21", "NL41", "NL42", "BE10", "", "UKI3", "US", ...far],
    ...["BE", "BE1", "BE2", "NL", "NL4", "UK", "UKI"]
  ]);
  assert.equal(places.locations, 17);
  assert.deepEqual([...places.benchmark], [0, 1, 1, 1, 1, 1, 0, 1, ...Array<number>(16).fill(0)]);
  // Technologies first, then the subclasses that patents of any year bear.
  assert.deepEqual(universe.names, [
    ...worldTechnologies.map(({name}) => name),
    ...["A01B", "B64U", "G02B", "G06N", "H01L"]
  ]);
  assert.equal(universe.technologies, 4);
  const row = (code: string, counting: Census["counting"] = "whole") => {
    const {values, columns} = engine.countsBy({counting, measure: "documents"});
    const at = places.codes.indexOf(code);
    return [...values.subarray(at * columns, (at + 1) * columns)];
  };
  // Artificial intelligence, photonics, hydrogen, drones; A01B, B64U, G02B, G06N, H01L.
  assert.deepEqual(row("BE21"), [1, 1, 0, 0, 2, 0, 0, 0, 0]);
  assert.deepEqual(row("BE22"), [1, 1, 0, 0, 1, 0, 0, 0, 0]);
  assert.deepEqual(row("BE2"), [1, 1, 0, 0, 2, 0, 0, 0, 0], "a patent in two provinces counts once in their region");
  assert.deepEqual(row("BE"), row("BE2"), "the country has no other patents");
  assert.deepEqual(row("NL4"), [0, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual(row("US"), [1, 1, 0, 1, 0, 0, 0, 0, 1]);
  assert.deepEqual(row("BE21", "fractional"), [0.25, 0.25, 0, 0, 1.25, 0, 0, 0, 0]);
  assert.deepEqual(row("BE2", "fractional"), [1 / 3, 1 / 3, 0, 0, 1 / 3 + 1, 0, 0, 0, 0]);
  assert.deepEqual(row("US", "fractional"), [1 / 3, 1 / 3, 0, 1 / 3, 0, 0, 0, 0, 0.5]);
  const together = engine.cooccurrence;
  const pairs = Object.fromEntries(
    Array.from(together.values, (value, at) => [`${Math.floor(at / 9)}-${at % 9}`, value] as const).filter(
      ([, value]) => value !== 0
    )
  );
  assert.deepEqual(pairs, {
    "0-1": 2,
    "0-3": 1,
    "0-4": 1,
    "1-0": 2,
    "1-3": 1,
    "1-4": 1,
    "3-0": 1,
    "3-1": 1,
    "4-0": 1,
    "4-1": 1
  });
});

test("a rule that moves turns its links at the thresholds themselves, and a reader's decision stands before all", async () => {
  const {engine, links, universe, folded} = await engineOf(five, "patents");
  const counts = () => {
    const {values, columns} = engine.counts;
    return [0, 1, 2, 3].map((t) => values[8 * columns + t]);
  };
  const with_ = (changes: Partial<RuleThresholds["cpc"]>) => ({...worldRule, cpc: {...worldRule.cpc, ...changes}});
  const code = (symbol: string) => 1 + worldCodes.cpc.indexOf(symbol);
  assert.deepEqual(counts(), [1, 1, 0, 1]);
  const revision = engine.revision;
  assert.equal(engine.apply(with_({cooccurrence: 0.61})), 2, "the sets with G06N3");
  assert.equal(engine.revision, revision + 1);
  assert.deepEqual(counts(), [1, 0, 0, 1]);
  assert.equal(engine.apply(with_({cooccurrence: 0.61})), 0);
  assert.equal(engine.revision, revision + 1, "nothing moved");
  engine.apply(with_({alone: 0.39}));
  assert.deepEqual(counts(), [1, 2, 0, 1]);
  engine.apply(
    worldRule,
    new Map([
      [linkKey({code: code("B64U10"), technology: 3}), "reject"],
      [linkKey({code: code("H01L21"), technology: 1}), "accept"]
    ])
  );
  assert.deepEqual(counts(), [1, 2, 0, 0]);
  assert.equal(engine.counts.values[8 * universe.domains + universe.names.indexOf("B64U")], 1, "its family takes it");
  engine.apply(worldRule);
  const fresh = new LensEngine(folded, 24, universe, links, worldRule);
  assert.deepEqual(engine.counts, fresh.counts);
  assert.deepEqual(engine.cooccurrence, fresh.cooccurrence);
});

test("technologies that do not fit into the bits are refused", () => {
  const link = {code: 1, vocabulary: "cpc" as const, similarity: 1, cooccurrence: 1, decision: null};
  for (const technology of [-1, 52, Number.NaN])
    assert.throws(() => new Classifier([{...link, technology}], 2), /invalid technology/);
  const bits = new Classifier(
    [0, 25, 26, 51].map((technology) => ({...link, technology})),
    2
  );
  assert.deepEqual(bits.apply(worldRule), [1]);
  assert.deepEqual([bits.low[1], bits.high[1]], [1 | (1 << 25), 1 | (1 << 25)]);
});

test("the last result of a computation is kept as long as nothing that it is made from differs", () => {
  const memory = new Memory();
  let made = 0;
  const ask = (name: string, ...from: unknown[]) => memory.recall(name, from, () => ++made);
  assert.deepEqual(
    [ask("a", 1, "x"), ask("a", 1, "x"), ask("b", 1, "x"), ask("a", 2, "x"), ask("a", 1, "x")],
    [1, 1, 2, 3, 4]
  );
});

describe("random worlds", async () => {
  const worlds = await Promise.all([1, 2, 3].map(async (seed) => ({seed, world: randomWorld(seed)})));
  for (const {seed, world} of worlds)
    for (const dataset of worldDatasets)
      test(`counts and co-occurrence are those of counting document by document: ${dataset} of world ${seed}`, async () => {
        const {places, universe, engine} = await engineOf(world, dataset);
        const names = universe.names.map((name, i) => (i < universe.technologies ? `t${i + 1}` : `f${name}`));
        const census = {years, accepted: isAccepted} as const;
        const measures = dataset === "deals" ? (["documents", "amounts"] as const) : (["documents"] as const);
        for (const measure of measures)
          for (const counting of ["whole", "fractional"] as const) {
            const counter = new Counter(world, dataset, {...census, counting, measure});
            assert.deepEqual(names, counter.domains);
            const {values, columns} = engine.countsBy({counting, measure});
            for (const [at, code] of places.codes.entries())
              for (const [domain, name] of names.entries()) {
                const expected = code === "" ? 0 : counter.count(code, name);
                assert.ok(
                  Math.abs(values[at * columns + domain]! - expected) < 1e-9,
                  `${counting} ${measure} of ${code} in ${name}: ${values[at * columns + domain]} instead of ${expected}`
                );
              }
          }
        const counter = new Counter(world, dataset, {...census, counting: "whole", measure: "documents"});
        assert.deepEqual(
          [...engine.cooccurrence.values],
          names.flatMap((a) => names.map((b) => counter.together(a, b)))
        );
        if (dataset !== "deals")
          assert.throws(() => engine.countsBy({counting: "whole", measure: "amounts"}), /no amounts in this lens/);
      });

  test("updating by difference gives what a fresh engine gives, along any way", async () => {
    const {places, universe, folded, links, engine} = await engineOf(worlds[0]!.world, "patents");
    let state = 5;
    const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
    const rule = () => ({
      ...worldRule,
      cpc: {similarity: next(10) / 20, cooccurrence: next(20) / 20, alone: next(12) / 20}
    });
    let some = 0;
    for (let step = 0; step < 40; ++step) {
      const moved = rule();
      // Every other step one threshold alone, which moves few sets.
      const to = step % 2 === 0 ? moved : {...worldRule, cpc: {...worldRule.cpc, alone: moved.cpc.alone}};
      const touched = engine.apply(to);
      if (touched > 0 && touched < folded.sets) ++some;
      const fresh = new LensEngine(folded, places.count, universe, links, to);
      assert.deepEqual(engine.counts, fresh.counts, `step ${step}`);
      assert.deepEqual(engine.cooccurrence, fresh.cooccurrence, `step ${step}`);
    }
    assert.ok(some > 5, `${some} moves by difference`);
  });
});

test("a region of one's own is a place of its locations; one that is no location is refused", async () => {
  const {db, query} = await openWorld(five);
  after(() => db.close());
  const places = await createPlaces(
    query,
    new Map([
      ["Rhine", ["NL41", "UKI3"]],
      ["Rest", ["US"]]
    ])
  );
  assert.deepEqual(places.codes.slice(-2), ["Rhine", "Rest"]);
  assert.equal(places.count, 26);
  const [be, be1, be2, nl, nl4, uk, uki, rhine, rest] = [
    ...["BE", "BE1", "BE2", "NL", "NL4", "UK", "UKI"],
    ...["Rhine", "Rest"]
  ].map((code) => places.codes.indexOf(code));
  const wholes = Object.fromEntries(
    worldLocations.slice(0, 7).map(({location, code}) => [code, places.wholes[location]])
  );
  assert.deepEqual(wholes, {
    BE21: [be, be2],
    BE22: [be, be2],
    NL41: [nl, nl4, rhine],
    NL42: [nl, nl4],
    BE10: [be, be1],
    UKI3: [uk, uki, rhine],
    US: [rest]
  });
  await assert.rejects(createPlaces(query, new Map([["nowhere", ["XX99"]]])), /no location XX99/);
});
