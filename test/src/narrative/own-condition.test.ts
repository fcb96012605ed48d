// Claims of a page's own: a sentence, and a condition in JavaScript.
import assert from "node:assert/strict";
import {test} from "node:test";
import {conditionClaim, type OwnCondition, readBy} from "../../../src/narrative/claims/own-condition.ts";
import {ask, createView} from "../../../src/narrative/claims/view.ts";
import {judgeWithoutWords} from "../../../src/narrative/judgement.ts";
import {published, publishedSnapshot, withValues} from "./fixture.ts";

const snapshot = (
  [
    ["photonics", "patents", {rca: 1.5, low: 1.1, high: 2, count: 12}],
    ["drones", "patents", {rca: 1.1, low: 0.4, high: 1.6, count: 9}],
    ["drones", "deals", {missing: "withheld", count: null, rca: null, share38: null, low: null, high: null}]
  ] as const
).reduce((before, [slug, dataset, values]) => withValues(before, slug, dataset, values), publishedSnapshot());
const view = createView(snapshot, published);
const verdict = (condition: OwnCondition) =>
  judgeWithoutWords(conditionClaim("A sentence.", condition, []), {snapshot, published, alternatives: []}).verdict;

test("the verdict follows from the values and the limits of their intervals", () => {
  assert.equal(
    verdict(({rca}) => rca("patents", "photonics") > 1),
    "holds"
  );
  assert.equal(
    verdict(({rca}) => rca("patents", "drones") > 1),
    "fragile"
  );
  assert.equal(
    verdict(({rca}) => rca("patents", "photonics") > 2),
    "fails"
  );
  assert.equal(
    verdict(({rca}) => rca("deals", "drones") > 1),
    "open"
  );
  assert.equal(
    verdict(({value}) => Number(value("patents.count photonics")) === 12),
    "holds"
  );
});

test("the values that a condition reads are known, missing ones too", () => {
  const read = (condition: OwnCondition) => readBy(condition, view);
  assert.deepEqual(
    read(
      ({rca, density, complexity, quadrant}) =>
        rca("patents", "photonics") > 1 &&
        density("photonics") > 0 &&
        complexity("photonics") > 0 &&
        quadrant("photonics") !== null
    ),
    ["patents.rca photonics", "patents.density photonics", "complexity photonics", "quadrant photonics"]
  );
  assert.deepEqual(
    read(({count}) => count("deals", "drones") > 1),
    ["deals.count drones"]
  );
});

test("what a condition cannot say is an error that names the nearest name", () => {
  const mistakes: [OwnCondition, RegExp][] = [
    [({rca}) => rca("patent" as never, "photonics") > 1, /unknown lens patent; the nearest is patents/],
    [({rca}) => rca("patents", "fotonics") > 1, /unknown technology: fotonics; the nearest is photonics/],
    [
      (({rcca}: Record<string, OwnCondition>) => rcca!(view)) as unknown as OwnCondition,
      /unknown value rcca; the nearest is rca/
    ],
    [({groupRca}) => groupRca("patents", "digital") > 1, /unknown group: digital/],
    [({value}) => Number(value("patents.rcca photonics")) > 1, /patents\.rca photonics/],
    [({rca}) => rca("patents", "photonics") as never, /says 1\.5; it must say true or false/],
    [() => undefined as never, /says undefined; it must say true or false/]
  ];
  for (const [condition, message] of mistakes)
    assert.throws(
      () => ask(conditionClaim("A sentence.", condition, []), view),
      (error: unknown) => error instanceof RangeError && message.test(error.message)
    );
});
