import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {createSideTables, fold, numberSets} from "../../../data-loaders/warehouse/dataset-tables.ts";
import {disclosureRule, protectDeals} from "../../../data-loaders/warehouse/disclosure.ts";
import {DisclosureKey} from "../../../data-loaders/warehouse/disclosure-key.ts";

interface Deal {
  place: number;
  /** Rows of its places, where they are not one of the whole. */
  places?: (number | null)[];
  unit: string;
  /** Millions; null is undisclosed. */
  amount: number | null;
  codes: number[];
  /** Whether it does not count as start-up funding. */
  other?: boolean;
}

/** Codes below this are linked to a technology. */
const linkedCodes = 3;
/** Codes below this are candidates of a technology. */
const candidateCodes = 5;
/** A code that no vocabulary has. */
const unknownCode = 6;

const deals = fc.array(
  fc.record({
    place: fc.integer({min: 0, max: 1}),
    unit: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
    other: fc.oneof({weight: 3, arbitrary: fc.constant(false)}, {weight: 1, arbitrary: fc.constant(true)}),
    amount: fc.option(
      fc.oneof(
        {weight: 9, arbitrary: fc.integer({min: 1, max: 20})},
        {weight: 1, arbitrary: fc.integer({min: 1, max: 5000})}
      ),
      {freq: 6}
    ),
    codes: fc.uniqueArray(fc.constantFrom<number[]>(0, 0, 0, 1, 1, 2, 3, 4, 5), {maxLength: 3})
  }),
  {minLength: 1, maxLength: 90, size: "max"}
);

const key = new DisclosureKey(Buffer.from("the key of these tests, thirty-two bytes or more"));

/** What is published of one cell. */
interface Row {
  place: number[];
  other: boolean;
  codes: number[];
  documents: number;
  disclosed: number;
  amount: number;
}

async function protect(given: readonly Deal[]) {
  const db = await WorkDatabase.open();
  try {
    await fill(db, given);
    const source = {dataset: "deals", vocabulary: "industry"} as const;
    await fold(db, {read: {}, located: {}, drops: [], documents: 0});
    await numberSets(db, source);
    const account = await protectDeals(db, source, key);
    const kept = await db.rows(
      `SELECT document::INTEGER AS document, list_sort(codes) AS codes FROM protected_deals WHERE len(codes) > 0 ORDER BY document`
    );
    const rows = await db.rows(`
      SELECT (SELECT list(location::INTEGER ORDER BY location) FROM location_sets one WHERE one.location_set = rows.location_set) AS place,
        other, documents, disclosed, amount,
        (SELECT list(code - 100 ORDER BY code) FROM code_sets one WHERE one.code_set = rows.code_set) AS codes
      FROM rows ORDER BY ALL`);
    return {
      account,
      withheld: (
        await db.rows("SELECT location::INTEGER AS location, code - 100 AS code, other FROM withheld ORDER BY ALL")
      ).map(({location, code, other}) => [Number(location), Number(code), ...(other ? ["other"] : [])]),
      links: (await db.rows("SELECT DISTINCT symbol FROM main.links ORDER BY symbol")).map(({symbol}) =>
        String(symbol)
      ),
      kept: kept.map(({document, codes}) => ({document: Number(document), codes: codes as number[]})),
      rows: rows as unknown as Row[]
    };
  } finally {
    db.close();
  }
}

