import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";
import {chooseParts, type Conditions} from "./conditions.js";

/** The replacement of a mark. */
export type Rendered =
  | {kind: "text"; text: string}
  /** HTML, which is not escaped. */
  | {kind: "html"; html: string};

/** The page in which a mark stands. */
export interface MarkPosition {
  /** Path of the page, such as `/index`. */
  path: string;
  /** Parameters in the page's path. */
  params: Readonly<Record<string, string>>;
}

/** A heading of the page. */
export interface Heading {
  level: number;
  id: string;
  html: string;
}

export interface MarkupRenderer {
  /** Renders a mark within a line, such as `{{patents.rca semiconductors}}`. */
  inline(mark: string, position: MarkPosition): Rendered;
  /** Renders a mark that is a paragraph, such as `{{figure network}}`; undefined if it is not such a mark. */
  block(mark: string, position: MarkPosition, headings: () => Heading[]): string | undefined;
  /** Whether the conditions of `{{if …}}` hold. Without this, all are unknown. */
  conditions?: Conditions;
}

/** A mark that cannot be written. */
export interface Mistake extends MarkPosition {
  /** As it stands in the page, with its braces. */
  written: string;
  /** What is wrong with it. */
  message: string;
  /** Its line, counted from the last line of the page, which is 1; null where only the page is known. */
  fromEnd: number | null;
}

/** Takes a mistake, and gives the HTML in place of the mark. @throws to stop writing the page */
export type OnMistake = (mistake: Mistake) => string;

/** What Framework passes to the parser, and the number of lines of the text. */
type Context = Partial<MarkPosition> & {lines?: number};

/** Where a mark begins: the line of the text from 0, unless it is unknown. */
type Line = number | undefined;

/** The start of a mark that does not end, or the end of one that does not start; after a dollar sign an expression. */
const unpairedBraces = /(?<!\$)\{\{\s*[a-z][^{}\n]{0,60}\}?|(?<![{$])\{[a-z][^{}\n]{0,60}\}\}/y;
const htmlMark = /\{\{([^{}\n]+)\}\}|(?<!\$)\{\{\s*[a-z][^{}\n<]{0,60}\}?/g;
const inlineMark = /\{\{([^{}\n]+)\}\}/y;
const blockMark = /^\{\{([^{}]+)\}\}\s*$/;

/**
 * Extends Markdown with the marks of the narrative: `{{…}}` is a live number, a verdict or a figure, which the build
 * writes into the page. `{{if published}}` and `{{end}}` enclose a part that only some reports have. A heading may set
 * its address: `## Patents {#patents}`.
 *
 * @param onMistake by default throws an Error with the page's path
 */
export function narrativeMarkup(
  md: MarkdownIt,
  renderer: MarkupRenderer,
  onMistake: OnMistake = throwMistake
): MarkdownIt {
  const writer = new MarkWriter(md, renderer, onMistake);
  const lines: Lines = new WeakMap();
  readBlockMarks(md, writer);
  readInlineMarks(md, writer, lines);
  md.core.ruler.after("normalize", "lines", (state) => {
    (state.env as Context).lines = state.src.split("\n").length;
    state.src = chooseParts(state.src, renderer.conditions ?? {});
  });
  md.core.ruler.before("inline", "places", ({tokens}) => {
    for (const {children, map} of tokens) if (children && map) lines.set(children, map[0]);
  });
  md.renderer.rules.narrative = (tokens, index) => tokens[index]!.content;
  md.core.ruler.after("inline", "narrative", ({tokens, env}) => {
    for (const [i, token] of tokens.entries()) {
      if (token.type === "html_block") token.content = writer.htmlBlock(token.content, env as Context, token.map?.[0]);
      if (token.type === "heading_open") nameHeading(token, tokens[i + 1]!);
    }
  });
  return md;
}

/** The first lines of the texts that markdown-it parses into some tokens. */
type Lines = WeakMap<readonly Token[], number>;

function throwMistake({path, written, message}: Mistake): never {
  throw new Error(`${path}: ${written}: ${message}`);
}

/** Writes marks with a renderer, and mistakes in their places. */
class MarkWriter {
  readonly #md: MarkdownIt;
  readonly #renderer: MarkupRenderer;
  readonly #onMistake: OnMistake;

  constructor(md: MarkdownIt, renderer: MarkupRenderer, onMistake: OnMistake) {
    this.#md = md;
    this.#renderer = renderer;
    this.#onMistake = onMistake;
  }

  inline(mark: string, context: Context, line: Line): Rendered {
    return this.#attempt(
      {mark, context, line},
      (position) => this.#renderer.inline(mark, position),
      (html) => ({kind: "html", html})
    );
  }

  block(mark: string, source: string, context: Context, line: Line): string | undefined {
    const headings = () => headingsOf(this.#md, source, context);
    return this.#attempt(
      {mark, context, line},
      (position) => this.#renderer.block(mark, position, headings),
      (html) => `<p>${html}</p>\n`
    );
  }

  /** Writes the marks in an author's HTML. */
  htmlBlock(content: string, context: Context, line: Line): string {
    return content.replace(htmlMark, (written: string, mark: string | undefined, at: number) => {
      if (mark === undefined) return this.unpaired(written, context, below(line, content, at));
      const rendered = this.inline(mark, context, below(line, content, at));
      return rendered.kind === "text" ? this.#md.utils.escapeHtml(rendered.text) : rendered.html;
    });
  }

  /** @returns what stands in place of braces that are not paired */
  unpaired(written: string, context: Context, line: Line): string {
    const missing = written.endsWith("}}") ? "{{ before" : written.endsWith("}") ? "another } after" : "}} after";
    return this.#mistake(written, `the braces are not paired; write ${missing} the mark`, context, line);
  }

  #mistake(written: string, message: string, {path = "", params = {}, lines}: Context, line: Line): string {
    const fromEnd = line === undefined || lines === undefined ? null : lines - line;
    return this.#onMistake({path, params, written, message, fromEnd});
  }

  #attempt<T>(
    {mark, context, line}: {mark: string; context: Context; line: Line},
    work: (position: MarkPosition) => T,
    instead: (html: string) => T
  ): T {
    const {path = "", params = {}} = context;
    try {
      return work({path, params});
    } catch (error) {
      // A fault of the program is no mistake of the author.
      if (!(error instanceof RangeError)) throw error;
      return instead(this.#mistake(`{{${mark}}}`, error.message, context, line));
    }
  }
}

