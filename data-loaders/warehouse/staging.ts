import {mkdir, open, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../console/input-error.ts";
import {describeProcess, type Lock, takeLock} from "../folders/lock.ts";
import {claimOutput} from "../folders/output-folder.ts";
import {leftovers, openWorkFolder, type WorkFolder} from "../folders/work-folder.ts";
import {buildName, type Manifest, manifestName, readManifest} from "./manifest.ts";

/** Another process is building in the same folder. */
export class BuildInProgress extends InputError {}

/** Name, in a work folder, of the list of builds between which a commit changes. */
const journalName = "builds.json";

/**
 * The output folder of a build. A build is written beside the current one, and becomes current in one step when the
 * manifest is renamed. A failure before that leaves the current build unchanged.
 *
 *     DIR/.written-by       makes the folder ours
 *     DIR/manifest.json     names the current build
 *     DIR/<build>/*.parquet the files of that build
 */
export class Staging {
  readonly folder: string;
  readonly #out: string;
  readonly #work: WorkFolder;
  readonly #lock: Lock;

  private constructor(out: string, work: WorkFolder, lock: Lock) {
    this.#out = out;
    this.#work = work;
    this.#lock = lock;
    this.folder = work.path;
  }

  /**
   * Locks the folder for one build and removes the remains of an interrupted one.
   * @param inputs files and folders that the build reads
   * @throws BuildInProgress when another process is building in it
   * @throws InputError when it is not ours (see `checkOutput`), or cannot be written to
   */
  static async open(path: string, inputs: readonly string[] = []): Promise<Staging> {
    const out = await claimOutput({path, kind: "build", inputs});
    const lock = await takeLock(join(out, ".lock"));
    if ("holder" in lock)
      throw new BuildInProgress(`${describeProcess(lock.holder)} is building the data`, {
        file: out,
        advice: "wait for it, or stop it"
      });
    try {
      const prefix = join(out, ".staging");
      for (const left of await leftovers(prefix)) await removeBuilds(out, left);
      const work = await openWorkFolder(prefix);
      await mkdir(join(work.path, "tables"));
      return new Staging(out, work, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Folder for the Parquet files of the build. */
  get tables(): string {
    return join(this.folder, "tables");
  }

  /**
   * Makes the staged build the current one and removes the one before it.
   * @throws InputError if a folder that is not ours has the name of the build
   */
  async commit(manifest: Manifest): Promise<void> {
    const target = join(this.#out, manifest.build);
    const before = await namedBuild(this.#out);
    const isThere = (await stat(target).catch(() => undefined)) !== undefined;
    // A folder of the same build may be in use, so it is replaced only if it is damaged.
    const isUsable = isThere && (await isWhole(target, manifest));
    if (isThere && !isUsable && manifest.build !== before)
      throw new InputError("a folder that this project did not write has the name of the build", {
        file: target,
        advice: "move it, and run the command again"
      });
    await this.#lock.confirm();
    // If this run is killed, the next one finds here what it has to remove.
    if (!isUsable || before !== manifest.build)
      await writeFile(join(this.folder, journalName), JSON.stringify(isUsable ? [before] : [before, manifest.build]));
    if (!isUsable) {
      await rm(target, {recursive: true, force: true});
      await rename(this.tables, target);
    }
    await this.replaceManifest(manifest);
    await removeBuilds(this.#out, this.folder);
  }

  /** Replaces the manifest alone, in one step. */
  async replaceManifest(manifest: Manifest): Promise<void> {
    const draft = join(this.folder, manifestName);
    const file = await open(draft, "w");
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(this.#out, manifestName));
  }

  /** Removes the staged files and unlocks the folder. */
  async close(): Promise<void> {
    await this.#work.close();
    await this.#lock.release();
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

/** The build that the manifest names, of whatever schema. */
async function namedBuild(out: string): Promise<string | null> {
  const content = (await readJson(join(out, manifestName))) as {build?: unknown} | undefined;
  return typeof content?.build === "string" && buildName.test(content.build) ? content.build : null;
}

/** Removes the builds of a journal but the one that the manifest names. */
async function removeBuilds(out: string, work: string): Promise<void> {
  const journal = await readJson(join(work, journalName));
  if (!Array.isArray(journal)) return;
  const current = await namedBuild(out);
  for (const name of journal as unknown[]) {
    if (typeof name === "string" && buildName.test(name) && name !== current)
      await rm(join(out, name), {recursive: true, force: true});
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}
