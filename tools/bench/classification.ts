import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {createProgress} from "../../data-loaders/console/progress.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCpcTitles} from "../../data-loaders/sources/cpc/titles.ts";
import {loadVocabulary} from "../../data-loaders/sources/vocabularies.ts";
import {type Candidate, findCandidates, type TitledCode} from "../../data-loaders/classification/candidates.ts";
import {loadTools, vectorFiles} from "../../data-loaders/classification/classify.ts";
import {createLocalEmbedder} from "../../data-loaders/classification/embedders/local.ts";
import {weighEvidence} from "../../data-loaders/classification/evidence.ts";
import {SimilarityModel} from "../../data-loaders/classification/similarity.ts";
import {VectorStore} from "../../data-loaders/classification/vector-store.ts";
import {describeMachine} from "../machine.ts";

const data = join(projectRoot, "data");

/**
 * Titles for as many CPC main groups as the full list has: those of an official list, or pairs of the project's own
 * titles.
 */
async function titles(count: number, official: string | undefined): Promise<TitledCode[]> {
  if (official !== undefined)
    return (await readCpcTitles(official)).map(({symbol, label}, i) => ({
      code: i + 1,
      vocabulary: "cpc",
      symbol,
      label
    }));
  const own = await loadVocabulary("cpc", data);
  return Array.from({length: count}, (_, i) => {
    const first = own[i % own.length]!;
    const second = own[(i * 7 + Math.floor(i / own.length) * 13 + 1) % own.length]!;
    return {
      code: i + 1,
      vocabulary: "cpc" as const,
      symbol: `${first.symbol.slice(0, 4)}${i + 1}`,
      label: `${first.label}; ${second.label}`
    };
  });
}

interface Result {
  machine: string;
  titles: number;
  technologies: number;
  candidates: number;
  cold_seconds: number;
  warm_seconds: number;
  document_code_rows: number;
  evidence_seconds: number;
  /** Number of candidates with evidence. */
  judged: number;
}

async function bench(count: number, rows: number, official: string | undefined): Promise<Result> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-classify-"));
  const progress = createProgress({label: "bench", total: 4});
  const timed = async <T>(step: number, note: string, work: () => Promise<T>): Promise<[number, T]> => {
    progress.update(step, note);
    const started = performance.now();
    const result = await work();
    return [(performance.now() - started) / 1000, result];
  };
  try {
    const codes = await titles(count, official);
    const extra = join(scratch, "vectors.parquet");
    const {committed} = vectorFiles(data, createLocalEmbedder().id);
    const [cold, first] = await timed(0, "titles from a cold cache", () => compareTitles(codes, "", extra));
    const [warm, second] = await timed(1, "titles from a warm cache", () => compareTitles(codes, committed, extra));
    if (JSON.stringify(first) !== JSON.stringify(second))
      throw new Error("a warm and a cold cache give different candidates");
    progress.update(2, "making documents");
    const db = await makeDocuments(join(scratch, "db"), codes.length, rows);
    const made = await db.number("SELECT count(*) FROM sets");
    const {thresholds} = await loadTools(data, createLocalEmbedder());
    const [evidence, judged] = await timed(3, "evidence", () =>
      weighEvidence(db, "FROM sets", "cpc", second, thresholds)
    );
    db.close();
    progress.finish();
    return {
      machine: describeMachine({memory: true}),
      titles: codes.length,
      technologies: 38,
      candidates: second.length,
      cold_seconds: cold,
      warm_seconds: warm,
      document_code_rows: made,
      evidence_seconds: evidence,
      judged: judged.filter(({cooccurrence}) => cooccurrence !== null).length
    };
  } finally {
    await rm(scratch, {recursive: true, force: true});
  }
}

/** Does what a build does: reads the store, loads the model and compares all titles with all technologies. */
async function compareTitles(codes: readonly TitledCode[], committed: string, extra: string): Promise<Candidate[]> {
  const {taxonomy, thresholds, normalise, corpus} = await loadTools(data, createLocalEmbedder());
  const store = await VectorStore.open({embedder: createLocalEmbedder(), committed, extra});
  const model = await SimilarityModel.create(store, corpus);
  return await findCandidates(model, "cpc", codes, taxonomy, normalise, thresholds.candidates);
}

/** Makes documents with five codes each, in distinct sets. The codes have a long tail, as in real data. */
async function makeDocuments(folder: string, codes: number, rows: number): Promise<WorkDatabase> {
  const db = await WorkDatabase.open(folder);
  await db.run(`
    CREATE TABLE sets AS
    SELECT DISTINCT i // 5 AS code_set,
      1 + (${codes - 1} * pow((hash(i // 5, i % 3) % 100000) / 100000, 2))::INTEGER AS code,
      1 AS documents
    FROM range(${rows}) t(i)`);
  return db;
}

function describe(result: Result): string {
  const {titles, cold_seconds, warm_seconds, document_code_rows, evidence_seconds} = result;
  const line = (text: string, seconds: number, target: number) => `| ${text} | ${seconds.toFixed(2)} | ${target} |`;
  const count = (value: number) => value.toLocaleString("en-US");
  return [
    `machine: ${result.machine}`,
    "",
    "| work | seconds | target |",
    "|---|---:|---:|",
    line(`${count(titles)} titles against 38 technologies, cold cache`, cold_seconds, 300),
    line("the same, warm cache", warm_seconds, 2),
    line(`evidence over ${count(document_code_rows)} document–code rows`, evidence_seconds, 30),
    "",
    JSON.stringify(result),
    ""
  ].join("\n");
}

export const command = defineCommand({
  name: "npm run bench -- classify",
  about: "Measures the time of the classification with as many titles and rows as the official sources.",
  options: {
    titles: {value: "N", help: "titles of codes (default 9868, the number of CPC main groups)", default: "9868"},
    rows: {value: "N", help: "rows of document codes (default 17000000)", default: "17000000"},
    official: {value: "PATH", help: "use the CPC title list instead of generated titles"},
    json: {value: "FILE", help: "also writes the results as JSON"}
  },
  async run({titles, rows, official, json}) {
    const result = await bench(wholeNumber("titles", titles, 1), wholeNumber("rows", rows, 1), official);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(describe(result));
  }
});

await runIfStarted(import.meta.url, command);
