import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {test} from "node:test";
import {referencesMarkdown, referencesPath} from "../../../tools/draw/references.ts";

test("the list of marks and references is that of the code", async () => {
  assert.equal(await readFile(referencesPath, "utf8"), await referencesMarkdown(), "run npm run draw -- references");
});