/** Fills the tables that the rule reads. */
async function fill(db: WorkDatabase, given: readonly Deal[]): Promise<void> {
  await db.insert(
    "links",
    {
      vocabulary: "VARCHAR",
      symbol: "VARCHAR",
      code: "INTEGER",
      technology: "TINYINT",
      similarity: "DOUBLE",
      accepted: "BOOLEAN"
    },
    // Each candidate belongs to two technologies, and so does the code that no vocabulary has.
    [...Array.from({length: candidateCodes}, (_, code) => code), unknownCode].flatMap((code) =>
      [1, 2].map((technology) => [
        "industry",
        `code ${code}`,
        100 + code,
        technology,
        1 / (2 + code),
        code < linkedCodes
      ])
    )
  );
  const codes = Array.from({length: unknownCode + 1}, (_, code) => code);
  await db.insert(
    "codes",
    {code: "INTEGER", vocabulary: "VARCHAR", symbol: "VARCHAR"},
    codes.map((code) => [100 + code, "industry", `code ${code}`])
  );
  await db.insert(
    "vocabulary_entries",
    {vocabulary: "VARCHAR", symbol: "VARCHAR"},
    codes.filter((code) => code !== unknownCode).map((code) => ["industry", `code ${code}`])
  );
  await db.run("CREATE SCHEMA deals; SET search_path = 'deals,main'");
  await createSideTables(db);
  for (const [document, {other}] of given.entries())
    if (other) await db.run(`INSERT INTO other_documents VALUES (${document})`);
  await db.insert(
    "code_symbols",
    {key: "INTEGER", symbol: "VARCHAR"},
    codes.map((code) => [code, `code ${code}`])
  );
  await db.insert(
    "documents",
    {document: "BIGINT", year: "SMALLINT", amount: "DOUBLE"},
    given.map(({amount}, i) => [i, 2020, amount])
  );
  await db.insert(
    "document_units",
    {document: "BIGINT", unit: "VARCHAR"},
    given.map(({unit}, i) => [i, unit])
  );
  await db.insert(
    "document_locations",
    {document: "BIGINT", location: "SMALLINT", share: "DOUBLE"},
    given.flatMap(({place, places = [place]}, i) => places.map((one) => [i, one, 1 / places.length]))
  );
  await db.insert(
    "document_codes",
    {document: "BIGINT", key: "INTEGER"},
    given.flatMap(({codes}, i) => codes.map((code) => [i, code]))
  );
  await db.run("CREATE TABLE fallback_codes (document BIGINT, key INTEGER)");
}

function groups<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return [...found.values()];
}

/** Largest first: what each company got. */
function sums(items: readonly {unit: string; amount: number | null}[]): number[] {
  return groups(items, ({unit}) => unit)
    .map((own) => own.reduce((sum, {amount}) => sum + (amount ?? 0), 0))
    .sort((x, y) => y - x);
}

function isDominated(items: readonly {unit: string; amount: number | null}[]): boolean {
  const [first = 0, second = 0, ...others] = sums(items);
  const rest = [second, ...others].reduce((sum, amount) => sum + amount, 0) - second;
  return rest < disclosureRule.p * first;
}

/** The rule as its docstring says it, deal by deal. */
function plainRule(given: readonly Deal[]): Map<number, {told: boolean; codes: number[]}> {
  const bearers = ({place, other = false}: Deal, code: number) => {
    const alike = given.filter((deal) => deal.place === place && (deal.other ?? false) === other);
    return new Set(alike.filter(({codes}) => codes.includes(code)).map(({unit}) => unit)).size;
  };
  const left = given.map((deal, document) => ({
    ...deal,
    document,
    codes: [...deal.codes].sort(
      (x, y) => Number(y < linkedCodes) - Number(x < linkedCodes) || bearers(deal, y) - bearers(deal, x) || x - y
    )
  }));
  const cellOf = ({place, other, codes}: Deal) => JSON.stringify([place, other, [...codes].sort()]);
  for (let length = 6; length > 0; --length) {
    const cells = groups(
      left.filter(({codes}) => codes.length === length),
      cellOf
    );
    for (const cell of cells)
      if (sums(cell).length < disclosureRule.units || (length > 1 && isDominated(cell)))
        for (const deal of cell) deal.codes.pop();
  }
  const result = new Map<number, {told: boolean; codes: number[]}>();
  for (const cell of groups(
    left.filter(({codes}) => codes.length > 0),
    cellOf
  ))
    for (const {document, codes} of cell)
      result.set(document, {told: !isDominated(cell), codes: [...codes].sort((x, y) => x - y)});
  return result;
}

test("the rule in SQL is the rule in plain words", async () => {
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {kept} = await protect(given);
      const expected = plainRule(given);
      assert.deepEqual(
        kept.map(({document, codes}) => [document, codes]),
        [...expected].sort(([x], [y]) => x - y).map(([document, {codes}]) => [document, codes])
      );
    }),
    {numRuns: 12}
  );
});

/** Always the same worlds: what the tests below count in them must not depend on luck. */
const runs = {numRuns: 12, seed: 4};

