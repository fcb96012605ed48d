import assert from "node:assert/strict";
import {test} from "node:test";
import type MarkdownIt from "markdown-it";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import {type MarkupRenderer, narrativeMarkup} from "../../../src/prerender/markup.ts";

const renderer: MarkupRenderer = {
  inline(mark, {path}) {
    if (mark === "region") return {kind: "text", text: "Flanders & co"};
    if (mark === "path") return {kind: "text", text: path};
    if (mark.startsWith("value ")) return {kind: "html", html: `<b>${mark.slice(6)}</b>`};
    throw new RangeError(`unknown mark: ${mark}`);
  },
  block(mark, _place, headings) {
    if (mark === "figure one") return "<figure>${not code} **not bold**</figure>\n";
    if (mark === "contents")
      return `<nav>${headings()
        .map(({id, level, html}) => `${level}:${id}:${html}`)
        .join("|")}</nav>\n`;
    return undefined;
  },
  conditions: {published: true, unpublished: false}
};

const render = (source: string) => {
  const md = narrativeMarkup(createMarkdownIt({}) as MarkdownIt, renderer);
  return md.render(source, {code: [], startLine: 0, currentLine: 0, path: "/page", params: {}});
};

test("marks within a line become numbers or text, and text is escaped", () => {
  assert.equal(
    render("In {{region}} it is **{{value 2}}**."),
    "<p>In Flanders &amp; co it is <strong><b>2</b></strong>.</p>\n"
  );
  assert.equal(render("{{value 1}}{{value 2}}"), "<p><b>1</b><b>2</b></p>\n");
  assert.equal(render("{{path}}"), "<p>/page</p>\n");
});

test("a part whose condition does not hold is left out, with its headings; an unknown condition stays a mark", () => {
  const page = (condition: string) => `{{contents}}\n\n{{if ${condition}}}\n\n## Part {#part}\n\n{{end}}\n\nAfter.\n`;
  assert.match(render(page("published")), /<nav>2:part:Part<\/nav>\n<h2 id="part"[^]*<p>After\.<\/p>/);
  assert.equal(render(page("unpublished")), "<nav></nav>\n<p>After.</p>\n");
  assert.throws(() => render(page("publisht")), /unknown mark: if publisht/);
  const two = "{{if unpublished}}\na\n{{end}}\n\nb\n\n{{if published}}\nc\n{{end}}\n";
  assert.equal(render(two), "<p>b</p>\n<p>c</p>\n");
});

test("a mark that is a paragraph becomes a block, and nothing in it is read as Markdown or code", () => {
  assert.equal(
    render("Before.\n\n{{figure one}}\n\nAfter."),
    "<p>Before.</p>\n<figure>${not code} **not bold**</figure>\n<p>After.</p>\n"
  );
  assert.equal(
    render("Before.\n{{figure one}}\nAfter."),
    "<p>Before.</p>\n<figure>${not code} **not bold**</figure>\n<p>After.</p>\n"
  );
});

test("headings name their addresses, and the contents list what stands below them", () => {
  const html = render("{{contents}}\n\n## Of {{region}} {#first}\n\n### Part {#part}\n");
  assert.match(html, /<nav>2:first:Of Flanders &amp; co\|3:part:Part<\/nav>/);
  assert.match(html, /<h2 id="first"[^>]*>.*Of Flanders &amp; co.*<\/h2>/);
  assert.doesNotMatch(html, /\{#/);
});

test("marks work in an author's own HTML", () => {
  assert.equal(
    render('<p class="lead">{{region}}: {{value 3}}</p>'),
    '<p class="lead">Flanders &amp; co: <b>3</b></p>'
  );
});

test("a mark that means nothing fails the page, with its path", () => {
  assert.throws(() => render("It is {{value-of nothing}}."), /\/page: \{\{value-of nothing\}\}: unknown mark/);
});

test("braces that are no mark stay", () => {
  assert.equal(render("{ {{} }"), "<p>{ {{} }</p>\n");
});
