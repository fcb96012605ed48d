import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {mendShell} from "../../../../src/site/html/accessible-html.ts";

const head = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
</head>
<body>`;
const sidebar = `
<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">
<label id="observablehq-sidebar-backdrop" for="observablehq-sidebar-toggle"></label>
<nav id="observablehq-sidebar">
  <ol>
    <label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>
    <li class="observablehq-link"><a href="./">Home</a></li>
  </ol>
  <div id="observablehq-search"><input type="search" placeholder="Search"></div>
</nav>`;
const toc = `
<aside id="observablehq-toc" data-selector="h1">
<nav>
<div>Contents</div>
<ol>
<li class="observablehq-secondary-link"><a href="#a">A</a></li>
</ol>
</nav>
</aside>`;
const main = `
<main id="observablehq-main" class="observablehq">
<nav><ol><label>an author's own</label></ol></nav>
</main>`;
const footer = `
<footer id="observablehq-footer">
<nav><a rel="next" href="./b"><span>B</span></a></nav>
</footer>`;

describe("mendShell", () => {
  test("declares the language and allows zooming", () => {
    const html = mendShell(head + main, "index.html");
    assert.match(html, /<html lang="en">/);
    assert.match(html, /content="width=device-width, initial-scale=1">/);
  });

  test("keeps a language that is declared", () => {
    assert.match(mendShell(head.replace("<html>", '<html lang="nl">') + main, "index.html"), /<html lang="nl">/);
  });

  test("names fields and landmarks, and keeps labels out of the list", () => {
    const html = mendShell(head + sidebar + toc + main + footer, "index.html");
    assert.match(html, /<input id="observablehq-sidebar-toggle" type="checkbox" aria-label="Toggle sidebar"/);
    assert.match(html, /<nav id="observablehq-sidebar" aria-label="Pages">/);
    assert.match(html, /<input type="search" aria-label="Search"/);
    assert.match(html, /<aside id="observablehq-toc" data-selector="h1">\n<nav aria-label="Contents">\n<div>Contents/);
    assert.match(html, /<nav aria-label="Previous and next page"><a rel="next"/);
    assert.match(html, /<label id="observablehq-sidebar-close"[^>]*><\/label>\s*<ol>\s*<li class="observablehq-link"/);
  });

  test("leaves the author's part as it is", () => {
    assert.ok(mendShell(head + sidebar + main + footer, "index.html").includes(main));
  });

  test("changes nothing the second time", () => {
    const once = mendShell(head + sidebar + toc + main + footer, "index.html");
    assert.equal(mendShell(once, "index.html"), once);
  });

  test("refuses a page that is not Framework's", () => {
    assert.throws(() => mendShell("<p>text", "a.html"), /unknown page shell: a\.html has no <html lang=/);
  });
});
