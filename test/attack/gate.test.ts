import assert from "node:assert/strict";
import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {after} from "node:test";
import {gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {checkRelease, findUnpublishable} from "../../src/site/release/check-release.ts";
import type {Finding} from "../../src/site/release/finding.ts";
import {findUnlisted} from "../../src/site/release/site-list.ts";
import {quote} from "../../src/text/sql.ts";
import {tempFolder} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

const root = tempFolder();
const db = await WorkDatabase.open();
after(() => db.close());

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Tables as the sources deliver them: the header and a made-up row. */
const tables: Readonly<Record<string, readonly [string[], string[]]>> = {
  "REGPAT inventors": [
    ["appln_id", "app_nbr", "person_id", "inv_name", "reg_code", "ctry_code", "reg_share", "inv_share"],
    ["1", "x", "2", "A", "BE242", "BE", "1", "1"]
  ],
  "REGPAT applicants without ids": [
    ["app_name", "address", "reg_code", "ctry_code", "reg_share", "app_share"],
    ["A", "B", "BE242", "BE", "1", "1"]
  ],
  "REGPAT IPC": [["appln_id", "prio_year", "app_year", "IPC"], ["1", "2020", "2021", "H01L  21/02"]], // prettier-ignore
  "REGPAT CPC": [["appln_id", "CPC_Class"], ["1", "H01L  21/02"]], // prettier-ignore
  "REGPAT links": [["pct_nbr", "pct_appln_id", "app_nbr"], ["1", "2", "3"]], // prettier-ignore
  "PATSTAT titles": [["appln_id", "appln_title_lg", "appln_title"], ["1", "en", "A"]], // prettier-ignore
  "OpenAlex flat works": [["work_id", "year", "topics_json", "institution_ids"], ["1", "2020", "", "2"]], // prettier-ignore
  "OpenAlex authorships": [["id", "author_position", "raw_affiliation_strings"], ["1", "first", "A"]], // prettier-ignore
  "Crunchbase export of rounds": [
    ["Transaction Name", "Transaction Name URL", "Organization Name", "Funding Type", "Money Raised"],
    ["Seed A", "u", "A", "Seed", "1"]
  ],
  "Crunchbase export of companies": [
    ["Organization Name", "Organization Name URL", "Industries", "Headquarters Location"],
    ["A", "u", "Robotics", "Ghent"]
  ],
  "Crunchbase funding_rounds": [
    ["uuid", "name", "type", "permalink", "cb_url", "investment_type", "raised_amount_usd", "org_uuid"],
    ["1", "A", "funding_round", "p", "u", "seed", "1", "2"]
  ],
  "Crunchbase organizations": [
    ["uuid", "name", "permalink", "cb_url", "category_list", "total_funding_usd"],
    ["1", "A", "p", "u", "Robotics", "1"]
  ],
  "Crunchbase people": [["uuid", "name", "permalink", "cb_url", "first_name"], ["1", "A", "p", "u", "A"]], // prettier-ignore
  "Crunchbase investments": [
    ["uuid", "funding_round_uuid", "investor_uuid", "investor_name"],
    ["1", "2", "3", "A"]
  ],
  "Crunchbase acquisitions": [["uuid", "acquiree_uuid", "acquirer_uuid"], ["1", "2", "3"]], // prettier-ignore
  "older Crunchbase rounds": [
    ["funding_round_permalink", "company_permalink", "company_name", "raised_amount_usd"],
    ["p", "q", "A", "1"]
  ],
  "older Crunchbase companies": [
    ["permalink", "name", "funding_total_usd", "category_list"],
    ["p", "A", "1", "Robotics"]
  ]
};

const delimited = ([header, row]: readonly [string[], string[]], mark = ",", end = "\n") =>
  [header, row].map((fields) => fields.join(mark)).join(end) + end;

function utf16(text: string, {big = false, marked = true} = {}): Uint8Array {
  const bytes = Buffer.from(marked ? `\ufeff${text}` : text, "utf16le");
  return big ? bytes.swap16() : bytes;
}

function tar(name: string, bytes: Uint8Array): Uint8Array {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  head.write("ustar\0", 257);
  return Buffer.concat([head, bytes, Buffer.alloc(512 - (bytes.length % 512)), Buffer.alloc(1024)]);
}

async function parquet([header, row]: readonly [string[], string[]]): Promise<Uint8Array> {
  const path = join(root, "made.parquet");
  const columns = header.map((name, i) => `${quote(row[i]!)} AS "${name}"`).join(", ");
  await db.run(`COPY (SELECT ${columns}) TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd)`);
  return readFileSync(path);
}

function workbook([header, row]: readonly [string[], string[]]): Uint8Array {
  const cell = (text: string) => `<si><t>${text}</t></si>`;
  return zipSync({"xl/sharedStrings.xml": utf8(`<sst>${[...header, ...row].map(cell).join("")}</sst>`)});
}

type Form = readonly [ending: string, make: (table: readonly [string[], string[]]) => Promise<Uint8Array> | Uint8Array];
const forms: Readonly<Record<string, Form>> = {
  commas: ["csv", (table) => utf8(delimited(table))],
  "bars and CRLF": ["txt", (table) => utf8(delimited(table, "|", "\r\n"))],
  "tabs and CR": ["tsv", (table) => utf8(delimited(table, "\t", "\r"))],
  "semicolons under a title": ["csv", (table) => utf8(`Our table\n\n${delimited(table, ";")}`)],
  "quotes and a byte order mark": ["csv", (table) => utf8(`\ufeff${delimited(table).replace(/[^,\n]+/g, '"$&"')}`)],
  capitals: ["csv", (table) => utf8(delimited(table).toUpperCase())],
  objects: [
    "json",
    ([header, row]) => utf8(JSON.stringify([Object.fromEntries(header.map((name, i) => [name, row[i]!]))]))
  ],
  "UTF-16": ["csv", (table) => utf16(delimited(table))],
  "UTF-16 of the other order": ["txt", (table) => utf16(delimited(table, "\t"), {big: true})],
  "UTF-16 without a mark": ["csv", (table) => utf16(delimited(table), {marked: false})],
  gzip: ["csv.gz", (table) => gzipSync(delimited(table))],
  "gzip under another name": ["csv", (table) => gzipSync(delimited(table))],
  "gzip twice": ["txt.gz", (table) => gzipSync(gzipSync(delimited(table, "|")))],
  "gzip three times, UTF-16": ["gz", (table) => gzipSync(gzipSync(gzipSync(utf16(delimited(table)))))],
  zip: ["zip", (table) => zipSync({"a/b.csv": utf8(delimited(table))})],
  "zip in zip in gzip": ["gz", (table) => gzipSync(zipSync({"a.zip": zipSync({"b.txt": utf8(delimited(table))})}))],
  tar: ["tar", (table) => tar("a.csv", utf8(delimited(table)))],
  "tar in gzip": ["tgz", (table) => gzipSync(tar("a.csv", utf8(delimited(table))))],
  Parquet: ["parquet", parquet],
  "Parquet in zip": ["zip", async (table) => zipSync({"a.parquet": await parquet(table)})],
  workbook: ["xlsx", workbook]
};

function put(site: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(site, path)), {recursive: true});
  writeFileSync(join(site, path), content);
}

