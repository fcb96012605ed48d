import {readFile} from "node:fs/promises";
import type {WorkDatabase} from "./database.ts";
import {quote} from "../../src/text/sql.ts";

/**
 * Runs a SQL file. The file reads its parameters from DuckDB variables, with `getvariable('name')`.
 *
 * @param url the file, usually `new URL("./x.sql", import.meta.url)`
 */
export async function runScript(
  db: WorkDatabase,
  url: URL,
  parameters: Record<string, number | string> = {}
): Promise<void> {
  const variables = Object.entries(parameters).map(
    ([name, value]) => `SET VARIABLE ${name} = ${typeof value === "number" ? value : quote(value)};`
  );
  await db.run(`${variables.join("\n")}\n${await readFile(url, "utf8")}`);
}
