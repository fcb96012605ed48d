import {createHash} from "node:crypto";
import {readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {reportMethod} from "../../src/indicators/method.ts";
import {regionValues} from "../../src/indicators/region-values.ts";
import type {Query} from "../../src/indicators/engine/load.ts";
import {findPeers} from "../../src/indicators/peers.ts";
import {regionProfiles} from "../../src/indicators/profiles.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {alternatives} from "../../src/narrative/alternatives.ts";
import {createView} from "../../src/narrative/claims/view.ts";
import {type Claim, claimsFor} from "../../src/narrative/claims.ts";
import {parsePublished, type Published} from "../../src/narrative/published.ts";
import type {AlternativeData, RegionData, ReportData} from "../../src/narrative/report-data.ts";
import {publishedRegion} from "../../src/narrative/values.ts";
import {judge} from "../../src/narrative/verdicts.ts";
import {
  curvesOf,
  type RobustnessData,
  runDesign,
  type SpecificationRow,
  summarise,
  triedClaims
} from "../../src/scenario/robustness.ts";
import type {ScenarioBase} from "../../src/scenario/scenario.ts";
import {makeDesign, reportCount} from "../../src/scenario/specifications.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {quote} from "../engine/database.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {readClassification} from "./classification.ts";
import {openBuild, type OpenBuild} from "./engines.ts";
import {readCodes, readPlaces, readTrends, readYears, round} from "../../src/narrative/tables.ts";
import {type Lens, lenses} from "../../src/terms/lenses.ts";

/** Reads the published values of the project. */
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
  /** Specifications under which the claims are tried. */
  specifications?: number;
}

/**
 * Everything from which the pages are written, for one region.
 * @throws InputError for a region that the tables do not have
 */
export async function makeReport(
  build: OpenBuild,
  {region: code = publishedRegion, specifications = reportCount}: ReportOptions = {}
): Promise<ReportData> {
  const {manifest, query, engines} = build;
  const region = {code, name: await nameOf(build, code)};
  const snapshot = takeSnapshot(engines, {region});
  const published = await loadPublished(engines.technologies);
  const others = alternatives.map(({id, method, counting}) => ({
    id,
    snapshot: takeSnapshot(engines, {region, method: {...reportMethod, ...method}, counting})
  }));
  const claims = claimsFor(code, published);
  const slugs = snapshot.technologies.map(({slug}) => slug);
  const [places, years] = [await readPlaces(query), await readYears(query)];
  const base: ScenarioBase = {
    region: code,
    thresholds: manifest.classification.thresholds.vocabularies,
    years,
    regions: new Map([...places.map((place) => [place.code, place.name] as const), [code, region.name]]),
    technologies: new Set(slugs)
  };
  const robustness = await tryOut(query, base, {claims, published, slugs, count: specifications});
  const trends = {} as ReportData["trends"];
  for (const lens of lenses) trends[lens] = await readTrends(query, lens, code, slugs);
  const peers = findPeers(
    regionProfiles(engines, {
      dataset: "patents",
      region: code,
      regions: places.map((place) => place.code),
      method: reportMethod
    }),
    code
  );
  const nearest = places.find((place) => place.code === peers[0]?.code);
  return {
    build: manifest.build,
    region,
    thresholds: manifest.classification.thresholds.vocabularies,
    review: {model: manifest.classification.model, bands: manifest.classification.thresholds.bands},
    classification: await readClassification(
      query,
      slugs,
      manifest.classification.thresholds.vocabularies,
      manifest.classification.thresholds.bands
    ),
    snapshot,
    published,
    verdicts: Object.fromEntries(
      claims.map((claim) => [
        claim.id,
        judge(claim, {snapshot, published, alternatives: others, robustness: robustness.summary.claims})
      ])
    ),
    alternatives: others.map(({id, snapshot: other}) => describeAlternative(id, other, claims, published)),
    robustness,
    regions: await readRegions(build),
    peers,
    nearest: nearest ? takeSnapshot(engines, {region: {code: nearest.code, name: nearest.name}}) : null,
    places,
    years,
    trends,
    codes: await readCodes(query, slugs),
    sources: manifest.sources.map(({lens, name, edition, synthetic, licence, account}) => ({
      lens,
      name,
      edition,
      synthetic,
      licence,
      documents: account.documents
    }))
  };
}

