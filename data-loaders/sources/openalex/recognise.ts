import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {createGunzip} from "node:zlib";
import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {foreignFormat} from "../../../src/your-data/text.ts";
import {yourDataWords} from "../../../src/words/en/your-data.ts";
import {isGzip} from "../../console/own-file.ts";
import {describeParquet} from "./entities.ts";
import type {Entity, EntityFormat} from "./parts.ts";

/** A list of the parts of a snapshot. */
export interface SnapshotManifest {
  /** The date of the snapshot; manifests before 2026 have none. */
  date?: string;
  /** Whether it is of a snapshot since 2026, whose parts can still be downloaded. */
  current: boolean;
  entries: {url: string; records?: number}[];
}

/** What a file is, as its content shows. */
export type Recognised =
  | {kind: Entity; format: EntityFormat}
  | {kind: "flat works"}
  | {kind: "manifest"; manifest: SnapshotManifest}
  | {kind: "harvest"; edition: string; finished: boolean; parts: Partial<Record<Entity, number>>}
  | {kind: "deleted works"}
  | {kind: "other"; why?: string};

type Json = Record<string, unknown>;

/** Columns of a flat table of works: one row a work, lists joined by `|`. */
const flatColumns = ["work_id", "year", "topics_json", "institution_ids", "countries"];

/** Sizes to which the beginning of a file is read until it holds a whole object, in bytes. */
const headSizes = [1 << 18, 1 << 22, 1 << 26];

/** Objects to look at: a field that is missing from the first may be in others. */
const mostObjects = 50;

/**
 * Recognises a file by its content, whatever its name.
 * @throws InputError when a `.gz` or `.parquet` file is damaged at its beginning, so that it might be a part
 */
