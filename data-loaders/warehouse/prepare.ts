import {join} from "node:path";
import {loadTaxonomy, taxonomyFile} from "../classification/taxonomy.ts";
import type {WorkDatabase} from "../duckdb/database.ts";
import {loadGazetteer} from "../regions/gazetteer.ts";
import {describeGisco, readGisco} from "../regions/gisco.ts";
import {createLocator, type Locator} from "../regions/locate.ts";
import {loadRegions, type Regions} from "../regions/regions.ts";
import {readVocabulary} from "../sources/vocabularies.ts";
import {type Dataset, vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** The inputs of a build that do not depend on documents. */
interface CommonInputs {
  /** Folder of committed inputs (`data/`). */
  data: string;
  /** File of the technologies; by default the project's own. */
  taxonomy?: string;
  /** A GISCO file of NUTS regions. */
  regions?: string;
  /** Has a value for each dataset with documents. */
  extracts: Partial<Record<Dataset, unknown>>;
  /** Paths of official vocabularies. */
  vocabularies: Partial<Record<Vocabulary, string>>;
}

/**
 * Fills the tables that do not depend on documents: `locations`, `technologies` and `vocabulary_entries`.
 * @returns what readers of sources place documents with, and accounts of the polygons and of official vocabularies
 * @throws InputError when an input is invalid
 */
export async function prepare(
  db: WorkDatabase,
  inputs: CommonInputs
): Promise<{regions: Regions; locator: Locator; polygons: string | null; vocabularies: string[]}> {
  const folder = join(inputs.data, "regions");
  const regions = await loadRegions(folder);
  const gisco = inputs.regions === undefined ? undefined : await readGisco(inputs.regions, regions);
  // Only institutions and companies need the gazetteer, since patents have region codes; it takes a second to load.
  const gazetteer = inputs.extracts.publications || inputs.extracts.deals ? await loadGazetteer(folder) : undefined;
  await insertLocations(db, regions);
  await insertTechnologies(db, inputs.taxonomy ?? taxonomyFile(inputs.data));
  const accounts = await insertVocabularies(db, inputs.data, inputs.vocabularies);
  const locator = createLocator({regions, polygons: gisco?.index, gazetteer});
  return {regions, locator, polygons: gisco ? describeGisco(gisco) : null, vocabularies: accounts};
}

async function insertLocations(db: WorkDatabase, {locations}: Regions): Promise<void> {
  await db.insert(
    "locations",
    {
      location: "SMALLINT",
      code: "VARCHAR",
      name: "VARCHAR",
      level: "VARCHAR",
      country: "VARCHAR",
      nuts1: "VARCHAR",
      nuts1_name: "VARCHAR",
      benchmark: "BOOLEAN",
      lon: "FLOAT",
      lat: "FLOAT"
    },
    locations.map((at) => [
      at.location,
      at.code,
      at.name,
      at.level,
      at.country,
      at.nuts1,
      at.nuts1_name,
      at.in_benchmark,
      at.lon,
      at.lat
    ])
  );
}

async function insertTechnologies(db: WorkDatabase, path: string): Promise<void> {
  const {technologies} = await loadTaxonomy(path);
  await db.insert(
    "technologies",
    {technology: "TINYINT", name: "VARCHAR", slug: "VARCHAR", technology_group: "VARCHAR"},
    technologies.map(({id, name, slug, group}) => [id, name, slug, group])
  );
}

async function insertVocabularies(
  db: WorkDatabase,
  data: string,
  official: Partial<Record<Vocabulary, string>>
): Promise<string[]> {
  const rows: [Vocabulary, string, string, string | null][] = [];
  const accounts: string[] = [];
  for (const vocabulary of vocabularies) {
    const {entries, account} = await readVocabulary(vocabulary, data, official[vocabulary]);
    for (const {symbol, label, wording = null} of entries) rows.push([vocabulary, symbol, label, wording]);
    if (account !== undefined) accounts.push(account);
  }
  const columns = {vocabulary: "VARCHAR", symbol: "VARCHAR", label: "VARCHAR", wording: "VARCHAR"} as const;
  await db.insert("vocabulary_entries", columns, rows);
  return accounts;
}
