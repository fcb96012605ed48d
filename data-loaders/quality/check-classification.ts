import {existsSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {readParquetSql} from "../duckdb/read-files.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {type ManifestSource, readManifest} from "../warehouse/manifest.ts";
import {tables} from "../warehouse/schema.ts";
import {loadTools} from "../classification/classify.ts";
import {createLocalEmbedder} from "../classification/embedders/local.ts";
import {type Agreement, loadGold} from "./gold.ts";
import {measureQuality, type QualityReport, ways} from "./agreement.ts";
import {insertBetween} from "../console/write-section.ts";
import {describeNamesakes, findNamesakes, type Namesakes} from "./namesakes.ts";
import {measureSensitivity, type SensitivityReport} from "./sensitivity.ts";
import {nameSome} from "../console/name-some.ts";
import {vocabularies} from "../../src/terms/lenses.ts";

/** What the command prints. */
export interface CheckReport {
  /** The datasets of the build. */
  sources: Pick<ManifestSource, "dataset" | "synthetic">[];
  tuning: QualityReport;
  final: QualityReport;
  outside: QualityReport;
  sensitivity: SensitivityReport;
  namesakes: Namesakes[];
}

/**
 * Checks the classification of a build against the gold set, and its sensitivity to the thresholds.
 * @param out folder of a build that was classified with the local model
 * @throws InputError when there is no build, a table is missing, or another model classified it
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
      await db.run(`CREATE VIEW ${name} AS FROM ${readParquetSql(path)}`);
    }
    return {
      sources: manifest.sources.map(({dataset, synthetic}) => ({dataset, synthetic})),
      tuning: await measureQuality(db, gold, tools, "tuning"),
      final: await measureQuality(db, gold, tools, "final"),
      outside: await measureQuality(db, gold, tools, "outside"),
      sensitivity: await measureSensitivity(db, manifest.classification.thresholds.vocabularies),
      namesakes: await findNamesakes(db)
    };
  } finally {
    db.close();
  }
}

const thresholdNames = {similarity: "similarity", cooccurrence: "co-occurrence", alone: "similarity alone"} as const;
const number = (value: number) => value.toFixed(3);
const triple = ({precision, recall, f1}: Agreement) => `${number(precision)} / ${number(recall)} / **${number(f1)}**`;

/** The report as Markdown tables. */
export async function describeCheck(report: CheckReport): Promise<string> {
  const {taxonomy} = await loadTools(join(projectRoot, "data"), createLocalEmbedder());
  const name = (id: number) => taxonomy.technologies[id - 1]!.name;
  return [
    ...describeWays(report),
    "",
    ...describeVocabularies(report.final),
    "",
    ...describeTechnologies(report.final, name),
    "",
    `Errors of the whole method in the set-aside half: ${listErrors(report.final, name)}.`,
    "",
    `Errors in the judgements from outside: ${listErrors(report.outside, name)}.`,
    "",
    ...describeSensitivity(report.sensitivity)
  ].join("\n");
}

const row = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;

function describeWays({sources, tuning, final, outside}: CheckReport): string[] {
  return [
    "Precision / recall / **F1** against the gold set: " +
      `${tuning.all.meaning.judgements} judgements in the tuning half, ` +
      `${final.all.meaning.judgements} in the set-aside half, ${outside.all.meaning.judgements} from outside.` +
      describeSynthetic(sources),
    "",
    "| method | tuning half | set-aside half | from outside |",
    "|---|---|---|---|",
    ...ways.map((way) => row([way, triple(tuning.all[way]), triple(final.all[way]), triple(outside.all[way])]))
  ];
}

/** Which of the evidence is synthetic, after a blank; empty where none is. */
export function describeSynthetic(sources: CheckReport["sources"]): string {
  const synthetic = sources.filter((source) => source.synthetic).map(({dataset}) => dataset.replaceAll("_", " "));
  if (synthetic.length === 0) return "";
  const what = synthetic.length < sources.length ? ` of ${nameSome(synthetic, synthetic.length, " and ")}` : "";
  return ` The evidence${what} comes from the synthetic sample.`;
}

function describeVocabularies(final: QualityReport): string[] {
  return [
    "Set-aside half by vocabulary:",
    "",
    row(["method", ...vocabularies]),
    "|---|---|---|---|",
    ...ways.map((way) => row([way, ...vocabularies.map((vocabulary) => triple(final.vocabularies[vocabulary][way]))]))
  ];
}

function describeTechnologies({technologies}: QualityReport, name: (id: number) => string): string[] {
  return [
    "Set-aside half by technology, F1 (few judgements each):",
    "",
    row(["technology", "judgements", ...ways]),
    `|---|---:|${ways.map(() => "---:").join("|")}|`,
    ...technologies.map(({technology, measures}) =>
      row([name(technology), measures.meaning.judgements, ...ways.map((way) => measures[way].f1.toFixed(2))])
    )
  ];
}

function listErrors({errors}: QualityReport, name: (id: number) => string): string {
  const described = errors.map(
    ({symbol, label, technology, belongs}) =>
      `${symbol} (${label}) – ${name(technology)}: ${belongs ? "missed" : "accepted"}`
  );
  return described.join("; ") || "none";
}

function describeSensitivity({links, signs, flanders, moves}: SensitivityReport): string[] {
  const percent = (part: number, whole: number) => `${part} (${((100 * part) / whole).toFixed(1)}%)`;
  return [
    `Effect of moving a threshold in all vocabularies, on ${links} links of codes in documents, ` +
      `on ${signs} signs of RCA (above 1 or not) across the benchmark's NUTS2 regions, ` +
      `and on ${flanders} signs for Flanders:`,
    "",
    "| threshold | move | links gained | links lost | RCA signs changed | in Flanders |",
    "|---|---:|---:|---:|---:|---:|",
    ...moves.map((moved) =>
      row([
        thresholdNames[moved.threshold],
        `${moved.move > 0 ? "+" : "−"}${Math.abs(moved.move).toFixed(2)}`,
        percent(moved.gained, links),
        percent(moved.lost, links),
        percent(moved.signs, signs),
        percent(moved.flanders, flanders)
      ])
    )
  ];
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
    process.stdout.write(`${[text, ...describeNamesakes(report.namesakes)].join("\n")}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    if (write !== undefined) await writeFile(write, insertTables(await readFile(write, "utf8"), text));
  }
});

await runIfStarted(import.meta.url, command);
