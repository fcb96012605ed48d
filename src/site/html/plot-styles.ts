import {legend, plot} from "@observablehq/plot";
import {JSDOM} from "jsdom";

/** Its types leave out what it takes from every plot: a document of one's own. */
const draw = legend as (options: Record<string, unknown>) => SVGSVGElement | HTMLElement;

/** The style sheets that Plot puts into its charts and legends, as the installed release writes them. */
export function plotStyles(): string[] {
  const {document} = new JSDOM("").window;
  const kinds = ["a", "b"];
  const made = [
    plot({document, marks: []}),
    draw({document, color: {domain: kinds}}),
    draw({document, columns: 2, color: {domain: kinds}}),
    draw({document, symbol: {domain: kinds}}),
    draw({document, legend: "ramp", color: {type: "threshold", domain: [1], range: ["white", "black"]}})
  ];
  return [
    ...new Set(
      made.flatMap((element) => Array.from(element.querySelectorAll("style"), ({textContent}) => textContent ?? ""))
    )
  ];
}
