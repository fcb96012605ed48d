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

/**
 * A mistake as it is told: the file, the line, the mark and what is wrong with it.
 *
 * A page with parameters has one file for all of its paths, so that each of its mistakes is told in one way.
 */
function mistakeText({path, params, mark, message, fromEnd}: Mistake, {root, project}: PageFolders): string {
  const file = fileOf(path, params, root);
  const line = lineOf(file, mark, fromEnd);
  return `${relative(project, file)}${line === null ? "" : `:${line}`}: {{${mark}}}: ${message}`;
}

function fileOf(path: string, params: Mistake["params"], root: string): string {
  const file = join(root, `${path}.md`);
  if (existsSync(file)) return file;
  const names = new Map(Object.entries(params).map(([name, value]) => [value, `[${name}]`]));
  const parts = path.split("/").map((part) => names.get(part) ?? part);
  return join(root, `${parts.join("/")}.md`);
}

/** The text of a page is the end of its file: before it stands the front matter. */
function lineOf(file: string, mark: string, fromEnd: number | null): number | null {
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  if (fromEnd !== null) return lines.length - fromEnd + 1;
  const found = lines.findIndex((line) => line.includes(`{{${mark}}}`));
  return found < 0 ? null : found + 1;
}

/** The mistake in the place of its mark, for the author who has the page open. */
function mistakeHtml(text: string): string {
  return String(html`<strong class="mistake" role="alert">${text}</strong>`);
}

/**
 * Takes mistakes, and gives the HTML that stands in their places. Framework parses a page several times, and each
 * mistake is told once; after a correction it is told again.
 * @param tell called with the text of a new mistake
 */
export class Mistakes {
  readonly #folders: PageFolders;
  readonly #tell: (text: string) => void;
  /** By page: the mistakes of the parse that goes on, and of the last one. */
  readonly #pages = new Map<string, {now: Set<string>; before: Set<string>}>();

  constructor(folders: PageFolders, tell: (text: string) => void) {
    this.#folders = folders;
    this.#tell = tell;
  }

  /** To be called before a page is parsed. */
  begin(path: string): void {
    this.#pages.set(path, {now: new Set(), before: this.#pages.get(path)?.now ?? new Set()});
  }

  take(mistake: Mistake): string {
    const text = mistakeText(mistake, this.#folders);
    const page = this.#pages.get(mistake.path) ?? {now: new Set(), before: new Set()};
    this.#pages.set(mistake.path, page);
    if (!page.now.has(text) && !page.before.has(text)) this.#tell(text);
    page.now.add(text);
    return mistakeHtml(text);
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
  return new Mistakes(folders, (text) => void told.add(text));
}

/** Lines as numbers: the ninth before the tenth. */
const byPlace = new Intl.Collator("en", {numeric: true});
