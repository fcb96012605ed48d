/**
 * What htl's templates do with styles on a page whose policy takes none from HTML: attributes and style elements are set
 * through CSSOM, which every policy allows. `src/site/without-eval.ts` puts these into the vendored htl.
 */
import {replaceStyleAttributes} from "./start-tags.ts";

const held = "data-inline-style";

/** HTML whose style attributes have another name. */
export function holdStyles(html: string): string {
  return /style/i.test(html) ? replaceStyleAttributes(html, (written) => `${held}=${written}`) : html;
}

/** Gives the elements of a parsed template the styles that were held; those that htl itself binds keep their mark for it. */
export function releaseStyles<Root extends ParentNode>(root: Root): Root {
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>(`[${held}]`)) {
    const value = element.getAttribute(held)!;
    if (value.startsWith("::")) continue;
    element.removeAttribute(held);
    element.style.cssText = value;
  }
  for (const element of root.querySelectorAll("style")) holdRules(element);
  return root;
}

/** An empty style element is within every policy that names its hash; its rules come when it has become part of a page. */
function holdRules(element: HTMLStyleElement | SVGStyleElement): void {
  const text = element.textContent ?? "";
  if (text.trim() === "") return;
  element.textContent = "";
  element.addEventListener("load", () => {
    const sheet = element.sheet;
    if (!sheet || sheet.cssRules.length > 0) return;
    const parsed = new CSSStyleSheet();
    parsed.replaceSync(text);
    for (const rule of parsed.cssRules) sheet.insertRule(rule.cssText, sheet.cssRules.length);
  });
}
