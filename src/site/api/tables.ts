import {pageTables, type PageTableSpec} from "../../../data-loaders/report/page-tables.ts";
import {type ColumnSpec, tables} from "../../../data-loaders/warehouse/schema.ts";
import type {Dataset} from "../../terms/lenses.ts";

/** A table of the static API. */
export interface ApiTable extends PageTableSpec {
  /** The dataset that the table counts; null if it counts none or those of all lenses. */
  dataset: Dataset | null;
  /** Whether the table is computed from the build; otherwise it is part of it. */
  computed: boolean;
}

/** All tables: the most useful ones first, then those behind them. */
export const apiTables: readonly ApiTable[] = [
  ...Object.values(pageTables).map((spec): ApiTable => ({...spec, dataset: null, computed: true})),
  ...tables.map(({name, dataset, description, columns, sort}): ApiTable => ({
    name,
    dataset,
    description,
    columns,
    sort,
    computed: false
  }))
];

/** The table and column that explain an id; undefined for a column that is not an id of another table. */
export function referenceOf(table: string, {name, type}: ColumnSpec): {table: string; column: string} | undefined {
  const home = {location: "locations", technology: "technologies", code: "codes"}[name];
  // A column with such a name is an id only if it holds numbers: the text code of a location is not the code of a
  // document.
  return home === undefined || home === table || type === "VARCHAR" ? undefined : {table: home, column: name};
}
