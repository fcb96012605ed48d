import {constants, existsSync} from "node:fs";
import {copyFile, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {replaceFile} from "../../../data-loaders/folders/work-folder.ts";
import {defaultOut} from "../../../data-loaders/warehouse/freshness.ts";
import {currentBuild} from "../../../data-loaders/warehouse/staging.ts";
import {cacheFolder, type Site} from "../site.ts";

/**
 * Puts the tables of the current build where Framework looks for the outputs of the loader `data/[table].parquet.ts`,
 * unless they are there. The loader would copy the same files, but in one process after another.
 *
 * @param site left as it is if it lacks that loader
 * @param out folder of the build
 */
export async function layOutTables(site: Pick<Site, "root">, out: string = defaultOut): Promise<void> {
  if (!existsSync(join(site.root, "data/[table].parquet.ts"))) return;
  const build = await currentBuild(out);
  if (!build) return;
  const folder = join(cacheFolder(site), "data");
  await mkdir(folder, {recursive: true});
  for (const {name} of build.manifest.tables) {
    const target = join(folder, `${name}.parquet`);
    if (existsSync(target)) continue;
    await replaceFile(
      target,
      async (draft) => await copyFile(join(build.folder, `${name}.parquet`), draft, constants.COPYFILE_FICLONE)
    );
  }
}
