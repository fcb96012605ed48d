import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {loadTaxonomy} from "../../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {bestThreshold, loadGold, measure, partOf} from "../../../data-loaders/quality/gold.ts";
import {loadVocabulary} from "../../../data-loaders/sources/vocabularies.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";
import {vocabularies} from "../../../src/terms/lenses.ts";

const root = tempFolder();
const data = join(projectRoot, "data");
const {technologies} = await loadTaxonomy(join(data, "taxonomy/taxonomy.json"));

test("the gold set covers what it should, and judges codes that exist", async () => {
  const all = await loadGold(join(data, "classification/gold.csv"), technologies);
  const gold = all.filter(({half}) => half !== "outside");
  assert.ok(gold.length >= 250);
  assert.ok(gold.filter(({belongs}) => !belongs).length >= gold.length / 3, "too few hard negatives");
  const final = gold.filter(({half}) => half === "final").length;
  assert.ok(Math.abs(final - gold.length / 2) <= 4);
  for (const {id, name} of technologies)
    for (const belongs of [true, false])
      assert.ok(
        gold.some((one) => one.technology === id && one.belongs === belongs),
        `${name}: ${belongs}`
      );
  for (const vocabulary of vocabularies) {
    const symbols = new Set((await loadVocabulary(vocabulary, data)).map(({symbol}) => symbol));
    for (const one of gold.filter((judgement) => judgement.vocabulary === vocabulary))
      assert.ok(symbols.has(one.symbol), one.symbol);
  }
  // Official pairs with codes that the vocabulary lacks have no counterpart.
  const symbols = new Set((await loadVocabulary("cpc", data)).map(({symbol}) => symbol));
  const outside = partOf(all, "outside");
  const members = outside.filter(({belongs}) => belongs);
  const known = members.filter(({symbol}) => symbols.has(symbol));
  assert.ok(members.length >= 437);
  assert.ok(Math.abs(outside.length - members.length - known.length) < 0.1 * known.length, "unbalanced");
});

for (const [row, message] of [
  ["cpc,H01S5,Photonics,perhaps,tuning,", 'belongs is neither yes nor no: "perhaps"'],
  ["cpc,H01S5,Photonics,yes,third,", 'unknown half "third"'],
  ["cpc,H01S5,Photonics,yes,outside,", "no source"]
] as const) {
  test(`a judgement is refused: ${message}`, async () => {
    writeFiles(root, {"gold.csv": `vocabulary,code,technology,belongs,half,source\n${row}\n`});
    await assert.rejects(
      loadGold(join(root, "gold.csv"), technologies),
      (error: Error & {place: {line: number}}) => error.message === message && error.place.line === 2
    );
  });
}

test("precision, recall and F1 are those of the definition, and the best threshold is the best", () => {
  const gold = [true, true, true, false, false].map((belongs, i) => ({
    vocabulary: "cpc" as const,
    symbol: String(i),
    technology: 1,
    belongs,
    half: "tuning" as const,
    source: ""
  }));
  const scores = [0.9, 0.8, 0.2, 0.5, 0.1];
  const at = (threshold: number) => measure(gold, ({symbol}) => scores[Number(symbol)]! >= threshold);
  assert.deepEqual(at(0.5), {judgements: 5, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3});
  assert.deepEqual(at(2), {judgements: 5, precision: 0, recall: 0, f1: 0});
  const best = bestThreshold(gold, ({symbol}) => scores[Number(symbol)]!);
  for (const threshold of scores) assert.ok(at(best).f1 >= at(threshold).f1);
});
