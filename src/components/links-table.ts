import {html} from "npm:htl";
import type {LinkRow} from "../indicators/links.js";

const count = (value: number) => value.toLocaleString("en-GB");

/** Every candidate with its scores and the reason why it is a link or not. */
export function linksTable(rows: readonly LinkRow[]): HTMLElement {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Candidate codes"><table class="profile links">
    <thead><tr>
      <th scope="col">Code</th>
      <th scope="col">Title</th>
      <th scope="col" class="number">Similarity</th>
      <th scope="col" class="number">Relatedness</th>
      <th scope="col" class="number">Documents with core codes</th>
      <th scope="col">Link</th>
      <th scope="col">Why</th>
    </tr></thead>
    <tbody>${rows.map((row) => html`<tr>
      <th scope="row">${row.symbol}</th>
      <td>${row.label}${row.core ? html` <small>core</small>` : null}</td>
      <td class="number">${row.similarity.toFixed(2)}</td>
      <td class="number">${row.relatedness === null ? "–" : row.relatedness.toFixed(2)}</td>
      <td class="number">${count(row.together)} of ${count(row.documents)}</td>
      <td class=${row.tried ? "above" : ""}>${row.tried ? "yes" : "no"}${row.tried === row.accepted ? null : html` <small>changed</small>`}</td>
      <td>${row.reason}</td>
    </tr>`)}</tbody>
  </table></div>`;
}