/** The line of a place in a text that begins at a line. */
function below(line: Line, text: string, at: number): Line {
  return line === undefined ? undefined : line + text.slice(0, at).split("\n").length - 1;
}

/** Parses marks that are paragraphs. */
function readBlockMarks(md: MarkdownIt, writer: MarkWriter): void {
  md.block.ruler.before(
    "paragraph",
    "narrative",
    (state, line, _end, silent) => {
      const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
      const mark = blockMark.exec(text)?.[1];
      if (mark === undefined) return false;
      const html = writer.block(mark, state.src, state.env as Context, line);
      if (html === undefined) return false;
      if (!silent) {
        state.push("narrative", "", 0).content = setQueriesAside(html);
        state.line = line + 1;
      }
      return true;
    },
    {alt: ["paragraph"]}
  );
}

/** Parses marks within a line. */
function readInlineMarks(md: MarkdownIt, writer: MarkWriter, lines: Lines): void {
  md.inline.ruler.before("emphasis", "narrative", (state, silent) => {
    inlineMark.lastIndex = state.pos;
    const mark = inlineMark.exec(state.src)?.[1];
    const line = below(lines.get(state.tokens), state.src, state.pos);
    if (mark === undefined) {
      unpairedBraces.lastIndex = state.pos;
      const written = unpairedBraces.exec(state.src)?.[0];
      if (written === undefined) return false;
      if (!silent) state.push("narrative", "", 0).content = writer.unpaired(written, state.env as Context, line);
      state.pos += written.length;
      return true;
    }
    if (!silent) {
      const rendered = writer.inline(mark, state.env as Context, line);
      // Text becomes a text token, so that it counts for titles and addresses.
      const token = state.push(rendered.kind === "text" ? "text" : "narrative", "", 0);
      token.content = rendered.kind === "text" ? rendered.text : rendered.html;
    }
    state.pos = inlineMark.lastIndex;
    return true;
  });
}

/** Moves the address `{#id}` at the end of a heading out of its text. */
function nameHeading(heading: Token, content: Token): void {
  const last = content.children?.at(-1);
  const named = last?.type === "text" ? /\s*\{#([\w-]+)\}$/.exec(last.content) : null;
  if (!named) return;
  last!.content = last!.content.slice(0, named.index);
  heading.attrSet("id", named[1]!);
}

/**
 * Framework takes an address with a query for the name of a page, and reports the link as broken. The query is
 * therefore kept in an attribute until the build writes the page (`src/site/html/passes/restore-queries.ts`) or, in a
 * preview, until scripts run.
 */
function setQueriesAside(html: string): string {
  return html.replace(/(<a\b[^>]*\bhref="(?![a-z]+:)[^"?#]*)\?([^"#]+)"/g, '$1" data-query="$2"');
}

/** All headings of a page. The table of contents lists those that follow it. */
function headingsOf(md: MarkdownIt, source: string, context: Context): Heading[] {
  const headings: Heading[] = [];
  for (const line of source.split("\n")) {
    const found = /^(#{2,3})\s+(.*?)\s*\{#([\w-]+)\}\s*$/.exec(line);
    if (found) headings.push({level: found[1]!.length, id: found[3]!, html: md.renderInline(found[2]!, {...context})});
  }
  return headings;
}
