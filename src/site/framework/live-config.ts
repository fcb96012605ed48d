import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, rename, rm, utimes, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {pathToFileURL} from "node:url";
import {build, type BuildFailure, type Plugin, transform} from "esbuild";
import {parseError} from "../../../data-loaders/fingerprint/code.ts";
import {cacheFolder, type Site} from "../site.ts";

/** A state of the config that a preview can show. */
interface Current {
  /** Name of the bundle. */
  file: string;
  /** Number of specifications over which claims are judged; undefined for the report's own number. */
  specifications?: number;
}

/** Where the config reads how many specifications it may take. */
const specificationsVariable = "SITE_SPECIFICATIONS";

/**
 * What Framework loads as its config: it reads the file again whenever the time of the file changes, and has every open
 * page load itself again. The module stays the same; what it takes over is named in `current.json`. A config that fails
 * to load is told and passed over, so that the preview goes on with the one before.
 */
const entry = `import {readFileSync} from "node:fs";
const state = (globalThis[Symbol.for("preview.config")] ??= {});
const text = readFileSync(new URL("current.json", import.meta.url), "utf8");
if (state.text !== text) {
  const {file, specifications} = JSON.parse(text);
  if (specifications === undefined) delete process.env.${specificationsVariable};
  else process.env.${specificationsVariable} = String(specifications);
  try {
    state.config = (await import(new URL(file + "?" + specifications, import.meta.url).href)).default;
  } catch (error) {
    if (!state.config) throw error;
    console.error("the pages stay as they were: " + (error.describe?.() ?? error.message));
  }
  state.text = text;
}
export default state.config;
`;

/**
 * The config of a site as a preview takes it: bundled, so that Framework can load it again after every change of a
 * module.
 */
export class LiveConfig {
  readonly #site: Site;
  readonly #folder: string;
  #current: Current | undefined;
  /** Folders of all modules behind the config, absolute. */
  folders: readonly string[] = [];

  constructor(site: Site) {
    this.#site = site;
    this.#folder = join(cacheFolder(site), "_config");
  }

  /** For Framework's option `--config`, relative to the site's folder. */
  get path(): string {
    return relative(this.#site.folder, join(this.#folder, "preview.config.mjs"));
  }

  /**
   * Bundles the config as its modules are now.
   * @returns name of the bundle: another one exactly when the modules do something else
   * @throws InputError for a module that cannot be read or parsed
   */
  async bundle(): Promise<string> {
    const {text, inputs} = await bundleConfig(this.#site);
    this.folders = [...new Set(inputs.map((input) => dirname(join(this.#site.folder, input))))];
    const file = `config-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`;
    await mkdir(this.#folder, {recursive: true});
    await writeFile(join(this.#folder, file), text);
    return file;
  }

  /** The bundle that is shown now; undefined before the first. */
  get shown(): string | undefined {
    return this.#current?.file;
  }

  /** Has the preview show a bundle, and open pages load themselves again. */
  async show(current: Current): Promise<void> {
    this.#current = current;
    const draft = join(this.#folder, "current.json.new");
    await writeFile(draft, JSON.stringify(current));
    await rename(draft, join(this.#folder, "current.json"));
    const config = join(this.#folder, "preview.config.mjs");
    // Written once: a reader must never find half of it.
    if ((await readFile(config, "utf8").catch(() => "")) !== entry) await writeFile(config, entry);
    const now = new Date();
    await utimes(config, now, now);
    for (const name of await readdir(this.#folder))
      if (/^config-\w+\.mjs$/.test(name) && name !== current.file) await rm(join(this.#folder, name), {force: true});
  }
}

async function bundleConfig({folder}: Site): Promise<{text: string; inputs: string[]}> {
  try {
    const {metafile, outputFiles} = await build({
      absWorkingDir: folder,
      entryPoints: ["observablehq.config.ts"],
      outdir: "unused",
      bundle: true,
      write: false,
      metafile: true,
      minifyWhitespace: true,
      legalComments: "none",
      packages: "external",
      platform: "node",
      format: "esm",
      logLevel: "silent",
      plugins: [inPlace]
    });
    return {text: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs)};
  } catch (cause) {
    const [first] = (cause as Partial<BuildFailure>).errors ?? [];
    throw first ? parseError(first, cause) : cause;
  }
}

/** Modules know where they are, though they run from a bundle; packages of the pages are those of Node. */
const inPlace: Plugin = {
  name: "in-place",
  setup({onLoad, onResolve}) {
    onResolve({filter: /^npm:/}, ({path}) => ({path: path.slice("npm:".length), external: true}));
    // Its hook has nothing left to do.
    onLoad({filter: /[\\/]npm-imports\.ts$/}, () => ({contents: ""}));
    onLoad({filter: /\.ts$/}, async ({path}) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("import.meta.url")) return {contents: source, loader: "ts"};
      const define = {"import.meta.url": JSON.stringify(pathToFileURL(path).href)};
      return {contents: (await transform(source, {loader: "ts", define})).code, loader: "js"};
    });
  }
};
