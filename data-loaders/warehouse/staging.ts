import {randomBytes} from "node:crypto";
import {link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../console/input-error.ts";
import {isAlive} from "../console/is-alive.ts";
import {type Manifest, readManifest} from "./manifest.ts";

/** Another process is building in the same folder. */
export class BuildInProgress extends InputError {}

const lockName = ".lock";
const stagingPrefix = ".staging-";

/**
 * The output folder of a build. A build is written beside the current one, and becomes current in one step when the
 * manifest is renamed. A failure before that leaves the current build unchanged.
 *
 *     DIR/manifest.json     names the current build
 *     DIR/<build>/*.parquet the files of that build
 */
export class Staging {
  readonly folder: string;
  readonly #out: string;

  private constructor(out: string, folder: string) {
    this.#out = out;
    this.folder = folder;
  }

  /**
   * Locks the folder for one build and removes the remains of an interrupted one.
   * @throws InputError when another process is building in it, or it cannot be written to
   */
  static async open(out: string): Promise<Staging> {
    try {
      await mkdir(out, {recursive: true});
      await takeLock(out);
      for (const name of await readdir(out)) {
        if (name.startsWith(stagingPrefix)) await rm(join(out, name), {recursive: true, force: true});
      }
      const folder = join(out, `${stagingPrefix}${process.pid}`);
      await mkdir(join(folder, "tables"), {recursive: true});
      return new Staging(out, folder);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EACCES" || code === "EROFS" || code === "ENOTDIR" || code === "EEXIST") {
        throw new InputError("cannot write to the output folder", {
          file: out,
          advice: "choose another folder with --out",
          cause: error
        });
      }
      throw error;
    }
  }

  /** Folder for the Parquet files of the build. */
  get tables(): string {
    return join(this.folder, "tables");
  }

  /** Makes the staged build the current one and removes earlier builds. */
  async commit(manifest: Manifest): Promise<void> {
    const target = join(this.#out, manifest.build);
    // A folder of the same build may be in use, so it is replaced only if it is damaged.
    if (!(await isWhole(target, manifest))) {
      await rm(target, {recursive: true, force: true});
      await rename(this.tables, target);
    }
    const draft = join(this.folder, "manifest.json");
    const file = await open(draft, "w");
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(this.#out, "manifest.json"));
    for (const name of await readdir(this.#out, {withFileTypes: true})) {
      if (name.isDirectory() && /^[0-9a-f]{12}$/.test(name.name) && name.name !== manifest.build) {
        await rm(join(this.#out, name.name), {recursive: true, force: true});
      }
    }
  }

  /** Removes the staged files and unlocks the folder. */
  async close(): Promise<void> {
    await rm(this.folder, {recursive: true, force: true});
    await rm(join(this.#out, lockName), {force: true});
  }
}

/** The folder with the Parquet files of the current build, if it is complete. */
export async function currentBuild(out: string): Promise<{manifest: Manifest; folder: string} | undefined> {
  const manifest = await readManifest(out);
  if (!manifest) return undefined;
  const folder = join(out, manifest.build);
  return (await isWhole(folder, manifest)) ? {manifest, folder} : undefined;
}

async function isWhole(folder: string, manifest: Manifest): Promise<boolean> {
  for (const table of manifest.tables) {
    const size = await stat(join(folder, `${table.name}.parquet`)).then(
      (info) => info.size,
      () => -1
    );
    if (size !== table.bytes) return false;
  }
  return true;
}

async function takeLock(out: string): Promise<void> {
  const path = join(out, lockName);
  for (let attempt = 0; attempt < 2; ++attempt) {
    // The lock gets its name after its content, so that a reader never sees an empty one.
    const draft = `${path}-${randomBytes(6).toString("hex")}`;
    await writeFile(draft, String(process.pid));
    try {
      await link(draft, path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const pid = Number(await readFile(path, "utf8").catch(() => ""));
      if (pid > 0 && pid !== process.pid && isAlive(pid)) {
        throw new BuildInProgress(`process ${pid} is building the data`, {
          file: out,
          advice: "wait for it, or stop it"
        });
      }
      await rm(path, {force: true});
    } finally {
      await rm(draft, {force: true});
    }
  }
  throw new BuildInProgress("another process is building the data", {file: out, advice: "wait for it"});
}
