import assert from "node:assert/strict";
import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after} from "node:test";
import {gzipSync} from "node:zlib";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readDocuments, readTitles} from "../../data-loaders/classification/list-files.ts";
import {loadTaxonomy} from "../../data-loaders/classification/taxonomy.ts";
import {readIndicatorInput} from "../../data-loaders/indicator-files/read.ts";
import {crunchbase} from "../../data-loaders/sources/crunchbase/crunchbase.ts";
import {readCpcTitles} from "../../data-loaders/sources/cpc/titles.ts";
import {openalex} from "../../data-loaders/sources/openalex/openalex.ts";
import {readTopics} from "../../data-loaders/sources/openalex/topics.ts";
import {regpat} from "../../data-loaders/sources/regpat/regpat.ts";
import type {Source} from "../../data-loaders/sources/source.ts";
import {type DropReason, dropReasons} from "../../data-loaders/sources/tally.ts";
import {quote} from "../../src/text/sql.ts";
import {type ReadDocument, readSource} from "../support/extracts.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

const root = tempFolder();
const db = await WorkDatabase.open();
after(() => db.close());

type Files = Record<string, string | Uint8Array>;
let folders = 0;
const newFolder = (files: Files, parent = root) => writeFiles(join(parent, `f${++folders}`), files);

/** Records of made-up documents, the places of which differ so that a change of one shows. */
const numbers = Array.from({length: 12}, (_, i) => i + 1);
const table = (rows: readonly (readonly unknown[])[], mark = "|") => rows.map((row) => `${row.join(mark)}\n`).join("");

const patents = (change: Readonly<Record<string, string>> = {}): Files => {
  const value = (n: number, name: string, usual: unknown) => (n === 5 && name in change ? change[name] : usual);
  return {
    "202401_EPO_Inv_reg.txt": table([
      ["appln_id", "inv_name", "reg_code", "ctry_code", "reg_share", "inv_share"],
      ...numbers.flatMap((n) =>
        ["BE242", "BE211"].map((region, i) => [
          n,
          "A",
          i === 0 ? value(n, "reg_code", region) : region,
          "BE",
          i === 0 ? value(n, "reg_share", 1) : 1,
          i === 0 ? value(n, "inv_share", 0.25) : 0.75
        ])
      )
    ]),
    "202401_EPO_IPC.txt": table([
      ["appln_id", "prio_year", "app_year", "IPC"],
      ...numbers.map((n) => [
        n,
        value(n, "prio_year", 2020),
        value(n, "app_year", 2021),
        value(n, "IPC", "H01L  21/02")
      ])
    ]),
    "202401_CPC_Classes.txt": table([
      ["appln_id", "CPC_Class"],
      ...numbers.map((n) => [value(n, "appln_id", n), value(n, "CPC", "G06N   3/08")])
    ])
  };
};

const work = (n: number, change: object = {}) => ({
  id: `https://openalex.org/W${1000 + n}`,
  publication_year: 2023,
  topics: [{id: "https://openalex.org/T10036", display_name: "A"}],
  authorships: [{institutions: [{id: "https://openalex.org/I1", country_code: "BE"}], countries: ["BE"]}],
  ...change
});
const institution = JSON.stringify({
  id: "https://openalex.org/I1",
  country_code: "BE",
  geo: {city: "Leuven", country_code: "BE", latitude: 50.88, longitude: 4.7}
});
const publications = (line?: string): Files => ({
  "works/part_000.jsonl": numbers
    .map((n) => `${n === 5 && line !== undefined ? line : JSON.stringify(work(n))}\n`)
    .join(""),
  "institutions/part_000.jsonl": `${institution}\n`
});

const dealHeader = ["Transaction Name URL", "Organization Name", "Organization Name URL", "Funding Type", "Money Raised (in USD)", "Announced Date", "Organization Industries", "Organization Location"]; // prettier-ignore
const deals = (change: Readonly<Record<string, string>> = {}): Files => ({
  "rounds.csv": table(
    [
      dealHeader,
      ...numbers.map((n) =>
        [
          `https://r/${n}`,
          `C${n}`,
          `https://c/${n}`,
          "Seed",
          n * 1000,
          "2022-03-01",
          "Robotics",
          '"Leuven, Vlaams-Brabant, Belgium, Europe"'
        ].map((usual, i) => (n === 5 && dealHeader[i]! in change ? change[dealHeader[i]!] : usual))
      )
    ],
    ","
  )
});

