import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {JSDOM} from "jsdom";
import {readPage, runPass} from "../../../../../src/site/html/pass.ts";
import {offerEmbeds} from "../../../../../src/site/html/passes/offer-embeds.ts";
import {serializePage} from "../../../../../src/site/html/tree.ts";
import {applyPass, pageOf, testContext} from "./apply-pass.ts";

describe("figures for other pages", () => {
  const figure = (id: string) =>
    `<figure class="bleed report-figure" id="figure-${id}" data-figure="${id}"><p class="figure-title">A <em>finding</em> of ${id} &amp; more</p><div class="chart" tabindex="0" role="group"><svg></svg></div><p class="chart-reading" aria-live="polite"></p><div class="figure-tools" data-tools="" hidden=""></div><figcaption>Synthetic</figcaption></figure>`;
  const report = pageOf(
    '<link rel="stylesheet" type="text/css" href="./style.css"><style>@font-face{src:url("./_file/a.woff2")}</style>',
    `<main>${figure("one")}<p>Text</p>${figure("two")}<figure class="other"></figure></main>`
  );
  const embedded = async () => {
    const context = testContext({readStyle: async (href) => `/* ${href} */`});
    const page = readPage("index.html", report);
    await runPass(offerEmbeds, page, context);
    return {added: context.added, report: serializePage(page.document)};
  };

  test("each is a page of its own, without scripts, at an address with the release", async () => {
    const {added} = await embedded();
    assert.deepEqual([...added.keys()], ["embed/1.2.3/one.html", "embed/1.2.3/two.html"]);
    const document = new JSDOM(added.get("embed/1.2.3/two.html")).window.document;
    assert.equal(document.title, "A finding of two & more | Numbers & more, 100 %");
    assert.equal(document.querySelectorAll("figure").length, 1);
    assert.equal(document.querySelectorAll("script, [tabindex], [data-tools], .chart-reading").length, 0);
    const css = Array.from(document.querySelectorAll("style"), ({textContent}) => textContent).join("\n");
    assert.match(css, /\/\* \.\/style\.css \*\//);
    assert.match(css, /url\("\.\.\/\.\.\/_file\/a\.woff2"\)/);
    const link = document.querySelector<HTMLAnchorElement>(".embed-from a")!;
    assert.deepEqual([link.getAttribute("href"), link.target], ["../../#figure-two", "_top"]);
    assert.equal(document.querySelector("meta[name=robots]")!.getAttribute("content"), "noindex");
    const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]")!.getAttribute("content")!;
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'$/);
  });

  test("the report tells its scripts where they are, and keeps its figures", async () => {
    const {report: offered} = await embedded();
    assert.match(offered, /<meta name="embeds" content="\.\/embed\/1\.2\.3\/">\n<\/head>/);
    assert.ok(offered.includes(figure("one")));
  });

  test("other pages have none", async () => {
    assert.equal(await applyPass(offerEmbeds, report, {path: "claims.html"}), report);
  });

  test("a report of the site without figures fails the build", async () => {
    await assert.rejects(
      applyPass(offerEmbeds, pageOf("", '<a class="site-title" href="./">Site</a>'), {path: "index.html"}),
      /page index\.html: pass "offer embedded figures" found no <figure/
    );
  });
});
