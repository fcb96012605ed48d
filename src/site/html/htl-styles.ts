/**
 * What htl's templates do with styles and handlers on a page whose policy takes none from HTML: styles are set through CSSOM,
 * which every policy allows, and htl's marks for what it binds do not stand in attributes that a browser would refuse.
 * `src/site/framework/without-eval.ts` puts these into the vendored htl.
 */
import {replaceAttributes} from "./start-tags.ts";

const held = "data-inline-";

/** HTML whose style attributes, and handlers that htl binds, have other names. Other handlers are left for the policy to refuse. */
export function holdAttributes(html: string): string {
  if (!/\bstyle|\bon/i.test(html)) return html;
  return replaceAttributes(html, (name, written) =>
    name === "style" || (name.startsWith("on") && /^["']?::\d/.test(written)) ? `${held}${name}=${written}` : undefined
  );
}

/** The name of an attribute before it was held. */
export function boundName(name: string): string {
  return name.startsWith(held) ? name.slice(held.length) : name;
}

/** Gives the elements of a parsed template the styles that were held; what htl itself binds keeps its mark for it. */
export function releaseStyles<Root extends ParentNode>(root: Root): Root {
  const name = `${held}style`;
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>(`[${name}]`)) {
    const value = element.getAttribute(name)!;
    if (value.startsWith("::")) continue;
    element.removeAttribute(name);
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
