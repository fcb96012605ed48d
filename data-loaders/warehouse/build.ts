import {createHash} from "node:crypto";
import {join} from "node:path";
import {fingerprintFiles} from "../fingerprint/files.ts";
import type {Progress} from "../console/progress.ts";
import {classify} from "../classification/classify.ts";
import {createEmbedder, type EmbedderChoice} from "../classification/embedders/choose.ts";
import {loadTaxonomy} from "../classification/taxonomy.ts";
import {loadGazetteer} from "../regions/gazetteer.ts";
import {createLocator} from "../regions/locate.ts";
import {loadRegions} from "../regions/regions.ts";
import {readGisco} from "../regions/gisco.ts";
import type {Party, SourceResult} from "../sources/source.ts";
import {type SourceId, sources as knownSources, sourcesOf} from "../sources/sources.ts";
import {type Dataset, datasets, vocabularies, type Vocabulary, vocabularyOf} from "../../src/terms/lenses.ts";
import type {DropReason} from "../sources/tally.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import type {VocabularyEntry} from "../sources/vocabulary.ts";
import {WorkDatabase} from "../engine/database.ts";
import {protectDeals} from "./disclosure.ts";
import {type Manifest, type ManifestSource, schemaVersion} from "./manifest.ts";
import {writeTable} from "./parquet.ts";
import {tables} from "./schema.ts";
import {runScript} from "../engine/script.ts";
import {Staging} from "./staging.ts";

/** Where each lens comes from and how it is read. */
export interface BuildInputs {
  /** Folder of committed inputs (`data/`). */
  data: string;
  /**
   * The extract of each dataset, whether it is the synthetic sample, and its source: by default the first of its lens.
   * One without has empty tables.
   */
  extracts: Partial<Record<Dataset, {folder: string; synthetic: boolean; source?: SourceId}>>;
  /** A GISCO file of NUTS regions; without it points are placed by the city gazetteer. */
  regions?: string;
  /** Official vocabularies that extend and replace the project's own. */
  vocabularies: Partial<Record<Vocabulary, string>>;
  /** First and last year to keep. */
  years: [number, number];
  locatePatentsBy: Party;
  /** What compares titles with technologies. */
  embedder: EmbedderChoice;
  /** Largest shares of dropped rows, 0–1, in place of the documented ones. */
  limits: Partial<Record<DropReason, number>>;
  /** Whether the documents of a confidential source stay as they are; default false. */
  exactDeals?: boolean;
}

/** What a build reports to, so that a test stays silent. */
export interface BuildEffects {
  /** One unit for each step of `stepCount`. */
  progress: Progress;
  signal?: AbortSignal;
}

/** What the sample has in place of the facts of the source in whose format it is. */
const syntheticFacts = {
  licence: "CC0; synthetic records made by this project",
  spdx: "CC0-1.0",
  confidential: false
} as const;

/** Rows of document–code pairs that are folded at a time. */
const bucketRows = 4_000_000;

/**
 * Number of steps that a build reports: reading, folding and numbering for each dataset, preparing, classifying,
 * writing.
 */
export const stepCount = datasets.length * 3 + 3;

/**
 * Builds all tables from extracts and makes them the current build of `out`.
 *
 * @param key what `buildKey` gives for these inputs; kept in the manifest
 * @throws InputError for anything wrong with the inputs; the current build then stays as it was
 */
