import type {MarkupRenderer} from "./markup.ts";

/** A mark with less HTML stays in the page as it is, characters. */
const small = 2000;

/** Puts what was set aside into its place. */
const script = `customElements.define("set-aside",class extends HTMLElement{connectedCallback(){this.style.display="contents";this.unfold()}unfold(){const s=this.querySelector(":scope>script");if(s)this.innerHTML=s.textContent.replaceAll("<\\\\/script","</script")}})`;

/** For the head of every page of a preview. */
export const previewHead = `<script>${script}</script>`;

/**
 * A renderer for a preview, in which every edit has a page written again.
 *
 * What a mark stands for is written once. Framework parses a page as a document three times for each edit, which takes
 * seconds with all drawings and tables in it: they are set aside as text, and the browser puts them into their place. A
 * browser runs no script that comes with a later edit: the element does it, too.
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
  return `<set-aside><script type="text/html">${text}</script></set-aside><script>document.currentScript.previousElementSibling.unfold()</script>\n`;
}
