import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, test} from "node:test";
import {JSDOM} from "jsdom";
import {bibtex} from "../../../../src/site/release/citation.ts";
import {licenceTexts} from "../../../../src/site/release/licence-texts.ts";
import {readRelease, type Release} from "../../../../src/site/release/release.ts";
import {robots, sitemap} from "../../../../src/site/release/search-engines.ts";
import {socialCard} from "../../../../src/site/release/social-card.ts";
import {projectFolder} from "../../../../src/site/site.ts";

const release: Release = {
  title: "Numbers & more, 100 %",
  version: "1.2.3",
  description: "Open numbers",
  date: "2026-11-25",
  authors: ["The contributors"],
  byline: "A report of the Council.",
  study: {
    key: "author2026study",
    title: "A study of 50 % & more",
    authors: ["Ann Author", "Bo Author"],
    institution: "An Institute",
    client: "the Council",
    year: 2026
  }
};

test("the version, and a date, are the same wherever they are written", async () => {
  const {version} = JSON.parse(await readFile(join(projectFolder, "package.json"), "utf8")) as {version: string};
  const citation = await readFile(join(projectFolder, "CITATION.cff"), "utf8");
  assert.match(citation, new RegExp(`^version: ${version.replaceAll(".", "\\.")}$`, "m"));
  const {date, version: read} = await readRelease();
  assert.equal(read, version);
  assert.match(citation, new RegExp(`^date-released: "${date}"$`, "m"));
});

describe("BibTeX", () => {
  test("what is cited, and nothing that TeX would take for its own", () => {
    const text = bibtex({...release, siteUrl: "https://example.org/a_b/"}, "abc_1");
    assert.match(text, /^@software\{numbersmore123,\n/);
    assert.match(text, /title = \{Numbers \\& more, 100 \\%\}/);
    assert.match(text, /author = \{\{The contributors\}\}/);
    assert.match(text, /year = \{2026\}/);
    assert.match(text, /note = \{A report of the Council\. Data build abc\\_1\}/);
    assert.match(text, /url = \{https:\/\/example\.org\/a_b\/\}/);
    assert.equal(text.match(/^@/gm)!.length, 2);
    assert.match(text, /^@techreport\{author2026study,\n {2}title = \{A study of 50 \\% \\& more\},\n/m);
    assert.match(text, /author = \{Ann Author and Bo Author\},\n {2}institution = \{\{An Institute\}\},/);
    assert.match(text, /note = \{Study for the Council\},\n {2}year = \{2026\}/);
    assert.equal(text.match(/\{/g)!.length, text.match(/\}/g)!.length);
  });

  test("without an address and a date it leaves them out", () => {
    const undated = {...release, date: undefined};
    assert.doesNotMatch(bibtex(undated, "b").split("\n\n")[0]!, /url|year|date/);
  });

  test("an author whose name has an “and” stays one", () => {
    const authors = ["Ministry of Economy and Innovation", "The contributors"];
    const text = bibtex({...release, authors}, "b");
    assert.match(text, /author = \{\{Ministry of Economy and Innovation\} and \{The contributors\}\}/);
  });

  test("a site that is the study itself cites no other", () => {
    assert.equal(bibtex({...release, study: null}, "b").match(/^@/gm)!.length, 1);
  });
});

test("a sitemap names every page for readers by its public address, and robots are told of it", () => {
  const text = sitemap(
    ["index.html", "404.html", "claims.html", "lab/index.html", "lab/what-if.html", "embed/1.2.3/map.html"],
    "https://example.org/flanders/",
    "2026-11-25"
  );
  const document = new JSDOM(text, {contentType: "application/xml"}).window.document;
  assert.deepEqual(
    Array.from(document.querySelectorAll("loc"), ({textContent}) => textContent),
    ["", "claims.html", "lab/", "lab/what-if.html"].map((path) => `https://example.org/flanders/${path}`)
  );
  assert.equal(document.querySelectorAll("lastmod").length, 4);
  assert.match(robots("https://example.org/"), /^Sitemap: https:\/\/example\.org\/sitemap\.xml$/m);
  assert.doesNotMatch(robots(undefined), /Sitemap/);
});

test("the picture for links has the size that pages name, and is not heavy", async () => {
  const bytes = await readFile(join(projectFolder, "src/site/release", socialCard.file));
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [socialCard.width, socialCard.height]);
  assert.ok(bytes.length < 300_000);
});

test("every package that ships is named with its licence, each text once", async () => {
  const text = await licenceTexts(projectFolder);
  for (const name of [
    "d3-array",
    "@observablehq/plot",
    "apache-arrow",
    "@fontsource-variable/source-serif-4",
    "@duckdb/duckdb-wasm"
  ])
    assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, \\S`, "m"), name);
  assert.match(text, /Apache License\s+Version 2\.0/);
  const parts = text.split(`\n\n${"=".repeat(80)}\n\n`);
  assert.equal(new Set(parts.map((part) => part.slice(part.indexOf("\n\n")))).size, parts.length);
});
