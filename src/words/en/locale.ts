/** Language of the pages, as their `lang` says it (BCP 47). */
export const language: string = "en";

/** Language and country by which numbers, names and plurals are written (BCP 47). */
export const locale: string = "en-GB";

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(locale, options)));
  const text = found.format(value);
  // A negative number that rounds to zero has no sign.
  return /[1-9]/.test(text) ? text : text.replace(/^[-−]/, "");
}

/** A number with so many decimals at most. */
export const number = (value: number, digits = 0) => format(value, {maximumFractionDigits: digits});

/** The same with exactly so many decimals. */
export const fixed = (value: number, digits = 0) =>
  format(value, {minimumFractionDigits: digits, maximumFractionDigits: digits});

/** The same with so many significant digits at most. */
export const significant = (value: number, digits: number) => format(value, {maximumSignificantDigits: digits});

/** Part of one, as a percentage. */
export const percent = (share: number, digits = 0) =>
  format(share, {style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits});

/** A text with a capital at its start. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Names in a row, the last after an “and”. */
export const list = (items: readonly string[]) => new Intl.ListFormat(locale, {type: "conjunction"}).format(items);

/** The size of a file. */
export const fileSize = (bytes: number) =>
  bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${fixed(bytes / 1e6, 1)} MB`;

const countries = new Intl.DisplayNames([locale], {type: "region"});
/** NUTS has letters of its own for two countries. */
const iso: Readonly<Record<string, string>> = {EL: "GR", UK: "GB"};

/** The name of a country by the letters with which its NUTS codes begin. */
export const countryName = (letters: string) => countries.of(iso[letters] ?? letters) ?? letters;
