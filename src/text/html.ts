/** HTML that needs no escaping. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/**
 * HTML from a template: values are escaped unless they are HTML; lists are joined; null, undefined and false are
 * nothing.
 */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((text, part, i) => text + part + (i < values.length ? textOf(values[i]) : ""), ""));
}

/** HTML as it is. */
export function raw(text: string): Html {
  return new Html(text);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};

function textOf(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (typeof value === "object") return value.map(textOf).join("");
  return String(value).replace(/[&<>"']/g, (letter) => entities[letter]!);
}
