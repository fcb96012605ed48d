import {copyFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {bibtex} from "./citation.ts";
import {licenceTexts} from "./licence-texts.ts";
import type {Release} from "./release.ts";
import {robots, sitemap} from "./search-engines.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {shows, socialCard} from "./social-card.ts";
import {projectFolder} from "../site.ts";

/**
 * Writes the files beside the pages of a site: for search engines, for citation, for sharing, and the licences of its
 * packages. The sitemap requires the site's address. The picture for links is left out unless it was drawn from records
 * of the same provenance.
 *
 * @param folder the built site
 * @param pages paths of its pages
 * @param manifest of the data's build
 */
export async function writeBesidePages(
  folder: string,
  pages: readonly string[],
  release: Release,
  {build, sources}: Pick<Manifest, "build" | "sources">
): Promise<void> {
  const {siteUrl, date} = release;
  const files: Record<string, string> = {
    "robots.txt": robots(siteUrl),
    // Without this file, GitHub Pages omits folders that start with an underscore when it publishes a branch.
    ".nojekyll": "",
    "citation.bib": bibtex(release, build),
    "licences.txt": await licenceTexts(projectFolder),
    ...(siteUrl !== undefined && {"sitemap.xml": sitemap(pages, siteUrl, date)})
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  if (shows({config: release, sources}))
    await copyFile(fileURLToPath(new URL(socialCard.file, import.meta.url)), join(folder, socialCard.file));
}
