// Documents of a licensed source are published in sets of at least three, and change as little as that allows.
import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {coarsen, type CoarseningAccount, leastDocuments} from "../../../data-loaders/warehouse/coarsening/coarsen.ts";
import {createSideTables, fold, numberSets} from "../../../data-loaders/warehouse/dataset-tables.ts";

interface Patent {
  codes: readonly string[];
  /** Shares of the places, by id. */
  places?: Readonly<Record<number, number>>;
  year?: number;
  /** How many documents like this there are; by default one. */
  times?: number;
}

/** Links of the tests: A61B5 and H01L21 are accepted, H01L23 is only a candidate, G06N3 has two technologies. */
const links = [
  ["A61B5", 1, true],
  ["A61B6", 1, true],
  ["H01L21", 2, true],
  ["H01L22", 2, true],
  ["H01L23", 2, false],
  ["G06N3", 3, true],
  ["G06N3", 4, true]
] as const;
const linked = links.filter(([, , accepted]) => accepted);

/** What a code stands for under the published links: its technologies, or its family. */
function domainsOf(symbol: string): (string | number)[] {
  const technologies = linked.filter(([code]) => code === symbol).map(([, technology]) => technology);
  return technologies.length > 0 ? technologies : [symbol.slice(0, 4)];
}

interface Published {
  account: CoarseningAccount;
  /** One for each document: its codes, and its places as `7 0.5`. */
  documents: {codes: string[]; places: string[]; year: number}[];
  codes: string[];
}

async function publish(patents: readonly Patent[]): Promise<Published> {
  const all = patents.flatMap(({times = 1, ...one}) => Array.from({length: times}, () => one));
  const symbols = [...new Set(all.flatMap(({codes}) => codes))].sort();
  const known = [
    ...new Set([...symbols, ...links.map(([symbol]) => symbol), ...symbols.map((one) => one.slice(0, 4))])
  ];
  known.sort();
  const db = await WorkDatabase.open();
  try {
    await db.run("CREATE SCHEMA patents");
    await db.insert(
      "codes",
      {code: "INTEGER", vocabulary: "VARCHAR", symbol: "VARCHAR", label: "VARCHAR", wording: "VARCHAR"},
      known.map((symbol, i) => [i + 1, "cpc", symbol, `title of ${symbol}`, null])
    );
    await db.insert(
      "links",
      {vocabulary: "VARCHAR", symbol: "VARCHAR", code: "INTEGER", technology: "TINYINT", accepted: "BOOLEAN"},
      links.map(([symbol, technology, accepted]) => ["cpc", symbol, known.indexOf(symbol) + 1, technology, accepted])
    );
    await db.run("SET search_path = 'patents,main'");
    await db.insert(
      "documents",
      {document: "BIGINT", year: "SMALLINT", amount: "DOUBLE"},
      all.map(({year = 2020}, i) => [i, year, null])
    );
    await db.insert(
      "document_codes",
      {document: "BIGINT", key: "INTEGER"},
      all.flatMap(({codes}, i) => codes.map((code) => [i, symbols.indexOf(code)]))
    );
    await db.run("CREATE TABLE fallback_codes (document BIGINT, key INTEGER)");
    await createSideTables(db);
    await db.insert(
      "document_locations",
      {document: "BIGINT", location: "SMALLINT", share: "DOUBLE"},
      all.flatMap(({places = {1: 1}}, i) => Object.entries(places).map(([place, share]) => [i, Number(place), share]))
    );
    await db.insert(
      "code_symbols",
      {key: "INTEGER", symbol: "VARCHAR", label: "VARCHAR"},
      symbols.map((symbol, key) => [key, symbol, null])
    );
    await fold(db, {documents: 0, read: {}, located: {}, drops: []} as never);
    const source = {dataset: "patents", vocabulary: "cpc"} as const;
    await numberSets(db, source);
    const account = await coarsen(db, source);
    const rows = await db.rows(`
      SELECT year, documents::INTEGER AS documents,
        (SELECT string_agg(symbol, ' ' ORDER BY symbol) FROM code_sets s JOIN main.codes USING (code) WHERE s.code_set = rows.code_set) AS codes,
        (SELECT string_agg(location || ' ' || share, ',' ORDER BY location) FROM location_sets s WHERE s.location_set = rows.location_set) AS places
      FROM rows ORDER BY year, codes, places`);
    return {
      account,
      documents: rows.flatMap(({year, documents, codes, places}) =>
        Array.from({length: Number(documents)}, () => ({
          codes: String(codes).split(" "),
          places: String(places).split(","),
          year: Number(year)
        }))
      ),
      codes: (await db.rows("SELECT symbol || ' ' || label AS one FROM main.codes ORDER BY code")).map(({one}) =>
        String(one)
      )
    };
  } finally {
    db.close();
  }
}

