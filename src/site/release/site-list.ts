import {readdir, readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {pageTables} from "../../../data-loaders/report/page-tables.ts";
import {tables} from "../../../data-loaders/warehouse/schema.ts";
import {projectFolder} from "../site.ts";
import type {Finding} from "./finding.ts";

/** The tables that a site may publish, by name. */
const tableNames = [...tables, ...Object.values(pageTables)].map(({name}) => name).join("|");

const hash = "(?:\\.[0-9a-f]{8})?";

/** What a site holds besides packages and files that pages attach, by place and ending. */
const places: readonly RegExp[] = [
  /^(?:\.nojekyll|_headers|citation\.bib|licences\.txt|robots\.txt|sitemap\.xml|social-card\.png)$/,
  /^(?!_)(?:[^/_.][^/]*\/)*[^/_.][^/]*\.html$/,
  new RegExp(`^api/(?:${tableNames})\\.(?:csv|json|parquet)$`),
  /^api\/(?:croissant\.json|dictionary\.(?:csv|json)|manifest\.json)$/,
  /^embed\/[\w.+-]+\/(?:[^/_.][^/]*\/)*[^/_.][^/]*\.html$/,
  /^_import\/(?:[^/.][^/]*\/)*[^/.][^/]*\.(?:js|css)$/,
  /^_observablehq\/(?:stdlib\/)?[^/.][^/]*\.(?:js|css)$/,
  new RegExp(`^_file/data/(?:${tableNames})${hash}\\.parquet$`),
  new RegExp(`^_file/data/(?:report|map|verdicts|robustness|manifest)${hash}\\.json(?:\\.gz)?$`),
  new RegExp(`^_file/data/decisions${hash}\\.csv$`),
  new RegExp(`^_file/search${hash}\\.json$`),
  new RegExp(`^_file/lab/your-data-example${hash}\\.csv$`),
  new RegExp(`^_file/fonts/source-(?:sans-3|serif-4)[\\w.-]*\\.woff2$`)
];

/** A script, style, typeface or compiled module of a package: its name and version. */
const packageFile =
  /^_npm\/((?:@[\w.-]+\/)?[\w.-]+)@([\w.+-]+)\/(?:[\w.@+-]+\/)*[\w.@+-]+\.(?:js|css|wasm|wasm\.gz|woff2)$/;

/** Kinds of files that a page of the project may attach. */
const attached = new RegExp(
  "^_file/(?:[^/.][^/]*/)*[^/.][^/]*\\.(?:csv|tsv|txt|json|geojson|topojson|xml|parquet|zip|gz|tar|tgz|xlsx" +
    "|svg|png|jpe?g|gif|webp|avif|woff2|pdf)$",
  "i"
);

/**
 * The files of a site that are not on the list of what a site holds: links, hidden files, packages of which the
 * lockfile has no such version, and files that no page attaches or of a kind that none may.
 */
export async function findUnlisted(site: string): Promise<Finding[]> {
  const entries = await readdir(site, {recursive: true, withFileTypes: true});
  const findings: Finding[] = [];
  const [references, versions] = await Promise.all([referencesOf(site), packageVersions()]);
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = relative(site, join(entry.parentPath, entry.name)).replaceAll("\\", "/");
    const what = entry.isFile() ? whyUnlisted(file, references, versions) : "a link, not a file";
    if (what !== undefined) findings.push({file, what});
  }
  return findings.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function whyUnlisted(file: string, references: ReadonlySet<string>, versions: ReadonlySet<string>): string | undefined {
  if (places.some((place) => place.test(file))) return undefined;
  const [, name, version] = packageFile.exec(file) ?? [];
  if (name !== undefined)
    return versions.has(`${name}@${version}`)
      ? undefined
      : `a package that package-lock.json lacks: ${name}@${version}`;
  if (!attached.test(file)) return "a kind of file that a site does not hold";
  return references.has(file) ? undefined : "a file that no page attaches";
}

/** The files to which pages and their modules refer. */
async function referencesOf(site: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const name of await readdir(site, {recursive: true})) {
    if (!/\.(?:html|js|css)$/.test(name) || /^_npm[/\\]/.test(name)) continue;
    const text = await readFile(join(site, name), "utf8").catch(() => "");
    for (const [path] of text.matchAll(/_file\/[^"'`\s<>)\\?#]+/g)) {
      found.add(path);
      try {
        found.add(decodeURIComponent(path));
      } catch {
        // Text that only resembles an address.
      }
    }
  }
  return found;
}

async function packageVersions(): Promise<Set<string>> {
  const {packages} = JSON.parse(await readFile(join(projectFolder, "package-lock.json"), "utf8")) as {
    packages: Record<string, {version?: string}>;
  };
  return new Set(
    Object.entries(packages).map(([path, {version}]) => `${path.replace(/^.*node_modules\//, "")}@${version}`)
  );
}
