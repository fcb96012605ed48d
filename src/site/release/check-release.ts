import {readdir, readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {gunzip} from "node:zlib";
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
import {listSiteFiles} from "./site-files.ts";
import {projectFolder} from "../site.ts";

/** Something in a site that must not be published. */
export interface Finding {
  /** Path of the file within the site. */
  file: string;
  what: string;
}

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
 * Compressed files are decompressed, and Parquet files are searched as text. Scripts and WebAssembly of packages are
 * not searched.
 */
export async function findUnpublishable(
  site: string,
  manifest: Pick<Manifest, "sources"> | undefined
): Promise<Finding[]> {
  return await searchFiles(site, await listCheckedFiles(site), manifest);
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
    for (const path of files) {
      const file = join(site, path);
      const add = (what: string) => findings.push({file: path, what});
      if (path.endsWith(".parquet")) for (const what of await checkTable(db, file, licensed)) add(what);
      const text = await textOf(db, file);
      if (text.includes(projectFolder)) add("a path of this computer");
      for (const {pattern, what} of identifiers) {
        const found = pattern.exec(text);
        if (found) add(`${what}: ${found[0]}`);
      }
    }
  } finally {
    db.close();
  }
  return findings;
}

async function listCheckedFiles(site: string): Promise<string[]> {
  return (await listSiteFiles(site)).filter((path) => !/^_(npm|observablehq|duckdb)\//.test(path));
}

/**
 * Fails if a built site contains something that may not be published.
 * @returns the number of files that were searched
 * @throws InputError with the first finding
 */
export async function checkRelease(site: string, manifest: Pick<Manifest, "sources"> | undefined): Promise<number> {
  const files = await listCheckedFiles(site);
  const [first, ...others] = await searchFiles(site, files, manifest);
  if (!first) return files.length;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new InputError(`the site may not be published: ${first.what}${more}`, {
    ...(first.file && {file: first.file}),
    advice: "build the data without --exact and the pages without records; docs/disclosure.md says what may be in them"
  });
}

/** The content of a file as text to search. */
export async function textOf(db: WorkDatabase, file: string): Promise<string> {
  const bytes = await readFile(file);
  // The raw bytes include what decoding omits, such as statistics and metadata.
  if (file.endsWith(".parquet")) return `${bytes.toString("latin1")}\n${await decode(db, file)}`;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return (await promisify(gunzip)(bytes)).toString("utf8");
  return bytes.toString("utf8");
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
SELECT count(*) FROM read_parquet(${quote(file)}) WHERE documents % ${countBase} <> 0
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
