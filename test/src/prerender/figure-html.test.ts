import assert from "node:assert/strict";
import {test} from "node:test";
import type {ReportSource} from "../../../src/narrative/report-data.ts";
import {disclosureText} from "../../../src/prerender/figure-html.ts";
import {pageWords} from "../../../src/words/en/pages.ts";

const source = (values: Partial<ReportSource>): ReportSource => ({
  dataset: "patents",
  name: "OECD REGPAT",
  edition: "202501",
  synthetic: false,
  oneIn: 1,
  licence: "",
  documents: 10,
  ...values
});

test("the source of a figure says which of its records are published in a coarser form, and no others", () => {
  const works = source({dataset: "publications", name: "OpenAlex"});
  const sources = [source({coarse: 3}), works];
  assert.equal(
    disclosureText(sources, ["patents", "publications"], pageWords),
    "Records of OECD REGPAT are published in a coarser form: their years together, and at least 3 share each set of codes and each set of places."
  );
  assert.equal(disclosureText(sources, ["publications"], pageWords), "");
  assert.equal(disclosureText([source({}), works], ["patents"], pageWords), "", "exact or synthetic");
});
