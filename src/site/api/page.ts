import {html, type Html} from "../../text/html.ts";
import {apiPageWords as words} from "../../words/en/api.ts";
import {fileSize, number} from "../../words/en/locale.ts";
import {attribute, elements, parsePage, serializePage, setContent} from "../html/tree.ts";
import type {ApiFile} from "./files.ts";
import type {PublishedTable} from "./manifest.ts";

/**
 * The parts of the page that depend on the files. Each replaces the content of the element that has the part's name in
 * `data-api`.
 */
export interface PageParts {
  tables: Html;
  uses: Html;
  examples: Html;
  documents: Html;
}

/**
 * Makes the parts of the API's page.
 * @param siteUrl address of the published site; without it, examples contain a placeholder
 */
export function pageParts(tables: readonly PublishedTable[], siteUrl?: string): PageParts {
  const address = (path: string) =>
    siteUrl === undefined ? `https://${words.address}/api/${path}` : new URL(`api/${path}`, siteUrl).href;
  return {
    tables: tableOf(
      words.tables,
      html`<th scope="col">${words.table}</th><th scope="col" class="number">${words.rows}</th>
<th scope="col">${words.files}</th>`,
      tables.map(
        ({name, description, rows, files}) =>
          html`<tr><th scope="row" id="${name}"><code>${name}</code><br>${description}</th>
<td class="number">${number(rows)}</td><td>${files.map(fileLink)}</td></tr>`
      )
    ),
    uses: tableOf(
      words.uses,
      [words.table, words.licence, words.use].map((name) => html`<th scope="col">${name}</th>`),
      tables.map(
        ({name, licence, use}) =>
          html`<tr><th scope="row"><code>${name}</code></th><td>${licence}</td><td>${use}</td></tr>`
      )
    ),
    examples: html`<dl>${examples(tables, address).map(
      ([language, line]) => html`<dt>${language}</dt>${scrollable(language, line)}`
    )}</dl>`,
    documents: html`<ul>${Object.entries(words.documents).map(
      ([path, what]) => html`<li><a href="./${path}">${path}</a>: ${what}</li>`
    )}</ul>`
  };
}

/** A line of code that can be scrolled with the keyboard. */
function scrollable(language: string, line: string): Html {
  return html`<dd><pre tabindex="0" role="region" aria-label="${language}"><code>${line}</code></pre></dd>`;
}

function tableOf(label: string, header: Html | readonly Html[], rows: readonly Html[]): Html {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${label}"><table><thead>
<tr>${header}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** For each programming language, a line of code that reads a table. */
function examples(
  tables: readonly PublishedTable[],
  address: (path: string) => string
): (readonly [language: string, line: string])[] {
  const {name, files} = tables.find((table) => table.name === "indicators") ?? tables[0]!;
  const parquet = address(`${name}.parquet`);
  const csv = address(files.find(({type}) => type === "text/csv")!.path);
  return [
    ["DuckDB", `SELECT * FROM '${parquet}' LIMIT 10;`],
    ["R", `${name} <- read.csv("${csv}")`],
    ["Python", `import pandas; ${name} = pandas.read_parquet("${parquet}")`]
  ];
}

/**
 * Puts the parts into the page.
 * @throws Error if the page has no element for a part
 */
export function fillPage(page: string, parts: PageParts): string {
  const document = parsePage(page);
  for (const [name, part] of Object.entries<Html>({...parts})) {
    const [element] = elements(document, (one) => attribute(one, "data-api") === name);
    if (!element) throw new Error(`the page of the API has no element with data-api="${name}"; see src/api/index.md`);
    setContent(element, String(part));
  }
  return serializePage(document);
}

function fileLink({path, bytes}: ApiFile): Html {
  return html`<a href="./${path}" download>${path}</a> (${fileSize(bytes)})<br>`;
}
