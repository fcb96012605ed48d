import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {gzipSync} from "node:zlib";
import {projectRoot} from "../console/project-root.ts";
import {makeDeals} from "./deals.ts";
import {makePatents} from "./patents.ts";
import {makePublications, snapshotDate} from "./publications.ts";
import {createWorld} from "./world.ts";

/** Numbers of inventions, works and rounds. */
export interface SampleSizes {
  patents: number;
  publications: number;
  deals: number;
}

/** Sizes of the embedded sample and the seed from which everything is drawn. */
const sampleSizes: SampleSizes = {patents: 60_000, publications: 60_000, deals: 8_000};
const seed = 20260202;

const note = `Synthetic records, drawn by this project in the formats of OECD REGPAT, OpenAlex and Crunchbase.
They describe no real patent, work, company or person.
`;

/**
 * Writes the synthetic extracts into `folder/patents`, `folder/publications` and `folder/deals`, in the file
 * formats of the three sources. The same bytes every time; the folder is replaced as a whole.
 *
 * @returns the paths of the files, relative to the folder
 */
export async function writeSample(folder: string, sizes: SampleSizes = sampleSizes): Promise<{files: string[]}> {
  const world = await createWorld(seed);
  const {works, institutions} = makePublications(world, sizes.publications, seed + 2);
  const [first, second] = makeDeals(world, sizes.deals, seed + 3);
  const part = `updated_date=${snapshotDate}/part_000.gz`;
  const contents: Record<string, string | Uint8Array> = {
    "README.txt": note,
    ...Object.fromEntries(Object.entries(makePatents(world, sizes.patents, seed + 1)).map(([name, text]) => [`patents/${name}`, text])),
    [`publications/works/${part}`]: gzipSync(works, {level: 4}),
    [`publications/institutions/${part}`]: gzipSync(institutions, {level: 4}),
    "deals/funding_rounds_1.csv": first,
    "deals/funding_rounds_2.csv": second
  };
  const draft = `${folder}.${process.pid}`;
  await rm(draft, {recursive: true, force: true});
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(join(draft, name, ".."), {recursive: true});
    await writeFile(join(draft, name), content);
  }
  await rm(folder, {recursive: true, force: true});
  await rename(draft, folder);
  return {files: Object.keys(contents)};
}

/** Writes the sample unless the folder holds that of the present generator; returns the folder. */
export async function ensureSample(folder: string): Promise<string> {
  const key = await generatorKey();
  const stamp = join(folder, ".generator");
  if ((await readFile(stamp, "utf8").catch(() => "")) === key) return folder;
  await mkdir(join(folder, ".."), {recursive: true});
  await writeSample(folder);
  await writeFile(stamp, key);
  return folder;
}

/** A hash over everything that decides what the sample contains. */
async function generatorKey(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["data-loaders/sample", "data/published", "data/regions", "data/sample", "data/taxonomy", "data/vocabulary"]) {
    for (const name of (await readdir(join(projectRoot, folder))).sort()) {
      hash.update(name).update(await readFile(join(projectRoot, folder, name)));
    }
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values} = parseArgs({options: {out: {type: "string"}}});
  const folder = resolve(values.out ?? join(projectRoot, "data/raw/sample"));
  await mkdir(join(folder, ".."), {recursive: true});
  const {files} = await writeSample(folder);
  process.stdout.write(`${files.map((file) => join(folder, file)).join("\n")}\n`);
}
