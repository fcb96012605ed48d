/** A name for comparison: in lower case, without accents, punctuation and words that vary between languages. */
export function normalizeName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => letters[letter]!)
    .replace(/&/g, " and ")
    .replace(/\b(provincie|provincia|province|prov|county|region)\b/g, " ")
    .replace(/\b(saint|sankt|sint)\b/g, "st")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Letters that have no accent to remove. */
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i"
};

/** Where ä, ö, ü, ø and å are written with two letters. */
function spellOut(name: string): string {
  return name.replace(/[äöüøåÄÖÜØÅ]/g, (letter) => ({ä: "ae", å: "aa", ü: "ue"})[letter.toLowerCase()] ?? "oe");
}

/** Words that join the name of a town to that of its river or district. */
const joint =
  /^(.{3,}?) (am|an der|an dem|im|in|ob der|bei|vor der|unter|auf|upon|under|on|sur|sous|aan|op|sul|sulla|nad|pod) /;

/**
 * The keys under which a city is found: its name, with letters spelled out, and without what distinguishes it from
 * others of its name: `Halle (Saale)` is also `halle`, `Stockton-on-Tees` also `stockton`.
 */
export function cityKeys(name: string): string[] {
  const keys = new Set<string>();
  for (const spelling of [name, spellOut(name)]) {
    const key = normalizeName(spelling);
    keys.add(key);
    keys.add(joint.exec(key)?.[1] ?? key);
    keys.add(normalizeName(spelling.replace(/\s*\(.*$/, "")));
  }
  keys.delete("");
  return [...keys];
}

/** What a text may call a city before and after its name. */
const prefixes = /^(city|town|borough|municipality) of |^(the|greater|gemeente|ville de|stadt|comune di) /;
const suffixes = / (city|area|cedex|municipality|kommune?)$/;

/**
 * The keys to look a city up by, the most literal first; all keys of the first that is known count. `Biel/Bienne` is
 * `biel bienne`, then `biel` and `bienne`; `Paris 13e` is `paris`.
 */
export function cityQueries(name: string): string[][] {
  const key = normalizeName(name);
  const bare = key
    .replace(/\b\p{L}*\d+\p{L}*\b/gu, " ")
    .replace(/ +/g, " ")
    .trim();
  const parts = (pattern: RegExp) => name.split(pattern).map(normalizeName);
  return [
    [key],
    [bare],
    [bare.replace(prefixes, "").replace(prefixes, "").replace(suffixes, "").trim()],
    [normalizeName(name.replace(/\(.*$/, ""))],
    parts(/\s*\/\s*/),
    parts(/\s*-\s*/)
  ].map((keys) => keys.filter((each) => each.length > 2));
}

/** Words for kinds of areas, in the languages of the benchmark; a name is also found without them. */
const kinds = new Set(
  (
    "the of and de la le les des du di del da do d city metropolitan borough district municipality council capital " +
    "unitary authority administrative unit decentralized land freistaat freie hansestadt kanton canton cantone lan " +
    "fylke kraj apskritis zupanija megye judet judetul oblast grad nomos maakond wojewodztwo voivodeship " +
    "departement department prefecture gewest regio regiao regione comunidad comunitat autonoma autonomous community " +
    "principado co commune urban kreis landkreis distrito periphery metropole"
  ).split(" ")
);

/** The name of an area for comparison, without words for its kind. */
export function areaKey(name: string): string {
  const key = normalizeName(name);
  return (
    key
      .split(" ")
      .filter((word) => !kinds.has(word))
      .join(" ") || key
  );
}

/** Parts of a place that belong before the part on their left: `Bristol, City of`. */
const inverted = /^(the|((city|county|town|borough|province|region|région|republic|state|community) (of|de)))$/i;

/** Splits a place at its commas, and turns `Bristol, City of` into `City of Bristol`. */
export function splitPlace(place: string): string[] {
  const parts: string[] = [];
  for (const part of place.split(",").map((each) => each.trim())) {
    if (inverted.test(part) && parts.length > 0) parts.push(`${part} ${parts.pop()}`);
    else if (part !== "") parts.push(part);
  }
  return parts;
}
