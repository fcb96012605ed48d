/** Outer ring and holes, each a list of [longitude, latitude] in degrees. */
export type Polygon = readonly (readonly (readonly [number, number])[])[];

/** A NUTS2 region as polygons. */
export interface RegionShape {
  location: string;
  /** ISO 3166 alpha-2. */
  country: string;
  polygons: readonly Polygon[];
}

interface Part {
  location: string;
  polygon: Polygon;
  box: readonly [west: number, south: number, east: number, north: number];
}

/** Finds the regions of points within one country. */
export interface PolygonIndex {
  /** The region that contains a point. */
  find(country: string, lat: number, lon: number): string | undefined;
  /** The region with the nearest border within `coastTolerance`, and the distance in degrees of latitude. */
  nearest(country: string, lat: number, lon: number): {location: string; distance: number} | undefined;
}

/**
 * A point outside all borders belongs to the nearest region up to this distance, in degrees of latitude (about 28 km),
 * since coasts are simplified.
 */
const coastTolerance = 0.25;

/** Builds an index of the shapes of regions. */
export function indexPolygons(shapes: readonly RegionShape[]): PolygonIndex {
  const parts = new Map<string, Part[]>();
  for (const {location, country, polygons} of shapes) {
    const list = parts.get(country) ?? [];
    for (const polygon of polygons) list.push({location, polygon, box: boundingBox(polygon)});
    parts.set(country, list);
  }
  return {
    find(country, lat, lon) {
      for (const {
        location,
        polygon,
        box: [west, south, east, north]
      } of parts.get(country) ?? []) {
        if (lon >= west && lon <= east && lat >= south && lat <= north && contains(polygon, lat, lon)) return location;
      }
      return undefined;
    },
    nearest(country, lat, lon) {
      const shrink = Math.cos((lat * Math.PI) / 180);
      let best: {location: string; distance: number} | undefined;
      for (const {
        location,
        polygon,
        box: [west, south, east, north]
      } of parts.get(country) ?? []) {
        const gap = Math.hypot(Math.max(0, south - lat, lat - north), Math.max(0, west - lon, lon - east) * shrink);
        if (gap > (best?.distance ?? coastTolerance)) continue;
        const distance = distanceToRing(polygon[0]!, lat, lon, shrink);
        if (distance <= (best?.distance ?? coastTolerance)) best = {location, distance};
      }
      return best;
    }
  };
}

/** Whether a point lies in a polygon and in none of its holes. It does if an odd number of edges lies to its east. */
function contains(polygon: Polygon, lat: number, lon: number): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[i]!;
      const [x2, y2] = ring[j]!;
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function distanceToRing(ring: Polygon[number], lat: number, lon: number, shrink: number): number {
  let best = Infinity;
  for (let i = 1; i < ring.length; ++i) {
    const [x1, y1] = [(ring[i - 1]![0] - lon) * shrink, ring[i - 1]![1] - lat];
    const [x2, y2] = [(ring[i]![0] - lon) * shrink, ring[i]![1] - lat];
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length));
    best = Math.min(best, Math.hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1)));
  }
  return best;
}

function boundingBox(polygon: Polygon): Part["box"] {
  const ring = polygon[0]!;
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
