import {cellWords} from "../words/en/cells.js";

/**
 * Mends the tables of Framework's Inputs, which SQL cells show: the header over their column of boxes is empty, and a
 * screen reader would announce a header that says nothing; and they scroll, which the keyboard has to reach.
 */
export function mendTables(root: Element): void {
  const mend = () => {
    for (const header of root.querySelectorAll('form[class*="inputs-"] th:empty:not([role])'))
      header.setAttribute("role", "cell");
    for (const form of root.querySelectorAll<HTMLElement>('form[class*="inputs-"][class*="-table"]:not([tabindex])')) {
      form.tabIndex = 0;
      form.setAttribute("aria-label", cellWords.result);
    }
  };
  new MutationObserver(mend).observe(root, {childList: true, subtree: true});
  mend();
}
