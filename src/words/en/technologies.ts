/** Technologies whose grammatical number or article their name does not show. */
const exceptions: Readonly<Record<string, {plural?: boolean; article?: string}>> = {
  "internet-of-things": {plural: false, article: "the"}
};

/** The name of a technology within a sentence: small letters, no abbreviation in brackets, with its article. */
export function technologyInText({slug, name}: {slug: string; name: string}): string {
  const words = name
    .replace(/\s*\([^)]*\)$/, "")
    .replaceAll("&", "and")
    .split(" ")
    .map((word) => (/\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}/u.test(word.replace(/-.*/, "")) ? word : word.toLowerCase()));
  return [exceptions[slug]?.article ?? [], ...words].flat().join(" ");
}

/** Whether the name of a technology takes a plural verb: "semiconductors are", "photonics is". */
export function isPlural({slug, name}: {slug: string; name: string}): boolean {
  return exceptions[slug]?.plural ?? /(?<!s|ic|i|u)s$/.test(name.replace(/\s*\([^)]*\)$/, ""));
}
