import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {decodeMappings} from "../../../tools/mutants/coverage.ts";
import {drawMutants, shareOut} from "../../../tools/mutants/draw.ts";
import {ImportGraph} from "../../../tools/mutants/imports.ts";
import type {Mutant} from "../../../tools/mutants/mutant.ts";
import type {Verdict} from "../../../tools/mutants/runner.ts";
import {tallyTable, tallyVerdicts} from "../../../tools/mutants/score.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const mutantsOf = (file: string, count: number): Mutant[] =>
  Array.from({length: count}, (_, i) => ({
    id: `${file}${i}`,
    file,
    line: i + 1,
    operator: "number",
    start: i,
    end: i + 1,
    original: "0",
    replacement: "1"
  }));
const all = [...mutantsOf("src/a/large.ts", 60), ...mutantsOf("src/a/small.ts", 30), ...mutantsOf("src/b/tiny.ts", 2)];

test("the same seed draws the same mutants, another one others", () => {
  const ids = (seed: number) => drawMutants(all, 20, seed).map(({id}) => id);
  assert.deepEqual(ids(1), ids(1));
  assert.notDeepEqual(ids(1), ids(2));
  assert.equal(new Set(ids(1)).size, 20);
  const order = new Map(all.map((mutant, i) => [mutant.id, i]));
  assert.deepEqual(
    ids(1).map((id) => order.get(id)!),
    ids(1)
      .map((id) => order.get(id)!)
      .sort((a, b) => a - b)
  );
  assert.deepEqual(drawMutants(all, 1000, 1), all);
});

test("files give by their size, each at least one", () => {
  assert.deepEqual(shareOut([60, 30, 10], 10), [6, 3, 1]);
  assert.deepEqual(shareOut([600, 300, 1], 9), [5, 3, 1]);
  assert.deepEqual(shareOut([5, 5, 5], 4), [2, 1, 1]);
  assert.deepEqual(shareOut([3, 2], 5), [3, 2]);
  const drawn = drawMutants(all, 23, 1);
  assert.deepEqual(
    ["src/a/large.ts", "src/a/small.ts", "src/b/tiny.ts"].map((name) => drawn.filter(({file}) => file === name).length),
    [15, 7, 1]
  );
});

test("imports are followed, those of types are not", () => {
  const root = writeFiles(tempFolder(), {
    "test/a.test.ts": 'import {b} from "../src/b.js";\nimport type {D} from "../src/d.ts";\n',
    "src/b.ts":
      'export {c} from "./c.ts";\nconst script = new URL("./e.sql", import.meta.url);\nawait import("./f.ts");\n',
    "src/c.ts": 'import "./b.ts";\n',
    "src/d.ts": "",
    "src/e.sql": "",
    "src/f.ts": ""
  });
  assert.deepEqual([...new ImportGraph(root).reach("test/a.test.ts")].sort(), [
    "src/b.ts",
    "src/c.ts",
    "src/e.sql",
    "src/f.ts",
    "test/a.test.ts"
  ]);
});

test("a source map tells from which line each generated place comes", () => {
  // Columns 0 and 4 of the first generated line come from lines 1 and 3, column 2 of the second from line 2.
  assert.deepEqual(decodeMappings("AAAA,IAEA;EADA", [10, 5]), [
    {offset: 0, line: 1},
    {offset: 4, line: 3},
    {offset: 13, line: 2}
  ]);
});

test("scores are tallied by folder and all together", () => {
  const verdict = (file: string, status: Verdict["status"]): Verdict => ({...mutantsOf(file, 1)[0]!, status, by: null});
  const tallies = tallyVerdicts([
    verdict("src/a/x.ts", "killed"),
    verdict("src/a/y.ts", "survived"),
    verdict("src/b/z.ts", "timed out"),
    verdict("src/b/z.ts", "killed")
  ]);
  assert.deepEqual(
    tallies.map(({folder, mutants, killed, timedOut, survived, score}) => [
      folder,
      mutants,
      killed,
      timedOut,
      survived,
      score
    ]),
    [
      ["src/a", 2, 1, 0, 1, 0.5],
      ["src/b", 2, 1, 1, 0, 1],
      ["all", 4, 2, 1, 1, 0.75]
    ]
  );
  assert.match(tallyTable(tallies), /^all +4 +2 +1 +1 +75\.0 %$/m);
});

test("an unknown flag or a value that is missing is answered in one line with status 2", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "tools/mutants/command.ts", ...args], {
      cwd: projectRoot,
      encoding: "utf8"
    });
  for (const args of [["--speed"], ["--json"], ["--count", "many"], ["--count", "0"]]) {
    const {status, stderr} = run(...args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /^error: [^\n]+\n$/, args.join(" "));
  }
  const {status, stdout} = run("--help");
  assert.equal(status, 0);
  assert.match(stdout, /^usage: npm run test:mutants/);
});
