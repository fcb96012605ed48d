import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {WorkDatabase} from "../duckdb/database.ts";
import {type Candidate, findCandidates, type TitledCode} from "./candidates.ts";
import {decideLinks, type Link, type MovedDecision} from "./decide.ts";
import type {Embedder} from "./embedders/embedder.ts";
import {type Evidence, weighEvidence} from "./evidence.ts";
import {loadDecisions} from "./decisions.ts";
import {keyOfLink, type LinkKey} from "./link-rows.ts";
import {SimilarityModel} from "./similarity.ts";
import {loadTaxonomy, type Taxonomy, taxonomyFile} from "./taxonomy.ts";
import {createNormaliser, type Normaliser} from "./text.ts";
import {loadThresholds, type Thresholds} from "./thresholds.ts";
import {VectorStore} from "./vector-store.ts";
import {lensOfVocabulary, vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** The inputs and results of a classification; part of the manifest. Its numbers leave out subclasses of CPC. */
export interface ClassificationAccount {
  taxonomy: string;
  model: string;
  thresholds: Thresholds;
  candidates: number;
  accepted: number;
  /** Number of decisions on codes of this build. */
  decisions: number;
  borderline: number;
  /** Decisions that hold although their scores have moved. */
  moved: MovedDecision[];
}

/** The files with the vectors of a model: the committed one, and one ignored by git for texts that the first lacks. */
export function vectorFiles(data: string, id: string): {committed: string; extra: string} {
  const name = `${id.replace(/[^A-Za-z0-9.-]+/g, "-")}.parquet`;
  return {committed: join(data, "vectors", name), extra: join(data, "raw/vectors", name)};
}

/**
 * The texts that fix the centre of vectors, so that adding a title leaves all other scores unchanged.
 */
export function corpusFile(data: string): string {
  return join(data, "vectors/corpus.txt");
}

/** The normaliser with all abbreviations of a taxonomy. */
export function createTaxonomyNormaliser({technologies}: Taxonomy): Normaliser {
  return createNormaliser(
    Object.assign({}, ...technologies.map(({abbreviations}) => abbreviations)) as Record<string, string>
  );
}

/** The inputs that all steps share. */
export interface Tools {
  taxonomy: Taxonomy;
  thresholds: Thresholds;
  normalise: Normaliser;
  model: SimilarityModel;
  store: VectorStore;
  corpus: readonly string[];
}

/**
 * Loads taxonomy, parameters, vectors and the fixed corpus.
 * @param data folder of committed inputs
 * @param file the taxonomy; by default the project's own
 * @throws InputError when one of them is invalid
 */
export async function loadTools(data: string, embedder: Embedder, file = taxonomyFile(data)): Promise<Tools> {
  const taxonomy = await loadTaxonomy(file);
  const thresholds = await loadThresholds(join(data, "classification/thresholds.json"));
  const normalise = createTaxonomyNormaliser(taxonomy);
  const corpus = (await readFile(corpusFile(data), "utf8")).trimEnd().split("\n");
  const files = embedder.instant ? {committed: ""} : vectorFiles(data, embedder.id);
  const store = await VectorStore.open({embedder, ...files});
  return {taxonomy, thresholds, normalise, model: await SimilarityModel.create(store, corpus), store, corpus};
}

/**
 * Scores the candidates of one vocabulary by similarity and co-occurrence. Links with a decision are candidates too.
 * @param codes of this vocabulary
 * @param sets SQL relation with code_set, code and documents (of the set)
 * @param note called with the current step
 */
export async function scoreVocabulary(
  db: WorkDatabase,
  vocabulary: Vocabulary,
  codes: readonly TitledCode[],
  decisions: readonly LinkKey[],
  sets: string,
  {taxonomy, thresholds, normalise, model}: Tools,
  note: (text: string) => void = () => {}
): Promise<(Candidate & Evidence)[]> {
  const decided = new Set(decisions.map(keyOfLink));
  const candidates = await findCandidates(model, vocabulary, codes, taxonomy, normalise, thresholds.candidates, {
    decided: (symbol, technology) => decided.has(keyOfLink({vocabulary, symbol, technology})),
    note: (done, total) => note(`${vocabulary}: embedding titles, ${done} of ${total}`)
  });
  note(`${vocabulary}: weighing evidence`);
  const evidence = await weighEvidence(db, sets, vocabulary, candidates, thresholds);
  return candidates.map((candidate, i) => ({...candidate, ...evidence[i]!}));
}

/** Scores the candidates of all vocabularies over the documents of their lenses. */
async function scoreCandidates(
  db: WorkDatabase,
  codes: readonly TitledCode[],
  decisions: readonly LinkKey[],
  tools: Tools,
  note: (text: string) => void
): Promise<(Candidate & Evidence)[]> {
  const scored: (Candidate & Evidence)[][] = [];
  for (const vocabulary of vocabularies) {
    const own = codes.filter((code) => code.vocabulary === vocabulary);
    const lens = lensOfVocabulary(vocabulary);
    const sets = `
      SELECT code_set, code, documents
      FROM ${lens}.code_sets
      JOIN (
        SELECT code_set, sum(documents) AS documents FROM ${lens}.rows WHERE NOT other GROUP BY code_set
      ) USING (code_set)`;
    scored.push(await scoreVocabulary(db, vocabulary, own, decisions, sets, tools, note));
  }
  return scored.flat();
}

/**
 * Classifies all codes by similarity, co-occurrence and decisions.
 *
 * Reads `main.codes` and, for each lens, `rows` and `code_sets`; writes every candidate to `main.links`.
 * @param data folder of committed inputs (`data/`)
 * @param options.taxonomy file of the technologies; by default the project's own
 * @param options.note called with the current step
 */
export async function classify(
  db: WorkDatabase,
  data: string,
  embedder: Embedder,
  {taxonomy: file, note = () => {}}: {taxonomy?: string; note?: (text: string) => void} = {}
): Promise<ClassificationAccount> {
  await db.run("SET search_path = 'main'");
  const tools = await loadTools(data, embedder, file);
  const {taxonomy, thresholds, store} = tools;
  const codes = await readCodes(db);
  const decisions = await loadDecisions(join(data, "classification/decisions.csv"), taxonomy.technologies, {
    known: (await loadTaxonomy(taxonomyFile(data))).technologies
  });
  const scored = await scoreCandidates(db, codes, decisions, tools, note);
  const {links, moved} = decideLinks(
    scored,
    new Map(codes.map((entry) => [entry.code, entry])),
    decisions,
    store.id,
    thresholds
  );
  await writeLinks(db, links);
  // As on the site: documents have main groups, never subclasses.
  const borne = links.filter(({vocabulary, symbol}) => vocabulary !== "cpc" || symbol.length > 4);
  return {
    taxonomy: taxonomy.version,
    model: store.id,
    thresholds,
    candidates: borne.length,
    accepted: borne.filter(({accepted}) => accepted).length,
    decisions: borne.filter(({decision}) => decision !== null).length,
    borderline: borne.filter(({borderline}) => borderline).length,
    moved
  };
}

/** All codes with a title, by id. */
async function readCodes(db: WorkDatabase): Promise<TitledCode[]> {
  const rows = await db.rows(
    `SELECT code, vocabulary, symbol, label, coalesce(wording, label) AS wording
    FROM main.codes WHERE label IS NOT NULL ORDER BY code`
  );
  return rows.map(({code, vocabulary, symbol, label, wording}) => ({
    code: Number(code),
    vocabulary: vocabulary as Vocabulary,
    symbol: String(symbol),
    label: String(label),
    wording: String(wording)
  }));
}

async function writeLinks(db: WorkDatabase, links: readonly Link[]): Promise<void> {
  await db.insert(
    "links",
    {
      code: "INTEGER",
      technology: "TINYINT",
      vocabulary: "VARCHAR",
      symbol: "VARCHAR",
      label: "VARCHAR",
      similarity: "DOUBLE",
      rank: "TINYINT",
      cooccurrence: "DOUBLE",
      documents: "INTEGER",
      together: "INTEGER",
      core: "BOOLEAN",
      decision: "VARCHAR",
      accepted: "BOOLEAN",
      borderline: "BOOLEAN",
      moved: "BOOLEAN",
      reason: "VARCHAR"
    },
    links.map((link) => [
      link.code,
      link.technology,
      link.vocabulary,
      link.symbol,
      link.label,
      link.similarity,
      link.rank,
      link.cooccurrence,
      link.documents,
      link.together,
      link.core,
      link.decision,
      link.accepted,
      link.borderline,
      link.moved,
      link.reason
    ])
  );
}
