import {type Dataset, lensOf} from "../../src/terms/lenses.ts";
import {crunchbase} from "./crunchbase/crunchbase.ts";
import {openalex} from "./openalex/openalex.ts";
import {regpat} from "./regpat/regpat.ts";
import type {Source} from "./source.ts";

/** All sources. The first one of a lens is its default, and the synthetic sample has its format. */
export const sources = {regpat, openalex, crunchbase} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;

/** The sources from which a dataset can be built, the default first. */
export function sourcesOf(dataset: Dataset): [SourceId, ...SourceId[]] {
  const ids = (Object.keys(sources) as SourceId[]).filter((id) => sources[id].lens === lensOf(dataset));
  return ids as [SourceId, ...SourceId[]];
}

/** The source of a dataset's extract: the given one, or the first of its lens. */
export function sourceOf(dataset: Dataset, given?: SourceId): Source {
  return sources[given ?? sourcesOf(dataset)[0]];
}
