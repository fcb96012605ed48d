import {findPeers} from "../../src/indicators/peers.ts";
import {regionProfiles} from "../../src/indicators/profiles.ts";
import {regionValues} from "../../src/indicators/region-values.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {alternatives} from "../../src/narrative/alternatives.ts";
import type {DisclosedShares, RegionData, ReportData} from "../../src/narrative/report-data.ts";
import {readCodes, readPlaces, readTrends, readYears, round} from "../../src/narrative/tables.ts";
import {makeDesign, reportCount} from "../../src/scenario/specifications.ts";
import {type Dataset, datasets, type HeldYears, lenses, shownYears} from "../../src/terms/lenses.ts";
import {configFile} from "../report-config.ts";
import {InputError} from "../console/input-error.ts";
import {pooledYears} from "../warehouse/manifest.ts";
import {quote} from "../../src/text/sql.ts";
import {nearestText} from "../../src/text/nearest.ts";
import {countryName} from "../../src/words/en/locale.ts";
import {readClassification} from "./classification.ts";
import type {OpenBuild} from "./engines.ts";
import {scenarioBase} from "../../src/scenario/base.ts";
import {takeSpecifications} from "./specifications.ts";

/** The indicators of a region for the report, without words and verdicts. */
export interface ReportValues extends Omit<
  ReportData,
  "config" | "published" | "verdicts" | "alternatives" | "robustness"
> {
  /** The region's snapshot under each of the report's alternatives. */
  alternatives: {id: string; snapshot: Snapshot}[];
}

export interface ReportOptions {
  /** NUTS code; by default that of the configuration. */
  region?: string;
  /** Number of specifications that test the claims, at least 1. */
  specifications?: number;
}

/**
 * Computes one region over a build, under the report's choices, its alternatives and many specifications.
 * @returns the values, and a snapshot per specification, in the order of the design
 * @throws InputError for a region that the tables lack
 */
export async function computeValues(
  build: OpenBuild,
  {region: code = build.config.region.code, specifications: count = reportCount}: ReportOptions = {}
): Promise<{values: ReportValues; specifications: Snapshot[]}> {
  const {manifest, config, method, query, engines} = build;
  const {thresholds, model} = manifest.classification;
  const region = {code, name: await nameOf(build, code)};
  const snapshot = takeSnapshot(engines, {region, method});
  const slugs = snapshot.technologies.map(({slug}) => slug);
  const [places, years] = [await reportPlaces(build), await readYears(query, config.years, pooledYears(manifest))];
  const peers = findPeers(
    regionProfiles(engines, {
      dataset: "patents",
      region: code,
      regions: places.map((place) => place.code),
      method
    }),
    code
  );
  const nearest = places.find((place) => place.code === peers[0]?.code);
  const values: ReportValues = {
    build: manifest.build,
    region,
    thresholds: thresholds.vocabularies,
    review: {model, bands: thresholds.bands},
    classification: await readClassification(query, slugs, thresholds.vocabularies, thresholds.bands),
    snapshot,
    alternatives: alternatives.map(({id, method: changes, counting}) => ({
      id,
      snapshot: takeSnapshot(engines, {region, method: {...method, ...changes}, counting})
    })),
    regions: await readRegions(build),
    peers,
    nearest: nearest ? takeSnapshot(engines, {region: {code: nearest.code, name: nearest.name}, method}) : null,
    places,
    years,
    pooled: pooledDatasets(build),
    trends: await trendsOf(build, code, slugs, years),
    codes: await readCodes(query, slugs),
    sources: manifest.sources.map(
      ({dataset, name, edition, synthetic, uncalibrated, one_in, licence, account, disclosure, coarsening}) => ({
        dataset,
        name,
        edition,
        synthetic,
        ...(uncalibrated && {uncalibrated}),
        oneIn: one_in,
        licence,
        documents: account.documents,
        ...(disclosure && {disclosure: sharesOf(disclosure)}),
        ...(coarsening && {coarse: coarsening.least})
      })
    )
  };
  const base = scenarioBase({...values, config});
  return {values, specifications: await takeSpecifications(query, base, makeDesign(base, {count}))};
}