const anyShare = Object.fromEntries(Object.keys(dropReasons).map((reason) => [reason, 1])) as Record<
  DropReason,
  number
>;
const usual = {
  regpat: await readSource(regpat, newFolder(patents()), {limits: anyShare}),
  openalex: await readSource(openalex, newFolder(publications()), {limits: anyShare}),
  crunchbase: await readSource(crunchbase, newFolder(deals()), {limits: anyShare})
};
const sources: Readonly<Record<keyof typeof usual, Source>> = {regpat, openalex, crunchbase};

const raw =
  /(?:IO|Invalid Input|Conversion|Binder|Parser|Catalog|Out of Memory|INTERNAL) Error|TypeError|LINE \d+:|read_(?:csv|json|parquet)|\.ts:\d|Stack Trace/;

/** Whether an error is one that a person can act on. */
function isClear(error: unknown): true {
  assert.ok(error instanceof InputError, `no error of the input: ${String(error).slice(0, 200)}`);
  assert.doesNotMatch(error.describe(), raw);
  assert.ok(error.advice.length > 0 && error.describe().length < 1500, error.describe().slice(0, 200));
  return true;
}

/** A document without the number that the reader gave it. */
const shown = ({document, ...rest}: ReadDocument) => JSON.stringify(rest);

interface Input {
  source: keyof typeof usual;
  folder: () => string;
  /** What is wrong must stop the run even where any share of rows may be left out. */
  stops?: boolean;
  /** The value is one that the format allows, so that nothing is left out. */
  plain?: boolean;
  /** How many documents it may change, by default one. */
  most?: number;
  /** Whether it is read with loose limits only. */
  once?: boolean;
}

/** A source with something wrong either stops with a clear message, or counts what it leaves out, and reads the rest. */
async function readsOrSays({
  source,
  folder,
  stops = false,
  plain = false,
  most = 1,
  once = false
}: Input): Promise<void> {
  const path = folder();
  if (!once) await readSource(sources[source], path).then(() => {}, isClear);
  let read: Awaited<ReturnType<typeof readSource>>;
  try {
    read = await readSource(sources[source], path, {limits: anyShare});
  } catch (error) {
    isClear(error);
    return;
  }
  assert.ok(!stops, "it was read as if it were whole");
  const expected = usual[source].documents.map(shown);
  const found = read.documents.map(shown);
  const left = [...expected];
  for (const one of found) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  assert.ok(left.length <= most, `${left.length} documents have changed`);
  const before = new Map(usual[source].result.account.drops.map(({reason, rows}) => [reason, rows]));
  // The fold counts documents without a code or a place.
  const lacking = read.documents.some(({codes, places}) => codes.length === 0 || Object.keys(places).length === 0);
  const counted = read.result.account.drops.some(({reason, rows}) => rows > (before.get(reason) ?? 0));
  assert.ok(
    left.length === 0 || plain || lacking || counted,
    `a document has changed, and no reason counts it: ${found.join(" ").slice(0, 300)}`
  );
}

const badValues: Readonly<Record<string, string>> = {
  "1e40": "1e40",
  "1e400": "1e400",
  inf: "inf",
  NaN: "NaN",
  "year 99999999": "99999999",
  negative: "-1",
  hexadecimal: "0x1F",
  list: "[1]",
  object: "{}",
  "wide digits": "１",
  blank: "  ",
  NUL: "a\0b",
  "2 million digits": "9".repeat(2_000_000),
  formula: "=1+1",
  "a quotation mark": '"',
  text: "n/a"
};
const latin1 = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text as string, "latin1")]));

