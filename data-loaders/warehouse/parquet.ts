import {stat} from "node:fs/promises";
import {join} from "node:path";
import type {WorkDatabase} from "../duckdb/database.ts";
import {hashFile} from "../sources/files.ts";
import {quote} from "../../src/text/sql.ts";
import type {ManifestTable} from "./manifest.ts";
import type {TableSpec} from "./schema.ts";

/**
 * Writes one table with the types and order of its specification, so that equal rows give equal bytes.
 * @returns its entry in the manifest
 * @throws InputError when the disk is full
 */
export async function writeTable(db: WorkDatabase, spec: TableSpec, folder: string): Promise<ManifestTable> {
  const path = join(folder, `${spec.name}.parquet`);
  const columns = spec.columns.map(({name, type}) => `${name}::${type} AS ${name}`);
  await db.run("SET preserve_insertion_order = true");
  const rows = await db.run(
    `COPY (SELECT ${columns.join(", ")} FROM ${spec.source} ORDER BY ${spec.sort.join(", ")})
    TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 1000000)`
  );
  await db.run("SET preserve_insertion_order = false");
  const {size} = await stat(path);
  return {
    name: spec.name,
    rows,
    bytes: size,
    sha256: await hashFile(path),
    columns: spec.columns.map(({name, type}) => ({name, type}))
  };
}
