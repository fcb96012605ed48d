import {readFile} from "node:fs/promises";
import {InputError} from "../console/input-error.ts";

/** A code with its title. */
export interface ListedTitle {
  /** The code as the file writes it. */
  given: string;
  /** The code as our vocabularies write it. */
  symbol: string;
  label: string;
}

/** A row of a list: its line in the file, from 1, and the wanted fields without blanks around them. */
interface ListRow {
  line: number;
  fields: string[];
}

/**
 * Reads the titles of codes: CSV with the columns `code` and `label`.
 * @param symbolOf a code as our vocabularies write it
 * @throws InputError with file and line, for a file that is not such a list, an empty field or a repeated code
 */
export async function readTitles(path: string, symbolOf: (code: string) => string): Promise<ListedTitle[]> {
  const seen = new Map<string, number>();
  const entries = (await readList(path, ["code", "label"])).map(({line, fields: [code, label]}) => {
    const symbol = symbolOf(code!);
    const before = seen.get(symbol);
    if (before !== undefined)
      throw new InputError(`the code ${symbol} repeats line ${before}`, {
        file: path,
        line,
        advice: "remove one of them"
      });
    seen.set(symbol, line);
    return {given: code!, symbol, label: label!};
  });
  if (entries.length === 0)
    throw new InputError("no code below the header", {file: path, line: 1, advice: "give lines of code,label"});
  return entries;
}

/**
 * Reads which documents have which codes: CSV with the columns `document` and `code`, one line for each pair.
 * @returns the distinct codes of each document
 * @throws InputError with file and line, for a file that is not such a list or an empty field
 */
export async function readDocuments(
  path: string,
  symbolOf: (code: string) => string
): Promise<Map<string, Set<string>>> {
  const documents = new Map<string, Set<string>>();
  for (const {fields} of await readList(path, ["document", "code"])) {
    const [document, code] = fields as [string, string];
    const codes = documents.get(document);
    if (codes) codes.add(symbolOf(code));
    else documents.set(document, new Set([symbolOf(code)]));
  }
  return documents;
}

/** The rows of a comma-separated file, in the order of `columns`; further columns are passed over. */
async function readList(path: string, columns: readonly string[]): Promise<ListRow[]> {
  const [header, ...rows] = splitRows(await readText(path), path);
  const wanted = columns.join(",");
  if (header === undefined)
    throw new InputError("the file is empty", {
      file: path,
      line: 1,
      advice: `give the header ${wanted} and rows below it`
    });
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const places = columns.map((column) => names.indexOf(column));
  const missing = columns.filter((_, i) => places[i] === -1);
  if (missing.length > 0) {
    throw new InputError(`no column ${missing.join(" or ")} in the header: ${header.fields.join(", ")}`, {
      file: path,
      line: header.line,
      advice: `separate fields by commas, and begin with a header that names ${wanted}`
    });
  }
  return rows.map(({line, fields}) => {
    if (fields.length !== names.length) {
      throw new InputError(`${fields.length} fields, where the header has ${names.length}`, {
        file: path,
        line,
        advice: "put a field that contains a comma in double quotes"
      });
    }
    const values = places.map((place) => fields[place]!.trim());
    const empty = values.indexOf("");
    if (empty >= 0)
      throw new InputError(`no ${columns[empty]}`, {file: path, line, advice: "fill in the field, or remove the line"});
    return {line, fields: values};
  });
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "a folder, not a file" : `unreadable: ${code}`;
    throw new InputError(why, {file: path, advice: "check the path", cause});
  }
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(bytes).normalize("NFC");
  } catch (cause) {
    throw new InputError("the text is not UTF-8", {file: path, advice: "save it as CSV in UTF-8", cause});
  }
}

/**
 * Splits comma-separated text into rows. A field may stand in double quotes, where `""` is one quote; no sign begins a
 * comment. Blank lines are passed over.
 */
function splitRows(text: string, file: string): ListRow[] {
  const rows: ListRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const row: ListRow = {line, fields: []};
    for (let ended = false; !ended;) {
      const field = fieldPattern(text.charAt(at) === '"');
      field.lastIndex = at;
      const [all, value, end] = field.exec(text) ?? [];
      if (all === undefined) {
        throw new InputError("a double quote inside a field, or without its partner", {
          file,
          line,
          advice: 'put the whole field in double quotes, and write "" for a quote in it'
        });
      }
      row.fields.push(value!.replaceAll('""', '"'));
      line += all.match(/\r\n|\r|\n/g)?.length ?? 0;
      at += all.length;
      ended = end !== ",";
    }
    if (row.fields.some((value) => value.trim() !== "")) rows.push(row);
  }
  return rows;
}

/** One field and the comma or line end behind it. */
function fieldPattern(quoted: boolean): RegExp {
  return quoted ? /"((?:[^"]|"")*)"[ \t]*(,|\r\n|\r|\n|$)/y : /([^",\r\n]*)(,|\r\n|\r|\n|$)/y;
}
