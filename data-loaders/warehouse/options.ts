import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../console/input-error.ts";
import type {EmbedderChoice} from "../classification/embedders/choose.ts";
import type {DealClass, Party} from "../sources/source.ts";
import type {SourceId} from "../sources/sources.ts";
import type {DropReason} from "../sources/tally.ts";
import type {Dataset, Vocabulary} from "../../src/terms/lenses.ts";

/**
 * The user's choices for a build; paths are absolute. A lens without a folder shows the synthetic sample. So does the
 * earlier edition, unless there is a folder of publications.
 */
export interface BuildOptions {
  extracts: Partial<Record<Dataset, string>>;
  /** The source of each extract that is not of the first source of its lens. */
  sources?: Partial<Record<Dataset, SourceId>>;
  regions?: string;
  vocabularies: Partial<Record<Vocabulary, string>>;
  years: [number, number];
  locatePatentsBy: Party;
  /** The classes of deals that count as start-up funding. */
  dealTypes: readonly DealClass[];
  embedder: EmbedderChoice;
  limits: Partial<Record<DropReason, number>>;
  /** Keeps the documents of a licensed source unchanged; the site must then not be published. */
  exact?: boolean;
  /** The file of the key that protects licensed documents, if it is not the project's own. */
  disclosureKey?: string;
}

/** The synthetic sample, with every choice at its default. */
export const defaultOptions: BuildOptions = {
  extracts: {},
  vocabularies: {},
  years: [2016, 2025],
  locatePatentsBy: "inventors",
  dealTypes: ["equity"],
  embedder: {name: "local"},
  limits: {}
};

/**
 * The options of the last build in `out`, with which the site brings it up to date; the defaults if there is none.
 * @throws InputError for a damaged manifest: the defaults would replace the user's extracts by the sample
 */
export async function readOptions(out: string): Promise<BuildOptions> {
  const file = join(out, "manifest.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return defaultOptions;
  let content: {options?: Partial<BuildOptions>} | null;
  try {
    content = JSON.parse(text) as typeof content;
  } catch (cause) {
    throw new InputError("the manifest is damaged", {
      file,
      advice: "delete the folder, and run npm run data with your options again",
      cause
    });
  }
  return {...defaultOptions, ...content?.options};
}
