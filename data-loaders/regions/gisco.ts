import {readFile} from "node:fs/promises";
import {InputError} from "../console/input-error.ts";
import {indexPolygons, type Polygon, type PolygonIndex, type RegionShape} from "./polygons.ts";
import type {Regions} from "./regions.ts";

interface Feature {
  properties?: Record<string, unknown> | null;
  geometry?: {type?: string; coordinates?: unknown} | null;
}

/** Overseas regions, which maps of Europe omit. */
const overseas = /^(FRY.|PT[23]0|ES70|NO0B)$/;

/** If a larger share of regions is missing, the file is of another edition rather than a map without islands. */
const missingLimit = 0.1;

/**
 * Reads GISCO's NUTS regions: GeoJSON in degrees (EPSG:4326), NUTS 2021, level 2 alone or all levels.
 *
 * If the file lacks a mainland region of a country, that country is left out and the gazetteer locates its points,
 * since the polygons would assign points of the missing region to a neighbour.
 *
 * @returns an index from points to NUTS2 regions
 * @throws InputError for another format, projection or edition, with the missing regions
 */
export async function readGisco(path: string, regions: Regions): Promise<PolygonIndex> {
  const wrong = (message: string, advice: string, cause?: unknown) =>
    new InputError(message, {file: path, advice, cause});
  const advice = "give NUTS_RG_20M_2021_4326.geojson of GISCO, or another scale of it";
  let content: {type?: string; features?: Feature[]};
  try {
    content = JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, "")) as typeof content;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw wrong("file not found", "check the path", cause);
    throw wrong(`not complete JSON: ${(cause as Error).message.toLowerCase()}`, "download it again", cause);
  }
  if (content.type === "Topology") throw wrong("the file is TopoJSON, not GeoJSON", advice);
  if (!Array.isArray(content.features) || content.features.length === 0) throw wrong("no features", advice);
  const shapes: RegionShape[] = [];
  for (const [i, {properties, geometry}] of content.features.entries()) {
    const code = properties?.NUTS_ID ?? properties?.nuts_id;
    if (typeof code !== "string") throw wrong(`feature ${i + 1} has no NUTS_ID`, advice);
    const region = regions.find(code);
    if (region?.level !== "nuts2") continue;
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
    shapes.push({location: code, country: region.country, polygons});
  }
  const found = new Set(shapes.map(({location}) => location));
  const missing = regions.locations.filter(({level, code}) => level === "nuts2" && !found.has(code));
  if (missing.length > regions.locations.filter(({level}) => level === "nuts2").length * missingLimit) {
    const list = `${missing
      .slice(0, 8)
      .map(({code}) => code)
      .join(", ")} and ${missing.length - 8} more`;
    throw wrong(`not NUTS 2021: no polygon for ${list}`, advice);
  }
  const uncovered = new Set(missing.filter(({code}) => !overseas.test(code)).map(({country}) => country));
  return indexPolygons(shapes.filter(({country}) => !uncovered.has(country)));
}