/** The datasets whose years a build publishes together. */
function pooledDatasets({manifest}: Pick<OpenBuild, "manifest">): Dataset[] {
  return datasets.filter((dataset) => pooledYears(manifest)[dataset]);
}

/** Counts by year of each lens, in the years that are shown of it. */
async function trendsOf(
  build: OpenBuild,
  region: string,
  slugs: readonly string[],
  held: HeldYears
): Promise<ReportData["trends"]> {
  const {query, config} = build;
  const trends = {} as ReportData["trends"];
  for (const lens of lenses)
    trends[lens] = await readTrends(query, lens, region, slugs, {
      years: shownYears(lens, held, config.years),
      pooled: pooledDatasets(build).includes(lens)
    });
  return trends;
}

function sharesOf({deals, suppressed, partial, amount, published}: DisclosedShares): DisclosedShares {
  return {deals, suppressed, partial, amount, published};
}

/**
 * The regions that a reader can select, the report's own under its name. The tables have NUTS1 and NUTS2 regions;
 * countries are added where the report is about one or compares itself with one.
 * @throws InputError for a peer that no table has
 */
export async function reportPlaces({
  query,
  config: {region, peers},
  engines: {places: known}
}: Pick<OpenBuild, "query" | "config" | "engines">): Promise<ReportData["places"]> {
  const places = await readPlaces(query);
  const codes = places.map(({code}) => code);
  for (const code of peers) if (!known.codes.includes(code)) throw noRegion("peers", code, codes);
  const others = [region.code, ...peers].filter((code) => !codes.includes(code)).sort();
  return [...others.map((code) => ({code, name: countryName(code), level: "country" as const})), ...places].map(
    (place) => (place.code === region.code ? {...place, name: region.name} : place)
  );
}

function noRegion(field: string, code: string, codes: readonly string[]): InputError {
  return new InputError(`${field}: no region ${code}${nearestText(code, codes)}`, {
    file: configFile,
    advice: "use the NUTS code of a country, NUTS1 or NUTS2 region of the EU, the United Kingdom or EFTA"
  });
}

async function nameOf({query, config, engines}: OpenBuild, code: string): Promise<string> {
  if (code === config.region.code) {
    if (engines.places.codes.includes(code)) return config.region.name;
    throw noRegion(
      "region.code",
      code,
      engines.places.codes.filter((one) => one !== "")
    );
  }
  const {name} = await query(
    `SELECT name FROM locations WHERE code = ${quote(code)}
    UNION ALL SELECT DISTINCT nuts1_name AS name FROM locations WHERE nuts1 = ${quote(code)}`
  );
  if (name!.length === 0)
    throw new InputError(`unknown region: ${code}`, {
      advice: "use a NUTS1 or NUTS2 code of the EU, the United Kingdom or EFTA"
    });
  return String(name![0]);
}

async function readRegions({query, method, engines: {places, technologies, engines}}: OpenBuild): Promise<RegionData> {
  const {location, code, name, lon, lat} = await query(
    `SELECT location::INTEGER AS location, code, name, lon::DOUBLE AS lon, lat::DOUBLE AS lat
    FROM locations WHERE benchmark ORDER BY code`
  );
  const degrees = (values: ArrayLike<unknown>) =>
    Array.from(values, (value) => (value === null || Number.isNaN(value) ? null : round(Number(value), 3)));
  const at = Array.from(location!, Number);
  return {
    code: Array.from(code!, String),
    name: Array.from(name!, String),
    lon: degrees(lon!),
    lat: degrees(lat!),
    ...regionValues({places, technologies, engines}, at, {method})
  };
}
