import {synonyms} from "../../your-data/columns.ts";
import type {OwnColumn} from "../../your-data/problems.ts";
import {yourDataWords as say} from "../../words/en/your-data.ts";
import {html} from "../../text/html.ts";
import type {LabPart} from "./part.ts";

/** The page for a reader's own data, as it stands before there are any. */
export const yourData: LabPart = () => html`<p class="lead">${say.lead}</p>
<p class="notice"><strong>${say.privacy}</strong></p>
<div data-lab="your-data">
<div class="drop-zone" data-drop>
<p>${say.drop}</p>
<label class="file-field">${say.choose} <input type="file" accept=".csv,.tsv,.txt,.parquet,text/csv,text/tab-separated-values" disabled></label>
<p class="drop-tools"><button type="button" data-example disabled>${say.tryExample}</button> <a href="./your-data-example.csv" download="your-data-example.csv">${say.downloadExample}</a></p>
<noscript><p>${say.noScript}</p></noscript>
</div>
<p class="drop-message" role="status" data-message></p>
<section data-result hidden aria-labelledby="own-results"></section>
</div>

<h2 id="format">${say.format.title}</h2>
<div class="table-scroll" tabindex="0" role="region" aria-label="${say.format.title}"><table>
<thead><tr><th scope="col">${say.format.column}</th><th scope="col">${say.format.meaning}</th>
<th scope="col">${say.format.also}</th></tr></thead>
<tbody>${say.format.columns.map(
  ([name, meaning]) => html`<tr><th scope="row"><code>${name}</code></th>
<td>${meaning}</td><td>${synonyms[name as OwnColumn].slice(1).join(", ")}</td></tr>`
)}</tbody>
</table></div>
${say.format.rules.map((rule) => html`<p>${rule}</p>`)}

<h2 id="method">${say.method.title}</h2>
${say.method.text.map((text) => html`<p>${text}</p>`)}`;
