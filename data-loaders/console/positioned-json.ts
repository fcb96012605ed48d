/** A key or an index on the way to a value. */
export type Path = readonly PropertyKey[];

/** A value read from JSON, and where its parts stand. */
export interface PositionedJson {
  value: unknown;
  /** The line, from 1, of the part at a path, or of the nearest part around it. */
  lineOf(path: Path): number;
}

/** What is wrong with a text that is no JSON. */
export class JsonError extends Error {
  /** From 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads JSON (RFC 8259) with the lines of its parts. Keys may not be repeated.
 * @throws JsonError
 */
export function readJson(text: string): PositionedJson {
  const starts = new Map<string, number>();
  const value = new Reader(text, (path, start) => starts.set(JSON.stringify(path), start)).read();
  return {
    value,
    lineOf(path) {
      const at = [...path];
      while (at.length > 0 && !starts.has(JSON.stringify(at))) at.pop();
      return lineAt(text, starts.get(JSON.stringify(at)) ?? 0);
    }
  };
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

const token = /[{}[\],:]|"(?:[^"\\\n]|\\.)*"|[^\s{}[\],:"]+|"/y;
const space = /\s*/y;

class Reader {
  readonly #text: string;
  readonly #place: (path: Path, start: number) => void;
  #at = 0;
  /** The end of the last token, where a missing sign belongs. */
  #end = 0;

  constructor(text: string, place: (path: Path, start: number) => void) {
    this.#text = text;
    this.#place = place;
  }

  read(): unknown {
    const value = this.#value([]);
    if (this.#peek() !== "") this.#fail(`${this.#peek()} after the end`);
    return value;
  }

  #fail(message: string, at = this.#at): never {
    throw new JsonError(message, lineAt(this.#text, at));
  }

  #peek(): string {
    space.lastIndex = this.#at;
    space.exec(this.#text);
    this.#at = space.lastIndex;
    token.lastIndex = this.#at;
    return token.exec(this.#text)?.[0] ?? "";
  }

  #next(): string {
    const found = this.#peek();
    this.#at += found.length;
    this.#end = this.#at;
    return found;
  }

  #value(path: Path): unknown {
    const found = this.#peek();
    this.#place(path, this.#at);
    if (found === "") this.#fail("the file ends too early");
    if (found === "{") return this.#members(path);
    if (found === "[") return this.#items(path);
    if (/^[}\],:]$/.test(found)) this.#fail(`a value is missing before ${found}`);
    return this.#plain();
  }

  /** A text, number, true, false or null. */
  #plain(): unknown {
    const found = this.#peek();
    if (found === '"') this.#fail("quotes are not closed");
    try {
      const value = JSON.parse(found) as unknown;
      this.#next();
      return value;
    } catch {
      return this.#fail(`no value: ${found}`);
    }
  }

  #members(path: Path): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    this.#list("}", () => {
      const name = this.#peek();
      if (!name.startsWith('"')) this.#fail(`no name in quotes: ${name}`);
      const key = this.#plain() as string;
      if (Object.hasOwn(members, key)) this.#fail(`${key} stands twice`);
      if (this.#peek() !== ":") this.#fail(`a colon is missing after ${name}`, this.#end);
      this.#next();
      Object.defineProperty(members, key, {
        value: this.#value([...path, key]),
        enumerable: true,
        configurable: true,
        writable: true
      });
    });
    return members;
  }

  #items(path: Path): unknown[] {
    const items: unknown[] = [];
    this.#list("]", () => items.push(this.#value([...path, items.length])));
    return items;
  }

  #list(close: string, readOne: () => void): void {
    this.#next();
    if (this.#peek() === close) return void this.#next();
    for (;;) {
      readOne();
      const sign = this.#peek();
      if (sign === close) return void this.#next();
      if (sign === "") this.#fail(`${close} is missing at the end`);
      if (sign !== ",") this.#fail("a comma is missing", this.#end);
      this.#next();
      if (this.#peek() === close) this.#fail(`a comma before ${close}`);
    }
  }
}
