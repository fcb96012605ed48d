import {InputError} from "../console/input-error.ts";
import type {Party} from "../sources/source.ts";
import {type SourceId, sources as knownSources, sourcesOf} from "../sources/sources.ts";
import {type Dataset, datasets} from "../../src/terms/lenses.ts";

/**
 * Looks for the files of every extract before the first is read: reading real extracts takes hours.
 * @throws InputError for an extract without its files, with the source whose files it has
 */
export async function checkExtracts(
  extracts: Partial<Record<Dataset, {folder: string; source?: SourceId}>>,
  party: Party
): Promise<void> {
  for (const dataset of datasets) {
    const extract = extracts[dataset];
    if (extract === undefined) continue;
    const {folder, source: id = sourcesOf(dataset)[0]} = extract;
    try {
      await knownSources[id].inspect(folder, party);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const other = await recogniseExtract(folder, party, id);
      const what = `${dataset}: ${error.message}`;
      if (other === undefined) throw new InputError(what, {...error.place, advice: error.advice, cause: error});
      const {name, lens} = knownSources[other];
      const advice = `the folder holds files of ${name}: give it as --${lens}`;
      throw new InputError(what, {...error.place, advice, cause: error});
    }
  }
}

/** The source, other than the given one, whose files a folder holds; undefined if there is none. */
async function recogniseExtract(folder: string, party: Party, given: SourceId): Promise<SourceId | undefined> {
  for (const id of Object.keys(knownSources) as SourceId[]) {
    if (id === given) continue;
    const isHere = await knownSources[id].inspect(folder, party).then(
      () => true,
      () => false
    );
    if (isHere) return id;
  }
  return undefined;
}
