import {readFile} from "node:fs/promises";
import {basename, join, relative, sep} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {ExtractFiles} from "../extract-files.ts";
import {matchFiles} from "../files.ts";

/** The files of a snapshot, a part of one or a harvest of the API. */
export interface OpenAlexFiles {
  files: ExtractFiles;
  works: {json: string[]; parquet: string[]};
  institutions: {json: string[]; parquet: string[]};
  /** The latest `updated_date` of the snapshot, or the date of the harvest. */
  edition: string;
}

/**
 * Finds works and institutions in a folder. It may have the layout of the snapshot (`works/updated_date=…/part_000.gz`,
 * with or without `data/jsonl` or `data/parquet` above it) or of a harvest, or hold Parquet files of works.
 * @throws InputError when there are no works
 */
export async function findOpenAlexFiles(folder: string): Promise<OpenAlexFiles> {
  const extract = await ExtractFiles.list(folder, "OpenAlex");
  const files = extract.paths;
  const entity = (name: string) => {
    const inside = files.filter((file) => relative(folder, file).split(sep).slice(0, -1).includes(name));
    return {
      json: matchFiles(inside, /^(part_\d+|[WI]\d+)(\.gz|\.jsonl|\.jsonl\.gz)?$/),
      parquet: matchFiles(inside, /\.parquet$/)
    };
  };
  const works = entity("works");
  const institutions = entity("institutions");
  const loose = files.filter((file) => /^works.*\.parquet$/i.test(basename(file)) && !works.parquet.includes(file));
  works.parquet.push(...loose);
  if (works.json.length + works.parquet.length === 0) {
    throw new InputError("no works: neither works/…/part_000.gz nor works….parquet", {
      file: folder,
      advice:
        "give the folder with works/ and institutions/ of a snapshot, or download a harvest with npm run fetch:openalex"
    });
  }
  extract.read("works", ...works.json, ...works.parquet);
  extract.read("institutions", ...institutions.json, ...institutions.parquet);
  return {files: extract, works, institutions, edition: await findEdition(folder, files)};
}

async function findEdition(folder: string, files: readonly string[]): Promise<string> {
  const harvest = files.find((file) => file === join(folder, "harvest.json"));
  if (harvest !== undefined) {
    const {edition} = JSON.parse(await readFile(harvest, "utf8")) as {edition?: unknown};
    if (typeof edition === "string") return edition;
  }
  const dates = files.flatMap((file) => /updated_date=(\d{4}-\d{2}-\d{2})/.exec(file)?.[1] ?? []);
  return dates.sort().at(-1) ?? "undated";
}
