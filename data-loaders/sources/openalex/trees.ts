import {basename, dirname, join, relative, sep} from "node:path";
import type {Entity, Part} from "./parts.ts";
import type {SnapshotManifest} from "./recognise.ts";

/** The parts of an entity in one folder and one form. */
interface Tree {
  /** The folder that contains all forms of the same data. */
  root: string;
  /** Whether the tree is of the snapshots before 2026, which OpenAlex keeps as `legacy-data`. */
  legacy: boolean;
  /** The form of the data: the folder's name in a snapshot, and otherwise the format. */
  form: string;
  parts: Part[];
}

/**
 * Chooses which parts of an entity to read, so that each record is read once: of a file and its `.gz` twin the
 * compressed one, of JSON Lines and Parquet of the same data one, and the old snapshot only without a new one.
 * @param complete whether the manifest of the files finds all its parts
 * @param ignore called for each of the others with the reason
 */
export function chooseParts(
  folder: string,
  entity: Entity,
  parts: readonly Part[],
  complete: (paths: readonly string[]) => boolean,
  ignore: (path: string, why: string) => void
): Part[] {
  const paths = new Set(parts.map(({path}) => path));
  const trees = new Map<string, Tree>();
  for (const part of parts) {
    if (paths.has(`${part.path}.gz`)) {
      ignore(part.path, `a twin of ${basename(part.path)}.gz`);
      continue;
    }
    const tree = treeOf(folder, entity, part);
    const key = JSON.stringify([tree.root, tree.legacy, tree.form]);
    const known = trees.get(key);
    if (known) known.parts.push(part);
    else trees.set(key, {...tree, parts: [part]});
  }
  const all = [...trees.values()];
  const current = all.filter((tree) => !tree.legacy || !all.some((other) => other.root === tree.root && !other.legacy));
  for (const tree of all.filter((one) => !current.includes(one)))
    for (const {path} of tree.parts) ignore(path, "of an older snapshot than the other parts");
  const rank = ({parts: own}: Tree) => [complete(own.map(({path}) => path)) ? 1 : 0, own.length] as const;
  current.sort((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1] || (b.form === "parquet" ? 1 : -1));
  const chosen: Tree[] = [];
  for (const tree of current) {
    const beside = chosen.filter(({root}) => root === tree.root);
    const own = tree.parts.filter(({path}) => {
      const twin = beside.flatMap((other) => twinOf(path, tree, other) ?? [])[0];
      if (twin !== undefined) ignore(path, `the same data as ${relative(folder, twin)}`.replaceAll("\\", "/"));
      return twin === undefined;
    });
    chosen.push({...tree, parts: own});
  }
  return chosen.flatMap((tree) => tree.parts);
}

function treeOf(folder: string, entity: Entity, {path, format}: Part): Omit<Tree, "parts"> {
  const segments = relative(folder, dirname(path)).split(sep);
  const at = segments.lastIndexOf(entity);
  const above = at < 0 ? segments : segments.slice(0, at);
  const last = above.at(-1);
  const named = last === "jsonl" || last === "parquet" ? above.pop() : undefined;
  const data = above.at(-1);
  if (data === "data" || data === "legacy-data") above.pop();
  return {root: above.join("/"), legacy: data === "legacy-data", form: named ?? (format === "parquet" ? format : "")};
}

/** A part of `other` with the same data as a part of `tree`: the two forms of a snapshot have all data in common. */
function twinOf(path: string, tree: Tree, other: Tree): string | undefined {
  const official = ["jsonl", "parquet"];
  const same = other.parts.find((part) => partName(part.path) === partName(path));
  return (same ?? (official.includes(tree.form) && official.includes(other.form) ? other.parts[0] : undefined))?.path;
}

/** The date and number of a part, `2026-08-18 7`, which its name and the name of its folder give; else its path. */
function partName(path: string): string {
  const date = updatedDate(path);
  const [, number] = /part_(\d+)/.exec(basename(path)) ?? [];
  if (number !== undefined && date !== undefined) return `${date} ${Number(number)}`;
  return path.replace(/\.(gz|parquet|jsonl|json)\b/g, "");
}

/** The date in `updated_date=YYYY-MM-DD`, the name of a folder of a snapshot. */
export function updatedDate(path: string): string | undefined {
  return /.*updated_date=(\d{4}-\d{2}-\d{2})/.exec(path)?.[1];
}

/** A part that a manifest lists. */
export interface ListedPart {
  /** Where it should be. */
  path: string;
  /** Whether it is there, perhaps unpacked. */
  found?: string;
  records?: number;
}

/** The folder of an entity to which a manifest belongs, which may stand in it or above it. */
export function folderBeside(manifestPath: string, entity: Entity): string {
  const folder = dirname(manifestPath);
  return basename(folder) === entity ? folder : join(folder, entity);
}

/** The parts of an entity that a manifest lists, in the folders beside it. */
export function listedParts(
  manifestPath: string,
  {entries}: SnapshotManifest,
  entity: Entity,
  paths: ReadonlySet<string>
): ListedPart[] {
  const folder = dirname(manifestPath);
  const home = folderBeside(manifestPath, entity);
  return entries.flatMap(({url, records}) => {
    const at = `/${url}`.lastIndexOf(`/${entity}/`);
    // A path may begin below the folder of the entity.
    if (at < 0 && (home !== folder || url.includes(":"))) return [];
    const path = join(home, at < 0 ? url : url.slice(at + entity.length + 1));
    const found = [path, path.replace(/\.gz$/, ""), join(folder, basename(url))].find((one) => paths.has(one));
    return [{path, found, records}];
  });
}
