import type {PlacedLabel, Segment} from "./labels.ts";
import {type Draw, rounded} from "./svg.js";

/**
 * Draws placed labels with their leader lines. Further lines are drawn as intervals.
 *
 * @param size font size in pixels
 * @param text text of a label by its id, the slug of a technology
 * @param further text of a label's further line, by id; without it labels have none
 */
export function drawLabels(
  draw: Draw,
  labels: readonly PlacedLabel[],
  {size, text, further}: {size: number; text: (id: string) => string; further?: (id: string) => string}
): SVGGElement {
  const place = ({box, anchor, furtherAbove}: PlacedLabel, own: boolean) => ({
    x: box.x + (anchor === "start" ? 1 : anchor === "end" ? box.width - 1 : box.width / 2),
    // The baseline of the upper or the lower line.
    y: own === furtherAbove ? box.y + box.height - 3 : box.y + size - 1,
    "text-anchor": anchor === "start" ? null : anchor
  });
  const path = labels.flatMap(({leader}) => (leader ? [leaderPath(leader)] : [])).join("");
  return draw(
    "g",
    {},
    path === "" ? null : draw("path", {class: "leaders", d: path}),
    draw(
      "g",
      {class: size <= 11 ? "labels small" : "labels"},
      ...labels.map((label) =>
        draw("text", {...place(label, further !== undefined), "data-technology": label.id}, text(label.id))
      ),
      further
        ? draw(
            "g",
            {class: "intervals"},
            ...labels.map((label) => draw("text", place(label, false), further(label.id)))
          )
        : null
    )
  );
}

/** The path of a leader line. */
export function leaderPath([x1, y1, x2, y2]: Segment): string {
  return `M${rounded(x1)},${rounded(y1)}L${rounded(x2)},${rounded(y2)}`;
}
