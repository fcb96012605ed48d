/**
 * The table twin of a figure. A page as it was built holds it as text, so that a browser that runs scripts need not make
 * thousands of cells that nobody may look at before the first paint.
 */
export function twinTable(figure: ParentNode): HTMLTableElement | null {
  for (const folded of figure.querySelectorAll(".table-twin noscript")) unfold(folded);
  return figure.querySelector<HTMLTableElement>(".table-twin table");
}

/** Unfolds all tables of a page, one at a time while nothing else is to be done, or at once the one that is opened. */
export function unfoldTables(root: Document): void {
  root.addEventListener("toggle", ({target}) => {
    if (target instanceof HTMLDetailsElement) twinTable(target.closest("figure") ?? target);
  }, {capture: true});
  const next = () => {
    const folded = root.querySelector(".table-twin noscript");
    if (!folded) return;
    unfold(folded);
    later(next);
  };
  const begin = () => later(next);
  if (root.readyState === "complete") begin();
  else addEventListener("load", begin, {once: true});
}

function unfold(folded: Element): void {
  const made = document.createElement("template");
  made.innerHTML = folded.textContent ?? "";
  folded.replaceWith(made.content);
}

function later(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work);
  else setTimeout(work, 50);
}
