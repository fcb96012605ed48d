import assert from "node:assert/strict";
import {test} from "node:test";
import {obstacleInOptions} from "../../../../data-loaders/warehouse/publishable.ts";
import type {ManifestSource} from "../../../../data-loaders/warehouse/manifest.ts";
import {defaultOptions} from "../../../../data-loaders/warehouse/options.ts";
import {describeSite} from "../../../../src/site/release/summary.ts";

const weights = [{what: "files", weight: 345, limit: 20_000, unit: "files"}] as const;

test("the end of a build says where the site is, its weight, what was searched and what was suppressed", () => {
  const disclosure = {units: 3, p: 10, deals: 4000, generalised: 120, suppressed: 30, amount: 200, published: 190};
  const sources = [{dataset: "deals", disclosure} as ManifestSource];
  assert.equal(
    describeSite("dist", {weights, searched: 310, sources}),
    `the site is in dist; npm run serve shows it
  files: 345 of at most 20,000
  searched 310 files: no id of a record, no column beyond the schema, no path of this computer
  deals: 30 of 4,000 deals (0.8%) are left out, 120 lost codes; 95.0% of the disclosed amount is published
`
  );
  assert.match(describeSite("dist", {weights, searched: 1, sources: []}), /suppressed nothing/);
});

test("exact deals of an extract are an obstacle before anything is built, those of the sample are not", () => {
  const exact = {...defaultOptions, exactDeals: true};
  assert.match(obstacleInOptions({...exact, extracts: {deals: "/deals"}})!, /--exact-deals/);
  assert.equal(obstacleInOptions(exact), undefined);
  assert.equal(obstacleInOptions({...exact, extracts: {patents: "/patents"}}), undefined, "not confidential");
  assert.equal(obstacleInOptions({...defaultOptions, extracts: {deals: "/deals"}}), undefined);
});
