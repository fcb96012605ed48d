/** Legal forms and words for a group, which may be part of a company's name or not. */
const forms = new Set(
  (
    "inc incorporated corp corporation co company ltd limited llc llp lp plc pbc pty pte pvt private sdn bhd ltda " +
    "bv nv sa sas sasu sarl srl sprl bvba vzw asbl cv cvba scrl comm gmbh ag kg kgaa ug ohg gbr mbh se ab as asa oy " +
    "oyj aps spa sca scs snc srls eurl vof commv sl slu sro spzoo doo dd kft zrt ood eood ad sia uab ou kk " +
    "the group holding holdings"
  ).split(" ")
);

/** Letters that have no accent to take away. */
const latin: Record<string, string> = {ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i"};

/** A text without what its spellings differ in: compatibility forms, accents, case, and characters without a sound. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => latin[letter]!);
}

/** The words of a name, with those of initials such as B.V. or S. A. put together. */
function wordsOf(name: string): string[] {
  const text = plain(name)
    .replace(/[.'’&]/g, "")
    .replace(/\bsp z o ?o\b/g, "spzoo")
    .replace(/(?<![\p{L}\p{N}])(\p{L})[\s/-]+(?=\p{L}(?![\p{L}\p{N}]))/gu, "$1");
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The letters of a name without legal forms; all its letters if nothing else is left. */
function nameKey(name: string): string {
  const words = wordsOf(name);
  const own = words.filter((word) => !forms.has(word));
  return (own.length > 0 ? own : words).join("");
}

/** A text with its escapes resolved; the text itself if they are broken. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The part of an address that names the company: its permalink, its uuid, or the host of an address of its own. */
function permalink(address: string): string {
  const path = plain(unescaped(address.trim()))
    .replace(/^[a-z][a-z0-9+.-]*:(?=\/)/, "")
    .replace(/[?#;].*$/s, "");
  const parts = path
    .split(/[/\\]+/)
    .map((part) => part.trim().replace(/^www\.|:\d+$/g, ""))
    .filter((part) => part !== "" && !part.endsWith("crunchbase.com"));
  const at = parts.findIndex((part) => /^(organi[sz]ations?|compan(y|ies))$/.test(part));
  return (at >= 0 ? parts[at + 1] : undefined) ?? parts.at(-1) ?? "";
}

/**
 * What the spellings of a company have in common: keys of its address and of its name, with and without legal forms.
 * Two spellings mean one company when they share a key. All that name none share the empty one.
 */
function companyKeys(name: string | null, address: string | null): string[] {
  const slug = permalink(address ?? "");
  const keys = [...new Set([wordsOf(slug).join(""), nameKey(slug), nameKey(name ?? "")])].filter(Boolean);
  return keys.length > 0 ? keys : [""];
}

/** How a record names its company. */
export interface Spelling {
  name: string | null;
  address: string | null;
}

/**
 * Tells which spellings mean the same company: those that share a key, directly or through others. It merges two
 * companies of one name, too; for a rule that counts companies that is the safe side.
 * @returns for each spelling the number of its company, from 0
 */
export function mergeCompanies(spellings: readonly Spelling[]): number[] {
  const parents = spellings.map((_, i) => i);
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) root = parents[root]!;
    for (let next = at; next !== root;) [parents[next], next] = [root, parents[next]!];
    return root;
  };
  const first = new Map<string, number>();
  spellings.forEach(({name, address}, i) => {
    for (const key of companyKeys(name, address)) {
      const known = first.get(key);
      if (known === undefined) first.set(key, i);
      else parents[rootOf(i)] = rootOf(known);
    }
  });
  return spellings.map((_, i) => rootOf(i));
}
