const namespace = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | null | undefined>;
/** Creates an SVG element. Numbers are rounded to a tenth; attributes without a value are omitted. */
export type Draw = <Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes?: Attributes,
  ...children: (Node | string | null)[]
) => SVGElementTagNameMap[Name];

/** Rounds a length in a drawing to a tenth of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

/** A function that creates SVG elements in a document, the page's or jsdom's. */
export function drawWith(document: Document): Draw {
  return (name, attributes = {}, ...children) => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined)
        element.setAttribute(key, String(typeof value === "number" ? rounded(value) : value));
    }
    for (const child of children) if (child !== null) element.append(child);
    return element;
  };
}

/**
 * The SVG element of a figure, which assistive technology sees as one picture with a description.
 *
 * @param id id of the figure; the element's id includes the width, since a page can have both widths
 */
export function figureSvg(
  draw: Draw,
  {id, width, height, description}: {id: string; width: number; height: number; description: string},
  ...children: (Node | null)[]
): SVGSVGElement {
  return draw(
    "svg",
    {
      id: `figure-${id}-${width}`,
      class: "figure-svg",
      role: "img",
      "aria-label": description,
      width,
      height: Math.ceil(height),
      viewBox: `0 0 ${width} ${Math.ceil(height)}`
    },
    ...children
  );
}
