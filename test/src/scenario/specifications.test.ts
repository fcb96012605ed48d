import assert from "node:assert/strict";
import test from "node:test";
import {readAddress, writeAddress} from "../../../src/scenario/address.ts";
import {checkField, fieldNames} from "../../../src/scenario/fields.ts";
import {changedFields, publishedScenario, type ScenarioBase} from "../../../src/scenario/scenario.ts";
import {choicesFor, families, type Family, makeDesign} from "../../../src/scenario/specifications.ts";
import {base as wide} from "./fixture.ts";
import {years} from "../narrative/fixture.ts";

/** Records of exactly the report's years, as the sample has them. */
const base: ScenarioBase = {...wide, years};
const design = makeDesign(base);
const {choices, specifications} = design;
const published = publishedScenario(base);

test("the design has 600 specifications, the published view first, none twice", () => {
  assert.equal(specifications.length, 600);
  assert.equal(specifications[0]!.id, "");
  assert.deepEqual(specifications[0]!.scenario, published);
  assert.equal(new Set(specifications.map(({id}) => id)).size, 600);
  assert.equal(new Set(specifications.map(({levels}) => levels.join())).size, 600);
});

test("every specification is valid, is its levels, and comes back from its address", () => {
  for (const {id, scenario, levels, changed} of specifications) {
    for (const name of fieldNames)
      assert.deepEqual(checkField(name, scenario[name], base), scenario[name], `${id}: ${name}`);
    assert.deepEqual(readAddress(id, base), {scenario, notices: []});
    assert.equal(writeAddress(scenario, base), id);
    const changes = Object.assign({}, ...levels.map((level, at) => choices[at]!.levels[level]!.changes)) as object;
    assert.deepEqual(
      new Set(changedFields(published, scenario)),
      new Set(
        Object.keys(changes).filter((name) =>
          changedFields(published, {...published, ...changes}).includes(name as never)
        )
      ),
      id
    );
    assert.equal(changed, levels.filter((level) => level !== 0).length);
  }
});

test("every choice stands alone, quick ones in pairs, and every level with every other one somewhere", () => {
  const alone = specifications.filter(({changed}) => changed === 1).map(({levels}) => levels.join());
  assert.equal(
    alone.length,
    choices.reduce((sum, {levels}) => sum + levels.length - 1, 0)
  );
  const quick = choices.flatMap(({slow, moves, levels}, at) =>
    slow || moves !== "all" ? [] : levels.slice(1).map((_, i) => ({at, level: i + 1}))
  );
  for (const one of quick)
    for (const other of quick) {
      if (one.at < other.at)
        assert.ok(
          specifications.some(
            ({levels, changed}) => changed === 2 && levels[one.at] === one.level && levels[other.at] === other.level
          ),
          `${choices[one.at]!.id} ${choices[other.at]!.id}`
        );
    }
  choices.forEach((one, a) =>
    choices.forEach((other, b) => {
      if (a >= b) return;
      for (let i = 0; i < one.levels.length; ++i)
        for (let j = 0; j < other.levels.length; ++j)
          assert.ok(
            specifications.some(({levels}) => levels[a] === i && levels[b] === j),
            `${one.levels[i]!.id} ${other.levels[j]!.id}`
          );
    })
  );
});

/** Choices that move less than everything: quadrants follow patents and complexity alone. */
const partial: Record<string, string> = {
  runs: "quadrants",
  start: "quadrants",
  lines: "quadrants",
  measure: "deals",
  rounds: "deals",
  edition: "publications"
};

test("two quick choices that move something in common are tried together", () => {
  const quick = choices
    .map(({id, slow}, at) => ({id, at, quick: !slow || id === "counting"}))
    .filter((one) => one.quick);
  for (const one of quick)
    for (const other of quick) {
      const [a, b] = [partial[one.id], partial[other.id]];
      if (one.at >= other.at || (a !== undefined && b !== undefined && a !== b)) continue;
      for (let i = 1; i < choices[one.at]!.levels.length; ++i)
        for (let j = 1; j < choices[other.at]!.levels.length; ++j)
          assert.ok(
            specifications.some(({levels, changed}) => changed === 2 && levels[one.at] === i && levels[other.at] === j),
            `${one.id} ${i}, ${other.id} ${j}`
          );
    }
});

