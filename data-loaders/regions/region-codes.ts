import type {Country, NoCountry} from "./countries.ts";
import type {Regions} from "./regions.ts";

/** How the region code of a REGPAT row was located, or why it was not. */
export type CodeWay = "code" | "history" | "country" | "unclassified" | "unknown" | NoCountry["reason"];

export interface CodePlace {
  location: string | null;
  way: CodeWay;
  /** Name of a former country or an office. */
  name?: string;
}

/**
 * Locates a region code of REGPAT: NUTS3, NUTS2 or ITL in Europe, OECD TL3 elsewhere.
 *
 * Codes of other editions follow the longest matching prefix in `nuts-history.csv`. GR, GB and TL, the prefix of the
 * British ITL, are read as EL and UK. A country or territory that is one region has that region whatever the code.
 * A code that ends in Z, at any depth, or names no region below NUTS1 is unclassified. Outside the benchmark only the
 * country counts. A code of another country than the row's is unknown.
 *
 * @param region `reg_code`, such as `BE211`, in any case, with or without quotes and blanks
 * @param country `ctry_code`, such as `BE`
 * @returns a location code, or null with the reason
 */
export function locateRegionCode(regions: Regions, region: string, country: string): CodePlace {
  const [code, stated] = [bareCode(region), bareCode(country)];
  const filler = /^[XZ]*$/.test(code);
  const named = filler ? undefined : countryOfCode(regions, code, stated);
  const home = stated === "" ? named : regions.resolveCountry(stated);
  if (home === undefined)
    return {location: null, way: stated === "" && (code === "" || filler) ? "no-country" : "unknown"};
  if ("reason" in home) return {location: null, way: home.reason, name: home.name};
  const whole = regions.whole(home);
  const inside = home.in_benchmark || whole !== undefined;
  if (!inside) return {location: home.alpha2, way: "country"};
  if (named && named !== home) return locateAbroad(regions, named, home, whole);
  const found = filler ? unclassified : locateNuts(regions, code);
  return found.location === null && whole !== undefined ? {location: whole, way: "country"} : found;
}

const unclassified: CodePlace = {location: null, way: "unclassified"};

/** A code without its quotes, blanks and other marks, in upper case. */
function bareCode(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The country that a region code names; TL is Timor-Leste or, in Britain or before a letter of its regions, ITL. */
function countryOfCode(regions: Regions, code: string, stated: string): Country | NoCountry | undefined {
  const british = code.startsWith("TL") && (/^(GB|UK)/.test(stated) || (/^..[C-N]/.test(code) && stated !== "TL"));
  return regions.resolveCountry(british ? "UK" : code.slice(0, 2));
}

/** Locates a code whose country differs from that of the row: only a territory may have the code of its country. */
function locateAbroad(
  regions: Regions,
  named: Country | NoCountry,
  home: Country,
  whole: string | undefined
): CodePlace {
  const unknown: CodePlace = {location: null, way: "unknown"};
  if ("reason" in named) return unknown;
  const territory = regions.whole(named);
  if (territory !== undefined && regions.find(territory)!.country === home.alpha2)
    return {location: territory, way: "country"};
  if (whole !== undefined && regions.find(whole)!.country === named.alpha2) return {location: whole, way: "country"};
  return unknown;
}

/** Locates a code of a region in the benchmark. */
function locateNuts(regions: Regions, region: string): CodePlace {
  const code = region.replace(/^GR/, "EL").replace(/^(GB|TL)/, "UK");
  // ITL of 2025 gives codes of earlier NUTS editions to other regions, so its own rules come first.
  for (const spelling of new Set([region, code])) {
    for (const length of [5, 4]) {
      const prefix = spelling.slice(0, length);
      const known = length === 4 && regions.find(prefix)?.level === "nuts2";
      if (known) return {location: prefix, way: "code"};
      const rule = prefix.length === length ? regions.history.get(prefix) : undefined;
      if (rule !== undefined) return {location: rule, way: "history"};
    }
  }
  const [, above = ""] = /^[A-Z]{2}([A-Y0-9]?)Z*$/.exec(code.replace(/(?<=^..)X+$/, "")) ?? [undefined, "?"];
  if (above === "") return unclassified;
  const upper = code.slice(0, 2) + above;
  const within = regions.locations.filter(({nuts1}) => nuts1 === upper);
  if (within.length > 0) return within.length === 1 ? {location: within[0]!.code, way: "code"} : unclassified;
  const [first, ...more] = partsOf(regions, upper);
  if (first === undefined) return {location: null, way: "unknown"};
  return more.length === 0 ? {location: first, way: "history"} : unclassified;
}

/** The NUTS2 regions in which the codes of other editions below a code lie, such as those of FR7 or HR04. */
export function partsOf({history}: Regions, code: string): Set<string> {
  return new Set([...history].flatMap(([prefix, location]) => (prefix.startsWith(code) ? [location] : [])));
}
