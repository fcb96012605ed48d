import {readersPromise} from "../../live/first-paint.ts";
import {narrowScreen} from "../../live/folded.ts";

/**
 * A page that paints as soon as its first bytes are there: the style sheet stands in it, which saves the reader one journey to
 * the server, and no module is asked for before the text. Framework preloads all that any file of the page could need, among
 * them what reads Parquet, and that would share the line with the first paint. A page without cells does not need
 * what runs them either; cells run when somebody reads. Tables of figures, and of each figure the drawing for the other width
 * of screen, are text for a browser that runs scripts, until `src/live/folded.ts` unfolds them: they are two thirds of all
 * elements. Queries of links that the pages' marks set aside come back.
 *
 * @param readStyle gives the style sheet at an address of the page
 */
export async function lightenPage(html: string, readStyle: (href: string) => Promise<string>): Promise<string> {
  let light = html.replace(/\bhref="([^"?#]*)" data-query="([^"]*)"/g, 'href="$1?$2"');
  for (const [link, href] of html.matchAll(/^<link rel="stylesheet" type="text\/css" href="([^"]+)">\n?/gm)) {
    const style = await readStyle(href!);
    // What would end the element early, or lead elsewhere from another folder, stays a file.
    if (/<\/style|url\(/i.test(style)) continue;
    light = light
      .replace(`<link rel="preload" as="style" href="${href}">\n`, "")
      .replace(link, () => `<style>${style.trim()}</style>\n`);
  }
  light = foldDrawings(foldTables(light)).replace(/^<link rel="modulepreload"[^>]*>\n/gm, "");
  return hasCells(light)
    ? postponeCells(light)
    : light.replace(/^import "[^"]*\/_observablehq\/client\.[^"]*";\n/gm, "");
}

/** Whether a page as Framework writes it runs code of its author. */
export function hasCells(html: string): boolean {
  return /^define\(\{id: "/m.test(html);
}

function foldTables(html: string): string {
  return html.replace(
    /(<details class="table-twin"><summary>[^<]*<\/summary><div class="table-scroll"[^>]*>)(<table>.*?<\/table>)/gs,
    "$1<noscript>$2</noscript>"
  );
}

/** Unfolds the drawing that the width of the screen shows, while the page is being read: nothing moves afterwards. */
const unfoldDrawing = `(s=>{const n=s.previousElementSibling,c=matchMedia("${narrowScreen}").matches?n:n.previousElementSibling;c.innerHTML=c.textContent;s.remove()})(document.currentScript)`;

function foldDrawings(html: string): string {
  return html.replace(
    /<div class="chart-wide">(<svg\b(?:(?!<\/div>).)*<\/svg>)<\/div><div class="chart-narrow">(<svg\b(?:(?!<\/div>).)*<\/svg>)<\/div>/gs,
    (_, wide, narrow) =>
      `<div class="chart-wide"><noscript>${wide}</noscript></div><div class="chart-narrow"><noscript>${narrow}</noscript></div><script>${unfoldDrawing}</script>`
  );
}

/**
 * Has the cells of a page wait for a reader, unless a scenario in the address is what he came for; `src/live/first-paint.ts`
 * keeps the promise. Their places are kept, so that the text does not jump when they come.
 */
function postponeCells(html: string): string {
  const wait = `if (!location.search) await globalThis[Symbol.for("${readersPromise}")];\n`;
  const named = (names: string) => names.replace(/\s+as\s+/g, ": ");
  const postponed = html.replace(
    /^(<script type="module">\n)([\s\S]*?^import \{[^}]*\bdefine\b[\s\S]*?)(?=^<\/script>)/m,
    (_, tag: string, script: string) =>
      tag +
      script
        .replace(/^import /m, `${wait}import `)
        .replace(
          /^import \{([^}]*)\} from ("[^"]*");$/gm,
          (_, names: string, from: string) => `const {${named(names)}} = await import(${from});`
        )
  );
  return keepPlaces(postponed);
}

/** Framework takes an `observablehq-loading` before a cell's mark away when the cell shows something. */
function keepPlaces(html: string): string {
  let kept = html;
  for (const [, id, body] of html.matchAll(/^define\(\{id: "([^"]+)"(?!, mode:)(.*?)^\}\}\);$/gms)) {
    const place = placeOf(body!);
    if (place)
      kept = kept.replace(
        `--block"><!--:${id}:-->`,
        () => `--block"><observablehq-loading ${place}></observablehq-loading><!--:${id}:-->`
      );
  }
  return kept;
}

/** The attributes of a cell's place, by what it will show; undefined where nobody knows how high that is. */
function placeOf(body: string): string | undefined {
  const controls = /\bscenarioControls\(\{(.*?)\}\)/s.exec(body)?.[1];
  if (controls !== undefined) return `class="place-controls" data-fields="${controls.split(",").length}"`;
  if (/\bawait figure\(/.test(body)) return 'class="place-figure"';
  if (/\bInputs\.table\(await sql/.test(body)) return 'class="place-table"';
  return undefined;
}