/** The published code sets with their numbers of documents, sorted. */
function setsOf({documents}: Published): Record<string, number> {
  const sets: Record<string, number> = {};
  for (const {codes} of documents) sets[codes.join(" ")] = (sets[codes.join(" ")] ?? 0) + 1;
  return Object.fromEntries(Object.entries(sets).sort());
}

test("a code that no threshold can link becomes its family; a candidate stays", async () => {
  const published = await publish([
    {codes: ["H01L21", "G01N1"], times: 2},
    {codes: ["H01L21", "G01N2"]},
    {codes: ["H01L23"], times: 3}
  ]);
  assert.deepEqual(setsOf(published), {"G01N* H01L21": 3, H01L23: 3});
  assert.ok(published.codes.includes("G01N* title of G01N"), String(published.codes));
  assert.equal(published.account.recoded, 0, "a family instead of its group counts for the same domains");
});

test("sets that three documents have stay as they are", async () => {
  const patents = [
    {codes: ["A61B5", "A61B6", "H01L21"], times: 3},
    {codes: ["A61B5"], times: 4}
  ];
  const published = await publish(patents);
  assert.deepEqual(setsOf(published), {A61B5: 4, "A61B5 A61B6 H01L21": 3});
  assert.deepEqual(published.account, {
    least: 3,
    documents: 7,
    recoded: 0,
    reassigned: 0,
    displaced: 0,
    suppressed: 0
  });
});

test("a rare set keeps one of its own codes for each domain, or takes the most frequent set of its domains", async () => {
  assert.deepEqual(
    setsOf(
      await publish([
        {codes: ["A61B5", "H01L21"], times: 3},
        {codes: ["A61B6", "H01L22"], times: 4},
        // Shortened to its most frequent codes, which others have.
        {codes: ["A61B5", "A61B6", "H01L22"], times: 1},
        {codes: ["A61B6"], times: 9},
        // None has A61B5 and H01L22.
        {codes: ["A61B5", "H01L22"], times: 1}
      ])
    ),
    {A61B6: 9, "A61B5 H01L21": 3, "A61B6 H01L22": 6}
  );
});

test("where all sets of a combination are rare, they take the codes that most of its documents have", async () => {
  const published = await publish([
    {codes: ["A61B5", "H01L21"], times: 2},
    {codes: ["A61B5", "H01L22"], times: 1},
    {codes: ["A61B6", "H01L22"], times: 1}
  ]);
  assert.deepEqual(setsOf(published), {"A61B5 H01L21": 4});
  assert.deepEqual([published.account.recoded, published.account.reassigned], [2, 0]);
});

test("rare combinations that differ in one family take the one in the middle, in the order of the classification", async () => {
  const published = await publish([
    {codes: ["A61B5", "B01D1"]},
    {codes: ["A61B5", "B01F1"]},
    {codes: ["A61B5", "B01J1"]},
    {codes: ["A61B5", "C07D1"]},
    {codes: ["A61B5", "C07F1"]},
    {codes: ["A61B5", "C07H1"]},
    {codes: ["A61B5", "C07K1"]},
    {codes: ["A61B5", "C08L1"]},
    {codes: ["A61B5", "C12N1"]},
    // Common already: it does not move.
    {codes: ["A61B5", "B05B1"], times: 3}
  ]);
  assert.deepEqual(setsOf(published), {"A61B5 B01F*": 3, "A61B5 B05B*": 3, "A61B5 C07F*": 3, "A61B5 C08L*": 3});
  assert.equal(published.account.reassigned, 6);
});

test("too few of them take the nearest family with which the combination is common", async () => {
  const patents = [
    {codes: ["A61B5", "C07D1"], times: 3},
    {codes: ["A61B5", "C08L1"], times: 5},
    {codes: ["A61B5", "G01N1"], times: 9}
  ];
  const near = async (symbol: string) => setsOf(await publish([...patents, {codes: ["A61B5", symbol]}]));
  const before = setsOf(await publish(patents));
  for (const [symbol, set, why] of [
    ["C07K1", "A61B5 C07D*", "of the same class"],
    ["C12N1", "A61B5 C08L*", "of the same section, the most frequent"],
    ["B60L1", "A61B5 G01N*", "of any, the most frequent"]
  ] as const)
    assert.deepEqual(await near(symbol), {...before, [set]: before[set]! + 1}, why);
});

test("a rare combination of technologies loses the one that most documents have, and none gets another", async () => {
  const published = await publish([
    {codes: ["A61B5"], times: 5},
    {codes: ["H01L21"], times: 4},
    {codes: ["A61B5", "H01L21"]}
  ]);
  assert.deepEqual(setsOf(published), {A61B5: 5, H01L21: 5});
  assert.deepEqual([published.account.reassigned, published.account.suppressed], [1, 0]);
});

