import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {before, test} from "node:test";
import {
  checkClassification,
  type CheckReport,
  describeCheck,
  insertTables
} from "../../data-loaders/quality/check-classification.ts";
import {listWork} from "../../data-loaders/quality/worklist.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {sampleBuild} from "../support/sample-build.ts";

let out: string;
let report: CheckReport;

before(async () => {
  out = await sampleBuild();
  report = await checkClassification(out);
});

test("on the half of the gold set that was set aside, evidence reaches an F1 of 0.85 and review 0.95", () => {
  const f1 = (way: keyof CheckReport["final"]["all"]) => report.final.all[way].f1;
  assert.ok(f1("+ evidence") >= 0.85, String(f1("+ evidence")));
  assert.ok(f1("+ review") >= 0.95, String(f1("+ review")));
});

test("evidence makes meaning more precise, review finds more again, and meaning beats keywords", () => {
  for (const half of ["tuning", "final"] as const) {
    const {all} = report[half];
    assert.ok(all["+ evidence"].precision > all.meaning.precision, half);
    assert.ok(all["+ review"].f1 > all["+ evidence"].f1, half);
    assert.ok(all.meaning.f1 > all["keywords only"].f1, half);
  }
});

test("marginal moves of a threshold change little: below 5 % of links and of RCA signs for a move of 0.02", () => {
  for (const {threshold, move, gained, lost, signs} of report.sensitivity.moves.filter(
    (one) => Math.abs(one.move) < 0.03
  )) {
    assert.ok((gained + lost) / report.sensitivity.links < 0.05, `${threshold} ${move}: ${gained + lost} links`);
    assert.ok(signs / report.sensitivity.signs < 0.05, `${threshold} ${move}: ${signs} signs`);
  }
  const wide = report.sensitivity.moves.filter(({move}) => Math.abs(move) > 0.03);
  assert.ok(
    wide.every(({gained, lost}) => gained + lost > 0),
    "a move of 0.05 changes nothing: the table measures nothing"
  );
});

test("the tables in the documentation are those of this classification", async () => {
  const document = readFileSync(join(projectRoot, "docs/classification.md"), "utf8");
  assert.equal(
    insertTables(document, await describeCheck(report)),
    document,
    "run npm run check -- classification --write docs/classification.md"
  );
});

test("the worklist holds the borderline links, ready to be decided", async () => {
  const lines = (await listWork(out)).split("\n");
  assert.equal(lines[0], "vocabulary,code,technology,decision,reviewer,date,note,similarity,cooccurrence,model,title");
  assert.ok(lines.length > 10);
  assert.match(lines[1]!, /^(cpc|topic|industry),[^,]+,("[^"]+"|[^,]+),,,,,0\.\d+,(0\.\d+)?,minilm-words@1,/);
});