/** The deals of each published row. */
function dealsOf({rows, kept}: {rows: Row[]; kept: {document: number; codes: number[]}[]}, given: readonly Deal[]) {
  return rows.map((row) => ({
    row,
    own: kept
      .filter(({document, codes}) => {
        const {place, other = false} = given[document]!;
        return JSON.stringify([[place], other, codes]) === JSON.stringify([row.place, row.other, row.codes]);
      })
      .map(({document}) => given[document]!)
  }));
}

test("a published row is a cell of three companies, none of them dominant, and its numbers are rounded", async () => {
  let [told, silent] = [0, 0];
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {rows, kept, account} = await protect(given);
      const cells = dealsOf({rows, kept}, given);
      assert.equal(
        cells.reduce((all, {own}) => all + own.length, 0),
        kept.length
      );
      for (const {row, own} of cells) {
        assert.ok(new Set(own.map(({unit}) => unit)).size >= disclosureRule.units);
        assert.ok(row.documents % 3 === 0 && row.documents > 0 && Math.abs(row.documents - own.length) < 3);
        if (isDominated(own)) {
          assert.deepEqual([row.disclosed, row.amount], [0, 0]);
          ++silent;
          continue;
        }
        ++told;
        const disclosed = own.filter(({amount}) => amount !== null).length;
        assert.ok(row.disclosed % 3 === 0 && row.disclosed > 0 && Math.abs(row.disclosed - disclosed) < 3);
        assert.ok(row.disclosed <= row.documents);
        const [largest = 0, ...others] = sums(own);
        const total = others.reduce((sum, amount) => sum + amount, largest);
        // The step is at most 2.24 times the largest company's amount, and a sum moves by few steps.
        assert.ok(Math.abs(row.amount - total) < 5 * largest, `${row.amount} for ${total}`);
        assert.ok(row.amount > 1.1 * largest);
      }
      for (const {document, codes} of kept)
        assert.ok(
          codes.every((code) => given[document]!.codes.includes(code)),
          "a deal got a code that it does not bear"
        );
      // The account covers start-up funding alone.
      const coded = given.filter(({codes, other}) => codes.length > 0 && !other);
      const published = kept.filter(({document}) => !given[document]!.other);
      const lost = published.filter(({document, codes}) => codes.length < given[document]!.codes.length).length;
      for (const [one, count] of [
        [account.deals, coded.length],
        [account.suppressed, coded.length - published.length],
        [account.generalised, lost]
      ] as const)
        assert.ok(one % 3 === 0 && Math.abs(one - count) < 3 && one > 0 === count > 0, `${one} for ${count}`);
      const shown = rows.filter(({other}) => !other).reduce((sum, {amount}) => sum + amount, 0);
      assert.ok(Math.abs(account.published - shown) < 1e-6);
    }),
    runs
  );
  assert.ok(told > 10 && silent > 0, `only ${told} cells with amounts, ${silent} without: the test shows nothing`);
});

test("the total is told only where the amounts that are left out are safe", async () => {
  const deal = (unit: string, amount: number | null, code: number): Deal => ({place: 1, unit, amount, codes: [code]});
  const cell = [deal("a", 5, 0), deal("b", 6, 0), deal("c", 7, 0)];
  assert.equal((await protect([...cell, deal("d", 9, 1)])).account.amount, null);
  assert.equal((await protect([...cell, deal("d", 9, 1), deal("e", 1, 2)])).account.amount, null);
  const {amount, published} = (await protect(cell)).account;
  assert.equal(amount, published);
  const others = [deal("d", 9, 1), deal("e", 8, 1), deal("f", 7, 2), deal("g", 8, 3)];
  const total = (await protect([...cell, ...others])).account.amount!;
  assert.ok(total > 1.1 * 9 && Math.abs(total - 50) < 15, String(total));
});

test("the two tables of deals together disclose no more than each of them", async () => {
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {rows, kept} = await protect(given);
      // A reader may add the cells of both tables: the sum must be as safe.
      const cells = dealsOf({rows, kept}, given).filter(({row}) => row.disclosed > 0);
      for (const pair of groups(cells, ({row: {place, codes}}) => JSON.stringify([place, codes])))
        assert.ok(!isDominated(pair.flatMap(({own}) => own)), JSON.stringify(pair));
    }),
    runs
  );
});

