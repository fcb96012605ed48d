import {html} from "npm:htl";
import type {Lens, ProfileRow} from "../indicators/region-profile.js";

const count = (value: number) => value.toLocaleString("en-GB");
const percent = (value: number) => `${(value * 100).toFixed(2)} %`;

/** The table twin of the chart: one row for each technology, largest advantage first. */
export function profileTable(rows: readonly ProfileRow[], lens: Lens): HTMLElement {
  const deals = lens === "deals";
  const sorted = rows.slice().sort((a, b) => (b.rca ?? -1) - (a.rca ?? -1));
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Indicators by technology"><table class="profile">
    <thead><tr>
      <th scope="col">Technology</th>
      <th scope="col" class="number">${lens[0]!.toUpperCase() + lens.slice(1)}</th>
      ${deals ? html`<th scope="col" class="number">Funding, M$</th>` : null}
      <th scope="col" class="number">Share</th>
      <th scope="col" class="number">Share in Europe</th>
      <th scope="col" class="number">RCA</th>
    </tr></thead>
    <tbody>${sorted.map((row) => html`<tr>
      <th scope="row">${row.name}</th>
      <td class="number">${count(row.count)}</td>
      ${deals ? html`<td class="number">${row.amount.toFixed(2)}</td>` : null}
      <td class="number">${percent(row.share)}</td>
      <td class="number">${percent(row.benchmark_share)}</td>
      <td class=${row.rca !== null && row.rca > 1 ? "number above" : "number"}>${row.rca === null ? "no value" : row.rca.toFixed(2)}</td>
    </tr>`)}</tbody>
  </table></div>`;
}
