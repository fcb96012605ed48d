import {join} from "node:path";
import {readFile} from "node:fs/promises";
import {csvParse, group as groupBy} from "d3";
import {InputError} from "../console/input-error.ts";
import type {VocabularyEntry} from "../sources/vocabulary.ts";
import type {LinkKey} from "../classification/link-rows.ts";
import type {Technology} from "../classification/taxonomy.ts";
import {loadGold, partOf} from "./gold.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** A code with the judgements on it. */
export interface JudgedCode {
  vocabulary: Vocabulary;
  symbol: string;
  label: string;
  /** Whether it belongs to a technology (by id); technologies that are absent were not judged. */
  belongs: ReadonlyMap<number, boolean>;
}

/** Codes judged by one hand. */
export interface JudgedSet {
  name: string;
  codes: JudgedCode[];
}

/** Titles of codes, by vocabulary and symbol. */
export type Titles = Readonly<Record<Vocabulary, readonly VocabularyEntry[]>>;

/**
 * The sets by which the similarity is judged: both halves of the gold set, whose negatives are chosen pairs; both
 * halves of the panel, codes drawn at random and judged against every technology; and official definitions of
 * technologies. A code of a definition counts as no member of the technologies that no definition gives it.
 * @param data folder of committed inputs (`data/`)
 * @param titles codes that lack a title are left out
 * @throws InputError with the line of an invalid row
 */
export async function loadJudgedSets(
  data: string,
  technologies: readonly Technology[],
  titles: Titles
): Promise<JudgedSet[]> {
  const file = (name: string) => join(data, "classification", name);
  const gold = await loadGold(file("gold.csv"), technologies);
  const defined = partOf(gold, "outside").filter(({belongs}) => belongs);
  const panel = await readPanel(file("panel.csv"), technologies);
  return [
    {name: "gold, tuning half", codes: group(partOf(gold, "tuning"), titles)},
    {name: "panel, tuning half", codes: panel.tuning},
    {name: "gold, set-aside half", codes: group(partOf(gold, "final"), titles)},
    {name: "panel, set-aside half", codes: panel.final},
    {name: "official definitions", codes: closed(group(defined, titles), technologies)}
  ];
}

/** Pairs by code, with titles. */
function group(pairs: readonly (LinkKey & {belongs: boolean})[], titles: Titles): JudgedCode[] {
  const labels = new Map<string, string>(
    vocabularies.flatMap((name) => titles[name].map(({symbol, label}) => [`${name}|${symbol}`, label] as const))
  );
  const byCode = groupBy(pairs, ({vocabulary, symbol}) => `${vocabulary}|${symbol}`);
  return [...byCode].flatMap(([key, some]) => {
    const label = labels.get(key);
    const {vocabulary, symbol} = some[0]!;
    const belongs = new Map(some.map((pair) => [pair.technology, pair.belongs]));
    return label === undefined ? [] : [{vocabulary, symbol, label, belongs}];
  });
}

/** The same codes, as no members of all technologies that were not judged. */
function closed(codes: readonly JudgedCode[], technologies: readonly Technology[]): JudgedCode[] {
  return codes.map((code) => ({
    ...code,
    belongs: new Map(technologies.map(({id}) => [id, code.belongs.get(id) ?? false]))
  }));
}

async function readPanel(
  path: string,
  technologies: readonly Technology[]
): Promise<Record<"tuning" | "final", JudgedCode[]>> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const halves: Record<"tuning" | "final", JudgedCode[]> = {tuning: [], final: []};
  csvParse(await readFile(path, "utf8")).forEach((row, i) => {
    const wrong = (problem: string) => new InputError(problem, {file: path, line: i + 2, advice: "correct the row"});
    const {half, code: symbol, label} = row;
    const vocabulary = vocabularies.find((name) => name === row.vocabulary);
    if (half !== "tuning" && half !== "final") throw wrong(`unknown half "${half}"`);
    if (vocabulary === undefined) throw wrong(`unknown vocabulary "${row.vocabulary}"`);
    if (!symbol || !label) throw wrong("no code or label");
    const names = (row.technologies ?? "").split("; ").filter((name) => name !== "");
    const members = names.map((name) => {
      const id = ids.get(name);
      if (id === undefined) throw wrong(`unknown technology "${name}"`);
      return [id, true] as const;
    });
    halves[half].push({vocabulary, symbol, label, belongs: new Map(members)});
  });
  return {tuning: closed(halves.tuning, technologies), final: closed(halves.final, technologies)};
}
