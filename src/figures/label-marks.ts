import type {PlacedLabel} from "./labels.ts";
import {type Draw, rounded} from "./svg.js";

/**
 * Draws placed labels with their leader lines, and the further lines among the intervals.
 *
 * @param size font size in pixels
 * @param text of a label by its id, a technology's slug
 * @param further line of a label by its id; without it there is none
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
  const path = labels
    .flatMap(({leader}) =>
      leader ? [`M${leader.slice(0, 2).map(rounded).join(",")}L${leader.slice(2).map(rounded).join(",")}`] : []
    )
    .join("");
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
