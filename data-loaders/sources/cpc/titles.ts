import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../../console/input-error.ts";
import {listFiles, matchFiles} from "../files.ts";
import type {VocabularyEntry} from "../vocabulary.ts";

/**
 * Reads the official CPC title list: the section files `cpc-section-X_YYYYMMDD.txt` (TAB, no header: symbol, level,
 * title) or a CSV with the columns `code,title`. Only subclasses and main groups are kept.
 * @param path a file, or the folder with the section files
 * @returns symbols such as `H01L` and `H01L21` with their titles, without references to other codes
 * @throws InputError when there is no file, or a file has no titles
 */
export async function readCpcTitles(path: string): Promise<VocabularyEntry[]> {
  const paths = /\.(txt|csv)$/i.test(path)
    ? [path]
    : matchFiles(await listFiles(path), /^cpc-section-[A-HY]_\d{8}\.txt$/i);
  if (paths.length === 0) {
    throw new InputError("file not found: cpc-section-X_YYYYMMDD.txt", {
      file: path,
      advice: "unzip the CPC title list into this folder"
    });
  }
  const entries: VocabularyEntry[] = [];
  for (const file of paths) {
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    const rows = /\.csv$/i.test(file)
      ? csvParse(text).map((row) => [row.code ?? "", row.title ?? ""] as const)
      : text.split(/\r?\n/).map((line) => {
          const [symbol, , title] = line.split("\t");
          return [symbol ?? "", title ?? ""] as const;
        });
    const found = rows.flatMap(([code, title]) => {
      const symbol = /^([A-HY]\d\d[A-Z])(?:\s*(\d+)\/00)?$/.exec(code.trim());
      return symbol && title ? [{symbol: symbol[1]! + (symbol[2] ?? ""), label: cleanTitle(title)}] : [];
    });
    if (found.length === 0) {
      throw new InputError("no CPC symbols with titles", {
        file,
        line: 1,
        advice: "give lines of symbol TAB level TAB title, or a CSV with code,title"
      });
    }
    entries.push(...found);
  }
  return entries;
}

/**
 * A title without its references to other codes, which are in round brackets. Curly brackets mark what CPC adds to IPC;
 * their text stays.
 */
export function cleanTitle(title: string): string {
  // Braces overlap brackets in some titles, so they go first.
  let text = title.replace(/[{}]/g, "");
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(/\([^()]*\)/g, " ");
  }
  return text
    .replace(/[()]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/\s+([;,.])/g, "$1")
    .trim();
}
