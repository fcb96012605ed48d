import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {readConcordance} from "../../../data-loaders/sources/cpc/concordance.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();

test("no main group of the concordance is both old and new, so that one step suffices", async () => {
  const moves = await readConcordance();
  const old = new Set(moves.map((move) => move.old));
  assert.ok(old.has("H01L29") && old.has("H01L21"));
  for (const {successor} of moves)
    for (const group of old) assert.ok(successor !== group && successor !== group.slice(0, 4), `${successor} ${group}`);
});

test("a move that is malformed or repeated is refused with its line", async () => {
  const refuse = async (row: string, message: RegExp) => {
    writeFiles(root, {"concordance.csv": `old,new,source\nH01L29,H10D30,CPC 2025.01\n${row}\n`});
    await assert.rejects(
      readConcordance(join(root, "concordance.csv")),
      (error: InputError) => message.test(error.message) && error.place.line === 3
    );
  };
  await refuse("H01L29,H10D30,CPC 2025.01", /listed twice/);
  for (const row of ["H01L,H10D,x", "H01L29,,x", ",H10D,x", "H01L29,H10D31,", "h01l29,H10D31,x", "H01L29,H01L29,x"])
    await refuse(row, /no move from/);
});
