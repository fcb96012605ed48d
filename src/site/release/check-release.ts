import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {readParquetSql} from "../../../data-loaders/duckdb/read-files.ts";
import {pageTables} from "../../../data-loaders/report/page-tables.ts";
import {sources} from "../../../data-loaders/sources/sources.ts";
import {leastDocuments} from "../../../data-loaders/warehouse/coarsening/coarsen.ts";
import {disclosureRule} from "../../../data-loaders/warehouse/disclosure.ts";
import {countBase} from "../../../data-loaders/warehouse/disclosure-key.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {obstacleToPublishing} from "../../../data-loaders/warehouse/publishable.ts";
import {tables} from "../../../data-loaders/warehouse/schema.ts";
import {rawKind, rawSheet, rawText} from "./raw-files.ts";
import {listSiteFiles} from "./site-files.ts";
import type {Finding} from "./finding.ts";
import {findUnlisted} from "./site-list.ts";
import {decode as decodeText, unpack} from "./unpack.ts";
import {projectFolder} from "../site.ts";

/** Patterns of the ids of records and persons in the sources. */
const identifiers = [
  ...Object.values(sources).flatMap((source) => source.identifiers),
  {pattern: /\borcid\.org\/\d{4}-\d{4}/i, what: "an id of a person"}
];

/** The columns that each published table may have. */
const columnsOf = new Map(
  [...tables, ...Object.values(pageTables)].map(({name, columns}) => [
    name,
    columns.map((column) => `${column.name} ${column.type}`)
  ])
);

/**
 * Searches every file of a built site for content that may not be published: columns outside the schema, ids of
 * records, years of a licensed source, cells and sets of it that too few records share, paths of this computer.
 *
 * Archives are unpacked, also nested ones, and Parquet files are searched as text. Files of a source are known by
 * their columns, in any of these forms. Of packages only the kinds of their files are checked.
 */
export async function findUnpublishable(
  site: string,
  manifest: Pick<Manifest, "sources"> | undefined
): Promise<Finding[]> {
  return await searchFiles(site, await listSiteFiles(site), manifest);
}

async function searchFiles(
  site: string,
  files: readonly string[],
  manifest: Pick<Manifest, "sources"> | undefined
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const obstacle = manifest && obstacleToPublishing(manifest);
  if (obstacle) findings.push({file: "", what: obstacle});
  const licensed = new Set<string>(manifest?.sources.filter((source) => source.licensed).map(({dataset}) => dataset));
  const db = await WorkDatabase.open();
  try {
    for (const path of files)
      for (const what of await checkFile(db, site, path, licensed)) findings.push({file: path, what});
  } finally {
    db.close();
  }
  return findings;
}

/** What must not be published of one file, and of the files inside it. */
async function checkFile(
  db: WorkDatabase,
  site: string,
  path: string,
  licensed: ReadonlySet<string>
): Promise<string[]> {
  const file = join(site, path);
  const isThirdParty = isPackage(path);
  const found = path.endsWith(".parquet") && !isThirdParty ? await checkTable(db, file, licensed) : [];
  for (const {path: inside, bytes, closed} of unpack(await readFile(file))) {
    const last = inside.filter((name) => name !== "gzip").at(-1) ?? path;
    const at = inside.length > 0 ? ` (inside: ${inside.join(", ")})` : "";
    const add = (what: string | undefined) => what !== undefined && found.push(`${what}${at}`);
    if (closed !== undefined) add(`${closed}, which the check cannot look into`);
    else if (isThirdParty) add(checkPackageFile(last, bytes));
    else for (const what of await checkContent(db, last, bytes, inside.length === 0 ? file : undefined)) add(what);
  }
  return found;
}

/** Whether a file is of a package or of Framework, which are known by their place and version. */
const isPackage = (path: string) => /^_(npm|observablehq)\//.test(path);

/** A script of a package may hold any text, but neither a table nor bytes. */
function checkPackageFile(path: string, bytes: Uint8Array): string | undefined {
  if (/\.wasm(?:\.gz)?$/.test(path)) return isWasm(bytes) ? undefined : "no WebAssembly, in spite of its name";
  if (/\.woff2$/.test(path)) return undefined;
  return isParquet(bytes) ? "a Parquet file under another name" : rawText(decodeText(bytes), 5);
}

