import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {csvParse} from "d3";
import {writtenClaims} from "../../../src/narrative/claims.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import {published, publishedSnapshot} from "./fixture.ts";

// Worked out by hand from data/published, one reason a row. A verdict of "holds" here may be "fragile" on the site,
// where limits
// of intervals and other choices count too.
const table = csvParse(readFileSync(new URL("./expected-verdicts.csv", import.meta.url), "utf8"));
const outcomes = new Map([
  [true, "holds"],
  [false, "fails"],
  [null, "open"]
]);

test("every written claim has one row, and every row a claim and a reason", () => {
  assert.deepEqual(table.map(({id}) => id).sort(), writtenClaims.map(({id}) => id).sort());
  for (const {id, expected, reason} of table) {
    assert.ok([...outcomes.values()].includes(expected!), `${id}: ${expected}`);
    assert.ok(reason!.trim().length > 10, `${id} needs a reason`);
  }
});

test("on the published values every claim has the verdict that they give by hand", () => {
  const view = createView(publishedSnapshot(), published);
  const claims = new Map(writtenClaims.map((claim) => [claim.id, claim]));
  assert.deepEqual(
    Object.fromEntries(table.map(({id}) => [id, outcomes.get(claims.get(id!)!.predicate(view))])),
    Object.fromEntries(table.map(({id, expected}) => [id, expected]))
  );
});