const fieldTries = [
  ...["reg_code", "reg_share", "inv_share", "prio_year", "app_year", "IPC", "appln_id", "CPC"].flatMap((field) =>
    Object.entries(badValues).map(([name, value]): Try<Input> => [
      `REGPAT, ${field}: ${name}`,
      {
        source: "regpat",
        folder: () => newFolder(patents({[field]: value})),
        // The year of application counts then, and any number may be an id.
        plain: (field === "prio_year" && name === "blank") || (field === "appln_id" && /year|negative|hexa/.test(name)),
        once: !/1e40|NUL|text/.test(name)
      }
    ])
  ),
  ...[
    "Money Raised (in USD)",
    "Announced Date",
    "Funding Type",
    "Organization Industries",
    "Organization Location"
  ].flatMap((field) =>
    Object.entries(badValues).map(([name, value]): Try<Input> => [
      `Crunchbase, ${field}: ${name}`,
      {
        source: "crunchbase",
        folder: () => newFolder(deals({[field]: value})),
        // Any text may be an industry, no type is one of the others, and no amount is undisclosed.
        plain: /Industries|Type/.test(field) || (field.startsWith("Money") && /year|blank/.test(name)),
        // An open quotation mark takes the row below it.
        most: name === "a quotation mark" ? 2 : 1,
        once: !/1e40|NUL|text/.test(name)
      }
    ])
  ),
  ...(["regpat", "crunchbase"] as const).map((source): Try<Input> => [
    `${source}: Latin-1`,
    {
      source,
      folder: () =>
        newFolder(latin1(source === "regpat" ? patents({reg_code: "é"}) : deals({"Organization Location": "é"})))
    }
  ]),
  ...(["regpat", "crunchbase"] as const).map((source): Try<Input> => [
    `${source}: a lone surrogate`,
    {
      source,
      folder: () =>
        newFolder(
          latin1(source === "regpat" ? patents({IPC: "\xed\xa0\x80"}) : deals({"Funding Type": "\xed\xa0\x80"}))
        )
    }
  ])
];

const lines: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries({
      "1e40": "1e40",
      "a huge number": "9".repeat(400),
      "year 99999999": "99999999",
      "a list": "[2023]",
      "an object": '{"a": 1}',
      text: '"MMXXIII"',
      null: "null",
      NaN: "NaN",
      Infinity: "Infinity",
      true: "true"
    }).flatMap(([name, value]) =>
      ["publication_year", "authorships", "topics", "id", "is_retracted"].map((field) => [
        `${field}: ${name}`,
        JSON.stringify(work(5, {[field]: "@"})).replace('"@"', value)
      ])
    )
  ),
  "a list in place of the object": "[1, 2]",
  "a text in place of the object": '"work"',
  "a cut object": JSON.stringify(work(5)).slice(0, 60),
  "two objects in one line": JSON.stringify(work(5)) + JSON.stringify(work(5)),
  "a lone surrogate": JSON.stringify(work(5)).replace('"A"', '"\\ud800"'),
  "an escaped NUL": JSON.stringify(work(5)).replace('"A"', '"a\\u0000b"'),
  "depth 10,000": JSON.stringify(work(5, {more: "@"})).replace('"@"', "[".repeat(10_000) + "]".repeat(10_000)),
  "depth 10,000 in a field": JSON.stringify(work(5, {topics: "@"})).replace(
    '"@"',
    "[".repeat(10_000) + "]".repeat(10_000)
  ),
  "depth 100,000 of objects": '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000),
  "an author in place of the list": JSON.stringify(work(5, {authorships: {institutions: []}})),
  "a comma at the end": JSON.stringify(work(5)).replace(/}$/, ",}"),
  "single quotes": JSON.stringify(work(5)).replaceAll('"', "'"),
  "an empty object": "{}"
};
const lineTries = [
  ...Object.entries(lines).map(([name, line]): Try<Input> => [
    name,
    {source: "openalex", folder: () => newFolder(publications(line))}
  ]),
  [
    "a line of 70 MB",
    {
      source: "openalex",
      folder: () => newFolder(publications(JSON.stringify(work(5, {title: "x".repeat(70_000_000)}))))
    }
  ],
  [
    "Latin-1",
    {
      source: "openalex",
      folder: () =>
        newFolder(
          latin1(
            publications(JSON.stringify(work(5, {topics: [{id: "https://openalex.org/T10036", display_name: "é"}]})))
          )
        )
    }
  ],
  [
    "a NUL byte",
    {source: "openalex", folder: () => newFolder(publications(JSON.stringify(work(5)).replace('"A"', '"a\0b"')))}
  ]
] as Try<Input>[];

