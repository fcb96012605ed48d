import {publishedManifest} from "../../../data-loaders/warehouse/publish.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import type {ColumnSpec} from "../../../data-loaders/warehouse/schema.ts";
import {provenanceOf} from "../../narrative/provenance.ts";
import type {AllowedUse} from "./allowed-use.ts";
import type {ApiFile} from "./files.ts";
import type {Release} from "../release/release.ts";

/** A table in the API. */
export interface PublishedTable extends AllowedUse {
  name: string;
  description: string;
  computed: boolean;
  rows: number;
  /** The columns that identify a row and by which rows are sorted. */
  key: readonly string[];
  columns: readonly ColumnSpec[];
  files: readonly ApiFile[];
}

/**
 * The manifest of the API: the release, the edition of each source, how the build was made, what each table may be used
 * for, and the size and SHA-256 of every other file.
 *
 * @param others files that hold no table
 */
export function apiManifest(
  manifest: Manifest,
  release: Release,
  tables: readonly PublishedTable[],
  others: readonly ApiFile[]
): object {
  const {schema, build, parameters, classification, sources} = publishedManifest(manifest);
  return {
    release: {
      title: release.title,
      version: release.version,
      ...(release.date && {date: release.date}),
      ...(release.siteUrl && {site: release.siteUrl})
    },
    schema,
    build,
    editions: Object.fromEntries(sources.map(({dataset, name, edition}) => [dataset, `${name}, ${edition}`])),
    synthetic: provenanceOf(sources).synthetic,
    parameters,
    classification,
    sources,
    tables: tables.map(({name, description, computed, rows, licence, synthetic, use, files}) => ({
      name,
      description,
      computed,
      rows,
      licence,
      synthetic,
      use,
      files
    })),
    files: others
  };
}
