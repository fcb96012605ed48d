import assert from "node:assert/strict";
import {test} from "node:test";
import {describeSynthetic} from "../../../data-loaders/quality/check-classification.ts";

test("a check says which evidence is synthetic: all, that of some datasets, or none", () => {
  const source = (dataset: "patents" | "publications" | "publications_earlier", synthetic: boolean) => ({
    dataset,
    synthetic
  });
  const patents = source("patents", false);
  assert.equal(describeSynthetic([patents]), "");
  assert.equal(
    describeSynthetic([source("patents", true), source("publications", true)]),
    " The evidence comes from the synthetic sample."
  );
  assert.equal(
    describeSynthetic([patents, source("publications", true)]),
    " The evidence of publications comes from the synthetic sample."
  );
  assert.equal(
    describeSynthetic([patents, source("publications", true), source("publications_earlier", true)]),
    " The evidence of publications and publications earlier comes from the synthetic sample."
  );
});
