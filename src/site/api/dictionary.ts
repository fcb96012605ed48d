import {csvField} from "../../text/csv-field.ts";
import {type ApiTable, referenceOf} from "./tables.ts";

/**
 * The data dictionary for programs: each table with its key, and its columns with their types, meanings and references.
 */
export function dictionaryJson(tables: readonly ApiTable[]): object {
  return {
    tables: tables.map(({name, description, computed, dataset, sort, columns}) => ({
      name,
      description,
      computed,
      dataset,
      // A table is sorted by its key.
      key: sort,
      columns: columns.map((column) => {
        const reference = referenceOf(name, column);
        return {
          name: column.name,
          type: column.type,
          description: column.description,
          ...(reference && {references: `${reference.table}.${reference.column}`})
        };
      })
    }))
  };
}

/** The data dictionary for people: CSV with one row for each column. */
export function dictionaryCsv(tables: readonly ApiTable[]): string {
  const header = ["table", "column", "type", "key", "references", "description"];
  const rows = tables.flatMap(({name, sort, columns}) =>
    columns.map((column) => {
      const reference = referenceOf(name, column);
      return [
        name,
        column.name,
        column.type,
        sort.includes(column.name) ? "key" : "",
        reference ? `${reference.table}.${reference.column}` : "",
        column.description
      ];
    })
  );
  return [header, ...rows].map((row) => `${row.map(csvField).join(",")}\n`).join("");
}