/** The same records where the names of folders above them look like something else. */
const folderNames = ["year=2024", "publication_year=1999", "type=paratext", "country=BE", "amount=5", "[a]", "[!a]", "*", "**", "?", "{x,y}", "a#b", "%20", "it's", '"q"', "new\nline", "-dash", "$(id)", "~", "a;b"]; // prettier-ignore
const recordsOf: Readonly<Record<keyof typeof usual, () => Files>> = {
  regpat: patents,
  openalex: publications,
  crunchbase: deals
};
const folderTries = folderNames.flatMap((name) =>
  (Object.keys(usual) as (keyof typeof usual)[]).map((source): Try<{source: keyof typeof usual; name: string}> => [
    `${JSON.stringify(name)}, ${source}`,
    {source, name}
  ])
);
async function readsTheSame({source, name}: {source: keyof typeof usual; name: string}): Promise<void> {
  const parent = join(root, `names-${source}`);
  // A neighbour that a pattern would take for the folder.
  writeFiles(join(parent, "a", "extract"), recordsOf[source]());
  const folder = writeFiles(join(parent, name, "extract"), recordsOf[source]());
  const {documents} = await readSource(sources[source], folder, {limits: anyShare});
  assert.deepEqual(documents.map(shown), usual[source].documents.map(shown));
}

const change = (files: Files, pattern: RegExp, by: (text: string, name: string) => Files): Files =>
  Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) =>
      pattern.test(name) ? Object.entries(by(text as string, name)) : [[name, text]]
    )
  );
const linked = (files: Files, pattern: RegExp): string => {
  const folder = newFolder(change(files, pattern, () => ({})));
  for (const name of Object.keys(files).filter((one) => pattern.test(one))) {
    mkdirSync(join(folder, name, ".."), {recursive: true});
    symlinkSync(join(root, "nowhere"), join(folder, name));
  }
  return folder;
};
const cutGzip = (text: string, name: string): Files => ({[`${name}.gz`]: gzipSync(text).subarray(0, -12)});
const endings: Readonly<Record<string, (text: string, name: string) => Files>> = {
  "lines that end with CR alone": (text, name) => ({[name]: text.replaceAll("\n", "\r")}),
  "a header alone": (text, name) => ({[name]: text.split("\n")[0]! + "\n"}),
  "a header without an end of line": (text, name) => ({[name]: text.split("\n")[0]!}),
  "no bytes": (_, name) => ({[name]: ""}),
  "blank lines": (_, name) => ({[name]: "\n\n\n"}),
  "a byte order mark alone": (_, name) => ({[name]: "\ufeff"}),
  "cut gzip": cutGzip,
  "gzip of no bytes": (_, name) => ({[`${name}.gz`]: new Uint8Array(0)}),
  "gzip that is none": (text, name) => ({[`${name}.gz`]: text}),
  "gzip with bytes after its end": (text, name) => ({
    [`${name}.gz`]: Buffer.concat([gzipSync(text), Buffer.from("more")])
  }),
  "UTF-16": (text, name) => ({[name]: Buffer.from(`\ufeff${text}`, "utf16le")}),
  missing: () => ({})
};
/** Files without which the records are other ones, and what ruins each. */
const needed: readonly (readonly [keyof typeof usual, RegExp])[] = [
  ["regpat", /Inv_reg/],
  ["regpat", /_IPC/],
  ["openalex", /works/],
  ["crunchbase", /rounds/]
];
const fileTries: Try<Input>[] = needed.flatMap(([source, pattern]) => [
  ...Object.entries(endings)
    // One line of JSON is no header, and CR alone separates objects.
    .filter(([name]) => source !== "openalex" || !/header|CR alone/.test(name))
    .map(([name, by]): Try<Input> => [
      `${source} ${pattern.source}: ${name}`,
      {source, folder: () => newFolder(change(recordsOf[source](), pattern, by)), stops: true}
    ]),
  [
    `${source} ${pattern.source}: a link to nowhere`,
    {source, folder: () => linked(recordsOf[source](), pattern), stops: true}
  ]
]);