test("a grant neither fills a cell of start-up funding nor hides its zero", async () => {
  const deal = (unit: string, other = false): Deal => ({place: 1, unit, amount: 1, codes: [0], other});
  const mixed = await protect([deal("a"), deal("b"), deal("c", true)]);
  assert.deepEqual(
    [mixed.rows, mixed.withheld],
    [
      [],
      [
        [1, 0],
        [1, 0, "other"]
      ]
    ]
  );
  const apart = await protect([deal("a"), deal("b"), deal("c"), deal("d", true)]);
  assert.deepEqual([apart.kept.length, apart.withheld], [3, [[1, 0, "other"]]]);
});

test("the withheld codes are those that deals lost or that lost amounts, once for each location", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {withheld} = await protect(given);
      const kept = plainRule(given);
      const lost = given.flatMap(({place, codes, amount, other}, document) => {
        const published = kept.get(document);
        const silenced = amount !== null && !published?.told;
        return codes
          .filter((code) => code < candidateCodes && (silenced || !published?.codes.includes(code)))
          .map((code) => [place, code, ...(other ? ["other"] : [])]);
      });
      assert.deepEqual(
        withheld.map((pair) => pair.join(" ")),
        [...new Set(lost.map((pair) => pair.join(" ")))].sort()
      );
      told += withheld.length;
    }),
    runs
  );
  assert.ok(told > 10, `only ${told} withheld codes: the test shows nothing`);
});

test("a deal in several places is withheld at each of them", async () => {
  const deal = (unit: string, codes: number[], ...places: number[]): Deal => ({
    place: 1,
    places,
    unit,
    amount: 1,
    codes
  });
  assert.deepEqual((await protect([deal("a", [0, 4, 5], 1, 2)])).withheld, [
    [1, 0],
    [1, 4],
    [2, 0],
    [2, 4]
  ]);
  assert.deepEqual((await protect(["a", "b", "c"].map((unit) => deal(unit, [0], 1)))).withheld, []);
});

test("two rounds of one company are one company; a giant hides its neighbours' amounts, not their number", async () => {
  const deal = (unit: string, amount: number | null): Deal => ({place: 1, unit, amount, codes: [0]});
  assert.deepEqual((await protect([deal("a", 1), deal("a", 2), deal("b", 3)])).rows, []);
  const numbers = async (...amounts: (number | null)[]) =>
    (await protect(amounts.map((amount, i) => deal("abcdef"[i]!, amount)))).rows.map(
      ({documents, disclosed, amount}) => [documents, disclosed, amount > 0]
    );
  assert.deepEqual(await numbers(1, 2, 3), [[3, 3, true]]);
  assert.deepEqual(await numbers(500, 2, 3), [[3, 0, false]]);
  assert.deepEqual(await numbers(10, 10, null), [[3, 0, false]]);
});

test("a code that no vocabulary has is left out, its links too, and a code of the same technology is marked", async () => {
  const deal = (unit: string, ...codes: number[]): Deal => ({place: 1, unit, amount: 1, codes});
  const units = ["a", "b", "c", "d"];
  const {kept, withheld, links} = await protect(units.map((unit) => deal(unit, 4, unknownCode)));
  assert.deepEqual(
    kept.map(({codes}) => codes),
    [[4], [4], [4], [4]]
  );
  assert.deepEqual(withheld, [[1, 0]]);
  assert.deepEqual(links, ["code 0", "code 1", "code 2", "code 3", "code 4"]);
  const alone = await protect(units.map((unit) => deal(unit, unknownCode)));
  assert.deepEqual([alone.rows, alone.withheld], [[], [[1, 0]]]);
});

test("a place counts once, one of several parts is one of its own, and an unknown one is none", async () => {
  const deal = (unit: string, ...places: (number | null)[]): Deal => ({place: 1, places, unit, amount: 1, codes: [0]});
  const kept = async (...given: Deal[]) => (await protect(given)).kept.map(({document}) => document);
  assert.deepEqual(await kept(deal("a", 1), deal("b", 1, 1), deal("c", 1, null)), [0, 1, 2]);
  assert.deepEqual(await kept(deal("a", 1), deal("b", 1), deal("c", 1, 2)), []);
  assert.deepEqual(await kept(deal("a", 1, 2), deal("b", 2, 1), deal("c", 1, 2, 2)), [0, 1, 2]);
  const {account} = await protect([deal("a", 1), deal("b", 1), deal("c", 1), deal("d", null)]);
  assert.deepEqual([account.deals, account.suppressed, account.partial], [3, 0, false]);
});
