import {join} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import {readGisco} from "./gisco.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {readJsonSql} from "../duckdb/read-files.ts";
import {isGzip} from "../console/own-file.ts";
import {loadGazetteer} from "./gazetteer.ts";
import {createLocator, type Address} from "./locate.ts";
import type {Place} from "./place.ts";
import {loadRegions} from "./regions.ts";

/**
 * Locates OpenAlex institutions of the benchmark by polygon, by the nearest city and by the name of the city alone, and
 * counts how often the last two methods agree with the polygons.
 * @returns lines for `data/regions/README.md`
 */
export async function compareWays(polygons: string, institutions: readonly string[]): Promise<string[]> {
  const folder = join(projectRoot, "data/regions");
  const regions = await loadRegions(folder);
  const gazetteer = await loadGazetteer(folder);
  const exact = createLocator({regions, gazetteer, polygons: (await readGisco(polygons, regions)).index});
  const approximate = createLocator({regions, gazetteer});
  const db = await WorkDatabase.open();
  const geo = "STRUCT(city VARCHAR, region VARCHAR, country_code VARCHAR, latitude DOUBLE, longitude DOUBLE)";
  const rows = await db.rows(`
    SELECT geo.country_code AS country, geo.city AS city, geo.region AS region, geo.latitude AS lat,
      geo.longitude AS lon
    FROM ${readJsonSql(institutions, {geo}, {format: "newline_delimited", zipped: institutions.every(isGzip)})}
    WHERE geo.country_code IS NOT NULL AND geo.latitude IS NOT NULL`);
  db.close();
  const places = rows.filter((row) => regions.country(String(row.country))?.in_benchmark) as Address[];
  const lines = [`${places.length.toLocaleString("en-US")} institutions inside the benchmark`];
  const known = places.map((place) => exact.locate(place));
  const ways: Record<string, (place: Address) => Address> = {
    "nearest city": (place) => place,
    "city name alone": ({country, city, region}) => ({country, city: city ?? undefined, region: region ?? undefined})
  };
  for (const [name, reduce] of Object.entries(ways)) {
    const found = places.map((place) => approximate.locate(reduce(place)));
    for (const [label, chosen] of [
      ["all", () => true],
      ["Belgium", (i: number) => places[i]!.country === "BE"]
    ] as const) {
      const indices = places.map((_, i) => i).filter((i) => chosen(i) && known[i]!.location !== null);
      const agree = indices.filter((i) => found[i]!.location === known[i]!.location).length;
      const none = indices.filter((i) => found[i]!.location === null).length;
      lines.push(
        `${name}, ${label}: ${percent(agree / indices.length)} in the same region as by polygon, ` +
          `${percent(none / indices.length)} not found, of ${indices.length}`
      );
    }
  }
  const counts = new Map<Place["way"], number>();
  for (const {way} of known) counts.set(way, (counts.get(way) ?? 0) + 1);
  lines.push(`with polygons: ${[...counts].map(([way, n]) => `${way} ${percent(n / places.length)}`).join(", ")}`);
  return lines;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export const command = defineCommand({
  name: "npx tsx data-loaders/regions/compare-ways.ts",
  about: "Compares three ways to locate an institution: by polygon, by the nearest city, and by the name of its city.",
  options: {polygons: {value: "FILE", help: "NUTS regions of GISCO (GeoJSON, degrees)", required: true}},
  positional: {name: "INSTITUTIONS.gz", help: "institutions of OpenAlex", required: true, multiple: true, exists: true},
  async run({polygons}, {positionals}) {
    process.stdout.write(`${(await compareWays(polygons, positionals)).join("\n")}\n`);
  }
});

await runIfStarted(import.meta.url, command);
