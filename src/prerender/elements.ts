import {html, type Html} from "../text/html.js";
import {pageAddress} from "../text/page-address.js";

/** Joins pieces of HTML with a text between them. */
export function joined(pieces: readonly Html[], between: string): Html {
  return html`${pieces.map((piece, i) => html`${i > 0 && between}${piece}`)}`;
}

/**
 * A link to the page of a technology.
 * @param root relative address of the site's root
 */
export function technologyLink(slug: string, text: string, root: string): Html {
  const href = `${root}${pageAddress(`technology/${slug}`)}`;
  return html`<a class="technology" href="${href}" data-technology="${slug}">${text}</a>`;
}

/**
 * A table that scrolls sideways when it is wider than the screen, also by keyboard.
 * @param label names the table for screen readers
 * @param options.bleed whether the table may be wider than the text
 */
export function scrollingTable(label: string, table: Html, {bleed = false}: {bleed?: boolean} = {}): Html {
  return html`<div class="table-scroll${bleed && " bleed"}" tabindex="0" role="region"
 aria-label="${label}">${table}</div>`;
}

/** A value to choose, and the text that stands for it. */
export type Option = readonly [value: string | number, text: string | number];

/** Options of a choice; the chosen one, if any, is selected. */
export function optionsHtml(options: readonly Option[], chosen?: string | number): Html {
  return html`${options.map(
    ([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`
  )}`;
}

/** A choice with its label. */
export function selectHtml(label: string, name: string, options: Html): Html {
  return html`<label>${label} <select name="${name}">${options}</select></label>`;
}
