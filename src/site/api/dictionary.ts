import {csvField} from "../../text/csv-field.ts";
import {type ApiTable, referenceOf} from "./tables.ts";

/** The data dictionary for programs: every table with its columns, types, meanings, key and references. */
export function dictionaryJson(tables: readonly ApiTable[]): object {
  return {
    tables: tables.map(({name, description, computed, dataset, sort, columns}) => ({
      name,
      description,
      computed,
      dataset,
      // Rows are sorted by what tells them apart.
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

/** The same as a table for people: one row a column. */
export function dictionaryCsv(tables: readonly ApiTable[]): string {
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
  return `${[["table", "column", "type", "key", "references", "description"], ...rows].map((row) => row.map(csvField).join(",")).join("\n")}\n`;
}
