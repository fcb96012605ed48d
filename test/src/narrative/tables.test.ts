import assert from "node:assert/strict";
import {test} from "node:test";
import {readCodes, readPlaces, readTrends, readYears, round} from "../../../src/narrative/tables.ts";
import {
  Counter,
  isAccepted,
  openWorld,
  randomWorld,
  type WorldDocument,
  worldTechnologies
} from "../../support/small-world.ts";
import {type Dataset, datasets} from "../../../src/terms/lenses.ts";
import {reportYears, years} from "../../support/report-choices.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

const world = randomWorld(2, 40);
const {db, query} = await openWorld(world);
closeAtExit(db);
const slugs = worldTechnologies.map(({slug}) => slug);
const european = ["BE22", "BE21", "NL41", "NL42", "BE10", "UKI3"];
const near = (actual: number, expected: number, what: string) =>
  assert.ok(Math.abs(actual - expected) < 1e-3, `${what}: ${actual}, not ${expected}`);

test("trends are the counts of each year, of the region and of the benchmark's regions together", async () => {
  for (const lens of ["patents", "publications", "deals"] as const) {
    const years = [2019, 2022] as const;
    const trends = await readTrends(query, lens, "BE2", slugs, {years});
    assert.deepEqual(trends.years, [2019, 2020, 2021, 2022]);
    for (const [y, year] of trends.years.entries()) {
      const counter = new Counter(world, lens, {
        counting: "whole",
        measure: lens === "deals" ? "amounts" : "documents",
        years: [year, year],
        accepted: isAccepted
      });
      const benchmark = (domain: string) => european.reduce((sum, place) => sum + counter.count(place, domain), 0);
      slugs.forEach((slug, t) => {
        near(trends.region[t]![y]!, counter.count("BE2", `t${t + 1}`), `${lens} ${slug} ${year}`);
        near(trends.benchmark[t]![y]!, benchmark(`t${t + 1}`), `${lens} ${slug} ${year} in the benchmark`);
      });
      const total = (count: (domain: string) => number) =>
        counter.domains.reduce((sum, domain) => sum + count(domain), 0);
      near(
        trends.regionTotals[y]!,
        total((domain) => counter.count("BE2", domain)),
        `${lens} ${year} in all`
      );
      near(trends.benchmarkTotals[y]!, total(benchmark), `${lens} ${year} in all of the benchmark`);
    }
  }
  assert.deepEqual(
    (await readTrends(query, "deals", "NL41", slugs, {years: years.deals})).years,
    [2021, 2022, 2023, 2024, 2025]
  );
  for (const region of ["BE2' OR true", "' OR 'BE2", "be2", "B", "BE211", ""])
    await assert.rejects(readTrends(query, "deals", region, slugs, {years: years.deals}), /invalid region/, region);
});

test("a year, or a lens, without a document anywhere is missing, not zero", async () => {
  const world = randomWorld(2, 40);
  const {db: bare, query: ask} = await openWorld({
    documents: {...world.documents, publications: []},
    links: world.links,
    withheld: []
  });
  closeAtExit(bare);
  const patents = await readTrends(ask, "patents", "BE2", slugs, {years: [2016, 2018]});
  assert.ok(
    world.documents.patents.some(({year}) => year === 2018) && !world.documents.patents.some(({year}) => year < 2018)
  );
  const publications = await readTrends(ask, "publications", "BE2", slugs, {years: [2020, 2021]});
  slugs.forEach((_, t) => {
    assert.deepEqual(patents.missing[t], ["absent", "absent", null]);
    assert.deepEqual(
      patents.region[t]!.map((count) => count === null),
      [true, true, false]
    );
    assert.deepEqual(
      patents.benchmark[t]!.map((count) => count === null),
      [true, true, false]
    );
    assert.deepEqual(publications.missing[t], ["absent", "absent"]);
    assert.deepEqual(
      [publications.region[t], publications.benchmark[t]],
      [
        [null, null],
        [null, null]
      ]
    );
  });
});

test("trends are rounded to four decimals, in all and for each technology", async () => {
  const small = {...world, documents: {...world.documents, deals: [deal(1.00006), deal(0.00001), deal(2, 2022)]}};
  const {db: other, query: ask} = await openWorld(small);
  closeAtExit(other);
  const {region, regionTotals} = await readTrends(ask, "deals", "BE2", slugs, {years: [2021, 2022]});
  const borne = region.filter((counts) => counts.some((count) => count! > 0));
  for (const counts of borne) assert.deepEqual(counts, [1.0001, 2]);
  const domains = regionTotals[1]! / 2;
  assert.ok(domains >= 1 && borne.length <= domains);
  assert.equal(regionTotals[0], Math.round(domains * 1.00007 * 1e4) / 1e4);
});

