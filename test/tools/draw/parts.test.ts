import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {test} from "node:test";
import {partsMarkdown, partsPath} from "../../../tools/draw/parts.ts";

test("docs/parts.md says what the gallery of parts says", async () => {
  assert.equal(await readFile(partsPath, "utf8"), partsMarkdown(), "run npm run draw -- parts");
});

test("the gallery shows every part of src/parts.ts", async () => {
  const names = [...(await readFile("src/parts.ts", "utf8")).matchAll(/export \{([^}]+)\}/g)].flatMap(([, list]) =>
    list!.split(",").map((name) => name.trim())
  );
  assert.ok(names.length > 5);
  const headings = [...partsMarkdown().matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
  for (const name of names)
    assert.ok(
      headings.some((one) => new RegExp(`\\b${name}\\b`).test(one)),
      name
    );
});
