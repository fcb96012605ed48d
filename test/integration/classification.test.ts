import assert from "node:assert/strict";
import {cpSync, existsSync, readFileSync, readdirSync, rmSync} from "node:fs";
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
import {buildWarehouse, type BuildInputs} from "../../data-loaders/warehouse/build.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const quiet = {progress: {update() {}, finish() {}}};
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

test("each step earns its place, and the whole beats both baselines", () => {
  for (const half of ["tuning", "final"] as const) {
    const {all} = report[half];
    const steps = ["meaning", "+ evidence", "+ review"] as const;
    for (const [i, step] of steps.entries())
      if (i > 0) assert.ok(all[step].f1 > all[steps[i - 1]!].f1, `${half}: ${step}`);
    for (const baseline of ["keywords only", "embedding only"] as const)
      assert.ok(all.meaning.f1 > all[baseline].f1, `${half}: ${baseline}`);
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

test(
  "classifying from scratch gives what the cache gives, and keeps its vectors beside the build",
  {timeout: 180_000},
  async () => {
    const sample = await smallSample();
    const data = join(root, "data");
    for (const folder of readdirSync(join(projectRoot, "data"))) {
      if (folder !== "raw" && folder !== "build")
        cpSync(join(projectRoot, "data", folder), join(data, folder), {recursive: true});
    }
    for (const name of readdirSync(join(data, "vectors")))
      if (name.endsWith(".parquet")) rmSync(join(data, "vectors", name));
    const extracts: BuildInputs["extracts"] = Object.fromEntries(
      (["patents", "publications", "deals"] as const).map((lens) => [
        lens,
        {folder: join(sample, lens), synthetic: true}
      ])
    );
    const build = async (name: string, from: string) =>
      await buildWarehouse(join(root, name), "key", {...defaultOptions, data: from, extracts}, quiet);
    const cached = await build("cached", join(projectRoot, "data"));
    const scratch = await build("scratch", data);
    assert.deepEqual(scratch.tables, cached.tables);
    assert.deepEqual(scratch.classification, cached.classification);
    assert.equal(
      readdirSync(join(data, "vectors")).some((name) => name.endsWith(".parquet")),
      false
    );
    assert.ok(existsSync(join(data, "raw/vectors/use-lite-en-0.2.0.parquet")));
    assert.deepEqual((await build("warm", data)).tables, cached.tables);
  }
);

test("the worklist holds the borderline links, ready to be decided", async () => {
  const lines = (await listWork(out)).split("\n");
  assert.equal(lines[0], "vocabulary,code,technology,decision,reviewer,date,note,similarity,cooccurrence,model,title");
  assert.ok(lines.length > 10);
  assert.match(lines[1]!, /^(cpc|topic|industry),[^,]+,("[^"]+"|[^,]+),,,,,0\.\d+,(0\.\d+)?,use-lite-en@0\.2\.0,/);
});
