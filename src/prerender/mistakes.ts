import {existsSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import {html} from "../text/html.ts";
import type {Mistake} from "./markup.ts";

/** Where pages are: folders, absolute. */
export interface PageFolders {
  /** Of the pages. */
  root: string;
  /** From which files are named. */
  project: string;
}

/** A mistake in a file. */
interface PlacedMistake {
  file: string;
  /** Null where only the file is known. */
  line: number | null;
  /** As it stands in the page. */
  written: string;
  message: string;
}

/** A page with parameters has one file for all of its paths, so that each of its mistakes is told in one way. */
function placed({path, params, written, message, fromEnd}: Mistake, {root, project}: PageFolders): PlacedMistake {
  const file = fileOf(path, params, root);
  return {file: relative(project, file), line: lineOf(file, written, fromEnd), written, message};
}

/** A mistake as it is told: the file, the line, the mark and what is wrong with it. */
function mistakeText({file, line, written, message}: PlacedMistake): string {
  return `${file}${line === null ? "" : `:${line}`}: ${written}: ${message}`;
}

/** Most marks that one line names. */
const most = 8;

/** The texts of mistakes; those of one file with the same message are told together. */
function together(mistakes: readonly PlacedMistake[]): string[] {
  const groups = new Map<string, PlacedMistake[]>();
  for (const one of mistakes) {
    const key = JSON.stringify([one.file, one.message]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return Array.from(groups.values(), (group) => {
    const [first] = group as [PlacedMistake];
    if (group.length === 1) return mistakeText(first);
    const named = group
      .slice(0, most)
      .map(({line, written}) => (line === null ? written : `${written} (line ${line})`));
    const more = group.length > most ? ` and ${group.length - most} more` : "";
    return mistakeText({...first, written: `${named.join(", ")}${more}`});
  });
}

function fileOf(path: string, params: Mistake["params"], root: string): string {
  const file = join(root, `${path}.md`);
  if (existsSync(file)) return file;
  const names = new Map(Object.entries(params).map(([name, value]) => [value, `[${name}]`]));
  const parts = path.split("/").map((part) => names.get(part) ?? part);
  return join(root, `${parts.join("/")}.md`);
}

/** The text of a page is the end of its file: before it stands the front matter. */
function lineOf(file: string, written: string, fromEnd: number | null): number | null {
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  if (fromEnd !== null) return lines.length - fromEnd + 1;
  const found = lines.findIndex((line) => line.includes(written));
  return found < 0 ? null : found + 1;
}

/** The mistake in the place of its mark, for the author who has the page open. */
function mistakeHtml(text: string): string {
  return String(html`<strong class="mistake" role="alert">${text}</strong>`);
}

/**
 * Takes mistakes, and gives the HTML that stands in their places. Framework parses a page several times, and each
 * mistake is told once; after a correction it is told again.
 * @param tell called after each parse of a page with the texts of its new mistakes, if any
 */
export class Mistakes {
  readonly #folders: PageFolders;
  readonly #tell: (texts: readonly string[]) => void;
  /** By page: the mistakes of the parse that goes on, and of the last one. */
  readonly #pages = new Map<string, {now: Set<string>; before: Set<string>; fresh: PlacedMistake[]}>();

  constructor(folders: PageFolders, tell: (texts: readonly string[]) => void) {
    this.#folders = folders;
    this.#tell = tell;
  }

  /** Whether no page had any when it was last parsed. */
  get none(): boolean {
    return [...this.#pages.values()].every(({now}) => now.size === 0);
  }

  /** To be called before a page is parsed. */
  begin(path: string): void {
    this.#pages.set(path, {now: new Set(), before: this.#pages.get(path)?.now ?? new Set(), fresh: []});
  }

  take(mistake: Mistake): string {
    const one = placed(mistake, this.#folders);
    const text = mistakeText(one);
    if (!this.#pages.has(mistake.path)) this.begin(mistake.path);
    const {now, before, fresh} = this.#pages.get(mistake.path)!;
    if (!now.has(text) && !before.has(text)) fresh.push(one);
    now.add(text);
    return mistakeHtml(text);
  }

  /** To be called after a page was parsed. */
  end(path: string): void {
    const fresh = this.#pages.get(path)?.fresh.splice(0) ?? [];
    if (fresh.length > 0) this.#tell(together(fresh));
  }
}

/** Fails this process at its end when pages had mistakes, after all of them were told, each once. */
export function failAtExit(folders: PageFolders): Mistakes {
  const told = new Set<string>();
  process.on("exit", () => {
    if (told.size === 0) return;
    process.stderr.write(`${[...told].sort(byPlace.compare).join("\n")}\n`);
    process.exitCode = 1;
  });
  return new Mistakes(folders, (texts) => texts.forEach((text) => told.add(text)));
}

/** Lines as numbers: the ninth before the tenth. */
const byPlace = new Intl.Collator("en", {numeric: true});
