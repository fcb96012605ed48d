import {html, type Html} from "../../text/html.ts";
import {fileSize, number} from "../../words/en/locale.ts";
import type {ApiFile} from "./files.ts";
import type {PublishedTable} from "./manifest.ts";

/** Parts of the page that are known only when the files are there; in the page they are elements with `data-api` and this name. */
export interface PageParts {
  tables: Html;
  uses: Html;
  examples: Html;
  documents: Html;
}

/** Files without rows, and what is in them. */
const documents = [
  ["dictionary.csv", "each column with its type and meaning, the keys, and which table explains an id"],
  ["dictionary.json", "the same for programs"],
  ["croissant.json", "a description of all tables in Croissant 1.0 of MLCommons, with the size and hash of every file"],
  [
    "manifest.json",
    "release, build, editions of the sources, how the classification was made, the licence of every table, SHA-256 of every file"
  ]
] as const;

/** The parts of the page of the API. @param siteUrl where the site is published; else the reader puts it in */
export function pageParts(tables: readonly PublishedTable[], siteUrl = "https://ADDRESS/"): PageParts {
  const address = (path: string) =>
    new URL(`api/${path}`, siteUrl).href.replace("https://address/", "https://ADDRESS/");
  const example = tables.find(({name}) => name === "indicators") ?? tables[0]!;
  const csv = example.files.find(({type}) => type === "text/csv")!.path;
  const lines = [
    ["DuckDB", `SELECT * FROM '${address(`${example.name}.parquet`)}' LIMIT 10;`],
    ["R", `${example.name} <- read.csv("${address(csv)}")`],
    ["Python", `import pandas; ${example.name} = pandas.read_parquet("${address(`${example.name}.parquet`)}")`]
  ] as const;
  return {
    tables: html`<div class="table-scroll" tabindex="0" role="region" aria-label="Tables"><table><thead><tr><th scope="col">Table</th><th scope="col" class="number">Rows</th><th scope="col">Files</th></tr></thead><tbody>${tables.map(({name, description, rows, files}) => html`<tr><th scope="row" id="${name}"><code>${name}</code><br>${description}</th><td class="number">${number(rows)}</td><td>${files.map(fileLink)}</td></tr>`)}</tbody></table></div>`,
    uses: html`<div class="table-scroll" tabindex="0" role="region" aria-label="What each table may be used for"><table><thead><tr><th scope="col">Table</th><th scope="col">Licence</th><th scope="col">Use</th></tr></thead><tbody>${tables.map(({name, licence, use}) => html`<tr><th scope="row"><code>${name}</code></th><td>${licence}</td><td>${use}</td></tr>`)}</tbody></table></div>`,
    examples: html`<dl>${lines.map(([language, line]) => html`<dt>${language}</dt><dd><pre tabindex="0" role="region" aria-label="${language}"><code>${line}</code></pre></dd>`)}</dl>`,
    documents: html`<ul>${documents.map(([path, what]) => html`<li><a href="./${path}">${path}</a>: ${what}</li>`)}</ul>`
  };
}

/**
 * The page with its parts in place.
 * @throws Error when a part has no element in the page
 */
export function fillPage(page: string, parts: PageParts): string {
  return Object.entries(parts).reduce((filled, [name, part]: [string, Html]) => {
    const element = new RegExp(`<div data-api="${name}">[^<]*</div>`);
    if (!element.test(filled))
      throw new Error(`the page of the API has no <div data-api="${name}">; see src/api/index.md`);
    return filled.replace(element, () => `<div data-api="${name}">${part}</div>`);
  }, page);
}

function fileLink({path, bytes}: ApiFile): Html {
  return html`<a href="./${path}" download>${path}</a> (${fileSize(bytes)})<br>`;
}
