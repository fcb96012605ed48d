import assert from "node:assert/strict";
import {test} from "node:test";
import {packSnapshots, unpackSnapshots} from "../../../data-loaders/report/packed-snapshots.ts";
import {publishedSnapshot} from "../../src/narrative/fixture.ts";

test("a packed snapshot keeps every value of a technology, missing ones and NaN among them", () => {
  const snapshot = publishedSnapshot();
  const [first, second] = snapshot.technologies;
  Object.assign(first!, {complexity: null, composite: null, quadrant: null});
  Object.assign(first!.lenses.deals, {high: null, density: null, rca: Number.NaN});
  for (const technology of snapshot.technologies)
    for (const values of Object.values(technology.lenses)) Object.assign(values, {added: 7});
  Object.assign(second!.lenses.patents, {added: null});
  assert.deepEqual(unpackSnapshots(packSnapshots([snapshot, snapshot])), [snapshot, snapshot]);
});

test("nothing to pack and truncated bytes are errors", () => {
  assert.throws(() => packSnapshots([]), /no snapshot to store/);
  const bytes = packSnapshots([publishedSnapshot()]);
  assert.throws(() => unpackSnapshots(bytes.subarray(0, bytes.length - 8)), /truncated/);
});
