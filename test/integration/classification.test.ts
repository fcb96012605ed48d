import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {before, test} from "node:test";
import {loadDecisions} from "../../data-loaders/classification/decisions.ts";
import {loadTaxonomy} from "../../data-loaders/classification/taxonomy.ts";
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
  for (const part of ["tuning", "final", "outside"] as const) {
    const {all} = report[part];
    assert.ok(all["+ evidence"].precision > all.meaning.precision, part);
    assert.ok(all["+ review"].f1 > all["+ evidence"].f1, part);
    assert.ok(all.meaning.f1 > all["keywords only"].f1, part);
  }
  assert.ok(report.outside.all["+ evidence"].f1 > report.outside.all.meaning.f1, "evidence, from outside");
});

test("the method accepts at least 95 % of the official pairs, and a decision gives the reason for each other one", async () => {
  const {all, errors} = report.outside;
  assert.ok(all["+ review"].recall >= 0.95, String(all["+ review"].recall));
  assert.ok(all["+ review"].f1 >= 0.92, String(all["+ review"].f1));
  const {technologies} = await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"));
  const decisions = await loadDecisions(join(projectRoot, "data/classification/decisions.csv"), technologies);
  for (const {symbol, technology} of errors.filter(({belongs}) => belongs)) {
    const found = decisions.find((one) => one.symbol === symbol && one.technology === technology);
    assert.equal(found?.verdict, "reject", `${symbol} – ${technologies[technology - 1]!.name}`);
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
