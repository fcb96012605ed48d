import type {MarkupRenderer} from "./markup.ts";

/** HTML of a mark with fewer characters than this stays in the page. */
const small = 2000;

/** An element that turns the text in it into HTML. It is minified, since every page of a preview contains it. */
const script = [
  'customElements.define("set-aside",class extends HTMLElement{',
  'connectedCallback(){this.style.display="contents";this.unfold()}',
  'unfold(){const s=this.querySelector(":scope>script");',
  'if(s)this.innerHTML=s.textContent.replaceAll("<\\\\/script","</script")}})'
].join("");

/** Added to the head of every page of a preview. */
export const previewHead = `<script>${script}</script>`;

/**
 * A renderer for a preview, which rewrites a page after every edit.
 *
 * It renders each mark once. Framework parses a page three times for each edit, which takes seconds if the page holds
 * all drawings and tables. The renderer therefore keeps them as text, and the browser turns the text into elements. A
 * custom element also does so after later edits, whose scripts a browser does not run.
 */
export function forPreview(renderer: MarkupRenderer): MarkupRenderer {
  const written = new Map<string, string | undefined>();
  return {
    inline: (mark, place) => renderer.inline(mark, place),
    conditions: renderer.conditions,
    block(mark, place, headings) {
      // The table of contents depends on the current headings of the page.
      if (mark === "contents") return renderer.block(mark, place, headings);
      const key = JSON.stringify([mark, place.path, place.params]);
      if (!written.has(key)) {
        const html = renderer.block(mark, place, headings);
        written.set(key, html === undefined || html.length < small ? html : setAside(html));
      }
      return written.get(key);
    }
  };
}

function setAside(html: string): string {
  const text = html.replaceAll("</script", "<\\/script");
  const unfold = "<script>document.currentScript.previousElementSibling.unfold()</script>";
  return `<set-aside><script type="text/html">${text}</script></set-aside>${unfold}\n`;
}