test("shares that too few documents have become their mean, so that each place keeps its sum", async () => {
  const {documents} = await publish([
    {codes: ["A61B5"], places: {1: 0.5, 2: 0.5}, times: 5},
    {codes: ["A61B5"], places: {1: 0.2, 2: 0.8}},
    {codes: ["A61B5"], places: {1: 0.3, 2: 0.7}},
    {codes: ["A61B5"], places: {1: 0.7, 2: 0.3}}
  ]);
  const counts = documents.map(({places}) => places.join());
  assert.deepEqual(counts.sort(), [...Array(3).fill("1 0.4,2 0.6"), ...Array(5).fill("1 0.5,2 0.5")]);
});

test("where they are too few for a mean, documents with other shares of the same places join them", async () => {
  const {documents} = await publish([
    {codes: ["A61B5"], places: {1: 0.5, 2: 0.5}, times: 5},
    {codes: ["A61B5"], places: {1: 0.25, 2: 0.75}, times: 3},
    {codes: ["A61B5"], places: {1: 0.65, 2: 0.35}}
  ]);
  const counts = documents.map(({places}) => places.join());
  assert.deepEqual(counts.sort(), [...Array(4).fill("1 0.35,2 0.65"), ...Array(5).fill("1 0.5,2 0.5")]);
});

test("a rare combination of places loses the place with the most documents", async () => {
  const published = await publish([
    {codes: ["A61B5"], places: {1: 1}, times: 9},
    {codes: ["A61B5"], places: {2: 1}, times: 3},
    {codes: ["A61B5"], places: {1: 0.9, 2: 0.1}, times: 2}
  ]);
  const counts = published.documents.map(({places}) => places.join());
  assert.deepEqual(counts.sort(), [...Array(9).fill("1 1.0"), ...Array(5).fill("2 1.0")]);
  assert.equal(published.account.displaced, 2);
});

test("documents that none is like are left out, also where others become rare without them", async () => {
  const published = await publish([
    {codes: ["A61B5"], places: {1: 1}, times: 3},
    // Without the one in place 2, only two have this code.
    {codes: ["H01L21"], places: {1: 1}, times: 2},
    {codes: ["H01L21"], places: {2: 1}}
  ]);
  assert.deepEqual(setsOf(published), {A61B5: 3});
  assert.equal(published.account.suppressed, 3);
});

test("where everything is rare, nothing is published", async () => {
  const published = await publish([
    {codes: ["A61B5"], places: {1: 1}},
    {codes: ["H01L21"], places: {2: 1}},
    {codes: ["G06N3"], places: {3: 1}}
  ]);
  assert.deepEqual([published.documents, published.account.suppressed], [[], 3]);
});

const symbol = fc.constantFrom(
  ...["A61B5", "A61B6", "H01L21", "H01L22", "H01L23", "G06N3", "B01D1", "B01D2", "B01F1", "C07D1", "C07F1", "G01N1"]
);
const patent = fc.record({
  codes: fc.uniqueArray(symbol, {minLength: 1, maxLength: 4}),
  places: fc
    .uniqueArray(fc.tuple(fc.integer({min: 1, max: 4}), fc.constantFrom(1, 1, 2)), {
      minLength: 1,
      maxLength: 3,
      selector: ([place]) => place
    })
    .map((places) => Object.fromEntries(places)),
  year: fc.constantFrom(2020, 2021),
  times: fc.constantFrom(1, 1, 1, 2, 3)
});

test("any documents: at least three share each set, none gets a technology or place, and the result is the same again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(patent, {minLength: 1, maxLength: 40, size: "max"}), async (patents) => {
      const published = await publish(patents);
      assert.deepEqual(await publish(patents.toReversed()), published);
      const total = patents.reduce((sum, {times}) => sum + times, 0);
      assert.equal(published.documents.length, total - published.account.suppressed);
      for (const field of ["codes", "places"] as const) {
        const numbers = new Map<string, number>();
        for (const one of published.documents) {
          const set = field === "codes" ? one.codes.join(" ") : one.places.join(",");
          numbers.set(set, (numbers.get(set) ?? 0) + 1);
        }
        for (const [set, number] of numbers) assert.ok(number >= leastDocuments, `${number} of ${set}`);
      }
      for (const place of [1, 2, 3, 4]) {
        const has = ({places}: {places: string[]}) => places.some((one) => one.startsWith(`${place} `));
        const before = patents.reduce((sum, {places, times}) => sum + (place in places ? times : 0), 0);
        assert.ok(published.documents.filter(has).length <= before, `place ${place}`);
      }
      for (const technology of [1, 2]) {
        const has = (codes: readonly string[]) => codes.some((one) => domainsOf(one).includes(technology));
        const before = patents.reduce((sum, {codes, times}) => sum + (has(codes) ? times : 0), 0);
        assert.ok(published.documents.filter(({codes}) => has(codes)).length <= before, `technology ${technology}`);
      }
      for (const {places} of published.documents) {
        const sum = places.reduce((total, one) => total + Number(one.split(" ")[1]), 0);
        assert.ok(Math.abs(sum - 1) < 1e-5, String(sum));
      }
    }),
    {numRuns: 12}
  );
});
