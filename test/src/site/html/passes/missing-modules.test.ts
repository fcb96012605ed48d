import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {JSDOM, VirtualConsole} from "jsdom";
import {explainOldBrowsers, explainOpenedFiles} from "../../../../../src/site/html/passes/explain-missing-modules.ts";
import {fallBackToLightColours} from "../../../../../src/site/html/passes/fall-back-to-light-colours.ts";
import {applyPass, pageOf} from "./apply-pass.ts";

const page = (body: string) => pageOf("", `<main>${body}</main>`);
const explained = async (body: string) =>
  await applyPass(explainOpenedFiles, await applyPass(explainOldBrowsers, page(body)));
// jsdom knows no modules, but runs what says that it is for browsers that know none.
const open = (html: string, url: string) =>
  new JSDOM(html.replace(/<script nomodule="">.*<\/script>/, ""), {
    url,
    runScripts: "dangerously",
    virtualConsole: new VirtualConsole()
  });

test("an old browser gets the light colours", async () => {
  const colours = async (css: string) => await applyPass(fallBackToLightColours, pageOf(`<style>${css}</style>`, ""));
  assert.match(
    await colours(":root { --a: light-dark(rgb(1, 2, 3), #fff); --b: 1px }"),
    /\n@supports not \(color:light-dark\(red,red\)\)\{:root\{color-scheme:light;--a:rgb\(1, 2, 3\)\}\}<\/style>/
  );
  assert.match(await colours("p { color: red }"), /<style>p \{ color: red \}<\/style>/);
  await assert.rejects(
    applyPass(fallBackToLightColours, pageOf("<style></style>", '<a class="site-title" href="./">Site</a>')),
    /pass "fall back to light colours" found no <style> with light-dark/
  );
});

test("an old browser unfolds what is folded", async () => {
  assert.match(await explained('<details class="table-twin"></details>'), /<script nomodule="">.*<\/script>\n<script>/);
  assert.doesNotMatch(await explained(""), /nomodule/);
});

test("a page that has no place for the explanation fails the build", async () => {
  await assert.rejects(
    applyPass(explainOpenedFiles, pageOf("", "<div></div>")),
    /pass "explain opened files" found no <main>, in which the explanation is shown/
  );
});

describe("a page that is opened as a file", () => {
  const links =
    '<a id="folder" href="./lab/?region=NL4#top"><b>Lab</b></a><a id="page" href="./claims.html">Claims</a><a id="elsewhere" href="https://example.org/">Elsewhere</a>';
  const folded =
    '<details class="table-twin"><summary>Table</summary><div><noscript><table></table></noscript></div></details>';

  test("says what it cannot do, and has its tables", async () => {
    for (const status of ["<p data-live-status>Waiting</p>", ""]) {
      const {window} = open(await explained(`${status}${folded}`), "file:///site/index.html");
      await new Promise((resolve) => window.addEventListener("load", resolve));
      assert.match(window.document.querySelector("main .notice")!.textContent, /^This page was opened as a file/);
      assert.equal(window.document.querySelectorAll("main .notice").length, 1);
      assert.equal(window.document.querySelectorAll("noscript").length, 0);
      assert.equal(window.document.querySelectorAll("table").length, 1);
    }
  });

  test("leads to the index of a folder, and nowhere else than the link says", async () => {
    const {window} = open(await explained(links), "file:///site/index.html");
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
    const {window} = open(await explained(`${links}${folded}`), "http://localhost:8000/");
    await new Promise((resolve) => window.addEventListener("load", resolve));
    assert.equal(window.document.querySelector(".notice"), null);
    assert.equal(window.document.querySelectorAll("noscript").length, 1);
  });
});
