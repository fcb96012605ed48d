import {csvField} from "../text/csv-field.js";
import type {LinkDecision} from "../scenario/scenario.ts";
import {decisionsFileWords as words} from "../words/en/decisions-file.js";
import {vocabularies, type Vocabulary} from "../terms/lenses.js";
import {type DecisionColumn, decisionColumns, type DecisionRow, invalidField} from "./decision-row.js";

/** A technology. The file refers to it by name, a scenario by slug. */
interface Named {
  name: string;
  slug: string;
}

/** Maximum number of characters of a file; the project's own file has a twentieth of that. */
const longest = 2_000_000;

/**
 * Reads a file of decisions.
 * @returns its rows in order
 * @throws RangeError, with the line, for everything that the loaders would reject
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

/** The decisions of a file that differ from those of another file, as a scenario holds them. */
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

/** What readers say about their decisions, and the scores that they saw. */
export interface ExportOptions {
  reviewer: string;
  note: string;
  /** YYYY-MM-DD */
  date: string;
  /** Id of the model that computed the similarities. */
  model: string;
  technologies: readonly Named[];
  /** Current scores of a link; undefined if it is not a candidate. */
  scores(decision: LinkDecision): {similarity: number; cooccurrence: number | null} | undefined;
}

/**
 * Writes decisions as the loaders read them: the published ones, each replaced by the reader's own on the same link,
 * then the reader's other ones. A decision on a link that is not a candidate is left out, since it has no scores.
 *
 * The reader's texts are put on one line each, and none can act as a formula in a spreadsheet.
 * @throws RangeError for a missing reviewer or note, or an invalid date
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
    ...[...rows, ...mine.values()].map((row) => decisionColumns.map((column) => fieldOf(row, column)).join(","))
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** A score has been checked to be a number: with the apostrophe of a text, one below zero would be none. */
const fieldOf = (row: DecisionRow, column: DecisionColumn) =>
  column === "similarity" || column === "cooccurrence" ? row[column] : csvField(row[column]);

const oneLine = (text: string) => text.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();

/** A record of a CSV file, with the line on which it starts. */
interface CsvRecord {
  fields: string[];
  line: number;
}

/**
 * Parses the records of a CSV file (RFC 4180); skips empty lines.
 * @throws RangeError for a quotation mark that is not closed, with the line on which the record starts
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
