import type {FigureTable} from "../../figures/figure.ts";
import {pageWords} from "../../words/en/pages.js";

/** Puts other rows into a figure's table twin; downloads read the numbers from `data-value`. */
export function fillTable(table: HTMLTableElement, {columns, rows}: FigureTable): void {
  const isNumber = (key: string) => rows.length > 0 && rows.every((row) => typeof row[key] !== "string");
  const numbers = new Set(columns.map(({key}) => key).filter(isNumber));
  const body = document.createElement("tbody");
  for (const row of rows) {
    const line = body.insertRow();
    for (const [i, {key, digits = 0}] of columns.entries()) {
      const value = row[key] ?? null;
      const cell = document.createElement(i === 0 ? "th" : "td");
      if (i === 0) cell.setAttribute("scope", "row");
      if (numbers.has(key)) {
        cell.className = "number";
        cell.dataset.value = value === null ? "" : String(value);
      }
      cell.textContent =
        value === null ? pageWords.noValue : typeof value === "number" ? pageWords.number(value, digits) : value;
      line.append(cell);
    }
  }
  table.tBodies[0]!.replaceWith(body);
}
