/** A start tag in HTML text. */
export interface StartTag {
  /** In lower case. */
  name: string;
  /** The text between name and `>`. */
  attributes: string;
  /** Where `attributes` begins. */
  at: number;
  /** Of elements whose content is text: that text. */
  text?: string;
}

/** Elements whose content is text, in which nothing is a tag. */
const textElements = new Set(["script", "style", "textarea", "title"]);

const startTag = /<!--[\s\S]*?-->|<([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/** The start tags of HTML text in order; comments and the content of scripts and style sheets have none. */
export function* startTags(html: string): Generator<StartTag> {
  const tags = new RegExp(startTag);
  for (let found: RegExpExecArray | null; (found = tags.exec(html)) !== null;) {
    const [whole, written, attributes] = found;
    if (written === undefined || attributes === undefined) continue;
    const name = written.toLowerCase();
    const at = found.index + 1 + written.length;
    if (!textElements.has(name)) {
      yield {name, attributes, at};
      continue;
    }
    const begin = found.index + whole.length;
    const length = html.slice(begin).search(new RegExp(`</${name}[\\s/>]`, "i"));
    const end = length < 0 ? html.length : begin + length;
    yield {name, attributes, at, text: html.slice(begin, end)};
    tags.lastIndex = end;
  }
}

/**
 * HTML with some attributes replaced. A policy without 'unsafe-inline' refuses styles and handlers wherever HTML is parsed,
 * also in a template that nobody shows.
 * @param replace gives the attribute that stands instead, or undefined; its arguments are the name in lower case and the
 *   value as it is written, quotation marks included
 */
export function replaceAttributes(
  html: string,
  replace: (name: string, written: string) => string | undefined
): string {
  let result = "";
  let from = 0;
  for (const {attributes, at} of startTags(html)) {
    const replaced = attributes.replace(attribute, (one: string, key: string, written: string | undefined) =>
      written === undefined ? one : (replace(key.toLowerCase(), written) ?? one)
    );
    result += html.slice(from, at) + replaced;
    from = at + attributes.length;
  }
  return result + html.slice(from);
}
