import assert from "node:assert/strict";
import {test} from "node:test";
import {pageReport, type ReportData} from "../../../src/narrative/report-data.ts";

test("scripts get what they compute with or show, and not what the build has written into the HTML", () => {
  const wanted = "config build region thresholds review places peers years pooled snapshot published sources".split(
    " "
  );
  const written = "verdicts alternatives robustness regions nearest trends codes classification".split(" ");
  const report = Object.fromEntries([...wanted, ...written].map((field) => [field, `its ${field}`]));
  assert.deepEqual(
    pageReport(report as unknown as ReportData),
    Object.fromEntries(wanted.map((field) => [field, `its ${field}`]))
  );
});
