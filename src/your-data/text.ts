import {DataProblem, type ForeignFormat} from "./problems.js";

/** Formats by their first bytes. */
const signatures: readonly [ForeignFormat, ...number[]][] = [
  ["utf-16", 0xff, 0xfe],
  ["utf-16", 0xfe, 0xff],
  ["workbook", 0x50, 0x4b, 0x03, 0x04],
  ["workbook", 0xd0, 0xcf, 0x11, 0xe0],
  ["gzip", 0x1f, 0x8b],
  ["archive", 0x37, 0x7a, 0xbc, 0xaf],
  ["pdf", 0x25, 0x50, 0x44, 0x46, 0x2d]
];

const lineBreak = /\r\n?|\n/g;

/** Number of line breaks: LF, CRLF or CR. */
export function countLineBreaks(text: string): number {
  return text.includes("\n") || text.includes("\r") ? text.match(lineBreak)!.length : 0;
}

/**
 * Decodes a text file in pieces: UTF-8, and no other encoding is guessed. A byte order mark stays.
 * @param chunks the bytes of the file, cut anywhere
 * @throws DataProblem for another encoding or format, and for an empty file
 */
export function* decodePieces(chunks: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  let started = false;
  const decode = (bytes: Uint8Array): string => {
    if (bytes.includes(0)) throw new DataProblem({kind: "format", format: formatWithZeros(bytes)});
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      const valid = new TextDecoder().decode(bytes).split("\ufffd", 1)[0]!;
      throw new DataProblem({kind: "encoding", at: {line: line + countLineBreaks(valid)}}, {cause});
    }
  };
  for (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : concat(rest, chunk);
    // A piece ends with ASCII, so that it holds whole characters.
    let end = bytes.length;
    while (end > 0 && bytes[end - 1]! >= 0x80) --end;
    rest = bytes.slice(end);
    if (end === 0) continue;
    const piece = bytes.subarray(0, end);
    if (!started) refuseForeign(piece, bytes);
    started = true;
    const text = decode(piece);
    yield text;
    line += countLineBreaks(text);
  }
  if (rest.length > 0) {
    if (!started) refuseForeign(rest, rest);
    yield decode(rest);
  } else if (!started) throw new DataProblem({kind: "empty"});
}

/**
 * Decodes a whole text file, without its byte order mark.
 * @throws DataProblem as `decodePieces`
 */
export function decodeText(bytes: Uint8Array): string {
  return Array.from(decodePieces([bytes]))
    .join("")
    .replace(/^\ufeff/, "");
}

/** The format that the first bytes of a file name, if it is no text in UTF-8. */
export function foreignFormat(bytes: Uint8Array): ForeignFormat | undefined {
  return signatures.find(([, ...signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0];
}

function refuseForeign(...starts: Uint8Array[]): void {
  for (const bytes of starts) {
    const format = foreignFormat(bytes);
    if (format !== undefined) throw new DataProblem({kind: "format", format});
  }
}

/** UTF-16 without its mark has a zero in every other byte of a Latin text. */
function formatWithZeros(bytes: Uint8Array): ForeignFormat {
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1;
  });
  const [even, odd] = zeros as [number, number];
  return Math.min(even, odd) === 0 && Math.max(even, odd) > head.length / 4 ? "utf-16" : "binary";
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
