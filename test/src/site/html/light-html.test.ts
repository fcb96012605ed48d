import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import {lightenPage} from "../../../../src/site/html/light-html.ts";

const link = (href: string) =>
  `<link rel="preload" as="style" href="${href}">\n<link rel="stylesheet" type="text/css" href="${href}">\n`;
const preload =
  '<link rel="modulepreload" href="./_npm/apache-arrow@17.0.0/8c.js">\n<link rel="modulepreload" href="./x.js">\n';
const plain =
  '<script type="module">\nimport "./_observablehq/client.0a.js";\nimport {registerFile} from "./_observablehq/stdlib.1b.js";\n</script>';
const idle = plain.replace(/import "[^"]*";\n/, "");
const cells = `<script type="module">

import {define} from "./_observablehq/client.0a.js";
import {registerTable as register, FileAttachment} from "./_observablehq/stdlib.1b.js";

define({id: "0a", body: async () => {
const {figure} = await import("../parts.js");
}});
</script>`;
const style = async (href: string) =>
  href === "./a.css" ? "p > a { color: red; }\n" : "p { background: url(x.png); }";

test("a page without cells loses its preloads and what runs cells, and the style sheet stands in it", async () => {
  assert.equal(
    await lightenPage(`<head>\n${link("./a.css")}${preload}${plain}`, style),
    `<head>\n<style>p > a { color: red; }</style>\n${idle}`
  );
});

test("cells wait for a reader, with everything they import", async () => {
  assert.equal(
    await lightenPage(`<head>\n${preload}${cells}`, style),
    `<head>
<script type="module">

if (!location.search) await globalThis[Symbol.for("somebody-reads")];
const {define} = await import("./_observablehq/client.0a.js");
const {registerTable: register, FileAttachment} = await import("./_observablehq/stdlib.1b.js");

define({id: "0a", body: async () => {
const {figure} = await import("../parts.js");
}});
</script>`
  );
});

test("cells keep their places", async () => {
  const cell = (id: string, body: string, mode = "") =>
    `define({id: "${id}"${mode}, inputs: ["display"], body: async (display) => {\n${body}\n}});`;
  const block = (id: string, place = "") =>
    `<div class="observablehq observablehq--block">${place}<!--:${id}:--></div>`;
  const bodies: [string, string, string?][] = [
    [
      "a",
      'const scenario = view(scenarioControls({region: true, counting: "fractional"}));',
      '<observablehq-loading class="place-controls" data-fields="2"></observablehq-loading>'
    ],
    [
      "b",
      "display(Inputs.table(await sql`SELECT 1`));",
      '<observablehq-loading class="place-table"></observablehq-loading>'
    ],
    [
      "c",
      'display(await figure("network", scenario));',
      '<observablehq-loading class="place-figure"></observablehq-loading>'
    ],
    ["d", "display(await(\nchanged\n))"]
  ];
  const script = `${cells.replace("</script>", "")}${bodies.map(([id, body]) => cell(id, body)).join("\n\n")}\n</script>\n`;
  const html = await lightenPage(`${script}${bodies.map(([id]) => block(id)).join("")}`, style);
  assert.equal(html.slice(html.indexOf("</script>") + 10), bodies.map(([id, , place]) => block(id, place)).join(""));
});

test("of a figure's two drawings one is unfolded while the page is read, the other is text", async () => {
  const drawn = (width: number) => `<svg id="figure-a-${width}">\n<g><rect></rect></g></svg>`;
  const chart = (wide: string, narrow: string) =>
    `<div class="chart-wide">${wide}</div><div class="chart-narrow">${narrow}</div>`;
  const html = await lightenPage(`<div class="chart">${chart(drawn(1080), drawn(350))}</div>`, style);
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

test("a style sheet that leads elsewhere, or would end the element, stays a file", async () => {
  assert.equal(await lightenPage(`${link("./b.css")}${plain}`, style), `${link("./b.css")}${idle}`);
  assert.equal(await lightenPage(link("./c.css"), async () => "a::after { content: '</style>'; }"), link("./c.css"));
});

test("signs that mean something to a replacement are kept", async () => {
  assert.equal(
    await lightenPage(link("./d.css"), async () => "a::after { content: '$&$1'; }"),
    "<style>a::after { content: '$&$1'; }</style>\n"
  );
});

test("the query of a link comes back", async () => {
  assert.equal(
    await lightenPage('<a class="x" href="./lab/review" data-query="technology=photonics&amp;v=1">', style),
    '<a class="x" href="./lab/review?technology=photonics&amp;v=1">'
  );
});

test("the table of a figure is text until it is unfolded; other tables stay", async () => {
  const table = '<table>\n<tbody><tr><th scope="row">A</th></tr></tbody></table>';
  const twin = (inner: string) =>
    `<details class="table-twin"><summary>The table</summary><div class="table-scroll" tabindex="0">${inner}\n</div></details>`;
  assert.equal(
    await lightenPage(`${twin(table)}${table}${twin(table)}`, style),
    `${twin(`<noscript>${table}</noscript>`)}${table}${twin(`<noscript>${table}</noscript>`)}`
  );
});