export async function buildWarehouse(
  out: string,
  key: string,
  inputs: BuildInputs,
  {progress, signal}: BuildEffects
): Promise<Manifest> {
  const staging = await Staging.open(out);
  let db: WorkDatabase | undefined;
  let done = 0;
  let note = "";
  const step = (text: string, finished = 0) => {
    signal?.throwIfAborted();
    done += finished;
    if (text !== "") progress.update(done, (note = text));
  };
  const stop = () => db?.interrupt();
  const ticker = setInterval(() => {
    const percentage = db?.progress ?? -1;
    if (percentage > 0 && process.stderr.isTTY) progress.update(done, `${note} ${Math.round(percentage)} %`);
  }, 250);
  signal?.addEventListener("abort", stop);
  try {
    db = await WorkDatabase.open(join(staging.folder, "work"));
    step("preparing regions, technologies and vocabularies");
    const context = await prepare(db, inputs);
    const sources: ManifestSource[] = [];
    step("", 1);
    for (const dataset of datasets) {
      await db.run(`CREATE SCHEMA ${dataset}; SET search_path = '${dataset},main'`);
      const extract = inputs.extracts[dataset];
      if (extract === undefined) {
        await createEmptyTables(db);
        step("", 3);
        continue;
      }
      const {folder, synthetic, source: id = sourcesOf(dataset)[0]} = extract;
      const source = knownSources[id];
      const result = await source.read({...context, db, folder, note: (text) => step(`${dataset}: ${text}`)});
      step(`${dataset}: folding documents`, 1);
      await fold(db, result);
      step("", 1);
      const {licence, spdx, confidential} = synthetic ? syntheticFacts : source;
      sources.push({
        dataset,
        name: source.name,
        edition: result.edition,
        vocabulary: vocabularyOf(dataset),
        synthetic,
        licence,
        spdx,
        confidential,
        files: result.files.length,
        ...(await fingerprintFiles(result.files, folder)),
        account: result.account
      });
    }
    await numberCodes(db, sources);
    for (const {dataset, vocabulary} of sources) {
      step(`${dataset}: numbering code sets and location sets`);
      await db.run(`SET search_path = '${dataset},main'`);
      await runScript(db, new URL("./tables.sql", import.meta.url), {vocabulary});
      step("", 1);
    }
    const classification = await classify(db, inputs.data, await createEmbedder(inputs.embedder), (text) =>
      step(`classifying ${text}`)
    );
    // Links rest on all documents; what is published of them does not show single rounds.
    for (const source of sources.filter(({confidential}) => confidential && !inputs.exactDeals)) {
      const {dataset, vocabulary, account} = source;
      step(`making ${dataset} safe to publish`);
      await db.run(`SET search_path = '${dataset},main'`);
      source.disclosure = await protectDeals(db);
      await dropTables(db);
      await fold(db, {account});
      await runScript(db, new URL("./tables.sql", import.meta.url), {vocabulary});
    }
    step("", 1);
    step("writing Parquet files");
    const entries = [];
    for (const table of tables) entries.push(await writeTable(db, table, staging.tables));
    const manifest: Manifest = {
      schema: schemaVersion,
      build: createHash("sha256")
        .update(JSON.stringify([entries, sources]))
        .digest("hex")
        .slice(0, 12),
      key,
      parameters: {
        years: inputs.years,
        locate_patents_by: inputs.locatePatentsBy,
        polygons: inputs.regions !== undefined,
        limits: inputs.limits
      },
      classification,
      sources,
      tables: entries
    };
    step("", 1);
    await staging.commit(manifest);
    return manifest;
  } catch (error) {
    // An interrupted query reports itself as a failed one.
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(ticker);
    signal?.removeEventListener("abort", stop);
    db?.close();
    await staging.close();
  }
}

