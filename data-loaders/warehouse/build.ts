import {createHash} from "node:crypto";
import {join} from "node:path";
import {fingerprintFiles} from "../fingerprint/files.ts";
import {InputError} from "../console/input-error.ts";
import type {Progress} from "../console/progress.ts";
import {configFile} from "../report-config.ts";
import {classify} from "../classification/classify.ts";
import {loadTaxonomy, taxonomyFile} from "../classification/taxonomy.ts";
import {createEmbedder, type EmbedderChoice} from "../classification/embedders/choose.ts";
import type {DealClass, Party, SourceContext} from "../sources/source.ts";
import {type SourceId, sourceOf} from "../sources/sources.ts";
import {sampledPublications} from "../../src/narrative/published.ts";
import {
  type Dataset,
  datasets,
  type Lens,
  lensOf,
  type Vocabulary,
  vocabularyOf,
  type Years
} from "../../src/terms/lenses.ts";
import {checkRemains, type DropReason} from "../sources/tally.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {checkExtracts} from "./check-extracts.ts";
import {coarsen} from "./coarsening/coarsen.ts";
import {
  createEmptyTables,
  createSideTables,
  dropUnpublishedCodes,
  fold,
  numberCodes,
  numberSets
} from "./dataset-tables.ts";
import {protectDeals} from "./disclosure.ts";
import {DisclosureKey, keyFile} from "./disclosure-key.ts";
import {type Manifest, type ManifestSource, schemaVersion} from "./manifest.ts";
import {type BuildOptions, defaultOptions} from "./options.ts";
import {writeTable} from "./parquet.ts";
import {poolYears} from "./pool-years.ts";
import {prepare} from "./prepare.ts";
import {tables} from "./schema.ts";
import {Staging} from "./staging.ts";
import {tellLinks, tellSource} from "./told-counts.ts";
import {describeUntitled, noneUntitled} from "./untitled.ts";

/** What a build is made from, and the choices that it follows. */
export interface BuildInputs {
  /** Folder of committed inputs (`data/`). */
  data: string;
  /** File of the technologies; by default the project's own. */
  taxonomy?: string;
  /**
   * The extract of each dataset; a dataset without one has empty tables. `synthetic` marks the sample. The source
   * defaults to the first one of the lens.
   */
  extracts: Partial<Record<Dataset, {folder: string; synthetic: boolean; source?: SourceId}>>;
  /** A GISCO file of NUTS regions; without it the city gazetteer places points. */
  regions?: string;
  /** Official vocabularies that extend and replace the project's own. */
  vocabularies: Partial<Record<Vocabulary, string>>;
  /** First and last year to keep. */
  years: [number, number];
  /**
   * First and last year that the report covers, by lens, by default `years`: a licensed lens is published with this one
   * period.
   */
  reportYears?: Readonly<Record<Lens, Years>>;
  locatePatentsBy: Party;
  /** The classes of deals that count as start-up funding. */
  dealTypes: readonly DealClass[];
  /** The model that compares titles with technologies. */
  embedder: EmbedderChoice;
  /** Largest shares (0–1) of rows left out, in place of the documented ones. */
  limits: Partial<Record<DropReason, number>>;
  /** Whether the documents of a licensed source stay unchanged; default false. */
  exact?: boolean;
  /** The user's choices that led to these inputs; by default the sample's. */
  options?: BuildOptions;
  /** The file of the key that protects licensed documents; by default the project's own. Made if missing. */
  disclosureKey?: string;
}

/** Where a build reports its progress, and what can stop it. */
export interface BuildEffects {
  /** Has `stepsOf(extracts)` units. */
  progress: Progress;
  signal?: AbortSignal;
}

/** The facts of the sample, which replace those of the source whose format it has. */
const syntheticFacts = {
  licence: "CC0; synthetic records made by this project",
  spdx: "CC0-1.0",
  licensed: false
} as const;

/**
 * Number of steps that a build reports: reading, folding and numbering for each dataset; preparing, classifying and
 * writing once.
 */
export function stepsOf(extracts: BuildInputs["extracts"]): number {
  return Object.keys(extracts).length * 3 + 3;
}

/**
 * Builds all tables from extracts and makes them the current build of `out`.
 * @param key the `buildKey` of these inputs; kept in the manifest
 * @throws InputError for anything wrong with the inputs; the current build then stays unchanged
 */
