import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {createSideTables} from "../../../data-loaders/warehouse/dataset-tables.ts";
import {disclosureRule, protectDeals} from "../../../data-loaders/warehouse/disclosure.ts";

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

async function protect(given: readonly Deal[]) {
  const db = await WorkDatabase.open();
  try {
    await db.insert(
      "links",
      {vocabulary: "VARCHAR", symbol: "VARCHAR", code: "INTEGER", accepted: "BOOLEAN"},
      // Each candidate belongs to two technologies.
      Array.from({length: 2 * candidateCodes}, (_, i) => i % candidateCodes).map((key) => [
        "industry",
        `code ${key}`,
        100 + key,
        key < linkedCodes
      ])
    );
    await createSideTables(db);
    for (const [document, {other}] of given.entries())
      if (other) await db.run(`INSERT INTO other_documents VALUES (${document})`);
    await db.insert(
      "code_symbols",
      {key: "INTEGER", symbol: "VARCHAR"},
      Array.from({length: 6}, (_, key) => [key, `code ${key}`])
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
    const account = await protectDeals(db);
    const rows = await db.rows(
      `SELECT document::INTEGER AS document, amount, (SELECT list_sort(list(key)) FROM document_codes WHERE document = documents.document) AS codes FROM documents ORDER BY document`
    );
    return {
      account,
      withheld: (
        await db.rows("SELECT location::INTEGER AS location, code - 100 AS code, other FROM withheld ORDER BY ALL")
      ).map(({location, code, other}) => [Number(location), Number(code), ...(other ? ["other"] : [])]),
      rows: rows.map(({document, amount, codes}) => ({
        document: Number(document),
        amount: amount === null ? null : Number(amount),
        codes: codes as number[]
      }))
    };
  } finally {
    db.close();
  }
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
function plainRule(given: readonly Deal[]): Map<number, {amount: number | null; codes: number[]}> {
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
  const result = new Map<number, {amount: number | null; codes: number[]}>();
  for (const cell of groups(
    left.filter(({codes}) => codes.length > 0),
    cellOf
  )) {
    const disclosed = cell.filter(({amount}) => amount !== null);
    const mean = isDominated(cell) ? null : disclosed.reduce((sum, {amount}) => sum + amount!, 0) / disclosed.length;
    for (const {document, amount, codes} of cell)
      result.set(document, {amount: amount === null ? null : mean, codes: [...codes].sort((x, y) => x - y)});
  }
  return result;
}

test("the rule in SQL is the rule in plain words", async () => {
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {rows} = await protect(given);
      const expected = plainRule(given);
      assert.deepEqual(
        rows.map(({document, codes}) => [document, codes]),
        [...expected].sort(([x], [y]) => x - y).map(([document, {codes}]) => [document, codes])
      );
      for (const {document, amount} of rows) {
        const wanted = expected.get(document)!.amount;
        if (wanted === null) assert.equal(amount, null);
        else assert.ok(Math.abs(amount! - wanted) <= 1e-6 * Math.max(1, wanted), `${amount} for ${wanted}`);
      }
    }),
    {numRuns: 12}
  );
});

/** Always the same worlds: what the tests below count in them must not depend on luck. */
const runs = {numRuns: 12, seed: 4};

