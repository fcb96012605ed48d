import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {readBytes, tellingFile} from "../../console/own-file.ts";
import {decodeText} from "../../../src/your-data/text.ts";
import {listFiles} from "../files.ts";
import {readVocabularyCsv, type VocabularyEntry} from "../vocabulary.ts";

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
    : (await listFiles(path)).filter((file) => /^cpc-section-[A-HY]_\d{8}\.txt$/i.test(basename(file)));
  if (paths.length === 0) {
    throw new InputError("file not found: cpc-section-X_YYYYMMDD.txt", {
      file: path,
      advice: "unzip the CPC title list into this folder"
    });
  }
  const entries: VocabularyEntry[] = [];
  for (const file of paths) {
    const found = /\.csv$/i.test(file) ? readTable(file) : readSection(file);
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
 * The symbol of a subclass or main group, such as `H01L` and `H01L21`, in any spelling: `H01L 21/00`, `h01l21`,
 * `H01L0021000000`. Undefined for any other code.
 */
export function cpcSymbol(code: string): string | undefined {
  const plain = code.toUpperCase().replace(/[\s"']+/g, "");
  const parts = /^([A-HY]\d\d[A-Z])(?:0*([1-9]\d{0,3})(?:\/00|0{6})?)?$/.exec(plain);
  return parts ? parts[1]! + (parts[2] ?? "") : undefined;
}

function readTable(file: string): VocabularyEntry[] {
  const columns = {code: ["code", "symbol", "cpc", "cpc symbol"], title: ["title", "label", "cpc title"]};
  const entries = readVocabularyCsv(file, columns, cpcSymbol);
  return entries.map(({symbol, label}) => ({symbol, label: cleanTitle(label)}));
}

/** Quotation marks of a section file are ordinary characters. */
function readSection(file: string): VocabularyEntry[] {
  const text = tellingFile(file, () => decodeText(readBytes(file)));
  return text.split(/\r\n?|\n/).flatMap((line) => {
    const [code = "", , title = ""] = line.split("\t");
    const symbol = cpcSymbol(code);
    return symbol !== undefined && title ? [{symbol, label: cleanTitle(title)}] : [];
  });
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
