import assert from "node:assert/strict";
import {test} from "node:test";
import {lightenPage} from "../../../src/site/light-html.ts";

const link = (href: string) => `<link rel="preload" as="style" href="${href}">\n<link rel="stylesheet" type="text/css" href="${href}">\n`;
const preload = '<link rel="modulepreload" href="./_npm/apache-arrow@17.0.0/8c.js">\n<link rel="modulepreload" href="./x.js">\n';
const plain = '<script type="module">\nimport "./_observablehq/client.0a.js";\nimport {registerFile} from "./_observablehq/stdlib.1b.js";\n</script>';
const idle = plain.replace(/import "[^"]*";\n/, "");
const cells = '<script type="module">\nimport {define} from "./_observablehq/client.0a.js";\n</script>';
const style = async (href: string) => (href === "./a.css" ? "p > a { color: red; }\n" : "p { background: url(x.png); }");

test("a page without cells loses its preloads and what runs cells, and the style sheet stands in it", async () => {
  assert.equal(await lightenPage(`<head>\n${link("./a.css")}${preload}${plain}`, style), `<head>\n<style>p > a { color: red; }</style>\n${idle}`);
});

test("a page with cells loses its preloads only", async () => {
  assert.equal(await lightenPage(`<head>\n${preload}${cells}`, style), `<head>\n${cells}`);
});

test("a style sheet that leads elsewhere, or would end the element, stays a file", async () => {
  assert.equal(await lightenPage(`${link("./b.css")}${plain}`, style), `${link("./b.css")}${idle}`);
  assert.equal(await lightenPage(link("./c.css"), async () => "a::after { content: '</style>'; }"), link("./c.css"));
});

test("signs that mean something to a replacement are kept", async () => {
  assert.equal(await lightenPage(link("./d.css"), async () => "a::after { content: '$&$1'; }"), "<style>a::after { content: '$&$1'; }</style>\n");
});

test("the query of a link comes back", async () => {
  assert.equal(await lightenPage('<a class="x" href="./lab/review" data-query="technology=photonics&amp;v=1">', style), '<a class="x" href="./lab/review?technology=photonics&amp;v=1">');
});

test("the table of a figure is text until it is unfolded; other tables stay", async () => {
  const table = '<table>\n<tbody><tr><th scope="row">A</th></tr></tbody></table>';
  const twin = (inner: string) => `<details class="table-twin"><summary>The table</summary><div class="table-scroll" tabindex="0">${inner}\n</div></details>`;
  assert.equal(await lightenPage(`${twin(table)}${table}${twin(table)}`, style), `${twin(`<noscript>${table}</noscript>`)}${table}${twin(`<noscript>${table}</noscript>`)}`);
});
