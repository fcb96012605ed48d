/** What screen readers call the parts of Framework's shell, which gives them no name. */
const labels = {
  language: "en",
  pages: "Pages",
  sidebar: "Toggle sidebar",
  search: "Search",
  pager: "Previous and next page"
};

/**
 * A page of Framework with the accessibility faults of its shell mended: the language is declared,
 * the page can be zoomed, landmarks and fields have names, lists hold list items only. What the page's
 * author wrote is left as it is.
 *
 * Throws when `html` does not have Framework's shell; `path` is for the message.
 */
export function mendShell(html: string, path: string): string {
  const mended = html
    .replace(/<html(?![^>]*\blang=)/, `<html lang="${labels.language}"`)
    .replace(/(<meta name="viewport" content="[^"]*?), maximum-scale=1"/, '$1"')
    .replace(
      /(<input id="observablehq-sidebar-toggle" type="checkbox") title=/,
      `$1 aria-label="${labels.sidebar}" title=`
    )
    .replace('<nav id="observablehq-sidebar">', `<nav id="observablehq-sidebar" aria-label="${labels.pages}">`)
    .replace(/(<ol>)(\s*)(<label id="observablehq-sidebar-close"[^>]*><\/label>)/, "$3$2$1")
    .replace(
      /(<div id="observablehq-search"><input type="search") placeholder=/,
      `$1 aria-label="${labels.search}" placeholder=`
    )
    .replace(/(<aside id="observablehq-toc"[^>]*>\s*<nav)>(\s*<div>([^<]*)<\/div>)?/, nameContents)
    .replace(/(<footer id="observablehq-footer">\s*<nav)>/, `$1 aria-label="${labels.pager}">`);
  for (const needed of [`<html lang=`, `<meta name="viewport" content="width=device-width, initial-scale=1">`]) {
    if (!mended.includes(needed))
      throw new Error(`unknown page shell: ${path} has no ${needed}; see src/site/html/accessible-html.ts`);
  }
  return mended;
}

function nameContents(_: string, nav: string, heading: string | undefined, label: string | undefined): string {
  return heading && label ? `${nav} aria-label="${label}">${heading}` : `${nav}>`;
}