/** A site with one page, which attaches files. */
function page(site: string, attached: readonly string[]): void {
  put(site, "index.html", `<title>A</title>${attached.map((path) => `<a href="./${path}">file</a>`).join("\n")}`);
}

async function findingsIn(site: string): Promise<Map<string, string>> {
  const found: Finding[] = [...(await findUnpublishable(site, undefined)), ...(await findUnlisted(site))];
  const all = new Map<string, string>();
  for (const {file, what} of found) all.set(file, [all.get(file), what].filter(Boolean).join("; "));
  return all;
}

const rawSite = join(root, "raw");
const rawTries: Try<{file: string; reason: RegExp}>[] = [];
for (const [name, table] of Object.entries(tables))
  for (const [form, [ending, make]] of Object.entries(forms)) {
    const file = `_file/x/t${rawTries.length}.0123abcd.${ending}`;
    put(rawSite, file, await make(table));
    const reason = new RegExp(`a file of (?:works of )?(?:OECD )?${/REGPAT|PATSTAT/.test(name) ? "REGPAT" : /OpenAlex/.test(name) ? "OpenAlex" : "Crunchbase"}`); // prettier-ignore
    rawTries.push([`${name}, ${form}`, {file, reason}]);
  }
page(
  rawSite,
  rawTries.map(([, {file}]) => file)
);
const rawFound = await findingsIn(rawSite);

