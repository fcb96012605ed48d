import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, rename, rm, utimes, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {pathToFileURL} from "node:url";
import {build, type BuildFailure, type Plugin, transform} from "esbuild";
import {configFile} from "../../../data-loaders/report-config.ts";
import {pageClaimsText} from "../../../data-loaders/report/report.ts";
import {parseError} from "../../../data-loaders/fingerprint/code.ts";
import {cacheFolder, type Site} from "../site.ts";

/** The state of the config that a preview shows. */
interface Current {
  /** Name of the bundle's file. */
  file: string;
  /** Number of specifications that test the claims; undefined for the report's own number. */
  specifications?: number;
  /** Why the pages are not those of the current code; every page shows it. */
  problem?: string;
}

/** The variable from which the config reads the number of specifications. */
const specificationsVariable = "SITE_SPECIFICATIONS";

/**
 * Reloads a page that shows a problem once another page no longer does: Framework tells no page of a change while that
 * page is still loading.
 */
const retry = `<script>setInterval(async () => {
  const page = await fetch("/404").then((answer) => answer.text(), () => "data-problem");
  if (!page.includes("data-problem")) location.reload();
}, 3000)</script>`;

/**
 * The file that Framework loads as its config. Framework loads it again whenever the file's time changes, and then
 * reloads every open page. The text of the module stays the same: `current.json` names the bundle to use. If a bundle
 * fails to load, the module prints the error, keeps the previous config and shows the error at the top of every page.
 */
const entry = `import {readFileSync} from "node:fs";
const state = (globalThis[Symbol.for("preview.config")] ??= {});
const text = readFileSync(new URL("current.json", import.meta.url), "utf8");
if (state.text !== text) {
  const {file, specifications, problem} = JSON.parse(text);
  state.problem = problem;
  if (specifications === undefined) delete process.env.${specificationsVariable};
  else process.env.${specificationsVariable} = String(specifications);
  try {
    state.config = (await import(new URL(file + "?" + specifications, import.meta.url).href)).default;
  } catch (error) {
    if (!state.config) throw error;
    state.problem = error.describe?.() ?? error.message;
    console.error("pages not updated: " + state.problem);
  }
  state.text = text;
}
const escape = (text) => text.replace(/[&<>]/g, (letter) => "&#" + letter.charCodeAt(0) + ";");
const banner = state.problem &&
  '<p class="mistake" role="alert" data-problem>' + escape(state.problem) + "</p>" + ${JSON.stringify(retry)};
const {header} = state.config;
export default banner ? {...state.config, header: (page) => banner + header(page)} : state.config;
`;

/**
 * The config of a site for a preview. It is bundled, so that Framework can load it again after a change in any module.
 */
export class LiveConfig {
  readonly #site: Site;
  readonly #folder: string;
  #current: Current | undefined;
  /** Folders of all modules behind the config, as absolute paths. */
  folders: readonly string[] = [];

  constructor(site: Site) {
    this.#site = site;
    this.#folder = join(cacheFolder(site), "_config");
  }

  /** Value of Framework's option `--config`, relative to the site's folder. */
  get path(): string {
    return relative(this.#site.folder, join(this.#folder, "preview.config.mjs"));
  }

  /**
   * Bundles the config from the current modules.
   * @returns name of the bundle, which changes exactly when the code of the modules, the report's configuration or the
   * claims of its pages do
   * @throws InputError for a module that cannot be read or parsed
   */
  async bundle(): Promise<string> {
    const {text, inputs} = await bundleConfig(this.#site);
    this.folders = [...new Set(inputs.map((input) => dirname(join(this.#site.folder, input))))];
    const config = await readFile(join(this.#site.folder, configFile), "utf8").catch(() => "");
    const hash = createHash("sha256")
      .update(text)
      .update(config)
      .update(await pageClaimsText());
    const file = `config-${hash.digest("hex").slice(0, 16)}.mjs`;
    await mkdir(this.#folder, {recursive: true});
    await writeFile(join(this.#folder, file), text);
    return file;
  }

  /** The bundle on display; undefined before the first one. */
  get shown(): string | undefined {
    return this.#current?.file;
  }

  /** Whether pages show why they are not those of the current code. */
  get hasProblem(): boolean {
    return this.#current?.problem !== undefined;
  }

  /** Shows a problem on every page, which otherwise stays as it is. */
  async warn(problem: string): Promise<void> {
    if (this.#current) await this.show({...this.#current, problem});
  }

  /** Shows a bundle in the preview, and reloads open pages. */
  async show(current: Current): Promise<void> {
    this.#current = current;
    const draft = join(this.#folder, "current.json.new");
    await writeFile(draft, JSON.stringify(current));
    await rename(draft, join(this.#folder, "current.json"));
    const config = join(this.#folder, "preview.config.mjs");
    // Written only once, so that Framework never reads a part of it.
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

/** Keeps the addresses of modules, although they run from a bundle, and leaves packages to Node. */
const inPlace: Plugin = {
  name: "in-place",
  setup({onLoad, onResolve}) {
    onResolve({filter: /^npm:/}, ({path}) => ({path: path.slice("npm:".length), external: true}));
    // The hook in this module has no effect in a bundle.
    onLoad({filter: /[\\/]npm-imports\.ts$/}, () => ({contents: ""}));
    onLoad({filter: /\.ts$/}, async ({path}) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("import.meta.url")) return {contents: source, loader: "ts"};
      const define = {"import.meta.url": JSON.stringify(pathToFileURL(path).href)};
      return {contents: (await transform(source, {loader: "ts", define})).code, loader: "js"};
    });
  }
};