const isWasm = (bytes: Uint8Array) => bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
const isParquet = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "PAR1";

/** First bytes of pictures and typefaces, whose content is not text. */
const binary: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG/,
  jpg: /^\xff\xd8\xff/,
  jpeg: /^\xff\xd8\xff/,
  gif: /^GIF8/,
  webp: /^RIFF/,
  avif: /^....ftyp/s,
  woff2: /^wOF2/,
  pdf: /^%PDF-/
};

/** @param file the file on disk, unless it stands in an archive */
async function checkContent(db: WorkDatabase, name: string, bytes: Uint8Array, file?: string): Promise<string[]> {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const found: string[] = [];
  const mark = binary[ending];
  if (mark && !mark.test(Buffer.from(bytes.subarray(0, 12)).toString("latin1")))
    found.push(`no ${ending} file, in spite of its name`);
  const {text, columns} = isParquet(bytes)
    ? await readParquetText(db, bytes, file)
    : {text: decodeText(bytes), columns: undefined};
  if (columns && ending !== "parquet") found.push("a Parquet file under another name");
  // Pages and scripts name columns in their text.
  const isPage = /^(?:html|js|css)$/.test(ending);
  const raw = columns
    ? rawKind(columns)
    : ending === "xml" && text.includes("<t")
      ? rawSheet(text)
      : rawText(text, isPage ? 5 : Infinity);
  if (raw !== undefined) found.push(`${raw}, by its columns`);
  if (text.includes(projectFolder)) found.push("a path of this computer");
  for (const {pattern, what} of identifiers) {
    const identifier = pattern.exec(text);
    if (identifier) found.push(`${what}: ${identifier[0]}`);
  }
  return found;
}

