import {readdir, readFile} from "node:fs/promises";
import {join, resolve, sep} from "node:path";
import {build} from "esbuild";
import {fonts} from "../framework/fonts.ts";
import {bundledFiles} from "../framework/npm-bundle.ts";
import {findPackage, listPackages} from "../framework/npm-packages.ts";

/** A package of which a built site may contain something. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** The licence in its `package.json`, an SPDX expression; empty if it names none. */
  licence: string;
  /** The folder in which it is installed. */
  folder: string;
}

/** Packages whose files reach the site through a loader instead of a bundle: outlines of countries. */
const throughLoaders = ["world-atlas"];

/**
 * Every package of which a built site may contain something: packages that pages may import, those bundled with them or
 * with Framework's client, typefaces, data. Sorted by name.
 * @param project the folder with package.json and node_modules
 * @throws Error for a package that is not installed
 */
export async function listShipped(project: string): Promise<ShippedPackage[]> {
  const {packages} = await listPackages(project);
  const files = await clientFiles(project);
  for (const item of packages.values())
    files.push(join(item.folder, "package.json"), ...(await bundledFiles(item, packages).catch(() => [])));
  for (const name of [...throughLoaders, ...fonts.map((font) => font.package)]) {
    const folder = findPackage(name, project);
    if (folder === undefined) throw new Error(`not installed: ${name}; run npm ci`);
    files.push(join(folder, "package.json"));
  }
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined));
  const shipped = await Promise.all(
    Array.from(folders, async (folder) => {
      const {
        name,
        version,
        license = ""
      } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
        name: string;
        version: string;
        license?: unknown;
      };
      return {name, version, licence: typeof license === "string" ? license : "", folder};
    })
  );
  return shipped.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** The files of Framework's client. The packages that it imports with `npm:` are among the vendored ones. */
async function clientFiles(project: string): Promise<string[]> {
  const framework = findPackage("@observablehq/framework", project)!;
  const client = join(framework, "dist/client");
  const entryPoints = (await readdir(client, {recursive: true}))
    .filter((name) => /^(index|main|runtime|stdlib|stdlib\/(duckdb|inputs))\.js$/.test(name))
    .map((name) => join(client, name));
  const {metafile} = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: join(client, "unwritten"),
    logLevel: "silent",
    absWorkingDir: project,
    external: ["npm:*", "observablehq:*", "/_*"]
  });
  return [join(framework, "package.json"), ...Object.keys(metafile.inputs).map((path) => resolve(project, path))];
}

/** The folder of the package that a file belongs to; undefined if it belongs to none. */
function packageOf(file: string): string | undefined {
  const mark = `${sep}node_modules${sep}`;
  const at = file.lastIndexOf(mark);
  if (at < 0) return undefined;
  const parts = file.slice(at + mark.length).split(sep);
  return join(file.slice(0, at + mark.length), ...parts.slice(0, parts[0]!.startsWith("@") ? 2 : 1));
}
