import {afterFirstPaint} from "./first-paint.js";

/**
 * What a page holds as text until it is wanted: the table twins of figures, and of each figure the drawing that this width
 * of screen does not show. So the parser need not make thousands of elements before the first paint.
 */
const folded = ":is(.table-twin, .chart-wide, .chart-narrow) noscript";

/** The table twin of a figure, unfolded. */
export function twinTable(figure: ParentNode): HTMLTableElement | null {
  for (const one of figure.querySelectorAll(".table-twin noscript")) unfold(one);
  return figure.querySelector<HTMLTableElement>(".table-twin table");
}

/**
 * Unfolds all tables and drawings of a page when somebody reads it, one at a time while nothing else is to be done. A table that is opened comes at
 * once, and so does every drawing when the width of the window passes the line between the two, or the page is printed.
 */
export function unfoldPage(root: Document): void {
  root.addEventListener("toggle", ({target}) => {
    if (target instanceof HTMLDetailsElement) twinTable(target.closest("figure") ?? target);
  }, {capture: true});
  const drawings = () => {
    for (const one of root.querySelectorAll(":is(.chart-wide, .chart-narrow) noscript")) unfold(one);
  };
  addEventListener("beforeprint", drawings);
  addEventListener("resize", drawings, {once: true});
  const next = () => {
    const one = root.querySelector(folded);
    if (!one) return;
    unfold(one);
    later(next);
  };
  afterFirstPaint(next);
}

function unfold(one: Element): void {
  const made = document.createElement("template");
  made.innerHTML = one.textContent ?? "";
  one.replaceWith(made.content);
}

function later(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work);
  else setTimeout(work, 50);
}
