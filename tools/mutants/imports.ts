import {existsSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path";

/**
 * The project's files that each file uses: those that it imports in any way, and those that it names with `new
 * URL("./…")`.
 * @param root the project's folder, to which all paths are relative
 */
export class ImportGraph {
  readonly #root: string;
  readonly #imports = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  /** All files that a file uses, directly or indirectly, including itself. */
  reach(file: string): Set<string> {
    const reached = new Set<string>();
    const open = [file];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...this.#importsOf(next));
    }
    return reached;
  }

  #importsOf(file: string): readonly string[] {
    const known = this.#imports.get(file);
    if (known) return known;
    const text = file.endsWith(".ts") ? readFileSync(join(this.#root, file), "utf8") : "";
    const named = Array.from(
      text
        .replace(/^import type [^;]*;/gm, "")
        .matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|new URL\(\s*)"(\.{1,2}\/[^"]+)"/g),
      ([, specifier]) => this.#resolve(normalize(join(dirname(file), specifier!)))
    ).filter((path) => path !== undefined);
    this.#imports.set(file, named);
    return named;
  }

  /** Modules of pages import others by their served name, which ends in `.js`. */
  #resolve(path: string): string | undefined {
    return [path.replace(/\.js$/, ".ts"), path].find((one) => /\.\w+$/.test(one) && existsSync(join(this.#root, one)));
  }
}
