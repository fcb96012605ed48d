import assert from "node:assert/strict";
import test from "node:test";
import {fieldNames, fields} from "../../../src/scenario/fields.ts";
import {fieldWords} from "../../../src/words/en/scenario.ts";
import {valueText} from "../../../src/scenario/value-text.ts";

test("every field has a label of its own, and every value of a choice words", () => {
  assert.equal(new Set(fieldNames.map((name) => fieldWords[name].label)).size, fieldNames.length);
  for (const name of fieldNames) {
    const spec = fields[name];
    if (spec.kind !== "choice") continue;
    assert.deepEqual(Object.keys(fieldWords[name].values!).sort(), [...spec.values].sort(), name);
    assert.equal(new Set(spec.values.map((value) => valueText(name, value))).size, spec.values.length, name);
  }
});

test("a flag reads yes or no, and no choice of a list reads all", () => {
  const [flag] = fieldNames.filter((name) => fields[name].kind === "flag");
  assert.deepEqual([valueText(flag!, true), valueText(flag!, false)], ["yes", "no"]);
  assert.equal(valueText("decisions", [1, 2]), "2");
});
