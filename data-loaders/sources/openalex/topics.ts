import {decodeText} from "../../../src/your-data/text.ts";
import {InputError} from "../../console/input-error.ts";
import {isGzip, readOwnText, readUnpacked, tellingFile} from "../../console/own-file.ts";
import {readVocabularyCsv, type VocabularyEntry} from "../vocabulary.ts";

/**
 * Reads OpenAlex topics from the published table (`topic_id,topic_name,…`), from a part of the snapshot's entity
 * `topics` (one JSON object a line) or from a saved page of the API; JSON plain or gzip.
 * @returns topic numbers such as `10036` with their names
 * @throws InputError when the file contains no topics, or is damaged
 */
export function readTopics(path: string): VocabularyEntry[] {
  return isGzip(path) || startsLikeJson(path) ? readObjects(path) : readTable(path);
}

function startsLikeJson(path: string): boolean {
  return readOwnText(path, (pieces) => {
    for (const piece of pieces) return /^\ufeff?\s*[{[]/.test(piece);
    return false;
  });
}

function readTable(path: string): VocabularyEntry[] {
  const columns = {
    code: ["topic id", "id", "code", "topic"],
    title: ["topic name", "display name", "label", "name", "title"]
  };
  return readVocabularyCsv(path, columns, (code, line) => topicNumber(code) ?? fail(path, line, code));
}

function readObjects(path: string): VocabularyEntry[] {
  const text = tellingFile(path, () => decodeText(readUnpacked(path)));
  const topics = readPage(text);
  if (topics !== undefined) return topics.map((topic) => readTopic(topic) ?? fail(path, 1));
  return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
    if (line.trim() === "") return [];
    return [readTopic(parse(line)) ?? fail(path, i + 1, line)];
  });
}

/** The topics in a page of the API or a JSON array; nothing for JSON Lines. */
function readPage(text: string): unknown[] | undefined {
  const value = parse(text);
  const list = Array.isArray(value) ? value : (value as {results?: unknown} | null | undefined)?.results;
  return Array.isArray(list) ? list : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readTopic(value: unknown): VocabularyEntry | undefined {
  const {id, display_name: label} = (value ?? {}) as {id?: unknown; display_name?: unknown};
  const symbol = typeof id === "string" ? topicNumber(id) : undefined;
  return symbol === undefined || typeof label !== "string" || label.trim() === "" ? undefined : {symbol, label};
}

/** The number in `10036`, `10036.0`, `T10036` or `https://openalex.org/T10036`. */
export function topicNumber(id: string): string | undefined {
  return /^(?:(?:https?:\/\/)?(?:api\.)?openalex\.org\/(?:topics\/)?)?T?(\d+)(?:\.0+)?\/?$/i.exec(id.trim())?.[1];
}

function fail(file: string, line: number, text?: string): never {
  const what = text === undefined ? "not a topic" : `not a topic: ${text.slice(0, 60)}`;
  throw new InputError(what, {file, line, advice: "give topics.csv or a part of the entity topics"});
}
