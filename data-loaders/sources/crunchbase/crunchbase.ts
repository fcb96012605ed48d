import {sum} from "d3";
import type {WorkDatabase} from "../../duckdb/database.ts";
import type {Locator} from "../../regions/locate.ts";
import type {Place} from "../../regions/place.ts";
import type {Regions} from "../../regions/regions.ts";
import {runScript} from "../../duckdb/script.ts";
import {quote} from "../../../src/text/sql.ts";
import {findInFiles} from "../files.ts";
import {ingestDelimited} from "../ingest.ts";
import {countPlaces} from "../places.ts";
import {type DealClass, dealClasses, type Source, type SourceContext, type SourceResult} from "../source.ts";
import {adviceOnNumber, type Example, Tally} from "../tally.ts";
import {mergeCompanies} from "./companies.ts";
import {type CrunchbaseKind, findCrunchbaseFiles, hasTypes, kinds} from "./files.ts";
import {classOf, typeKey} from "./types.ts";

/** Separates the parts of a place in the work database; no name contains it. */
const mark = "\u001f";

/** A place in SQL, from columns for its parts; none without a country. */
const joinedPlace = (region: string) =>
  `CASE WHEN country IS NOT NULL THEN concat_ws('${mark}', coalesce(city, ''), coalesce(${region}, ''), country) END`;

const selectRounds = (industries: string, place: string) => (rows: string, type: string) => `
  SELECT url, company, company_url, ${type}, nullif(trim(amount), ''), nullif(trim(date), ''), ${industries}, ${place}
  FROM ${rows}`;

/** The table to which each kind of file is added, and its rows there. */
const targets: Record<CrunchbaseKind, {into: string; query: (rows: string, type: string) => string}> = {
  "exported rounds": {
    into: "crunchbase_rounds",
    query: selectRounds("nullif(industries, '')", "nullif(location, '')")
  },
  "bulk rounds": {
    into: "crunchbase_rounds",
    query: selectRounds("NULL", joinedPlace("region"))
  },
  "rounds of the older bulk export": {
    into: "crunchbase_rounds",
    query: selectRounds("nullif(industries, '')", joinedPlace("NULL"))
  },
  "exported companies": {
    into: "crunchbase_companies",
    query: (rows) => `SELECT company_url, nullif(industries, ''), nullif(location, '') FROM ${rows}`
  },
  "companies of the older bulk export": {
    into: "crunchbase_companies",
    query: (rows) => `SELECT company_url, nullif(industries, ''), ${joinedPlace("NULL")} FROM ${rows}`
  },
  "bulk organizations": {
    into: "crunchbase_companies",
    query: (rows) => `SELECT company_url, nullif(industries, ''), ${joinedPlace("region")} FROM ${rows}`
  }
};

/** More industries than any company has; a cell with more holds something else. */
const mostIndustries = 200;

/**
 * Reads Crunchbase exports, or the bulk export, into the tables of a lens.
 *
 * A deal is one funding round. Its year is that of its announcement, its place that of the company's headquarters, and
 * its codes are the company's industries. Its amount is in millions of US dollars, NULL where undisclosed.
 * @throws InputError when files or columns are missing, or too many rows are unusable
 */
async function readCrunchbase(context: SourceContext): Promise<SourceResult> {
  const {db, folder, years, regions, locator, dealTypes, limits, note} = context;
  const tally = new Tally("deals", limits);
  const {files, found} = await findCrunchbaseFiles(folder);
  await db.run(`
    CREATE TABLE crunchbase_rounds (url VARCHAR, company VARCHAR, company_url VARCHAR, type VARCHAR, amount VARCHAR,
      date VARCHAR, industries VARCHAR, place VARCHAR);
    CREATE TABLE crunchbase_companies (company_url VARCHAR, industries VARCHAR, place VARCHAR);`);

  note("reading deals");
  for (const {kind, file} of found) {
    const {into, query} = targets[kind];
    const type = hasTypes(kind, file.header) ? "coalesce(trim(type), '')" : "NULL";
    await ingestDelimited(db, {file, columns: kinds[kind], kind, into, query: (rows) => query(rows, type)}, tally);
  }
  await classifyTypes(db, tally);
  note("locating companies");
  await placeCompanies(db, locator, regions, tally);
  note("joining places and industries");
  await runScript(db, new URL("./harmonise.sql", import.meta.url), {
    first_year: years[0],
    last_year: years[1],
    most_industries: mostIndustries
  });
  await db.run(`
    INSERT INTO other_documents
    SELECT document FROM crunchbase_deals
    WHERE document IN (SELECT document FROM documents) AND class NOT IN (${dealTypes.map(quote).join(", ")})`);
  await identifyCompanies(db);
  await countDeals(db, files.chosen, tally);
  await countCompanies(db, tally);
  // The day would be that of a single round.
  const [latest] = await db.rows(
    `SELECT strftime(max(date), '%Y-%m') AS month
    FROM crunchbase_deals WHERE document IN (SELECT document FROM documents)`
  );
  return {
    edition: latest?.month ? `rounds announced until ${String(latest.month)}` : "undated",
    files,
    account: tally.account(),
    types: await countTypes(db)
  };
}

