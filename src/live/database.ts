import {FileAttachment} from "observablehq:stdlib";
import type {Query} from "../indicators/engine/load.ts";
import {isTryAgain, persist, watchedImport} from "./patience.js";

interface Client {
  query(sql: string): Promise<
    Iterable<{toJSON(): Record<string, unknown>}> & {
      schema: {fields: {name: string}[]};
      getChild(name: string): {toArray(): ArrayLike<unknown>} & Iterable<unknown>;
    }
  >;
}

let starting: Promise<Client> | undefined;

/** Asks the page's database, which holds all published tables and is opened once, or again when it hangs. */
async function ask(sql: string): ReturnType<Client["query"]> {
  return await persist(async () => {
    const mine = (starting ??= start());
    let opened: Client | undefined;
    try {
      opened = await mine;
      return await opened.query(sql);
    } catch (error) {
      // One that opened stays in use after a query that fails.
      if (starting === mine && (!opened || isTryAgain(error))) starting = undefined;
      throw error;
    }
  });
}

async function start(): Promise<Client> {
  const {DuckDBClient} = await watchedImport(import("npm:@observablehq/duckdb"));
  return (await DuckDBClient.of({
    locations: FileAttachment("../data/locations.parquet"),
    technologies: FileAttachment("../data/technologies.parquet"),
    codes: FileAttachment("../data/codes.parquet"),
    links: FileAttachment("../data/links.parquet"),
    patents: FileAttachment("../data/patents.parquet"),
    patents_code_sets: FileAttachment("../data/patents_code_sets.parquet"),
    patents_location_sets: FileAttachment("../data/patents_location_sets.parquet"),
    publications: FileAttachment("../data/publications.parquet"),
    publications_code_sets: FileAttachment("../data/publications_code_sets.parquet"),
    publications_location_sets: FileAttachment("../data/publications_location_sets.parquet"),
    publications_earlier: FileAttachment("../data/publications_earlier.parquet"),
    publications_earlier_code_sets: FileAttachment("../data/publications_earlier_code_sets.parquet"),
    publications_earlier_location_sets: FileAttachment("../data/publications_earlier_location_sets.parquet"),
    deals: FileAttachment("../data/deals.parquet"),
    deals_code_sets: FileAttachment("../data/deals_code_sets.parquet"),
    deals_location_sets: FileAttachment("../data/deals_location_sets.parquet"),
    deals_other: FileAttachment("../data/deals_other.parquet"),
    deals_withheld: FileAttachment("../data/deals_withheld.parquet"),
    deals_other_withheld: FileAttachment("../data/deals_other_withheld.parquet")
  })) as unknown as Client;
}

/** Runs a query and returns its rows. */
export async function runQuery(sql: string): Promise<Record<string, unknown>[]> {
  return Array.from(await ask(sql), (row) => row.toJSON());
}

/** Runs a query and returns its columns, as the engine reads them. */
export const columnsOf: Query = async (sql) => {
  const table = await ask(sql);
  return Object.fromEntries(
    table.schema.fields.map(({name}) => {
      const column = table.getChild(name);
      const values = column.toArray();
      // Text and missing values are accessible only through the vector.
      return [
        name,
        ArrayBuffer.isView(values) && !(values instanceof BigInt64Array) && !hasNulls(column)
          ? values
          : Array.from(column)
      ];
    })
  );
};

function hasNulls(column: unknown): boolean {
  return ((column as {nullCount?: number}).nullCount ?? 0) > 0;
}
