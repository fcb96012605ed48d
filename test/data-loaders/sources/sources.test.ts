import assert from "node:assert/strict";
import {test} from "node:test";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {command, readOptions} from "../../../data-loaders/data.ts";
import {dealClasses, type Source} from "../../../data-loaders/sources/source.ts";
import {type SourceId, sources, sourcesOf} from "../../../data-loaders/sources/sources.ts";
import {checkRemains, dropReasons, Tally} from "../../../data-loaders/sources/tally.ts";
import {datasets, lensOf} from "../../../src/terms/lenses.ts";

const all: readonly Source[] = Object.values(sources);

test("every dataset can be built, from sources of its own lens alone", () => {
  for (const dataset of datasets)
    for (const id of sourcesOf(dataset)) assert.equal(sources[id].lens, lensOf(dataset), `${dataset} from ${id}`);
  assert.deepEqual(
    datasets.map((dataset) => sourcesOf(dataset)[0]),
    ["regpat", "openalex", "crunchbase", "openalex"]
  );
});

test("ids of records are found as each source writes them, and what is none is let through", () => {
  const records: Partial<Record<SourceId, string[]>> = {
    regpat: ["EP2977310177", "WO2019973101", "WO1999973101"],
    openalex: ["https://openalex.org/W2741809807", "https://openalex.org/I4210112372"],
    crunchbase: ["https://www.crunchbase.com/organization/acme-1", "crunchbase.com/funding_round/seed--1"]
  };
  const names = ({identifiers}: Source, text: string) => identifiers.some(({pattern}) => pattern.test(text));
  for (const [id, texts] of Object.entries(records))
    for (const text of texts) assert.ok(names(sources[id as SourceId], text), text);
  for (const text of ["EP", "H01L21", "G06N3", "https://openalex.org/topics", "https://www.crunchbase.com/about"])
    assert.ok(!all.some((source) => names(source, text)), text);
});

test("what is licensed is not open, and the records of REGPAT and Crunchbase are licensed", () => {
  for (const {name, spdx, licensed} of all) assert.equal(spdx === null, licensed, name);
  const {regpat, openalex, crunchbase} = sources;
  assert.deepEqual([regpat.spdx, openalex.spdx, crunchbase.spdx], [null, "CC0-1.0", null]);
  assert.deepEqual([regpat.licensed, openalex.licensed, crunchbase.licensed], [true, false, true]);
});

test("a licence names its source; a reason for leaving rows out has a meaning and a limit", () => {
  for (const {name, licence} of all) assert.match(licence, new RegExp(`^${name}: .`), name);
  for (const [reason, {limit, meaning}] of Object.entries(dropReasons)) {
    assert.match(meaning, /^an? \w+ /, reason);
    assert.ok(limit >= 0 && limit <= 1, reason);
  }
});

test("rows are tallied by kind, way and reason, and none are nothing to tell", async () => {
  const tally = new Tally("patents", {"no-code": 0.5});
  tally.read("rows", 3);
  tally.read("rows", 2);
  tally.read("links", 0);
  tally.located("code", 2);
  tally.located("code", 1);
  tally.located("country", 0);
  await tally.drop("duplicate", 0, 5);
  await tally.drop("no-code", 1, 4);
  tally.documents = 4;
  assert.deepEqual(tally.account(), {
    read: {rows: 5, links: 0},
    located: {code: 3},
    drops: [{reason: "no-code", rows: 1, share: 0.25}],
    documents: 4
  });
  await tally.drop("no-code", 2, 4);
  await assert.rejects(
    tally.drop("no-code", 3, 4),
    (error) =>
      error instanceof InputError &&
      /patents: 75% of 4 rows are no-code .* the limit of 50%.*--limit no-code=0\.75/.test(error.describe())
  );
});

const folder = {folder: "/extract", missing: ["no institutions: works are placed by country only"]};
const described = (pattern: RegExp) => (error: unknown) =>
  error instanceof InputError && pattern.test(error.describe());

test("a lens without a document stops with all reasons, the most frequent first, and with what the folder lacks", () => {
  const account = {
    read: {works: 9},
    drops: [
      {reason: "retracted", rows: 2, share: 2 / 9},
      {reason: "no-location", rows: 7, share: 1}
    ] as const
  };
  assert.throws(
    () => checkRemains("publications", {total: 7, kept: 0}, {...account, drops: [...account.drops]}, folder),
    described(
      /^\/extract: publications: no document is left of 9 works; left out: no-location 7 \(100%\), retracted 2 \(22.2%\); no institutions: .* country only; check/
    )
  );
  assert.throws(
    () => checkRemains("deals", {total: 0, kept: 0}, {read: {}, drops: []}, {...folder, missing: []}),
    described(/^\/extract: deals: no document is left of an empty extract; check that/)
  );
});

test("a lens that loses more than a stated share stops, for one reason or for all together", () => {
  const check = (drops: Record<"no-location" | "no-code", number>, limits = {}) => {
    const lost = drops["no-location"] + drops["no-code"];
    const account = {
      read: {},
      drops: (["no-location", "no-code"] as const).map((reason) => ({
        reason,
        rows: drops[reason],
        share: drops[reason] / 100
      }))
    };
    checkRemains("patents", {total: 100, kept: 100 - lost}, account, {...folder, missing: []}, limits);
  };
  check({"no-location": 50, "no-code": 40});
  assert.throws(
    () => check({"no-location": 50, "no-code": 41}),
    described(/91% of 100 rows are left-out .*limit of 90%/)
  );
  check({"no-location": 50, "no-code": 41}, {"left-out": 0.91});
  assert.throws(
    () => check({"no-location": 0, "no-code": 51}),
    described(/51% of 100 rows are no-code .*--limit no-code=0\.51/)
  );
  check({"no-location": 0, "no-code": 51}, {"no-code": 0.51});
  assert.throws(
    () => check({"no-location": 99, "no-code": 1}, {"no-location": 1, "left-out": 1}),
    /no document is left/
  );
});

test("only the choices of years may leave out all rows of a reason", () => {
  const unlimited = Object.entries(dropReasons).flatMap(([reason, {limit}]) => (limit === 1 ? [reason] : []));
  assert.deepEqual(unlimited, ["outside-years", "outside-report"]);
});

test("patents may be placed by their inventors or their applicants, and by no others", () => {
  const placedBy = (...args: string[]) => readOptions(command.read(args).values).options.locatePatentsBy;
  assert.equal(placedBy(), "inventors");
  for (const party of ["inventors", "applicants"]) assert.equal(placedBy("--locate-by", party), party);
  assert.throws(() => placedBy("--locate-by", "owners"), /invalid --locate-by: owners/);
});

test("classes of deals are given by name, in any order, or all at once", () => {
  const counted = (...args: string[]) => readOptions(command.read(args).values).options.dealTypes;
  assert.deepEqual(counted(), ["equity"]);
  assert.deepEqual(counted("--deal-types", "grant,equity"), ["equity", "grant"]);
  assert.deepEqual(counted("--deal-types", "all"), dealClasses);
  for (const text of ["seed", "", "equity,", "equity, debt", "toString"])
    assert.throws(
      () => counted("--deal-types", text),
      (error: InputError) =>
        /invalid --deal-types: .*; give all, or some of equity, private-equity/.test(error.describe())
    );
});
