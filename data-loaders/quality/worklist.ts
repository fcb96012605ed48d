import {join} from "node:path";
import {csvFormatRows} from "d3";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {readParquetSql} from "../duckdb/read-files.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {decisionColumns} from "../../src/decisions/decision-row.ts";

/**
 * The links that need a decision: borderline links, and those whose scores have moved since the decision. They are rows
 * for `data/classification/decisions.csv`, with scores, but without decision, reviewer, date and note.
 *
 * @param out folder of a build
 * @returns CSV; the column `title` is for the reviewer, and the loaders ignore it
 * @throws InputError when there is no build
 */
export async function listWork(out: string): Promise<string> {
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const db = await WorkDatabase.open();
  try {
    const table = (name: string) => readParquetSql(join(out, manifest.build, `${name}.parquet`));
    const rows = await db.rows(`SELECT vocabulary, symbol, name, similarity, cooccurrence, label
      FROM ${table("links")} links JOIN ${table("technologies")} technologies USING (technology)
      WHERE borderline OR moved ORDER BY technology, vocabulary, similarity DESC, symbol`);
    return csvFormatRows([
      [...decisionColumns, "title"],
      ...rows.map((row) =>
        [
          row.vocabulary,
          row.symbol,
          row.name,
          "",
          "",
          "",
          "",
          row.similarity,
          row.cooccurrence ?? "",
          manifest.classification.model,
          row.label
        ].map(String)
      )
    ]);
  } finally {
    db.close();
  }
}

export const command = defineCommand({
  name: "npm run review --",
  about: "Lists the links between codes and technologies that need a reviewer's decision, as CSV.",
  async run() {
    await ensureWarehouse();
    process.stdout.write(`${await listWork(defaultOut)}\n`);
  }
});

await runIfStarted(import.meta.url, command);
