import type {Regions} from "./regions.ts";

/** How the region code of a REGPAT row was located, or why it was not. */
export type CodeWay = "code" | "history" | "country" | "unclassified" | "unknown";

/**
 * Locates a region code of REGPAT: NUTS3 (or NUTS2) in Europe, OECD TL3 elsewhere.
 *
 * Older codes follow the longest matching prefix in `nuts-history.csv`; GR and GB are read as EL and UK. Codes that end
 * in `ZZ` are unclassified. Outside the benchmark only the country counts.
 *
 * @param region `reg_code`, upper case, such as `BE211`
 * @param country `ctry_code`, upper case, such as `BE`
 * @returns a location code, or null for `unclassified` and `unknown`
 */
export function locateRegionCode(
  regions: Regions,
  region: string,
  country: string
): {location: string | null; way: CodeWay} {
  const code = region.replace(/^GR/, "EL").replace(/^GB/, "UK");
  const home = regions.country(country) ?? regions.country(code.slice(0, 2));
  if (home && !home.in_benchmark) return {location: home.alpha2, way: "country"};
  const rule = regions.history.get(code.slice(0, 5));
  if (rule !== undefined) return {location: rule, way: "history"};
  if (code === "" || /ZZ$/.test(code)) return {location: null, way: home ? "unclassified" : "unknown"};
  const nuts2 = code.slice(0, 4);
  if (regions.find(nuts2)?.level === "nuts2") return {location: nuts2, way: "code"};
  const older = regions.history.get(nuts2);
  return older === undefined ? {location: null, way: "unknown"} : {location: older, way: "history"};
}
