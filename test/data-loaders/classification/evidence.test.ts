import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import type {Candidate} from "../../../data-loaders/classification/candidates.ts";
import {weighEvidence} from "../../../data-loaders/classification/evidence.ts";
import type {Thresholds} from "../../../data-loaders/classification/thresholds.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";

const thresholds: Thresholds = {
  candidates: {rank: 6, similarity: 0.1, class_title: 0.2, against: 0.25, lead: 0.3},
  core: {share: 0.8, fewest: 1, most: 3, cooccurrence: 0.7},
  evidence: {documents: 5, prior: 2},
  vocabularies: Object.fromEntries(
    ["cpc", "topic", "industry"].map((name) => [name, {core: 0.5, similarity: 0.2, cooccurrence: 0.7, alone: 0.4}])
  ) as Thresholds["vocabularies"],
  bands: {similarity: 0.02, cooccurrence: 0.03},
  drift: {similarity: 0.1, cooccurrence: 0.2}
};

const db = await WorkDatabase.open();

/** Judges candidates over documents, each a list of codes with the number of documents that bear it. */
async function weigh(
  documents: readonly (readonly [codes: readonly number[], count: number])[],
  candidates: readonly Candidate[],
  options: Partial<Thresholds> = {}
) {
  await db.insert(
    "sets",
    {code_set: "INTEGER", code: "INTEGER", documents: "INTEGER"},
    documents.flatMap(([codes, count], set) => [...new Set(codes)].map((code) => [set, code, count]))
  );
  return await weighEvidence(db, "FROM sets", "topic", candidates, {...thresholds, ...options});
}

const candidate = (code: number, technology: number, similarity: number, rank = 1): Candidate => ({
  code,
  technology,
  similarity,
  rank
});

// Hydrogen: 1 fuel cells, 2 electrolysis, 3 storage of hydrogen. Elsewhere: 10 hydrogels, 11 wound healing, 12 contact
// lenses.
const hydrogen = 1;
const world: [number[], number][] = [
  [[1, 2], 40],
  [[2, 3], 30],
  [[1, 3], 30],
  [[10, 11], 40],
  [[10, 12], 30],
  [[11, 12], 20],
  [[10, 3], 1],
  [[20, 21], 300]
];

test("a hydrogel is not hydrogen: a title that resembles is not confirmed by documents", async () => {
  const [fuelCells, , storage, hydrogels] = await weigh(world, [
    candidate(1, hydrogen, 0.8),
    candidate(2, hydrogen, 0.7),
    candidate(3, hydrogen, 0.6),
    candidate(10, hydrogen, 0.45)
  ]);
  assert.ok(fuelCells!.cooccurrence! > 0.85 && fuelCells!.core);
  assert.ok(storage!.cooccurrence! > 0.85);
  assert.deepEqual([hydrogels!.documents, hydrogels!.together, hydrogels!.core], [71, 1, false]);
  assert.ok(hydrogels!.cooccurrence! < 0.2, String(hydrogels!.cooccurrence));
});

test("a code is not its own proof, and two wrong core codes do not carry each other", async () => {
  // 10 is taken for a core code by its title; the others do not confirm it, so that 11, which goes with 10, gains
  // nothing.
  const rows = await weigh(world, [
    candidate(1, hydrogen, 0.9),
    candidate(2, hydrogen, 0.8),
    candidate(10, hydrogen, 0.7),
    candidate(11, hydrogen, 0.3)
  ]);
  assert.deepEqual(
    rows.map(({core}) => core),
    [true, true, false, false]
  );
  assert.ok(rows[3]!.cooccurrence! < 0.3);
  // Alone, a code has no other core code to meet.
  const [only] = await weigh(world, [candidate(1, hydrogen, 0.9)]);
  assert.deepEqual([only!.together, only!.cooccurrence], [0, null]);
});

test("few documents say nothing, and chance weighs as much as its documents", async () => {
  const few: [number[], number][] = [
    [[1, 2], 50],
    [[3, 4], 150],
    [[5, 1], 4],
    [[6, 1], 5]
  ];
  const [, , rare, enough] = await weigh(few, [
    candidate(1, 1, 0.9),
    candidate(2, 1, 0.8),
    candidate(5, 1, 0.3),
    candidate(6, 1, 0.3)
  ]);
  assert.deepEqual([rare!.documents, rare!.together, rare!.cooccurrence], [4, 4, null]);
  // All 5 of 5 with core codes; elsewhere 54 of 204; two documents of chance are added.
  const expected = 54 / 204;
  const share = (5 + 2 * expected) / 7;
  assert.equal(enough!.cooccurrence, Math.round((share / (share + expected)) * 1e5) / 1e5);
});

test("documents with one code, and a lens without documents, are no evidence", async () => {
  assert.deepEqual(
    await weigh(
      [
        [[1], 100],
        [[2], 100]
      ],
      [candidate(1, 1, 0.9), candidate(2, 1, 0.8)]
    ),
    [0, 1].map(() => ({documents: 0, together: 0, cooccurrence: null, core: false}))
  );
  assert.equal((await weigh([], [candidate(1, 1, 0.9)]))[0]!.cooccurrence, null);
});

/** The same by counting documents one by one. */
function plainEvidence(
  documents: readonly (readonly [readonly number[], number])[],
  core: ReadonlySet<number>,
  code: number
): {documents: number; together: number; cooccurrence: number | null} {
  let [bearing, together, elsewhere, all] = [0, 0, 0, 0];
  for (const [codes, count] of documents) {
    const distinct = new Set(codes);
    if (distinct.size < 2) continue;
    all += count;
    const meets = [...distinct].some((other) => other !== code && core.has(other));
    if (distinct.has(code)) {
      bearing += count;
      if (meets) together += count;
    } else if (meets) elsewhere += count;
  }
  const expected = elsewhere / (all - bearing);
  const share = (together + 2 * expected) / (bearing + 2);
  return {documents: bearing, together, cooccurrence: bearing >= 5 && expected > 0 ? share / (share + expected) : null};
}

test("the SQL counts what a plain loop counts", async () => {
  const code = fc.integer({min: 1, max: 12});
  const documents = fc.array(fc.tuple(fc.array(code, {minLength: 1, maxLength: 4}), fc.integer({min: 1, max: 9})), {
    maxLength: 40
  });
  const judged = fc.array(fc.uniqueArray(code, {minLength: 1, maxLength: 6}), {minLength: 1, maxLength: 6});
  await fc.assert(
    fc.asyncProperty(documents, judged, async (some, technologies) => {
      const candidates = technologies.flatMap((codes, technology) =>
        codes.map((one, i) => candidate(one, technology, 0.9 - i / 10))
      );
      const rows = await weigh(some, candidates);
      for (const [i, {code: one, technology}] of candidates.entries()) {
        const core = new Set(
          candidates.filter((other, at) => other.technology === technology && rows[at]!.core).map((other) => other.code)
        );
        const plain = plainEvidence(some, core, one);
        assert.deepEqual([rows[i]!.documents, rows[i]!.together], [plain.documents, plain.together]);
        if (plain.cooccurrence === null) assert.equal(rows[i]!.cooccurrence, null);
        else assert.ok(Math.abs(rows[i]!.cooccurrence! - plain.cooccurrence) <= 5.1e-6);
      }
    }),
    {numRuns: 20}
  );
});
