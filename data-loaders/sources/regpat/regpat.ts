import {runScript} from "../../duckdb/script.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {readConcordance} from "../cpc/concordance.ts";
import {inspectDelimited} from "../delimited.ts";
import {type DelimitedSource, ingestDelimited} from "../ingest.ts";
import type {Source, SourceContext, SourceResult} from "../source.ts";
import {Tally} from "../tally.ts";
import {countCodes, countDocuments, countIpcCodes, countShares, countSuperseded, countYears} from "./drops.ts";
import {delimiters, kinds, linkColumns} from "./columns.ts";
import {findRegpatFiles, type RegpatFile, type RegpatFiles} from "./files.ts";
import {readLinks} from "./links.ts";
import {describeRegionList} from "./region-list.ts";
import {placeRegions} from "./regions.ts";

/**
 * Reads one edition of OECD REGPAT into the tables of a lens (see `docs/architecture.md`).
 *
 * A patent is an application at the EPO or under the PCT, counted once. Its year is its earliest priority year, its
 * places are those of its inventors (or applicants), and its codes are CPC main groups.
 * @throws InputError when files or columns are missing, or too many rows are unusable
 */
async function readRegpat(context: SourceContext): Promise<SourceResult> {
  const {db, folder, years, regions, locatePatentsBy: party, limits, note} = context;
  const tally = new Tally("patents", limits);
  const files = await findRegpatFiles(folder, party);
  const {ipc, cpc, parties, links} = await inspectFiles(files);
  const ingest = (source: DelimitedSource) => ingestDelimited(db, source, tally);

  await runScript(db, new URL("./codes.sql", import.meta.url));
  await runScript(db, new URL("./numbers.sql", import.meta.url));
  await insertMoves(db);
  await db.run(`
    CREATE TABLE regpat_ipc (appln_id BIGINT, year SMALLINT, key INTEGER, bad_year BOOLEAN, malformed BOOLEAN);
    CREATE TABLE regpat_links (epo BIGINT, pct BIGINT);
    CREATE TABLE regpat_parties (document BIGINT, follows BOOLEAN, location SMALLINT, share DOUBLE);
    CREATE TABLE regpat_codes (document BIGINT, key INTEGER);`);

  note("reading years and IPC codes");
  for (const source of ipc) await ingest({...source, kind: "IPC rows", into: "regpat_ipc", query: ipcRows});
  await countYears(db, ipc, tally);
  await countIpcCodes(db, ipc, tally);
  if (links) await readLinks(db, links.file, files, tally);
  await runScript(db, new URL("./applications.sql", import.meta.url), {first_year: years[0], last_year: years[1]});

  // The join costs time, so it is made only when there are links.
  const linked = (await db.number("SELECT count(*) FROM regpat_same")) > 0;
  note(`placing ${party}`);
  for (const {path} of files.regions) files.files.read(await describeRegionList(path, regions), path);
  await placeRegions(db, parties, regions, tally);
  note(`reading ${party}`);
  for (const source of parties)
    await ingest({...source, kind: party, into: "regpat_parties", query: partyRows(linked)});
  await countShares(db, parties, tally);

  note("reading CPC codes");
  for (const source of cpc) await ingest({...source, kind: "CPC rows", into: "regpat_codes", query: cpcRows(linked)});
  await countCodes(db, cpc, tally);

  note("joining places and codes");
  await runScript(db, new URL("./documents.sql", import.meta.url));
  await countDocuments(db, tally);
  await countSuperseded(db, tally);
  return {edition: files.edition, files: files.files, account: tally.account()};
}

/** Reads and checks all headers, so that a wrong file is reported before the first long read. */
async function inspectFiles({ipc, cpc, parties, links}: RegpatFiles) {
  const inspect = async ({kind, path}: RegpatFile) => {
    const columns = kind === "links" ? linkColumns : kinds[kind];
    return {file: await inspectDelimited(path, {delimiters, columns}), columns};
  };
  return {
    ipc: await Promise.all(ipc.map(inspect)),
    cpc: await Promise.all(cpc.map(inspect)),
    parties: await Promise.all(parties.map(inspect)),
    links: links && (await inspect(links))
  };
}

/** Fills `cpc_moves` from the concordance. A subclass as successor stands for all its groups (`whole`). */
async function insertMoves(db: WorkDatabase): Promise<void> {
  const rows = (await readConcordance()).map(({old, successor}) => [old, successor]);
  await db.insert("concordance", {old: "VARCHAR", successor: "VARCHAR"}, rows);
  await db.run(`
    CREATE TABLE cpc_moves AS
    SELECT main_group_key(old) AS old, length(successor) = 4 AS whole,
      main_group_key(CASE WHEN length(successor) = 4 THEN successor || '1' ELSE successor END) AS successor
    FROM concordance;
    DROP TABLE concordance;`);
}

const ipcRows = (rows: string) => `
  SELECT appln_id, CASE WHEN NOT is_bad_year(prio_year) THEN coalesce(known_year(prio_year), known_year(app_year)) END,
    main_group_key(symbol), is_bad_year(prio_year) OR is_bad_year(app_year),
    trim(symbol) <> '' AND main_group_key(symbol) IS NULL
  FROM ${rows}`;

const joinLinks = "LEFT JOIN regpat_same ON pct = appln_id";
const documentOf = (linked: boolean) => (linked ? "coalesce(epo, appln_id)" : "appln_id");

const partyRows = (linked: boolean) => (rows: string) => `
  SELECT ${documentOf(linked)}, ${linked ? "epo IS NOT NULL" : "false"}, location,
    known_share(coalesce(reg_share, 1) * party_share)
  FROM ${rows} AS party
  LEFT JOIN regpat_regions AS place
    ON coalesce(party.reg_code, '') = place.reg_code AND coalesce(party.ctry_code, '') = place.ctry_code
  ${linked ? joinLinks : ""}`;

const cpcRows = (linked: boolean) => (rows: string) =>
  `SELECT ${documentOf(linked)}, main_group_key(symbol) FROM ${rows} ${linked ? joinLinks : ""}`;

export const regpat = {
  name: "OECD REGPAT",
  lens: "patents",
  extract: "an unzipped edition of OECD REGPAT",
  licence: "OECD REGPAT: licensed to its holder; aggregates may be published, records may not",
  spdx: null,
  licensed: true,
  identifiers: [
    {pattern: /\bEP\d{10,}\b/, what: "a number of an application at the EPO"},
    {pattern: /\bWO(?:19|20)\d{8,}\b/, what: "a number of an application under the PCT"}
  ],
  inspect: findRegpatFiles,
  read: readRegpat
} satisfies Source;
