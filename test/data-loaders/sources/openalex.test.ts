import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {openalex} from "../../../data-loaders/sources/openalex/openalex.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {dropped, readSource} from "../../support/extracts.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let folders = 0;
const newFolder = (files: Record<string, string | Uint8Array>) => writeFiles(join(root, String(++folders)), files);
const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const institution = (id: number, country: string, city: string, latitude?: number, longitude?: number) => ({
  id: `https://openalex.org/I${id}`,
  country_code: country,
  geo: {city, region: null, country_code: country, latitude, longitude}
});
const institutions = lines([
  institution(1, "BE", "Leuven", 50.88, 4.7),
  institution(2, "DE", "Munich"),
  institution(3, "US", "Boston"),
  institution(4, "BE", "Gent", 51.05, 3.72)
]);

interface Work {
  id: number;
  year?: number;
  topics?: number[] | null;
  /** Institutions of each author. */
  authors?: number[][];
  [flag: string]: unknown;
}

const work = ({id, year = 2022, topics = [10036], authors = [[1]], ...flags}: Work) => ({
  id: `https://openalex.org/W${id}`,
  publication_year: year,
  ...(topics && {topics: topics.map((topic) => ({id: `https://openalex.org/T${topic}`, subfield: {id: 1}}))}),
  authorships: authors.map((places) => ({
    institutions: places.map((place) => ({id: `https://openalex.org/I${place}`, country_code: "BE", lineage: []}))
  })),
  ...flags
});

const snapshot = (works: Work[], path = "works/updated_date=2024-01-01/part_000.gz") =>
  newFolder({
    [path]: gzipSync(lines(works.map(work))),
    "institutions/updated_date=2024-01-01/part_000.gz": gzipSync(institutions)
  });

test("each author counts for an equal part, each institution for an equal part of the author", async () => {
  const {documents, result} = await readSource(
    openalex,
    snapshot([
      {id: 1, topics: [10036, 10020], authors: [[1], [1, 2]]},
      {id: 2, authors: [[3], []]}
    ])
  );
  assert.deepEqual(documents, [
    {document: 1, year: 2022, amount: null, codes: ["10020", "10036"], places: {BE24: 0.75, DE21: 0.25}},
    {document: 2, year: 2022, amount: null, codes: ["10036"], places: {US: 0.5}}
  ]);
  assert.deepEqual(result.account.read, {works: 2, institutions: 4});
  assert.equal(result.edition, "2024-01-01");
});

test("the layouts of old and new snapshots and of a harvest, plain and compressed, give the same", async () => {
  const content = lines([work({id: 1})]);
  const expected = (await readSource(openalex, snapshot([{id: 1}]))).documents;
  assert.equal(expected.length, 1);
  const variants: Record<string, string | Uint8Array>[] = [
    {
      "data/works/updated_date=2024-01-01/part_000.gz": gzipSync(content),
      "data/institutions/updated_date=2024-01-01/part_000.gz": gzipSync(institutions)
    },
    {
      "data/jsonl/works/updated_date=2024-01-01/part_0000.gz": gzipSync(content),
      "data/jsonl/institutions/updated_date=2024-01-01/part_0000.gz": gzipSync(institutions)
    },
    {"works/updated_date=2024-01-01/part_000": content, "institutions/part_000": institutions},
    {
      "works/part_0000.gz": gzipSync(content),
      "institutions/part_0000.gz": gzipSync(institutions),
      "harvest.json": '{"edition": "2026-11-01"}'
    },
    {
      "works/part_000.gz": gzipSync(content),
      "works/part_000": content,
      "institutions/part_000.gz": gzipSync(institutions)
    }
  ];
  for (const files of variants)
    assert.deepEqual((await readSource(openalex, newFolder(files))).documents, expected, Object.keys(files)[0]);
});

test("Parquet of the new layout and a flat table of works are read", async () => {
  const folder = newFolder({"institutions/part_000": institutions});
  writeFiles(folder, {"parquet/works/updated_date=2026-01-01/x": "", "flat/x": ""});
  const db = await WorkDatabase.open();
  const file = join(folder, "parquet/works/updated_date=2026-01-01/part_0000.parquet");
  await db.run(`COPY (SELECT 'https://openalex.org/W1' AS id, 2022 AS publication_year, false AS is_retracted, [{'id': 'https://openalex.org/T10036', 'score': 0.9}] AS topics,
    [{'author_position': 'first', 'institutions': [{'id': 'https://openalex.org/I1', 'country_code': 'BE', 'ror': ''}]}] AS authorships) TO '${file}'`);
  await db.run(
    `COPY (SELECT 'W2' AS work_id, 2021.0 AS year, '[{"id": "T10020", "name": "x"}]' AS topics_json, 'I1|I2' AS institution_ids, 'BE|DE' AS countries) TO '${join(folder, "flat/works-1.parquet")}'`
  );
  db.close();
  const {documents} = await readSource(openalex, folder);
  assert.deepEqual(documents, [
    {document: 1, year: 2022, amount: null, codes: ["10036"], places: {BE24: 1}},
    {document: 2, year: 2021, amount: null, codes: ["10020"], places: {BE24: 0.5, DE21: 0.5}}
  ]);
});

