import {existsSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {WorkDatabase} from "../engine/database.ts";
import {quote} from "../../src/text/sql.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {tables} from "../warehouse/schema.ts";
import {loadTools} from "../classification/classify.ts";
import {createLocalEmbedder} from "../classification/embedders/local.ts";
import {type Agreement, loadGold} from "./gold.ts";
import {measureQuality, type QualityReport, ways} from "./agreement.ts";
import {insertBetween} from "../console/write-section.ts";
import {measureSensitivity, type SensitivityReport} from "./sensitivity.ts";
import {vocabularies} from "../../src/terms/lenses.ts";

/** What the command prints. */
export interface CheckReport {
  synthetic: boolean;
  tuning: QualityReport;
  final: QualityReport;
  sensitivity: SensitivityReport;
}

/**
 * Checks the classification of a build against the gold set, and its sensitivity to the thresholds.
 * @param out folder of a build that was classified with the local model
 */
export async function checkClassification(out: string): Promise<CheckReport> {
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const embedder = createLocalEmbedder();
  if (manifest.classification.model !== embedder.id) {
    throw new InputError(`the build was classified with ${manifest.classification.model}`, {
      file: out,
      advice: `check a build that was classified with ${embedder.id}`
    });
  }
  const tools = await loadTools(join(projectRoot, "data"), embedder);
  const gold = await loadGold(join(projectRoot, "data/classification/gold.csv"), tools.taxonomy.technologies);
  const db = await WorkDatabase.open();
  try {
    for (const {name} of tables) {
      const path = join(out, manifest.build, `${name}.parquet`);
      if (!existsSync(path))
        throw new InputError("a table of the build is missing", {file: path, advice: "run npm run data"});
      await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(path)})`);
    }
    return {
      synthetic: manifest.sources.some(({synthetic}) => synthetic),
      tuning: await measureQuality(db, gold, tools, "tuning"),
      final: await measureQuality(db, gold, tools, "final"),
      sensitivity: await measureSensitivity(db, manifest.classification.thresholds.vocabularies)
    };
  } finally {
    db.close();
  }
}

const thresholdNames = {similarity: "similarity", cooccurrence: "co-occurrence", alone: "similarity alone"} as const;
const number = (value: number) => value.toFixed(3);
const triple = ({precision, recall, f1}: Agreement) => `${number(precision)} / ${number(recall)} / **${number(f1)}**`;

/** The report as Markdown tables. */
export async function describeCheck({synthetic, tuning, final, sensitivity}: CheckReport): Promise<string> {
  const {taxonomy} = await loadTools(join(projectRoot, "data"), createLocalEmbedder());
  const name = (id: number) => taxonomy.technologies[id - 1]!.name;
  const percent = (part: number, whole: number) => `${part} (${((100 * part) / whole).toFixed(1)} %)`;
  return [
    `Precision / recall / **F1** against the gold set: ${tuning.all.meaning.judgements} judgements in the tuning half, ${final.all.meaning.judgements} in the set-aside half.${synthetic ? " The evidence comes from the synthetic sample." : ""}`,
    "",
    "| method | tuning half | set-aside half |",
    "|---|---|---|",
    ...ways.map((way) => `| ${way} | ${triple(tuning.all[way])} | ${triple(final.all[way])} |`),
    "",
    "Set-aside half by vocabulary:",
    "",
    `| method | ${vocabularies.join(" | ")} |`,
    "|---|---|---|---|",
    ...ways.map(
      (way) =>
        `| ${way} | ${vocabularies.map((vocabulary) => triple(final.vocabularies[vocabulary][way])).join(" | ")} |`
    ),
    "",
    "Set-aside half by technology, F1 (few judgements each):",
    "",
    `| technology | judgements | ${ways.join(" | ")} |`,
    `|---|---:|${ways.map(() => "---:").join("|")}|`,
    ...final.technologies.map(
      ({technology, measures}) =>
        `| ${name(technology)} | ${measures.meaning.judgements} | ${ways.map((way) => measures[way].f1.toFixed(2)).join(" | ")} |`
    ),
    "",
    `Errors of the whole method in the set-aside half: ${final.errors.map(({symbol, label, technology, belongs}) => `${symbol} (${label}) – ${name(technology)}: ${belongs ? "missed" : "accepted"}`).join("; ") || "nothing"}.`,
    "",
    `Effect of moving a threshold in all vocabularies, on ${sensitivity.links} links, on ${sensitivity.signs} signs of RCA (above 1 or not) across the benchmark's NUTS2 regions, and on ${sensitivity.flanders} signs for Flanders:`,
    "",
    "| threshold | move | links gained | links lost | RCA signs changed | in Flanders |",
    "|---|---:|---:|---:|---:|---:|",
    ...sensitivity.moves.map(
      ({threshold, move, gained, lost, signs, flanders}) =>
        `| ${thresholdNames[threshold]} | ${move > 0 ? "+" : "−"}${Math.abs(move).toFixed(2)} | ${percent(gained, sensitivity.links)} | ${percent(lost, sensitivity.links)} | ${percent(signs, sensitivity.signs)} | ${percent(flanders, sensitivity.flanders)} |`
    )
  ].join("\n");
}

/** The marks around the tables in a document. */
const [start, end] = ["<!-- check:classification -->", "<!-- end -->"];

/** Puts the tables between their marks in a document. */
export function insertTables(document: string, text: string): string {
  return insertBetween(document, start, end, text);
}

export const command = defineCommand({
  name: "npm run check -- classification",
  about: "Compares the links between codes and technologies with the gold set.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    write: {value: "FILE", help: "also updates the tables in a Markdown file, between their marks"}
  },
  async run({json, write}) {
    await ensureWarehouse();
    const report = await checkClassification(defaultOut);
    const text = await describeCheck(report);
    process.stdout.write(`${text}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    if (write !== undefined) await writeFile(write, insertTables(await readFile(write, "utf8"), text));
  }
});

await runIfStarted(import.meta.url, command);
