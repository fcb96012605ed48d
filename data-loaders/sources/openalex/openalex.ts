import {runScript} from "../../duckdb/script.ts";
import {verifyGzip} from "../files.ts";
import type {Source, SourceContext, SourceResult} from "../source.ts";
import {Tally} from "../tally.ts";
import {findOpenAlexFiles} from "./files.ts";
import {placeInstitutions, readInstitutions} from "./institutions.ts";
import {countWorks, readWorks} from "./works.ts";

/**
 * Reads an OpenAlex snapshot, a part of one or a harvest into the tables of a lens.
 *
 * A publication is a work of the core index that is neither retracted nor paratext. Its places are those of its
 * authors' institutions, each author counting for an equal part; its codes are its topics, at most three.
 * @throws InputError when files are missing or damaged, or too many rows are unusable
 */
async function readOpenAlex({db, folder, years, regions, locator, limits, note}: SourceContext): Promise<SourceResult> {
  const {files, works, institutions, edition} = await findOpenAlexFiles(folder);
  // Without institutions files all are unknown, which `missing` says.
  const withoutInstitutions = institutions.json.length + institutions.parquet.length === 0;
  const tally = new Tally("publications", withoutInstitutions ? {"unknown-institution": 1, ...limits} : limits);
  await verifyGzip(files.chosen);

  await db.run(`
    CREATE OR REPLACE MACRO openalex_id(address) AS TRY_CAST(regexp_extract(address, '(\\d+)$', 1) AS BIGINT);
    CREATE OR REPLACE MACRO updated_date(path) AS regexp_extract(path, 'updated_date=([0-9-]+)', 1);
    CREATE TABLE openalex_works (work BIGINT, year SMALLINT, updated VARCHAR, retracted BOOLEAN, paratext BOOLEAN,
      xpac BOOLEAN, topics INTEGER[], institutions STRUCT(institution BIGINT, country VARCHAR, share DOUBLE)[]);
    CREATE TABLE openalex_institutions (institution BIGINT, updated VARCHAR, country VARCHAR, city VARCHAR,
      region VARCHAR, lat DOUBLE, lon DOUBLE);`);

  note("reading works");
  await readWorks(db, works, tally);
  note("reading institutions");
  await readInstitutions(db, institutions, tally);
  note("locating institutions");
  await placeInstitutions(db, locator, regions, tally);
  note("joining places and topics");
  await runScript(db, new URL("./harmonise.sql", import.meta.url), {first_year: years[0], last_year: years[1]});
  await countWorks(db, tally);
  return {edition, files, account: tally.account()};
}

export const openalex = {
  name: "OpenAlex",
  lens: "publications",
  extract: "an OpenAlex snapshot, part of one, or a harvest by npm run fetch:openalex",
  licence: "OpenAlex: CC0",
  spdx: "CC0-1.0",
  confidential: false,
  identifiers: [{pattern: /openalex\.org\/[WAI]\d{4,}/i, what: "an id of a work, author or institution in OpenAlex"}],
  inspect: findOpenAlexFiles,
  read: readOpenAlex
} satisfies Source;