const closedSite = join(root, "closed");
const closedTries: Try<string>[] = Object.entries({
  "7-Zip": "7z\xbc\xaf\x27\x1c",
  RAR: "Rar!\x1a\x07",
  xz: "\xfd7zXZ\0",
  bzip2: "BZh91AY",
  Zstandard: "\x28\xb5\x2f\xfd",
  SQLite: "SQLite format 3\0",
  DuckDB: "12345678DUCK",
  Arrow: "ARROW1\0\0",
  HDF5: "\x89HDF\r\n",
  Avro: "Obj\x01",
  ORC: "ORC\x01",
  "old workbook": "\xd0\xcf\x11\xe0",
  "damaged zip": "PK\x03\x04broken",
  "damaged gzip": "\x1f\x8b\x08broken",
  "picture that is none": "appln"
}).map(([name, start], i) => {
  const file = `_file/c${i}.0123abcd.${name === "picture that is none" ? "png" : "zip"}`;
  put(closedSite, file, Buffer.from(start.padEnd(300, "x"), "latin1"));
  return [name, file];
});
page(
  closedSite,
  closedTries.map(([, file]) => file)
);
const closedFound = await findingsIn(closedSite);

const idSite = join(root, "ids");
const ids = {
  "OpenAlex work": "https://openalex.org/W2741809807",
  "Crunchbase company": "https://www.crunchbase.com/organization/acme",
  "EPO application": "EP201900012345",
  "PCT application": "WO2019012345678",
  ORCID: "https://orcid.org/0000-0002-1825-0097",
  "path of this computer": projectRoot
};
const idTries: Try<string>[] = Object.entries(ids).flatMap(([name, id]) =>
  (
    [
      ["html", utf8(`<p>${id}</p>`)],
      ["csv", utf8(`a,b\n1,${id}\n`)],
      ["UTF-16", utf16(`a,b\n1,${id}\n`)],
      ["zip", zipSync({"a.txt": utf8(id)})],
      ["gzip twice", gzipSync(gzipSync(id))],
      ["svg", utf8(`<svg><desc>${id}</desc></svg>`)]
    ] as const
  ).map(([form, bytes], i): Try<string> => {
    const file = form === "html" ? `p/${name.replaceAll(" ", "-")}.html` : `_file/${name.replaceAll(" ", "-")}${i}.csv`;
    put(idSite, file, bytes);
    return [`${name}, ${form}`, file];
  })
);
page(
  idSite,
  idTries.map(([, file]) => file)
);
const idFound = await findingsIn(idSite);

const unlistedSite = join(root, "unlisted");
const unlisted = [
  ...[
    ".env",
    ".DS_Store",
    ".git/config",
    "data.csv",
    "report.json",
    "regpat.zip",
    "dist.tar.gz",
    "a.parquet",
    "notes.md"
  ],
  ...[
    "index.html.bak",
    "index.html~",
    "Thumbs.db",
    "package.json",
    "api/extra.csv",
    "api/people.parquet",
    "api/.x.json"
  ],
  ...["api/deals.parquet.gz", "api/nested/deals.csv", "_file/data/rounds.0123abcd.parquet", "_file/data/deals.csv"],
  ...["_file/data/options.json", "_file/alone.0123abcd.csv", "_file/tool.exe", "_file/book.xls", "_file/db.sqlite"],
  ...[
    "_npm/d3@7.9.0/data.csv",
    "_npm/d3@6.0.0/_esm.js",
    "_npm/left-pad@1.0.0/_esm.js",
    "_npm/@x/y@1.0.0/a.js",
    "_npm/a.js"
  ],
  ...[
    "_observablehq/data.json",
    "_observablehq/deep/er/a.js",
    "_import/data.json",
    "_import/.hidden.js",
    "_duckdb/a.wasm"
  ],
  ...[
    "_chunk/a.js",
    "embed/index.json",
    "technology/a.csv",
    "lab/.htaccess",
    "_file/.hidden.csv",
    "_headers.bak",
    "CNAME.txt"
  ]
];
for (const file of unlisted) put(unlistedSite, file, "a");
page(unlistedSite, []);
symlinkSync("/etc/hostname", join(unlistedSite, "hostname.html"));
symlinkSync("/etc", join(unlistedSite, "etc"), "dir");
const unlistedFound = new Map((await findUnlisted(unlistedSite)).map(({file, what}) => [file, what]));

