import {closeSync, mkdirSync, openSync, writeSync} from "node:fs";
import {dirname, join} from "node:path";

const flushAt = 1 << 20;

/** Text files written line by line, so that they need not fit into memory. */
export class TextFiles {
  readonly #folder: string;
  readonly #lineEnd: string;
  readonly #open = new Map<string, {handle: number; text: string}>();

  constructor(folder: string, {lineEnd = "\n"}: {lineEnd?: string} = {}) {
    this.#folder = folder;
    this.#lineEnd = lineEnd;
  }

  /** Adds a line to a file; creates a new file with its folders. */
  add(name: string, line: string): void {
    let file = this.#open.get(name);
    if (!file) {
      mkdirSync(dirname(join(this.#folder, name)), {recursive: true});
      this.#open.set(name, (file = {handle: openSync(join(this.#folder, name), "w"), text: ""}));
    }
    file.text += line + this.#lineEnd;
    if (file.text.length > flushAt) {
      writeSync(file.handle, file.text);
      file.text = "";
    }
  }

  /** Closes all files. */
  close(): string[] {
    for (const {handle, text} of this.#open.values()) {
      writeSync(handle, text);
      closeSync(handle);
    }
    return [...this.#open.keys()];
  }
}
