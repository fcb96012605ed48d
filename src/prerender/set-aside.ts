import {html, type Html} from "../text/html.js";

/** Takes a part without links out of a page, and returns its replacement. */
export type SetAside = (part: Html) => Html;

const placeholder = /<data value="set-aside-(\d+)"><\/data>/g;

/**
 * Keeps parts of pages out of the text that Framework parses, until Framework writes the page.
 *
 * Framework parses each page three times with jsdom, which takes longer the more elements there are. Nine in ten belong
 * to drawings and tables, in which Framework has nothing to resolve.
 */
export class PartsAside {
  readonly #parts: string[] = [];

  /** @returns an empty element that stands for the part */
  take: SetAside = (part) => html`<data value="set-aside-${this.#parts.push(String(part)) - 1}"></data>`;

  /**
   * @param page HTML with the elements that `take` returned
   * @returns the HTML with the parts in their places
   * @throws Error for an element to which no part belongs
   */
  putBack(page: string): string {
    return page.replace(placeholder, (element, at: string) => {
      const part = this.#parts[Number(at)];
      if (part === undefined) throw new Error(`no part of a page belongs to ${element}`);
      return part;
    });
  }
}
