import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {allowZoom} from "../../../../../src/site/html/passes/allow-zoom.ts";
import {declareLanguage} from "../../../../../src/site/html/passes/declare-language.ts";
import {linkCompanionFiles} from "../../../../../src/site/html/passes/link-companion-files.ts";
import {nameLandmarks} from "../../../../../src/site/html/passes/name-landmarks.ts";
import {restoreQueries} from "../../../../../src/site/html/passes/restore-queries.ts";
import {applyPass, pageOf} from "./apply-pass.ts";

const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">';
const main = `<main id="observablehq-main" class="observablehq">
<nav><ol><label>an author's own</label></ol></nav>
</main>`;
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
const contents = `
<aside id="observablehq-toc" data-selector="h1">
<nav>
<div>Contents</div>
<ol>
<li class="observablehq-secondary-link"><a href="#a">A</a></li>
</ol>
</nav>
</aside>`;
const footer = `
<footer id="observablehq-footer">
<nav><a rel="next" href="./b"><span>B</span></a></nav>
</footer>`;

describe("the language", () => {
  test("is declared, and one that a page declares stays", async () => {
    assert.match(await applyPass(declareLanguage, pageOf("", main)), /^<!DOCTYPE html><html lang="en"><head>/);
    assert.match(
      await applyPass(declareLanguage, pageOf("", main).replace("<html>", '<html lang="nl">')),
      /<html lang="nl">/
    );
  });

  test("of a page that Framework did not write fails the build", async () => {
    await assert.rejects(
      applyPass(declareLanguage, "<p>text", {path: "a.html"}),
      /^Error: page a\.html: pass "declare the language" found no page of Framework .*; if Framework .* has changed, change src\/site\/html\/passes\/declare-language\.ts$/
    );
  });
});

test("readers may zoom, and a shell without the limit fails the build", async () => {
  const allowed = await applyPass(allowZoom, pageOf(viewport, main));
  assert.match(allowed, /<meta name="viewport" content="width=device-width, initial-scale=1">/);
  await assert.rejects(applyPass(allowZoom, allowed), /pass "allow zoom" found no <meta name=viewport>/);
});

describe("landmarks", () => {
  test("and fields have names, and labels stand outside of lists", async () => {
    const named = await applyPass(nameLandmarks, pageOf("", sidebar + contents + main + footer));
    assert.match(
      named,
      /<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar" aria-label="Toggle sidebar">/
    );
    assert.match(named, /<nav id="observablehq-sidebar" aria-label="Pages">/);
    assert.match(named, /<input type="search" placeholder="Search" aria-label="Search">/);
    assert.match(named, /<aside id="observablehq-toc" data-selector="h1">\n<nav aria-label="Contents">\n<div>Contents/);
    assert.match(named, /<nav aria-label="Previous and next page"><a rel="next"/);
    assert.match(named, /<label id="observablehq-sidebar-close"[^>]*><\/label>\s*<ol>\s*<li class="observablehq-link"/);
    assert.ok(named.includes(main), "the author's own lists stay");
  });

  test("of an unknown sidebar fail the build", async () => {
    await assert.rejects(
      applyPass(nameLandmarks, pageOf("", sidebar.replace("observablehq-sidebar-close", "other"))),
      /the sidebar has no #observablehq-sidebar-close/
    );
  });

  test("are not expected where a page has no sidebar", async () => {
    assert.equal(await applyPass(nameLandmarks, pageOf("", main)), pageOf("", main));
  });
});

describe("companion files", () => {
  const text = '<p><span data-beside="../citation.bib">Bib<b>TeX</b></span> · <span>other</span></p>';

  test("become links where they are mentioned", async () => {
    assert.equal(
      await applyPass(linkCompanionFiles, pageOf("", text)),
      pageOf("", '<p><a href="../citation.bib">Bib<b>TeX</b></a> · <span>other</span></p>')
    );
  });

  test("must be mentioned under the site's own header", async () => {
    await assert.rejects(
      applyPass(linkCompanionFiles, pageOf("", '<a class="site-title" href="./">Site</a>')),
      /pass "link companion files" found no <span data-beside>/
    );
  });
});

test("the query of a link returns to its address", async () => {
  const link = (attributes: string) => pageOf("", `<a class="x" ${attributes}>Review</a>`);
  assert.equal(
    await applyPass(restoreQueries, link('href="./lab/review" data-query="technology=photonics&amp;v=1"')),
    link('href="./lab/review?technology=photonics&amp;v=1"')
  );
});