export async function recognise(db: WorkDatabase, path: string): Promise<Recognised> {
  if (/\.parquet$/i.test(path)) return await recogniseParquet(db, path);
  for (const size of headSizes) {
    const {bytes, whole} = await readHead(path, size);
    const format = foreignFormat(bytes);
    if (format !== undefined) return {kind: "other", why: yourDataWords.fault({kind: "format", format}).message};
    const text = bytes.toString("utf8");
    const start = text.replace(/^\uFEFF?\s*/, "");
    if (start === "") return {kind: "other", why: "empty"};
    if (listsDeleted(start)) return {kind: "deleted works"};
    if (/^topic_id,topic_name\b/i.test(start)) return {kind: "other", why: "topics: give it as --topics"};
    if (!/^[[{]/.test(start)) return {kind: "other"};
    const found = findObjects(start);
    if (found !== undefined) return withMark(path, text, recogniseJson(found));
    if (whole) break;
  }
  return {kind: "other", why: "no whole JSON object"};
}

/** Whether a text is a table of the works that OpenAlex has deleted. */
function listsDeleted(text: string): boolean {
  const names = text
    .split(/[\r\n]/, 1)[0]!
    .split(/[,;\t]/)
    .map((name) => name.replaceAll('"', "").trim().toLowerCase());
  return names.includes("work_id") && (names.length === 1 || names.some((name) => name.startsWith("deleted")));
}

/** @throws InputError for objects after a byte order mark that are not one a line, which the database cannot read */
function withMark(path: string, text: string, found: Recognised): Recognised {
  if (!text.startsWith("\uFEFF") || (found.kind !== "works" && found.kind !== "institutions")) return found;
  if (found.format === "lines") return {...found, format: "marked lines"};
  throw new InputError("it begins with a byte order mark", {file: path, advice: "save it as UTF-8 without one"});
}

async function recogniseParquet(db: WorkDatabase, path: string): Promise<Recognised> {
  const {columns, firstId} = await describeParquet(db, path);
  if (flatColumns.every((name) => columns.has(name))) return {kind: "flat works"};
  return recogniseEntity([...columns.keys()], firstId, "parquet");
}

/** The objects at the beginning of a text, and how they follow each other; nothing if none is whole. */
function findObjects(text: string): {objects: Json[]; format: EntityFormat} | undefined {
  if (text.startsWith("[")) {
    const objects = parseAll(splitValues(text.slice(1)));
    return objects.length > 0 || /^\[\s*\]/.test(text) ? {objects, format: "array"} : undefined;
  }
  // The last line may be cut off, and others broken.
  const lines = parseAll(text.split("\n", mostObjects));
  const objects = lines.length > 0 ? lines : parseAll(splitValues(text));
  if (objects.length === 0) return undefined;
  const [{id, results}] = objects as [Json];
  if (id === undefined && Array.isArray(results)) return {objects: results as Json[], format: "page"};
  return {objects, format: lines.length > 0 ? "lines" : "objects"};
}

function parseAll(texts: readonly string[]): Json[] {
  return texts.flatMap((text) => {
    try {
      const value = JSON.parse(text) as unknown;
      return typeof value === "object" && value !== null && !Array.isArray(value) ? [value as Json] : [];
    } catch {
      return [];
    }
  });
}

/** The first whole objects and lists in a text, whatever is between them. */
function splitValues(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length && depth >= 0 && values.length < mostObjects; ++i) {
    const mark = text[i];
    if (mark === '"') i = endOfString(text, i);
    else if (mark === "{" || mark === "[") {
      if (depth++ === 0) start = i;
    } else if ((mark === "}" || mark === "]") && --depth === 0) values.push(text.slice(start, i + 1));
  }
  return values;
}

/** The place of the quote that closes the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === "\\") ++escapes;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

function recogniseJson({objects, format}: {objects: readonly Json[]; format: EntityFormat}): Recognised {
  const [first] = objects;
  if (first === undefined)
    return {kind: "other", why: format === "page" ? "a page of the API without results" : "empty"};
  if (first.id === undefined && format !== "page") {
    if (typeof first.edition === "string") return {kind: "harvest", ...readHarvest(first, first.edition)};
    const manifest = readManifest(format === "array" ? {files: objects} : first);
    if (manifest !== undefined) return {kind: "manifest", manifest};
  }
  const ids = objects.map(({id}) => id).filter((id) => typeof id === "string");
  return recogniseEntity([...new Set(objects.flatMap((object) => Object.keys(object)))], ids[0], format);
}

/** What an object lists as the parts of a snapshot, wherever the lists stand in it; nothing if it lists none. */
function readManifest(object: Json): SnapshotManifest | undefined {
  const {files, entries, date, snapshot_date: snapshotDate} = object;
  const list = findParts(object, 3);
  if (list.length === 0 && !Array.isArray(files ?? entries)) return undefined;
  const [, day] = /^(\d{4}-\d{2}-\d{2})/.exec(String(date ?? snapshotDate)) ?? [];
  return {entries: list, current: !Array.isArray(entries), ...(day !== undefined && {date: day})};
}

/** The addresses of parts in lists at most so many levels deep, with their numbers of records. */
function findParts(value: unknown, depth: number): SnapshotManifest["entries"] {
  if (typeof value !== "object" || value === null || depth < 0) return [];
  if (!Array.isArray(value)) return Object.values(value).flatMap((each) => findParts(each, depth - 1));
  const parts = value.map((each: unknown) => {
    const {url, path, meta, record_count: own} = (typeof each === "object" ? (each ?? {}) : {url: each}) as Json;
    const records = Number(own ?? (meta as Json | null | undefined)?.record_count ?? NaN);
    return {url: String(url ?? path), ...(Number.isInteger(records) && {records})};
  });
  return parts.every(({url}) => /part_\d+|\.(gz|parquet|jsonl)$/i.test(url)) ? parts : [];
}

function readHarvest({finished, parts}: Json, edition: string) {
  return {edition, finished: finished !== false, parts: (parts ?? {}) as Partial<Record<Entity, number>>};
}

/** Tells an entity by the letter of its ids and by the fields that its kind needs. */
function recogniseEntity(fields: readonly string[], id: string | undefined, format: EntityFormat): Recognised {
  const letter = /(?:^|\/)([A-Z])\d+$/.exec(id ?? "")?.[1];
  if (letter === "W") {
    const missing = ["publication_year", "authorships"].filter((name) => !fields.includes(name));
    if (missing.length === 0) return {kind: "works", format};
    return {kind: "other", why: `works without ${missing.join(" and ")}`};
  }
  if (letter === "I") {
    if (fields.includes("geo") || fields.includes("country_code")) return {kind: "institutions", format};
    return {kind: "other", why: "institutions without geo and country_code"};
  }
  return letter === undefined ? {kind: "other"} : {kind: "other", why: "neither works nor institutions"};
}

/**
 * Reads the beginning of a text file, plain or gzip.
 * @returns its bytes, and whether it is the whole file
 * @throws InputError when a gzip file is damaged there
 */
async function readHead(path: string, size: number): Promise<{bytes: Buffer; whole: boolean}> {
  const zipped = isGzip(path);
  const input = createReadStream(path);
  const stream = zipped ? input.pipe(createGunzip()) : input;
  input.on("error", (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  const {size: all} = await stat(path);
  try {
    if (zipped && all === 0) throw new Error("no bytes");
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if ((length += chunk.length) >= size) break;
    }
  } catch (cause) {
    if (!zipped) throw cause;
    throw new InputError(`the gzip file is truncated or damaged (${all.toLocaleString("en-US")} bytes)`, {
      file: path,
      advice: "download it again",
      cause
    });
  } finally {
    input.destroy();
  }
  return {bytes: Buffer.concat(chunks), whole: length < size};
}
