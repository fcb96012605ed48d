import {readFile} from "node:fs/promises";
import {gunzipSync} from "node:zlib";
import {group} from "d3";
import {nameSome} from "../console/name-some.ts";
import {InputError} from "../console/input-error.ts";
import {isGzip} from "../console/own-file.ts";
import {indexPolygons, type Polygon, type PolygonIndex, type RegionShape} from "./polygons.ts";
import {locateRegionCode} from "./region-codes.ts";
import type {Location, Regions} from "./regions.ts";

interface Feature {
  properties?: Record<string, unknown> | null;
  geometry?: {type?: string; coordinates?: unknown} | null;
}

/** Overseas regions, which maps of Europe omit. */
const overseas = /^(FRY.|PT[23]0|ES70|NO0B)$/;

/** If a larger share of the regions outside the United Kingdom is missing, a file is refused. */
const missingLimit = 0.1;

/** Codes of NUTS2 regions that no earlier edition has, newest edition first. */
const signs: readonly (readonly [edition: number, codes: readonly string[]])[] = [
  [2024, ["PT1D", "PT1A", "NL35", "NL36"]],
  [2021, ["NO08", "NO0A", "HR05", "HR06"]],
  [2016, ["FRK2", "HU11", "IE04", "LT01"]],
  [2013, ["EL51", "UKI3"]],
  [2010, ["FI1D", "ITI1"]],
  [2006, ["DK01", "SE11"]]
];

/** The regions of a GISCO file, and what became of them. */
export interface GiscoRegions {
  index: PolygonIndex;
  /** The edition of NUTS that the file follows. */
  edition: number;
  /** Eurostat's codes of countries whose points the gazetteer locates instead. */
  left: {absent: readonly string[]; divided: readonly string[]};
}

/**
 * Reads GISCO's NUTS regions: GeoJSON in degrees (EPSG:4326), plain or gzip, level 2 or all levels, of NUTS 2016, 2021
 * or 2024.
 *
 * Regions of another edition are mapped to NUTS 2021. If a country has a region that the file lacks, or one that NUTS
 * 2021 divides, and no polygons of level 3 make up for it, the gazetteer locates the country's points: the polygons
 * would assign some of them to a neighbour.
 *
 * @throws InputError for another format, projection or edition
 */
export async function readGisco(path: string, regions: Regions): Promise<GiscoRegions> {
  const wrong = (message: string, instead: string, cause?: unknown) =>
    new InputError(message, {file: path, advice: instead, cause});
  const features = await readFeatures(path, wrong);
  const codes = features.map(({code}) => code);
  if (!codes.some((code) => code.length >= 4))
    throw wrong(`no regions of NUTS level 2, only ${nameSome(codes, 8)}`, advice);
  const edition = findEdition(codes);
  const nuts2 = regions.locations.filter(({level}) => level === "nuts2");
  const ofLevel = (length: number) => group(mapRegions(features, length, regions, wrong), ({country}) => country);
  const [level2, level3] = [ofLevel(4), ofLevel(5)];
  const shapes: RegionShape[] = [];
  const missing: Location[] = [];
  const divided = new Set<string>();
  for (const [country, own] of group(nuts2, (region) => region.country)) {
    const lacking = (found: readonly MappedShape[]) =>
      own.filter(({code}) => !overseas.test(code) && !found.some(({location}) => location === code));
    const usable = [level2.get(country) ?? [], level3.get(country) ?? []].find(
      (found) => found.every(({exact}) => exact) && lacking(found).length === 0
    );
    if (usable) shapes.push(...usable);
    else {
      const found = level2.get(country) ?? [];
      missing.push(...own);
      if (found.length > 0) divided.add(country);
    }
  }
  const outside = missing.filter(({country}) => country !== "GB").length;
  if (edition === undefined || outside > nuts2.length * missingLimit)
    throw wrong(
      edition === undefined
        ? `no edition of NUTS has these regions: ${nameSome(codes, 8)}`
        : `NUTS ${edition}: no polygons for ${nameSome(
            missing.map(({code}) => code),
            8
          )}`,
      `${advice}; the editions 2016, 2021 and 2024 can be read`
    );
  const eurostat = (countries: Iterable<string>) =>
    [...countries].map((code) => regions.country(code)!.eurostat).sort();
  const absent = new Set(missing.flatMap(({country}) => (divided.has(country) ? [] : [country])));
  return {index: indexPolygons(shapes), edition, left: {absent: eurostat(absent), divided: eurostat(divided)}};
}

