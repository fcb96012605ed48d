import assert from "node:assert/strict";
import test from "node:test";
import {type AddressBar, ScenarioStore} from "../../../src/live/store.ts";
import {base} from "../scenario/fixture.ts";

/** A window with a history that goes back and forward. */
function fakeWindow(search: string) {
  const entries = [`/lab/what-if${search}`];
  let at = 0;
  let listener = () => {};
  const location = {pathname: "/lab/what-if", search, hash: ""};
  const go = (to: number) => {
    at = to;
    location.search = new URL(entries[at]!, "http://site").search;
  };
  const bar: AddressBar = {
    location,
    history: {
      pushState: (_state, _title, url) => {
        entries.splice(at + 1, Infinity, String(url));
        go(at + 1);
      },
      replaceState: (_state, _title, url) => {
        entries[at] = String(url);
        go(at);
      }
    },
    addEventListener: (_type, heard) => (listener = heard)
  };
  return {
    bar,
    entries,
    back: () => {
      go(at - 1);
      listener();
    },
    forward: () => {
      go(at + 1);
      listener();
    }
  };
}

test("a store begins with its address, and tells what it could not follow", () => {
  const store = new ScenarioStore(base, {
    window: fakeWindow("?rca=1.5&cut=nowhere&peer=NL4").bar,
    others: new Set(["peer"])
  });
  assert.equal(store.scenario.rca_threshold, 1.5);
  assert.deepEqual(
    store.notices.map(({key}) => key),
    ["cut"]
  );
});

test("a move on the way changes neither address nor undo; a settled one does both", () => {
  const {bar, entries} = fakeWindow("");
  const store = new ScenarioStore(base, {window: bar});
  const heard: number[] = [];
  store.subscribe(({rca_threshold: cut}) => heard.push(cut));
  for (const cut of [1.1, 1.2, 1.3]) store.change({rca_threshold: cut}, {settled: false});
  assert.deepEqual([entries.length, store.canUndo], [1, false]);
  store.change({rca_threshold: 1.3});
  assert.deepEqual(heard, [1.1, 1.2, 1.3, 1.3]);
  assert.equal(entries.at(-1), "/lab/what-if?v=1&rca=1.3");
  store.undo();
  assert.deepEqual(
    [store.scenario.rca_threshold, store.canUndo, store.canRedo, bar.location.search],
    [1, false, true, ""]
  );
  store.redo();
  assert.equal(store.scenario.rca_threshold, 1.3);
});

test("changes of one field that follow at once are one step; another field, a pause and an undo begin a new one", () => {
  const {bar, entries} = fakeWindow("");
  let time = 0;
  const store = new ScenarioStore(base, {window: bar, now: () => time});
  const press = (cut: number, after: number) => {
    time += after;
    store.change({rca_threshold: cut});
  };
  for (const cut of [1.1, 1.2, 1.3]) press(cut, 200);
  assert.deepEqual(entries.slice(1), ["/lab/what-if?v=1&rca=1.3"]);
  press(1.4, 1500);
  store.change({counting: "fractional"});
  press(1.5, 10);
  assert.equal(entries.length, 5);
  store.undo();
  assert.deepEqual([store.scenario.rca_threshold, store.scenario.counting], [1.4, "fractional"]);
  press(1.6, 10);
  store.undo();
  assert.equal(store.scenario.rca_threshold, 1.4, "the step after an undo stands by itself");
  for (let i = 0; i < 3; ++i) store.undo();
  assert.deepEqual([store.scenario.rca_threshold, store.canUndo], [1, false]);
});

test("back and forward bring the scenarios of their addresses", () => {
  const page = fakeWindow("?peer=NL4");
  const store = new ScenarioStore(base, {window: page.bar, others: new Set(["peer"])});
  store.change({rca_threshold: 2});
  store.change({counting: "fractional"});
  assert.equal(page.bar.location.search, "?v=1&rca=2&count=fractional&peer=NL4");
  page.back();
  assert.deepEqual([store.scenario.rca_threshold, store.scenario.counting], [2, "whole"]);
  page.back();
  assert.equal(store.scenario.rca_threshold, 1);
  page.forward();
  assert.equal(store.scenario.rca_threshold, 2);
});

test("reset keeps the region and the lens", () => {
  const store = new ScenarioStore(base, {window: fakeWindow("?region=NL4&rca=2&lens=deals").bar});
  store.reset();
  assert.deepEqual([store.scenario.region, store.scenario.lens, store.scenario.rca_threshold], ["NL4", "deals", 1]);
});
