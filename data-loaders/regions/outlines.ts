import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import type {Feature, FeatureCollection, MultiPolygon, Position} from "geojson";
import {feature} from "topojson-client";
import type {GeometryCollection, Topology} from "topojson-specification";

/** Degrees west, south, east, north. It reaches slightly beyond the map, so that cut edges stay out of sight. */
const clip = [-40, 27, 72, 79] as const;
/** Maximum deviation of a simplified border in degrees, and minimum area of an island in square degrees. */
const tolerance = 0.13;
const leastArea = 0.15;

/**
 * Outlines of the countries in and around Europe (Natural Earth, public domain, from the package world-atlas, scale
 * 1:50 million), simplified and clipped to what a map of Europe needs: about 40 kB as JSON. Borders are simplified
 * before they are joined to countries, so that neighbours share one border.
 *
 * @returns polygons in degrees, with exterior rings clockwise, as d3 expects
 */
export async function europeOutlines(): Promise<FeatureCollection> {
  const topology = JSON.parse(
    await readFile(fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json")), "utf8")
  ) as Topology<{countries: GeometryCollection<{name: string}>}>;
  const simplified = simplifyArcs(topology);
  const countries = feature(simplified, simplified.objects.countries);
  const features = countries.features.flatMap(({geometry, properties}): Feature<MultiPolygon>[] => {
    if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return [];
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const coordinates = polygons.flatMap(([outer]) => {
      const ring = clipRing(outer!);
      // Holes are other countries, which are drawn on top.
      const area = ringArea(ring);
      // Clipping may reverse a ring, and d3 would then fill the rest of the globe.
      return ring.length >= 4 && Math.abs(area) >= leastArea ? [[area > 0 ? ring.reverse() : ring]] : [];
    });
    return coordinates.length > 0
      ? [{type: "Feature", properties: {name: properties.name}, geometry: {type: "MultiPolygon", coordinates}}]
      : [];
  });
  return {type: "FeatureCollection", features};
}

/** The topology with its arcs in degrees, each simplified between its ends (Douglas & Peucker 1973). */
function simplifyArcs<T extends Topology>(topology: T): T {
  const {scale, translate} = topology.transform!;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return simplify(
      arc.map(([dx, dy]) => [(x += dx!) * scale[0] + translate[0], (y += dy!) * scale[1] + translate[1]])
    );
  });
  return {...topology, transform: undefined, arcs};
}

function simplify(line: Position[]): Position[] {
  if (line.length < 3) return line;
  const [first, last] = [line[0]!, line.at(-1)!];
  let [farthest, at] = [0, 0];
  for (let i = 1; i < line.length - 1; ++i) {
    const distance = distanceTo(line[i]!, first, last);
    if (distance > farthest) [farthest, at] = [distance, i];
  }
  return farthest <= tolerance
    ? [first, last]
    : [...simplify(line.slice(0, at + 1)).slice(0, -1), ...simplify(line.slice(at))];
}

/** Distance of a point to a line, in degrees of latitude. */
function distanceTo([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const narrow = Math.cos((y! * Math.PI) / 180);
  const [dx, dy, px, py] = [(x2! - x1!) * narrow, y2! - y1!, (x! - x1!) * narrow, y! - y1!];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return Math.hypot(px - along * dx, py - along * dy);
}

/**
 * A closed ring clipped to the window (Sutherland & Hodgman 1974), in hundredths of a degree; empty if nothing remains.
 */
function clipRing(ring: readonly Position[]): Position[] {
  // A ring across the date line continues beyond 180 degrees instead of jumping back.
  let turn = 0;
  let points = ring.slice(0, -1).map(([x, y], i) => {
    const step = i === 0 ? 0 : x! - ring[i - 1]![0]!;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [x! + turn, y!];
  });
  for (const [axis, limit, sign] of [
    [0, clip[0], 1],
    [1, clip[1], 1],
    [0, clip[2], -1],
    [1, clip[3], -1]
  ] as const) {
    const inside = (point: Position) => sign * (point[axis]! - limit) >= 0;
    points = points.flatMap((point, i) => {
      const before = points[(i + points.length - 1) % points.length]!;
      if (inside(point) === inside(before)) return inside(point) ? [point] : [];
      const part = (limit - before[axis]!) / (point[axis]! - before[axis]!);
      const cut = [0, 1].map((each) => before[each]! + part * (point[each]! - before[each]!));
      return inside(point) ? [cut, point] : [cut];
    });
  }
  const written = points
    .map((point) => point.map((value) => Math.round(value * 100) / 100))
    .filter(([x, y], i, all) => i === 0 || x !== all[i - 1]![0] || y !== all[i - 1]![1]);
  return written.length < 3 ? [] : [...written, written[0]!];
}

function ringArea(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0]! * y! - x! * ring[i]![1]!, 0) / 2;
}
