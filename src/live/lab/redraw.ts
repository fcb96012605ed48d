import type {Figure} from "../../figures/figure.ts";
import {figureWords as words} from "../../words/en/figures.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {type FigureHtmlContext, partsOf} from "../../prerender/figure-html.js";
import {labWidths} from "../../prerender/lab/what-if.js";
import {pageWords} from "../../words/en/pages.js";
import {showFigure, shownWidth} from "../show-figure.js";
import type {PageReport} from "../../narrative/report-data.ts";

/** Writes a whole figure: chart, title, table, source. */
export function writeFigure(
  holder: HTMLElement,
  figure: Figure,
  snapshot: Snapshot,
  {sources, build}: Pick<PageReport, "sources" | "build">
): void {
  const context: FigureHtmlContext = {
    snapshot,
    document,
    figureWords: words,
    words: pageWords,
    sources,
    build,
    widths: labWidths
  };
  const before = positions(holder);
  showFigure(holder, partsOf(figure, context), context);
  glide(holder, before);
}

/** Draws only the visible chart and the title, which is enough during a move. */
export function sketchFigure(holder: HTMLElement, figure: Figure, snapshot: Snapshot): void {
  const width = shownWidth();
  const shown = holder.querySelector(`.chart-${width}`);
  if (!shown) return;
  const {top, bottom} = shown.getBoundingClientRect();
  // A figure outside the window waits until the move ends.
  if (bottom < 0 || top > innerHeight) return;
  shown.replaceChildren(figure.draw(snapshot, {width: labWidths[width], document, words}));
  holder.querySelector(".figure-title")!.textContent = figure.title(snapshot, words);
}

type Positions = Map<string, {x: number; y: number}>;

function positions(holder: HTMLElement): Positions {
  return new Map(
    Array.from(holder.querySelectorAll<SVGCircleElement>(".chart-wide circle[data-technology]"), (circle) => [
      circle.dataset.technology!,
      {x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy"))}
    ])
  );
}

/** Moves dots smoothly from their previous positions, unless the reader prefers reduced motion. */
function glide(holder: HTMLElement, before: Positions): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const circle of holder.querySelectorAll<SVGCircleElement>(".chart-wide circle[data-technology]")) {
    const old = before.get(circle.dataset.technology!);
    if (!old) continue;
    const [dx, dy] = [old.x - Number(circle.getAttribute("cx")), old.y - Number(circle.getAttribute("cy"))];
    if (Math.hypot(dx, dy) > 1)
      circle.animate([{transform: `translate(${dx}px, ${dy}px)`}, {transform: "none"}], {
        duration: 250,
        easing: "ease-out"
      });
  }
}
