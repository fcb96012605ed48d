import {html, type Html} from "../text/html.js";

/** Takes a part of a page that holds no links, and returns what goes into the page in its place. */
export type SetAside = (part: Html) => Html;

const placeholder = /<data value="set-aside-(\d+)"><\/data>/g;

/**
 * Keeps parts of pages out of the text that Framework parses, until that text is written.
 *
 * Framework parses each page three times with jsdom, whose time grows with the number of elements; nine in ten belong
 * to drawings and tables, in which it has nothing to resolve.
 */
export class PartsAside {
  readonly #parts: string[] = [];

  /** @returns an element without content that stands for the part */
  take: SetAside = (part) => html`<data value="set-aside-${this.#parts.push(String(part)) - 1}"></data>`;

  /**
   * @param page HTML with the elements that `take` returned
   * @returns the HTML with the parts in their places
   * @throws Error for an element that no part belongs to
   */
  putBack(page: string): string {
    return page.replace(placeholder, (element, at: string) => {
      const part = this.#parts[Number(at)];
      if (part === undefined) throw new Error(`no part of a page belongs to ${element}`);
      return part;
    });
  }
}
