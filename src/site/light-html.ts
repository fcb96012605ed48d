/**
 * A page that paints as soon as its first bytes are there: the style sheet stands in it, which saves the reader one journey to
 * the server, and no module is asked for before the text. Framework preloads all that any file of the page could need, among
 * them what reads Parquet, and that would share the line with the first paint. A page without cells does not need
 * what runs them either. The tables of figures, half of all elements, are text for a browser that runs scripts, until
 * `src/live/folded-tables.ts` unfolds them. Queries of links that the pages' marks set aside come back.
 *
 * @param readStyle gives the style sheet at an address of the page
 */
export async function lightenPage(html: string, readStyle: (href: string) => Promise<string>): Promise<string> {
  let light = html.replace(/\bhref="([^"?#]*)" data-query="([^"]*)"/g, 'href="$1?$2"');
  for (const [link, href] of html.matchAll(/^<link rel="stylesheet" type="text\/css" href="([^"]+)">\n?/gm)) {
    const style = await readStyle(href!);
    // What would end the element early, or lead elsewhere from another folder, stays a file.
    if (/<\/style|url\(/i.test(style)) continue;
    light = light.replace(`<link rel="preload" as="style" href="${href}">\n`, "").replace(link, () => `<style>${style.trim()}</style>\n`);
  }
  light = light.replace(/(<details class="table-twin"><summary>[^<]*<\/summary><div class="table-scroll"[^>]*>)(<table>.*?<\/table>)/gs, "$1<noscript>$2</noscript>");
  const cells = /^import \{[^}]*\bdefine\b/m.test(html);
  light = light.replace(/^<link rel="modulepreload"[^>]*>\n/gm, "");
  return cells ? light : light.replace(/^import "[^"]*\/_observablehq\/client\.[^"]*";\n/gm, "");
}
