import {afterFirstPaint} from "./first-paint.js";

const tables = ".table-twin noscript";
const drawings = ".chart-wide noscript, .chart-narrow noscript";

/**
 * Selects what a page holds as text until it is needed: the table twins of figures, and the drawing of each figure that
 * does not fit the screen. This saves the parser thousands of elements before the first paint.
 */
export const folded = `${tables}, ${drawings}`;

/** Screens that show the narrow drawing of a figure, as in src/style/figure-frame.css. */
export const narrowScreen = "(max-width:839.98px)";

/** The table twin of a figure, unfolded first if necessary. */
export function twinTable(figure: ParentNode): HTMLTableElement | null {
  for (const one of figure.querySelectorAll(tables)) unfold(one);
  return figure.querySelector<HTMLTableElement>(".table-twin table");
}

/**
 * Unfolds all tables and drawings of a page after the first sign of reading, one at a time while the browser is idle.
 * Opening a table unfolds it at once. Printing, or resizing the window to the other width, unfolds all drawings.
 */
export function unfoldPage(root: Document): void {
  root.addEventListener(
    "toggle",
    ({target}) => {
      if (target instanceof HTMLDetailsElement) twinTable(target.closest("figure") ?? target);
    },
    {capture: true}
  );
  const draw = () => {
    for (const one of root.querySelectorAll(drawings)) unfold(one);
  };
  addEventListener("beforeprint", draw);
  // This does not listen to `resize`, which phones also fire when scrolling hides their bars.
  matchMedia(narrowScreen).addEventListener("change", draw, {once: true});
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
