import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import {insertBetween} from "../console/write-section.ts";
import {givenVocabularies, loadVocabulary, vocabularyOptions} from "../sources/vocabularies.ts";
import {findCandidates, lackingSubclasses} from "../classification/candidates.ts";
import {loadTools, type Tools} from "../classification/classify.ts";
import {createEmbedder, type EmbedderChoice, parseEmbedder} from "../classification/embedders/choose.ts";
import {type JudgedSet, loadJudgedSets, type Titles} from "./judged-codes.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** A pair of code and technology: its similarity, and whether it was judged to belong. */
interface ScoredPair {
  score: number;
  belongs: boolean;
}

/** How well similarity alone tells members from the rest. */
export interface Separation {
  pairs: number;
  members: number;
  /** Highest F1 of any threshold. */
  f1: number;
  /** That threshold. */
  threshold: number;
  /** F1 at the threshold that is best on the tuning half of the panel. */
  f1AtTuned: number;
  /** Highest recall of any threshold with a precision of at least 0.9; 0 if none has it. */
  recallAt90: number;
}

/**
 * Measures a score.
 * @param tuned threshold chosen elsewhere
 * @throws RangeError without a member
 */
export function separate(pairs: readonly ScoredPair[], tuned: number): Separation {
  const members = pairs.filter(({belongs}) => belongs).length;
  if (members === 0) throw new RangeError("no pair belongs");
  const sorted = [...pairs].sort((a, b) => b.score - a.score);
  const found = {pairs: pairs.length, members, f1: 0, threshold: Infinity, f1AtTuned: 0, recallAt90: 0};
  let right = 0;
  sorted.forEach(({score, belongs}, i) => {
    if (belongs) ++right;
    // A threshold accepts all pairs with the same score.
    if (sorted[i + 1]?.score === score) return;
    const f1 = (2 * right) / (i + 1 + members);
    if (f1 > found.f1) Object.assign(found, {f1, threshold: score});
    if (score >= tuned) found.f1AtTuned = f1;
    if (right / (i + 1) >= 0.9) found.recallAt90 = Math.max(found.recallAt90, right / members);
  });
  return found;
}

/** Ways to compute the similarity, from the simplest to the complete one. */
const ways: readonly {name: string; change: (tools: Tools) => Pick<Tools, "taxonomy" | "thresholds">}[] = [
  {
    name: "names alone",
    change: (tools) => withTechnologies(without(tools), ({name}) => ({keywords: [name, name], cpc_wording: []}))
  },
  {
    name: "and keywords",
    change: (tools) => withTechnologies(without(tools), () => ({cpc_wording: []}))
  },
  {name: "and CPC wording", change: without},
  {
    name: "and titles of subclasses",
    change: (tools) => without(tools, {class_title: tools.thresholds.candidates.class_title})
  },
  {
    name: "and what speaks against it",
    change: (tools) => without(tools, {...tools.thresholds.candidates, lead: 0})
  },
  {name: "and the lead of the nearest", change: (tools) => tools}
];

function without(
  {taxonomy, thresholds}: Pick<Tools, "taxonomy" | "thresholds">,
  kept: Partial<Tools["thresholds"]["candidates"]> = {}
): Pick<Tools, "taxonomy" | "thresholds"> {
  const nothing = {...thresholds.candidates, class_title: 0, against: 0, lead: 0};
  return {taxonomy, thresholds: {...thresholds, candidates: {...nothing, ...kept}}};
}

function withTechnologies(
  {taxonomy, thresholds}: Pick<Tools, "taxonomy" | "thresholds">,
  change: (one: Tools["taxonomy"]["technologies"][number]) => Partial<Tools["taxonomy"]["technologies"][number]>
): Pick<Tools, "taxonomy" | "thresholds"> {
  const technologies = taxonomy.technologies.map((one) => ({...one, ...change(one)}));
  return {taxonomy: {...taxonomy, technologies}, thresholds};
}

/** The separation of each set by each way, and the seconds that the complete way takes for all titles. */
export interface MeaningReport {
  sets: readonly {name: string; codes: number}[];
  ways: readonly {name: string; sets: Separation[]}[];
  titles: number;
  seconds: number;
}

/**
 * Measures how well similarity alone tells which codes belong to which technology.
 * @param given official lists whose titles stand in for ours
 */
