import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import {fillPage, type PageParts} from "../../../../src/site/api/page.ts";
import {html} from "../../../../src/text/html.ts";

const parts: PageParts = {
  tables: html`<table><tr><th>${"a < b"}</th></tr></table>`,
  uses: html`<p>$& any use</p>`,
  examples: html`<pre><code>SELECT 1</code></pre>`,
  documents: html`<ul><li><a href="./dictionary.csv">dictionary</a></li></ul>`
};
const page = (names: readonly string[]) =>
  `<!DOCTYPE html><html><body>${names.map((name) => `<div class="x" data-api="${name}"><p>not <b>yet</b></p></div>`).join("")}<p>kept</p></body></html>`;

test("the page of the API gets its parts, whatever stood in their place", () => {
  const {document} = new JSDOM(fillPage(page(Object.keys(parts)), parts)).window;
  const part = (name: string) => document.querySelector(`[data-api=${name}]`)!;
  assert.equal(part("tables").querySelector("th")!.textContent, "a < b");
  assert.equal(part("uses").textContent, "$& any use");
  assert.equal(part("documents").querySelector("a")!.getAttribute("href"), "./dictionary.csv");
  assert.equal(part("examples").innerHTML, "<pre><code>SELECT 1</code></pre>");
  assert.equal(document.querySelector("body > p")!.textContent, "kept");
});

test("a page of the API without a place for a part fails the build", () => {
  assert.throws(() => fillPage(page(["tables", "uses", "examples"]), parts), /no element with data-api="documents"/);
});
