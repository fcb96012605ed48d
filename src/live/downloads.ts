import {csvField} from "../text/csv-field.js";
import {twinTable} from "./folded.js";
import {standaloneSvg} from "./standalone-svg.js";
import {reasonWords} from "../words/en/loading.js";

export type DownloadKind = "png" | "svg" | "csv" | "parquet";

/** Saves a figure as a picture, or its table as data, named after the figure. */
export async function downloadFigure(figure: HTMLElement, kind: DownloadKind): Promise<void> {
  saveFile(await fileOf(figure, kind), `${figure.dataset.figure ?? "figure"}.${kind}`);
}

async function fileOf(figure: HTMLElement, kind: DownloadKind): Promise<Blob> {
  if (kind === "csv") return new Blob([`\ufeff${toCsv(tableOf(figure))}`], {type: "text/csv"});
  if (kind === "parquet") {
    const bytes = new Uint8Array(await toParquet(tableOf(figure)));
    return new Blob([bytes], {type: "application/vnd.apache.parquet"});
  }
  const svg = standaloneSvg(figure);
  const written = new XMLSerializer().serializeToString(svg).replace(outsideXml, "\ufffd");
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${written}`;
  if (kind === "svg") return new Blob([text], {type: "image/svg+xml"});
  return await toPng(text, Number(svg.getAttribute("width")), Number(svg.getAttribute("height")));
}

/** Characters that XML 1.0 forbids. Names in a reader's table may contain them. */
const outsideXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Saves a file on the reader's computer. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A table as columns; each holds one type, or null for an empty cell. */
export interface Columns {
  names: string[];
  values: (string | number | null)[][];
}

/** The table twin of a figure. Numbers come from the cells' data, not from their text. */
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

/** CSV with a header. Text that a spreadsheet would take for a formula is prefixed with an apostrophe. */
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
