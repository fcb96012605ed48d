/** A string literal for SQL. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An identifier for SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The rows of tables with the same columns, as a relation in SQL. */
export function unionOf(tables: readonly string[]): string {
  return tables.length === 1 ? tables[0]! : `(${tables.map((table) => `SELECT * FROM ${table}`).join(" UNION ALL ")})`;
}
