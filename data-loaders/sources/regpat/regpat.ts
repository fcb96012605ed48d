import {locateRegionCode} from "../../regions/region-codes.ts";
import {runScript} from "../../warehouse/script.ts";
import {inspectDelimited, type WantedColumn} from "../delimited.ts";
import {findInFiles, verifyGzip} from "../files.ts";
import {ingestDelimited} from "../ingest.ts";
import type {SourceContext, SourceResult} from "../source.ts";
import {Tally} from "../tally.ts";
import {findRegpatFiles, type Party} from "./files.ts";

const delimiters = ["|", "\t"];

const partyColumns = (party: Party): Record<string, WantedColumn> => ({
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  reg_code: {type: "VARCHAR", names: ["reg_code"]},
  ctry_code: {type: "VARCHAR", names: ["ctry_code"]},
  reg_share: {type: "DOUBLE", names: ["reg_share"], optional: true},
  party_share: {type: "DOUBLE", names: [party === "inventors" ? "inv_share" : "app_share"]}
});

const ipcColumns: Record<string, WantedColumn> = {
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  prio_year: {type: "INTEGER", names: ["prio_year"]},
  app_year: {type: "INTEGER", names: ["app_year"], optional: true},
  symbol: {type: "VARCHAR", names: ["ipc"]}
};

const cpcColumns: Record<string, WantedColumn> = {
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  symbol: {type: "VARCHAR", names: ["cpc_class", "cpc"]}
};

const sameColumns: Record<string, WantedColumn> = {
  epo: {type: "BIGINT", names: ["appln_id", "epo_appln_id", "appln_id_epo"]},
  pct: {type: "BIGINT", names: ["pct_appln_id", "appln_id_pct", "internat_appln_id"]}
};

/** A sum of shares further than this from one is counted as wrong: shares are printed with few digits. */
const shareTolerance = 0.02;

/**
 * Reads one edition of OECD REGPAT into the tables of a lens (see `docs/architecture.md`).
 *
 * A patent is an application at the EPO or under the PCT, counted once; its year is its earliest priority
 * year, its places are those of its inventors (or applicants), its codes are CPC main groups.
 * @throws InputError when files or columns are missing or too many rows are unusable
 */
