import assert from "node:assert/strict";
import {test} from "node:test";
import {missingYears, untold} from "../../../src/site/missing-years.ts";

test("years that the report covers and the data lack are told, by lens", () => {
  const covered = {patents: [2018, 2023], publications: [2021, 2023], deals: [2021, 2025]} as const;
  assert.deepEqual(missingYears(covered, {patents: [2020, 2024], publications: [2020, 2025]}), [
    "report.config.json: years.patents: the report covers 2018–2023, but the data hold 2020–2024; it shows 2020–2023; npm run data -- --years keeps other years"
  ]);
  assert.equal(missingYears(covered, {deals: [2022, 2024]}).length, 1);
  assert.deepEqual(missingYears(covered, {patents: [2018, 2023], deals: [2015, 2025]}), []);
  // Years that are published together are the report's, or fewer where the records lack some.
  assert.match(missingYears(covered, {deals: [2021, 2024]})[0]!, /the data hold 2021–2024; it shows 2021–2024/);
});

test("a line is told once, also by a module that is loaded again", async () => {
  const again = "../../../src/site/missing-years.ts?again";
  const {untold: untoldAgain} = (await import(again)) as {untold: typeof untold};
  assert.notEqual(untoldAgain, untold);
  assert.deepEqual(untold(["a", "b"]), ["a", "b"]);
  assert.deepEqual(untoldAgain(["b", "c"]), ["c"]);
  assert.deepEqual(untold(["c"]), []);
});
