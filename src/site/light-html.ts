/**
 * A page without cells of Framework is complete as HTML: what its scripts need is then not asked for before the text. Framework
 * preloads all modules that any file of the page could need, among them those that read Parquet, and they would share
 * the line with the first paint.
 */
export function lightenPage(html: string): string {
  if (/^import \{[^}]*\bdefine\b/m.test(html)) return html;
  return html.replace(/^<link rel="modulepreload"[^>]*>\n/gm, "");
}
