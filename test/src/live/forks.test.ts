import assert from "node:assert/strict";
import test from "node:test";
import "../../../src/prerender/npm-imports.ts";
import {writeAddress} from "../../../src/scenario/address.ts";
import {publishedScenario} from "../../../src/scenario/scenario.ts";
import {type AddressBar, ScenarioStore} from "../../../src/live/store.ts";
import {base} from "../scenario/fixture.ts";

const {beginningWith} = await import("../../../src/live/forks/address-bar.ts");

function storeFrom(search: string, rca: number) {
  const written: string[] = [];
  const location = {pathname: "/forks/rca-cut", search, hash: "#x"};
  const write: History["pushState"] = (_data, _title, url) => {
    written.push(String(url));
    location.search = new URL(String(url), "http://site").search;
  };
  const bar: AddressBar = {location, addEventListener: () => {}, history: {pushState: write, replaceState: write}};
  const first = writeAddress({...publishedScenario(base), rca_threshold: rca}, base);
  return {written, location, open: () => new ScenarioStore(base, {window: beginningWith(first, bar)})};
}

test("a page that begins with a choice of its own is told from the published view in its address", () => {
  const page = storeFrom("", 1.5);
  const store = page.open();
  assert.equal(store.scenario.rca_threshold, 1.5);
  store.change({rca_threshold: 1});
  store.change({rca_threshold: 2});
  store.change({rca_threshold: 1.5});
  assert.deepEqual(page.written, ["/forks/rca-cut?v=1#x", "/forks/rca-cut?v=1&rca=2#x", "/forks/rca-cut#x"]);
  for (const [address, cut] of [
    ["?v=1", 1],
    ["?v=1&rca=2", 2],
    ["", 1.5],
    ["?rca=1.2", 1.2],
    ["?v=1&count=fractional", 1]
  ] as const) {
    assert.equal(storeFrom(address, 1.5).open().scenario.rca_threshold, cut, address);
  }
});
