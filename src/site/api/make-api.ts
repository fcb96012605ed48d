import {cp, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {withTemporaryFolder} from "../../../data-loaders/folders/work-folder.ts";
import type {PageTable} from "../../../data-loaders/report/page-tables.ts";
import {type PageTableOptions, writePageTable} from "../../../data-loaders/report/write-page-tables.ts";
import {defaultOut} from "../../../data-loaders/warehouse/freshness.ts";
import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {currentBuild} from "../../../data-loaders/warehouse/staging.ts";
import {allowedUse} from "./allowed-use.ts";
import {croissant} from "./croissant.ts";
import {dictionaryCsv, dictionaryJson} from "./dictionary.ts";
import {describeFile, writeFormats} from "./files.ts";
import {apiManifest, type PublishedTable} from "./manifest.ts";
import {fillPage, pageParts} from "./page.ts";
import {readRelease} from "../release/release.ts";
import {type ApiTable, apiTables} from "./tables.ts";

/**
 * Makes the files of the static API: every table of what the build holds in three formats, the data dictionary, a
 * Croissant description and a manifest. File names contain no hash, so that addresses stay the same across releases.
 *
 * @param folder an empty folder for the files
 * @returns the tables, for `placeApi`
 * @throws InputError when there are no data
 */
export async function makeApi(folder: string, options: PageTableOptions = {}): Promise<PublishedTable[]> {
  return await withTemporaryFolder("tables", async (computed) => await writeApi(folder, computed, options));
}

/** @param computed an empty folder for the tables that the build lacks */
async function writeApi(folder: string, computed: string, options: PageTableOptions): Promise<PublishedTable[]> {
  const out = options?.out ?? defaultOut;
  const db = await WorkDatabase.open();
  try {
    const counted = new Map<string, number>();
    for (const {name} of apiTables.filter((table) => table.computed))
      counted.set(name, (await writePageTable(name as PageTable, computed, options)).rows);
    const build = await currentBuild(out);
    if (!build) throw new InputError("no data", {file: out, advice: "run npm run data"});
    const {manifest} = build;
    for (const {name, rows} of manifest.tables) counted.set(name, rows);
    await db.run("SET preserve_insertion_order = true");
    const held = apiTables.filter(
      ({dataset}) => dataset === null || manifest.sources.some((one) => one.dataset === dataset)
    );
    const tables: PublishedTable[] = [];
    for (const table of held) {
      const {name, description, sort, columns} = table;
      const source = join(table.computed ? computed : build.folder, `${name}.parquet`);
      tables.push({
        name,
        description,
        computed: table.computed,
        rows: counted.get(name)!,
        key: sort,
        columns,
        files: await writeFormats(db, table, source, folder),
        ...allowedUse(table, manifest)
      });
    }
    await describeTables(folder, held, tables, manifest);
    return tables;
  } finally {
    db.close();
  }
}

/** Writes the dictionary, the Croissant description and the manifest. */
async function describeTables(
  folder: string,
  held: readonly ApiTable[],
  tables: PublishedTable[],
  manifest: Manifest
): Promise<void> {
  const release = await readRelease();
  const documents = {
    "dictionary.json": json(dictionaryJson(held)),
    "dictionary.csv": dictionaryCsv(held),
    "croissant.json": json(croissant(tables, release, manifest))
  };
  for (const [name, text] of Object.entries(documents)) await writeFile(join(folder, name), text);
  const others = await Promise.all(Object.keys(documents).map(async (name) => await describeFile(folder, name)));
  await writeFile(join(folder, "manifest.json"), json(apiManifest(manifest, release, tables, others)));
}

/**
 * Copies the files of the API into a built site, and fills in its page.
 *
 * @param folder the files that `makeApi` made
 * @param site folder of a site with the page `api/index.html`
 */
export async function placeApi(folder: string, tables: readonly PublishedTable[], site: string): Promise<void> {
  await cp(folder, join(site, "api"), {recursive: true});
  const page = join(site, "api/index.html");
  const {siteUrl} = await readRelease();
  await writeFile(page, fillPage(await readFile(page, "utf8"), pageParts(tables, siteUrl)));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
