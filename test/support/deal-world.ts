import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {csvFormat} from "d3";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {loadGazetteer} from "../../data-loaders/regions/gazetteer.ts";
import {createLocator} from "../../data-loaders/regions/locate.ts";
import {loadRegions} from "../../data-loaders/regions/regions.ts";
import {crunchbase} from "../../data-loaders/sources/crunchbase/crunchbase.ts";
import type {DealClass} from "../../data-loaders/sources/source.ts";
import {readVocabulary} from "../../data-loaders/sources/vocabularies.ts";
import {buildWarehouse, type BuildInputs} from "../../data-loaders/warehouse/build.ts";
import {createSideTables, fold, numberCodes, numberSets} from "../../data-loaders/warehouse/dataset-tables.ts";
import {type DisclosureAccount, protectDeals} from "../../data-loaders/warehouse/disclosure.ts";
import type {DisclosureKey} from "../../data-loaders/warehouse/disclosure-key.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import type {Manifest} from "../../data-loaders/warehouse/manifest.ts";
import {poolYears} from "../../data-loaders/warehouse/pool-years.ts";
import type {Random} from "../../src/scenario/random.ts";

/** A funding round, as an export has it. */
export interface Round {
  company: string;
  /** Address of the company; by default from its name. */
  address?: string;
  /** Address of the round; by default a number. */
  url?: string;
  type?: string;
  /** US dollars; null if undisclosed. */
  amount: number | null;
  /** By default in 2022. */
  date?: string;
  industries: readonly string[];
  city: string;
}

/** Cities in different NUTS2 regions. */
export const cities = [
  "Leuven, Flanders, Belgium",
  "Ghent, Flanders, Belgium",
  "Amsterdam, Noord-Holland, The Netherlands",
  "Rotterdam, Zuid-Holland, The Netherlands",
  "Paris, Ile-de-France, France",
  "Lyon, Rhone-Alpes, France",
  "Berlin, Berlin, Germany",
  "Hamburg, Hamburg, Germany",
  "Vienna, Wien, Austria",
  "Stockholm, Stockholms Lan, Sweden"
] as readonly string[];

/** Industries of the project's vocabulary. */
export const industries = [
  "Robotics",
  "Semiconductor",
  "Cyber Security",
  "Biotechnology",
  "Artificial Intelligence (AI)",
  "Quantum Computing"
] as readonly string[];

/** Writes rounds as an export of Crunchbase. */
export function writeRounds(folder: string, rounds: readonly Round[]): string {
  mkdirSync(folder, {recursive: true});
  const slug = (name: string) => name.toLowerCase().replaceAll(" ", "-");
  writeFileSync(
    join(folder, "funding_rounds.csv"),
    csvFormat(
      rounds.map(({company, address, url, type = "Seed", amount, date = "2022-05-17", industries, city}, i) => ({
        "Transaction Name": `${type} - ${company}`,
        "Transaction Name URL": url ?? `https://example.org/funding_round/${i}`,
        "Organization Name": company,
        "Organization Name URL": address ?? `https://example.org/organization/${slug(company)}`,
        "Funding Type": type,
        "Money Raised": amount ?? "",
        "Money Raised Currency": amount === null ? "" : "USD",
        "Money Raised (in USD)": amount ?? "",
        "Announced Date": date,
        "Organization Industries": industries.join(", "),
        "Organization Location": city
      }))
    )
  );
  return folder;
}

/** Builds the deals of a folder as licensed ones. */
export async function buildDeals(
  out: string,
  deals: string,
  options: Partial<Pick<BuildInputs, "exact" | "dealTypes" | "reportYears" | "disclosureKey">> = {}
): Promise<Manifest> {
  const inputs = {
    ...defaultOptions,
    data: join(projectRoot, "data"),
    extracts: {deals: {folder: deals, synthetic: false}},
    ...options
  };
  return await buildWarehouse(out, "key", inputs, {progress: {update() {}, finish() {}}});
}

/** An amount of start-up funding in dollars: some 5 million, from some hundred thousand to some hundred million. */
export function drawAmount(random: Random): number {
  const normal = Array.from({length: 12}, () => random.integer(0, 1e6) / 1e6).reduce((sum, one) => sum + one, -6);
  return Math.round(1e6 * Math.exp(1.6 + 1.3 * normal));
}

/** What is published of one place and one set of industries. */
export interface PublishedCell {
  documents: number;
  disclosed: number;
  /** Millions of US dollars. */
  amount: number;
}

/** What is published of rounds. */
export interface PublishedDeals {
  /** By region and industries, such as `BE24 Robotics`, of start-up funding. */
  cells: Map<string, PublishedCell>;
  account: DisclosureAccount;
  edition: string;
}

const folder = join(projectRoot, "data");
const regions = await loadRegions(join(folder, "regions"));
const locator = createLocator({regions, gazetteer: await loadGazetteer(join(folder, "regions"))});
const codeOf = new Map(regions.locations.map(({location, code}) => [location, code]));
const {entries} = await readVocabulary("industry", folder);

/** The code of the region of a city. */
export function regionOf(city: string): string {
  return locator.locateText(city).location!;
}

/**
 * Publishes rounds as a build does, without the other sources and the classification: reads an export, reduces it to a
 * period, and protects it.
 * @param root a folder for the export
 */
export async function publishRounds(
  root: string,
  rounds: readonly Round[],
  key: DisclosureKey,
  {window = [2021, 2025], dealTypes = ["equity"]}: {window?: [number, number]; dealTypes?: readonly DealClass[]} = {}
): Promise<PublishedDeals> {
  const extract = writeRounds(mkdtempSync(join(root, "rounds-")), rounds);
  const db = await WorkDatabase.open();
  const source = {dataset: "deals", vocabulary: "industry"} as const;
  try {
    await db.insert(
      "vocabulary_entries",
      {vocabulary: "VARCHAR", symbol: "VARCHAR", label: "VARCHAR", wording: "VARCHAR"},
      entries.map(({symbol, label}) => ["industry", symbol, label, null])
    );
    await db.run("CREATE SCHEMA deals; SET search_path = 'deals,main'");
    await createSideTables(db);
    const context = {db, folder: extract, years: [2016, 2025] as const, regions, locator, note: () => {}};
    const {account, edition} = await crunchbase.read({...context, dealTypes, limits: {}, locatePatentsBy: "inventors"});
    await fold(db, account);
    await numberCodes(db, [source]);
    await db.run(`
      CREATE TABLE main.links AS
      SELECT vocabulary, symbol, code, 1::TINYINT AS technology, 0.5 AS similarity, true AS accepted FROM main.codes`);
    await numberSets(db, source);
    await poolYears(db, window);
    const told = await protectDeals(db, source, key);
    const rows = await db.rows(`
      SELECT (SELECT min(location) FROM location_sets WHERE location_set = rows.location_set) AS place,
        (
          SELECT string_agg(symbol, ', ' ORDER BY symbol) FROM code_sets JOIN main.codes USING (code)
          WHERE code_set = rows.code_set
        ) AS symbols, documents, disclosed, amount
      FROM rows WHERE NOT other`);
    const cells = rows.map(({place, symbols, documents, disclosed, amount}) => {
      const cell = {documents: Number(documents), disclosed: Number(disclosed), amount: Number(amount)};
      return [`${codeOf.get(Number(place))} ${String(symbols)}`, cell] as const;
    });
    return {cells: new Map(cells), account: told, edition};
  } finally {
    db.close();
  }
}