/** Says of a file which edition it follows, and which countries the gazetteer locates. */
export function describeGisco({edition, left: {absent, divided}}: GiscoRegions): string {
  const parts = [
    edition === 2021 ? "NUTS 2021" : `NUTS ${edition}, mapped to NUTS 2021`,
    ...(absent.length > 0 ? [`without ${absent.join(", ")}`] : []),
    ...(divided.length > 0 ? [`with regions of ${divided.join(", ")} that NUTS 2021 divides`] : [])
  ];
  const left = absent.length + divided.length > 0 ? "; the gazetteer locates points there" : "";
  return `${parts.join(", ")}${left}`;
}

type Wrong = (message: string, instead: string, cause?: unknown) => InputError;

const advice = "give NUTS_RG_20M_2021_4326.geojson of GISCO, or another scale of it";

async function readFeatures(path: string, wrong: Wrong): Promise<{code: string; geometry: Feature["geometry"]}[]> {
  const text = (await readText(path, wrong)).replace(/^\uFEFF/, "");
  if (text.startsWith("PK\u0003\u0004")) throw wrong("the file is a ZIP archive", "unpack it");
  if (!/^\s*\{/.test(text)) throw wrong("the file is not GeoJSON", advice);
  let content: {type?: string; features?: Feature[]};
  try {
    content = JSON.parse(text) as typeof content;
  } catch (cause) {
    throw wrong(`not complete JSON: ${(cause as Error).message.toLowerCase()}`, "download it again", cause);
  }
  if (content.type === "Topology") throw wrong("the file is TopoJSON, not GeoJSON", advice);
  if (!Array.isArray(content.features) || content.features.length === 0) throw wrong("no features", advice);
  return content.features.map(({properties, geometry}, i) => {
    const code = properties?.NUTS_ID ?? properties?.nuts_id;
    if (typeof code !== "string") throw wrong(`feature ${i + 1} has no NUTS_ID`, advice);
    return {code, geometry};
  });
}

async function readText(path: string, wrong: Wrong): Promise<string> {
  try {
    const bytes = await readFile(path);
    return (isGzip(path) ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw wrong("file not found", "check the path", cause);
    throw wrong(`cannot read it: ${(cause as Error).message.toLowerCase()}`, "download it again", cause);
  }
}

/** The newest edition of which a file has a sign. */
function findEdition(codes: readonly string[]): number | undefined {
  const known = new Set(codes.map((code) => code.slice(0, 4)));
  return signs.find(([, own]) => own.some((code) => known.has(code)))?.[0];
}

type MappedShape = RegionShape & {exact: boolean};

/** The regions of one level as regions of NUTS 2021; `exact` is false for one that lies in several of them. */
function mapRegions(
  features: Awaited<ReturnType<typeof readFeatures>>,
  length: number,
  regions: Regions,
  wrong: Wrong
): MappedShape[] {
  return features.flatMap(({code, geometry}) => {
    if (code.length !== length) return [];
    const {location} = locateRegionCode(regions, code, "");
    const region = location === null ? undefined : regions.find(location);
    if (region?.level !== "nuts2") return [];
    const country = region.country;
    const exact = length === 5 || regions.find(code) !== undefined || !regions.divided.has(code);
    return [{location: region.code, country, exact, polygons: readPolygons(code, geometry, wrong)}];
  });
}

function readPolygons(code: string, geometry: Feature["geometry"], wrong: Wrong): Polygon[] {
  const polygons =
    geometry?.type === "Polygon"
      ? [geometry.coordinates as Polygon]
      : geometry?.type === "MultiPolygon"
        ? (geometry.coordinates as Polygon[])
        : undefined;
  if (!polygons) throw wrong(`${code} is not a polygon: ${geometry?.type}`, advice);
  const [x, y] = polygons[0]![0]![0]!;
  if (Math.abs(x) > 180 || Math.abs(y) > 90)
    throw wrong(`${code} is not in degrees: ${x}, ${y}`, "download the file in EPSG:4326");
  return polygons;
}
