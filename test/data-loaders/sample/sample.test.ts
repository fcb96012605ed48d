import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gunzipSync} from "node:zlib";
import {loadTaxonomy} from "../../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {readKeptPlan} from "../../../data-loaders/sample/plan/kept.ts";
import {keptPlanPath, planSample} from "../../../data-loaders/sample/sample.ts";
import {loadSubjects} from "../../../data-loaders/sample/subjects.ts";
import {loadVocabulary} from "../../../data-loaders/sources/vocabularies.ts";
import {smallSample} from "../../support/small-sample.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";
import {vocabularies} from "../../../src/terms/lenses.ts";

const root = tempFolder();
const sample = await smallSample();
const read = (file: string) => readFileSync(join(sample, file));

test("inventors' shares sum to one, and the mess is there at realistic rates", () => {
  const rows = read("patents/202601_EPO_Inv_reg.txt")
    .toString()
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split("|"));
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row[0]!, (sums.get(row[0]!) ?? 0) + Number(row[7]) * Number(row[8]));
  for (const [id, sum] of sums) assert.ok(Math.abs(sum - 1) < 1e-6, `${id}: ${sum}`);
  const unclassified = rows.filter((row) => row[5]!.endsWith("ZZZ")).length / rows.length;
  assert.ok(unclassified > 0.005 && unclassified < 0.03, String(unclassified));
  assert.ok(
    rows.some((row) => row[4]!.includes('"')),
    "no stray quote"
  );
  assert.ok(
    rows.some((row) => row[5] === "UKI11" || row[5] === "UKJ23"),
    "no wrong code"
  );
  assert.ok(
    rows.some((row) => row[7] === "0.5"),
    "no divided address"
  );
});

test("ids are in a range that the sources do not use, and names say that they are synthetic", () => {
  const works = gunzipSync(read("publications/works/updated_date=2026-01-15/part_000.gz"))
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as {id: string; display_name: string});
  assert.ok(works.every(({id, display_name}) => /\/W99\d{8}$/.test(id) && display_name.startsWith("Synthetic")));
  const deals = read("deals/funding_rounds_1.csv").toString().trimEnd().split("\n").slice(1);
  assert.ok(deals.every((line) => line.includes("Synthetic Company") && line.includes("https://example.org/")));
});

test("every technology has documents in every lens, with codes that the vocabularies list", async () => {
  const data = join(projectRoot, "data");
  const technologies = (await loadTaxonomy(join(data, "taxonomy/taxonomy.json"))).technologies;
  const subjects = await loadSubjects(join(data, "sample/subjects.csv"), technologies);
  assert.equal(technologies.length, 38);
  for (const {id, name} of technologies) {
    for (const vocabulary of vocabularies)
      assert.ok(
        subjects.some((subject) => subject.technology === id && subject.vocabulary === vocabulary),
        `${name}: ${vocabulary}`
      );
  }
  for (const vocabulary of vocabularies) {
    const codes = new Set((await loadVocabulary(vocabulary, data)).map(({symbol}) => symbol));
    for (const subject of subjects.filter((candidate) => candidate.vocabulary === vocabulary))
      assert.ok(codes.has(subject.symbol), `${vocabulary} ${subject.symbol}`);
  }
});

test("the kept plan is that of the committed inputs", async () => {
  const [kept, planned] = [await readKeptPlan(keptPlanPath), await planSample()];
  assert.deepEqual([...kept.keys()].sort(), [...planned.keys()].sort());
  for (const [dataset, {key, state, pairs}] of planned) {
    const found = kept.get(dataset)!;
    assert.deepEqual([found.key, found.state], [key, state], `${dataset}: run npm run sample -- --plan`);
    const text = (list: typeof pairs) => list.map(({a, b, documents}) => `${a} ${b} ${documents}`).join("\n");
    assert.ok(text(found.pairs) === text(pairs), `${dataset}: run npm run sample -- --plan`);
  }
});

test("a row that is wrong or repeated is refused with its line", async () => {
  const technologies = (await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"))).technologies;
  const refuse = async (rows: string, message: RegExp) => {
    writeFiles(root, {"subjects.csv": `vocabulary,code,technology\ncpc,B33Y10,Advanced Manufacturing\n${rows}\n`});
    await assert.rejects(
      loadSubjects(join(root, "subjects.csv"), technologies),
      (error: Error & {place: {line: number}}) => message.test(error.message) && error.place.line === 3
    );
  };
  await refuse("cpc,B33Y10,Advanced Manufacturing", /repeats line 2/);
  await refuse("ipc,B33Y10,Robotics", /unknown vocabulary/);
  await refuse("cpc,B33Y10,Alchemy", /unknown technology/);
});
