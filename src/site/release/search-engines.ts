import {pagePath} from "../html/shell.ts";

/** The `robots.txt` of a site that is open to everyone. It takes effect only at the root of a domain. */
export function robots(siteUrl: string | undefined): string {
  return `User-agent: *\nAllow: /\n${siteUrl === undefined ? "" : `\nSitemap: ${siteUrl}sitemap.xml\n`}`;
}

/**
 * A sitemap (https://www.sitemaps.org/protocol.html) with every page for readers, without the error page and the pages
 * for frames.
 * @param pages paths of the pages' files, such as `lab/index.html`
 * @param siteUrl ends with a slash
 * @param date ISO date of the release
 */
export function sitemap(pages: readonly string[], siteUrl: string, date: string | undefined): string {
  const addresses = pages
    .filter((path) => path !== "404.html" && !path.startsWith("embed/"))
    .map((path) => new URL(pagePath(`/${path.replace(/\.html$/, "")}`), siteUrl).href)
    .sort();
  const last = date === undefined ? "" : `<lastmod>${date}</lastmod>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.map((address) => `<url><loc>${address.replaceAll("&", "&amp;")}</loc>${last}</url>`).join("\n")}
</urlset>
`;
}
