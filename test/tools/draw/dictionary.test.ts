import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {test} from "node:test";
import {dictionaryMarkdown, dictionaryPath} from "../../../tools/draw/dictionary.ts";

test("the data dictionary is that of the schema", async () => {
  assert.equal(await readFile(dictionaryPath, "utf8"), dictionaryMarkdown(), "run npm run draw -- dictionary");
});
