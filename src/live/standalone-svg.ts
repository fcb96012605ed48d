import {toolWords} from "../words/en/live.js";

/** Properties that the page's style sheets set on the elements of a chart. */
const styled = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "fill-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "paint-order",
  "display",
  "visibility",
  "letter-spacing"
];

/** Space around the chart, in pixels. */
const margin = 16;

/** Sizes of the title's and the source's text and lines, in pixels. */
const titleSize = {text: 18, line: 24};
const sourceSize = {text: 11, line: 15};

/** The chart on display as a picture without style sheets, with its title above, and source and address below. */
export function standaloneSvg(figure: HTMLElement): SVGSVGElement {
  const chart = Array.from(figure.querySelectorAll<SVGSVGElement>(".chart svg")).find(
    (svg) => svg.getBoundingClientRect().width > 0
  )!;
  const width = chart.viewBox.baseVal.width || chart.clientWidth;
  const height = chart.viewBox.baseVal.height || chart.clientHeight;
  const titleElement = figure.querySelector(".figure-title");
  const title = linesOf(titleElement?.textContent ?? "", width, titleSize.text);
  const address = `${location.origin}${location.pathname}#${figure.id}`;
  const stamp = toolWords.stamp(figure.querySelector(".source")?.textContent ?? "", address);
  const source = linesOf(stamp, width, sourceSize.text);
  const top = margin + titleSize.line * title.length;
  const bottom = 12 + sourceSize.line * source.length;
  const [fullWidth, fullHeight] = [width + 2 * margin, height + top + bottom + margin];
  const svg = make("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: fullWidth,
    height: fullHeight,
    viewBox: `0 0 ${fullWidth} ${fullHeight}`
  }) as SVGSVGElement;
  const font = getComputedStyle(titleElement ?? figure).fontFamily;
  const [paper, ink, soft] = ["--paper", "--ink", "--ink-soft"].map((name) => colourOf(name, figure)) as [
    string,
    string,
    string
  ];
  const titleStyle = {"font-size": titleSize.text, "font-weight": 600, "font-family": font, fill: ink};
  const sourceStyle = {"font-size": sourceSize.text, "font-family": font, fill: soft};
  svg.append(
    make("rect", {width: "100%", height: "100%", fill: paper}),
    ...title.map((text, i) => make("text", {x: margin, y: 26 + titleSize.line * i, ...titleStyle}, text)),
    placed(styledCopy(chart), {x: margin, y: top, width, height}),
    ...source.map((text, i) =>
      make("text", {x: margin, y: top + height + 18 + sourceSize.line * i, ...sourceStyle}, text)
    )
  );
  return svg;
}

type Attributes = Readonly<Record<string, string | number>>;

function make(name: string, attributes: Attributes, text?: string): SVGElement {
  const element = placed(document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement, attributes);
  if (text !== undefined) element.textContent = text;
  return element;
}

function placed(element: SVGElement, attributes: Attributes): SVGElement {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A copy of a chart with its computed style as attributes, since a content policy may refuse style elements. */
function styledCopy(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of styled) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "data-technology", "data-label"]) element.removeAttribute(name);
  });
  return copy;
}

/** A colour of the page's theme, as the browser computes it inside the figure. */
function colourOf(name: string, figure: HTMLElement): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  figure.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value || getComputedStyle(document.documentElement).getPropertyValue(name) || "black";
}

/** Breaks a text into lines of a maximum width, assuming that a letter is half as wide as the text's size. */
function linesOf(text: string, width: number, size: number): string[] {
  const most = Math.floor(width / (size * 0.5));
  const lines: string[] = [""];
  for (const word of text.replace(/\s+/g, " ").trim().split(" ")) {
    if (lines.at(-1)!.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}
