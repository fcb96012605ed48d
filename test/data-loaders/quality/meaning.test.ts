import assert from "node:assert/strict";
import {cpSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import {loadTaxonomy, taxonomyFile} from "../../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {separate} from "../../../data-loaders/quality/check-meaning.ts";
import {loadJudgedSets} from "../../../data-loaders/quality/judged-codes.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const data = join(projectRoot, "data");
const {technologies} = await loadTaxonomy(taxonomyFile(data));
const titles = {
  cpc: [
    {symbol: "B64U", label: "Unmanned aerial vehicles"},
    {symbol: "B64U10", label: "Type of UAV"}
  ],
  topic: [],
  industry: []
};

test("a separation is that of the best threshold, tried one by one", () => {
  const pair = fc.record({score: fc.integer({min: 0, max: 5}), belongs: fc.boolean()});
  const pairs = fc.array(pair, {minLength: 1, maxLength: 12}).filter((some) => some.some(({belongs}) => belongs));
  fc.assert(
    fc.property(pairs, fc.integer({min: 0, max: 6}), (some, tuned) => {
      const members = some.filter(({belongs}) => belongs).length;
      const tried = [0, 1, 2, 3, 4, 5].map((threshold) => {
        const accepted = some.filter(({score}) => score >= threshold);
        const right = accepted.filter(({belongs}) => belongs).length;
        const [precision, recall] = [accepted.length === 0 ? 0 : right / accepted.length, right / members];
        return {threshold, precision, recall, f1: right === 0 ? 0 : 2 / (1 / precision + 1 / recall)};
      });
      const found = separate(some, tuned);
      assert.ok(Math.abs(found.f1 - Math.max(...tried.map(({f1}) => f1))) < 1e-12);
      const at = tried.find(({threshold}) => threshold === tuned)?.f1 ?? 0;
      assert.ok(Math.abs(found.f1AtTuned - at) < 1e-12);
      const precise = tried.filter(({precision}) => precision >= 0.9).map(({recall}) => recall);
      assert.equal(found.recallAt90, Math.max(0, ...precise));
    })
  );
  assert.throws(() => separate([{score: 1, belongs: false}], 0), /no pair belongs/);
});

test("a code of a definition is no member of the technologies that no definition gives it", async () => {
  const sets = await loadJudgedSets(data, technologies, titles);
  const [definitions] = sets.filter(({name}) => name === "official definitions");
  const found = definitions!.codes.find(({symbol}) => symbol === "B64U10")!;
  const members = technologies.filter(({id}) => found.belongs.get(id)).map(({name}) => name);
  assert.deepEqual([members, found.belongs.size], [["Drones"], technologies.length]);
});

test("the halves of the panel share no code with each other", async () => {
  const sets = await loadJudgedSets(data, technologies, titles);
  const [tuning, final] = ["panel, tuning half", "panel, set-aside half"].map(
    (name) =>
      new Set(sets.find((set) => set.name === name)!.codes.map(({vocabulary, symbol}) => `${vocabulary} ${symbol}`))
  );
  assert.ok(tuning!.size > 300 && final!.size > 300);
  assert.deepEqual(
    [...tuning!].filter((code) => final!.has(code)),
    []
  );
});

test("a wrong row of the panel is named", async () => {
  const root = tempFolder();
  mkdirSync(join(root, "classification"), {recursive: true});
  cpSync(join(data, "classification/gold.csv"), join(root, "classification/gold.csv"));
  const [header, ...rows] = readFileSync(join(data, "classification/panel.csv"), "utf8").split("\n");
  for (const [row, message] of [
    ["other,cpc,B64U,Drones,Drones", 'unknown half "other"'],
    ["final,ipc,B64U,Drones,Drones", 'unknown vocabulary "ipc"'],
    ["final,cpc,,Drones,Drones", "no code or label"],
    ["final,cpc,B64U,Drones,Drones; Kites", 'unknown technology "Kites"']
  ] as const) {
    writeFiles(root, {"classification/panel.csv": [header, rows[0], row].join("\n")});
    await assert.rejects(loadJudgedSets(root, technologies, titles), (error: Error & {place: {line: number}}) => {
      assert.deepEqual([error.message, error.place.line], [message, 3]);
      return true;
    });
  }
});
