import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";

/** What replaces a mark. */
export type Rendered =
  | {kind: "text"; text: string}
  /** HTML as it is. */
  | {kind: "html"; html: string};

/** The page of a mark. */
export interface MarkPosition {
  /** Path of the page, such as `/index`. */
  path: string;
  /** Parameters of the page's path. */
  params: Readonly<Record<string, string>>;
}

/** A heading of the page. */
export interface Heading {
  level: number;
  id: string;
  html: string;
}

export interface MarkupRenderer {
  /** A mark within a line, such as `{{patents.rca semiconductors}}`. */
  inline(mark: string, position: MarkPosition): Rendered;
  /** A mark that is a paragraph of its own, such as `{{figure network}}`; undefined where it is none. */
  block(mark: string, position: MarkPosition, headings: () => Heading[]): string | undefined;
}

/** What Framework hands to the parser. */
type Context = Partial<MarkPosition>;

const inlineMark = /\{\{([^{}\n]+)\}\}/y;
const blockMark = /^\{\{([^{}]+)\}\}\s*$/;

/**
 * Teaches Markdown the marks of the narrative: `{{…}}` stands for a live number, a verdict or a figure, which the build
 * writes into the page. A heading may name its address: `## Patents {#patents}`.
 * @throws Error for a mark that the renderer does not know, with the page's path
 */
export function narrativeMarkup(md: MarkdownIt, renderer: MarkupRenderer): MarkdownIt {
  const writer = new MarkWriter(md, renderer);
  readBlockMarks(md, writer);
  readInlineMarks(md, writer);
  md.renderer.rules.narrative = (tokens, index) => tokens[index]!.content;
  md.core.ruler.after("inline", "narrative", ({tokens, env}) => {
    for (const [i, token] of tokens.entries()) {
      if (token.type === "html_block") token.content = writer.htmlBlock(token.content, env as Context);
      if (token.type === "heading_open") nameHeading(token, tokens[i + 1]!);
    }
  });
  return md;
}

/** Writes marks with a renderer, and names the page in its errors. */
class MarkWriter {
  readonly #md: MarkdownIt;
  readonly #renderer: MarkupRenderer;

  constructor(md: MarkdownIt, renderer: MarkupRenderer) {
    this.#md = md;
    this.#renderer = renderer;
  }

  inline(mark: string, context: Context): Rendered {
    return this.#attempt(mark, context, (position) => this.#renderer.inline(mark, position));
  }

  block(mark: string, source: string, context: Context): string | undefined {
    const headings = () => headingsOf(this.#md, source, context);
    return this.#attempt(mark, context, (position) => this.#renderer.block(mark, position, headings));
  }

  /** Writes the marks in the HTML of an author. */
  htmlBlock(content: string, context: Context): string {
    return content.replace(/\{\{([^{}\n]+)\}\}/g, (_, mark: string) => {
      const rendered = this.inline(mark, context);
      return rendered.kind === "text" ? this.#md.utils.escapeHtml(rendered.text) : rendered.html;
    });
  }

  #attempt<T>(mark: string, {path = "", params = {}}: Context, work: (position: MarkPosition) => T): T {
    try {
      return work({path, params});
    } catch (cause) {
      throw new Error(`${path}: {{${mark}}}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
    }
  }
}

/** Reads marks that are paragraphs. */
function readBlockMarks(md: MarkdownIt, writer: MarkWriter): void {
  md.block.ruler.before(
    "paragraph",
    "narrative",
    (state, line, _end, silent) => {
      const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
      const mark = blockMark.exec(text)?.[1];
      if (mark === undefined) return false;
      const html = writer.block(mark, state.src, state.env as Context);
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

/** Reads marks within a line. */
function readInlineMarks(md: MarkdownIt, writer: MarkWriter): void {
  md.inline.ruler.before("emphasis", "narrative", (state, silent) => {
    inlineMark.lastIndex = state.pos;
    const mark = inlineMark.exec(state.src)?.[1];
    if (mark === undefined) return false;
    if (!silent) {
      const rendered = writer.inline(mark, state.env as Context);
      // Text becomes a text token, so that it counts for titles and addresses.
      const token = state.push(rendered.kind === "text" ? "text" : "narrative", "", 0);
      token.content = rendered.kind === "text" ? rendered.text : rendered.html;
    }
    state.pos = inlineMark.lastIndex;
    return true;
  });
}

/** Takes the address `{#id}` at the end of a heading out of its text. */
function nameHeading(heading: Token, content: Token): void {
  const last = content.children?.at(-1);
  const named = last?.type === "text" ? /\s*\{#([\w-]+)\}$/.exec(last.content) : null;
  if (!named) return;
  last!.content = last!.content.slice(0, named.index);
  heading.attrSet("id", named[1]!);
}

/**
 * Framework takes an address with a query for a page of that name, and calls the link broken. So the query waits in an
 * attribute until the page is written (`src/site/html/passes/restore-queries.ts`), in a preview until scripts run.
 */
function setQueriesAside(html: string): string {
  return html.replace(/(<a\b[^>]*\bhref="(?![a-z]+:)[^"?#]*)\?([^"#]+)"/g, '$1" data-query="$2"');
}

/** All headings of a page: the contents list those that follow them. */
function headingsOf(md: MarkdownIt, source: string, context: Context): Heading[] {
  const headings: Heading[] = [];
  for (const line of source.split("\n")) {
    const found = /^(#{2,3})\s+(.*?)\s*\{#([\w-]+)\}\s*$/.exec(line);
    if (found) headings.push({level: found[1]!.length, id: found[3]!, html: md.renderInline(found[2]!, {...context})});
  }
  return headings;
}
