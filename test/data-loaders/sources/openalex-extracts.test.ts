import assert from "node:assert/strict";
import {symlinkSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {openalex} from "../../../data-loaders/sources/openalex/openalex.ts";
import {dropped, readSource} from "../../support/extracts.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let folders = 0;
type Files = Record<string, string | Uint8Array>;
const folderOf = (files: Files) => writeFiles(join(root, String(++folders)), files);
const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const leuven = {
  id: "https://openalex.org/I1",
  geo: {city: "Leuven", country_code: "BE", latitude: 50.88, longitude: 4.7}
};
const eindhoven = {
  id: "https://openalex.org/I2",
  geo: {city: "Eindhoven", country_code: "NL", latitude: 51.44, longitude: 5.48}
};
const institutions = lines([leuven, eindhoven]);
const at = (...places: number[]) => ({
  institutions: places.map((place) => ({id: `https://openalex.org/I${place}`, country_code: place === 1 ? "BE" : "NL"}))
});
const work = (id: number, fields: Record<string, unknown> = {}) => ({
  id: `https://openalex.org/W${id}`,
  publication_year: 2022,
  topics: [{id: "https://openalex.org/T10036", display_name: "Advanced Neural Network Applications"}],
  authorships: [at(1)],
  ...fields
});

/** Reads works that stand in one file beside the institutions. */
async function read(content: string | Uint8Array, name = "works/part_0000", limits = {}) {
  return await readSource(openalex, folderOf({[name]: content, "institutions/part_0000": institutions}), {limits});
}

/** What was made of each file: its kind, or why it was ignored. */
async function madeOf(folder: string) {
  const {result, documents} = await readSource(openalex, folder);
  const {files, missing} = result.files.account();
  const made = Object.fromEntries(files.map(({file, kind, why}) => [file, kind ?? `– ${why}`]));
  return {made, missing, works: documents.map(({document}) => document), edition: result.edition, result};
}

const described = (pattern: RegExp) => (error: InputError) => {
  assert.match(error.describe(), pattern);
  return true;
};

/** Writes rows of SQL to a Parquet file. */
async function parquet(path: string, sql: string) {
  const db = await WorkDatabase.open();
  await db.run(`COPY (${sql}) TO '${path}' (FORMAT parquet)`);
  db.close();
}

const parquetWork = (id: number) => `SELECT 'https://openalex.org/W${id}' AS id, 2022 AS publication_year,
  [{'id': 'https://openalex.org/T10036', 'score': 0.9}] AS topics, DATE '2026-08-18' AS updated_date,
  [{'author_position': 'first', 'institutions': [{'id': 'https://openalex.org/I1', 'country_code': 'BE'}]}] AS authorships`;

test("a file of works is one by its fields, whatever its name", async () => {
  const content = lines([work(1), work(2)]);
  for (const name of [
    "works/part_0000",
    "works.jsonl",
    "part-0.ndjson",
    "works_1.json",
    "old/W7",
    "notes.txt",
    "works/x"
  ])
    assert.equal((await read(content, name)).documents.length, 2, name);
  for (const name of ["works/part_000.json.gz", "works.jsonl.gz", "WORKS.GZ"])
    assert.equal((await read(gzipSync(content), name)).documents.length, 2, name);
});

test("works are read one a line, in any white space, as an array, and as a page of the API", async () => {
  const [first, second] = [work(1), work(2)];
  for (const [form, content] of Object.entries({
    carriageReturns: `${JSON.stringify(first)}\r${JSON.stringify(second)}\r`,
    windows: lines([first, second]).replaceAll("\n", "\r\n"),
    marked: `\uFEFF${lines([first, second])}`,
    markedWindows: `\uFEFF${lines([first, second, {}]).replaceAll("\n", "\r\n")}\r\n`,
    pretty: JSON.stringify(first, null, 2) + JSON.stringify(second, null, 2),
    array: JSON.stringify([first, second]),
    prettyArray: JSON.stringify([first, second], null, 2),
    page: JSON.stringify({meta: {count: 2}, results: [first, second]}),
    prettyPage: JSON.stringify({meta: {count: 2}, results: [first, second]}, null, 2),
    resultsOfAPage: JSON.stringify({results: [first, second]})
  })) {
    const {documents, result} = await read(content, "works/page_1.json", {"unreadable-row": 1});
    assert.deepEqual(
      documents.map(({places}) => places),
      [{BE24: 1}, {BE24: 1}],
      form
    );
    const [, file] = result.files.account().files;
    assert.equal(file!.kind, /page$/i.test(form) ? "works, a page of the API" : "works", form);
  }
  const members = Buffer.concat([gzipSync(lines([first])), gzipSync(lines([second]))]);
  assert.equal((await read(members, "works/part_0000.gz")).documents.length, 2);
  const marked = await read(`\uFEFF${lines([first, {publication_year: 1}])}`, "a", {"unreadable-row": 1});
  assert.deepEqual(dropped(marked.result), {"unreadable-row": 1});
  await assert.rejects(
    read(`\uFEFF${JSON.stringify([first])}`),
    described(/it begins with a byte order mark; save it as UTF-8 without one/)
  );
});

test("an id is read in any spelling, and only as one of its own kind", async () => {
  const {documents, result} = await read(
    lines([
      work(1, {id: "W1"}),
      work(2, {id: "w2"}),
      work(3, {id: " http://openalex.org/W3 "}),
      work(4, {id: "https://api.openalex.org/works/W4"}),
      work(5, {authorships: [{institutions: [{id: "I1"}]}]}),
      work(6, {authorships: [{institutions: [{id: "https://openalex.org/institutions/I1/"}]}]}),
      work(7, {topics: [{id: "T10036"}]}),
      // An institution and an author in a file of works are no works.
      {...work(0), id: "https://openalex.org/I3"},
      {...work(0), id: "https://openalex.org/A4"},
      work(8, {topics: [{id: "https://openalex.org/subfields/S10036"}]})
    ]),
    undefined,
    {"unreadable-row": 1}
  );
  assert.deepEqual(
    documents.map(({document, codes, places}) => [document, ...codes, ...Object.keys(places)]),
    [...[1, 2, 3, 4, 5, 6, 7].map((id) => [id, "10036", "BE24"]), [8, "BE24"]]
  );
  assert.deepEqual(dropped(result), {"unreadable-row": 2});
});

test("every other file is named and left alone", async () => {
  const folder = folderOf({
    "works/part_0000": lines([work(1)]),
    "works/part_0001": "",
    "works/titles.json": lines([{id: "https://openalex.org/W1", publication_year: 2022, title: "x"}]),
    "institutions/part_0000": institutions,
    "authors/part_0000.gz": gzipSync(lines([{id: "https://openalex.org/A1", country_code: "BE", geo: null}])),
    "works/readme.txt": "works, topics, authorships",
    "works.zip": "PK",
    "works.zst": "x",
    zipped: gzipSync(lines([work(2)])),
    "wide.json": Buffer.from(`\uFEFF${lines([work(3)])}`, "utf16le"),
    "page.json": '{"meta": {"count": 0}, "results": []}',
    "package.json": '{"name": "x"}',
    "half.json": '{"id": "https://openalex.org/W1", "publication_',
    "brackets.json": '[{"id": "\\\\", "name": "}]\\""}]'
  });
  assert.deepEqual((await madeOf(folder)).made, {
    "authors/part_0000.gz": "– neither works nor institutions",
    "brackets.json": "– none of the kinds of files that are read",
    "half.json": "– no whole JSON object",
    "institutions/part_0000": "institutions",
    "package.json": "– none of the kinds of files that are read",
    "page.json": "– a page of the API without results",
    "wide.json": "– the text is UTF-16, not UTF-8",
    "works.zip": "– packed; unpack it unless its files are those that are read",
    "works.zst": "– packed; unpack it unless its files are those that are read",
    "works/part_0000": "works",
    "works/part_0001": "– empty",
    "works/readme.txt": "– none of the kinds of files that are read",
    "works/titles.json": "– works without authorships",
    zipped: "– the file is compressed with gzip"
  });
});

test("a folder without works names what it holds", async () => {
  await assert.rejects(
    readSource(openalex, folderOf({"works.7z": "x", "works/a.json": lines([{id: "W1", publication_year: 2022}])})),
    described(
      /no works: .*the folder holds works\.7z \(packed; unpack it\), works\/a\.json \(works without authorships\)/
    )
  );
  const others = {"institutions/part_0000": institutions, "a.csv": "id\nW1\n"};
  await assert.rejects(
    readSource(openalex, folderOf(others)),
    /the folder holds a\.csv \(.*\), institutions\/part_0000 \(institutions\)$/
  );
});

test("folders that are symbolic links are followed", async () => {
  const elsewhere = folderOf({"w/part_0000": lines([work(1)]), "i/part_0000": institutions});
  const folder = folderOf({"notes.txt": ""});
  symlinkSync(join(elsewhere, "w"), join(folder, "works"));
  symlinkSync(join(elsewhere, "i"), join(folder, "institutions"));
  assert.deepEqual((await madeOf(folder)).works, [1]);
});

test("of JSON Lines and Parquet of one snapshot, one is read", async () => {
  const folder = folderOf({
    "data/jsonl/works/updated_date=2026-08-18/part_0000.gz": gzipSync(lines([work(1)])),
    "data/jsonl/institutions/updated_date=2026-08-18/part_0000.gz": gzipSync(institutions),
    "data/parquet/works/updated_date=2026-08-18/x": ""
  });
  await parquet(join(folder, "data/parquet/works/updated_date=2026-08-18/part_0000.parquet"), parquetWork(1));
  const {made, works, result} = await madeOf(folder);
  assert.deepEqual(works, [1]);
  assert.deepEqual(dropped(result), {});
  const parts = Object.entries(made).filter(([file]) => file.includes("/works/updated_date=2026-08-18/part"));
  assert.deepEqual(parts.map(([, kind]) => kind.replace(/ as .*/, "")).sort(), ["works", "– the same data"]);
  assert.equal(result.account.read.works, 1);
});

test("the form with more parts is read, and an old snapshot only without a new one", async () => {
  const folder = folderOf({
    "data/jsonl/works/updated_date=2026-08-18/part_0000.gz": gzipSync(lines([work(1)])),
    "data/jsonl/works/updated_date=2026-08-19/part_0000.gz": gzipSync(lines([work(2)])),
    "data/jsonl/institutions/part_0000": institutions,
    "data/parquet/works/updated_date=2026-08-18/x": "",
    "legacy-data/works/updated_date=2024-01-01/part_000.gz": gzipSync(lines([work(9)]))
  });
  await parquet(join(folder, "data/parquet/works/updated_date=2026-08-18/part_0000.parquet"), parquetWork(1));
  const {made, works} = await madeOf(folder);
  assert.deepEqual(works, [1, 2]);
  assert.equal(
    made["legacy-data/works/updated_date=2024-01-01/part_000.gz"],
    "– of an older snapshot than the other parts"
  );
  const legacy = folderOf({
    "legacy-data/works/part_000": lines([work(9)]),
    "legacy-data/institutions/part_000": institutions
  });
  assert.deepEqual((await madeOf(legacy)).works, [9]);
});

test("names of folders never give a column", async () => {
  const above = "publication_year=1999/id=7/type=paratext/";
  const folder = folderOf({
    [`${above}works/part_0000`]: lines([work(1)]),
    [`${above}institutions/part_0000`]: institutions,
    [`b/${above}works/x`]: ""
  });
  await parquet(join(folder, "b", above, "works/part_0000.parquet"), parquetWork(2));
  const {documents} = await readSource(openalex, folder);
  assert.deepEqual(
    documents.map(({document, year}) => [document, year]),
    [
      [1, 2022],
      [2, 2022]
    ]
  );
});

const manifest = (parts: Record<string, number>, rest = {}) =>
  JSON.stringify({
    date: "2026-08-25",
    entity: "works",
    files: Object.entries(parts).map(([part, n]) => ({
      url: `s3://openalex/data/jsonl/${part}`,
      meta: {content_length: 300, record_count: n}
    })),
    ...rest
  });
const part = (day: number) => `works/updated_date=2026-08-${day}/part_0000.gz`;

test("a part that the manifest lists and that is missing stops the run by its name, unless it may be missing", async () => {
  for (const path of ["works/manifest.json", "manifest.json"]) {
    const files = {[part(18)]: gzipSync(lines([work(1)])), "institutions/part_0000": institutions};
    const folder = folderOf({...files, [path]: manifest({[part(18)]: 1, [part(19)]: 5, "authors/part_0000.gz": 3})});
    await assert.rejects(
      readSource(openalex, folder),
      described(/updated_date=2026-08-19\/part_0000\.gz: publications: 50% of 2 rows are missing-part .* download it/)
    );
    const {documents, result} = await readSource(openalex, folder, {limits: {"missing-part": 0.5}});
    assert.equal(documents.length, 1);
    assert.equal(result.edition, "2026-08-25");
    assert.deepEqual(dropped(result), {"missing-part": 1});
  }
});

test("parts are found in a manifest of any form", async () => {
  const [here, away] = [part(18), part(19)];
  const s3 = (path: string) => `s3://openalex/data/jsonl/${path}`;
  const forms: Record<string, unknown> = {
    addresses: {date: "2026-08-25T04:00:00Z", files: [s3(here), s3(away)]},
    paths: {snapshot_date: "2026-08-25", files: [{path: here}, {path: away}]},
    belowTheEntity: {files: [here, away].map((path) => ({url: path.replace("works/", "")}))},
    web: {files: [here, away].map((path) => ({url: `https://openalex.s3.amazonaws.com/data/jsonl/${path}`}))},
    byEntity: {entities: {works: {files: [{url: s3(here)}, {url: s3(away)}]}, authors: {files: []}}},
    list: [{url: s3(here)}, {url: s3(away)}],
    onlyOthers: {files: [{url: s3(away)}]}
  };
  const parts = {[here]: gzipSync(lines([work(1)])), "institutions/part_0000": institutions};
  for (const [form, content] of Object.entries(forms)) {
    const folder = folderOf({...parts, "works/manifest.json": `\uFEFF${JSON.stringify(content)}`});
    await assert.rejects(
      readSource(openalex, folder),
      described(/works\/updated_date=2026-08-19\/part_0000\.gz: .* are missing-part/),
      form
    );
    if (form === "addresses" || form === "paths") {
      const {result} = await readSource(openalex, folder, {limits: {"missing-part": 1}});
      assert.equal(result.edition, "2026-08-25", form);
    }
  }
  for (const count of [{record_count: 1000}, {meta: {record_count: "1000"}}]) {
    const content = JSON.stringify({files: [{url: s3(here), ...count}]});
    const {missing} = await madeOf(folderOf({...parts, "works/manifest.json": content}));
    assert.match(missing.join(), /part_0000\.gz has 1 of 1,000/);
  }
});

test("record counts of the manifest are compared, and the manifest of an old snapshot may list more", async () => {
  const files = {[part(18)]: gzipSync(lines([work(1)])), "institutions/part_0000": institutions};
  const same = await madeOf(folderOf({...files, "works/manifest.json": manifest({[part(18)]: 1})}));
  assert.deepEqual([same.missing, same.made["works/manifest.json"]], [[], "manifest"]);
  const fewer = await madeOf(folderOf({...files, "works/manifest.json": manifest({[part(18)]: 1000})}));
  assert.deepEqual(fewer.missing, [
    `records that the manifest lists: ${part(18)} has 1 of 1,000; download what differs again`
  ]);
  const {files: entries} = JSON.parse(manifest({[part(18)]: 1, [part(19)]: 1})) as {files: unknown[]};
  const old = await madeOf(folderOf({...files, "works/manifest": JSON.stringify({entries})}));
  assert.deepEqual(old.missing, ["works/manifest lists 1 parts that are not here: their records are not counted"]);
});

test("deleted works are left out", async () => {
  const files = {"works/part_0000": lines([work(1), work(2), work(3)]), "institutions/part_0000": institutions};
  const list = "work_id,deleted_date\nhttps://openalex.org/W2,2026-08-20\nhttps://openalex.org/W77,2026-08-20\n";
  for (const [name, content] of [
    ["works/deleted_ids.csv", list],
    ["works/deleted_ids.csv.gz", gzipSync(list.replaceAll("\n", "\r\n"))],
    ["deleted.csv", list.replaceAll(/[^,\n]+/g, '"$&"')],
    ["deleted.tsv", `\uFEFF${list.replaceAll(",", "\t")}`],
    ["deleted.txt", "work_id\nW2\nW77\n"]
  ] as const) {
    const {works, made, result} = await madeOf(folderOf({...files, [name]: content}));
    assert.deepEqual([works, made[name], dropped(result)], [[1, 3], "deleted works", {deleted: 1}]);
  }
});

test("an unfinished harvest is said, and one of its parts that is missing stops the run", async () => {
  const files = {"works/part_0000.gz": gzipSync(lines([work(1)])), "institutions/part_0000.gz": gzipSync(institutions)};
  const state = (works: number) =>
    JSON.stringify({edition: "2026-11-01", finished: false, parts: {works, institutions: 1}}, null, 2);
  const {missing, edition} = await madeOf(folderOf({...files, "harvest.json": state(1)}));
  assert.match(
    missing.join(),
    /^harvest\.json: the harvest is not finished, works are missing; npm run fetch:openalex/
  );
  assert.equal(edition, "2026-11-01");
  await assert.rejects(
    readSource(openalex, folderOf({...files, "harvest.json": state(2)})),
    described(/works\/part_0001\.gz: publications: .* missing-part/)
  );
});

test("an author without an institution has the place of the country, unless it has several regions", async () => {
  const only = (...countries: string[]) => ({institutions: [], countries});
  const {documents, result} = await read(
    lines([
      work(1, {authorships: [only("LU")]}),
      work(2, {authorships: [only("US")]}),
      work(3, {authorships: [only("BE")]}),
      work(4, {authorships: [{...at(1), countries: ["BE", "US"]}]}),
      work(5, {authorships: [at(1), only("us", "LU"), {institutions: null, countries: null}, null]}),
      work(6, {authorships: [{institutions: [{id: null, country_code: null}], countries: ["LU"]}]}),
      work(7, {authorships: [{institutions: [{}, null], countries: [null, " lu "]}]}),
      work(8, {authorships: [{institutions: [{id: null, country_code: "LU"}], countries: ["US"]}]})
    ])
  );
  assert.deepEqual(
    documents.map(({places}) => places),
    [{LU00: 1}, {US: 1}, {}, {BE24: 1}, {BE24: 0.25, LU00: 0.125, US: 0.125}, {LU00: 1}, {LU00: 1}, {LU00: 1}]
  );
  assert.deepEqual(dropped(result), {"only-country": 1});
});

test("institutions beyond a list of authors that the API has cut count as one author each", async () => {
  const authors = Array.from({length: 100}, () => at(2));
  const all = {institutions: [...at(2).institutions, ...at(1).institutions]};
  const {documents, result} = await read(
    lines([
      work(1, {authorships: authors, ...all}),
      work(2, {authorships: authors}),
      work(3, {authorships: [...authors, at(1)], ...all}),
      work(4, {authorships: authors.slice(1), ...all}),
      work(5, {authorships: authors.slice(1), ...all, is_authors_truncated: true})
    ])
  );
  assert.deepEqual(
    documents.map(({places}) => places),
    [{BE24: 0.009901, NL41: 0.990099}, {NL41: 1}, {BE24: 0.009901, NL41: 0.990099}, {NL41: 1}, {BE24: 0.01, NL41: 0.99}]
  );
  assert.deepEqual(dropped(result), {"cut-authors": 2});
});

test("a work is paratext by its type too, and has its primary topic where it has no topics", async () => {
  const primary_topic = {id: "https://openalex.org/T10020", display_name: "Quantum Information"};
  const {documents, result} = await read(
    lines([
      work(1, {type: "paratext"}),
      work(6, {type: "Paratext "}),
      work(2, {type: "retraction", topics: [], primary_topic}),
      work(3, {topics: null, primary_topic}),
      work(4, {topics: [], primary_topic: null}),
      work(5, {topics: [{id: null}], primary_topic})
    ])
  );
  assert.deepEqual(
    documents.map(({document, codes}) => [document, ...codes]),
    [[2, "10020"], [3, "10020"], [4], [5, "10020"]]
  );
  assert.deepEqual(dropped(result), {paratext: 2});
});

const good = Array.from({length: 2000}, (_, i) => work(i + 10));

test("a bad year is a reason that names the value, the file and the line", async () => {
  for (const year of [99999999, 9999, "0000", 1e40, "2021-05", "n.d.", [2021], {of: 2021}, -2021, 20.21, 0]) {
    const {documents, result} = await read(lines([...good, work(1, {publication_year: year})]));
    assert.deepEqual([documents.length, dropped(result)], [2000, {"no-year": 1}], String(year));
    await assert.rejects(
      read(lines([work(2), work(1, {publication_year: year})])),
      described(
        /works\/part_0000:2:\d+: publications: 50% of 2 rows are no-year .*; the first: the year ".*" of work W1; /
      )
    );
  }
  const {documents} = await read(lines([work(1, {publication_year: "2021"}), work(2, {publication_year: 2021.0})]));
  assert.deepEqual(
    documents.map(({year}) => year),
    [2021, 2021]
  );
});

test("values of the wrong kind are as if they were missing", async () => {
  const {documents} = await read(
    lines([
      work(1, {topics: "none", is_retracted: "maybe", is_xpac: 3.5, type: {}, authorships: "none"}),
      work(2, {topics: [{id: "https://openalex.org/T99999999999999"}, 7, null, {id: 10036}]}),
      work(3, {authorships: [{institutions: "x"}, {institutions: [{id: 5}, null, {id: "https://openalex.org/I1"}]}]}),
      work(4, {is_retracted: "false", is_paratext: 0, institutions: 5})
    ]),
    undefined,
    {"unreadable-row": 0, "unknown-institution": 1}
  );
  assert.deepEqual(
    documents.map(({document, codes}) => [document, ...codes]),
    [[1], [2, "10036"], [3, "10036"], [4, "10036"]]
  );
  assert.deepEqual(
    documents.map(({places}) => "BE24" in places),
    [false, true, true, true]
  );
});

test("lines that cannot be read are counted, in whatever way they are broken", async () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  for (const [name, broken] of Object.entries({
    unfinished: '{"id": "https://openalex.org/W1", "auth',
    utf8: `{"id": "https://openalex.org/W1", "publication_year": "\xff\xfe"}`,
    text: "no object",
    list: "[1, 2]",
    withoutId: '{"publication_year": 2022, "authorships": []}',
    empty: "{}"
  })) {
    const content = Buffer.concat([bytes(lines(good)), bytes(`${broken}\n`), bytes(lines([work(5000)]))]);
    const {documents, result} = await read(content);
    assert.deepEqual([documents.length, dropped(result)], [2001, {"unreadable-row": 1}], name);
    await assert.rejects(
      read(content, "works/part_0000", {"unreadable-row": 0}),
      described(
        /works\/part_0000(:200[12](:\d+)?)?: publications: 0\.05% of 2,002 rows are unreadable-row .*; the first: /
      )
    );
  }
});

