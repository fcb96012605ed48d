import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {createNormaliser} from "../../../data-loaders/classification/text.ts";

const normalise = createNormaliser({AM: "additive manufacturing", IaaS: "infrastructure as a service"});

test("abbreviations are spelled out in their own case only", () => {
  assert.equal(normalise("AM & IaaS"), "am additive manufacturing iaas infrastructure as a service");
  assert.equal(normalise("I am here"), "i am here");
  assert.equal(normalise("mHealth apps"), "mhealth mobile health apps");
});

test("case, punctuation and width do not matter", () => {
  assert.equal(normalise("  Dynamo-electric MACHINES; (motors)  "), "dynamo electric machines motors");
  assert.equal(normalise("ﬁbre"), "fibre");
  assert.equal(normalise("…–"), "");
});

test("a normalised text stays as it is", () => {
  fc.assert(
    fc.property(fc.string({unit: "grapheme"}), (title) => {
      const once = createNormaliser()(title.toLowerCase());
      assert.equal(createNormaliser()(once), once);
    })
  );
});