test("the random part is as large as it must be, and takes the levels of a choice about equally often", () => {
  const random = specifications.filter(({changed}) => changed > 2);
  assert.ok(random.length > 300, String(random.length));
  choices.forEach(({id, levels}, at) =>
    levels.forEach((level, i) => {
      const share = random.filter((one) => one.levels[at] === i).length / random.length;
      assert.ok(Math.abs(share - 1 / levels.length) < 0.09, `${id} ${level.id}: ${share}`);
    })
  );
});

test("slow choices change seldom, and the order is the same each time", () => {
  const states = (ids: readonly string[]) =>
    specifications.filter(
      ({levels}, i) =>
        i > 0 && choices.some(({id}, at) => ids.includes(id) && levels[at] !== specifications[i - 1]!.levels[at])
    ).length;
  assert.equal(states(["window"]), choices.find(({id}) => id === "window")!.levels.length - 1);
  assert.ok(
    states(["window", "similarity", "cooccurrence"]) < 30,
    String(states(["window", "similarity", "cooccurrence"]))
  );
  assert.deepEqual(makeDesign(base), design);
});

test("only what is chosen varies, and a small product is taken whole", () => {
  const lines = makeDesign(base, {chosen: new Set<Family>(["lines"])});
  assert.deepEqual(
    lines.specifications.map(({id}) => id),
    ["", "v=1&cut=mean", "v=1&cut=midrange", "v=1&cut=fixed"]
  );
  const two = makeDesign(base, {chosen: new Set<Family>(["lines", "advantage"])});
  assert.equal(two.specifications.length, 20);
  for (const family of families) {
    const fields = new Set(
      makeDesign(base, {chosen: new Set([family])}).specifications.flatMap(({scenario}) =>
        changedFields(published, scenario)
      )
    );
    const own = new Set(
      choicesFor(base, "BE2", new Set([family])).flatMap(({levels}) =>
        levels.flatMap(({changes}) => Object.keys(changes))
      )
    );
    for (const field of fields) assert.ok(own.has(field), `${family}: ${field}`);
  }
  assert.deepEqual(
    makeDesign(base, {chosen: new Set()}).specifications.map(({id}) => id),
    [""]
  );
});

test("fewer are the first ones: the published view, then single choices", () => {
  for (const count of [1, 10, 29, 100, 1000]) {
    const few = makeDesign(base, {count}).specifications;
    assert.equal(few.length, count);
    assert.equal(few[0]!.id, "");
    if (count <= 29) assert.ok(few.every(({changed}) => changed <= 1));
  }
  for (const count of [0, -1, 2.5, Number.NaN])
    assert.throws(() => makeDesign(base, {count}), /invalid number of specifications/);
});

test("the choices follow the region and the years of the records", () => {
  const ids = (of: ScenarioBase, region: string) =>
    choicesFor(of, region).flatMap(({levels}) => levels.map(({id}) => id));
  assert.ok(ids(base, "BE2").includes("region-whole") && !ids(base, "BE21").includes("region-whole"));
  assert.ok(makeDesign(base, {region: "BE21"}).specifications.every(({scenario: {region}}) => region === "BE21"));
  assert.ok(
    !ids(base, "BE2").includes("years-earlier") &&
      ids(wide, "BE2").includes("years-earlier") &&
      ids(wide, "BE2").includes("years-longer")
  );
  // Deals of 2023 to 2025 leave no window of three years without the last of them.
  const short: ScenarioBase = {...base, years: {...base.years, deals: [2023, 2025]}};
  assert.ok(!ids(short, "BE2").includes("years-without-last"));
  // Records of two years allow no window, so that there is nothing to choose.
  const two: ScenarioBase = {...base, years: {patents: [2020, 2021], publications: [2021, 2022], deals: [2021, 2022]}};
  assert.ok(choicesFor(two, "BE2").every(({id, levels}) => id !== "window" && levels.length > 1));
});
