import {existsSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path";

/**
 * The project's files that each file reaches: what it imports, in any way, and what it names by `new URL("./…")`.
 * @param root the project's folder; all paths are from it
 */
export class ImportGraph {
  readonly #root: string;
  readonly #imports = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Everything that a file reaches, itself included. */
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

  /** Pages name a module by the `.js` that it is served as. */
  #resolve(path: string): string | undefined {
    return [path.replace(/\.js$/, ".ts"), path].find((one) => /\.\w+$/.test(one) && existsSync(join(this.#root, one)));
  }
}