export async function checkMeaning(
  choice: EmbedderChoice,
  given: Partial<Record<Vocabulary, string>> = {}
): Promise<MeaningReport> {
  const data = join(projectRoot, "data");
  const tools = await loadTools(data, await createEmbedder(choice));
  const lists = await Promise.all(vocabularies.map((name) => loadVocabulary(name, data, given[name])));
  const titles = Object.fromEntries(vocabularies.map((name, i) => [name, lists[i]!])) as unknown as Titles;
  const sets = await loadJudgedSets(data, tools.taxonomy.technologies, titles);
  const measured = [];
  let seconds = 0;
  for (const {name, change} of ways) {
    const begun = performance.now();
    const pairs = [];
    for (const set of sets) pairs.push(await scorePairs(set, titles, {...tools, ...change(tools)}));
    const {threshold} = separate(pairs[sets.findIndex((set) => set.name === "panel, tuning half")]!, Infinity);
    measured.push({name, sets: pairs.map((some) => separate(some, threshold))});
    seconds = (performance.now() - begun) / 1000;
  }
  return {
    sets: sets.map(({name, codes}) => ({name, codes: codes.length})),
    ways: measured,
    titles: sets.reduce((sum, {codes}) => sum + codes.length, 0),
    seconds
  };
}

/** Scores every judged pair of a set. */
async function scorePairs({codes}: JudgedSet, titles: Titles, tools: Tools): Promise<ScoredPair[]> {
  const {model, taxonomy, normalise, thresholds} = tools;
  const all = {...thresholds.candidates, rank: taxonomy.technologies.length, similarity: -Infinity};
  const pairs: ScoredPair[] = [];
  for (const vocabulary of vocabularies) {
    const own = codes.filter((code) => code.vocabulary === vocabulary);
    const listed = vocabulary === "cpc" ? [...own, ...lackingSubclasses(own, titles.cpc)] : own;
    const found = await findCandidates(
      model,
      vocabulary,
      listed.map(({symbol, label}, code) => ({code, vocabulary, symbol, label})),
      taxonomy,
      normalise,
      all
    );
    for (const {code, technology, similarity} of found) {
      const belongs = own[code]?.belongs.get(technology);
      if (belongs !== undefined) pairs.push({score: similarity, belongs});
    }
  }
  return pairs;
}

const row = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;

/** The report as a Markdown table. */
export function describeMeaning({sets, ways: measured}: MeaningReport): string {
  const cell = ({f1, f1AtTuned, recallAt90}: Separation) =>
    `**${f1AtTuned.toFixed(3)}** / ${f1.toFixed(3)} / ${recallAt90.toFixed(2)}`;
  const size = sets.map(({name, codes}, i) => {
    const {pairs, members} = measured[0]!.sets[i]!;
    return `${name}: ${codes} codes, ${pairs} pairs, ${members} of them members`;
  });
  return [
    "Similarity alone: **F1 at the threshold that is best on the panel's tuning half** / F1 at the set's own best " +
      "threshold / recall at a precision of 0.9.",
    "",
    row(["similarity", ...sets.map(({name}) => name)]),
    row(["---", ...sets.map(() => "---")]),
    ...measured.map(({name, sets: some}) => row([name, ...some.map(cell)])),
    "",
    `Sets: ${size.join("; ")}.`
  ].join("\n");
}

/** Puts the table between its marks in a document. */
export function insertMeaning(document: string, text: string): string {
  return insertBetween(document, "<!-- check:meaning -->", "<!-- end meaning -->", text);
}

export const command = defineCommand({
  name: "npm run check -- meaning",
  about: "Measures similarity alone, without evidence and decisions, on judged codes.",
  options: {
    embedder: {value: "NAME", help: "the model: local (default), openai, transformers"},
    model: {value: "PATH", help: "the ONNX model of the embedder transformers"},
    ...vocabularyOptions,
    json: {value: "FILE", help: "also writes the results as JSON"},
    write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"}
  },
  async run({embedder, model, json, write, ...values}) {
    const report = await checkMeaning(parseEmbedder(embedder, model), givenVocabularies(values));
    const text = describeMeaning(report);
    process.stdout.write(`${text}\n\n${report.titles} titles in ${report.seconds.toFixed(1)} s\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    if (write !== undefined) await writeFile(write, insertMeaning(await readFile(write, "utf8"), text));
  }
});

await runIfStarted(import.meta.url, command);
