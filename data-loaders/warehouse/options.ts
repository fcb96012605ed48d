import {mkdir, readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {EmbedderChoice} from "../classification/embedders/choose.ts";
import type {Party} from "../sources/source.ts";
import type {SourceId} from "../sources/sources.ts";
import type {DropReason} from "../sources/tally.ts";
import type {Dataset, Vocabulary} from "../../src/terms/lenses.ts";

/**
 * What a user chose for a build; paths are absolute. A lens without a folder is the embedded sample; so is the earlier
 * edition, unless publications are given.
 */
export interface BuildOptions {
  extracts: Partial<Record<Dataset, string>>;
  /** The sources of those extracts that are not of the first source of their lens. */
  sources?: Partial<Record<Dataset, SourceId>>;
  regions?: string;
  vocabularies: Partial<Record<Vocabulary, string>>;
  years: [number, number];
  locatePatentsBy: Party;
  embedder: EmbedderChoice;
  limits: Partial<Record<DropReason, number>>;
  /** Keeps the documents of a confidential source as they are; a site over them is not for publication. */
  exactDeals?: boolean;
}

/** The embedded sample, with everything left at its default. */
export const defaultOptions: BuildOptions = {
  extracts: {},
  vocabularies: {},
  years: [2016, 2025],
  locatePatentsBy: "inventors",
  embedder: {name: "local"},
  limits: {}
};

const fileName = "options.json";

/** The options of the last build in `out`, so that the site can bring it up to date; defaults where there is none. */
export async function readOptions(out: string): Promise<BuildOptions> {
  try {
    return {...defaultOptions, ...(JSON.parse(await readFile(join(out, fileName), "utf8")) as Partial<BuildOptions>)};
  } catch {
    return defaultOptions;
  }
}

/** Keeps the options beside the build; they hold paths and are not published. */
export async function writeOptions(out: string, options: BuildOptions): Promise<void> {
  await mkdir(out, {recursive: true});
  const draft = join(out, `${fileName}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(options, null, 2)}\n`);
  await rename(draft, join(out, fileName));
}
