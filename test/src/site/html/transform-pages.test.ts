import assert from "node:assert/strict";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {JSDOM} from "jsdom";
import {transformPages} from "../../../../src/site/html/transform-pages.ts";
import {parsePage, serializePage} from "../../../../src/site/html/tree.ts";
import {tempFolder, writeFiles} from "../../../support/temp-folder.ts";
import {release} from "./passes/apply-pass.ts";

/** A page as Framework 1.13 writes it. */
const page = (main: string, header = "") => `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework v1.13.4">
<title>A page</title>
<link rel="preload" as="style" href="./style.css">
<link rel="stylesheet" type="text/css" href="./style.css">
<link rel="modulepreload" href="./_observablehq/client.0a.js">
<script type="module">

import "./_observablehq/client.0a.js";

</script>
</head>
<body>
<div id="observablehq-center">${header}
<main id="observablehq-main" class="observablehq">
${main}</main>
</div>
</body>
</html>
`;

function siteWith(files: Record<string, string>): string {
  const folder = tempFolder();
  writeFiles(folder, {"style.css": "p { color: red }", ...files});
  return folder;
}

describe("the pages of a site", () => {
  test("are transformed, those that come through loaders are left alone, and headers cover all scripts", async () => {
    const own = "<script>theirs</script>";
    const folder = siteWith({
      "index.html": page("<p>A</p>"),
      "404.html": page("<p>B</p><script>b</script>"),
      "_file/own.html": own
    });
    assert.deepEqual((await transformPages(folder, release)).sort(), ["404.html", "index.html"]);
    assert.equal(readFileSync(join(folder, "_file/own.html"), "utf8"), own);
    const headers = readFileSync(join(folder, "_headers"), "utf8");
    for (const path of ["404.html", "index.html"]) {
      const {document} = new JSDOM(readFileSync(join(folder, path), "utf8")).window;
      assert.equal(document.documentElement.lang, "en");
      const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]")!.getAttribute("content")!;
      for (const hash of policy.match(/'sha256-[^']+'/g)!) assert.ok(headers.includes(hash), path);
      // The links of the error page start from its base, not from its folder.
      assert.equal(document.querySelector("link[rel=stylesheet]") !== null, path === "404.html");
    }
    assert.ok(!existsSync(join(folder, "embed")));
  });

  test("of an unknown release of Framework fail the build, with the page and the pass", async () => {
    const changed = page("<p>A</p>").replace(", maximum-scale=1", "");
    await assert.rejects(
      transformPages(siteWith({"lab/index.html": changed}), release),
      /^Error: page lab\/index\.html: pass "allow zoom" found no <meta name=viewport> with maximum-scale=1/
    );
  });

  test("under the site's own header must hold somewhere what passes are for", async () => {
    const css = ":root { --a: light-dark(red, blue) }";
    const header = '<a class="site-title" href="./">Site</a><span data-beside="./citation.bib">BibTeX</span>';
    await assert.rejects(
      transformPages(siteWith({"style.css": css, "claims.html": page("<p>A</p>", header)}), release),
      /^Error: the site: pass "restore queries of links" found no <a data-query>/
    );
  });
});

describe("a page that is parsed and written", () => {
  const sameText = (body: string) => {
    const text = `<!DOCTYPE html><html><head><title>A</title></head><body>${body}</body></html>`;
    assert.equal(serializePage(parsePage(text)), text);
  };

  test("keeps marks of cells, entities, the case of SVG and what stands in noscript", () => {
    sameText('<p><observablehq-loading></observablehq-loading><!--:0a1b:--> &amp; &lt;b&gt;&nbsp;"</p>');
    sameText(
      '<svg viewBox="0 0 1 1"><linearGradient id="a" gradientUnits="userSpaceOnUse"></linearGradient><foreignObject></foreignObject></svg>'
    );
    sameText('<noscript><p class="a">Without <b>scripts</b> &amp; more</p></noscript>');
    sameText('<script>if (a < b && c) d("</b>")</script><style>a > b { content: "&" }</style>');
  });

  test("keeps what noscript holds in the head", () => {
    const text =
      '<!DOCTYPE html><html><head><noscript><link rel="stylesheet" href="a.css"></noscript></head><body></body></html>';
    assert.equal(serializePage(parsePage(text)), text);
  });

  test("keeps line ends in preformatted text, the first of which a parser leaves out", () => {
    for (const body of ["<pre>a\n  b\n</pre>", "<pre>\n\na</pre>", "<textarea>\n\na</textarea>"]) {
      const read = (text: string) => new JSDOM(text).window.document.body.innerHTML;
      assert.equal(read(serializePage(parsePage(body))), read(body));
    }
  });
});
