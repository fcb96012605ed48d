import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {overlaps, placeLabels} from "../../../src/figures/labels.ts";

const frame = {x: 10, y: 20, width: 600, height: 400};
const requests = fc
  .array(
    fc.record({
      x: fc.integer({min: 10, max: 610}),
      y: fc.integer({min: 20, max: 420}),
      r: fc.integer({min: 0, max: 30}),
      width: fc.integer({min: 20, max: 160}),
      priority: fc.integer({min: 0, max: 5})
    }),
    {maxLength: 45}
  )
  .map((list) => list.map((one, at) => ({...one, id: String(at), height: 14, further: 12})));

test("no two labels overlap, none leaves the frame, none stands on an obstacle", () => {
  const obstacle = {x: 200, y: 200, width: 80, height: 30};
  fc.assert(
    fc.property(requests, (list) => {
      const placed = placeLabels(list, {frame, obstacles: [obstacle]});
      for (const [at, {box}] of placed.entries()) {
        assert.ok(box.x >= frame.x && box.y >= frame.y && box.x + box.width <= 610 && box.y + box.height <= 420);
        assert.ok(!overlaps(box, obstacle));
        for (const other of placed.slice(at + 1)) assert.ok(!overlaps(box, other.box));
      }
      assert.deepEqual(placed, placeLabels(list, {frame, obstacles: [obstacle]}));
    }),
    {numRuns: 25}
  );
});

test("with room for one label only, the one of higher priority has it", () => {
  const both = [
    {id: "low", x: 50, y: 20, r: 2, width: 70, height: 14, priority: 1},
    {id: "high", x: 52, y: 20, r: 2, width: 70, height: 14, priority: 2}
  ];
  assert.deepEqual(
    placeLabels(both, {frame: {x: 0, y: 8, width: 130, height: 24}}).map(({id}) => id),
    ["high"]
  );
});

test("a label away from its circle, or nearer to another, has a line to it", () => {
  const [alone] = placeLabels([{id: "a", x: 100, y: 100, r: 5, width: 40, height: 14, priority: 1}], {frame});
  assert.equal(alone!.leader, null);
  const crowd = Array.from({length: 12}, (_, at) => ({
    id: String(at),
    x: 300 + (at % 4) * 8,
    y: 200 + Math.floor(at / 4) * 8,
    r: 5,
    width: 90,
    height: 14,
    priority: at
  }));
  const placed = placeLabels(crowd, {frame});
  assert.equal(placed.length, 12);
  for (const {id, leader, box} of placed) {
    const own = crowd[Number(id)]!;
    const distance =
      Math.hypot(
        Math.max(box.x - own.x, 0, own.x - box.x - box.width),
        Math.max(box.y - own.y, 0, own.y - box.y - box.height)
      ) - own.r;
    if (distance > 12) assert.ok(leader, id);
  }
});
