import {pageTables, type PageTableSpec} from "../../../data-loaders/report/page-tables.ts";
import {type ColumnSpec, tables} from "../../../data-loaders/warehouse/schema.ts";
import type {Dataset} from "../../terms/lenses.ts";

/** A table of the static API. */
export interface ApiTable extends PageTableSpec {
  /** Whose rows it counts; null where it counts none, or those of all lenses. */
  dataset: Dataset | null;
  /** Whether it is computed from the build rather than a part of it. */
  computed: boolean;
}

/** All of them: first what is read most, then what it is computed from. */
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

/** The table and column in which an id is explained; undefined for a column that is no id of another table. */
export function referenceOf(table: string, {name, type}: ColumnSpec): {table: string; column: string} | undefined {
  const home = {location: "locations", technology: "technologies", code: "codes"}[name];
  // Ids are numbers: the code of a place is not the code of a patent.
  return home === undefined || home === table || type === "VARCHAR" ? undefined : {table: home, column: name};
}
