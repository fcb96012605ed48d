import type {TechnologyValues} from "../indicators/snapshot.ts";
import type {Draw} from "./svg.ts";
import {textWidth} from "./text-width.js";

const noteLine = 18;

interface Note {
  start: string;
  technologies: readonly TechnologyValues[];
}

interface NoteOptions {
  name: (technology: TechnologyValues) => string;
  label: (technology: TechnologyValues) => string;
  /** Top of the first line. */
  y: number;
  width: number;
}

/** Several notes, one below the other; those without technologies are left out. */
export function notesOf(
  draw: Draw,
  notes: readonly Note[],
  options: NoteOptions
): {groups: SVGGElement[]; height: number} {
  const groups: SVGGElement[] = [];
  let height = 0;
  for (const note of notes) {
    const drawn = noteOf(draw, {...note, ...options, y: options.y + height});
    if (drawn.group) groups.push(drawn.group);
    height += drawn.height;
  }
  return {groups, height};
}

/**
 * Lines of text under a drawing that name the technologies without a place in it. Each name is a mark, like those in
 * the drawing.
 * @returns the group and its height in pixels; null and 0 without technologies
 */
export function noteOf(
  draw: Draw,
  {start, technologies, name, label, y, width}: Note & NoteOptions
): {group: SVGGElement | null; height: number} {
  if (technologies.length === 0) return {group: null, height: 0};
  let [x, line] = [textWidth(`${start} `, 12, true), 0];
  const parts: SVGElement[] = [draw("tspan", {class: "strong", x: 0, y: y + 13}, start)];
  for (const [at, technology] of technologies.entries()) {
    const text = name(technology) + (at < technologies.length - 1 ? "," : "");
    const length = textWidth(text, 12);
    if (x + length > width) [x, line] = [0, line + 1];
    parts.push(
      draw(
        "tspan",
        {x, y: y + 13 + line * noteLine, "data-technology": technology.slug, "data-label": label(technology)},
        text
      )
    );
    x += length + textWidth(" ", 12) + 1;
  }
  return {group: draw("g", {class: "soft note"}, draw("text", {}, ...parts)), height: (line + 1) * noteLine};
}