const allowedSite = join(root, "allowed");
const allowed: Readonly<Record<string, string | Uint8Array>> = {
  ".nojekyll": "",
  _headers: "/*\n",
  "robots.txt": "User-agent: *\n",
  "technology/photonics.html": "<p>appln_id is the id of an application, reg_code its region.</p>",
  "embed/1.0.0/network.html": "<p>a</p>",
  "api/manifest.json": '{"tables": []}',
  "api/dictionary.csv": "table,column\ndeals,year\n",
  "_import/live/page.0123abcd.js": "export const columns = [1];",
  "_npm/d3@7.9.0/_esm.js": "export {};",
  "_npm/parquet-wasm@0.8.0/esm/a.wasm": "\0asm",
  "_file/data/report.0123abcd.json": '{"type": "report", "name": "a"}',
  "_file/budget.0123abcd.csv": "region,technology,value\nBE21,photonics,3\n",
  "_file/own/two words.0123abcd.csv": "name,city,country_code\nA,Ghent,BE\n",
  "_file/regions.0123abcd.geojson": '{"type": "FeatureCollection", "features": [{"id": "BE21", "properties": {"NUTS_ID": "BE21"}}]}', // prettier-ignore
  "_file/table.0123abcd.parquet": await parquet([["region", "amount"], ["BE21", "1"]]), // prettier-ignore
  "_file/packed.0123abcd.zip": zipSync({"a.csv": utf8("region,amount\nBE21,1\n")}),
  "_file/packed.0123abcd.json.gz": gzipSync('{"region": "BE21", "amount": 1}'),
  "_file/book.0123abcd.xlsx": workbook([["region", "amount"], ["BE21", "1"]]), // prettier-ignore
  "_file/picture.0123abcd.png": Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
  "_file/drawing.0123abcd.svg": "<svg/>"
};
for (const [file, content] of Object.entries(allowed)) put(allowedSite, file, content);
page(allowedSite, Object.keys(allowed).map(encodeURI));
const allowedFound = await findingsIn(allowedSite);

attack("raw files of a source that a page attaches", rawTries, ({file, reason}) => {
  assert.match(rawFound.get(file) ?? "nothing is found", reason);
});

attack("files that cannot be looked into", closedTries, (file) => {
  assert.match(closedFound.get(file) ?? "nothing is found", /cannot look into|in spite of its name/);
});

attack("ids of records and persons, in any form", idTries, (file) => {
  assert.match(idFound.get(file) ?? "nothing is found", /an? (?:id|address|number|path) of/);
});

attack(
  "files that are not on the list of what a site holds",
  [...unlisted, "hostname.html", "etc"].map((file): Try<string> => [file, file]),
  (file) => {
    assert.match(unlistedFound.get(file) ?? "it is listed", /does not hold|no page attaches|package-lock|a link/);
  }
);

attack(
  "what a site may hold is not refused",
  Object.keys(allowed).map((file): Try<string> => [file, file]),
  (file) => assert.equal(allowedFound.get(file), undefined)
);

attack(
  "the whole check refuses a site with one file too many",
  [
    ["a raw file", rawSite],
    ["a file that is not listed", unlistedSite],
    ["a closed file", closedSite],
    ["an id", idSite]
  ],
  async (site) => {
    await assert.rejects(checkRelease(site, undefined), /the site may not be published: /);
    assert.equal(await checkRelease(allowedSite, undefined), Object.keys(allowed).length + 1);
  }
);