test("a dump without topics falls back to the primary topic, and to none", async () => {
  const {documents} = await readSource(
    openalex,
    snapshot([
      {id: 1, topics: null, primary_topic: {id: "https://openalex.org/T10036"}},
      {id: 2, topics: null}
    ])
  );
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["10036"], []]
  );
});

test("what is retracted, paratext or outside the core is left out and counted once", async () => {
  const {documents, result} = await readSource(
    openalex,
    snapshot([
      {id: 1},
      {id: 2, is_retracted: true, is_paratext: true},
      {id: 3, is_paratext: true},
      {id: 4, is_xpac: true},
      {id: 5, year: 1990}
    ]),
    {years: [2016, 2025]}
  );
  assert.deepEqual(
    documents.map(({document}) => document),
    [1]
  );
  assert.deepEqual(dropped(result), {retracted: 1, paratext: 1, "not-core": 1, "outside-years": 1});
});

test("of a work that stands in several parts the latest counts", async () => {
  const folder = newFolder({
    "works/updated_date=2024-02-01/part_000": lines([work({id: 1, topics: [10020]})]),
    "works/updated_date=2024-01-01/part_000": lines([work({id: 1, topics: [10036]}), work({id: 2})]),
    "institutions/part_000": institutions
  });
  const {documents, result} = await readSource(openalex, folder);
  assert.deepEqual(
    documents.map(({codes}) => codes),
    [["10020"], ["10036"]]
  );
  assert.deepEqual(dropped(result), {duplicate: 1});
});

test("institutions that no file knows go by their country, unless it has regions", async () => {
  const folder = newFolder({
    "works/part_000": lines([
      {...work({id: 1}), authorships: [{institutions: [{id: "https://openalex.org/I99", country_code: "US"}]}]},
      {...work({id: 2}), authorships: [{institutions: [{id: "https://openalex.org/I98", country_code: "BE"}]}]}
    ])
  });
  const {documents, result} = await readSource(openalex, folder);
  assert.deepEqual(
    documents.map(({places}) => places),
    [{US: 1}, {}]
  );
  assert.deepEqual(dropped(result), {"unknown-institution": 2});
});

test("a broken line is named, a truncated file is refused", async () => {
  const good = lines(Array.from({length: 30}, (_, i) => work({id: i + 1})));
  const broken = newFolder({
    "works/part_000": `${good}{"id": "https://openalex.org/W99", "auth\n`,
    "institutions/part_000": institutions
  });
  await assert.rejects(readSource(openalex, broken), (error: InputError) => {
    assert.match(error.describe(), /works\/part_000:3[12]:\d+: publications: 3\.23% of 31 rows are unreadable-row/);
    return true;
  });
  assert.equal((await readSource(openalex, broken, {limits: {"unreadable-row": 0.1}})).documents.length, 30);
  const whole = gzipSync(good);
  await assert.rejects(
    readSource(openalex, newFolder({"works/part_000.gz": whole.subarray(0, whole.length - 9)})),
    /the gzip file is truncated or damaged/
  );
});

test("a folder without works and a file that is no Parquet say what is expected", async () => {
  await assert.rejects(readSource(openalex, newFolder({"other.txt": ""})), /no works: neither/);
  await assert.rejects(readSource(openalex, newFolder({"works/part_000.parquet": "PAR1"})), /not a whole Parquet file/);
});

test("works without a year, institutions without an id and unknown ones are counted, each for its reason", async () => {
  const limits = {"no-year": 1, "unreadable-row": 1, "unknown-institution": 1, "unlocated-place": 1};
  const folder = newFolder({
    "works/part_000": lines([work({id: 1}), {...work({id: 2}), publication_year: null}, work({id: 3, authors: [[9]]})]),
    "institutions/part_000": `${institutions}${JSON.stringify({id: null, country_code: "BE"})}\n`
  });
  const {documents, result} = await readSource(openalex, folder, {limits});
  assert.deepEqual(
    documents.map(({document}) => document),
    [1, 3]
  );
  const {"no-year": undated, "unreadable-row": unreadable, "unknown-institution": unknown} = dropped(result);
  assert.deepEqual([undated, unreadable, unknown], [1, 1, 1]);
  await assert.rejects(readSource(openalex, folder, {limits: {...limits, "unreadable-row": 0}}), /a row without an id/);
});

test("an institution that lies nowhere stops the run by its number", async () => {
  const folder = newFolder({
    "works/part_000": lines([
      {...work({id: 1}), authorships: [{institutions: [{id: "https://openalex.org/I77", country_code: "XX"}]}]}
    ]),
    "institutions/part_000": lines([
      {id: "https://openalex.org/I77", country_code: "XX", geo: {city: "Nowhere", country_code: "XX"}}
    ])
  });
  await assert.rejects(readSource(openalex, folder, {limits: {"unlocated-place": 0}}), /institution I77/);
});