async function prepare(db: WorkDatabase, inputs: BuildInputs) {
  const regions = await loadRegions(join(inputs.data, "regions"));
  const polygons = inputs.regions === undefined ? undefined : await readGisco(inputs.regions, regions);
  // Patents carry region codes: only institutions and companies need the gazetteer, which takes most of a second to
  // load.
  const gazetteer =
    inputs.extracts.publications || inputs.extracts.deals
      ? await loadGazetteer(join(inputs.data, "regions"))
      : undefined;
  const locator = createLocator({regions, polygons, gazetteer});
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
    regions.locations.map((at) => [
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
  const technologies = (await loadTaxonomy(join(inputs.data, "taxonomy/taxonomy.json"))).technologies;
  await db.insert(
    "technologies",
    {technology: "TINYINT", name: "VARCHAR", slug: "VARCHAR", technology_group: "VARCHAR"},
    technologies.map(({id, name, slug, group}) => [id, name, slug, group])
  );
  const entries: (readonly [Vocabulary, VocabularyEntry])[] = [];
  for (const vocabulary of vocabularies) {
    for (const entry of await loadVocabulary(vocabulary, inputs.data, inputs.vocabularies[vocabulary]))
      entries.push([vocabulary, entry]);
  }
  await db.insert(
    "vocabulary_entries",
    {vocabulary: "VARCHAR", symbol: "VARCHAR", label: "VARCHAR"},
    entries.map(([vocabulary, {symbol, label}]) => [vocabulary, symbol, label])
  );
  const {years, limits, locatePatentsBy} = inputs;
  return {regions, locator, years, limits, locatePatentsBy};
}

/** The tables of a lens without rows, as `tables.sql` would leave them. */
async function createEmptyTables(db: WorkDatabase): Promise<void> {
  await db.run(`
    CREATE TABLE rows (year SMALLINT, location_set INTEGER, code_set INTEGER, documents INTEGER, disclosed INTEGER, amount DOUBLE);
    CREATE TABLE code_sets (code_set INTEGER, code INTEGER);
    CREATE TABLE location_sets (location_set INTEGER, location SMALLINT, share DOUBLE);`);
}

/** Makes room for another fold of a lens. */
async function dropTables(db: WorkDatabase): Promise<void> {
  for (const table of [
    "folded",
    "lost",
    "code_ids",
    "numbered_code_sets",
    "numbered_location_sets",
    "rows",
    "code_sets",
    "location_sets"
  ])
    await db.run(`DROP TABLE ${table}`);
}

async function fold(db: WorkDatabase, {account}: Pick<SourceResult, "account">): Promise<void> {
  await db.run(`
    CREATE TABLE folded (year SMALLINT, codes INTEGER[], places STRUCT(location SMALLINT, share DOUBLE)[],
      documents INTEGER, disclosed INTEGER, amount DOUBLE);
    CREATE TABLE lost (unplaced BIGINT);`);
  const buckets = Math.max(1, Math.ceil((await db.number("SELECT count(*) FROM document_codes")) / bucketRows));
  for (let bucket = 0; bucket < buckets; ++bucket) {
    await runScript(db, new URL("./fold.sql", import.meta.url), {buckets, bucket});
  }
  const [row] = await db.rows(`SELECT (SELECT count(*) FROM documents)::DOUBLE AS total,
    (SELECT coalesce(sum(documents), 0) FROM folded)::DOUBLE AS kept, sum(unplaced)::DOUBLE AS unplaced FROM lost`);
  const [total, kept, unplaced] = [Number(row!.total), Number(row!.kept), Number(row!.unplaced)];
  for (const [reason, rows] of [
    ["no-location", unplaced],
    ["no-code", total - kept - unplaced]
  ] as const) {
    if (rows > 0) account.drops.push({reason, rows, share: rows / total});
  }
  account.documents = kept;
}

/** Codes get ids. A CPC main group without a title of its own goes by that of its subclass. */
async function numberCodes(db: WorkDatabase, sources: readonly ManifestSource[]): Promise<void> {
  const seen = sources.map(
    ({dataset, vocabulary}) => `SELECT '${vocabulary}' AS vocabulary, symbol FROM ${dataset}.code_symbols`
  );
  await db.run(`
    SET search_path = 'main';
    CREATE TABLE codes AS
    SELECT (row_number() OVER (ORDER BY seen.vocabulary, seen.symbol))::INTEGER AS code, seen.vocabulary, seen.symbol,
      coalesce(own.label, above.label) AS label
    FROM (
      SELECT vocabulary, symbol FROM vocabulary_entries
      ${seen.map((query) => `UNION SELECT vocabulary, symbol FROM (${query})`).join(" ")}
    ) seen
    LEFT JOIN vocabulary_entries own ON own.vocabulary = seen.vocabulary AND own.symbol = seen.symbol
    LEFT JOIN vocabulary_entries above ON above.vocabulary = 'cpc' AND seen.vocabulary = 'cpc' AND above.symbol = left(seen.symbol, 4)`);
}
