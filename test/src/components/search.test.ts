import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {JSDOM} from "jsdom";
import {openSearch, rank, tokens} from "../../../src/components/search.ts";
import type {SearchEntry} from "../../../src/prerender/search-index.ts";

const entry = (title: string, text = "", kind = "technology"): SearchEntry => ({
  title,
  kind,
  href: `/technology/${title.toLowerCase().replaceAll(" ", "-")}`,
  text
});
const index = [
  entry("Quantum Computing", "qubits"),
  entry("High-Performance Computing", "supercomputers quantum simulation"),
  entry("Cybersecurity", "encryption"),
  entry("Énergie Nucléaire", "fission"),
  entry("Claim about quantum", "Flanders publishes", "claim")
];
const titles = (query: string, limit?: number) => rank(index, query, limit).map(({title}) => title);

describe("tokens", () => {
  test("case, accents and signs do not matter", () => {
    assert.deepEqual(tokens("Énergie: RCA ≥ 1.10 (mRNA)"), ["energie", "rca", "1", "10", "mrna"]);
    assert.deepEqual(tokens(" –"), []);
  });
});

describe("rank", () => {
  test("an empty query finds nothing, and so does a word that no entry begins", () => {
    for (const query of ["", "  ", "–", "xyz", "uantum"]) assert.deepEqual(titles(query), []);
  });

  test("titles come before texts, beginnings of titles before words in them", () => {
    assert.deepEqual(titles("quantum"), ["Quantum Computing", "Claim about quantum", "High-Performance Computing"]);
  });

  test("every word must be there, in any order, as a beginning", () => {
    assert.deepEqual(titles("comp quan"), ["Quantum Computing", "High-Performance Computing"]);
    assert.deepEqual(titles("quantum claim"), ["Claim about quantum"]);
    assert.deepEqual(titles("quantum encryption"), []);
  });

  test("accents are not needed, kinds are found, ties keep their order, the limit holds", () => {
    assert.deepEqual(titles("energie nucl"), ["Énergie Nucléaire"]);
    assert.deepEqual(titles("claim"), ["Claim about quantum"]);
    assert.deepEqual(
      titles("technology"),
      index.slice(0, 4).map(({title}) => title)
    );
    assert.equal(titles("technology", 2).length, 2);
  });
});

describe("the dialog", () => {
  const address = new URL("http://localhost/some/where/_file/search.json");
  const root = new URL("http://localhost/some/where/");
  let dialog: HTMLDialogElement;
  let input: HTMLInputElement;
  let fetches = 0;
  const {document: ownDocument, fetch: ownFetch} = globalThis;
  after(() => void Object.assign(globalThis, {document: ownDocument, fetch: ownFetch}));

  before(async () => {
    const {window} = new JSDOM("<!DOCTYPE html><body></body>", {url: address.href});
    Object.assign(globalThis, {document: window.document});
    // What jsdom lacks of dialogs and layout.
    const {HTMLDialogElement, Element} = window as unknown as {
      HTMLDialogElement: {prototype: HTMLDialogElement};
      Element: {prototype: Element};
    };
    Object.assign(HTMLDialogElement.prototype, {
      showModal(this: HTMLDialogElement) {
        this.setAttribute("open", "");
      },
      close(this: HTMLDialogElement) {
        this.removeAttribute("open");
      }
    });
    Element.prototype.scrollIntoView = () => {};
    globalThis.fetch = async () => {
      ++fetches;
      return new Response(JSON.stringify(index));
    };
    await openSearch(address, root);
    await new Promise((resolve) => setTimeout(resolve, 20));
    dialog = document.querySelector("dialog")!;
    input = dialog.querySelector("input")!;
  });

  const type = (text: string) => {
    input.value = text;
    input.dispatchEvent(new (document.defaultView as unknown as {Event: typeof Event}).Event("input", {bubbles: true}));
  };
  const press = (key: string) =>
    input.dispatchEvent(
      new (document.defaultView as unknown as {KeyboardEvent: typeof KeyboardEvent}).KeyboardEvent("keydown", {
        key,
        bubbles: true,
        cancelable: true
      })
    );
  const selected = () =>
    Array.from(dialog.querySelectorAll("[aria-selected=true] a"), (link) => link.firstChild!.textContent);

  test("the index is loaded once, however often the search is opened", async () => {
    await openSearch(address, root);
    assert.equal(fetches, 1);
    assert.equal(document.querySelectorAll("dialog").length, 1);
  });

  test("results are options of the field's list, the first one selected; arrows go round", () => {
    type("quantum");
    assert.equal(input.getAttribute("aria-expanded"), "true");
    assert.equal(dialog.querySelectorAll("[role=option]").length, 3);
    assert.deepEqual(selected(), ["Quantum Computing"]);
    press("ArrowDown");
    assert.deepEqual(selected(), ["Claim about quantum"]);
    press("ArrowUp");
    press("ArrowUp");
    assert.deepEqual(selected(), ["High-Performance Computing"]);
    assert.equal(input.getAttribute("aria-activedescendant"), dialog.querySelector("[aria-selected=true]")!.id);
    assert.match(dialog.querySelector("[role=status]")!.textContent!, /^3 found$/);
  });

  test("links stay within the site's folder", () => {
    type("cyber");
    assert.equal(
      dialog.querySelector<HTMLAnchorElement>("[role=option] a")!.href,
      "http://localhost/some/where/technology/cybersecurity"
    );
  });

  test("nothing found is said, and nothing is selected", () => {
    type("xyz");
    assert.equal(input.getAttribute("aria-expanded"), "false");
    assert.equal(input.hasAttribute("aria-activedescendant"), false);
    assert.match(dialog.querySelector("[role=status]")!.textContent!, /^Nothing found/);
  });
});
