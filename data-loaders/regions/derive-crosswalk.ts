import {join} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import {readGisco} from "./gisco.ts";
import {readGazetteerRows} from "./gazetteer.ts";
import {loadRegions} from "./regions.ts";

/**
 * First-level areas that are a region or lie within one, for countries and islands that the polygons lack or divide in
 * an older way: counties of Croatia and Norway, archipelagos of Spain and Portugal.
 */
const known: Readonly<Record<string, string>> = {
  "HR,01": "HR02",
  "HR,02": "HR02",
  "HR,03": "HR03",
  "HR,04": "HR03",
  "HR,05": "HR02",
  "HR,06": "HR06",
  "HR,07": "HR06",
  "HR,08": "HR03",
  "HR,09": "HR06",
  "HR,10": "HR02",
  "HR,11": "HR02",
  "HR,12": "HR03",
  "HR,13": "HR03",
  "HR,14": "HR02",
  "HR,15": "HR03",
  "HR,16": "HR06",
  "HR,17": "HR02",
  "HR,18": "HR02",
  "HR,19": "HR03",
  "HR,20": "HR06",
  "HR,21": "HR05",
  "NO,01": "NO08",
  "NO,04": "NO08",
  "NO,05": "NO07",
  "NO,08": "NO0A",
  "NO,09": "NO07",
  "NO,12": "NO08",
  "NO,13": "NO08",
  "NO,14": "NO0A",
  "NO,17": "NO09",
  "NO,18": "NO07",
  "NO,20": "NO09",
  "NO,21": "NO06",
  "NO,34": "NO02",
  "NO,42": "NO09",
  "NO,46": "NO0A",
  "ES,53": "ES70",
  "PT,10": "PT30",
  "PT,23": "PT20"
};

/**
 * The minimum share of an area's cities in one region. Below it the area counts as divided, and its cities go to the
 * nearest centre.
 */
const agreement = 0.75;

/**
 * Derives the crosswalk from the gazetteer's administrative areas to NUTS2: each area maps to the region that holds
 * most of its cities. Areas that are divided, or that map to the same region as their parent, have no row.
 *
 * @param polygons a GISCO file of NUTS regions
 * @returns CSV: country, admin1, admin2, location, agree (share of cities in that region), n (number of cities)
 */
export async function deriveCrosswalk(polygons: string): Promise<string> {
  const regions = await loadRegions(join(projectRoot, "data/regions"));
  const {index} = await readGisco(polygons, regions);
  const areas = new Map<string, Map<string, number>>();
  for (const {country, admin1, admin2, lat, lon} of await readGazetteerRows()) {
    const location =
      known[`${country},${admin1}`] ?? index.find(country, lat, lon) ?? index.nearest(country, lat, lon)?.location;
    if (location === undefined) continue;
    for (const key of new Set([`${country},,`, `${country},${admin1},`, `${country},${admin1},${admin2}`])) {
      const counts = areas.get(key) ?? new Map<string, number>();
      areas.set(key, counts.set(location, (counts.get(location) ?? 0) + 1));
    }
  }
  const best = (key: string) => {
    const counts = [...(areas.get(key) ?? [])].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
    const n = counts.reduce((sum, [, count]) => sum + count, 0);
    return counts[0] && {location: counts[0][0], agree: counts[0][1] / n, n};
  };
  const lines = ["country,admin1,admin2,location,agree,n"];
  const listed = new Map<string, string>();
  for (const key of [...areas.keys()].sort()) {
    const found = best(key)!;
    if (found.agree < agreement) continue;
    const [country, admin1, admin2] = key.split(",");
    // The row is redundant if the parent area maps to the same region.
    const above =
      admin2 !== ""
        ? (listed.get(`${country},${admin1},`) ?? listed.get(`${country},,`))
        : admin1 !== ""
          ? listed.get(`${country},,`)
          : undefined;
    if (above === found.location) continue;
    listed.set(key, found.location);
    lines.push(`${key},${found.location},${Number(found.agree.toFixed(3))},${found.n}`);
  }
  return `${lines.join("\n")}\n`;
}

export const command = defineCommand({
  name: "npx tsx data-loaders/regions/derive-crosswalk.ts",
  about: "Prints the NUTS2 region of each administrative area of GeoNames, as in data/regions/geonames-nuts2.csv.",
  positional: {name: "NUTS.geojson", help: "NUTS regions of GISCO (GeoJSON, degrees)", required: true, exists: true},
  async run(_, {positionals}) {
    process.stdout.write(await deriveCrosswalk(positionals[0]!));
  }
});

await runIfStarted(import.meta.url, command);
