import {InputError} from "../../console/input-error.ts";
import {locateRegionCode} from "../../regions/region-codes.ts";
import {runScript} from "../../engine/script.ts";
import {type DelimitedFile, inspectDelimited, readDelimited, type WantedColumn} from "../delimited.ts";
import {findInFiles, verifyGzip} from "../files.ts";
import {ingestDelimited} from "../ingest.ts";
import type {Party, Source, SourceContext, SourceResult} from "../source.ts";
import {Tally} from "../tally.ts";
import {findRegpatFiles} from "./files.ts";

const delimiters = ["|", "\t"];

const partyColumns = (party: Party): Record<string, WantedColumn> => ({
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  reg_code: {type: "VARCHAR", names: ["reg_code"]},
  ctry_code: {type: "VARCHAR", names: ["ctry_code"]},
  reg_share: {type: "DOUBLE", names: ["reg_share"], optional: true},
  party_share: {type: "DOUBLE", names: [party === "inventors" ? "inv_share" : "app_share"]}
});

const regionColumns: Record<string, WantedColumn> = {
  reg_code: {type: "VARCHAR", names: ["reg_code"]},
  ctry_code: {type: "VARCHAR", names: ["ctry_code"]}
};

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

/** Editions link the applications of the two offices by id or by number; either is enough on each side. */
const sameColumns: Record<string, WantedColumn> = {
  epo: {type: "BIGINT", names: ["appln_id", "epo_appln_id", "appln_id_epo"], optional: true},
  pct: {type: "BIGINT", names: ["pct_appln_id", "appln_id_pct", "internat_appln_id"], optional: true},
  epo_number: {type: "VARCHAR", names: ["app_nbr", "epo_nbr", "ep_nbr"], optional: true},
  pct_number: {type: "VARCHAR", names: ["pct_nbr", "pct_app_nbr", "wo_nbr"], optional: true}
};

/** The numbers of applications, in the files of parties. */
const numberColumns = {
  epo: {appln_id: {type: "BIGINT", names: ["appln_id"]}, number: {type: "VARCHAR", names: ["app_nbr"]}},
  pct: {appln_id: {type: "BIGINT", names: ["appln_id"]}, number: {type: "VARCHAR", names: ["pct_nbr"]}}
} satisfies Record<string, Record<string, WantedColumn>>;

/** A sum of shares further than this from one is counted as wrong: shares are printed with few digits. */
const shareTolerance = 0.02;

/**
 * Reads one edition of OECD REGPAT into the tables of a lens (see `docs/architecture.md`).
 *
 * A patent is an application at the EPO or under the PCT, counted once; its year is its earliest priority
 * year, its places are those of its inventors (or applicants), its codes are CPC main groups.
 * @throws InputError when files or columns are missing or too many rows are unusable
 */
