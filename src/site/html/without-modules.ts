import {folded} from "../../live/folded.ts";

const declaration = /(--[\w-]+):\s*light-dark\(/g;

/** Written in the language that browsers before 2018 know. Unfolds the tables and drawings that `src/site/html/light-html.ts` folded. */
const unfold = `var n=d.querySelectorAll("${folded}"),i;for(i=0;i<n.length;++i)n[i].outerHTML=n[i].textContent`;

const words = {
  old: "This browser is too old to compute the numbers again; they stand as they were computed when the page was made.",
  file: "This page was opened as a file, and browsers let such a page compute nothing: its numbers stand as they were computed when it was made. To open it live, run python3 -m http.server in the site's folder and go to http://localhost:8000/."
};

/** Says what is missing where scripts run but modules do not. */
const inOldBrowsers = `(function(d){d.addEventListener("DOMContentLoaded",function(){${unfold};n=d.querySelector("[data-live-status]");if(n)n.textContent="${words.old}"})})(document)`;

/** The same for a page that is opened from a disk. No server gives a folder's index there, so links to folders lead to the index itself. */
const fromDisk = `if(location.protocol==="file:")(d=>{d.addEventListener("DOMContentLoaded",()=>{${unfold};n=d.querySelector("[data-live-status]")||d.querySelector("main").insertAdjacentElement("afterbegin",d.createElement("p"));n.classList.add("notice");n.textContent="${words.file}"});d.addEventListener("click",e=>{const a=e.target.closest("a[href]");if(a&&a.protocol==="file:"&&a.pathname.endsWith("/"))a.pathname+="index.html"},true)})(document)`;

/**
 * A page that can be read where its modules do not run. Colours that are light or dark by the system's choice (`light-dark()`,
 * 2024) are the light ones where that is unknown; tables and drawings are there; a line says what is missing.
 */
export function readWithoutModules(html: string): string {
  const helped = html.replace(/<style>([\s\S]*?)<\/style>/g, (element, css: string) => {
    const plain = lightColours(css);
    return plain === ""
      ? element
      : `<style>${css}\n@supports not (color:light-dark(red,red)){:root{color-scheme:light;${plain}}}</style>`;
  });
  const old = helped.includes('class="table-twin"') ? `<script nomodule>${inOldBrowsers}</script>\n` : "";
  return helped.replace("</head>", () => `${old}<script>${fromDisk}</script>\n</head>`);
}

/** Each property of a style sheet that is `light-dark(a, b)`, as `property:a`. */
function lightColours(css: string): string {
  const found = new Map<string, string>();
  for (const match of css.matchAll(declaration)) {
    const begin = match.index + match[0].length;
    let depth = 0;
    let end = begin;
    for (; end < css.length && (depth > 0 || (css[end] !== "," && css[end] !== ")")); ++end)
      depth += css[end] === "(" ? 1 : css[end] === ")" ? -1 : 0;
    if (!found.has(match[1]!)) found.set(match[1]!, css.slice(begin, end).trim());
  }
  return Array.from(found, ([name, value]) => `${name}:${value}`).join(";");
}
