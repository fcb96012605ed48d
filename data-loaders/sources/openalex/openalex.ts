import {WorkDatabase} from "../../duckdb/database.ts";
import {runScript} from "../../duckdb/script.ts";
import {inspectDelimited, type WantedColumn} from "../delimited.ts";
import {verifyGzip} from "../files.ts";
import {ingestDelimited} from "../ingest.ts";
import type {Source, SourceContext, SourceResult} from "../source.ts";
import {Tally} from "../tally.ts";
import {findOpenAlexFiles, type OpenAlexFiles} from "./files.ts";
import {placeAffiliations, readInstitutions} from "./institutions.ts";
import {countWorks, readWorks} from "./works.ts";

const deletedColumns: Record<string, WantedColumn> = {
  work_id: {type: "VARCHAR", names: ["work_id"]}
};

/**
 * Reads an OpenAlex snapshot, a part of one or a harvest into the tables of a lens.
 *
 * A publication is a work of the core index that is neither deleted, retracted nor paratext. Its places are those of
 * its authors' institutions, or else of their countries, each author counting for an equal part. Its codes are its
 * topics, at most three.
 * @throws InputError when files are missing or damaged, or too many rows are unusable
 */
async function readOpenAlex({db, folder, years, regions, locator, limits, note}: SourceContext): Promise<SourceResult> {
  const found = await findOpenAlexFiles(db, folder);
  const {files, works, institutions, deleted, edition, listed} = found;
  // Without institutions files all are unknown, which `missing` says.
  const tally = new Tally(
    "publications",
    institutions.length === 0 ? {"unknown-institution": 1, "only-country": 1, ...limits} : limits
  );
  await tally.drop("missing-part", listed.missing.length, listed.total, () => ({
    file: listed.missing[0],
    advice: "download it"
  }));
  await verifyGzip(files.chosen);
  await createTables(db);

  note("reading works");
  const counts = await readWorks(db, works, tally);
  for (const path of deleted) await readDeleted(db, path, tally);
  note("reading institutions");
  for (const [path, n] of await readInstitutions(db, institutions, tally)) counts.set(path, n);
  compareRecords(found, counts);
  note("locating institutions");
  await placeAffiliations(db, locator, regions, tally);
  note("joining places and topics");
  await runScript(db, new URL("./harmonise.sql", import.meta.url), {first_year: years[0], last_year: years[1]});
  await countWorks(db, works, tally);
  return {edition, files, account: tally.account()};
}

/** Looks for the files of an extract, in a database of its own: the columns of Parquet files tell what they are. */
async function inspectOpenAlex(folder: string): Promise<OpenAlexFiles> {
  const db = await WorkDatabase.open();
  try {
    return await findOpenAlexFiles(db, folder);
  } finally {
    db.close();
  }
}

async function createTables(db: WorkDatabase): Promise<void> {
  await db.run(`
    CREATE OR REPLACE MACRO openalex_number(address, letter) AS
      regexp_extract(trim(address), '^(?:.*/)?' || letter || '?(\\d+)/?$', 1, 'i');
    CREATE OR REPLACE MACRO openalex_id(address, letter) AS TRY_CAST(openalex_number(address, letter) AS BIGINT);
    CREATE OR REPLACE MACRO openalex_key(address) AS TRY_CAST(openalex_number(address, 'T') AS INTEGER);
    CREATE OR REPLACE MACRO openalex_true(flag) AS coalesce(TRY_CAST(flag AS BOOLEAN), false);
    CREATE OR REPLACE MACRO openalex_year(written) AS
      TRY_CAST(regexp_extract(trim(written), '^(1\\d{3}|20\\d{2}|2100)(\\.0*)?$', 1) AS SMALLINT);
    CREATE OR REPLACE MACRO updated_date(path) AS regexp_extract(path, '.*updated_date=([0-9-]+)', 1);
    CREATE TABLE openalex_works (work BIGINT, year SMALLINT, bad_year VARCHAR, updated VARCHAR, retracted BOOLEAN,
      paratext BOOLEAN, xpac BOOLEAN, cut BOOLEAN, topics INTEGER[],
      places STRUCT(institution BIGINT, country VARCHAR, share DOUBLE)[]);
    CREATE TABLE openalex_topics (key INTEGER, name VARCHAR);
    CREATE TABLE openalex_deleted (work BIGINT);
    CREATE TABLE openalex_institutions (institution BIGINT, updated VARCHAR, country VARCHAR, city VARCHAR,
      region VARCHAR, lat DOUBLE, lon DOUBLE);`);
}

/** Appends the numbers of deleted works in a `deleted_ids.csv` to `openalex_deleted`. */
async function readDeleted(db: WorkDatabase, path: string, tally: Tally): Promise<void> {
  const file = await inspectDelimited(path, {delimiters: [",", ";", "\t"], columns: deletedColumns});
  const query = (rows: string) =>
    `SELECT openalex_id(work_id, 'W') FROM ${rows} WHERE openalex_id(work_id, 'W') IS NOT NULL`;
  await ingestDelimited(
    db,
    {file, columns: deletedColumns, kind: "deleted works", into: "openalex_deleted", query},
    tally
  );
}

/** Notes the files that hold fewer or more records than a manifest says. */
function compareRecords({files, records}: OpenAlexFiles, counts: ReadonlyMap<string, number>): void {
  const different = [...records].filter(([path, n]) => (counts.get(path) ?? 0) !== n);
  if (different.length === 0) return;
  const some = different.slice(0, 3).map(([path, n]) => {
    const name = files.nameOf(path);
    return `${name} has ${(counts.get(path) ?? 0).toLocaleString("en-US")} of ${n.toLocaleString("en-US")}`;
  });
  const more = different.length > some.length ? `, and ${different.length - some.length} more differ` : "";
  files.lack(`records that the manifest lists: ${some.join(", ")}${more}; download what differs again`);
}

export const openalex = {
  name: "OpenAlex",
  lens: "publications",
  extract: "an OpenAlex snapshot, part of one, or a harvest by npm run fetch:openalex",
  licence: "OpenAlex: CC0",
  spdx: "CC0-1.0",
  licensed: false,
  identifiers: [{pattern: /openalex\.org\/[WAI]\d{4,}/i, what: "an id of a work, author or institution in OpenAlex"}],
  inspect: inspectOpenAlex,
  read: readOpenAlex
} satisfies Source;
