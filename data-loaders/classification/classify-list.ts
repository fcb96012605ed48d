import {openSync, closeSync, readSync} from "node:fs";
import {join} from "node:path";
import {csvFormatRows} from "d3";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {createProgress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {checkOutputFile} from "../folders/output-folder.ts";
import {writeWhole} from "../folders/work-folder.ts";
import {loadReportConfig} from "../report-config.ts";
import {cleanTitle, cpcSymbol} from "../sources/cpc/titles.ts";
import {topicNumber} from "../sources/openalex/topics.ts";
import {loadVocabulary} from "../sources/vocabularies.ts";
import {lackingSubclasses, type TitledCode} from "./candidates.ts";
import {loadTools, scoreVocabulary, type Tools} from "./classify.ts";
import {decideLinks, type Link} from "./decide.ts";
import {loadDecisions} from "./decisions.ts";
import {createEmbedder, parseEmbedder} from "./embedders/choose.ts";
import {type ListedTitle, readDocuments, readTitles} from "./list-files.ts";
import {loadTaxonomy, taxonomyFile} from "./taxonomy.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** The form of a code in our vocabularies: `H01L21` for `H01L 21/00`, `10036` for `https://openalex.org/T10036`. */
const symbolOf: Record<Vocabulary, (code: string) => string> = {
  cpc: (code) => cpcSymbol(code) ?? code,
  topic: (code) => topicNumber(code) ?? code,
  industry: (code) => code
};

/** A candidate, with its code as the list writes it. */
export interface ListedLink extends Link {
  given: string;
}

/** What `classifyList` needs: the classifier's tools and the files. */
export interface ListInputs {
  /** Folder of committed inputs (`data/`). */
  data: string;
  tools: Tools;
  vocabulary: Vocabulary;
  /** CSV with `code,label`. */
  titles: string;
  /** CSV with `document,code`; without it, there is no evidence. */
  documents?: string;
}

/**
 * Classifies a list of codes by the steps of a build: meaning, evidence from documents, thresholds, and the committed
 * decisions on codes that match. A CPC group whose subclass the list lacks takes the subclass's title from our
 * vocabulary.
 * @returns every candidate, ordered by code as in the list, then by rank
 * @throws InputError with file and line, for a file that is not such a list
 */
export async function classifyList({data, tools, vocabulary, titles, documents}: ListInputs): Promise<ListedLink[]> {
  const entries = readTitles(titles, symbolOf[vocabulary]);
  const sets = documents === undefined ? [] : [...readDocuments(documents, symbolOf[vocabulary]).values()];
  const listed = new Set(entries.map(({symbol}) => symbol));
  if (documents !== undefined && !sets.some((codes) => [...codes].some((code) => listed.has(code)))) {
    throw new InputError("no code of the documents is in the list of titles", {
      file: documents,
      advice: "write codes the same way in both files"
    });
  }
  const {codes, ids} = await number(entries, sets, vocabulary, data);
  const decisions = await loadDecisions(join(data, "classification/decisions.csv"), tools.taxonomy.technologies, {
    known: (await loadTaxonomy(taxonomyFile(data))).technologies
  });
  const db = await WorkDatabase.open();
  try {
    await db.insert(
      "document_codes",
      {code_set: "INTEGER", code: "INTEGER", documents: "INTEGER"},
      sets.flatMap((set, i) => [...set].map((symbol) => [i, ids.get(symbol), 1]))
    );
    const scored = await scoreVocabulary(db, vocabulary, codes, decisions, "FROM document_codes", tools);
    const {links} = decideLinks(
      scored.filter(({code}) => code < entries.length),
      new Map(codes.map((entry) => [entry.code, entry])),
      decisions,
      tools.store.id,
      tools.thresholds
    );
    return links.map((link) => ({...link, given: entries[link.code]!.given}));
  } finally {
    db.close();
  }
}

/** Numbers the listed codes in order, then subclasses that only lend their titles, then other codes of documents. */
async function number(
  entries: readonly ListedTitle[],
  sets: readonly ReadonlySet<string>[],
  vocabulary: Vocabulary,
  data: string
): Promise<{codes: TitledCode[]; ids: Map<string, number>}> {
  const clean = vocabulary === "cpc" ? cleanTitle : (title: string) => title;
  const titled = entries.map(({symbol, label}) => ({symbol, label: clean(label)}));
  if (vocabulary === "cpc") titled.push(...lackingSubclasses(titled, await loadVocabulary("cpc", data)));
  const ids = new Map(titled.map(({symbol}, i) => [symbol, i]));
  for (const set of sets) for (const symbol of set) if (!ids.has(symbol)) ids.set(symbol, ids.size);
  return {codes: titled.map((entry, code) => ({code, vocabulary, ...entry})), ids};
}

const columns = ["code", "technology", "similarity", "relatedness", "accepted", "reason"];

/** The links as CSV: code, technology by name, scores (an empty relatedness means too few documents) and result. */
export function formatLinks(links: readonly ListedLink[], {taxonomy}: Pick<Tools, "taxonomy">): string {
  const rows = links.map(({given, technology, similarity, cooccurrence, accepted, reason}) =>
    [given, taxonomy.technologies[technology - 1]!.name, similarity, cooccurrence ?? "", accepted, reason].map(String)
  );
  return `${csvFormatRows([columns, ...rows])}\n`;
}

/** Whether a file is an earlier result: it begins with our header. */
function isResult(path: string): boolean {
  const header = Buffer.from(`${columns.join()}\n`);
  const start = Buffer.alloc(header.length);
  const file = openSync(path, "r");
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start.equals(header);
}

function parseVocabulary(name: string): Vocabulary {
  const found = vocabularies.find((one) => one === name);
  if (!found) throw new InputError(`unknown vocabulary: ${name}`, {advice: `use ${vocabularies.join(", ")}`});
  return found;
}

export const command = defineCommand({
  name: "npm run classify --",
  about: "Classifies a list of codes as a build does, and writes every candidate with its scores and the reason.",
  options: {
    vocabulary: {value: "NAME", help: "cpc, topic or industry: whose keywords and thresholds apply", required: true},
    titles: {value: "FILE", help: "the codes and their titles: CSV with code,label", required: true},
    documents: {value: "FILE", help: "the evidence: CSV with document,code, a line for each pair"},
    out: {
      value: "FILE",
      help: "the result: CSV with code,technology,similarity,relatedness,accepted,reason",
      required: true
    },
    embedder: {value: "NAME", help: "the model: local (default), openai, transformers"},
    model: {value: "PATH", help: "the ONNX model of the embedder transformers"}
  },
  async run({vocabulary: name, titles, documents, out: given, embedder, model}) {
    const vocabulary = parseVocabulary(name);
    const inputs = [titles, documents, model].filter((path) => path !== undefined);
    const out = checkOutputFile(given, inputs, isResult);
    const data = join(projectRoot, "data");
    const progress = createProgress({label: "classify", total: 1});
    const tools = await loadTools(
      data,
      await createEmbedder(parseEmbedder(embedder, model)),
      join(projectRoot, (await loadReportConfig()).taxonomy)
    );
    const links = await classifyList({data, tools, vocabulary, titles, documents});
    await writeWhole(out, formatLinks(links, tools));
    const accepted = links.filter((link) => link.accepted).length;
    progress.finish(`${accepted} of ${links.length} candidates accepted, all in ${out}`);
  }
});

await runIfStarted(import.meta.url, command);
