import assert from "node:assert/strict";
import {test} from "node:test";
import {describeManifest} from "../../data-loaders/data.ts";
import type {Manifest} from "../../data-loaders/warehouse/manifest.ts";

const none = {codes: 0, documents: 0, share: 0, most: []};

/** A manifest of one source with three files. */
function manifestOf(source: object): Manifest {
  const extract = {files: ["a", "b", "c"].map((name) => ({file: `${name}.txt`, kind: "inventors"})), missing: []};
  const whole = {dataset: "patents", name: "OECD REGPAT", edition: "202401", extract, ...source};
  return {
    build: "b",
    tables: [],
    parameters: {deal_types: [], polygons: null, vocabularies: []},
    classification: {accepted: 1, candidates: 2, decisions: 0, borderline: 0, moved: []},
    sources: [{titles: 0, untitled: {unknown: none, subclass: none}, ...whole}]
  } as unknown as Manifest;
}
const drops = [
  {reason: "no-code", rows: 39, share: 0.0098},
  {reason: "other-type", rows: 308, share: 0.3888},
  {reason: "outside-report", rows: 1150, share: 0.29}
];
const account = {read: {inventors: 5000}, located: {}, drops, documents: 2811};

test("a run tells what it leaves out from what it keeps apart", () => {
  const text = describeManifest(manifestOf({synthetic: false, account}));
  assert.match(
    text,
    /\n {2}left out no-code 39 \(0\.98%\), outside-report 1,150 \(29%\)\n {2}kept {5}other-type 308 \(38\.9%\)\n/
  );
  assert.doesNotMatch(text, / %/);
});

test("the files of an extract of one's own are named, those of the sample counted", () => {
  const own = describeManifest(manifestOf({synthetic: false, account}));
  assert.equal(own.match(/\n {2}file /g)?.length, 3);
  const sample = describeManifest(manifestOf({synthetic: true, account}));
  assert.match(sample, /\n {2}files {4}3 of the sample\n/);
  assert.doesNotMatch(sample, /a\.txt/);
});
