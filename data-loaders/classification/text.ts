/** Abbreviations in titles of the three vocabularies that are missing from the taxonomy's own lists. */
const commonAbbreviations: Readonly<Record<string, string>> = {
  ICT: "information and communication technology",
  PaaS: "platform as a service",
  M2M: "machine to machine communication",
  ISP: "internet service provider",
  DSP: "digital signal processing",
  CAD: "computer-aided design",
  ERP: "enterprise resource planning",
  CRM: "customer relationship management",
  LED: "light-emitting diode",
  EV: "electric vehicle",
  GPS: "global positioning system",
  mHealth: "mobile health",
  VoIP: "voice over internet protocol",
  CO2: "carbon dioxide"
};

/** Normalises a title for comparison: abbreviations spelled out, lower case, no punctuation. */
export type Normaliser = (title: string) => string;

/**
 * Creates the normaliser for a taxonomy.
 *
 * Abbreviations count only in their own case, so that "am" is not additive manufacturing. Their long form follows them.
 * The result is empty only if the title has no letter or digit.
 * @param abbreviations short forms and their meanings; they override the common ones
 */
export function createNormaliser(abbreviations: Readonly<Record<string, string>> = {}): Normaliser {
  const long = new Map(Object.entries({...commonAbbreviations, ...abbreviations}));
  return (title) =>
    title
      .normalize("NFKC")
      .split(/[^\p{L}\p{N}-]+/u)
      .map((word) => (long.has(word) ? `${word} ${long.get(word)}` : word))
      .join(" ")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
}
