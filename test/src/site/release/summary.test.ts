import assert from "node:assert/strict";
import {test} from "node:test";
import {obstacleInOptions} from "../../../../data-loaders/warehouse/publishable.ts";
import type {ManifestSource} from "../../../../data-loaders/warehouse/manifest.ts";
import {defaultOptions} from "../../../../data-loaders/warehouse/options.ts";
import {describeSite} from "../../../../src/site/release/summary.ts";

const weights = [{what: "files", weight: 345, limit: 20_000, unit: "files"}] as const;

test("the end of a build says where the site is, what it shows, its weight, what was searched and suppressed", () => {
  const disclosure = {
    units: 3,
    p: 10,
    deals: 4000,
    generalised: 120,
    suppressed: 30,
    partial: true,
    amount: 200,
    published: 190
  };
  const coarsening = {least: 3, documents: 2000, recoded: 400, reassigned: 20, displaced: 10, suppressed: 1};
  const sources = [
    {dataset: "patents", synthetic: true} as ManifestSource,
    {dataset: "publications", synthetic: false, coarsening} as ManifestSource,
    {dataset: "deals", synthetic: false, pooled: [2021, 2025] as const, disclosure} as ManifestSource
  ];
  const account = {weights, searched: 310, sources, hasPicture: false};
  assert.equal(
    describeSite("dist", {...account, siteUrl: "https://example.org/"}),
    `the site is in dist; npm run serve shows it
  Publications and funding rounds are real records; patents are synthetic, calibrated to the values published for Flanders in 38 technologies.
  address https://example.org/
  no picture for shared links: run npm run draw -- social-card and build again, since ours shows another title or other records
  files: 345 of at most 20,000
  searched 310 files: no id of a record, no column beyond the schema, no path of this computer
  publications: 1,999 of 2,000 documents, in sets of at least 3; 400 (20.0%) have other codes, 20 (1.0%) count for another family or one domain less, 10 (0.5%) have fewer places
  deals: the years 2021–2025 together, and no others
  deals: 30 of 4,000 deals (0.8%) are left out, 120 lost codes; about 95% of the disclosed amount is published
`
  );
  const without = describeSite("dist", {...account, hasPicture: true});
  assert.match(without, /no address: set SITE_URL/);
  assert.doesNotMatch(without, /no picture/);
});

test("that nothing is suppressed has its reason", () => {
  const summary = (...sources: Partial<ManifestSource>[]) =>
    describeSite("dist", {weights, searched: 1, sources: sources as ManifestSource[], hasPicture: true});
  assert.match(summary({dataset: "deals", synthetic: true}), /suppressed nothing: its deals are synthetic/);
  assert.match(summary({dataset: "patents", synthetic: false}), /All records are real\./);
  assert.match(summary(), /suppressed nothing: none of its sources is licensed/);
});

test("exact records of a licensed source are an obstacle before anything is built, those of the sample are not", () => {
  const exact = {...defaultOptions, exact: true};
  assert.match(obstacleInOptions({...exact, extracts: {deals: "/deals"}})!, /licensed deals unchanged \(--exact\)/);
  assert.equal(obstacleInOptions(exact), undefined);
  assert.match(obstacleInOptions({...exact, extracts: {patents: "/patents"}})!, /licensed patents unchanged/);
  assert.equal(obstacleInOptions({...exact, extracts: {publications: "/publications"}}), undefined, "not licensed");
  assert.equal(obstacleInOptions({...defaultOptions, extracts: {deals: "/deals"}}), undefined);
});
