import {dirname, join, sep} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {nameSome} from "../../console/name-some.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {ExtractFiles} from "../extract-files.ts";
import {entities, type Entity, type Part} from "./parts.ts";
import {recognise, type Recognised, type SnapshotManifest} from "./recognise.ts";
import {chooseParts, folderBeside, type ListedPart, listedParts, updatedDate} from "./trees.ts";

/** The files of a snapshot, a part of one or a harvest of the API. */
export interface OpenAlexFiles {
  files: ExtractFiles;
  works: Part[];
  institutions: Part[];
  /** Lists of deleted works, `deleted_ids.csv`. */
  deleted: string[];
  /** The date of the snapshot or of the harvest. */
  edition: string;
  /** The number of parts that manifests list, and those of them that the folder lacks. */
  listed: {total: number; missing: string[]};
  /** The number of records that a manifest gives a part. */
  records: ReadonlyMap<string, number>;
}

type Known = ReadonlyMap<string, Recognised>;

interface FoundManifest {
  path: string;
  manifest: SnapshotManifest;
}

/**
 * Finds works and institutions in a folder by what the files contain. It may have the layout of the snapshot
 * (`works/updated_date=…/part_0000.gz`, with or without `data/jsonl` or `data/parquet` above it) or of a harvest, or
 * hold pages of the API or Parquet files of works.
 * @throws InputError when there are no works, or a file is damaged at its beginning
 */
export async function findOpenAlexFiles(db: WorkDatabase, folder: string): Promise<OpenAlexFiles> {
  const files = await ExtractFiles.list(folder);
  const known = new Map<string, Recognised>();
  for (const path of files.paths) known.set(path, files.isPacked(path) ? {kind: "other"} : await recognise(db, path));
  for (const [path, found] of known)
    if (found.kind === "other" && found.why !== undefined) files.ignore(path, found.why);
  const manifests = findManifests(known);
  for (const {path} of manifests) files.ignore(path, "a manifest of data that is not read");
  const paths = new Set(files.paths);
  const listed: OpenAlexFiles["listed"] = {total: 0, missing: []};
  const records = new Map<string, number>();
  const chosen: Record<Entity, Part[]> = {works: [], institutions: []};
  for (const entity of entities) {
    const lists = manifests.map((one) => ({...one, parts: listedParts(one.path, one.manifest, entity, paths)}));
    const complete = (own: readonly string[]) =>
      lists.some(
        ({parts}) => parts.some(({found}) => own.includes(found ?? "")) && parts.every(({found}) => found !== undefined)
      );
    chosen[entity] = chooseParts(folder, entity, partsOf(known, entity), complete, (path, why) =>
      files.ignore(path, why)
    );
    for (const {path, format} of chosen[entity])
      files.read(format === "page" ? `${entity}, a page of the API` : entity, path);
    const read = new Set(chosen[entity].map(({path}) => path));
    for (const list of lists) compareParts(files, {...list, entity}, read, {listed, records});
  }
  if (chosen.works.length === 0) throw withoutWorks(files);
  if (chosen.institutions.length === 0)
    files.lack("no file of institutions: works count for countries, and for no region of a country with several");
  const deleted = [...known].flatMap(([path, {kind}]) => (kind === "deleted works" ? [path] : []));
  files.read("deleted works", ...deleted);
  readHarvestState(files, known, listed);
  return {files, ...chosen, deleted, edition: findEdition(known, manifests, chosen.works), listed, records};
}

function findManifests(known: Known): FoundManifest[] {
  return [...known].flatMap(([path, found]) => (found.kind === "manifest" ? [{path, manifest: found.manifest}] : []));
}

function partsOf(known: Known, entity: Entity): Part[] {
  return [...known].flatMap(([path, found]): Part[] => {
    if (found.kind === entity) return [{path, format: found.format}];
    return found.kind === "flat works" && entity === "works" ? [{path, format: "flat"}] : [];
  });
}

/**
 * Compares what a manifest lists with the parts that are read. Where none of them is in its folder, it describes data
 * that is not read, unless nothing else could be.
 */
function compareParts(
  files: ExtractFiles,
  {path, manifest, parts, entity}: FoundManifest & {parts: readonly ListedPart[]; entity: Entity},
  read: ReadonlySet<string>,
  {listed, records}: {listed: OpenAlexFiles["listed"]; records: Map<string, number>}
): void {
  if (parts.length === 0) return;
  const folder = `${folderBeside(path, entity)}${sep}`;
  const own = [...read].some((part) => part.startsWith(folder) || parts.some(({found}) => found === part));
  if (read.size > 0 && !own) return;
  files.read("manifest", path);
  const missing = parts.filter(({found}) => found === undefined);
  for (const {found, records: count} of parts)
    if (found !== undefined && count !== undefined) records.set(found, count);
  if (manifest.current) {
    listed.total += parts.length;
    listed.missing.push(...missing.map((part) => part.path));
    // Parts of an older snapshot can no longer be downloaded.
  } else if (missing.length > 0)
    files.lack(
      `${files.nameOf(path)} lists ${missing.length.toLocaleString("en-US")} parts that are not here: their records ` +
        "are not counted"
    );
}

/** Notes a harvest that is unfinished, and its parts that the folder lacks. */
function readHarvestState(files: ExtractFiles, known: Known, listed: OpenAlexFiles["listed"]): void {
  for (const [path, found] of known) {
    if (found.kind !== "harvest") continue;
    files.read("state of the harvest", path);
    if (!found.finished)
      files.lack(
        `${files.nameOf(path)}: the harvest is not finished, works are missing; npm run fetch:openalex goes on with it`
      );
    for (const entity of entities) {
      const total = found.parts[entity] ?? 0;
      const parts = Array.from({length: total}, (_, i) =>
        join(dirname(path), entity, `part_${String(i).padStart(4, "0")}.gz`)
      );
      listed.total += total;
      listed.missing.push(...parts.filter((part) => !files.paths.includes(part)));
    }
  }
}

function withoutWorks(files: ExtractFiles): InputError {
  const notes = files.account().files.map(({file, kind, why}) => `${file} (${kind ?? why})`);
  const seen = notes.length > 0 ? `the folder holds ${nameSome(notes, 5)}` : "the folder is empty";
  return new InputError(`no works: neither JSON nor Parquet with id, publication_year and authorships; ${seen}`, {
    file: files.folder,
    advice:
      "give the folder with works/ and institutions/ of a snapshot, or download a harvest with npm run fetch:openalex"
  });
}

function findEdition(known: Known, manifests: readonly FoundManifest[], works: readonly Part[]): string {
  const harvests = [...known.values()].flatMap((found) => (found.kind === "harvest" ? [found.edition] : []));
  const dates = manifests.flatMap(({manifest}) => manifest.date ?? []);
  const updates = works.flatMap(({path}) => updatedDate(path) ?? []);
  const latest = (texts: readonly string[]) => [...texts].sort().at(-1);
  return latest(harvests) ?? latest(dates) ?? latest(updates) ?? "undated";
}
