import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {before, test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {
  checkMeaning,
  describeMeaning,
  insertMeaning,
  type MeaningReport
} from "../../data-loaders/quality/check-meaning.ts";

let report: MeaningReport;
before(async () => {
  report = await checkMeaning({name: "local"});
});

const f1 = (way: number, set: string) =>
  report.ways.at(way)!.sets[report.sets.findIndex(({name}) => name === set)]!.f1AtTuned;

test("on codes that nothing was chosen on, similarity alone reaches an F1 of 0.78", () => {
  assert.ok(f1(-1, "panel, set-aside half") >= 0.78, String(f1(-1, "panel, set-aside half")));
  assert.ok(f1(-1, "official definitions") >= 0.78, String(f1(-1, "official definitions")));
});

test("each part of the similarity earns its place on the set-aside half of the panel", () => {
  for (let way = 1; way < report.ways.length; ++way)
    assert.ok(f1(way, "panel, set-aside half") > f1(way - 1, "panel, set-aside half"), report.ways[way]!.name);
});

test("the table in the documentation is that of this model", () => {
  const document = readFileSync(join(projectRoot, "docs/classification.md"), "utf8");
  assert.equal(
    insertMeaning(document, describeMeaning(report)),
    document,
    "run npm run check -- meaning --write docs/classification.md"
  );
});
