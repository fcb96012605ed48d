import type {TechnologyName} from "../indicators/snapshot.ts";
import type {TechnologyRobustness} from "../scenario/robustness.ts";
import {fitText} from "./body.js";
import {wideFrom} from "./figure.js";
import type {Draw} from "./svg.ts";
import type {FigureWords} from "../words/figures.ts";
import type {RobustnessWords} from "../words/robustness.ts";

/** Everything but the data that a figure of robustness needs. */
export interface RobustnessContext {
  document: Document;
  words: FigureWords;
  says: RobustnessWords;
  /** Technologies with the names that figures show, in any order. */
  technologies: readonly TechnologyName[];
}

/** A technology with its full and its short name. */
export interface NamedRow extends TechnologyRobustness {
  name: string;
  short: string;
}

/** Adds the names to the technologies of a summary. */
export function namedRows(
  technologies: readonly TechnologyRobustness[],
  {words, technologies: names}: RobustnessContext
): NamedRow[] {
  const bySlug = new Map(names.map((one) => [one.slug, one]));
  return technologies.map((one) => {
    const named = bySlug.get(one.slug)!;
    return {...one, name: words.technology(named), short: words.shortTechnology(named)};
  });
}

/** Sizes of a drawing with one row per technology, in pixels. */
export interface RowFrame {
  /** Width of the drawing. */
  width: number;
  /** Where the names end and the values begin. */
  left: number;
  /** Height of a row. */
  height: number;
}

/** The start of a row: an area that reacts to the pointer over the full width, and the name. */
export function rowStart(draw: Draw, {name, short}: NamedRow, {width, left, height}: RowFrame, y: number) {
  const wide = width >= wideFrom;
  return [
    draw("rect", {class: "hit", x: 0, y, width, height}),
    draw(
      "text",
      {x: left - 8, y: y + height / 2 + 4, "text-anchor": "end", class: wide ? null : "small"},
      fitText(wide ? name : short, left - 10, wide ? 12 : 11)
    )
  ];
}
