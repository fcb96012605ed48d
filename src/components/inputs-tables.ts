import {cellWords} from "../words/en/cells.js";

/**
 * Makes the tables of Framework's Inputs, which SQL cells show, accessible. The header above their checkboxes is empty,
 * so screen readers must not announce it as one; and the tables scroll, so the keyboard must reach them.
 */
export function fixTables(root: Element): void {
  const fix = () => {
    for (const header of root.querySelectorAll('form[class*="inputs-"] th:empty:not([role])'))
      header.setAttribute("role", "cell");
    for (const form of root.querySelectorAll<HTMLElement>('form[class*="inputs-"][class*="-table"]:not([tabindex])')) {
      form.tabIndex = 0;
      form.setAttribute("aria-label", cellWords.result);
    }
  };
  new MutationObserver(fix).observe(root, {childList: true, subtree: true});
  fix();
}