export async function buildWarehouse(
  out: string,
  key: string,
  inputs: BuildInputs,
  effects: BuildEffects
): Promise<Manifest> {
  const staging = await Staging.open(out, pathsOf(inputs));
  try {
    const db = await WorkDatabase.open(join(staging.folder, "work"));
    const steps = new Steps(db, effects);
    try {
      const {sources, classification, polygons, vocabularies, key: secret} = await fillTables(db, inputs, steps);
      steps.begin("writing Parquet files");
      const entries = [];
      for (const table of tables) entries.push(await writeTable(db, table, staging.tables));
      const parameters = {
        years: inputs.years,
        locate_patents_by: inputs.locatePatentsBy,
        deal_types: inputs.dealTypes,
        polygons,
        vocabularies,
        limits: inputs.limits,
        ...(secret && {disclosure_key: secret.fingerprint})
      };
      const content = {schema: schemaVersion, parameters, classification, sources, tables: entries};
      const options = inputs.options ?? defaultOptions;
      const manifest = {build: buildId(content, secret), key, options, ...content};
      steps.finish();
      await staging.commit(manifest);
      return manifest;
    } catch (error) {
      // A query that was interrupted reports a failure.
      effects.signal?.throwIfAborted();
      throw error;
    } finally {
      steps.close();
      db.close();
    }
  } finally {
    await staging.close();
  }
}

/** The files and folders that a build reads, besides the committed ones. */
function pathsOf({extracts, regions, vocabularies}: BuildInputs): string[] {
  const folders = Object.values(extracts).map(({folder}) => folder);
  return [...folders, regions, ...Object.values(vocabularies)].filter((path) => path !== undefined);
}

/**
 * The name of a build: a hash of all that its manifest says, so that no two published manifests share one.
 * @param secret keys the hash, since sources hold exact counts, at which no one shall guess
 */
function buildId(content: Omit<Manifest, "build" | "key" | "options">, secret?: {hash(text: string): string}): string {
  const text = JSON.stringify(content);
  return (secret?.hash(text) ?? createHash("sha256").update(text).digest("hex")).slice(0, 12);
}

/** Reports the steps of a build, and stops the build when its signal aborts. */
class Steps {
  readonly #progress: Progress;
  readonly #signal: AbortSignal | undefined;
  readonly #interrupt: () => void;
  readonly #ticker: NodeJS.Timeout;
  #done = 0;
  #note = "";

  constructor(db: WorkDatabase, {progress, signal}: BuildEffects) {
    this.#progress = progress;
    this.#signal = signal;
    this.#interrupt = () => db.interrupt();
    this.#ticker = setInterval(() => {
      const percentage = Math.round(db.progress);
      if (percentage > 0 && process.stderr.isTTY) progress.update(this.#done, `${this.#note} ${percentage} %`);
    }, 250);
    signal?.addEventListener("abort", this.#interrupt);
  }

  begin(note: string): void {
    this.#signal?.throwIfAborted();
    this.#note = note;
    this.#progress.update(this.#done, note);
  }

  finish(): void {
    this.#signal?.throwIfAborted();
    ++this.#done;
  }

