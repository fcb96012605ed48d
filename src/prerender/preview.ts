import type {MarkupRenderer} from "./markup.ts";

/** Below this number of characters, the HTML of a mark stays in the page. */
const small = 2000;

/** An element that writes the HTML that it holds as text; minified, since every page of a preview carries it. */
const script = [
  'customElements.define("set-aside",class extends HTMLElement{',
  'connectedCallback(){this.style.display="contents";this.unfold()}',
  'unfold(){const s=this.querySelector(":scope>script");',
  'if(s)this.innerHTML=s.textContent.replaceAll("<\\\\/script","</script")}})'
].join("");

/** For the head of every page of a preview. */
export const previewHead = `<script>${script}</script>`;

/**
 * A renderer for a preview, in which every edit has a page written again.
 *
 * It writes each mark once. Framework parses a page three times for each edit, which takes seconds with all drawings
 * and tables in it: so they are kept as text, and the browser makes elements of them. The element does that too, since
 * a browser does not run scripts that come with a later edit.
 */
export function forPreview(renderer: MarkupRenderer): MarkupRenderer {
  const written = new Map<string, string | undefined>();
  return {
    inline: (mark, place) => renderer.inline(mark, place),
    block(mark, place, headings) {
      // The contents follow the headings of the page as it is now.
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