/**
 * Fills `crunchbase_types` with the key of each funding type, which all its spellings share, and its class. A type that
 * is not in the list is in `other`, and so is an empty one. The rounds of a file without types (NULL) are equity.
 */
async function classifyTypes(db: WorkDatabase, tally: Tally): Promise<void> {
  const used = await db.rows(`
    SELECT type, count(*)::DOUBLE AS n FROM crunchbase_rounds WHERE type IS NOT NULL GROUP BY type ORDER BY type`);
  const types = used.map(({type, n}) => ({type: String(type), n: Number(n), found: classOf(String(type))}));
  const unknown = types.filter(({type, found}) => found === undefined && type !== "");
  await tally.drop(
    "unknown-type",
    sum(unknown, ({n}) => n),
    sum(types, ({n}) => n),
    () => ({
      what: `the funding type "${unknown[0]!.type}" is in no class`
    })
  );
  const rows = types.map(({type, found = "other"}) => [type, typeKey(type), found]);
  await db.insert("crunchbase_types", {type: "VARCHAR", key: "VARCHAR", class: "VARCHAR"}, rows);
}

/** Fills `document_units`, for the disclosure rule only: the company of each round, however it is spelt. */
async function identifyCompanies(db: WorkDatabase): Promise<void> {
  const rows = await db.rows(`
    SELECT company_name AS name, company_url AS address FROM crunchbase_deals
    UNION SELECT company, company_url FROM crunchbase_rounds
    ORDER BY ALL`);
  const text = (value: unknown) => (value === null ? null : String(value));
  const spellings = rows.map(({name, address}) => ({name: text(name), address: text(address)}));
  const companies = mergeCompanies(spellings);
  await db.insert(
    "crunchbase_spellings",
    {name: "VARCHAR", address: "VARCHAR", unit: "INTEGER"},
    spellings.map(({name, address}, i) => [name, address, companies[i]])
  );
  await db.run(`
    CREATE TABLE document_units AS
    SELECT document, unit
    FROM crunchbase_deals JOIN crunchbase_spellings AS spelling
      ON company_name IS NOT DISTINCT FROM spelling.name AND company_url IS NOT DISTINCT FROM spelling.address
    WHERE document IN (SELECT document FROM documents);
    DROP TABLE crunchbase_spellings;`);
}

/** The deals of the chosen years by class of funding. */
async function countTypes(db: WorkDatabase): Promise<Partial<Record<DealClass, number>>> {
  const rows = await db.rows(
    "SELECT class, count(*)::DOUBLE AS n FROM documents JOIN crunchbase_deals USING (document) GROUP BY class"
  );
  const found = new Map(rows.map((row) => [row.class, Number(row.n)]));
  return Object.fromEntries(dealClasses.filter((name) => found.has(name)).map((name) => [name, found.get(name)!]));
}

/** Counts the rounds that lack an industry or a place because their company is in no file of companies. */
async function countCompanies(db: WorkDatabase, tally: Tally): Promise<void> {
  const [row] = await db.rows(`
    SELECT count(*)::DOUBLE AS deals, (count(*) FILTER (unknown_company))::DOUBLE AS unknown,
      arg_min(company, document) FILTER (unknown_company) AS example
    FROM crunchbase_deals WHERE EXISTS (FROM crunchbase_companies)`);
  const what = `the company ${String(row!.example)} is in no file of companies`;
  await tally.drop("unknown-company", Number(row!.unknown), Number(row!.deals), () => ({what}));
}