/** Computes the region under many specifications, on engines of its own. */
async function tryOut(
  query: Query,
  base: ScenarioBase,
  {
    claims,
    published,
    slugs,
    count
  }: {claims: readonly Claim[]; published: Published; slugs: readonly string[]; count: number}
): Promise<RobustnessData> {
  const design = makeDesign(base, {count});
  const tried = triedClaims(claims);
  // Windows of years are cut out of the same rows again and again.
  const kept = new Map<string, ReturnType<Query>>();
  const remembering: Query = (sql) => {
    const known = kept.get(sql) ?? query(sql);
    kept.set(sql, known);
    return known;
  };
  const bench = await ScenarioRunner.open(remembering, base.regions, design.specifications[0]!.scenario);
  const rows: SpecificationRow[] = [];
  for await (const {row} of runDesign(bench, design, tried, published)) rows.push(row);
  return {
    summary: summarise(
      design,
      rows,
      tried.map(({id}) => id),
      slugs
    ),
    curves: curvesOf(rows, slugs.length)
  };
}

async function nameOf({query}: OpenBuild, code: string): Promise<string> {
  const {name} = await query(
    `SELECT name FROM locations WHERE code = ${quote(code)} UNION ALL SELECT DISTINCT nuts1_name AS name FROM locations WHERE nuts1 = ${quote(code)}`
  );
  if (name!.length === 0)
    throw new InputError(`no region ${code}`, {
      advice: "take a NUTS1 or NUTS2 code of the EU, the United Kingdom or EFTA"
    });
  return String(name![0]);
}

function describeAlternative(
  id: string,
  snapshot: Snapshot,
  claims: ReturnType<typeof claimsFor>,
  published: Published
): AlternativeData {
  const view = createView(snapshot, published);
  return {
    id,
    lines: snapshot.lines,
    quadrants: snapshot.technologies.map(({quadrant}) => quadrant),
    above: Object.fromEntries(
      lenses.map((lens) => [
        lens,
        snapshot.technologies.map((technology) => (technology.lenses[lens].rca > 1 ? "1" : "0")).join("")
      ])
    ) as Record<Lens, string>,
    fails: claims.filter((claim) => claim.predicate(view) === false).map((claim) => claim.id)
  };
}

async function readRegions({query, engines: {places, technologies, engines}}: OpenBuild): Promise<RegionData> {
  const {location, code, name, lon, lat} = await query(
    "SELECT location::INTEGER AS location, code, name, lon::DOUBLE AS lon, lat::DOUBLE AS lat FROM locations WHERE benchmark ORDER BY code"
  );
  const degrees = (values: ArrayLike<unknown>) =>
    Array.from(values, (value) => (value === null || Number.isNaN(value) ? null : round(Number(value), 3)));
  const at = Array.from(location!, Number);
  return {
    code: Array.from(code!, String),
    name: Array.from(name!, String),
    lon: degrees(lon!),
    lat: degrees(lat!),
    ...regionValues({places, technologies, engines}, at)
  };
}

/** What the report depends on beside the build. */
const inputs = ["src/indicators", "src/narrative", "src/scenario", "data-loaders/report", "data/published"];

async function reportKey(build: string): Promise<string> {
  const hash = createHash("sha256").update(build);
  for (const folder of inputs) {
    for (const name of (await readdir(join(projectRoot, folder), {recursive: true})).sort()) {
      if (/\.(ts|csv)$/.test(name))
        hash.update(`${folder}/${name}`).update(await readFile(join(projectRoot, folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * The report of the published region over the current build, computed when the build, the code or the published values have
 * changed and read from beside the build otherwise.
 */
export async function ensureReport({
  out = defaultOut,
  ...options
}: {out?: string} & Pick<ReportOptions, "specifications"> = {}): Promise<ReportData> {
  await ensureWarehouse({out});
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const name = `report-${await reportKey(`${manifest.build} ${options.specifications ?? reportCount}`)}.json`;
  const known = await readKept(join(out, name));
  if (known) return known;
  const build = await openBuild(out);
  let report: ReportData;
  try {
    report = await makeReport(build, options);
  } finally {
    build.close();
  }
  // Another build may have become current meanwhile: a report under the old key would never be right again.
  if (report.build === manifest.build) await keep(out, name, JSON.stringify(report));
  return report;
}

/** A report that was kept; undefined where there is none or it cannot be read. */
async function readKept(path: string): Promise<ReportData | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as ReportData;
  } catch {
    return undefined;
  }
}

/** Writes a file in one step and removes its forerunners. */
async function keep(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `.${name}-${process.pid}`);
  await writeFile(draft, text);
  await rename(draft, join(folder, name));
  for (const other of await readdir(folder)) {
    if (other !== name && /^report-[0-9a-f]{16}\.json$/.test(other)) await rm(join(folder, other), {force: true});
  }
}
