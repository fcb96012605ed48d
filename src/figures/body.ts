import type {FigureTable} from "./figure.ts";
import type {Draw} from "./svg.ts";
import {textWidth} from "./text-width.js";

/** A figure without its place in a page. */
export interface FigureBody {
  title: string;
  howToRead: string;
  draw(width: number): SVGSVGElement;
  table: FigureTable;
}

/** A text cut to a width in pixels, with an ellipsis if it was cut. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  let end = text.length;
  while (end > 1 && textWidth(`${text.slice(0, end).trimEnd()}…`, size, bold) > width) --end;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** A key: marks with their names, in lines of at most `width` pixels, and its height. */
export function swatches(
  draw: Draw,
  items: readonly {name: string; mark: (x: number, y: number) => SVGElement}[],
  width: number
): {key: SVGGElement; height: number} {
  const size = 11,
    line = 18;
  let [x, y] = [0, 0];
  const children = items.flatMap(({name, mark}) => {
    const wide = 18 + textWidth(name, size) + 14;
    if (x > 0 && x + wide > width) [x, y] = [0, y + line];
    const made = [mark(x, y + 6), draw("text", {x: x + 18, y: y + 10}, name)];
    x += wide;
    return made;
  });
  return {key: draw("g", {class: "key"}, ...children), height: y + line};
}