async function readParquetText(
  db: WorkDatabase,
  bytes: Uint8Array,
  file?: string
): Promise<{text: string; columns: string[]}> {
  if (file?.endsWith(".parquet")) {
    const columns = await db.columns(`SELECT * FROM ${readParquetSql(file)} LIMIT 0`).catch(() => ({}));
    return {text: `${Buffer.from(bytes).toString("latin1")}\n${await decode(db, file)}`, columns: Object.keys(columns)};
  }
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  try {
    const copy = join(folder, "packed.parquet");
    await writeFile(copy, bytes);
    return await readParquetText(db, bytes, copy);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/**
 * Fails if a built site contains something that may not be published, or anything that is not on the list of what a
 * site holds.
 * @returns the number of files that were searched
 * @throws InputError with the first finding
 */
export async function checkRelease(site: string, manifest: Pick<Manifest, "sources"> | undefined): Promise<number> {
  const files = await listSiteFiles(site);
  const findings = [...(await searchFiles(site, files, manifest)), ...(await findUnlisted(site))];
  const [first] = findings;
  if (!first) return files.length;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  throw new InputError(`the site may not be published: ${first.what}${more}`, {
    ...(first.file && {file: first.file}),
    advice:
      "build the data without --exact and the pages without records, and remove files that are no part of the site; " +
      "docs/disclosure.md says what may be in it"
  });
}

/** The content of a file, and of the files inside it, as text to search. */
export async function textOf(db: WorkDatabase, file: string): Promise<string> {
  const texts = [];
  for (const {path, bytes} of unpack(await readFile(file)))
    texts.push(
      isParquet(bytes)
        ? (await readParquetText(db, bytes, path.length === 0 ? file : undefined)).text
        : decodeText(bytes)
    );
  return texts.join("\n");
}

async function decode(db: WorkDatabase, file: string): Promise<string> {
  let columns: Awaited<ReturnType<WorkDatabase["columns"]>>;
  try {
    columns = await db.columns(`SELECT * FROM ${readParquetSql(file)}`);
  } catch (error) {
    if (columnsOf.has(tableName(file))) throw error;
    // A file of an author that is not a table has no content besides its bytes.
    return "";
  }
  return Object.entries(columns)
    .map(([name, values]) => `${name}\n${values.join("\n")}`)
    .join("\n");
}

/** The name of a table from that of its file, without the hash of a built site. */
function tableName(file: string): string {
  return /([^/\\]+?)(?:\.[0-9a-f]{8})?\.parquet$/.exec(file)![1]!;
}

async function checkTable(db: WorkDatabase, file: string, licensed: ReadonlySet<string>): Promise<string[]> {
  const name = tableName(file);
  const allowed = columnsOf.get(name);
  // A table that an author attaches to a page is the author's responsibility.
  if (!allowed) return [];
  const found = (await db.rows(`DESCRIBE SELECT * FROM ${readParquetSql(file)}`)).map(
    ({column_name, column_type}) => `${column_name} ${column_type}`
  );
  const extra = found.filter((column) => !allowed.includes(column));
  if (extra.length > 0) return [`columns that no schema has: ${extra.join(", ")}`];
  if (name.endsWith("_withheld")) return await checkWithheld(db, file);
  const dataset = name.replace(/_other$/, "");
  if (!licensed.has(dataset)) return [];
  return [
    ...(await checkYears(db, file)),
    ...(dataset === "deals" ? await checkDeals(db, file) : await checkSets(db, file))
  ];
}

/** The years of a licensed source are published together, all under the last one. */
async function checkYears(db: WorkDatabase, file: string): Promise<string[]> {
  const years = await db.number(`SELECT count(DISTINCT year) FROM ${readParquetSql(file)}`);
  return years > 1 ? [`${years} years of a licensed source that can be told apart`] : [];
}

/** Each set of codes, and each set of places, must belong to enough documents of a licensed source. */
async function checkSets(db: WorkDatabase, file: string): Promise<string[]> {
  const findings: string[] = [];
  for (const [set, what] of [
    ["code_set", "codes"],
    ["location_set", "places"]
  ] as const) {
    const small = await db.number(`
SELECT count(*) FROM (
  SELECT ${set} FROM ${readParquetSql(file)} GROUP BY ${set} HAVING sum(documents) < ${leastDocuments}
)`);
    if (small > 0) findings.push(`${small} sets of ${what} of fewer than ${leastDocuments} documents`);
  }
  return findings;
}

async function checkDeals(db: WorkDatabase, file: string): Promise<string[]> {
  // The table does not know companies, but a cell with too few deals has too few companies.
  const small = await db.number(`
SELECT count(*) FROM (
  SELECT location_set, code_set
  FROM ${readParquetSql(file)}
  GROUP BY ALL
  HAVING sum(documents) < ${disclosureRule.units}
)`);
  const single = await db.number(`
SELECT count(*) FROM (
  SELECT location_set, code_set
  FROM ${readParquetSql(file)}
  WHERE disclosed > 0
  GROUP BY ALL
  HAVING max(amount / disclosed) - min(amount / disclosed) > 1e-4
)`);
  const exact = await db.number(`
SELECT count(*) FROM ${readParquetSql(file)} WHERE documents % ${countBase} <> 0
  OR disclosed % ${countBase} <> 0`);
  return [
    ...(small > 0 ? [`${small} cells of fewer than ${disclosureRule.units} deals`] : []),
    ...(exact > 0 ? [`${exact} cells of which the number of deals is not rounded`] : []),
    ...(single > 0 ? [`${single} cells in which amounts of single deals can be told apart`] : [])
  ];
}

/** What the table of withheld codes may say: that something was withheld, once, of a code that could be linked. */
async function checkWithheld(db: WorkDatabase, file: string): Promise<string[]> {
  const rows = readParquetSql(file);
  const repeated = await db.number(`SELECT count(*) - count(DISTINCT (location, code)) FROM ${rows}`);
  const links = (await readdir(dirname(file))).find(
    (other) => other.endsWith(".parquet") && tableName(other) === "links"
  );
  const candidates = links && `(SELECT code FROM ${readParquetSql(join(dirname(file), links))})`;
  const unlinked = await db.number(
    `SELECT count(*) FROM ${rows}${candidates === undefined ? "" : ` WHERE code NOT IN ${candidates}`}`
  );
  return [
    ...(repeated > 0 ? [`${repeated} withheld codes that are listed more than once, so that they can be counted`] : []),
    ...(unlinked > 0 ? [`${unlinked} withheld codes that no technology could be linked to`] : [])
  ];
}