const parquetRows = (columns: string, n = 12) => `SELECT ${columns} FROM range(1, ${n + 1}) t(n)`;
const parquetTries: Try<Input>[] = (
  [
    [
      "years as text",
      "'https://openalex.org/W' || (1000 + n) AS id, CASE n WHEN 5 THEN 'x' ELSE '2023' END AS publication_year"
    ],
    [
      "years as floating-point numbers",
      "'https://openalex.org/W' || (1000 + n) AS id, CASE n WHEN 5 THEN 1e40 ELSE 2023 END AS publication_year"
    ],
    [
      "years that are infinite",
      "'https://openalex.org/W' || (1000 + n) AS id, CASE n WHEN 5 THEN 'inf'::DOUBLE ELSE 2023 END AS publication_year"
    ],
    [
      "ids that are missing",
      "CASE n WHEN 5 THEN NULL ELSE 'https://openalex.org/W' || (1000 + n) END AS id, 2023 AS publication_year"
    ]
  ] as const
).map(([name, columns]) => [
  name,
  {
    source: "openalex",
    folder: () => newFolder({"made/sql.txt": columns})
  }
]);
const authorships =
  "[{'institutions': [{'id': 'https://openalex.org/I1', 'country_code': 'BE'}], 'countries': ['BE']}] AS authorships";
const topics = "[{'id': 'https://openalex.org/T10036', 'display_name': 'A'}] AS topics";
async function readsParquet(input: Input): Promise<void> {
  const folder = input.folder();
  const columns = readFileSync(join(folder, "made/sql.txt"), "utf8");
  const works = newFolder({"institutions/part_000.jsonl": `${institution}\n`});
  const path = join(works, "works.parquet");
  await db.run(`COPY (${parquetRows(`${columns}, ${authorships}, ${topics}`)}) TO ${quote(path)} (FORMAT parquet)`);
  await readsOrSays({...input, folder: () => works});
}
const cutTries: Try<number>[] = [0, 1, 4, 8, 100, 0.5, 0.9, 0.99].map((part) => [`Parquet cut to ${part}`, part]);
async function refusesCut(part: number): Promise<void> {
  const works = newFolder({"institutions/part_000.jsonl": `${institution}\n`});
  const path = join(works, "works.parquet");
  const columns = `'https://openalex.org/W' || (1000 + n) AS id, 2023 AS publication_year, ${authorships}, ${topics}`;
  await db.run(`COPY (${parquetRows(columns)}) TO ${quote(path)} (FORMAT parquet)`);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, part > 0 && part < 1 ? Math.floor(bytes.length * part) : part));
  await assert.rejects(readSource(openalex, works, {limits: anyShare}), isClear);
}

/** Readers of the tables that a person brings, each with a good file of three rows. */
type Reader = readonly [good: string, read: (path: string) => unknown];
const taxonomyText = readFileSync(new URL("../../data/taxonomy/taxonomy.json", import.meta.url), "utf8");
const readers: Readonly<Record<string, Reader>> = {
  "counts of npm run indicators": [
    "location,technology,value\nA,x,1\nB,y,2\nC,y,3\n",
    async (path) => (await readIndicatorInput(path, undefined)).locationNames.length
  ],
  "documents of npm run indicators": [
    "document,technology\nA,x\nB,y\nC,y\n",
    async (path) => (await readIndicatorInput(undefined, path)).documents!.starts.length - 1
  ],
  "titles of npm run classify": ["code,label\nA,x\nB,y\nC,z\n", (path) => readTitles(path, (code) => code).length],
  "documents of npm run classify": [
    "document,code\nA,x\nB,y\nC,z\n",
    (path) => readDocuments(path, (code) => code).size
  ],
  topics: ["topic_id,topic_name\n10036,x\n10037,y\n10038,z\n", (path) => readTopics(path).length],
  "CPC titles": ["code,title\nH01L,x\nH01L21,y\nG06N,z\n", async (path) => (await readCpcTitles(path)).length]
};
const ruins: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  "no bytes": () => "",
  "a header alone": (text) => text.split("\n")[0]!,
  blanks: () => " \n \n",
  "UTF-16": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "Latin-1 in one row": (text) => Buffer.from(text.replace("y", "é"), "latin1"),
  "a NUL byte": (text) => text.replace("y", "a\0"),
  "a lone surrogate": (text) => Buffer.from(text.replace("y", "\xed\xa0\x80"), "latin1"),
  "a row with a field too many": (text) => text.replace(/\n([^\n]+)\n([^\n]+)\n/, "\n$1\n$2,more\n"),
  "a row with a field too few": (text) => text.replace(/\n([^\n]+)\n([^,\n]+)[^\n]*\n/, "\n$1\n$2\n"),
  "an open quotation mark": (text) => text.replace(",y", ',"y'),
  "text after a quotation mark": (text) => text.replace(",y", ',"y"z'),
  "an empty field": (text) => text.replace(",y", ","),
  JSON: () => '[{"a": 1}]',
  "an object that is cut": () => '{"id": "T1',
  "depth 10,000": () => "[".repeat(10_000),
  gzip: (text) => gzipSync(text),
  "a zip archive": () => Buffer.from("PK\x03\x04xxxxxxxxxxxxxxxx", "latin1"),
  "a Parquet file that is cut": () => "PAR1xxxxxxxxxxxxxxxx",
  "two columns of one name": (text) => text.replace(/^(\w+),/, "$1,$1,").replace(/\n(\w+),/g, "\n$1,$1,"),
  "a header of another table": (text) => text.replace(/^[^\n]*/, "a,b,c"),
  "a row of 20 million characters": (text) => text + "x".repeat(20_000_000)
};
const ownTries = Object.entries(readers).flatMap(([reader, [good, read]]) =>
  Object.entries(ruins).map(([name, ruin]): Try<{path: string; read: Reader[1]}> => [
    `${reader}: ${name}`,
    {path: join(newFolder({"own.csv": ruin(good)}), "own.csv"), read}
  ])
);
const badNumbers = ["1e40", "inf", "-inf", "NaN", "-1", "0x10", "1,5", "1 000", "１", "", "=1", "1e400", "99999999999999999999", "null", "[1]", "9".repeat(2_000_000), `${"1".repeat(500_000)}x`, `${"1.".repeat(200_000)}`, `1e${"9".repeat(100_000)}`]; // prettier-ignore
const numberTries = badNumbers.flatMap((value) =>
  [",", ";"].map((mark): Try<string> => [
    `${value.slice(0, 24)}, fields with ${mark}`,
    join(newFolder({"own.csv": table([["location", "technology", "value"], ["A", "x", 1], ["B", "y", value === "1,5" && mark === "," ? '"1,5"' : value], ["C", "y", "1.5x"]], mark)}), "own.csv") // prettier-ignore
  ])
);

