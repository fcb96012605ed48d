import {basename, extname, relative} from "node:path";
import {nameSome} from "../console/name-some.ts";
import {listFiles} from "./files.ts";

/** A file of an extract, and what its reader made of it. */
export interface FileNote {
  /** Path inside the folder of the extract, with `/`. */
  file: string;
  /** What the reader took it for, such as `inventors`; absent for a file that it ignored. */
  kind?: string;
  /** Why it was ignored; absent for a file that was read. */
  why?: string;
}

/** What a reader found in the folder of an extract. */
export interface ExtractAccount {
  /** Every file but hidden ones, in order. */
  files: FileNote[];
  /** What the folder lacks, each with its consequence. */
  missing: string[];
}

/** Files that must be unpacked or saved otherwise before they can be read, with what to do. */
const packed: Record<string, string> = {
  ".7z": "packed; unpack it",
  ".bz2": "packed; unpack it",
  ".rar": "packed; unpack it",
  ".tar": "packed; unpack it",
  ".tgz": "packed; unpack it",
  ".xz": "packed; unpack it",
  ".zip": "packed; unpack it",
  ".zst": "packed; unpack it",
  ".ods": "a workbook; save it as CSV",
  ".xls": "a workbook; save it as CSV",
  ".xlsx": "a workbook; save it as CSV"
};

function whyPacked(path: string): string | undefined {
  return /\.tar\.gz$/i.test(path) ? packed[".tar"] : packed[extname(path).toLowerCase()];
}

function describeSome(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `the folder holds ${nameSome(names, 3)}`;
}

/**
 * The files of an extract. Its reader says of each file what it is, or why it is ignored, so that a run can account for
 * the whole folder.
 */
export class ExtractFiles {
  readonly folder: string;
  /** Absolute paths, sorted; without hidden files. */
  readonly paths: readonly string[];
  readonly #notes = new Map<string, Omit<FileNote, "file">>();
  readonly #missing: string[] = [];

  private constructor(folder: string, paths: readonly string[]) {
    this.folder = folder;
    this.paths = paths;
  }

  /**
   * Lists a folder.
   * @throws InputError when the folder does not exist, is a file or cannot be read
   */
  static async list(folder: string): Promise<ExtractFiles> {
    return new ExtractFiles(folder, await listFiles(folder));
  }

  /**
   * The files whose own name matches and that no other kind has taken; of a file and its `.gz` twin only the compressed
   * one.
   */
  match(pattern: RegExp): string[] {
    const found = this.paths.filter((path) => pattern.test(basename(path)) && !this.#notes.has(path));
    return found.filter((path) => {
      if (!found.includes(`${path}.gz`)) return true;
      this.ignore(path, `a twin of ${basename(path)}.gz`);
      return false;
    });
  }

  /** Whether a file must be unpacked or saved otherwise before it can be read. */
  isPacked(path: string): boolean {
    return whyPacked(path) !== undefined;
  }

  /** Notes what files are, and that they are read. */
  read(kind: string, ...paths: readonly string[]): void {
    for (const path of paths) this.#notes.set(path, {kind});
  }

  /** Notes why a file is ignored. */
  ignore(path: string, why: string): void {
    this.#notes.set(path, {why});
  }

  /** Notes what the folder lacks, with its consequence: "no file of CPC classes: IPC codes stand in". */
  lack(what: string): void {
    this.#missing.push(what);
  }

  /** The files to read, in the order in which they were noted. */
  get chosen(): string[] {
    return [...this.#notes].flatMap(([path, {kind}]) => (kind === undefined ? [] : [path]));
  }

  /** What could be read once unpacked or saved otherwise: "the folder holds x.zip (packed; unpack it)"; or nothing. */
  get hint(): string | undefined {
    return describeSome(
      this.paths.flatMap((path) => {
        const why = whyPacked(path);
        return why === undefined ? [] : [`${this.nameOf(path)} (${why})`];
      })
    );
  }

  /** The first files that no kind has taken: "the folder holds a.csv and b.csv"; nothing if there are none. */
  get foreign(): string | undefined {
    return describeSome(this.paths.filter((path) => !this.#notes.has(path)).map((path) => this.nameOf(path)));
  }

  /** What was made of every file. */
  account(): ExtractAccount {
    // Nothing tells whether the files that are read are those of the archive.
    const unless = this.chosen.length > 0 ? " unless its files are those that are read" : "";
    const packedWhy = (path: string) => whyPacked(path)?.replace(/unpack it$/, `$&${unless}`);
    const other = (path: string) => packedWhy(path) ?? "none of the kinds of files that are read";
    return {
      files: this.paths.map((path) => ({file: this.nameOf(path), ...(this.#notes.get(path) ?? {why: other(path)})})),
      missing: this.#missing
    };
  }

  /** The path of a file inside the folder, with `/`. */
  nameOf(path: string): string {
    return relative(this.folder, path).replaceAll("\\", "/");
  }
}
