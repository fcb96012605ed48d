import {csvField} from "../text/csv-field.js";
import {twinTable} from "./folded.js";
import {reasonWords} from "../words/en/loading.js";
import {toolWords} from "../words/en/live.js";

export type DownloadKind = "png" | "svg" | "csv" | "parquet";

/** Gives the reader a figure as a picture, or its table as data, named after the figure. */
export async function downloadFigure(figure: HTMLElement, kind: DownloadKind): Promise<void> {
  const name = figure.dataset.figure ?? "figure";
  if (kind === "csv") return saveFile(new Blob([`\ufeff${toCsv(tableOf(figure))}`], {type: "text/csv"}), `${name}.csv`);
  if (kind === "parquet")
    return saveFile(
      new Blob([new Uint8Array(await toParquet(tableOf(figure)))], {type: "application/vnd.apache.parquet"}),
      `${name}.parquet`
    );
  const svg = standaloneSvg(figure);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg).replace(outsideXml, "\ufffd")}`;
  if (kind === "svg") return saveFile(new Blob([text], {type: "image/svg+xml"}), `${name}.svg`);
  saveFile(await toPng(text, Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))), `${name}.png`);
}

/** Characters that no XML 1.0 file may hold; names in a reader's own table may. */
const outsideXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Hands a file to the reader. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A table as columns of one type each, null where a cell has no value. */
export interface Columns {
  names: string[];
  values: (string | number | null)[][];
}

/** The figure's table twin. Numbers are read from the cells' own values, not from what is written for people. */
function tableOf(figure: Element): Columns {
  const table = twinTable(figure)!;
  const names = Array.from(table.querySelectorAll("thead th"), ({textContent}) =>
    (textContent ?? "").replace(/\s+/g, " ").trim()
  );
  const values: (string | number | null)[][] = names.map(() => []);
  for (const row of table.querySelectorAll("tbody tr")) {
    Array.from(row.children).forEach((cell, i) => {
      const value = cell.getAttribute("data-value");
      values[i]!.push(value === null ? cell.textContent : value === "" ? null : Number(value));
    });
  }
  return {names, values};
}

/** CSV with a header; text that a spreadsheet would take for a formula is made plain. */
export function toCsv({names, values}: Columns): string {
  const field = (value: string | number | null) =>
    value === null ? "" : typeof value === "number" ? String(value) : csvField(value);
  const rows = (values[0] ?? []).map((_, row) => values.map((column) => field(column[row] ?? null)).join(","));
  return [names.map(field).join(","), ...rows].join("\r\n");
}

async function toParquet({names, values}: Columns): Promise<Uint8Array> {
  const [arrow, parquet] = await Promise.all([import("npm:apache-arrow"), import("npm:parquet-wasm")]);
  await parquet.default();
  const columns = Object.fromEntries(
    names.map((name, i) => {
      const column = values[i]!;
      const numeric = column.every((value) => value === null || typeof value === "number");
      return [name, arrow.vectorFromArray(column, numeric ? new arrow.Float64() : new arrow.Utf8())];
    })
  );
  const table = new arrow.Table(columns);
  return parquet.writeParquet(
    parquet.Table.fromIPCStream(arrow.tableToIPC(table, "stream")),
    new parquet.WriterPropertiesBuilder().setCompression(parquet.Compression.ZSTD).build()
  );
}

const inherited = [
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

/**
 * The displayed chart as a picture of its own: colours and fonts written out, title above, source and address below.
 */
function standaloneSvg(figure: HTMLElement): SVGSVGElement {
  const chart = Array.from(figure.querySelectorAll<SVGSVGElement>(".chart svg")).find(
    (svg) => svg.getBoundingClientRect().width > 0
  )!;
  const width = chart.viewBox.baseVal.width || chart.clientWidth;
  const height = chart.viewBox.baseVal.height || chart.clientHeight;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    // As attributes: a style would be refused wherever a policy says so.
    for (const name of inherited) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "data-technology", "data-label"]) element.removeAttribute(name);
  });
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string) => page.getPropertyValue(name) || "black";
  const make = (name: string, attributes: Record<string, string | number>, text?: string) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const font = getComputedStyle(figure.querySelector(".figure-title") ?? figure).fontFamily;
  const resolved = (name: string) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    figure.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value || colour(name);
  };
  const lines = (text: string, size: number) => {
    const most = Math.floor(width / (size * 0.5));
    const result: string[] = [""];
    for (const word of text.replace(/\s+/g, " ").trim().split(" ")) {
      if (result.at(-1)!.length + word.length + 1 > most) result.push(word);
      else result[result.length - 1] = `${result.at(-1)} ${word}`.trim();
    }
    return result;
  };
  const title = lines(figure.querySelector(".figure-title")?.textContent ?? "", 18);
  const source = lines(
    toolWords.stamp(
      figure.querySelector(".source")?.textContent ?? "",
      `${location.origin}${location.pathname}#${figure.id}`
    ),
    11
  );
  const top = 16 + 24 * title.length,
    bottom = 12 + 15 * source.length;
  const svg = make("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: width + 32,
    height: height + top + bottom + 16,
    viewBox: `0 0 ${width + 32} ${height + top + bottom + 16}`
  }) as SVGSVGElement;
  svg.append(make("rect", {width: "100%", height: "100%", fill: resolved("--paper")}));
  title.forEach((text, i) =>
    svg.append(
      make(
        "text",
        {x: 16, y: 26 + 24 * i, "font-size": 18, "font-weight": 600, "font-family": font, fill: resolved("--ink")},
        text
      )
    )
  );
  copy.setAttribute("x", "16");
  copy.setAttribute("y", String(top));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  svg.append(copy);
  source.forEach((text, i) =>
    svg.append(
      make(
        "text",
        {x: 16, y: top + height + 18 + 15 * i, "font-size": 11, "font-family": font, fill: resolved("--ink-soft")},
        text
      )
    )
  );
  return svg;
}

async function toPng(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(reasonWords.largePicture))), "image/png")
  );
}
