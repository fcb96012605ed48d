import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {readFrontMatter} from "@observablehq/framework/dist/frontMatter.js";
import {frontMatterText, splitPage} from "../../../src/text/front-matter.ts";

/** Pages, with the value of their key `title` in YAML. */
const pages: Readonly<Record<string, readonly [page: string, title: string | null]>> = {
  plain: ["---\ntitle: Light\nsql:\n  a: ./a.csv\n---\n\n# Light\n\nText.\n", "Light"],
  "in double quotes": ['---\ntitle: "A \\"good\\" idea: 2026"\n---\n# A\n', 'A "good" idea: 2026'],
  "in single quotes": ["---\ntoc: false\ntitle: 'The region''s own'  \n---\n# A\n", "The region's own"],
  "without a title": ["---\ntoc: false\n---\n# A\n", null],
  "without a body": ["---\ntitle: A\n---", "A"],
  "with a rule in the body": ["---\ntitle: A\n---\n# A\n\n---\n\nmore\n---\n", "A"],
  "without front matter": ["# A\n\n---\ntitle: B\n---\n", null]
};

describe("front matter", () => {
  for (const [name, [page, title]] of Object.entries(pages))
    test(`a page ${name} is split as Framework splits it, whatever ends its lines`, () => {
      const {content, data} = readFrontMatter(page);
      assert.equal(data.title ?? null, title);
      for (const file of [page, page.replaceAll("\n", "\r\n")]) {
        const {head, body} = splitPage(file);
        assert.equal(body, content);
        assert.equal(frontMatterText(head, "title"), title);
        assert.equal(head === null, page.startsWith("#"));
      }
    });

  test("blanks after the second fence belong to it", () => {
    assert.deepEqual(splitPage("---\ntitle: A\n--- \t\n# A\n"), {head: "title: A\n", body: "# A\n"});
  });

  test("quotation marks that are not closed stay", () => {
    assert.equal(frontMatterText('title: "A\n', "title"), '"A');
    assert.equal(frontMatterText('title: "A" and "B"\n', "title"), '"A" and "B"');
  });
});
