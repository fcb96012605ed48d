import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {JSDOM, VirtualConsole} from "jsdom";
import {readWithoutModules} from "../../../../src/site/html/without-modules.ts";

const page = (head: string, body: string) =>
  `<!DOCTYPE html><html><head>${head}</head><body><main>${body}</main></body></html>`;
// jsdom knows no modules, but runs what says that it is for browsers that know none.
const open = (html: string, url: string) =>
  new JSDOM(html.replace(/<script nomodule>.*<\/script>/, ""), {
    url,
    runScripts: "dangerously",
    virtualConsole: new VirtualConsole()
  });

test("an old browser gets the light colours, and tables where modules do not run", () => {
  const html = readWithoutModules(
    page(
      "<style>:root { --a: light-dark(rgb(1, 2, 3), #fff); --b: 1px }</style>",
      '<details class="table-twin"></details>'
    )
  );
  assert.match(
    html,
    /\n@supports not \(color:light-dark\(red,red\)\)\{:root\{color-scheme:light;--a:rgb\(1, 2, 3\)\}\}<\/style>/
  );
  assert.match(html, /<script nomodule>.*<\/script>\n<script>/);
  const plain = readWithoutModules(page("<style>p { color: red }</style>", ""));
  assert.match(plain, /<style>p \{ color: red \}<\/style>/);
  assert.doesNotMatch(plain, /nomodule/);
});

describe("a page that is opened as a file", () => {
  const links =
    '<a id="folder" href="./lab/?region=NL4#top"><b>Lab</b></a><a id="page" href="./claims.html">Claims</a><a id="elsewhere" href="https://example.org/">Elsewhere</a>';
  const folded =
    '<details class="table-twin"><summary>Table</summary><div><noscript><table></table></noscript></div></details>';

  test("says what it cannot do, and has its tables", async () => {
    for (const status of ["<p data-live-status>Waiting</p>", ""]) {
      const {window} = open(readWithoutModules(page("", `${status}${folded}`)), "file:///site/index.html");
      await new Promise((resolve) => window.addEventListener("load", resolve));
      assert.match(window.document.querySelector("main .notice")!.textContent, /^This page was opened as a file/);
      assert.equal(window.document.querySelectorAll("main .notice").length, 1);
      assert.equal(window.document.querySelectorAll("noscript").length, 0);
      assert.equal(window.document.querySelectorAll("table").length, 1);
    }
  });

  test("leads to the index of a folder, and nowhere else than the link says", async () => {
    const {window} = open(readWithoutModules(page("", links)), "file:///site/index.html");
    await new Promise((resolve) => window.addEventListener("load", resolve));
    const {document} = window;
    document.addEventListener("click", (event) => event.preventDefault());
    for (const id of ["folder", "page", "elsewhere"])
      (document.getElementById(id)!.firstElementChild ?? document.getElementById(id)!).dispatchEvent(
        new window.MouseEvent("click", {bubbles: true, cancelable: true})
      );
    assert.deepEqual(
      ["folder", "page", "elsewhere"].map((id) => (document.getElementById(id) as HTMLAnchorElement).href),
      ["file:///site/lab/index.html?region=NL4#top", "file:///site/claims.html", "https://example.org/"]
    );
  });

  test("served, it is left as it is", async () => {
    const {window} = open(readWithoutModules(page("", `${links}${folded}`)), "http://localhost:8000/");
    await new Promise((resolve) => window.addEventListener("load", resolve));
    assert.equal(window.document.querySelector(".notice"), null);
    assert.equal(window.document.querySelectorAll("noscript").length, 1);
  });
});
