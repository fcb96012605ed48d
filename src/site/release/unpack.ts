import {gunzipSync} from "node:zlib";
import {unzipSync} from "fflate";

/** A file, or one of those inside an archive. */
export interface Unpacked {
  /** Names from the outermost archive to the file; empty for the file itself. */
  path: readonly string[];
  bytes: Uint8Array;
  /** Why there is no looking into it, if it cannot be read. */
  closed?: string;
}

/** Bytes that all files of one archive may have together, and archives inside each other. */
const mostBytes = 1 << 30;
const mostLevels = 6;

const starts = (bytes: Uint8Array, text: string, at = 0) =>
  [...text].every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

/** Formats that hold data and are not looked into, by their first bytes. */
const closedFormats: readonly (readonly [what: string, mark: string, at?: number])[] = [
  ["a 7-Zip archive", "7z\xbc\xaf"],
  ["a RAR archive", "Rar!"],
  ["an xz archive", "\xfd7zXZ"],
  ["a bzip2 archive", "BZh"],
  ["a Zstandard archive", "\x28\xb5\x2f\xfd"],
  ["an LZ4 archive", "\x04\x22\x4d\x18"],
  ["a compress archive", "\x1f\x9d"],
  ["a cabinet", "MSCF"],
  ["an SQLite database", "SQLite format 3"],
  ["a DuckDB database", "DUCK", 8],
  ["an Arrow file", "ARROW1"],
  ["a Feather file", "FEA1"],
  ["an ORC file", "ORC"],
  ["an Avro file", "Obj\x01"],
  ["an HDF5 file", "\x89HDF"],
  ["a workbook of an old format", "\xd0\xcf\x11\xe0"],
  ["a file of R", "RDX"],
  ["a pickle", "\x80\x04\x95"]
];

/** The format of a file that is not looked into, by its first bytes. */
function closedFormat(bytes: Uint8Array): string | undefined {
  return closedFormats.find(([, mark, at]) => starts(bytes, mark, at))?.[0];
}

/** A file and all files inside it: of gzip, zip (workbooks among them) and tar archives, however they are nested. */
export function unpack(bytes: Uint8Array, path: readonly string[] = []): Unpacked[] {
  const closed = (why: string): Unpacked[] => [{path, bytes, closed: why}];
  if (path.length > mostLevels) return closed("an archive of too many levels");
  const format = closedFormat(bytes);
  if (format !== undefined) return closed(format);
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
      return unpack(gunzipSync(bytes, {maxOutputLength: mostBytes}), [...path, "gzip"]);
    if (starts(bytes, "PK\x03\x04") || starts(bytes, "PK\x05\x06")) return entriesOf(unzip(bytes), path);
  } catch {
    return closed("an archive that is damaged, encrypted or too large");
  }
  if (starts(bytes, "ustar", 257)) return entriesOf(untar(bytes), path);
  return [{path, bytes}];
}

function entriesOf(files: Readonly<Record<string, Uint8Array>>, path: readonly string[]): Unpacked[] {
  return Object.entries(files).flatMap(([name, bytes]) => unpack(bytes, [...path, name]));
}

/** @throws Error for a zip archive that is damaged, encrypted or too large */
function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  let size = 0;
  return unzipSync(bytes, {
    filter({originalSize}) {
      size += originalSize;
      if (size > mostBytes) throw new Error("too large");
      return originalSize > 0;
    }
  });
}

function untar(bytes: Uint8Array): Record<string, Uint8Array> {
  const text = (at: number, length: number) =>
    new TextDecoder("latin1").decode(bytes.subarray(at, at + length)).split("\0", 1)[0]!;
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; starts(bytes, "ustar", at + 257);) {
    const size = parseInt(text(at + 124, 12).trim(), 8) || 0;
    files[`${Object.keys(files).length} ${text(at, 100)}`] = bytes.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** The text of a file: UTF-8, or UTF-16 and UTF-32 with or without a mark. */
export function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== "utf-32") return new TextDecoder(encoding).decode(bytes);
  // Of each code point the three bytes that are zero in a Latin text go.
  return new TextDecoder("latin1").decode(bytes.filter((byte) => byte !== 0));
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "utf-32" {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 0, 0, 0];
  head.forEach((byte, i) => (zeros[i % 4]! += Number(byte === 0)));
  const quarter = head.length / 4;
  const many = zeros.map((count) => count > quarter * 0.8);
  if (many.filter(Boolean).length === 3) return "utf-32";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (many[1] && many[3]) return "utf-16le";
  return many[0] && many[2] ? "utf-16be" : "utf-8";
}
