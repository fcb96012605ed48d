import {synonyms} from "../../your-data/columns.ts";
import type {OwnColumn} from "../../your-data/problems.ts";
import {yourDataWords as say} from "../../words/en/your-data.ts";
import {html, type Html} from "../../text/html.ts";
import {scrollingTable} from "../elements.ts";
import type {LabPart} from "./part.ts";

/** The page for a reader's own data, before there are any. */
export const yourData: LabPart = () => html`<p class="lead">${say.lead}</p>
<p class="notice"><strong>${say.privacy}</strong></p>
<div data-lab="your-data">
${dropZone()}
<p class="drop-message" role="status" data-message></p>
<section data-result hidden aria-labelledby="own-results"></section>
</div>

<h2 id="format">${say.format.title}</h2>
${columnsTable()}
${say.format.rules.map((rule) => html`<p>${rule}</p>`)}

<h2 id="method">${say.method.title}</h2>
${say.method.text.map((text) => html`<p>${text}</p>`)}`;

function dropZone(): Html {
  const example = html`<button type="button" data-example disabled>${say.tryExample}</button>`;
  return html`<div class="drop-zone" data-drop>
<p>${say.drop}</p>
<label class="file-field">${say.choose} <input type="file"
 accept=".csv,.tsv,.txt,.parquet,text/csv,text/tab-separated-values" disabled></label>
<p class="drop-tools">${example} <a href="./your-data-example.csv"
 download="your-data-example.csv">${say.downloadExample}</a></p>
<noscript><p>${say.noScript}</p></noscript>
</div>`;
}

function columnsTable(): Html {
  const row = ([name, meaning]: (typeof say.format.columns)[number]) =>
    html`<tr><th scope="row"><code>${name}</code></th>
<td>${meaning}</td><td>${synonyms[name as OwnColumn].slice(1).join(", ")}</td></tr>`;
  return scrollingTable(
    say.format.title,
    html`<table>
<thead><tr><th scope="col">${say.format.column}</th><th scope="col">${say.format.meaning}</th>
<th scope="col">${say.format.also}</th></tr></thead>
<tbody>${say.format.columns.map(row)}</tbody>
</table>`
  );
}
