import {cellWords} from "../words/en/cells.js";

/**
 * Makes the tables of Framework's Inputs, which SQL cells show, accessible, and the code that cells show beside them.
 * Checkboxes get a name; an empty header above them must not be announced as one. Both scroll, so the keyboard must
 * reach them.
 */
export function fixTables(root: Element): void {
  let tables = 0;
  const fix = () => {
    for (const header of root.querySelectorAll('form[class*="inputs-"] th:empty:not([role])'))
      header.setAttribute("role", "cell");
    for (const form of root.querySelectorAll<HTMLElement>('form[class*="inputs-"][class*="-table"]:not([tabindex])')) {
      form.tabIndex = 0;
      form.setAttribute("aria-label", cellWords.result(++tables));
    }
    for (const box of root.querySelectorAll('form[class*="inputs-"] table input[type=checkbox]:not([aria-label])')) {
      const row = box.closest<HTMLTableRowElement>("tbody tr");
      box.closest("th")?.setAttribute("role", "cell");
      box.setAttribute("aria-label", row ? cellWords.row(row.sectionRowIndex + 1) : cellWords.allRows);
    }
    for (const code of root.querySelectorAll<HTMLElement>("pre[data-language]:not([tabindex])")) code.tabIndex = 0;
  };
  new MutationObserver(fix).observe(root, {childList: true, subtree: true});
  fix();
}
