import {execFile} from "node:child_process";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {loadReportConfig} from "../../../data-loaders/report-config.ts";
import type {Study} from "../../terms/report-config.ts";
import {parseSiteUrl} from "../html/shell.ts";
import {projectFolder} from "../site.ts";

/** What descriptions of a release say about it. */
export interface Release {
  title: string;
  /** Version of package.json. */
  version: string;
  description: string;
  /** ISO date; left out if unknown. */
  date?: string;
  /** Address of the published site, ending with a slash; left out if unknown. */
  siteUrl?: string;
  /** Authors of the site: people or organisations, as a citation names them. */
  authors: readonly string[];
  /** Whose report this is, for which client, of what date. */
  byline: string;
  /** The study that the site makes live; null where the site is the study. */
  study: Study | null;
}

/**
 * The release of this checkout. Its date is that of CITATION.cff (`date-released`), if that file cites a report of this
 * title, or else that of the commit, since the time of the build would make each build different.
 * @throws InputError for an invalid configuration, or a site's address that is not absolute
 */
export async function readRelease(siteUrl = process.env.SITE_URL): Promise<Release> {
  const {title, description, study, authors, byline} = await loadReportConfig(projectFolder);
  const {version} = JSON.parse(await readFile(join(projectFolder, "package.json"), "utf8")) as {version: string};
  const citation = await readFile(join(projectFolder, "CITATION.cff"), "utf8");
  const line = (pattern: RegExp) => pattern.exec(citation)?.[1];
  const cited = line(/^title: ["']?(.*?)["']?$/m)?.startsWith(title);
  const date = (cited ? line(/^date-released: ["']?(\d{4}-\d\d-\d\d)/m) : undefined) ?? (await commitDate());
  return {
    title,
    version,
    description,
    ...(date !== undefined && {date}),
    ...(siteUrl && {siteUrl: parseSiteUrl(siteUrl).href}),
    authors,
    byline,
    study
  };
}

async function commitDate(): Promise<string | undefined> {
  try {
    const {stdout} = await promisify(execFile)("git", ["log", "-1", "--format=%cs"], {cwd: projectFolder});
    return /^\d{4}-\d\d-\d\d$/.exec(stdout.trim())?.[0];
  } catch {
    return undefined;
  }
}
