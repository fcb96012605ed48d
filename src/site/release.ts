import {createHash} from "node:crypto";
import {createReadStream, createWriteStream} from "node:fs";
import {cp, mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {once} from "node:events";
import {basename, dirname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {Zip, ZipDeflate, ZipPassThrough} from "fflate";
import {releaseWords} from "../words/en/release.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {withLock} from "../../data-loaders/folders/lock.ts";
import {markerName} from "../../data-loaders/folders/marker.ts";
import {checkOutput} from "../../data-loaders/folders/output-folder.ts";
import {type Replacement, replaceFolder} from "../../data-loaders/folders/replace-folder.ts";
import {replaceFile} from "../../data-loaders/folders/work-folder.ts";
import {buildSite} from "./build.ts";
import {readRelease, type Release} from "./release/release.ts";
import {listSiteFiles} from "./release/site-files.ts";
import {projectFolder, projectSite} from "./site.ts";

/** Files that deflate cannot make smaller. */
const packed = /\.(parquet|gz|png|woff2|zip)$/;

/** The time of every entry, the earliest that a zip file can hold. The real time would make each archive different. */
const noTime = new Date(1980, 0, 1);

/**
 * Writes a site as a zip archive with a single folder, and adds a text that says how to open the pages. The same site
 * gives the same bytes.
 *
 * @param site the built site
 * @param file path of the archive; the file appears only when it is complete
 * @returns the archive's SHA-256, hexadecimal
 */
export async function zipSite(site: string, file: string, release: Release): Promise<string> {
  await mkdir(dirname(file), {recursive: true});
  const hash = createHash("sha256");
  await replaceFile(file, async (staged) => {
    await writeZip(site, staged, basename(file, ".zip"), release);
    await pipeline(createReadStream(staged), hash);
  });
  return hash.digest("hex");
}

/** @param top the single folder of the archive */
async function writeZip(site: string, file: string, top: string, release: Release): Promise<void> {
  const out = createWriteStream(file);
  const zip = new Zip((error, chunk, final) => {
    if (error) out.destroy(error);
    else if (final) out.end(chunk);
    else out.write(chunk);
  });
  const add = async (path: string, bytes: Uint8Array) => {
    const entry = packed.test(path)
      ? new ZipPassThrough(`${top}/${path}`)
      : new ZipDeflate(`${top}/${path}`, {level: 9});
    entry.mtime = noTime;
    zip.add(entry);
    entry.push(bytes, true);
    if (out.writableNeedDrain) await once(out, "drain");
  };
  await add("READ-ME.txt", new TextEncoder().encode(releaseWords.readMe(release)));
  for (const path of await listSiteFiles(site)) await add(path, await readFile(join(site, path)));
  zip.end();
  await once(out, "close");
  if (out.errored) throw out.errored;
}

type ArchiveFolder = Replacement & {kind: "archives"};

/** Name of the file with the hash of the archive. */
const sumsName = "SHA256SUMS";

/**
 * Puts the archive of a site and its hash into a folder, in one step: the two always belong together. Archives of
 * other versions stay.
 *
 * @returns the archive's SHA-256, hexadecimal
 * @throws InputError if the folder is not ours (see `checkOutput`)
 */
export async function writeRelease(site: string, folder: ArchiveFolder, release: Release): Promise<string> {
  const name = archiveName(release);
  const inputs = [site];
  const fill = async (staged: string) => {
    await mkdir(staged);
    const hash = await zipSite(site, join(staged, name), release);
    await writeFile(join(staged, sumsName), `${hash}  ${name}\n`);
    const old = await readdir(folder.path).catch(() => []);
    for (const other of old.filter((one) => ![name, sumsName, markerName].includes(one)))
      await cp(join(folder.path, other), join(staged, other), {recursive: true, preserveTimestamps: true});
    return hash;
  };
  await checkOutput({...folder, inputs});
  await mkdir(dirname(folder.staging), {recursive: true});
  // One at a time, since each takes the archives of the others over.
  return await withLock(`${folder.staging}.archive`, async () => await replaceFolder({...folder, inputs}, fill));
}

const archiveName = ({version}: Release) => `flanders-key-technologies-${version}.zip`;

export const command = defineCommand({
  name: "npm run release --",
  about: "Builds the site and packs it into release as a zip archive with its hash.",
  async run(_, {signal}) {
    const log = (line: string) => process.stdout.write(`${line}\n`);
    const staging = join(projectSite.root, ".observablehq", "release");
    const folder = {path: join(projectFolder, "release"), kind: "archives", staging} as const;
    // First, since the build takes minutes.
    await checkOutput({...folder, inputs: [projectSite.output]});
    await buildSite({signal, log});
    const release = await readRelease();
    const hash = await writeRelease(projectSite.output, folder, release);
    log(`release/${archiveName(release)} (${hash})`);
  }
});

await runIfStarted(import.meta.url, command);