/** Of one company in one region. */
function deal(amount: number, year = 2021): WorldDocument {
  return {year, places: {BE21: 1}, codes: ["Robotics"], amount};
}

test("numbers are rounded to the nearest decimal, halves up", () => {
  assert.deepEqual(
    [round(1.25, 1), round(1.24, 1), round(-1.25, 1), round(7, 2), round(1.5, 0)],
    [1.3, 1.2, -1.2, 7, 2]
  );
});

test("regions that can be chosen are NUTS1 regions of several, and all NUTS2 regions of the benchmark", async () => {
  assert.deepEqual(
    (await readPlaces(query)).map(({code, level, name}) => `${code} ${level} ${name}`),
    [
      "BE10 nuts2 Region BE10",
      "BE2 nuts1 Region BE2",
      "BE21 nuts2 Region BE21",
      "BE22 nuts2 Region BE22",
      "NL4 nuts1 Region NL4",
      "NL41 nuts2 Region NL41",
      "NL42 nuts2 Region NL42",
      "UKI3 nuts2 Region UKI3"
    ]
  );
});

test("years are the first and the last of each dataset's documents; one without any of the report's years has none", async () => {
  const of = (dataset: Dataset) => {
    const years = world.documents[dataset].map(({year}) => year);
    return [Math.min(...years), Math.max(...years)];
  };
  assert.deepEqual(
    await readYears(query, reportYears),
    Object.fromEntries(datasets.map((dataset) => [dataset, of(dataset)]))
  );
  // The report's deals are those of 2021 to 2025.
  const {db: others, query: ask} = await openWorld({
    ...world,
    documents: {
      ...world.documents,
      deals: world.documents.deals.filter(({year}) => year < 2021),
      publications_earlier: []
    }
  });
  closeAtExit(others);
  assert.deepEqual(await readYears(ask, reportYears), {patents: of("patents"), publications: of("publications")});
});

test("where years are published together, they are the years held, and no year of a trend has a count", async () => {
  const all = await readYears(query, reportYears);
  const pooled = {patents: [2020, 2024], deals: [2021, 2024]} as const;
  assert.deepEqual(await readYears(query, reportYears, pooled), {...all, ...pooled});
  const ask = () => assert.fail("no year is asked for");
  const trends = await readTrends(ask, "patents", "BE2", slugs, {years: [2020, 2022], pooled: true});
  const each = <T>(value: T) => slugs.map(() => [value, value, value]);
  assert.deepEqual(trends.years, [2020, 2021, 2022]);
  assert.deepEqual([trends.region, trends.benchmark, trends.missing], [each(null), each(null), each("pooled")]);
});

test("a dataset without documents is not held, although a build names its years", async () => {
  const {db: others, query: ask} = await openWorld({...world, documents: {...world.documents, deals: []}});
  closeAtExit(others);
  assert.equal((await readYears(ask, reportYears, {deals: [2021, 2025]})).deals, undefined);
});

test("codes of a technology are its accepted links, the most similar first", async () => {
  const codes = await readCodes(query, slugs);
  slugs.forEach((slug, t) => {
    for (const vocabulary of ["cpc", "topic", "industry"] as const) {
      const links = world.links
        .filter((link) => link.technology === t + 1 && link.vocabulary === vocabulary && isAccepted(link))
        .sort((a, b) => b.similarity - a.similarity || (a.symbol < b.symbol ? -1 : 1));
      const {all, shown} = codes[slug]![vocabulary];
      assert.equal(all, links.length, `${slug} ${vocabulary}`);
      assert.deepEqual(
        shown,
        links.map(({symbol, similarity}) => ({symbol, label: `Title of ${symbol}`, similarity}))
      );
    }
  });
  await db.run(
    "INSERT INTO links BY NAME SELECT 90 + range::INTEGER AS code, 1::TINYINT AS technology, 'topic' AS vocabulary, (20000 + range)::VARCHAR AS symbol, 0.99 AS similarity, true AS accepted FROM range(20)"
  );
  await db.run(
    "INSERT INTO links BY NAME SELECT 200 AS code, 1::TINYINT AS technology, 'cpc' AS vocabulary, 'A01B' AS symbol, 0.99 AS similarity, true AS accepted"
  );
  const more = await readCodes(query, slugs);
  const [first, many] = [codes["artificial-intelligence"]!, more["artificial-intelligence"]!];
  assert.deepEqual([many.topic.all, many.topic.shown.length], [first.topic.all + 20, 12]);
  assert.deepEqual(many.topic.shown[0], {symbol: "20000", label: null, similarity: 0.99});
  assert.deepEqual(many.cpc, first.cpc, "no document bears a subclass");
  assert.equal((await readCodes(query, slugs, "similarity > 2"))["drones"]!.cpc.all, 0);
});
