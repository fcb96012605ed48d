import {csvField} from "../text/csv-field.js";
import type {LinkDecision} from "../scenario/scenario.ts";
import {decisionsFileWords as words} from "../words/en/decisions-file.js";
import {vocabularies, type Vocabulary} from "../terms/lenses.js";
import {decisionColumns, type DecisionRow, invalidField} from "./decision-row.js";

/** A technology as decisions name it: by name in the file, by slug in a scenario. */
interface Named {
  name: string;
  slug: string;
}

/** Longest file that is read; the project's own has a twentieth of it. */
const longest = 2_000_000;

/**
 * Reads a file of decisions.
 * @returns its rows in order
 * @throws RangeError for what the loaders would not take either, with the line
 */
export function parseDecisions(text: string, technologies: readonly Named[]): DecisionRow[] {
  if (text.length > longest) throw new RangeError(words.tooLong(text.length, "characters", longest));
  const [header, ...lines] = parseCsv(text.replace(/^\ufeff/, ""));
  if (!header) throw new RangeError(words.line(1, words.empty));
  for (const column of decisionColumns)
    if (!header.fields.includes(column))
      throw new RangeError(words.line(1, words.noColumn(column, header.fields.join(", ").slice(0, 200))));
  const places = new Map(header.fields.map((name, at) => [name, at]));
  const names = new Set(technologies.map(({name}) => name));
  const seen = new Map<string, number>();
  return lines.map(({fields, line}) => {
    const row = Object.fromEntries(
      decisionColumns.map((column) => [column, fields[places.get(column)!] ?? ""])
    ) as DecisionRow;
    const problem = problemOf(row, names);
    if (problem) throw new RangeError(words.line(line, problem));
    const key = keyOf(row);
    const earlier = seen.get(key);
    if (earlier !== undefined) throw new RangeError(words.line(line, words.twice(row.code, row.technology, earlier)));
    seen.set(key, line);
    return row;
  });
}

function problemOf(row: DecisionRow, names: ReadonlySet<string>): string | undefined {
  const told = (value: string) => JSON.stringify(value.slice(0, 60));
  if (!(vocabularies as readonly string[]).includes(row.vocabulary))
    return words.vocabulary(told(row.vocabulary), vocabularies);
  if (!names.has(row.technology)) return words.technology(told(row.technology));
  if (row.code === "") return words.noCode;
  const field = invalidField(row);
  return field && words.invalid[field](told(row[field]));
}

const keyOf = ({vocabulary, code, technology}: Pick<DecisionRow, "vocabulary" | "code" | "technology">) =>
  `${vocabulary}|${code}|${technology}`;

/** Decisions of a file that are not those of another one, as a scenario holds them. */
export function ownDecisions(
  rows: readonly DecisionRow[],
  published: readonly DecisionRow[],
  technologies: readonly Named[]
): LinkDecision[] {
  const known = new Map(published.map((row) => [keyOf(row), row.decision]));
  const slugs = new Map(technologies.map(({name, slug}) => [name, slug]));
  return rows
    .filter((row) => known.get(keyOf(row)) !== row.decision)
    .map(({vocabulary, code, technology, decision}) => ({
      vocabulary: vocabulary as Vocabulary,
      symbol: code,
      technology: slugs.get(technology)!,
      decision: decision as LinkDecision["decision"]
    }));
}

/** What the reader says about his decisions, and what he had in sight. */
export interface ExportOptions {
  reviewer: string;
  note: string;
  /** YYYY-MM-DD */
  date: string;
  /** Id of the model that gave the similarities. */
  model: string;
  technologies: readonly Named[];
  /** Scores of a link now; undefined for one that is no candidate. */
  scores(decision: LinkDecision): {similarity: number; cooccurrence: number | null} | undefined;
}

/**
 * A file of decisions as the loaders read it: those that stand, and the reader's own in their places or after them. A
 * decision on what is no candidate is left out: nobody saw its scores.
 *
 * What the reader types is one line each, and nothing that a spreadsheet would take for a formula.
 * @throws RangeError for a missing reviewer, note or date
 */
export function writeDecisions(
  published: readonly DecisionRow[],
  own: readonly LinkDecision[],
  {reviewer, note, date, model, technologies, scores}: ExportOptions
): string {
  const [who, why] = [oneLine(reviewer), oneLine(note)];
  if (who === "") throw new RangeError(words.noReviewer);
  if (why === "") throw new RangeError(words.noNote);
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new RangeError(words.invalid.date(date));
  const names = new Map(technologies.map(({name, slug}) => [slug, name]));
  const mine = new Map<string, DecisionRow>();
  for (const decision of own) {
    const seen = scores(decision);
    const technology = names.get(decision.technology);
    if (!seen || technology === undefined) continue;
    const row: DecisionRow = {
      vocabulary: decision.vocabulary,
      code: decision.symbol,
      technology,
      decision: decision.decision,
      reviewer: who,
      date,
      note: why,
      similarity: String(seen.similarity),
      cooccurrence: seen.cooccurrence === null ? "" : String(seen.cooccurrence),
      model
    };
    mine.set(keyOf(row), row);
  }
  const rows = published.map((row) => {
    const instead = mine.get(keyOf(row));
    mine.delete(keyOf(row));
    return instead ?? row;
  });
  return [
    decisionColumns.join(","),
    ...[...rows, ...mine.values()].map((row) => decisionColumns.map((column) => csvField(row[column])).join(","))
  ]
    .map((line) => `${line}\n`)
    .join("");
}

const oneLine = (text: string) => text.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();

/** A record of a CSV file, with the line on which it begins. */
interface CsvRecord {
  fields: string[];
  line: number;
}

/**
 * Records of a CSV file (RFC 4180); empty lines are passed over.
 * @throws RangeError for a quotation that does not end, with the line on which it begins
 */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let [at, line] = [0, 1];
  while (at < text.length) {
    const record: CsvRecord = {fields: [], line};
    for (;;) {
      let value = "";
      if (text[at] === '"') {
        const start = line;
        for (++at; ; ++at) {
          if (at >= text.length) throw new RangeError(words.line(start, words.noQuote));
          if (text[at] === '"') {
            if (text[at + 1] !== '"') break;
            ++at;
          }
          if (text[at] === "\n") ++line;
          value += text[at]!;
        }
        ++at;
      }
      while (at < text.length && !",\r\n".includes(text[at]!)) value += text[at++]!;
      record.fields.push(value);
      if (text[at] !== ",") break;
      ++at;
    }
    if (text[at] === "\r") ++at;
    if (text[at] === "\n") ++at;
    ++line;
    if (record.fields.length > 1 || record.fields[0] !== "") records.push(record);
  }
  return records;
}
