import {readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";

/** Lines of a file, from 1: those with code, and those with executed code. */
export interface LineCoverage {
  known: Set<number>;
  executed: Set<number>;
}

/** The fields in use of the report that V8 writes for a process with NODE_V8_COVERAGE. */
interface Report {
  result: {url: string; functions: {ranges: {startOffset: number; endOffset: number; count: number}[]}[]}[];
  "source-map-cache"?: Record<string, {lineLengths: number[]; data: {mappings: string} | null}>;
}

/**
 * The lines that the processes of a test executed.
 * @param folder folder of V8's reports
 * @param root the project's folder, to which paths are relative
 */
export function readCoverage(folder: string, root: string): Map<string, LineCoverage> {
  const covered = new Map<string, LineCoverage>();
  for (const name of readdirSync(folder)) {
    const {result, "source-map-cache": maps = {}} = JSON.parse(readFileSync(join(folder, name), "utf8")) as Report;
    for (const {url, functions} of result) {
      const map = maps[url];
      if (!url.startsWith("file:") || !map?.data) continue;
      const file = relative(root, fileURLToPath(url));
      const lines = covered.get(file) ?? {known: new Set(), executed: new Set()};
      covered.set(file, lines);
      const ran = paint(functions, map.lineLengths);
      for (const {offset, line} of decodeMappings(map.data.mappings, map.lineLengths)) {
        lines.known.add(line);
        if (ran[offset] === 1) lines.executed.add(line);
      }
    }
  }
  return covered;
}

/** Marks the executed characters: inner ranges come after their outer ranges. */
function paint(functions: Report["result"][number]["functions"], lineLengths: readonly number[]): Uint8Array {
  const ran = new Uint8Array(lineLengths.reduce((sum, length) => sum + length + 1, 0));
  for (const {ranges} of functions)
    for (const {startOffset, endOffset, count} of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return ran;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The positions in the generated text that a source map covers, with their source lines, from 1. */
export function decodeMappings(mappings: string, lineLengths: readonly number[]): {offset: number; line: number}[] {
  const places: {offset: number; line: number}[] = [];
  let [lineStart, line] = [0, 1];
  for (const [i, group] of mappings.split(";").entries()) {
    let column = 0;
    for (const segment of group.split(",")) {
      const [columnStep, , lineStep] = decodeNumbers(segment);
      if (columnStep === undefined) continue;
      column += columnStep;
      if (lineStep === undefined) continue;
      line += lineStep;
      places.push({offset: lineStart + column, line});
    }
    lineStart += (lineLengths[i] ?? 0) + 1;
  }
  return places;
}

/** Decodes base64 digits of five bits each. The sixth bit means that more digits follow; the lowest bit is the sign. */
function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = digits.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
