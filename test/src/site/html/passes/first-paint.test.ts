import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {JSDOM} from "jsdom";
import {dropModulePreloads} from "../../../../../src/site/html/passes/drop-module-preloads.ts";
import {foldDrawings} from "../../../../../src/site/html/passes/fold-drawings.ts";
import {foldTables} from "../../../../../src/site/html/passes/fold-tables.ts";
import {inlineStyles} from "../../../../../src/site/html/passes/inline-styles.ts";
import {applyPass, pageOf} from "./apply-pass.ts";

const link = (href: string) =>
  `<link rel="preload" as="style" href="${href}">\n<link rel="stylesheet" type="text/css" href="${href}">\n`;
const inline = async (css: string) =>
  await applyPass(inlineStyles, pageOf(link("./a.css"), ""), {readStyle: async () => css});

describe("style sheets", () => {
  test("stand in the page, in place of their links", async () => {
    assert.equal(await inline("p > a { color: red; }\n"), pageOf("<style>p > a { color: red; }</style>\n", ""));
    assert.equal(
      await inline("a::after { content: '$&$1'; }"),
      pageOf("<style>a::after { content: '$&$1'; }</style>\n", "")
    );
  });

  test("that lead elsewhere, or would end the element, stay files", async () => {
    assert.equal(await inline("p { background: url(x.png); }"), pageOf(link("./a.css"), ""));
    assert.equal(await inline("a::after { content: '</style>'; }"), pageOf(link("./a.css"), ""));
  });

  test("of which a page has none fail the build", async () => {
    await assert.rejects(applyPass(inlineStyles, pageOf("", "")), /found no <link rel=stylesheet>/);
  });
});

test("preloads of modules go, and a page without any fails the build", async () => {
  const preload =
    '<link rel="modulepreload" href="./_npm/apache-arrow@17.0.0/8c.js">\n<link rel="modulepreload" href="./x.js">\n';
  assert.equal(
    await applyPass(dropModulePreloads, pageOf(`\n${preload}<title>a</title>`, "")),
    pageOf("\n<title>a</title>", "")
  );
  await assert.rejects(applyPass(dropModulePreloads, pageOf("", "")), /found no <link rel=modulepreload>/);
});

describe("tables of figures", () => {
  const table = '<table>\n<tbody><tr><th scope="row">A &amp; B</th></tr></tbody></table>';
  const twin = (inner: string) =>
    `<details class="table-twin"><summary>The table</summary><div class="table-scroll" tabindex="0">${inner}\n</div></details>`;

  test("are text until they are unfolded; other tables stay", async () => {
    assert.equal(
      await applyPass(foldTables, pageOf("", `${twin(table)}${table}${twin(table)}`)),
      pageOf("", `${twin(`<noscript>${table}</noscript>`)}${table}${twin(`<noscript>${table}</noscript>`)}`)
    );
  });

  test("that are missing from every twin fail the build", async () => {
    await assert.rejects(applyPass(foldTables, pageOf("", twin("<ul></ul>"))), /found no <table> in <details/);
  });
});

describe("the two drawings of a figure", () => {
  const drawn = (width: number) => `<svg id="figure-a-${width}" viewBox="0 0 1 1">\n<g><rect></rect></g></svg>`;
  const chart = (wide: string, narrow: string) =>
    pageOf(
      "",
      `<div class="chart"><div class="chart-wide">${wide}</div><div class="chart-narrow">${narrow}</div></div>`
    );

  test("one is unfolded while the page is read, the other is text", async () => {
    const html = await applyPass(foldDrawings, chart(drawn(1080), drawn(350)));
    for (const [width, shown] of [
      [390, "350"],
      [1280, "1080"]
    ] as const) {
      const {window} = new JSDOM(html, {
        runScripts: "dangerously",
        beforeParse: (window) =>
          Object.assign(window, {
            matchMedia: (query: string) => ({matches: width <= Number(/max-width:([\d.]+)px/.exec(query)![1])})
          })
      });
      assert.deepEqual(
        Array.from(window.document.querySelectorAll("svg"), ({id}) => id),
        [`figure-a-${shown}`]
      );
      assert.equal(window.document.querySelectorAll("noscript").length, 1);
      assert.equal(window.document.querySelector("script"), null);
    }
    const {window} = new JSDOM(html);
    assert.deepEqual(
      Array.from(window.document.querySelectorAll("svg"), ({id}) => id),
      ["figure-a-1080", "figure-a-350"],
      "without scripts both are there"
    );
  });

  test("that are no drawings fail the build", async () => {
    await assert.rejects(applyPass(foldDrawings, chart("<p>none</p>", drawn(350))), /pass "fold drawings" found no/);
  });
});
