import type MarkdownIt from "markdown-it";

/** What stands in the place of a mark. */
export type Rendered =
  | {kind: "text"; text: string}
  /** HTML as it is. */
  | {kind: "html"; html: string};

/** Where a mark stands. */
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
 *
 * A mark that means nothing fails the page, with its path.
 */
export function narrativeMarkup(md: MarkdownIt, renderer: MarkupRenderer): MarkdownIt {
  const position = (context: Context): MarkPosition => ({path: context.path ?? "", params: context.params ?? {}});
  const attempt = <T>(mark: string, context: Context, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new Error(
        `${position(context).path}: {{${mark}}}: ${cause instanceof Error ? cause.message : String(cause)}`,
        {cause}
      );
    }
  };
  const inline = (mark: string, context: Context) =>
    attempt(mark, context, () => renderer.inline(mark, position(context)));

  md.block.ruler.before(
    "paragraph",
    "narrative",
    (state, line, _end, silent) => {
      const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
      const mark = blockMark.exec(text)?.[1];
      if (mark === undefined) return false;
      const context = state.env as Context;
      const html = attempt(mark, context, () =>
        renderer.block(mark, position(context), () => headingsOf(md, state.src, context))
      );
      if (html === undefined) return false;
      if (!silent) {
        state.push("narrative", "", 0).content = setQueriesAside(html);
        state.line = line + 1;
      }
      return true;
    },
    {alt: ["paragraph"]}
  );

  md.inline.ruler.before("emphasis", "narrative", (state, silent) => {
    inlineMark.lastIndex = state.pos;
    const mark = inlineMark.exec(state.src)?.[1];
    if (mark === undefined) return false;
    if (!silent) {
      const rendered = inline(mark, state.env as Context);
      // Text becomes text, so that it counts for titles and addresses.
      const token = state.push(rendered.kind === "text" ? "text" : "narrative", "", 0);
      token.content = rendered.kind === "text" ? rendered.text : rendered.html;
    }
    state.pos = inlineMark.lastIndex;
    return true;
  });
  md.renderer.rules.narrative = (tokens, index) => tokens[index]!.content;

  md.core.ruler.after("inline", "narrative", (state) => {
    for (const [i, token] of state.tokens.entries()) {
      // Authors' own HTML, too.
      if (token.type === "html_block") {
        token.content = token.content.replace(/\{\{([^{}\n]+)\}\}/g, (_, mark: string) => {
          const rendered = inline(mark, state.env as Context);
          return rendered.kind === "text" ? md.utils.escapeHtml(rendered.text) : rendered.html;
        });
      }
      if (token.type !== "heading_open") continue;
      const last = state.tokens[i + 1]!.children?.at(-1);
      const named = last?.type === "text" ? /\s*\{#([\w-]+)\}$/.exec(last.content) : null;
      if (!named) continue;
      last!.content = last!.content.slice(0, named.index);
      token.attrSet("id", named[1]!);
    }
  });
  return md;
}

/**
 * Framework takes an address with a query for a page of that name, and calls the link broken: the query stands beside
 * it until the page is written (`src/site/html/passes/restore-queries.ts`), in preview until scripts run.
 */
function setQueriesAside(html: string): string {
  return html.replace(/(<a\b[^>]*\bhref="(?![a-z]+:)[^"?#]*)\?([^"#]+)"/g, '$1" data-query="$2"');
}

/** The headings of a page, those below the mark included: the contents stand before what they list. */
function headingsOf(md: MarkdownIt, source: string, context: Context): Heading[] {
  const headings: Heading[] = [];
  for (const line of source.split("\n")) {
    const found = /^(#{2,3})\s+(.*?)\s*\{#([\w-]+)\}\s*$/.exec(line);
    if (found) headings.push({level: found[1]!.length, id: found[3]!, html: md.renderInline(found[2]!, {...context})});
  }
  return headings;
}
