import {join} from "node:path";
import {projectRoot} from "../console/project-root.ts";
import {type GazetteerRow, loadGazetteer, readGazetteerRows} from "../regions/gazetteer.ts";
import {createLocator} from "../regions/locate.ts";
import {locateRegionCode} from "../regions/region-codes.ts";
import {loadRegions, type Regions, territories} from "../regions/regions.ts";
import type {LocationSet} from "./plan/counts.ts";
import {groups, otherCountries, type Profile, regionProfiles} from "./profiles.ts";
import {loadRegionStatistics, type RegionStatistics} from "./region-statistics.ts";
import {Random} from "../../src/scenario/random.ts";
import {type Lens, lenses} from "../../src/terms/lenses.ts";

/** Random seed for the strengths of less-known regions. */
const seed = 20260202;

/** A site of documents: a NUTS2 region in Europe, a country elsewhere. */
export interface Site {
  /** NUTS2 code or alpha-2. */
  code: string;
  benchmark: boolean;
  /** Whether it belongs to Flanders. */
  own: boolean;
  country: string;
  countryName: string;
  /** A city of the site, which both its name and its point locate there. */
  city: string;
  lat: number;
  lon: number;
  /** A region code as in REGPAT, NUTS 2013 in Europe. */
  regpatCode: string;
  /** Its documents, in percent of those of Europe. */
  sizes: Readonly<Record<Lens, number>>;
  /** Factors for the technologies of a group or for one technology, by name. */
  strengths: Profile["strengths"];
}

/**
 * All sites, in the order of the locations of a build.
 * @throws Error when a region has no city that the locator finds in it
 * @throws InputError for statistics that lack a region
 */
