import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {claimsFor} from "../../src/narrative/claims.ts";
import {parsePublished, type Published} from "../../src/narrative/published.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {publishedRegion} from "../../src/narrative/values.ts";
import {reasonText} from "../../src/narrative/verdicts.ts";
import {reportCount} from "../../src/scenario/specifications.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {stageKey} from "../fingerprint/stages.ts";
import {defaultOut, ensureWarehouse, isCurrent} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {openBuild, type OpenBuild} from "./engines.ts";
import {type Judgements, judgeReport} from "./judgements.ts";
import {keepResult, readResult} from "./kept-results.ts";
import {packSnapshots, unpackSnapshots} from "./packed-snapshots.ts";
import {computeValues, type ReportValues} from "./values.ts";

/** Reads the committed published values. */
export async function loadPublished(technologies: Parameters<typeof parsePublished>[1]): Promise<Published> {
  const text = async (name: string) => await readFile(join(projectRoot, "data/published", name), "utf8");
  return parsePublished(
    {
      values: await text("values.csv"),
      links: await text("figure-1-links.csv"),
      numbers: await text("printed-numbers.csv"),
      placements: await text("stated-quadrants.csv")
    },
    technologies
  );
}

export interface ReportOptions {
  /** NUTS1 or NUTS2 code. */
  region?: string;
  /** Number of specifications that test the claims. */
  specifications?: number;
}

/**
 * Computes everything that the pages show of one region.
 * @throws InputError for a region that the tables lack
 */
export async function makeReport(
  build: OpenBuild,
  {region = publishedRegion, specifications}: ReportOptions = {}
): Promise<ReportData> {
  const computed = await computeValues(build, {region, specifications});
  const published = await loadPublished(computed.values.snapshot.technologies);
  return putIntoWords(computed.values, judgeReport(computed.values, computed.specifications, published), published);
}

/**
 * Combines values and judgements as the pages use them. Adds the words for the reasons of verdicts, which are not
 * stored.
 */
function putIntoWords(values: ReportValues, judgements: Judgements, published: Published): ReportData {
  const context = {snapshot: values.snapshot, published};
  const claims = new Map(claimsFor(values.region.code, published).map((claim) => [claim.id, claim]));
  return {
    ...values,
    ...judgements,
    published,
    verdicts: Object.fromEntries(
      Object.entries(judgements.verdicts).map(([id, judgement]) => [
        id,
        {...judgement, reason: reasonText(claims.get(id)!, judgement.because, context)}
      ])
    )
  };
}

export interface EnsureOptions extends Pick<ReportOptions, "specifications"> {
  /** Folder of the build. */
  out?: string;
}

/**
 * The report of the published region over the current build.
 *
 * Values and judgements are kept beside the build and recomputed only when their inputs change. Values depend on the
 * build and the code of indicators; judgements also on the predicates of the claims and on the published values. A
 * change of words recomputes nothing.
 * @throws InputError when there is no build
 */
export async function ensureReport({
  out = defaultOut,
  specifications = reportCount
}: EnsureOptions = {}): Promise<ReportData> {
  await ensureWarehouse({out});
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const files = await fileNames(manifest.build, specifications);
  const known = await readJson<ReportValues>(out, files.valuesFile);
  const judged = known && (await readJson<Judgements>(out, files.judgementsFile));
  if (judged) return putIntoWords(known, judged, await loadPublished(known.snapshot.technologies));
  const {values, snapshots} = await ensureValues(out, {files, known, build: manifest.build, specifications});
  const published = await loadPublished(values.snapshot.technologies);
  const judgements = judgeReport(values, snapshots, published);
  if (values.build === manifest.build) await keepJson(out, files.judgementsFile, judgements);
  return putIntoWords(values, judgements, published);
}

/** Which stages of the report are kept beside the build and need no computation. */
export async function readyStages({out = defaultOut, specifications = reportCount}: EnsureOptions = {}): Promise<{
  warehouse: boolean;
  values: boolean;
  judgements: boolean;
}> {
  const manifest = await readManifest(out);
  if (!manifest || !(await isCurrent(out))) return {warehouse: false, values: false, judgements: false};
  const {valuesFile, judgementsFile} = await fileNames(manifest.build, specifications);
  return {
    warehouse: true,
    values: existsSync(join(out, valuesFile)),
    judgements: existsSync(join(out, judgementsFile))
  };
}

async function ensureValues(
  out: string,
  {
    files,
    known,
    build: name,
    specifications
  }: {
    files: FileNames;
    known: ReportValues | undefined;
    build: string;
    specifications: number;
  }
) {
  const packed = known && (await readResult(out, files.snapshotsFile));
  if (packed) return {values: known, snapshots: unpackSnapshots(packed)};
  const build = await openBuild(out);
  try {
    const {values, specifications: snapshots} = await computeValues(build, {region: publishedRegion, specifications});
    // Another build may have become current in the meantime; its values must not be stored under the old key.
    if (values.build === name) {
      await keepResult(out, files.snapshotsFile, packSnapshots(snapshots));
      await keepJson(out, files.valuesFile, values);
    }
    return {values, snapshots};
  } finally {
    build.close();
  }
}

/** Names of the results beside a build, made from their keys. */
interface FileNames {
  valuesFile: string;
  snapshotsFile: string;
  judgementsFile: string;
}

async function fileNames(build: string, specifications: number): Promise<FileNames> {
  const values = combine(build, specifications, await stageKey(projectRoot, "values"));
  const judgements = combine(values, await stageKey(projectRoot, "judgements"));
  return {
    valuesFile: `values-${values}.json`,
    snapshotsFile: `specifications-${values}.bin`,
    judgementsFile: `judgements-${judgements}.json`
  };
}

function combine(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

async function readJson<T>(folder: string, name: string): Promise<T | undefined> {
  const bytes = await readResult(folder, name);
  try {
    return bytes && (JSON.parse(bytes.toString("utf8")) as T);
  } catch {
    return undefined;
  }
}

async function keepJson(folder: string, name: string, value: object): Promise<void> {
  await keepResult(folder, name, JSON.stringify(value));
}
