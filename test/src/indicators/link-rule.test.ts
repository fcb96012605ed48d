import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {acceptsLink, acceptsLinkSql, type LinkScores} from "../../../src/indicators/link-rule.ts";
import {vocabularies} from "../../../src/terms/lenses.ts";

const score = fc.integer({min: 0, max: 20}).map((value) => value / 20);
const least = fc.record({similarity: score, cooccurrence: score, alone: score});
const thresholds = fc.record({cpc: least, topic: least, industry: least});
const link: fc.Arbitrary<LinkScores> = fc.record({
  vocabulary: fc.constantFrom(...vocabularies),
  similarity: score,
  cooccurrence: fc.option(score),
  decision: fc.constantFrom("accept" as const, "reject" as const, null)
});

test("the rule is the same in SQL, at the thresholds themselves too", async () => {
  const db = await WorkDatabase.open();
  await fc.assert(
    fc.asyncProperty(fc.array(link, {minLength: 1, maxLength: 30}), thresholds, async (links, rule) => {
      await db.insert(
        "links",
        {i: "INTEGER", vocabulary: "VARCHAR", similarity: "DOUBLE", cooccurrence: "DOUBLE", decision: "VARCHAR"},
        links.map((one, i) => [i, one.vocabulary, one.similarity, one.cooccurrence, one.decision])
      );
      const rows = await db.rows(`SELECT ${acceptsLinkSql(rule)} AS accepted FROM links ORDER BY i`);
      assert.deepEqual(
        rows.map(({accepted}) => accepted),
        links.map((one) => acceptsLink(one, rule))
      );
    }),
    {numRuns: 60}
  );
  db.close();
});

test("raising a threshold never adds a link, and a decision stands whatever the thresholds", () => {
  fc.assert(
    fc.property(
      link,
      thresholds,
      fc.constantFrom("similarity" as const, "cooccurrence" as const, "alone" as const),
      score,
      (one, rule, name, by) => {
        const raised = {...rule, [one.vocabulary]: {...rule[one.vocabulary], [name]: rule[one.vocabulary][name] + by}};
        assert.ok(acceptsLink(one, rule) || !acceptsLink(one, raised));
        if (one.decision === "accept" || one.decision === "reject")
          assert.equal(acceptsLink(one, raised), one.decision === "accept");
      }
    )
  );
});

test("what is no number never reaches SQL", () => {
  const rule = {similarity: 0.2, cooccurrence: 0.8, alone: 0.3};
  const all = {cpc: rule, topic: rule, industry: rule};
  assert.throws(() => acceptsLinkSql({...all, topic: {...rule, similarity: Number.NaN}}), /invalid threshold: NaN/);
  assert.throws(
    () => acceptsLinkSql({...all, cpc: {...rule, cooccurrence: "1; DROP TABLE links" as never}}),
    /invalid threshold/
  );
});
