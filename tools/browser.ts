import {execFile} from "node:child_process";
import {constants, existsSync} from "node:fs";
import {access, mkdir, mkdtemp, readFile, rename, rm, writeFile} from "node:fs/promises";
import {delimiter, dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {chromium, type Browser} from "playwright-core";

/** A Chromium executable with its environment variables. */
export interface Executable {
  path: string;
  env: NodeJS.ProcessEnv;
}

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "chrome-headless-shell"
];
const usualPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium"
];

const launchArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/** Replaces the package's configuration, which names folders of a cloud service. Without a font, text has no height. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * Starts the browser that `findChromium` finds.
 * @throws Error with advice when it does not start
 */
export async function launchChromium(): Promise<Browser> {
  const {path, env} = await findChromium();
  try {
    return await chromium.launch({
      executablePath: path,
      env: {...process.env, ...env} as Record<string, string>,
      args: launchArguments
    });
  } catch (cause) {
    throw new Error(`browser failed to start: ${path}; set CHROMIUM_PATH to another one`, {cause});
  }
}

/**
 * Finds a browser for the tests: `CHROMIUM_PATH`; or the one in the npm package @sparticuz/chromium, which is the same
 * everywhere and starts faster than one with windows; or, on platforms without that package, an installed Chromium or
 * Chrome.
 *
 * @throws Error with advice when there is none
 */
export async function findChromium(): Promise<Executable> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!(await isExecutable(given))) throw new Error(`CHROMIUM_PATH is not a program: ${given}`);
    return {path: given, env: {}};
  }
  if (process.platform === "linux" && process.arch === "x64") return await unpackChromium();
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const path of [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usualPaths]) {
    if (await isExecutable(path)) return {path, env: {}};
  }
  throw new Error("no browser found: install Chromium or Chrome, or set CHROMIUM_PATH to its path");
}

/**
 * Unpacks the Chromium of @sparticuz/chromium with its libraries, once.
 *
 * The package unpacks into the temporary folder and assumes that existing files are complete. It therefore runs in a
 * separate process with a temporary folder of its own, which is renamed when complete.
 */
async function unpackChromium(): Promise<Executable> {
  const packageFolder = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../..");
  const {version} = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as {version: string};
  const cache = join(packageFolder, "../../.cache");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, {recursive: true});
    const staged = await mkdtemp(join(cache, "chromium-"));
    try {
      const script = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;
      // The package unpacks its libraries only if it detects its usual environment.
      const env = {...process.env, TMPDIR: staged, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x"};
      await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {cwd: packageFolder, env});
      await writeFile(join(staged, "fonts/fonts.conf"), fontConfiguration);
      await rename(staged, folder).catch((error: NodeJS.ErrnoException) => {
        // Another process has finished first.
        if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
      });
    } finally {
      await rm(staged, {recursive: true, force: true});
    }
  }
  const libraries = [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return {
    path: join(folder, "chromium"),
    env: {LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, "fonts"), XDG_CACHE_HOME: join(folder, "cache")}
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false
  );
}
