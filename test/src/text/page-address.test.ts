import assert from "node:assert/strict";
import {test} from "node:test";
import {pageAddress} from "../../../src/text/page-address.ts";

test("a page is a file, a folder stays one, queries and fragments stay behind", () => {
  const expected: Record<string, string> = {
    claims: "claims.html",
    "technology/wind-energy": "technology/wind-energy.html",
    "lab/": "lab/",
    "": "",
    "claims?lens=deals#a/b?c": "claims.html?lens=deals#a/b?c",
    "claims#ledger": "claims.html#ledger",
    "lab/?region=NL4": "lab/?region=NL4",
    "?v=1": "?v=1",
    "#top": "#top"
  };
  for (const [path, address] of Object.entries(expected)) assert.equal(pageAddress(path), address);
});
