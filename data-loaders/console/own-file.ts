import {closeSync, openSync, readSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {decodePieces} from "../../src/your-data/text.ts";
import {DataProblem, type Problem} from "../../src/your-data/problems.ts";
import {yourDataWords} from "../../src/words/en/your-data.ts";
import {InputError} from "./input-error.ts";

const chunkSize = 4 * 1024 * 1024;

/**
 * The bytes of a file in pieces.
 * @throws InputError for a file that cannot be read
 */
export function* readChunks(path: string): Generator<Uint8Array> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    for (;;) {
      const chunk = new Uint8Array(chunkSize);
      const length = readSync(file, chunk, 0, chunkSize, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    closeSync(file);
  }
}

/** All bytes of a file, as `readChunks`. */
export function readBytes(path: string): Uint8Array {
  return Buffer.concat(Array.from(readChunks(path)));
}

/** Whether a file is compressed with gzip, by its name. */
export function isGzip(path: string): boolean {
  return /\.gz$/i.test(path);
}

/**
 * All bytes of a file, unpacked where it is compressed with gzip.
 * @throws InputError for a file that cannot be read, and for a damaged one
 */
export function readUnpacked(path: string): Uint8Array {
  const bytes = readBytes(path);
  if (!isGzip(path)) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new InputError("the gzip file is truncated or damaged", {file: path, advice: "download it again", cause});
  }
}

/**
 * Reads a table that a person brings.
 * @param read reads its text, of which it is given the pieces
 * @throws InputError for a file that cannot be read, and for a DataProblem, with the file and its line and column
 */
export function readOwnText<T>(path: string, read: (pieces: Iterable<string>) => T): T {
  return tellingFile(path, () => read(decodePieces(readChunks(path))));
}

/** Runs a reader; a DataProblem becomes an InputError with the file, line and column. */
export function tellingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DataProblem)) throw error;
    throw inputError(path, error.problem, error);
  }
}

function inputError(path: string, problem: Problem, cause: DataProblem): InputError {
  const {message, advice} = yourDataWords.fault(problem);
  const {line, row, column} = problem.at ?? {};
  return new InputError(row === undefined ? message : `row ${row}: ${message}`, {
    file: path,
    ...(line === undefined ? {} : {line}),
    ...(column === undefined ? {} : {column}),
    advice,
    cause
  });
}

function unreadable(path: string, cause: unknown): InputError {
  const {code} = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder, not a file",
    EACCES: "no permission to read it"
  };
  return new InputError(`cannot read the file: ${reasons[code ?? ""] ?? code ?? String(cause)}`, {
    file: path,
    advice: "check the path",
    cause
  });
}
