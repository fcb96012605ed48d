import {createReadStream, createWriteStream} from "node:fs";
import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {createHash} from "node:crypto";
import {once} from "node:events";
import {basename, dirname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {Zip, ZipDeflate, ZipPassThrough} from "fflate";
import {releaseWords} from "../words/en/release.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
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
  const staged = `${file}.part`;
  const out = createWriteStream(staged);
  try {
    const zip = new Zip((error, chunk, final) => {
      if (error) out.destroy(error);
      else if (final) out.end(chunk);
      else out.write(chunk);
    });
    const top = basename(file, ".zip");
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
    const hash = createHash("sha256");
    await pipeline(createReadStream(staged), hash);
    await rename(staged, file);
    return hash.digest("hex");
  } finally {
    await rm(staged, {force: true});
  }
}

export const command = defineCommand({
  name: "npm run release --",
  about: "Builds the site and packs it into release as a zip archive with its hash.",
  async run(_, {signal}) {
    const log = (line: string) => process.stdout.write(`${line}\n`);
    await buildSite({signal, log});
    const release = await readRelease();
    const folder = join(projectFolder, "release");
    const name = `flanders-key-technologies-${release.version}.zip`;
    const hash = await zipSite(projectSite.output, join(folder, name), release);
    await writeFile(join(folder, "SHA256SUMS"), `${hash}  ${name}\n`);
    log(`release/${name} (${hash})`);
  }
});

await runIfStarted(import.meta.url, command);
