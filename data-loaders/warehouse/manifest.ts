import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {ExtractAccount} from "../sources/extract-files.ts";
import type {DealClass} from "../sources/source.ts";
import type {SourceAccount} from "../sources/tally.ts";
import type {ClassificationAccount} from "../classification/classify.ts";
import type {UntitledCodes} from "./untitled.ts";
import type {BuildOptions} from "./options.ts";
import type {CoarseningAccount} from "./coarsening/coarsen.ts";
import type {DisclosureAccount} from "./disclosure.ts";
import type {Dataset, HeldYears, Vocabulary, Years} from "../../src/terms/lenses.ts";

/** The file that names the current build of a folder. */
export const manifestName = "manifest.json";

/** The form of a build's name. */
export const buildName = /^[0-9a-f]{12}$/;

/** Version of the tables' schema; it rises when a column changes its meaning. */
export const schemaVersion = 4;

/** The source of one dataset of a build: where its rows come from, and how many were kept. */
export interface ManifestSource {
  dataset: Dataset;
  name: string;
  edition: string;
  vocabulary: Vocabulary;
  /** Whether the rows are the synthetic sample. */
  synthetic: boolean;
  /**
   * Names of the technologies about which synthetic records say nothing: those that the values lack to which they are
   * calibrated. Left out if there are none.
   */
  uncalibrated?: readonly string[];
  licence: string;
  /** One in how many documents of its source it holds: ten for the publications of the sample, one for all others. */
  one_in: number;
  /** The licence's name in the SPDX list; null where records may not be passed on. */
  spdx: string | null;
  /** Whether its records belong to a licence, so that they are made safe before they are published. */
  licensed: boolean;
  /** What was made of each file of the folder. It is not published, since names of files may identify their owner. */
  extract: ExtractAccount;
  /** Number of files that were read. */
  files: number;
  /** Total size of the files. */
  bytes: number;
  /** A hash of the names, sizes and contents of the files. */
  fingerprint: string;
  account: SourceAccount;
  /** Number of codes that the vocabulary lacks and whose title comes with the documents. */
  titles: number;
  /** Its codes without a title, in full. It is not published: small counts of a licensed source could disclose. */
  untitled: UntitledCodes;
  /** Deals of the chosen years by class of funding. It is not published, since a class may hold few rounds. */
  types?: Partial<Record<DealClass, number>>;
  /**
   * First and last year of the documents that are published, all under the last one; only of a licensed source whose
   * records are made safe.
   */
  pooled?: Years;
  /** The effect of the disclosure rule; only for licensed deals. */
  disclosure?: DisclosureAccount;
  /** The effect of coarsening; only for other licensed documents. */
  coarsening?: CoarseningAccount;
}

export interface ManifestTable {
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
  columns: {name: string; type: string}[];
}

/** What a build contains, and how and from what it was made. */
export interface Manifest {
  schema: number;
  /** Name of the folder with the files; a hash of their contents and of all else in the manifest but `key`. */
  build: string;
  /** A hash of everything that the build depends on. */
  key: string;
  /** The user's choices, with which the site brings the build up to date. Not published, since they contain paths. */
  options: BuildOptions;
  parameters: {
    years: [number, number];
    locate_patents_by: string;
    /** The classes of deals that count as start-up funding. */
    deal_types: readonly DealClass[];
    /** Edition of the polygons that located points, and the countries without; null where none were given. */
    polygons: string | null;
    /** Accounts of the official vocabularies that were given. */
    vocabularies: string[];
    limits: Record<string, number>;
    /** Tells the publisher's key from others; only where licensed records are protected. */
    disclosure_key?: string;
  };
  classification: ClassificationAccount;
  sources: ManifestSource[];
  tables: ManifestTable[];
}

/** First and last year of the datasets whose years a build publishes together. */
export function pooledYears({sources}: Pick<Manifest, "sources">): HeldYears {
  return Object.fromEntries(sources.flatMap(({dataset, pooled}) => (pooled ? [[dataset, pooled]] : [])));
}

/** The manifest of the build in `folder`; undefined if it is missing, unreadable or of another schema. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestName), "utf8")) as Manifest;
    return manifest.schema === schemaVersion && buildName.test(manifest.build) ? manifest : undefined;
  } catch {
    return undefined;
  }
}