test("a damaged file stops the run by its name, never with an error of the database", async () => {
  const whole = gzipSync(lines(good));
  const truncated = whole.subarray(0, whole.length / 2);
  for (const [name, content, pattern] of [
    ["works/a.gz", truncated, /works\/a\.gz: the gzip file is truncated or damaged/],
    ["works/a.gz", "", /works\/a\.gz: the gzip file is truncated or damaged \(0 bytes\)/],
    ["works/a.gz", lines([work(1)]), /works\/a\.gz: the gzip file is truncated or damaged/],
    ["works/a.parquet", "PAR1", /works\/a\.parquet: not a whole Parquet file; download it again/],
    [
      "works/a.json",
      `[${JSON.stringify(work(1))}, {"id": `,
      /works\/a\.json.*: cannot read it: .*; download a\.json again/
    ],
    [
      "works/a.json",
      JSON.stringify(work(1), null, 2) + '{"id": }',
      /works\/a\.json.*: cannot read it: .*; download a\.json/
    ]
  ] as const) {
    const folder = folderOf({[name]: content, "works/b": lines([work(2)]), "institutions/part_0000": institutions});
    await assert.rejects(readSource(openalex, folder), described(pattern), name);
  }
});

test("a line of 64 MB is read, and one that is too long stops the run", async () => {
  const long = (bytes: number) => work(2, {abstract_inverted_index: "x".repeat(bytes)});
  assert.equal((await read(lines([work(1), long(64 << 20), work(3)]))).documents.length, 3);
  const longer = read(lines([work(1), long(150_000_000)]));
  await assert.rejects(longer, described(/works\/part_0000: an object is longer than 64 MB; remove the object/));
});

