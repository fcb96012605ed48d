import {folded} from "../live/folded.ts";

const declaration = /(--[\w-]+):\s*light-dark\(/g;

/**
 * Unfolds the tables and drawings that `src/site/light-html.ts` folded, and says what is missing, where scripts run but modules do not
 * (browsers before 2018). Written in the language that those know.
 */
const withoutModules = `(function(d){function go(){var n=d.querySelectorAll("${folded}"),i;for(i=0;i<n.length;++i)n[i].outerHTML=n[i].textContent;n=d.querySelector("[data-live-status]");if(n)n.textContent="This browser is too old to compute the numbers again; they stand as they were computed when the page was made."}d.addEventListener("DOMContentLoaded",go)})(document)`;

/**
 * A page that can be read in browsers older than the site's own tools: colours that are light or dark by the system's choice
 * (`light-dark()`, 2024) are the light ones where that is unknown; tables are there without modules.
 */
export function helpOldBrowsers(html: string): string {
  const helped = html.replace(/<style>([\s\S]*?)<\/style>/g, (element, css: string) => {
    const plain = lightColours(css);
    return plain === "" ? element : `<style>${css}\n@supports not (color:light-dark(red,red)){:root{color-scheme:light;${plain}}}</style>`;
  });
  return helped.includes('class="table-twin"') ? helped.replace("</head>", () => `<script nomodule>${withoutModules}</script>\n</head>`) : helped;
}

/** Each property of a style sheet that is `light-dark(a, b)`, as `property:a`. */
function lightColours(css: string): string {
  const found = new Map<string, string>();
  for (const match of css.matchAll(declaration)) {
    const begin = match.index + match[0].length;
    let depth = 0;
    let end = begin;
    for (; end < css.length && (depth > 0 || (css[end] !== "," && css[end] !== ")")); ++end) depth += css[end] === "(" ? 1 : css[end] === ")" ? -1 : 0;
    if (!found.has(match[1]!)) found.set(match[1]!, css.slice(begin, end).trim());
  }
  return Array.from(found, ([name, value]) => `${name}:${value}`).join(";");
}