const brokenJson: Readonly<Record<string, string | Uint8Array>> = {
  "no bytes": "",
  "a list": "[]",
  "a number": "1e40",
  "a comma at the end": '{"version": "1.0.0",}',
  "an object without fields": "{}",
  NaN: '{"version": NaN}',
  "depth 10,000": "[".repeat(10_000) + "]".repeat(10_000),
  "depth 10,000 of objects": '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000),
  "UTF-16": Buffer.from(`\ufeff${taxonomyText}`, "utf16le"),
  "Latin-1": Buffer.from('{"version": "é"}', "latin1"),
  cut: taxonomyText.slice(0, 5000),
  "a version that is a list": taxonomyText.replace(/"version": "[^"]*"/, '"version": [1]'),
  "a technology that is a text": taxonomyText.replace(/"technologies": \[/, '"technologies": ["x",'),
  "an id of 1e40": taxonomyText.replace('"id": 1,', '"id": 1e40,'),
  "a field twice": taxonomyText.replace('"id": 1,', '"id": 1, "id": 2,'),
  __proto__: taxonomyText.replace('"id": 1,', '"__proto__": {"a": 1}, "id": 1,')
};

attack("one bad value in a row of REGPAT or Crunchbase", fieldTries, readsOrSays);
attack("one bad line among the works of OpenAlex", lineTries, readsOrSays);
attack("names of folders above an extract", folderTries, readsTheSame);
attack("files that are missing, empty, cut or of another form", fileTries, readsOrSays);
attack("bad values in Parquet", parquetTries, readsParquet);
attack("Parquet files that are cut", cutTries, refusesCut);
attack("tables of one's own that are no table", ownTries, async ({path, read}) => {
  await assert.rejects(async () => await read(path), isClear);
});
attack("values that are no number, in time", numberTries, async (path) => {
  const start = performance.now();
  await assert.rejects(readIndicatorInput(path, undefined), isClear);
  assert.ok(performance.now() - start < 5000, "it took more than five seconds");
});
attack(
  "taxonomies that are none",
  Object.entries(brokenJson).map(([name, text]): Try<string> => [name, join(newFolder({"t.json": text}), "t.json")]),
  async (path) => {
    await assert.rejects(loadTaxonomy(path), isClear);
  }
);