test("Parquet may hold numbers as text and nested fields as JSON", async () => {
  const folder = folderOf({"works/x": "", "institutions/part_0000": institutions});
  await parquet(
    join(folder, "works/all.parquet"),
    `SELECT 'https://openalex.org/W1' AS id, '2022' AS publication_year, 'paratext' AS type, NULL AS authorships, NULL AS topics
    UNION ALL SELECT 'https://openalex.org/W2', '1e40', 'article', '[]', 'none'
    UNION ALL SELECT 'https://openalex.org/W3', '2021.0', 'article', '${JSON.stringify([at(1)])}', '[{"id": "T10036"}]'`
  );
  const {documents, result} = await readSource(openalex, folder, {limits: {"no-year": 1}});
  assert.deepEqual(documents, [{document: 3, year: 2021, amount: null, codes: ["10036"], places: {BE24: 1}}]);
  assert.deepEqual(dropped(result), {paratext: 1, "no-year": 1});
});

test("a flat table may lack places, and have topics that are no JSON", async () => {
  const folder = folderOf({"institutions/part_0000": institutions});
  await parquet(
    join(folder, "table.parquet"),
    `SELECT 'W1' AS work_id, 2022.0 AS year, 'x' AS topics_json, NULL AS institution_ids, 'LU|US' AS countries, 'article' AS type
    UNION ALL SELECT 'W2', 1e40, '[]', 'I1', 'BE', 'article'
    UNION ALL SELECT 'W3', 2022, '[{"id": "T10036", "name": "x"}]', 'I1|', 'BE', 'paratext'
    UNION ALL SELECT 'W4', 2022, '[{"id": "T10036", "name": "x"}]', 'I1|I2', 'BE|NL', NULL`
  );
  const {documents, result} = await readSource(openalex, folder, {limits: {"no-year": 1}});
  assert.deepEqual(
    documents.map(({document, codes, places}) => ({document, codes, places})),
    [
      {document: 1, codes: [], places: {LU00: 0.5, US: 0.5}},
      {document: 4, codes: ["10036"], places: {BE24: 0.5, NL41: 0.5}}
    ]
  );
  assert.deepEqual(dropped(result), {paratext: 1, "no-year": 1});
});