export async function loadSites(): Promise<Site[]> {
  const folder = join(projectRoot, "data/regions");
  const regions = await loadRegions(folder);
  const rows = await readGazetteerRows();
  const locator = createLocator({regions, gazetteer: await loadGazetteer(folder, rows)});
  const byCountry = new Map<string, GazetteerRow[]>();
  for (const row of rows) {
    if (/[",|]/.test(row.name)) continue;
    const list = byCountry.get(row.country);
    if (list) list.push(row);
    else byCountry.set(row.country, [row]);
  }
  const nuts2 = regions.locations.filter(({level}) => level === "nuts2");
  const codes = nuts2.map(({code}) => code);
  const sizes = sizesOf(await loadRegionStatistics(join(projectRoot, "data/sample/regions.csv"), codes));
  const random = new Random(seed);
  const codeOf = regpatCodes(regions);
  const european = nuts2.map((region): Site => {
    // Some regions have their own country code.
    const territory = Object.entries(territories).find(([, location]) => location === region.code)?.[0];
    const {alpha2, name} = regions.country(territory ?? region.country)!;
    const {city: known, strengths} = regionProfiles[region.code] ?? {city: "", strengths: drawStrengths(random)};
    const placed = ({name: city, lat, lon}: GazetteerRow) =>
      locator.locate({country: name, city}).location === region.code &&
      locator.locate({country: alpha2, lat, lon}).location === region.code;
    const cities = byCountry.get(alpha2) ?? [];
    // The best-known city, or else the unambiguous one nearest to the centre.
    const city =
      cities.find((candidate) => candidate.name === known && placed(candidate)) ??
      nearest(cities, {lat: region.lat!, lon: region.lon!}, 400, placed);
    if (!city) throw new Error(`no city of the gazetteer lies in ${region.code}`);
    return {
      code: region.code,
      benchmark: true,
      own: region.code.startsWith("BE2"),
      country: alpha2,
      countryName: name,
      city: city.name,
      lat: city.lat,
      lon: city.lon,
      regpatCode: codeOf(region.code),
      sizes: sizes.get(region.code)!,
      strengths
    };
  });
  return [...european, ...otherCountries.map(siteElsewhere)].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function siteElsewhere({code, name, region, city, lat, lon, tilt, ...sizes}: (typeof otherCountries)[number]): Site {
  return {
    code,
    benchmark: false,
    own: false,
    country: code,
    countryName: name,
    city,
    lat,
    lon,
    regpatCode: region,
    sizes,
    strengths: {[tilt]: 1.4}
  };
}

/** Finds a region code that maps to a NUTS2 region: an older one if there is any, as in the files of REGPAT. */
function regpatCodes(regions: Regions): (region: string) => string {
  const former = new Map(
    [...regions.history]
      .filter(([prefix]) => prefix.length === 4 && !/^NO|^PT1/.test(prefix))
      .map(([prefix, code]) => [code, prefix])
  );
  const nuts3 = (nuts2: string) => `${nuts2}${nuts2.endsWith("0") ? "0" : "1"}`;
  return (region) => {
    const found = [former.get(region), region]
      .flatMap((code) => (code === undefined ? [] : [nuts3(code), `${code}9`]))
      .find((code) => locateRegionCode(regions, code, code.slice(0, 2)).location === region);
    if (found === undefined) throw new Error(`no region code maps to ${region}`);
    return found;
  };
}

/**
 * The nearest of the `most` nearest cities that passes a test; the first if several are equally near. Usually one of
 * the first few passes, so sorting thousands would be a waste.
 */
function nearest(
  cities: readonly GazetteerRow[],
  {lat, lon}: {lat: number; lon: number},
  most: number,
  passes: (city: GazetteerRow) => boolean
): GazetteerRow | undefined {
  const shrink = Math.cos((lat * Math.PI) / 180);
  const distances = Float64Array.from(cities, (city) => Math.hypot(city.lat - lat, (city.lon - lon) * shrink));
  for (let tried = 0; tried < Math.min(most, cities.length); ++tried) {
    let best = 0;
    for (let i = 1; i < distances.length; ++i) if (distances[i]! < distances[best]!) best = i;
    if (passes(cities[best]!)) return cities[best];
    distances[best] = Infinity;
  }
  return undefined;
}

/**
 * The documents of each region, in percent of those of Europe: patents in proportion to its patent applications,
 * publications to the geometric mean of its population and domestic product, deals to its domestic product; the last
 * two times the factor of its profile.
 */
function sizesOf(statistics: ReadonlyMap<string, RegionStatistics>): ReadonlyMap<string, Site["sizes"]> {
  const weights = Array.from(statistics, ([code, {population, gdp, patents}]) => {
    const {science = 1, ventures = 1} = regionProfiles[code] ?? {};
    return {code, patents, publications: science * Math.sqrt(population * gdp), deals: ventures * gdp};
  });
  const sums = Object.fromEntries(
    lenses.map((lens) => [lens, weights.reduce((sum, weight) => sum + weight[lens], 0)])
  ) as Record<Lens, number>;
  const percent = (weight: (typeof weights)[number], lens: Lens) => (100 * weight[lens]) / sums[lens];
  return new Map(
    weights.map((weight) => [
      weight.code,
      Object.fromEntries(lenses.map((lens) => [lens, percent(weight, lens)])) as Record<Lens, number>
    ])
  );
}

/** Strengths of a region that has no profile: it leans towards some groups of technologies. */
function drawStrengths(random: Random): Profile["strengths"] {
  return Object.fromEntries(groups.map((group) => [group, Math.exp(0.3 * random.normal())]));
}

/**
 * The sets of places of a lens's documents: every site alone, and pairs of sites, mostly of one country. Deals have one
 * place.
 */
export function locationSets(sites: readonly Site[], lens: Lens, random: Random): LocationSet[] {
  const size = (site: number) => sites[site]!.sizes[lens];
  const sets: LocationSet[] = sites.map(({benchmark, own}, i) => ({
    locations: [i],
    benchmark: Number(benchmark),
    own,
    size: size(i)
  }));
  if (lens === "deals") return sets;
  const known = new Set<string>();
  const together = lens === "publications" ? 0.16 : 0.09;
  const large = sites
    .map((_, i) => i)
    .sort((a, b) => size(b) - size(a) || a - b)
    .slice(0, 40);
  sites.forEach((site, i) => {
    const compatriots = sites.flatMap(({country}, j) => (country === site.country && j !== i ? [j] : []));
    const partners = [
      compatriots.length > 0 ? random.pick(compatriots) : -1,
      random.pick(large),
      ...(site.own ? compatriots.filter((j) => sites[j]!.own) : [])
    ];
    for (const j of partners) {
      const key = [Math.min(i, j), Math.max(i, j)].join();
      if (j < 0 || j === i || known.has(key)) continue;
      known.add(key);
      const pair = [Math.min(i, j), Math.max(i, j)];
      sets.push({
        locations: pair,
        benchmark: pair.filter((one) => sites[one]!.benchmark).length,
        own: pair.some((one) => sites[one]!.own),
        size: together * Math.min(size(i), size(j))
      });
    }
  });
  return sets;
}
