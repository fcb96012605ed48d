import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {createProgress} from "../../data-loaders/console/progress.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/engine/database.ts";
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

/** As many CPC main groups as the full list: titles of an official list, or pairs of our own titles. */
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

async function bench(
  count: number,
  rows: number,
  official: string | undefined,
  json: string | undefined
): Promise<void> {
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
    const meaning = async (committed: string) => {
      // As in a build: read the store, load the model, compare all titles with all technologies.
      const {taxonomy, thresholds, normalise, corpus} = await loadTools(data, createLocalEmbedder());
      const store = await VectorStore.open({embedder: createLocalEmbedder(), committed, extra});
      const model = await SimilarityModel.create(store, corpus);
      return await findCandidates(model, "cpc", codes, taxonomy, normalise, thresholds.candidates);
    };
    const [cold, first] = await timed(0, "titles from a cold cache", () => meaning(""));
    const [warm, second] = await timed(1, "titles from a warm cache", () =>
      meaning(vectorFiles(data, createLocalEmbedder().id).committed)
    );
    if (JSON.stringify(first) !== JSON.stringify(second))
      throw new Error("a warm and a cold cache give different candidates");

    const db = await WorkDatabase.open(join(scratch, "db"));
    progress.update(2, "making documents");
    // Five codes per document, each document with its own set; codes have a long tail, as in real data.
    await db.run(
      `CREATE TABLE sets AS SELECT DISTINCT i // 5 AS code_set, 1 + (${codes.length - 1} * pow((hash(i // 5, i % 3) % 100000) / 100000, 2))::INTEGER AS code, 1 AS documents FROM range(${rows}) t(i)`
    );
    const made = await db.number("SELECT count(*) FROM sets");
    const {thresholds} = await loadTools(data, createLocalEmbedder());
    const [evidence, judged] = await timed(3, "evidence", () =>
      weighEvidence(db, "FROM sets", "cpc", second as Candidate[], thresholds)
    );
    db.close();
    progress.finish();
    const result = {
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
    if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
    const line = (text: string, seconds: number, target: number) => `| ${text} | ${seconds.toFixed(2)} | ${target} |`;
    process.stdout.write(
      [
        `machine: ${result.machine}`,
        "",
        "| work | seconds | target |",
        "|---|---:|---:|",
        line(`${codes.length.toLocaleString("en-US")} titles against 38 technologies, cold cache`, cold, 300),
        line("the same, warm cache", warm, 2),
        line(`evidence over ${made.toLocaleString("en-US")} document–code rows`, evidence, 30),
        "",
        JSON.stringify(result),
        ""
      ].join("\n")
    );
  } finally {
    await rm(scratch, {recursive: true, force: true});
  }
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
    await bench(wholeNumber("titles", titles, 1), wholeNumber("rows", rows, 1), official, json);
  }
});

await runIfStarted(import.meta.url, command);
