import assert from "node:assert/strict";
import test from "node:test";
import {fieldNames, fields} from "../../../src/scenario/fields.ts";
import {englishScenario, valueText} from "../../../src/scenario/words.ts";

test("every field has a label of its own, and every value of a choice words", () => {
  assert.equal(new Set(fieldNames.map((name) => englishScenario[name].label)).size, fieldNames.length);
  for (const name of fieldNames) {
    const spec = fields[name];
    if (spec.kind !== "choice") continue;
    assert.deepEqual(Object.keys(englishScenario[name].values!).sort(), [...spec.values].sort(), name);
    assert.equal(new Set(spec.values.map((value) => valueText(name, value))).size, spec.values.length, name);
  }
});
