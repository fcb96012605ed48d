import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import type {ApiTable} from "./tables.ts";

/** What one may do with a table. */
export interface AllowedUse {
  /** Licences, as SPDX names them where they have such a name. */
  licence: string;
  /** Whether its rows, or some of those that it sums up, are synthetic. */
  synthetic: boolean;
  /** In words. */
  use: string;
}

const spdx = {
  "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
  "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
  MIT: "https://opensource.org/license/mit"
} as const;

/** Addresses of the licences of the given uses, each once. */
export function licenceAddresses(uses: readonly AllowedUse[]): string[] {
  const names = new Set(uses.flatMap(({licence}) => licence.split(" AND ")));
  return [...names].sort().map((name) => spdx[name as keyof typeof spdx] ?? name);
}

/** Tables that no source's licence touches. */
const own: Readonly<Record<string, Omit<AllowedUse, "synthetic">>> = {
  locations: {licence: "CC-BY-4.0", use: "Any, naming Eurostat (NUTS 2021) and GeoNames."},
  technologies: {licence: "MIT", use: "Any; the names are those of the report."},
  codes: {
    licence: "MIT",
    use: "Any; symbols are those of the vocabularies, titles this project's unless official ones were given to the build."
  }
};

/** What a table may be used for, from the sources of the build. */
export function allowedUse(
  {name, dataset}: Pick<ApiTable, "name" | "dataset">,
  {sources}: Pick<Manifest, "sources">
): AllowedUse {
  if (own[name]) return {...own[name], synthetic: false};
  if (name === "claims") {
    const rest = allowedUse({name: "", dataset}, {sources});
    return {...rest, use: `${rest.use} What the report states and prints is the report's: cite it.`};
  }
  const behind = dataset === null ? sources : sources.filter(({lens}) => lens === dataset);
  const synthetic = behind.some((source) => source.synthetic);
  const real = behind.filter((source) => !source.synthetic);
  if (real.length === 0)
    return {
      licence: "CC0-1.0",
      synthetic,
      use: "Any; call the records synthetic: they describe no real patent, work or company."
    };
  const bound = real.filter(({licence}) => !/\bCC0\b/.test(licence));
  const words = synthetic ? " Partly synthetic: say so." : "";
  if (bound.length === 0)
    return {licence: "CC0-1.0", synthetic, use: `Any, naming ${list(real.map((source) => source.name))}.${words}`};
  return {
    licence: list(bound.map(({licence}) => licence)),
    synthetic,
    use: `Quote and compute with these counts and sums, naming ${list(real.map((source) => source.name))}; do not try to find out single records. Who needs records needs a licence of their owner.${words}`
  };
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(" AND ");
}
