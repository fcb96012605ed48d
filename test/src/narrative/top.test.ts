import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import type {LensValues, Snapshot} from "../../../src/indicators/snapshot.ts";
import {topNumber, topOf} from "../../../src/narrative/top.ts";
import {all, put, slugs, start} from "./changes.ts";
import {published} from "./fixture.ts";

const context = (snapshot: Snapshot) => ({snapshot, published});
const listed = (what: string, snapshot = start) =>
  topOf(what, context(snapshot)).map(({name, text}) => `${name} ${text}`);

test("a list names the highest values of the data, highest first, as the sentences around it print them", () => {
  assert.deepEqual(listed("5 patents.share38"), [
    "Microelectronics 13.3%",
    "Smart Materials 11.4%",
    "Pharmaceuticals 10.1%",
    "Advanced Materials 7.0%",
    "Biomanufacturing 5.0%"
  ]);
  assert.deepEqual(listed("3 deals.rca health-and-biotech"), [
    "Bioinformatics 3.51",
    "Advanced Therapy Medicinal Products (ATMP) 2.22",
    "Immunotherapy 2.12"
  ]);
  assert.deepEqual(listed("1 complexity"), ["Internet of Things (IOT) 76.4"]);
  assert.equal(topNumber("5 patents.share38", context(start)), "five");
});

test("a list names no more than there are: not zero, not what rounds to zero, not the unknown", () => {
  const some = (...values: readonly (number | null)[]) =>
    all(
      put("deals", "share38", 0),
      ...values.map((value, i) => put("deals", "share38", value as number, [slugs[i]!]))
    )(start);
  const names = (snapshot: Snapshot) => topOf("4 deals.share38", context(snapshot)).map(({slug}) => slug);
  const few = some(0.2, 0.5, 0.3);
  assert.deepEqual(names(few), [slugs[1], slugs[2], slugs[0]]);
  assert.equal(topNumber("4 deals.share38", context(few)), "three");
  assert.deepEqual(names(some(0.9996, 0.0004)), [slugs[0]], "0.0%");
  assert.deepEqual(names(some(0.5, null, Number.NaN, 0.5)), [slugs[0], slugs[3]]);
  assert.deepEqual([names(some()), topNumber("4 deals.share38", context(some()))], [[], "no"]);
});

test("where technologies share the last value, a list names all of them", () => {
  const tied = all(
    put("patents", "count", 1),
    put("patents", "count", 9, [slugs[7]!]),
    put("patents", "count", 5, slugs.slice(2, 5))
  )(start);
  const named = topOf("2 patents.count", context(tied)).map(({slug}) => slug);
  assert.deepEqual(named, [slugs[7], ...slugs.slice(2, 5)]);
  assert.equal(topNumber("2 patents.count", context(tied)), "four");
});

test("of any values, a list leaves out none that is higher than one that it names", () => {
  const value = fc.oneof(fc.constant(0), fc.integer({min: 1, max: 6}), fc.double({min: 0.01, max: 9, noNaN: true}));
  const values = fc.array(value, {minLength: slugs.length, maxLength: slugs.length});
  fc.assert(
    fc.property(values, fc.integer({min: 1, max: slugs.length}), (drawn, most) => {
      const snapshot = {
        ...start,
        technologies: start.technologies.map((one, i) => ({
          ...one,
          lenses: {...one.lenses, patents: {...one.lenses.patents, rca: drawn[i]!} as LensValues}
        }))
      };
      const named = topOf(`${most} patents.rca`, context(snapshot)).map(({slug}) => drawn[slugs.indexOf(slug)]!);
      const positive = drawn.filter((one) => one >= 0.005).toSorted((a, b) => b - a);
      const expected = positive.filter((one, i) => i < most || one === positive[most - 1]);
      assert.deepEqual(named, expected);
    })
  );
});

test("a list that cannot be is refused, with what to write instead", () => {
  for (const [what, message] of [
    ["0 patents.share38", /not a length of a list: 0; take a number from 1 to 38/],
    ["99 patents.share38", /not a length of a list: 99; take a number from 1 to 38/],
    ["-1 patents.share38", /not a length of a list: -1/],
    ["1.5 patents.share38", /not a length of a list: 1\.5/],
    ["five patents.share38", /not a length of a list: five/],
    ["5", /not a list: 5; write a number, an indicator and perhaps a group/],
    ["", /not a list/],
    ["5 patents.share38 digital-and-ai drones", /not a list/],
    ["5 patents.shares38", /unknown indicator: patents\.shares38; the nearest is patents\.share38/],
    ["5 patents.rank", /unknown indicator: patents\.rank; the nearest is/],
    ["5 quadrant", /unknown indicator: quadrant/],
    ["5 patents.rca digital", /unknown group: digital; the nearest is digital-and-ai/]
  ] as const) {
    assert.throws(() => topOf(what, context(start)), {name: "RangeError", message});
    assert.throws(() => topNumber(what, context(start)), {name: "RangeError", message});
  }
});
