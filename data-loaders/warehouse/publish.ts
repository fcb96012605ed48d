import {createReadStream} from "node:fs";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {InputError} from "../console/input-error.ts";
import {defaultOut, ensureWarehouse} from "./freshness.ts";
import type {Manifest, ManifestSource} from "./manifest.ts";
import {currentBuild} from "./staging.ts";
import {tables} from "./schema.ts";

/**
 * Brings the build up to date and writes one of its Parquet files to a stream.
 * @param name the name of a table in `schema.ts`
 * @throws InputError for an unknown table
 */
export async function publishTable(name: string, output: NodeJS.WritableStream): Promise<void> {
  if (!tables.some((table) => table.name === name)) {
    throw new InputError(`unknown table: ${name}`, {
      advice: `use one of ${tables.map((table) => table.name).join(", ")}`
    });
  }
  await ensureWarehouse();
  const {folder} = await requireBuild();
  await pipeline(createReadStream(join(folder, `${name}.parquet`)), output, {end: false});
}

/**
 * The manifest of a site: without the key and the options, which depend on paths and times of this computer, names of
 * files, and counts of single codes and of deals by class.
 */
export type PublishedManifest = Omit<Manifest, "key" | "options" | "sources"> & {
  sources: Omit<ManifestSource, "extract" | "untitled" | "types">[];
};

/** What may be published of a manifest. */
export function publishedManifest({key, options, sources, ...manifest}: Manifest): PublishedManifest {
  return {...manifest, sources: sources.map(({extract, untitled, types, ...source}) => source)};
}

/** Brings the build up to date and writes its published manifest to a stream. */
export async function publishManifest(output: NodeJS.WritableStream): Promise<void> {
  await ensureWarehouse();
  const {manifest} = await requireBuild();
  output.write(JSON.stringify(publishedManifest(manifest)));
}

async function requireBuild() {
  const build = await currentBuild(defaultOut);
  if (!build) throw new InputError("no data", {file: defaultOut, advice: "run npm run data"});
  return build;
}
