import assert from "node:assert/strict";
import {test} from "node:test";
import {compareViews, truthsOf, turned} from "../../../src/narrative/flips.ts";
import {all, claims, complexity, each, put, rca, start} from "./changes.ts";
import {published} from "./fixture.ts";

const some = [
  "patents-digital-gap",
  "semiconductors-funded",
  "one-company-is-half",
  "number-3.1-patents-rca-mrna-technology",
  "placement-5.2-drones-moonshot"
].map((id) => claims.get(id)!);

test("a claim has turned where it has an answer before and after, and they differ", () => {
  const before = new Map([
    ["same", true],
    ["lost", true],
    ["won", false],
    ["untold", null],
    ["untold before", null],
    ["untold after", true]
  ]);
  const after = new Map([
    ["same", true],
    ["lost", false],
    ["won", true],
    ["untold", null],
    ["untold before", true],
    ["untold after", null],
    ["new", true],
    ["new and false", false]
  ]);
  assert.deepEqual(turned(before, after), ["lost", "won"]);
});

test("truths are by claim, and null where the data cannot tell", () => {
  assert.deepEqual(Object.fromEntries(truthsOf(some, start, published)), {
    "patents-digital-gap": true,
    "semiconductors-funded": true,
    "one-company-is-half": null,
    "number-3.1-patents-rca-mrna-technology": true,
    "placement-5.2-drones-moonshot": true
  });
});

test("two views differ by claims that flip, printed numbers that cease to agree, and technologies that move", () => {
  const nothing = compareViews(some, published, start, start);
  assert.deepEqual(nothing, {flips: [], numbers: [], moves: []});
  const [drones] = start.technologies.filter(({slug}) => slug === "drones");
  const change = all(
    rca("patents", 1.5, ["artificial-intelligence", "mrna-technology"]),
    put("patents", "density", drones!.lenses.patents.density! + 40, ["drones"]),
    complexity(drones!.complexity! - 5, ["drones"]),
    each((slug) => (slug === "drones" ? {quadrant: "optimal"} : {}))
  );
  const there = compareViews(some, published, start, change(start));
  assert.deepEqual(
    [there.flips, there.numbers],
    [
      [
        {id: "patents-digital-gap", now: false},
        {id: "placement-5.2-drones-moonshot", now: false}
      ],
      [{id: "number-3.1-patents-rca-mrna-technology", now: false}]
    ]
  );
  const rounded = there.moves.map((move) => ({
    ...move,
    density: Number(move.density.toFixed(9)),
    complexity: Number(move.complexity.toFixed(9))
  }));
  assert.deepEqual(rounded, [{slug: "drones", from: "moonshot", to: "optimal", density: 40, complexity: -5}]);
  const back = compareViews(some, published, change(start), start);
  assert.deepEqual(
    [...back.flips, ...back.numbers].map(({now}) => now),
    [true, true, true]
  );
});

test("a technology that gains or loses its place moves from or to 0", () => {
  const without = all(
    each((slug) => (slug === "drones" ? {quadrant: null, complexity: null} : {})),
    put("patents", "density", null as never, ["drones"])
  )(start);
  const [{lenses, complexity: before} = {lenses: undefined, complexity: null}] = start.technologies.filter(
    ({slug}) => slug === "drones"
  );
  const density = lenses!.patents.density!;
  assert.deepEqual(compareViews(some, published, start, without).moves, [
    {slug: "drones", from: "moonshot", to: null, density: -density, complexity: -before!}
  ]);
  assert.deepEqual(compareViews(some, published, without, start).moves, [
    {slug: "drones", from: null, to: "moonshot", density, complexity: before}
  ]);
});