test("a published cell holds three companies, none of them dominant, and its sum is the true one", async () => {
  let published = 0;
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {rows, account} = await protect(given);
      const inTable = ({document, codes}: (typeof rows)[number]) =>
        JSON.stringify([given[document]!.place, given[document]!.other, codes]);
      for (const cell of groups(rows, inTable)) {
        const own = cell.map(({document}) => given[document]!);
        assert.ok(new Set(own.map(({unit}) => unit)).size >= disclosureRule.units);
        const amounts = cell.map(({amount}) => amount).filter((amount) => amount !== null);
        assert.ok(new Set(amounts).size <= 1, "amounts of a cell differ");
        if (amounts.length === 0) continue;
        ++published;
        assert.ok(!isDominated(own));
        const total = own.reduce((sum, {amount}) => sum + (amount ?? 0), 0);
        assert.ok(Math.abs(amounts.reduce((sum, amount) => sum + amount, 0) - total) < 1e-6 * Math.max(1, total));
      }
      for (const {document, codes} of rows)
        assert.ok(
          codes.every((code) => (given[document]!.codes as number[]).includes(code)),
          "a deal got a code that it does not bear"
        );
      // The account covers start-up funding alone.
      const coded = given.filter(({codes, other}) => codes.length > 0 && !other);
      const told = rows.filter(({document}) => !given[document]!.other);
      assert.equal(account.deals, coded.length);
      assert.equal(account.suppressed, coded.length - told.length);
      assert.equal(
        account.generalised,
        told.filter(({document, codes}) => codes.length < given[document]!.codes.length).length
      );
      const sum = (amounts: readonly (number | null)[]) => amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
      const disclosed = sum(coded.map(({amount}) => amount));
      assert.ok(Math.abs(account.amount - disclosed) < 1e-6);
      // Amounts are added with six decimals.
      const shown = sum(told.map(({amount}) => amount));
      assert.ok(Math.abs(account.published - shown) <= 5e-7 * (told.length + 1), `${account.published}, not ${shown}`);
    }),
    runs
  );
  assert.ok(published > 10, `only ${published} cells with amounts: the test shows nothing`);
});

test("the two tables of deals together disclose no more than each of them", async () => {
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {rows} = await protect(given);
      // A reader may add the cells of both tables: the sum must be as safe.
      for (const cell of groups(rows, ({document, codes}) => JSON.stringify([given[document]!.place, codes]))) {
        if (cell.some(({document, amount}) => amount === null && given[document]!.amount !== null)) continue;
        const own = cell.map(({document}) => given[document]!);
        assert.ok(!isDominated(own), JSON.stringify(own));
      }
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
  assert.deepEqual([apart.rows.length, apart.withheld], [3, [[1, 0, "other"]]]);
});

test("the withheld codes are those that deals lost or that lost amounts, once for each location", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(deals, async (given) => {
      const {withheld} = await protect(given);
      const kept = plainRule(given);
      const lost = given.flatMap(({place, codes, amount, other}, document) => {
        const published = kept.get(document);
        const silenced = amount !== null && (published?.amount ?? null) === null;
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
  assert.deepEqual(
    (await protect([deal("a", 1), deal("b", 2), deal("c", 3)])).rows.map(({amount}) => amount),
    [2, 2, 2]
  );
  assert.deepEqual(
    (await protect([deal("a", 500), deal("b", 2), deal("c", 3)])).rows.map(({amount}) => amount),
    [null, null, null]
  );
  assert.deepEqual(
    (await protect([deal("a", 10), deal("b", 10), deal("c", null)])).rows.map(({amount}) => amount),
    [null, null, null]
  );
});

test("a place counts once, one of several parts is one of its own, and an unknown one is none", async () => {
  const deal = (unit: string, ...places: (number | null)[]): Deal => ({place: 1, places, unit, amount: 1, codes: [0]});
  const kept = async (...given: Deal[]) => (await protect(given)).rows.map(({document}) => document);
  assert.deepEqual(await kept(deal("a", 1), deal("b", 1, 1), deal("c", 1, null)), [0, 1, 2]);
  assert.deepEqual(await kept(deal("a", 1), deal("b", 1), deal("c", 1, 2)), []);
  assert.deepEqual(await kept(deal("a", 1, 2), deal("b", 2, 1), deal("c", 1, 2, 2)), [0, 1, 2]);
  const {account} = await protect([deal("a", 1), deal("b", 1), deal("c", 1), deal("d", null)]);
  assert.deepEqual(account, {units: 3, p: 0.1, deals: 3, generalised: 0, suppressed: 0, amount: 3, published: 3});
});
