import assert from "node:assert/strict";
import {test} from "node:test";
import type {Source} from "../../../data-loaders/sources/source.ts";
import {type SourceId, sources, sourcesOf} from "../../../data-loaders/sources/sources.ts";
import {datasets, lensOf} from "../../../src/terms/lenses.ts";

const all: readonly Source[] = Object.values(sources);

test("every dataset can be built, from sources of its own lens alone", () => {
  for (const dataset of datasets)
    for (const id of sourcesOf(dataset)) assert.equal(sources[id].lens, lensOf(dataset), `${dataset} from ${id}`);
  assert.deepEqual(
    datasets.map((dataset) => sourcesOf(dataset)[0]),
    ["regpat", "openalex", "crunchbase", "openalex"]
  );
});

test("ids of records are found as each source writes them, and what is none is let through", () => {
  const records: Partial<Record<SourceId, string[]>> = {
    regpat: ["EP2977310177", "WO2019973101", "WO1999973101"],
    openalex: ["https://openalex.org/W2741809807", "https://openalex.org/I4210112372"],
    crunchbase: ["https://www.crunchbase.com/organization/acme-1", "crunchbase.com/funding_round/seed--1"]
  };
  const names = ({identifiers}: Source, text: string) => identifiers.some(({pattern}) => pattern.test(text));
  for (const [id, texts] of Object.entries(records))
    for (const text of texts) assert.ok(names(sources[id as SourceId], text), text);
  for (const text of ["EP", "H01L21", "G06N3", "https://openalex.org/topics", "https://www.crunchbase.com/about"])
    assert.ok(!all.some((source) => names(source, text)), text);
});

test("what is confidential is not open, and the records of REGPAT and Crunchbase are not", () => {
  for (const {name, spdx, confidential} of all) assert.ok(spdx === null || !confidential, name);
  const {regpat, openalex, crunchbase} = sources;
  assert.deepEqual([regpat.spdx, openalex.spdx, crunchbase.spdx], [null, "CC0-1.0", null]);
  assert.deepEqual([regpat.confidential, openalex.confidential, crunchbase.confidential], [false, false, true]);
});