export async function readRegpat({db, folder, years, regions, limits, note}: SourceContext, party: Party = "inventors"): Promise<SourceResult> {
  const tally = new Tally("patents", limits);
  const files = await findRegpatFiles(folder, party);
  const paths = [...files.ipc, ...files.parties].map((file) => file.path).concat(files.cpc, files.same ?? []);
  await verifyGzip(paths);
  // All headers are checked before the first long read.
  const inspect = async (path: string, columns: Record<string, WantedColumn>) => ({
    file: await inspectDelimited(path, {delimiters, columns}),
    columns
  });
  const ipc = await Promise.all(files.ipc.map(({path}) => inspect(path, ipcColumns)));
  const cpc = await Promise.all(files.cpc.map((path) => inspect(path, cpcColumns)));
  const parties = await Promise.all(files.parties.map(({path}) => inspect(path, partyColumns(party))));
  const same = files.same === undefined ? undefined : await inspect(files.same, sameColumns);

  await runScript(db, new URL("./codes.sql", import.meta.url));
  await db.run(`
    CREATE TABLE regpat_ipc (appln_id BIGINT, year SMALLINT, key INTEGER);
    CREATE TABLE regpat_same (epo BIGINT, pct BIGINT);
    CREATE TABLE regpat_parties (document BIGINT, follows BOOLEAN, reg_code VARCHAR, ctry_code VARCHAR, share DOUBLE);
    CREATE TABLE regpat_codes (document BIGINT, key INTEGER);`);

  note("reading years and IPC codes");
  for (const source of ipc) {
    await ingestDelimited(db, {
      ...source,
      kind: "IPC rows",
      into: "regpat_ipc",
      query: (rows) => `SELECT appln_id, coalesce(prio_year, app_year), main_group_key(symbol) FROM ${rows}`
    }, tally);
  }
  if (same) {
    await ingestDelimited(db, {...same, kind: "EPO-PCT links", into: "regpat_same", query: (rows) => `SELECT epo, pct FROM ${rows}`}, tally);
  }
  await runScript(db, new URL("./applications.sql", import.meta.url), {first_year: years[0], last_year: years[1]});

  note(`reading ${party}`);
  for (const source of parties) {
    await ingestDelimited(db, {
      ...source,
      kind: party,
      into: "regpat_parties",
      query: (rows) => `SELECT document, follows, upper(trim(reg_code, ' "')), upper(trim(ctry_code, ' "')),
        coalesce(reg_share, 1) * party_share FROM ${rows} LEFT JOIN regpat_kept USING (appln_id)`
    }, tally);
  }
  await placeRegions();

  note("reading CPC codes");
  for (const source of cpc) {
    await ingestDelimited(db, {
      ...source,
      kind: "CPC rows",
      into: "regpat_codes",
      query: (rows) => `SELECT document, main_group_key(symbol) FROM ${rows} LEFT JOIN regpat_kept USING (appln_id)`
    }, tally);
  }
  await countCodes();

  note("joining places and codes");
  await runScript(db, new URL("./documents.sql", import.meta.url));
  await countDocuments();
  return {name: "OECD REGPAT", edition: files.edition, files: paths, vocabulary: "cpc", account: tally.account()};

  async function placeRegions(): Promise<void> {
    const codes = await db.rows(
      `SELECT reg_code, ctry_code, count(*)::DOUBLE AS n FROM regpat_parties WHERE document IS NOT NULL GROUP BY ALL ORDER BY ALL`
    );
    const places = codes.map((row) => {
      const code = row.reg_code === null ? "" : String(row.reg_code);
      const country = row.ctry_code === null ? "" : String(row.ctry_code);
      return {row, n: Number(row.n), code, country, ...locateRegionCode(regions, code, country)};
    });
    const total = places.reduce((sum, {n}) => sum + n, 0);
    const partyPaths = files.parties.map(({path}) => path);
    for (const way of ["code", "history", "country"] as const) {
      tally.located(way, places.filter((place) => place.way === way).reduce((sum, {n}) => sum + n, 0));
    }
    for (const [way, reason] of [["unclassified", "unclassified-region"], ["unknown", "unknown-region"]] as const) {
      const lost = places.filter((place) => place.way === way);
      const first = lost[0];
      await tally.drop(reason, lost.reduce((sum, {n}) => sum + n, 0), total, async () => ({
        what: `reg_code "${first!.code}", ctry_code "${first!.country}"`,
        ...(await findInFiles(partyPaths, [first!.code, first!.country]))
      }));
    }
    await db.insert(
      "regpat_regions",
      {reg_code: "VARCHAR", ctry_code: "VARCHAR", location: "SMALLINT"},
      places.flatMap(({row, location}) => (location === null ? [] : [[row.reg_code, row.ctry_code, regions.id(location)]]))
    );
  }

  async function countCodes(): Promise<void> {
    const [row] = await db.rows(`SELECT count(*)::DOUBLE AS total,
      (count(*) FILTER (key IS NULL))::DOUBLE AS malformed,
      (count(*) FILTER (is_former_us_class(key)))::DOUBLE AS former FROM regpat_codes`);
    await tally.drop("malformed-code", Number(row!.malformed), Number(row!.total));
    await tally.drop("excluded-code", Number(row!.former), Number(row!.total));
  }

  async function countDocuments(): Promise<void> {
    const applications = await db.number(`SELECT count(DISTINCT document) FROM regpat_applications`);
    const kept = await db.number(`SELECT count(*) FROM documents`);
    const undated = await db.number(`SELECT count(*) FROM (SELECT document FROM regpat_applications GROUP BY document HAVING min(year) IS NULL)`);
    await tally.drop("no-year", undated, applications);
    await tally.drop("outside-years", applications - kept - undated, applications);
    const [sums] = await db.rows(`SELECT (count(*) FILTER (abs(share - 1) > ${shareTolerance}))::DOUBLE AS wrong, count(*)::DOUBLE AS total,
      min(document) FILTER (abs(share - 1) > ${shareTolerance}) AS example, arg_min(share, document) FILTER (abs(share - 1) > ${shareTolerance}) AS sum
      FROM (SELECT document, sum(share) AS share FROM regpat_placed WHERE NOT follows GROUP BY document)`);
    await tally.drop("share-sum", Number(sums!.wrong), Number(sums!.total), async () => ({
      what: `the shares of application ${sums!.example} sum to ${Number(Number(sums!.sum).toPrecision(4))}`,
      ...(await findInFiles(files.parties.map(({path}) => path), [String(sums!.example)]))
    }));
  }
}
