import type {DSVRowString} from "d3";
import {normalizeName} from "./names.ts";

export interface Country {
  alpha2: string;
  alpha3: string;
  name: string;
  /** Eurostat's code: EL and UK where ISO has GR and GB. */
  eurostat: string;
  in_benchmark: boolean;
}

/** What a code or name in the place of a country stands for, if not for a country of today. */
export interface NoCountry {
  /** A country that no longer exists, or an office or a placeholder such as XX. */
  reason: "former-country" | "no-country";
  name: string;
}

/** The languages of the names of countries: those of the report's readers first, then those of the benchmark. */
const languages = "en nl fr de es it pt da sv nb fi is pl cs sk hu ro bg el hr sl lt lv et mt".split(" ");

/**
 * Finds what a text in the place of a country stands for: an ISO or Eurostat code, one of an earlier edition, of
 * Crunchbase or of the Olympic committee, or a name in a language of the benchmark.
 *
 * @param countries the present countries, which come first
 * @param others rows of `country-names.csv`: name, country (empty for none), kind (`name`, `code`, `former`, `none`)
 */
export function indexCountries(
  countries: readonly Country[],
  others: readonly DSVRowString[]
): (text: string) => Country | NoCountry | undefined {
  const codes = new Map<string, Country | NoCountry>();
  const names = new Map<string, Country | NoCountry>();
  const put = (index: typeof names, key: string, found: Country | NoCountry) => {
    if (key !== "" && !index.has(key)) index.set(key, found);
  };
  const putName = (name: string, found: Country | NoCountry) => {
    for (const key of [normalizeName(name), bareName(name)]) put(names, key, found);
  };
  for (const country of countries)
    for (const code of [country.alpha2, country.alpha3, country.eurostat]) put(codes, code, country);
  for (const country of countries) putName(country.name, country);
  for (const {name, country, kind, note} of others) {
    const found =
      kind === "former" || kind === "none"
        ? {reason: kind === "former" ? ("former-country" as const) : ("no-country" as const), name: note!}
        : codes.get(country!)!;
    if (kind !== "name") put(codes, name!.toUpperCase(), found);
    putName(name!, found);
  }
  for (const language of languages) {
    const inLanguage = new Intl.DisplayNames([language], {type: "region", fallback: "none"});
    for (const country of countries) putName(inLanguage.of(country.alpha2) ?? "", country);
  }
  return (text) => codes.get(text.trim().toUpperCase()) ?? names.get(normalizeName(text)) ?? names.get(bareName(text));
}

/** A name in its natural order, without articles: `Congo, Republic of the` is `republic of congo`. */
function bareName(name: string): string {
  return normalizeName(name.replace(/^([^,]*), (.* of(?: the)?)$/i, "$2 $1"))
    .replace(/\bthe\b/g, " ")
    .replace(/ +/g, " ")
    .trim();
}
