import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {DisclosureKey} from "../../../data-loaders/warehouse/disclosure-key.ts";
import type {ManifestSource} from "../../../data-loaders/warehouse/manifest.ts";
import {tellLink, tellSource} from "../../../data-loaders/warehouse/told-counts.ts";

const key = new DisclosureKey(Buffer.from("a".repeat(32)));
const prior = 5;
const limits = [0.8, 0.82, 0.85, 0.88];

/** The score of docs/methodology.md, with five decimals. */
function score(together: number, documents: number, chance: number): number {
  const share = (together + prior * chance) / (documents + prior);
  return Math.round((1e5 * share) / (share + chance)) / 1e5;
}

test("a co-occurrence follows from the rounded counts, worked out by hand", () => {
  // Of 20 documents, 5 have core codes, where chance would give 5%: (5 + 5 · 0.05) / (20 + 5) = 0.21, 0.21 / 0.26 = 0.80769.
  const exact = {documents: 20, together: 5, cooccurrence: score(5, 20, 0.05)};
  assert.equal(exact.cooccurrence, 0.80769);
  const up = (_: string, count: number) => Math.ceil(count / 3) * 3;
  // 6 of 21: (6 + 0.25) / 26 = 0.24038, 0.24038 / 0.29038 = 0.8278, which is beyond the limit of 0.82.
  assert.deepEqual(tellLink(exact, up, {prior, limits: []}), {documents: 21, together: 6, cooccurrence: 0.82});
  assert.deepEqual(tellLink(exact, up, {prior, limits}), {documents: 21, together: 6, cooccurrence: 0.81});
  assert.deepEqual(
    tellLink({documents: 4, together: 4, cooccurrence: null}, (_, n) => n - (n % 3), {prior, limits}),
    {
      documents: 3,
      together: 3,
      cooccurrence: null
    }
  );
});

test("counts of links are multiples of three, and a score stays on its side of every limit, in hundredths", () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 400}),
      fc.double({min: 0, max: 1, noNaN: true}),
      fc.double({min: 0.0005, max: 0.9, noNaN: true}),
      fc.string(),
      (documents, part, chance, name) => {
        const together = Math.round(documents * part);
        const cooccurrence = score(together, documents, chance);
        const round = (what: string, count: number) => key.round(`${what} ${name}`, count);
        const told = tellLink({documents, together, cooccurrence}, round, {prior, limits});
        assert.ok(told.documents % 3 === 0 && told.together % 3 === 0 && told.together <= told.documents);
        assert.ok(Math.abs(told.documents - documents) < 3 && Math.abs(told.together - together) < 5);
        for (const limit of limits) assert.equal(told.cooccurrence! >= limit, cooccurrence >= limit, `${limit}`);
        const hundredths = 100 * told.cooccurrence!;
        assert.ok(hundredths >= 0 && hundredths <= 100 && Math.abs(hundredths - Math.round(hundredths)) < 1e-9);
      }
    ),
    {numRuns: 1000}
  );
});

test("the account of a licensed source has no small count, no exact share or size, and no hash of its files", () => {
  const source = {
    dataset: "deals",
    bytes: 123456,
    fingerprint: "abc",
    titles: 1,
    account: {
      read: {rounds: 1000},
      located: {city: 998, country: 2},
      drops: [{reason: "bad-amount", rows: 1, share: 0.001, names: ["x"]}],
      documents: 996
    },
    coarsening: {least: 3, documents: 700, recoded: 2, reassigned: 0, displaced: 1, suppressed: 4}
  } as unknown as ManifestSource;
  tellSource(source, key);
  const {account, coarsening, bytes, titles, fingerprint} = source;
  const {least, ...coarse} = coarsening!;
  const counts = [...Object.values({...account.read, ...account.located, ...coarse}), titles];
  assert.ok(
    counts.every((count) => count % 3 === 0),
    String(counts)
  );
  assert.deepEqual(account.drops, [{reason: "bad-amount", rows: 3, share: 0.003, names: ["x"]}]);
  assert.deepEqual([account.documents, account.located.country, least, coarse.reassigned], [996, 3, 3, 0]);
  assert.deepEqual([bytes, fingerprint === "abc"], [120000, false]);
});