/** Fills `crunchbase_places` with the location of each place of a round or a company. */
async function placeCompanies(db: WorkDatabase, locator: Locator, regions: Regions, tally: Tally): Promise<void> {
  const used = await db.rows(
    `SELECT place, count(*)::DOUBLE AS n
    FROM (SELECT place FROM crunchbase_rounds UNION ALL SELECT place FROM crunchbase_companies)
    WHERE place IS NOT NULL
    GROUP BY place ORDER BY place`
  );
  const places = used.map(({place, n}) => ({
    place: String(place),
    rows: Number(n),
    what: () => String(place).replaceAll(mark, ", "),
    ...locatePlace(locator, String(place))
  }));
  await countPlaces(places, tally);
  await db.insert(
    "crunchbase_places",
    {place: "VARCHAR", location: "SMALLINT"},
    places.flatMap(({place, location}) => (location === null ? [] : [[place, regions.id(location)]]))
  );
}

/** Locates a place in one text, or in parts as the bulk export has them. */
function locatePlace(locator: Locator, place: string): Place {
  if (!place.includes(mark)) return locator.locateText(place);
  const [city, region, country] = place.split(mark);
  return locator.locate({city: city || undefined, region: region || undefined, country: country || undefined});
}

/** Counts repeated deals, unreadable amounts and dates, and deals outside the chosen years. */
async function countDeals(db: WorkDatabase, files: readonly string[], tally: Tally): Promise<void> {
  const read = await db.number(`SELECT count(*) FROM crunchbase_rounds`);
  const [row] = await db.rows(
    `SELECT count(*)::DOUBLE AS deals,
      (count(*) FILTER (amount_text IS NOT NULL AND amount IS NULL))::DOUBLE AS bad_amounts,
      (count(*) FILTER (date IS NULL AND date_text IS NOT NULL))::DOUBLE AS bad_dates,
      (count(*) FILTER (date_text IS NULL))::DOUBLE AS undated,
      (SELECT count(*) FROM crunchbase_twins)::DOUBLE AS twins,
      (SELECT count(*) FROM crunchbase_crowded)::DOUBLE AS crowded,
      (SELECT min(url) FROM crunchbase_crowded JOIN crunchbase_deals USING (document)) AS crowded_url,
      (SELECT count(*) FROM documents)::DOUBLE AS kept,
      arg_min([amount_text, url], document) FILTER (amount_text IS NOT NULL AND amount IS NULL) AS bad_amount,
      arg_min([date_text, url], document) FILTER (date IS NULL AND date_text IS NOT NULL) AS bad_date
    FROM crunchbase_deals`
  );
  const count = (name: string) => Number(row![name]);
  const deals = count("deals");
  await tally.drop("duplicate", read - deals + count("twins"), read);
  await tally.drop("bad-amount", count("bad_amounts"), deals, () => findText(files, "amount", row!.bad_amount));
  await tally.drop("bad-date", count("bad_dates"), deals, () => findText(files, "date", row!.bad_date));
  await tally.drop("no-year", count("undated"), deals);
  await tally.drop("too-many-codes", count("crowded"), deals, async () => ({
    what: `a deal has more than ${mostIndustries} industries`,
    ...(await findInFiles(files, [String(row!.crowded_url)]))
  }));
  const outside =
    deals - ["bad_dates", "undated", "twins", "crowded", "kept"].reduce((all, one) => all + count(one), 0);
  await tally.drop("outside-years", Math.max(0, outside), deals);
}

/** @param found the unreadable text and the address of its round */
async function findText(files: readonly string[], name: "amount" | "date", found: unknown): Promise<Example> {
  const [text, url] = found as [string, string];
  const only = name === "amount" ? adviceOnNumber(text) : undefined;
  return {what: `the ${name} "${text}" cannot be read`, only, ...(await findInFiles(files, [text, url]))};
}

export const crunchbase = {
  name: "Crunchbase",
  lens: "deals",
  extract: "Crunchbase exports (CSV), or the bulk export",
  licence: "Crunchbase: proprietary; aggregates may be published, records may not",
  spdx: null,
  licensed: true,
  identifiers: [
    {
      pattern: /crunchbase\.com\/(?:organization|funding_round|person|hub)\/[\w-]+/i,
      what: "an address of a record in Crunchbase"
    }
  ],
  inspect: findCrunchbaseFiles,
  read: readCrunchbase
} satisfies Source;