  close(): void {
    clearInterval(this.#ticker);
    this.#signal?.removeEventListener("abort", this.#interrupt);
  }
}

/** What filling the tables found. */
interface Filled
  extends Pick<Manifest, "sources" | "classification">, Pick<Manifest["parameters"], "polygons" | "vocabularies"> {
  /** The key of a build with licensed records that are protected. */
  key?: DisclosureKey;
}

/** Fills the tables that a build publishes, in the work database. */
async function fillTables(db: WorkDatabase, inputs: BuildInputs, steps: Steps): Promise<Filled> {
  steps.begin("preparing regions, technologies and vocabularies");
  const {polygons, vocabularies, ...places} = await prepare(db, inputs);
  steps.begin("looking for the files of the sources");
  await checkExtracts(inputs.extracts, inputs.locatePatentsBy);
  steps.finish();
  const {years, limits, locatePatentsBy, dealTypes} = inputs;
  const choices = {years, limits, locatePatentsBy, dealTypes};
  const sources: ManifestSource[] = [];
  for (const dataset of datasets) {
    await db.run(`CREATE SCHEMA ${dataset}; SET search_path = '${dataset},main'`);
    await createSideTables(db);
    const extract = inputs.extracts[dataset];
    if (extract === undefined) await createEmptyTables(db);
    else sources.push(await readExtract(dataset, extract, {...places, ...choices, db}, steps));
  }
  const uncalibrated = await otherTechnologies(inputs);
  if (uncalibrated.length > 0) for (const source of sources) if (source.synthetic) source.uncalibrated = uncalibrated;
  const titles = await numberCodes(db, sources);
  for (const source of sources) source.titles = titles[source.dataset] ?? 0;
  for (const source of sources) {
    steps.begin(`${source.dataset}: numbering code sets and location sets`);
    await numberSets(db, source);
    source.untitled = await describeUntitled(db, source, inputs.extracts[source.dataset]!.folder, limits);
    steps.finish();
  }
  const embedder = await createEmbedder(inputs.embedder);
  const classification = await classify(db, inputs.data, embedder, {
    taxonomy: inputs.taxonomy,
    note: (text) => steps.begin(`classifying ${text}`)
  });
  const key = await protectSources(db, inputs, {sources, classification}, steps);
  steps.finish();
  return {sources, classification, polygons, vocabularies, ...(key && {key})};
}

/**
 * Makes all that is published of licensed sources safe, after classification, since links rest on the exact documents.
 * @returns the key with which that was done; undefined if there was nothing to do
 */
async function protectSources(
  db: WorkDatabase,
  inputs: BuildInputs,
  {sources, classification}: Pick<Manifest, "sources" | "classification">,
  steps: Steps
): Promise<DisclosureKey | undefined> {
  const licensed = sources.filter((source) => source.licensed && !inputs.exact);
  if (licensed.length === 0) return undefined;
  const key = await DisclosureKey.open(inputs.disclosureKey ?? keyFile(inputs.data));
  for (const source of licensed) {
    steps.begin(`making ${source.dataset} safe to publish`);
    const window = inputs.reportYears?.[lensOf(source.dataset)] ?? inputs.years;
    await protect(db, source, window, inputs.extracts[source.dataset]!.folder, key);
    tellSource(source, key);
    await tellLinks(db, source.vocabulary, classification, key);
  }
  await dropUnpublishedCodes(db, sources);
  return key;
}

/**
 * Makes the documents of a licensed source safe to publish, and notes what that did.
 * @param window the years that the report covers
 * @throws InputError when no document is left
 */
async function protect(
  db: WorkDatabase,
  source: ManifestSource,
  window: Years,
  folder: string,
  key: DisclosureKey
): Promise<void> {
  await db.run(`SET search_path = '${source.dataset},main'`);
  // First, since the sets and cells of the published period are what must be shared.
  const pooled = await poolYears(db, window);
  if (pooled === undefined)
    throw new InputError(`no ${source.dataset} of the years ${window.join("–")}, which the report covers`, {
      file: folder,
      advice: `change years.${lensOf(source.dataset)} in ${configFile}, or give records of these years`
    });
  const {years, total, outside} = pooled;
  source.pooled = years;
  if (outside > 0) source.account.drops.push({reason: "outside-report", rows: outside, share: outside / total});
  if (lensOf(source.dataset) === "deals") {
    source.disclosure = await protectDeals(db, source, key);
    source.account.documents = await db.number("SELECT coalesce(sum(documents), 0)::DOUBLE FROM rows WHERE NOT other");
    return;
  }
  source.coarsening = await coarsen(db, source);
  const {documents, suppressed, least} = source.coarsening;
  source.account.documents = documents - suppressed;
  if (suppressed === documents)
    throw new InputError(`no ${source.dataset} can be published: no code belongs to ${least} of the ${documents}`, {
      file: folder,
      advice: "give more records, or --exact for a site that you do not publish"
    });
}

/** Names of the technologies that the sample does not know: it is calibrated to those of the project's own taxonomy. */
async function otherTechnologies({data, taxonomy}: BuildInputs): Promise<string[]> {
  if (taxonomy === undefined) return [];
  const [own, known] = await Promise.all([loadTaxonomy(taxonomy), loadTaxonomy(taxonomyFile(data))]);
  const names = new Set(known.technologies.map(({name}) => name));
  return own.technologies.map(({name}) => name).filter((name) => !names.has(name));
}

/** Reads an extract into the current schema and folds its documents. */
async function readExtract(
  dataset: Dataset,
  {folder, synthetic, source: id}: NonNullable<BuildInputs["extracts"][Dataset]>,
  context: Omit<SourceContext, "folder" | "note">,
  steps: Steps
): Promise<ManifestSource> {
  const source = sourceOf(dataset, id);
  const note = (text: string) => steps.begin(`${dataset}: ${text}`);
  const {edition, files, account, types} = await source.read({...context, folder, note});
  steps.finish();
  note("folding documents");
  const remains = await fold(context.db, account);
  if (synthetic && remains.total === 0)
    throw new InputError(`${dataset}: the synthetic sample has no records of the years ${context.years.join("-")}`, {
      advice: `give an extract of your own as --${dataset}, or other --years`
    });
  checkRemains(dataset, remains, account, {folder, missing: files.account().missing}, context.limits);
  steps.finish();
  const {licence, spdx, licensed} = synthetic ? syntheticFacts : source;
  return {
    dataset,
    name: source.name,
    edition,
    vocabulary: vocabularyOf(dataset),
    synthetic,
    one_in: synthetic && lensOf(dataset) === "publications" ? sampledPublications : 1,
    licence,
    spdx,
    licensed,
    extract: files.account(),
    files: files.chosen.length,
    ...(await fingerprintFiles(files.chosen, folder)),
    titles: 0,
    untitled: {unknown: noneUntitled, subclass: noneUntitled},
    account,
    ...(types && {types})
  };
}