async function readRegpat({
  db,
  folder,
  years,
  regions,
  locatePatentsBy: party,
  limits,
  note
}: SourceContext): Promise<SourceResult> {
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
    CREATE TABLE regpat_links (epo BIGINT, pct BIGINT);
    CREATE TABLE regpat_parties (document BIGINT, follows BOOLEAN, location SMALLINT, share DOUBLE);
    CREATE TABLE regpat_codes (document BIGINT, key INTEGER);`);

  note("reading years and IPC codes");
  for (const source of ipc) {
    await ingestDelimited(
      db,
      {
        ...source,
        kind: "IPC rows",
        into: "regpat_ipc",
        query: (rows) => `SELECT appln_id, coalesce(prio_year, app_year), main_group_key(symbol) FROM ${rows}`
      },
      tally
    );
  }
  if (same) await readLinks(same.file);
  await runScript(db, new URL("./applications.sql", import.meta.url), {first_year: years[0], last_year: years[1]});
  // Without links the join with them is saved.
  const linked = (await db.number("SELECT count(*) FROM regpat_same")) > 0;
  const join = linked ? "LEFT JOIN regpat_same ON pct = appln_id" : "";
  const document = linked ? "coalesce(epo, appln_id)" : "appln_id";

  note(`placing ${party}`);
  await placeRegions();
  note(`reading ${party}`);
  for (const source of parties) {
    await ingestDelimited(
      db,
      {
        ...source,
        kind: party,
        into: "regpat_parties",
        query: (
          rows
        ) => `SELECT ${document}, ${linked ? "epo IS NOT NULL" : "false"}, location, coalesce(reg_share, 1) * party_share
        FROM ${rows} AS party LEFT JOIN regpat_regions AS place
        ON coalesce(party.reg_code, '') = place.reg_code AND coalesce(party.ctry_code, '') = place.ctry_code ${join}`
      },
      tally
    );
  }
  await countShares();

  note("reading CPC codes");
  for (const source of cpc) {
    await ingestDelimited(
      db,
      {
        ...source,
        kind: "CPC rows",
        into: "regpat_codes",
        query: (rows) => `SELECT ${document}, main_group_key(symbol) FROM ${rows} ${join}`
      },
      tally
    );
  }
  await countCodes();

  note("joining places and codes");
  await runScript(db, new URL("./documents.sql", import.meta.url));
  await countDocuments();
  return {edition: files.edition, files: paths, account: tally.account()};

  /** Reads which EPO application continues which PCT application, by id where the file has ids, else by number. */
  async function readLinks(file: DelimitedFile): Promise<void> {
    await db.run("CREATE TABLE regpat_numbered_links (epo BIGINT, pct BIGINT, epo_number VARCHAR, pct_number VARCHAR)");
    const into = "regpat_numbered_links";
    await ingestDelimited(
      db,
      {
        file,
        columns: sameColumns,
        kind: "EPO-PCT links",
        into,
        query: (rows) => `SELECT epo, pct, epo_number, pct_number FROM ${rows}`
      },
      tally
    );
    for (const side of ["epo", "pct"] as const) {
      if (sameColumns[side]!.names.some((name) => file.header.includes(name))) continue;
      if (!sameColumns[`${side}_number`]!.names.some((name) => file.header.includes(name))) {
        const names = [...sameColumns[side]!.names, ...sameColumns[`${side}_number`]!.names].join(", ");
        throw new InputError(
          `no column for the ${side.toUpperCase()} application in the header: ${file.header.join(", ")}`,
          {
            file: file.path,
            line: 1,
            advice: `one of ${names} is expected`
          }
        );
      }
      const numbered: string[] = [];
      for (const {office, path} of files.parties) {
        if (office.toLowerCase() !== side) continue;
        const columns = numberColumns[side];
        numbered.push(
          `SELECT appln_id, number FROM ${readDelimited(await inspectDelimited(path, {delimiters, columns}), columns, "number_rejects")}`
        );
      }
      if (numbered.length === 0) return;
      await db.run(`UPDATE ${into} SET ${side} = numbers.appln_id
        FROM (SELECT number, min(appln_id) AS appln_id FROM (${numbered.join(" UNION ALL ")}) GROUP BY number) AS numbers
        WHERE ${side}_number = numbers.number`);
    }
    await db.run(`INSERT INTO regpat_links SELECT epo, pct FROM ${into}; DROP TABLE ${into}`);
  }

  /** Places the few thousand region codes of the files once, so that their rows carry a small integer. */
  async function placeRegions(): Promise<void> {
    const codes = parties.map(
      ({file}) => `SELECT reg_code, ctry_code FROM ${readDelimited(file, regionColumns, "region_rejects")}`
    );
    const rows = await db.rows(
      `SELECT coalesce(reg_code, '') AS reg_code, coalesce(ctry_code, '') AS ctry_code, count(*)::DOUBLE AS n
      FROM (${codes.join(" UNION ALL ")}) GROUP BY ALL ORDER BY ALL`
    );
    const places = rows.map(({reg_code, ctry_code, n}) => {
      const [code, country] = [reg_code, ctry_code].map((text) => String(text).replace(/[" ]/g, "").toUpperCase()) as [
        string,
        string
      ];
      return {reg_code, ctry_code, n: Number(n), ...locateRegionCode(regions, code, country)};
    });
    const total = places.reduce((sum, {n}) => sum + n, 0);
    for (const {way, n} of places) if (way !== "unclassified" && way !== "unknown") tally.located(way, n);
    for (const [way, reason] of [
      ["unclassified", "unclassified-region"],
      ["unknown", "unknown-region"]
    ] as const) {
      const lost = places.filter((place) => place.way === way);
      const [first] = lost.sort((a, b) => b.n - a.n);
      await tally.drop(
        reason,
        lost.reduce((sum, {n}) => sum + n, 0),
        total,
        async () => ({
          what: `reg_code "${first!.reg_code}", ctry_code "${first!.ctry_code}"`,
          ...(await findInFiles(
            files.parties.map(({path}) => path),
            [String(first!.reg_code), String(first!.ctry_code)]
          ))
        })
      );
    }
    await db.insert(
      "regpat_regions",
      {reg_code: "VARCHAR", ctry_code: "VARCHAR", location: "SMALLINT"},
      places.flatMap(({reg_code, ctry_code, location}) =>
        location === null ? [] : [[reg_code, ctry_code, regions.id(location)]]
      )
    );
  }

  async function countShares(): Promise<void> {
    const wrong = `abs(share - 1) > ${shareTolerance}`;
    const [sums] = await db.rows(`SELECT (count(*) FILTER (${wrong}))::DOUBLE AS wrong, count(*)::DOUBLE AS total,
      min(document) FILTER (${wrong}) AS example, arg_min(share, document) FILTER (${wrong}) AS sum
      FROM (SELECT document, sum(share) AS share FROM regpat_parties WHERE NOT follows GROUP BY document)`);
    await tally.drop("share-sum", Number(sums!.wrong), Number(sums!.total), async () => ({
      what: `the shares of application ${sums!.example} sum to ${Number(Number(sums!.sum).toPrecision(4))}`,
      ...(await findInFiles(
        files.parties.map(({path}) => path),
        [String(sums!.example)]
      ))
    }));
  }

  async function countCodes(): Promise<void> {
    const [row] = await db.rows(`SELECT count(*)::DOUBLE AS total,
      (count(*) FILTER (key IS NULL))::DOUBLE AS malformed,
      (count(*) FILTER (is_former_us_class(key)))::DOUBLE AS former FROM regpat_codes`);
    await tally.drop("malformed-code", Number(row!.malformed), Number(row!.total), async () => {
      const malformed = cpc.map(
        ({file, columns}) =>
          `SELECT symbol FROM ${readDelimited(file, columns, "code_rejects")} WHERE main_group_key(symbol) IS NULL`
      );
      const [first] = await db.rows(
        `SELECT symbol FROM (${malformed.join(" UNION ALL ")}) WHERE symbol IS NOT NULL LIMIT 1`
      );
      if (!first) return {what: "an empty code"};
      return {what: `"${first.symbol}" is no symbol`, ...(await findInFiles(files.cpc, [String(first.symbol)]))};
    });
    await tally.drop("excluded-code", Number(row!.former), Number(row!.total));
  }

  async function countDocuments(): Promise<void> {
    const [row] = await db.rows(`SELECT count(*)::DOUBLE AS total, (count(*) FILTER (year IS NULL))::DOUBLE AS undated,
      (SELECT count(*) FROM documents)::DOUBLE AS kept FROM regpat_years`);
    const [total, undated, kept] = [Number(row!.total), Number(row!.undated), Number(row!.kept)];
    await tally.drop("no-year", undated, total);
    await tally.drop("outside-years", total - undated - kept, total);
  }
}

export const regpat = {
  name: "OECD REGPAT",
  lens: "patents",
  extract: "an unzipped edition of OECD REGPAT",
  licence: "OECD REGPAT: licensed to its holder; aggregates may be published, records may not",
  spdx: null,
  confidential: false,
  identifiers: [
    {pattern: /\bEP\d{10,}\b/, what: "a number of an application at the EPO"},
    {pattern: /\bWO(?:19|20)\d{8,}\b/, what: "a number of an application under the PCT"}
  ],
  read: readRegpat
} satisfies Source;
