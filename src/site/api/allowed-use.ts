import {useWords} from "../../words/en/api.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {sources as knownSources} from "../../../data-loaders/sources/sources.ts";
import type {ApiTable} from "./tables.ts";

/** What readers may do with a table. */
export interface AllowedUse {
  /** Licences by their SPDX names; in words where SPDX has none. */
  licence: string;
  /** Whether some of the rows, or of the records that they summarise, are synthetic. */
  synthetic: boolean;
  /** The permission in words. */
  use: string;
}

/** The licences of tables that the SPDX list contains. Others are described in words. */
const spdxNames = new Set([
  "MIT",
  "CC-BY-4.0",
  ...Object.values(knownSources).flatMap(({spdx}) => spdx ?? []),
  "CC0-1.0"
]);

/**
 * The licences of the given uses, without repetition: the address in the SPDX list, or words for a licence that is not
 * in it.
 */
export function licenceAddresses(uses: readonly AllowedUse[]): string[] {
  const names = new Set(uses.flatMap(({licence}) => licence.split(" AND ")));
  return [...names].sort().map((name) => (spdxNames.has(name) ? `https://spdx.org/licenses/${name}` : name));
}

/** Tables that contain nothing under the licence of a source. */
const own: Readonly<Record<string, Omit<AllowedUse, "synthetic">>> = {
  locations: {licence: "CC-BY-4.0", use: useWords.locations},
  technologies: {licence: "MIT", use: useWords.technologies},
  codes: {licence: "MIT", use: useWords.codes}
};

/** What a table may be used for, given the sources of the build. */
export function allowedUse(
  {name, dataset}: Pick<ApiTable, "name" | "dataset">,
  {sources}: Pick<Manifest, "sources">
): AllowedUse {
  if (own[name]) return {...own[name], synthetic: false};
  if (name === "claims") {
    const rest = allowedUse({name: "", dataset}, {sources});
    return {...rest, use: `${rest.use} ${useWords.claims}`};
  }
  const behind = dataset === null ? sources : sources.filter((source) => source.dataset === dataset);
  const synthetic = behind.some((source) => source.synthetic);
  const real = behind.filter((source) => !source.synthetic);
  if (real.length === 0) return {licence: "CC0-1.0", synthetic, use: useWords.synthetic};
  const bound = real.filter(({spdx}) => spdx === null);
  const words = synthetic ? ` ${useWords.partlySynthetic}` : "";
  const names = [...new Set(real.map((source) => source.name))];
  if (bound.length === 0)
    return {licence: list(real.map(({spdx}) => spdx!)), synthetic, use: `${useWords.open(names)}${words}`};
  return {
    licence: list(bound.map(({licence}) => licence)),
    synthetic,
    use: `${useWords.licensed(names)}${words}`
  };
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(" AND ");
}
