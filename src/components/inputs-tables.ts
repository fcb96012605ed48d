/**
 * Mends the tables of Framework's Inputs, which SQL cells show: the header over their column of boxes is empty, and a screen
 * reader would announce a header that says nothing.
 */
export function mendTables(root: Element): void {
  const mend = () => {
    for (const header of root.querySelectorAll('form[class*="inputs-"] th:empty:not([role])')) header.setAttribute("role", "cell");
  };
  new MutationObserver(mend).observe(root, {childList: true, subtree: true});
  mend();
}
