import {narrowScreen} from "../../../live/folded.ts";
import type {Pass} from "../pass.ts";
import {append, childElements, classed, create, type Element, hasClass, insertAfter} from "../tree.ts";

/**
 * Unfolds the drawing that fits the width of the screen while the browser parses the page, so that nothing moves later.
 */
const unfoldDrawing = [
  `(s=>{const n=s.previousElementSibling,`,
  `c=matchMedia("${narrowScreen}").matches?n:n.previousElementSibling;`,
  `c.innerHTML=c.textContent;s.remove()})(document.currentScript)`
].join("");

/** Folds both drawings of each figure into text, followed by a script that unfolds one of them. */
export const foldDrawings: Pass = {
  name: "fold drawings",
  expects: ({document}) =>
    classed(document, "div", "chart-narrow").length > 0
      ? "<div class=chart-wide> with a drawing before <div class=chart-narrow> with another"
      : undefined,
  expectsInSite: "<div class=chart-narrow> with a drawing",
  lookAt: "the drawings in src/prerender/figure-html.ts",
  apply({document}) {
    const pairs = classed(document, "div", "chart-narrow").flatMap((narrow) => {
      const siblings = childElements(narrow.parentNode!);
      const wide = siblings[siblings.indexOf(narrow) - 1];
      const drawn = wide && hasClass(wide, "chart-wide") && [wide, narrow].every(holdsDrawing);
      return drawn ? [{wide, narrow}] : [];
    });
    for (const {wide, narrow} of pairs) {
      for (const drawing of [wide, narrow]) append(drawing, create("noscript", {}, [...drawing.childNodes]));
      insertAfter(create("script", {}, unfoldDrawing), narrow);
    }
    return pairs.length;
  }
};

function holdsDrawing(holder: Element): boolean {
  return holder.childNodes.length === 1 && holder.childNodes[0]!.nodeName === "svg";
}
