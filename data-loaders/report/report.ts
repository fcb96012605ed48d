import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {claimsFor, onClaim, studyClaims} from "../../src/narrative/claims.ts";
import {judgeableClaims} from "../../src/narrative/claims/claim-mark.ts";
import {type OwnClaim, noPublished, parsePublished, type Published} from "../../src/narrative/published.ts";
import type {ReportData, ReportSource} from "../../src/narrative/report-data.ts";
import {reasonText} from "../../src/narrative/verdicts.ts";
import {reportCount} from "../../src/scenario/specifications.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadReportConfig} from "../report-config.ts";
import {pageConfig, type ReportConfig} from "../../src/terms/report-config.ts";
import {stageKey} from "../fingerprint/stages.ts";
import {defaultOut, ensureWarehouse, isCurrent} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {placingClaims} from "./claim-place.ts";
import {openBuild, type OpenBuild} from "./engines.ts";
import {type Judgements, judgeReport} from "./judgements.ts";
import {keepResult, readResult} from "./kept-results.ts";
import {type PageClaims, readPageClaims} from "./page-claims.ts";
import {packSnapshots, unpackSnapshots} from "./packed-snapshots.ts";
import {computeValues, type ReportOptions, type ReportValues} from "./values.ts";

/**
 * Reads the published values of a report; those of a report without any are empty.
 * @param sources those of a build, which decide how its publications compare with the published ones
 */
export async function loadPublished(
  technologies: Parameters<typeof parsePublished>[1],
  {published: folder, region}: Pick<ReportConfig, "published" | "region">,
  sources: readonly Pick<ReportSource, "dataset" | "oneIn">[] = []
): Promise<Published> {
  if (folder === null) return noPublished;
  const publications = sources.find(({dataset}) => dataset === "publications");
  const text = async (name: string) => await readFile(join(projectRoot, folder, name), "utf8");
  return parsePublished(
    {
      values: await text("values.csv"),
      links: await text("figure-1-links.csv"),
      numbers: await text("printed-numbers.csv"),
      placements: await text("stated-quadrants.csv")
    },
    technologies,
    region.code,
    publications?.oneIn
  );
}

/** The claims that the pages of a report make. */
async function claimsOf({region, published}: Pick<ReportConfig, "region" | "published">): Promise<PageClaims> {
  return await readPageClaims({region: region.name, published: published !== null});
}

/** Those of its claims that a report over some values shows. */
function shownClaims(claims: PageClaims, {snapshot}: ReportValues): readonly OwnClaim[] {
  return snapshot.totals.deals.partial ? claims.withheld : claims.complete;
}

/** The claims that the pages of the report make, as one text; empty while its configuration cannot be read. */
export async function pageClaimsText(): Promise<string> {
  try {
    return JSON.stringify(await claimsOf(await loadReportConfig()));
  } catch (error) {
    if (error instanceof InputError) return "";
    throw error;
  }
}

/** What a report says that data can test, from a configuration and the claims of its pages. */
async function frameOf(
  {snapshot: {technologies}, sources}: ReportValues,
  config: ReportConfig,
  claims: readonly OwnClaim[]
) {
  const published = await loadPublished(technologies, config, sources);
  const taken = new Set(published.region === null ? [] : studyClaims(published).map(({id}) => id));
  return {
    published: {
      ...published,
      claims: judgeableClaims(claims, technologies, taken),
      uncalibrated: Object.fromEntries(
        sources.map(({dataset, uncalibrated = []}) => [
          dataset,
          technologies.filter(({name}) => uncalibrated.includes(name)).map(({slug}) => slug)
        ])
      )
    },
    config
  };
}

/**
 * Computes everything that the pages show of one region.
 * @param options.claims claims of one's own; by default those of the project's pages
 * @throws InputError for a region that the tables lack
 */
export async function makeReport(
  build: OpenBuild,
  {claims, ...options}: ReportOptions & {claims?: readonly OwnClaim[]} = {}
): Promise<ReportData> {
  const {config} = build;
  const {values, specifications} = await computeValues(build, options);
  const frame = await frameOf(values, config, claims ?? shownClaims(await claimsOf(config), values));
  return await placingClaims(() => putIntoWords(values, judgeReport(values, specifications, frame), frame));
}

/** What a configuration, its published values and its pages add to computed values. */
interface Frame {
  published: Published;
  config: ReportConfig;
}

/**
 * Combines values and judgements as the pages use them. Adds the words for the reasons of verdicts, which are not
 * stored.
 */
function putIntoWords(values: ReportValues, judgements: Judgements, {published, config}: Frame): ReportData {
  const context = {snapshot: values.snapshot, published};
  const claims = new Map(claimsFor(values.region.code, published, values.years).map((claim) => [claim.id, claim]));
  return {
    ...values,
    ...judgements,
    config: pageConfig(config),
    published,
    verdicts: Object.fromEntries(
      Object.entries(judgements.verdicts).map(([id, judgement]) => [
        id,
        onClaim(claims.get(id)!, () => ({
          ...judgement,
          reason: reasonText(claims.get(id)!, judgement.because, context)
        }))
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
  const config = await loadReportConfig();
  const claims = await claimsOf(config);
  const files = await fileNames(manifest.build, {specifications, config, claims});
  const known = await readJson<ReportValues>(out, files.valuesFile);
  const judged = known && (await readJson<Judgements>(out, files.judgementsFile));
  if (judged) {
    const frame = await frameOf(known, config, shownClaims(claims, known));
    // Code that changed while it ran may have left verdicts on other claims than those of now.
    if (coversClaims(judged, known, frame)) return await placingClaims(() => putIntoWords(known, judged, frame));
  }
  const {values, snapshots} = await ensureValues(out, {files, known, build: manifest.build, specifications});
  const frame = await frameOf(values, config, shownClaims(claims, values));
  const judgements = await placingClaims(() => judgeReport(values, snapshots, frame));
  if (values.build === manifest.build) await keepJson(out, files.judgementsFile, judgements);
  return await placingClaims(() => putIntoWords(values, judgements, frame));
}

/** Whether there is a verdict on each claim, and on no other. */
function coversClaims({verdicts}: Judgements, {region, years}: ReportValues, {published}: Frame): boolean {
  const ids = claimsFor(region.code, published, years).map(({id}) => id);
  return ids.length === Object.keys(verdicts).length && ids.every((id) => Object.hasOwn(verdicts, id));
}

/** Which stages of the report are kept beside the build and need no computation. */
export async function readyStages({out = defaultOut, specifications = reportCount}: EnsureOptions = {}): Promise<{
  warehouse: boolean;
  values: boolean;
  judgements: boolean;
}> {
  const manifest = await readManifest(out);
  if (!manifest || !(await isCurrent(out))) return {warehouse: false, values: false, judgements: false};
  const config = await loadReportConfig();
  const choices = {specifications, config, claims: await claimsOf(config)};
  const {valuesFile, judgementsFile} = await fileNames(manifest.build, choices);
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
    const {values, specifications: snapshots} = await computeValues(build, {specifications});
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

async function fileNames(
  build: string,
  {specifications, config, claims}: {specifications: number; config: ReportConfig; claims: PageClaims}
): Promise<FileNames> {
  const {region, years, benchmark, published, peers} = config;
  const choices = JSON.stringify([region, years, benchmark, peers]);
  const values = combine(build, specifications, choices, await stageKey(projectRoot, "values"));
  const judgements = combine(
    values,
    published ?? "",
    JSON.stringify(claims),
    await stageKey(projectRoot, "judgements")
  );
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
