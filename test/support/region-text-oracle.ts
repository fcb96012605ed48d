import assert from "node:assert/strict";
import type {LensValues, Snapshot, TechnologyValues} from "../../src/indicators/snapshot.ts";
import type {Lens} from "../../src/terms/lenses.ts";

/** Names as English writes them within a sentence, with the verb that they take; by hand. */
const names: Readonly<Record<string, readonly [name: string, plural: boolean]>> = {
  "advanced-manufacturing": ["advanced manufacturing", false],
  "advanced-materials": ["advanced materials", true],
  "advanced-therapy-medicinal-products": ["advanced therapy medicinal products", true],
  "artificial-intelligence": ["artificial intelligence", false],
  "autonomous-robots": ["autonomous robots", true],
  bioinformatics: ["bioinformatics", false],
  biomanufacturing: ["biomanufacturing", false],
  biotechnology: ["biotechnology", false],
  "carbon-capture-and-storage": ["carbon capture and storage", false],
  "cloud-and-edge-computing": ["cloud and edge computing", false],
  cybersecurity: ["cybersecurity", false],
  "defence-technologies": ["defence technologies", true],
  drones: ["drones", true],
  "food-technology": ["food technology", false],
  "generative-ai": ["generative AI", false],
  "genomics-and-gene-editing": ["genomics and gene editing", false],
  "high-performance-computing": ["high-performance computing", false],
  immunotherapy: ["immunotherapy", false],
  "internet-of-things": ["the internet of things", false],
  "medical-devices": ["medical devices", true],
  microelectronics: ["microelectronics", false],
  "mrna-technology": ["mRNA technology", false],
  nanotechnologies: ["nanotechnologies", true],
  "natural-language-processing": ["natural language processing", false],
  "nuclear-energy": ["nuclear energy", false],
  pharmaceuticals: ["pharmaceuticals", true],
  photonics: ["photonics", false],
  "precision-medicine": ["precision medicine", false],
  "quantum-computing": ["quantum computing", false],
  "regenerative-medicine": ["regenerative medicine", false],
  robotics: ["robotics", false],
  semiconductors: ["semiconductors", true],
  "sensor-technologies": ["sensor technologies", true],
  "smart-grids": ["smart grids", true],
  "smart-materials": ["smart materials", true],
  "space-technologies": ["space technologies", true],
  "waste-management": ["waste management", false],
  "wind-energy": ["wind energy", false]
};
const groups: Readonly<Record<string, string>> = {
  "advanced industry and materials": "Advanced Industry & Materials",
  "digital technologies and AI": "Digital & AI",
  "energy and climate": "Energy & Climate",
  "health and biotech": "Health & Biotech",
  "security and space": "Security & Space"
};
const numberWords =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " "
  );

/** A technology that a sentence names, and the values in its brackets. */
interface Named {
  slug: string;
  plural: boolean;
  values: string[];
}

/** The technologies of a list in a sentence; fails on anything else in it, and on a name that comes twice. */
function readList(text: string): Named[] {
  const known = Object.entries(names).sort(([, [a]], [, [b]]) => b.length - a.length);
  const found: Named[] = [];
  let rest = text;
  for (;;) {
    const match = known.find(([, [name]]) => rest.toLowerCase().startsWith(name.toLowerCase()));
    assert.ok(match, `no name of a technology: “${rest}” in “${text}”`);
    const [slug, [name, plural]] = match;
    rest = rest.slice(name.length);
    const brackets = /^ \(([^()]*)\)/.exec(rest);
    rest = rest.slice(brackets?.[0].length ?? 0);
    found.push({slug, plural, values: brackets ? brackets[1]!.split(/; |, | and /) : []});
    if (rest === "") break;
    const separator = /^(, and | and |, )/.exec(rest);
    assert.ok(separator, `no separator: “${rest}” in “${text}”`);
    rest = rest.slice(separator[0].length);
  }
  assert.equal(new Set(found.map(({slug}) => slug)).size, found.length, `a name twice: ${text}`);
  return found;
}

function readNumber(text: string): number {
  const small = text.toLowerCase();
  if (small === "none") return 0;
  const at = numberWords.indexOf(small);
  if (at >= 0) return at;
  const [ten, one] = small.split("-");
  const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].indexOf(ten!);
  if (tens >= 0) return 10 * (tens + 2) + (one ? numberWords.indexOf(one) : 0);
  assert.match(text, /^[\d,]+$/, `no number: ${text}`);
  return Number(text.replaceAll(",", ""));
}

const lensOf = (text: string): Lens => {
  if (text === "patents" || text === "publications") return text;
  assert.ok(text === "start-up funding" || text === "funding", `no lens: ${text}`);
  return "deals";
};

/** The text of a region, checked sentence by sentence against its snapshot, from the English alone. */
export class RegionTextOracle {
  readonly #snapshot: Snapshot;
  readonly #technologies: readonly TechnologyValues[];
  /** What "they", "them" and "these" stand for. */
  #last: {slugs: string[]; lens: Lens} = {slugs: [], lens: "patents"};

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#technologies = snapshot.technologies;
  }

  /** Fails unless a sentence is one that the oracle understands, in good form, and true. */
  check(sentence: string): void {
    assert.doesNotMatch(
      sentence,
      /NaN|undefined|null|no value|Infinity|\[object|\s\s|\s[.,;:)]|\(\s|\(\)|\$\{/,
      sentence
    );
    for (const start of sentence.split(/(?<=[.!?]) /)) assert.match(start, /^(“?\p{Lu}|mRNA |\d)/u, sentence);
    for (const amount of sentence.match(/(?:\S+ )?\S+ million/g) ?? [])
      assert.match(amount, /\$[\d,.]+ million/, sentence);
    assert.doesNotMatch(
      sentence,
      /\bmakes most\b|\ball two\b|\bnone of (the )?two\b|\b(one|two|three|\d+) more\b(?! (technolog|of them|or less|is|are))/i,
      sentence
    );
    assert.doesNotMatch(sentence, /\b1 (?:more )?(?:technologies|statements)\b|\bmany in none in\b/, sentence);
    assert.match(sentence, /\.$/, sentence);
    assert.doesNotMatch(sentence, /(?<!-)\b(one|1) (technologies|statements|choices)\b/i, sentence);
    assert.doesNotMatch(sentence, /\b(no|zero|0) (more(?! than)|largest)\b/i, sentence);
    const found = patterns.filter(([pattern]) => pattern.test(sentence));
    assert.equal(found.length, 1, `${found.length} patterns for: ${sentence}`);
    const [pattern, verify] = found[0]!;
    try {
      verify(
        this,
        pattern
          .exec(sentence)!
          .slice(1)
          .map((part) => part ?? "")
      );
    } catch (cause) {
      throw new Error(`${this.#snapshot.region.code}: ${sentence}\n${(cause as Error).message}`, {cause});
    }
  }

  of(slug: string, lens: Lens): LensValues {
    return this.#technologies.find((one) => one.slug === slug)!.lenses[lens];
  }
  technology(slug: string): TechnologyValues {
    return this.#technologies.find((one) => one.slug === slug)!;
  }
  get snapshot(): Snapshot {
    return this.#snapshot;
  }
  get last() {
    return this.#last;
  }
  set last(value: {slugs: string[]; lens: Lens}) {
    this.#last = value;
  }

  /** What a text may call clearly above or below Europe's share: nothing where a lens cannot tell. */
  clear(lens: Lens, side: "above" | "below"): string[] {
    return this.tells(lens) ? this.differing(lens, side) : [];
  }

  /** Whether a lens has enough documents, and differences that chance does not explain. */
  tells(lens: Lens): boolean {
    if (this.#snapshot.totals[lens].few || this.#snapshot.totals[lens].partial) return false;
    if (this.#technologies.every(({lenses: {[lens]: one}}) => !one.documents)) return false;
    const found = [...this.differing(lens, "above"), ...this.differing(lens, "below")];
    return found.length === 0 || this.isBeyondChance(lens);
  }

  /** Whether the procedure of Benjamini and Hochberg finds any difference at a rate of 5 %. */
  isBeyondChance(lens: Lens): boolean {
    const chances = this.#technologies
      .flatMap(
        ({
          lenses: {
            [lens]: {documents, rca, expected}
          }
        }) => {
          if (documents === null || rca === null || !Number.isFinite(documents) || !Number.isFinite(rca)) return [];
          if (documents === 0) return lens === "deals" ? [] : [2 * Math.exp(-expected!)];
          return rca > 0 ? [poissonTail(documents, documents / rca)] : [];
        }
      )
      .sort((a, b) => a - b);
    return chances.some((one, i) => one * chances.length <= 0.05 * (i + 1));
  }

  /** Technologies whose interval lies above or below 1, also as two decimals show. */
  differing(lens: Lens, side: "above" | "below"): string[] {
    return this.#technologies
      .filter(
        ({
          lenses: {
            [lens]: {rca, low, high}
          }
        }) => {
          // Nothing is clear where the count is unknown.
          if (rca === null || low === null) return false;
          const shown = roundDigits(rca, 2);
          return side === "above" ? shown > 1 && low > 1 : shown < 1 && high !== null && high < 1;
        }
      )
      .map(({slug}) => slug);
  }
  inQuadrant(quadrant: string): string[] {
    return this.#technologies.filter((one) => one.quadrant === quadrant).map(({slug}) => slug);
  }
  unfunded(): string[] {
    return this.#technologies
      .filter(({lenses: {deals}}) => deals.count === 0 && deals.documents === 0)
      .map(({slug}) => slug);
  }

  /** The numbers in the brackets of a list are those of some value. */
  expectValues(list: readonly Named[], ...values: ((slug: string) => string)[]): void {
    for (const {slug, values: shown} of list)
      assert.deepEqual(
        shown.map((one) => one.replace(/ in (patents|publications)|relatedness density |complexity /g, "")),
        values.map((value) => value(slug)),
        slug
      );
  }
  rca = (lens: Lens) => (slug: string) => fixed(this.of(slug, lens).rca!, 2);

  /** No technology outside a list has a higher (or lower) value than one in it, among some. */
  expectExtreme(slugs: readonly string[], among: readonly string[], value: (slug: string) => number): void {
    for (const slug of slugs) assert.ok(among.includes(slug), `${slug} is not among those compared`);
    const least = Math.min(...slugs.map(value));
    for (const other of among)
      if (!slugs.includes(other))
        assert.ok(value(other) < least, `${other} is as extreme: ${value(other)} and ${least}`);
  }
}

/** Probability of a whole count as far from its mean or farther, by doubling the smaller tail: a sum of its terms. */
function poissonTail(count: number, mean: number): number {
  let below = 0;
  let logTerm = -mean;
  for (let k = 0; k < count; ++k) {
    below += Math.exp(logTerm);
    logTerm += Math.log(mean / (k + 1));
  }
  const atMost = below + Math.exp(logTerm);
  return 2 * Math.min(1 - below, atMost);
}

/** A number to some decimals, half away from zero by its decimal digits, worked out on the digits themselves. */
function roundDigits(value: number, decimals: number): number {
  // Doubles print the shortest digits that mean them: those are the ones that are rounded.
  const text = String(value);
  const [whole, digits = ""] = (text.includes("e") ? value.toFixed(15) : text).split(".") as [string, string?];
  const kept = BigInt(`${whole.replace("-", "")}${digits.padEnd(decimals, "0").slice(0, decimals)}`);
  const up = (digits[decimals] ?? "0") >= "5" ? 1n : 0n;
  return (value < 0 ? -1 : 1) * Number(`${kept + up}e-${decimals}`);
}

/** A number with so many decimals, and commas between thousands. */
function fixed(value: number, decimals: number): string {
  const [whole, part] = Math.abs(roundDigits(value, decimals)).toFixed(decimals).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}

function subset(slugs: readonly string[], of: readonly string[]): void {
  for (const slug of slugs) assert.ok(of.includes(slug), `${slug} is not one of them`);
}

function verb(list: readonly Named[], text: string): void {
  const isPlural = list.length > 1 || list[0]!.plural;
  const plural: Readonly<Record<string, boolean>> = {
    is: false,
    has: false,
    lies: false,
    rests: false,
    follows: false,
    it: false,
    its: false,
    are: true,
    have: true,
    lie: true,
    rest: true,
    follow: true,
    them: true,
    their: true
  };
  assert.equal(plural[text], isPlural, `“${text}” after ${list.map(({slug}) => slug).join(", ")}`);
}

const slugsOf = (list: readonly Named[]) => list.map(({slug}) => slug);

/** "; so are two more" and its like: the list and the rest are all of them. */
function expectMore(list: readonly Named[], more: string, all: readonly string[]): void {
  const number = /\b(one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b more/.exec(more)?.[1];
  subset(slugsOf(list), all);
  assert.equal(list.length + (number === undefined ? 0 : readNumber(number)), all.length, "the number of the others");
  if (number !== undefined && /\b(is|are|does|do)\b/.test(more))
    assert.equal(/\b(is|does)\b/.test(more), readNumber(number) === 1, more);
}

type Check = (oracle: RegionTextOracle, parts: string[]) => void;

const both = (a: readonly string[], b: readonly string[]) => a.filter((one) => b.includes(one));

/** Technologies of a quadrant that are clearly above or below Europe's share in a lens, named with their RCAs. */
function placed(quadrant: string, side: "above" | "below", lens: Lens = "patents"): Check {
  return (oracle, [names_, is, more]) => {
    const list = readList(names_!);
    if (is !== "") verb(list, is!);
    oracle.expectValues(list, oracle.rca(lens));
    expectMore(list, more ?? "", both(oracle.inQuadrant(quadrant), oracle.clear(lens, side)));
  };
}

/** "Most complex" of a quadrant; which one is said by the label before it, so that one of two must fit. */
function mostComplex(count: "one" | "all" | "most"): Check {
  return (oracle, [is, names_]) => {
    const list = readList((names_ ?? is)!);
    const {quadrant} = oracle.technology(list[0]!.slug);
    const members = oracle.inQuadrant(quadrant!);
    if (count === "most") {
      verb(list, is!);
      assert.ok(list.length < members.length, "not true");
    } else assert.equal(list.length, members.length);
    oracle.expectExtreme(slugsOf(list), members, (slug) => roundDigits(oracle.technology(slug).complexity!, 1));
    oracle.expectValues(
      list,
      (slug) => fixed(oracle.of(slug, "patents").density!, 1),
      (slug) => fixed(oracle.technology(slug).complexity!, 1)
    );
  };
}

function ahead(lens: Lens, behind: Lens): Check {
  return (oracle, [names_, more]) => {
    const list = readList(names_!);
    const all = oracle.clear(lens, "above").filter((slug) => {
      const {high} = oracle.of(slug, behind);
      return high !== null && oracle.of(slug, lens).low! > high;
    });
    oracle.expectValues(list, oracle.rca(lens), oracle.rca(behind));
    expectMore(list, more!, all);
  };
}

const total = (oracle: RegionTextOracle, lens: Lens, which: "count" | "technologies") =>
  fixed(oracle.snapshot.totals[lens][which], 0);

/** Share of the largest fields, whose names are given. */
const concentration: Check = (oracle, [size, has, share, names_]) => {
  const lens: Lens = has === "received" ? "deals" : "patents";
  const list = readList(names_!);
  assert.equal(readNumber(size!), list.length);
  const all = oracle.snapshot.technologies.map(({slug}) => slug);
  const count = (slug: string) => roundDigits(oracle.of(slug, lens).count!, lens === "deals" ? 1 : 0);
  oracle.expectExtreme(slugsOf(list), all, count);
  const sum = slugsOf(list).reduce((whole, slug) => whole + oracle.of(slug, lens).count!, 0);
  assert.equal(share, `${fixed((100 * sum) / oracle.snapshot.totals[lens].technologies, 1)}%`);
};

const nothing: Check = () => {};

/** Every sentence of the text, with the test of its truth. */
const patterns: readonly (readonly [RegExp, Check])[] = [
  [
    /^(.+) is (strong in (.+?))?(?:, and )?(weak in (.+?))?(; the other groups of technologies are mixed)?\.$/,
    (oracle, [, , strong, , weak]) => {
      const groupRca = (name: string) => {
        assert.ok(groups[name], `no group: ${name}`);
        const members = oracle.snapshot.technologies.filter(({group}) => group === groups[name]);
        const sum = (value: (one: LensValues) => number) =>
          members.reduce((all, {lenses}) => all + value(lenses.patents), 0);
        return sum(({count}) => count!) / sum(({expected}) => expected!);
      };
      for (const name of strong ? strong.split(" and in ") : []) assert.ok(groupRca(name) > 1, name);
      for (const name of weak ? weak.split(" and in ") : []) assert.ok(groupRca(name) < 1, name);
      assert.ok(strong || weak, "not true");
    }
  ],
  [/^.+ is neither strong nor weak in any group of technologies as a whole\.$/, nothing],
  [
    /^.+ has no patents in the 38 technologies, so the data cannot tell where it leads\.$/,
    (oracle) => {
      assert.equal(oracle.snapshot.totals.patents.technologies, 0);
    }
  ],
  [
    /^.+ has too few patents to tell where it leads: (\S+) in the 38 technologies, counting each in every technology to which it belongs\.$/,
    (oracle, [count]) => assert.equal(readNumber(count!), Number(total(oracle, "patents", "technologies")))
  ],
  [
    /^.+ differs from Europe in patents by no more than chance can explain\.$/,
    (oracle) => assert.ok(!oracle.tells("patents") && !oracle.snapshot.totals.patents.few, "not true")
  ],
  [
    /^It is clearly above Europe’s share (of .+ in \S+ of the 38 technologies.*)\.$/,
    (oracle, [all]) => {
      const none = /^of (.+) in none of the 38 technologies$/.exec(all!)?.[1]?.split(/ or |, /);
      for (const lens of none ?? []) assert.deepEqual(oracle.clear(lensOf(lens), "above"), []);
      if (none) return;
      for (const one of all!.replace(" of the 38 technologies", "").split(/,? and (?=of )|, (?=of )/)) {
        const [, lens, count] = /^of (.+) in (\S+)$/.exec(one)!;
        assert.equal(readNumber(count!), oracle.clear(lensOf(lens!), "above").length, one);
        assert.ok(oracle.tells(lensOf(lens!)), one);
      }
    }
  ],
  [/^Written from the region’s data, .+ to see how it is computed\.$/, nothing],
  [
    /^Start-up funding comes to \$([\d,]+) million, each deal counted in full in every technology to which it belongs(?:; (.+) received (some|none) of it)?\.$/,
    (oracle, [sum, who, some]) => {
      assert.equal(sum, total(oracle, "deals", "technologies"));
      const number = oracle.unfunded().length;
      if (some !== "none") assert.equal(number, 0);
      else assert.equal(readNumber(who!.split(" ")[0]!), number);
    }
  ],
  [
    /^(\S+) (technology|technologies) (is|are) optimal: close to what the region does, and complex\.$/,
    (oracle, [count, noun, is]) => {
      const members = oracle.inQuadrant("optimal");
      assert.equal(readNumber(count!), members.length);
      assert.deepEqual([noun, is], members.length === 1 ? ["technology", "is"] : ["technologies", "are"]);
    }
  ],
  [
    /^No technology is both close to what the region does and complex\.$/,
    (oracle) => {
      assert.deepEqual(oracle.inQuadrant("optimal"), []);
    }
  ],
  [
    /^The patents are too few (to tell|to place technologies in quadrants: chance would place most of them)\.$/,
    (oracle) => {
      few(oracle);
      assert.ok(hasAny(oracle, "patents"), "there are none");
    }
  ],
  [
    /^(?:Without patents, the data cannot tell|Without patents, technologies have no quadrants|Without patents, the region has no ranks|More records would: without patents, there is no picture to change)\.$/,
    (oracle) => assert.ok(!hasAny(oracle, "patents"), "there are some")
  ],
  [
    /^In this region, (?!no )(.+?) (is|are) clearly above Europe’s share in patents and publications alike(; so .+)?\.$/,
    (oracle, [names_, is, more]) => {
      const list = readList(names_!);
      verb(list, is!);
      expectMore(list, more!, both(oracle.clear("patents", "above"), oracle.clear("publications", "above")));
    }
  ],
  [
    /^In this region, no technology is clearly above Europe’s share in patents and publications alike\.$/,
    (oracle) => {
      assert.ok(oracle.tells("patents") && oracle.tells("publications"));
      assert.deepEqual(both(oracle.clear("patents", "above"), oracle.clear("publications", "above")), []);
    }
  ],
  [
    /^Each patent counts once in every field to which it belongs\. So counted, the patents of .+ come to ([\d,]+) in all fields, and to ([\d,]+) in the 38 technologies\.$/,
    (oracle, [all, some]) => {
      assert.equal(all, total(oracle, "patents", "count"));
      assert.equal(some, total(oracle, "patents", "technologies"));
    }
  ],
  [
    /^Each deal counts in full in every field to which it belongs\. So counted, start-up funding comes to \$([\d,]+) million in all fields, and to \$([\d,]+) million in the 38 technologies\.$/,
    (oracle, [all, some]) => {
      assert.equal(all, total(oracle, "deals", "count"));
      assert.equal(some, total(oracle, "deals", "technologies"));
    }
  ],
  [/^The (\S+) largest fields (have|received) ([\d.]+%) of the latter: (.+)\.$/, concentration],
  [
    /^(The portfolio is narrow|The portfolio is broad|Funding is concentrated|Funding is spread widely): the (\S+) largest fields (have|received) (?:only )?([\d.]+%) of the latter\. They are (.+)\.$/,
    (oracle, [shape, ...rest]) => {
      concentration(oracle, rest);
      const share = Number.parseFloat(rest[2]!);
      assert.ok(/narrow|concentrated/.test(shape!) ? share > 60 : share < 45, `${shape}: ${share}`);
    }
  ],
  [
    /^Size is not strength: (.+) (is|are) the largest field, with ([\d,]+) patents, yet (its|their) RCA is only ([\d.]+)\.$/,
    (oracle, [name, is, count, its, value]) => {
      const list = readList(name!);
      verb(list, is!);
      verb(list, its!);
      largestField(oracle, list);
      assert.equal(count, fixed(oracle.of(list[0]!.slug, "patents").count!, 0));
      assert.equal(value, oracle.rca("patents")(list[0]!.slug));
      subset(slugsOf(list), oracle.clear("patents", "below"));
    }
  ],
  [
    /^(.+), the largest field, (is|are) also a strength, with an RCA of ([\d.]+)\.$/,
    (oracle, [name, is, value]) => {
      const list = readList(name!);
      verb(list, is!);
      largestField(oracle, list);
      assert.equal(value, oracle.rca("patents")(list[0]!.slug));
      subset(slugsOf(list), oracle.clear("patents", "above"));
    }
  ],
  [
    /^In (patents|publications|start-up funding), (?!no )(\S+) (technology|technologies) (is|are) clearly above Europe’s share\.$/,
    (oracle, [lens, count]) => {
      const slugs = oracle.clear(lensOf(lens!), "above");
      assert.equal(readNumber(count!), slugs.length);
      oracle.last = {slugs, lens: lensOf(lens!)};
    }
  ],
  [
    /^In (patents|publications|start-up funding), (?:only )?([^.]+\(.+\)) (is|are) clearly above Europe’s share\.$/,
    (oracle, [lens, names_, is]) => {
      const list = readList(names_!);
      verb(list, is!);
      oracle.expectValues(list, oracle.rca(lensOf(lens!)));
      assert.deepEqual(slugsOf(list).sort(), oracle.clear(lensOf(lens!), "above").sort());
    }
  ],
  [
    /^(?!No )(\S+) (technology|technologies) (is|are) clearly below Europe’s share( in publications)?\.$/,
    (oracle, [count, , is, lens]) => {
      const slugs = oracle.clear(lens ? "publications" : "patents", "below");
      assert.equal(readNumber(count!), slugs.length);
      assert.equal(is, slugs.length === 1 ? "is" : "are");
      oracle.last = {slugs, lens: lens ? "publications" : "patents"};
    }
  ],
  [
    /^(?:Only )?([^.]+\(.+\)) (is|are) clearly below Europe’s share( in publications)?\.$/,
    (oracle, [names_, is, where]) => {
      const list = readList(names_!);
      const lens = where ? "publications" : "patents";
      verb(list, is!);
      oracle.expectValues(list, oracle.rca(lens));
      assert.deepEqual(slugsOf(list).sort(), oracle.clear(lens, "below").sort());
    }
  ],
  [
    /^Among (these strengths|these weaknesses|those of them with \S+), (.+) (has|have) the (highest|lowest) (RCAs?)\.$/,
    (oracle, [whom, names_, has, end, noun]) => {
      const {lens, slugs} = oracle.last;
      const list = readList(names_!);
      verb(list, has!);
      assert.equal(noun, list.length === 1 ? "RCA" : "RCAs");
      assert.equal(whom === "these strengths", end === "highest");
      oracle.expectValues(list, oracle.rca(lens));
      const among = whom!.startsWith("these") ? slugs : slugs.filter((slug) => oracle.of(slug, lens).count! > 0);
      assert.ok(list.length < among.length, "the highest or lowest of all that are compared");
      const sign = end === "highest" ? 1 : -1;
      oracle.expectExtreme(slugsOf(list), among, (slug) => sign * shown(oracle, slug, lens));
    }
  ],
  [
    /^(The only one|Those) of them with \S+ (is|are) (.+\))\.$/,
    (oracle, [who, is, names_]) => {
      const {lens, slugs} = oracle.last;
      const list = readList(names_!);
      assert.equal(is, list.length === 1 ? "is" : "are");
      assert.equal(who === "The only one", list.length === 1);
      oracle.expectValues(list, oracle.rca(lens));
      const present = slugs.filter((slug) => oracle.of(slug, lens).count! > 0);
      assert.deepEqual(slugsOf(list).sort(), present.sort());
    }
  ],
  [
    /^In (patents|publications|start-up funding), no technology is clearly above Europe’s share\.$/,
    (oracle, [lens]) => {
      assert.ok(oracle.tells(lensOf(lens!)), "it cannot be told");
      assert.deepEqual(oracle.clear(lensOf(lens!), "above"), []);
    }
  ],
  [
    /^No technology is clearly below Europe’s share( in publications)?\.$/,
    (oracle, [where]) => {
      const lens = where ? "publications" : "patents";
      assert.ok(oracle.tells(lens), "it cannot be told");
      assert.deepEqual(oracle.clear(lens, "below"), []);
    }
  ],
  [
    /^(All|\S+) of these (?:(\S+) )?strengths belong to (.+)\.$/,
    (oracle, [count, of, group]) => {
      const all = oracle.clear("patents", "above");
      const inside = all.filter((slug) => oracle.technology(slug).group === groups[group!]);
      if (of) assert.equal(readNumber(of), all.length);
      assert.equal(count === "All" ? all.length : readNumber(count!), inside.length);
      assert.ok(2 * inside.length > all.length && inside.length > 1, "not true");
    }
  ],
  [
    /^The region has no (patents|publications) at all in (.+?)(, nor in \S+ more technolog(?:y|ies))?\.$/,
    (oracle, [lens, names_, more]) => {
      const absent = oracle.clear(lensOf(lens!), "below").filter((slug) => oracle.of(slug, lensOf(lens!)).count === 0);
      expectMore(readList(names_!), more!, absent);
    }
  ],
  [
    /^By number of patents, the widest of these gaps is in (.+), with ([\d,]+) patents at ([\d.]+) times Europe’s share\.$/,
    (oracle, [name, count, rca]) => {
      const [{slug}] = readList(name!) as [Named];
      const gap = (one: string) => oracle.of(one, "patents").expected! - oracle.of(one, "patents").count!;
      const all = oracle.clear("patents", "below");
      assert.ok(all.length > 1, "nothing to compare");
      oracle.expectExtreme([slug], all, (one) => roundDigits(gap(one), 0));
      assert.equal(count, fixed(oracle.of(slug, "patents").count!, 0));
      assert.equal(rca, oracle.rca("patents")(slug));
    }
  ],
  [
    /^The other (technology|\S+ technologies) may lie on either side of Europe’s share\.$/,
    (oracle, [count]) =>
      assert.equal(
        count === "technology" ? 1 : readNumber(count!.split(" ")[0]!),
        oracle.snapshot.technologies.length -
          oracle.clear("patents", "above").length -
          oracle.clear("patents", "below").length
      )
  ],
  [
    /^Science is clearly ahead of invention in (.+?\))(, and in \S+ more technolog(?:y|ies))?\.$/,
    ahead("publications", "patents")
  ],
  [
    /^Invention is clearly ahead of science in (.+?\))(, and in \S+ more technolog(?:y|ies))?\.$/,
    ahead("patents", "publications")
  ],
  [
    /^In no technology is science clearly ahead of invention, or invention of science\.$/,
    (oracle) => {
      for (const {
        lenses: {patents, publications}
      } of oracle.snapshot.technologies) {
        const over = (one: LensValues, other: LensValues) =>
          roundDigits(one.rca!, 2) > 1 && one.low! > 1 && other.high !== null && one.low! > other.high;
        assert.ok(!over(patents, publications) && !over(publications, patents), "not true");
      }
    }
  ],
  [
    /^Start-up funding comes to \$([\d,]+) million, each deal counted in full in every field to which it belongs; none of it is in the 38 technologies\.$/,
    (oracle, [all]) => {
      assert.equal(all, total(oracle, "deals", "count"));
      assert.equal(oracle.snapshot.totals.deals.technologies, 0);
    }
  ],
  [
    /^(.+?)(, and \S+ more technolog(?:y|ies))? received nothing, although the region is clearly above Europe’s share of patents there and Europe’s share of funding would bring more than \$10 million( to each)?\.$/,
    (oracle, [names_, more, each]) => {
      const all = both(oracle.clear("patents", "above"), missed(oracle));
      expectMore(readList(names_!), more!, all);
      assert.equal(each !== "", all.length > 1);
    }
  ],
  [
    /^(\S+) (?:technology|technologies) received nothing\.( That says little: (neither|none of them|it) would (?:not )?have received more than \$10 million with Europe’s share\.)?(?: The largest of these gaps is in (.+): Europe’s share would be \$([\d,.]+) million\.)?$/,
    (oracle, [count, little, who, name, expected]) => {
      const all = oracle.unfunded();
      const due = (slug: string) => oracle.of(slug, "deals").expected!;
      assert.equal(readNumber(count!), all.length);
      if (little) for (const slug of all) assert.ok(due(slug) <= 10, slug);
      if (little) assert.equal(who, all.length === 1 ? "it" : all.length === 2 ? "neither" : "none of them");
      if (!name) return;
      assert.ok(all.length > 1, "nothing to compare");
      const [{slug}] = readList(name) as [Named];
      oracle.expectExtreme([slug], all, (one) => roundDigits(due(one), 1));
      assert.equal(expected, fixed(due(slug), 1));
    }
  ],
  [
    /^Only (.+) received nothing; Europe’s share would be \$([\d,.]+) million\.$/,
    (oracle, [name, expected]) => {
      const [{slug}] = readList(name!) as [Named];
      assert.deepEqual(oracle.unfunded(), [slug]);
      assert.equal(expected, fixed(oracle.of(slug, "deals").expected!, 1));
    }
  ],
  [
    /^Start-up funding comes to less than \$1 million in the 38 technologies\.$/,
    (oracle) => assert.ok(oracle.snapshot.totals.deals.technologies < 1, "not less than a million")
  ],
  [/^Every technology received some of it\.$/, (oracle) => assert.deepEqual(oracle.unfunded(), [])],
  [
    /^For (\S+) (technology|technologies), the data do not tell the amount\.$/,
    (oracle, [count]) => {
      const all = oracle.snapshot.technologies.filter(({lenses: {deals}}) => deals.missing !== null);
      assert.equal(readNumber(count!), all.length);
    }
  ],
  [
    /^By RCA in patents, the region ranks (.+) among (\d+) in Europe\. Small regions reach .+\.$/,
    (oracle, [list, of]) => {
      const slugs = list!.split(/(?:, and |, | and )(?=number )/).map((one) => {
        const [, rank, name] = /^number (\S+) in (.+)$/.exec(one)!;
        const [{slug}] = readList(name!) as [Named];
        assert.equal(rank, fixed(oracle.of(slug, "patents").rank!, 0));
        assert.equal(Number(of), oracle.of(slug, "patents").ranked);
        return slug;
      });
      oracle.expectExtreme(slugs, oracle.clear("patents", "above"), (slug) => -oracle.of(slug, "patents").rank!);
    }
  ],
  [
    /^By RCA in patents, the region ranks number (\S+) of (\d+) in (.+)\. Small regions reach .+\.$/,
    (oracle, [rank, of, name]) => {
      const [{slug}] = readList(name!) as [Named];
      assert.equal(rank, fixed(oracle.of(slug, "patents").rank!, 0));
      assert.ok(oracle.of(slug, "patents").rank! <= Number(of), "not true");
      oracle.expectExtreme([slug], oracle.clear("patents", "below"), (one) => oracle.of(one, "patents").rank!);
    }
  ],
  [/^The patents are too few, or too close to Europe’s shares, for ranks to mean much\.$/, nothing],
  [
    /^The number of technologies is (\d+) in the optimal quadrant, (\d+) among the moonshots, (\d+) in the incremental quadrant and (\d+) in the cautious one\.$/,
    (oracle, numbers) =>
      assert.deepEqual(
        numbers.map(Number),
        ["optimal", "moonshot", "incremental", "cautious"].map((one) => oracle.inQuadrant(one).length)
      )
  ],
  [/^(.+\)) (is|are) the most complex\.$/, (oracle, [names_, is]) => mostComplex("most")(oracle, [is!, names_!])],
  [/^They are (.+)\.$/, mostComplex("all")],
  [/^The only one is (.+)\.$/, mostComplex("one")],
  [/^(.+) (is|are) clearly above Europe’s share of patents already(; so .+)?\.$/, placed("optimal", "above")],
  [
    /^(.+) (is|are) close to today’s strengths and yet clearly below Europe’s share(; so .+)?\.$/,
    placed("optimal", "below")
  ],
  [
    /^(.+) (is|are) far from the region’s other strengths and yet clearly above Europe’s share of patents(; so .+)?\.$/,
    placed("moonshot", "above")
  ],
  [
    /^(.+) (is|are) clearly above Europe’s share of patents but less complex(; so .+)?: others can catch up\.$/,
    placed("incremental", "above")
  ],
  [
    /^The map advises caution in (.+\))()(, and in .+)?, less complex and far from the region’s other strengths, although the region is clearly above Europe’s share of patents there\. A strength is a reason to look beyond the map\.$/,
    placed("cautious", "above")
  ],
  [
    /^(.+) (is|are) clearly below Europe’s share of patents, less complex and far from what the region does(; so .+)?\.$/,
    placed("cautious", "below")
  ],
  [/^Without quadrants, the map does not tell where (investors back what is feasible|science opens a way)\.$/, few],
  [
    /^Among the moonshots in which the region is not already strong, (.+) (is|are) clearly above Europe’s share of publications(; so .+)?: science may offer a way in\.$/,
    (oracle, [names_, is, more]) => {
      const strong = oracle.clear("patents", "above");
      const all = both(oracle.inQuadrant("moonshot"), oracle.clear("publications", "above"));
      const list = readList(names_!);
      verb(list, is!);
      oracle.expectValues(list, oracle.rca("publications"));
      expectMore(
        list,
        more!,
        all.filter((slug) => !strong.includes(slug))
      );
    }
  ],
  [
    /^Among the moonshots, (.+) (is|are) clearly above Europe’s share of publications, as (?:it is|they are) of patents(; so .+)?\.$/,
    (oracle, [names_, is, more]) => {
      const strong = oracle.clear("patents", "above");
      const all = both(oracle.inQuadrant("moonshot"), oracle.clear("publications", "above"));
      const list = readList(names_!);
      verb(list, is!);
      oracle.expectValues(list, oracle.rca("publications"));
      expectMore(list, more!, both(all, strong));
    }
  ],
  [
    /^(?:None of the (\S+) moonshots is|The (only) moonshot is not) clearly above Europe’s share of publications\.$/,
    (oracle, [count]) => {
      assert.ok(oracle.tells("publications"));
      const moonshots = oracle.inQuadrant("moonshot");
      assert.equal(count ? readNumber(count) : 1, moonshots.length);
      assert.deepEqual(both(moonshots, oracle.clear("publications", "above")), []);
    }
  ],
  [
    /^Among the optimal technologies, (.+) (rests?) on science clearly above Europe’s share(, as .+ more of them)?\.$/,
    placed("optimal", "above", "publications")
  ],
  [
    /^(.+) (is|are) clearly above Europe’s share in all three lenses\.$/,
    (oracle, [names_, is]) => {
      // A number stands in place of more than three names.
      const count = /^(\S+) technologies$/.exec(names_!)?.[1];
      if (count && numberWords.includes(count.toLowerCase()))
        return assert.equal(readNumber(count), inAll(oracle).length);
      const list = readList(names_!);
      verb(list, is!);
      assert.deepEqual(slugsOf(list).sort(), inAll(oracle).sort());
    }
  ],
  [
    /^No technology is clearly above Europe’s share in patents, publications and funding at once\.$/,
    (oracle) => {
      for (const lens of ["patents", "publications", "deals"] as const) assert.ok(oracle.tells(lens), lens);
      assert.deepEqual(inAll(oracle), []);
    }
  ],
  [
    /^(.+?)(, and \S+ more technolog(?:y|ies))? (is|are) optimal but received no funding, although Europe’s share would bring more than \$10 million( to each)?\.$/,
    (oracle, [names_, more, is, each]) => {
      const all = both(oracle.inQuadrant("optimal"), missed(oracle));
      const list = readList(names_!);
      verb(list, is!);
      expectMore(list, more!, all);
      assert.equal(each !== "", all.length > 1);
    }
  ],
  [
    /^(Publications add|Start-up funding adds) nothing to the map: .+ too few, or too close to Europe’s shares, to tell strength or weakness from chance\.$/,
    (oracle, [who]) => assert.ok(!oracle.tells(who!.startsWith("P") ? "publications" : "deals"), "not true")
  ],
  [
    /^No optimal technology is clearly above Europe’s share of start-up funding\.$/,
    (oracle) => {
      assert.ok(oracle.tells("deals"), "it cannot be told");
      assert.deepEqual(both(oracle.inQuadrant("optimal"), oracle.clear("deals", "above")), []);
    }
  ],
  [
    /^Among the optimal technologies, investors favour (.+\))()(; \S+ more (?:is|are) clearly above Europe’s share of funding)?\.$/,
    placed("optimal", "above", "deals")
  ],
  [
    /^More records would\. With so few, one more or less can move an RCA a long way\.$/,
    (oracle) => {
      few(oracle);
      assert.ok(hasAny(oracle, "patents"), "there are none");
    }
  ],
  [
    /^(.+) (lies|lie) less than a point from the line of relatedness density: a small change moves (it|them) across\.$/,
    (oracle, [names_, lies, them]) => {
      const list = readList(names_!);
      verb(list, lies!);
      verb(list, them!);
      const distance = (slug: string) =>
        Math.abs(oracle.of(slug, "patents").density! - oracle.snapshot.lines.relatedness);
      for (const {slug} of list) assert.ok(distance(slug) < 1, slug);
    }
  ],
  [
    /^(No technology stays|One of the 38 technologies stays|\S+ of the 38 technologies stay) in (its|their) quadrant under (?:the one other choice|both other choices|all \S+ other choices) of method(; with .+, \S+ moves? to another)?\.$/,
    nothing
  ],
  [
    /^The choice that makes the most statements false is .+: (?:all of them|(\S+) of (\S+))\.$/,
    (_, [some, all]) => {
      if (some) assert.ok(readNumber(some) < readNumber(all!), "not true");
    }
  ],
  [
    /^Of (\d+) technologies, chance alone would make (about (\S+)|fewer than one) differ clearly from Europe’s share( in each lens)?\. In this region, (.+) (does|do)\.$/,
    (oracle, [tested, , expected, each, counts, does]) => {
      const chance = 0.05 * Number(tested);
      assert.ok(expected ? Math.abs(readNumber(expected) - chance) <= 0.5 : chance < 1, "not true");
      const read = counts!.split(/, and | and |, /).map((one) => /^(\S+) in (.+)$/.exec(one)!);
      for (const [one, count, lens] of read)
        assert.equal(readNumber(count!), differing(oracle, lensOf(lens!)).length, one);
      assert.equal(each !== "", read.length > 1);
      assert.equal(does === "does", read.length === 1 && read[0]![1] === "one");
    }
  ],
  [
    /^Section 2 apart, the text makes (one|\S+) (statements?) that the data can judge(?:: (\S+) (holds?) and (\S+) (is|are) fragile, that is, true, but false [^.]+|\. (?:It|Both|All) (?:holds?|is fragile|are fragile): [^.]+)\.(?: (\S+) more (is|are) open, since a number behind (?:it|them) is missing\.)?$/,
    (_, [all, noun, holds, hold, fragile, is, open, isOpen]) => {
      assert.equal(noun, all === "one" ? "statement" : "statements");
      if (open) assert.equal(isOpen, readNumber(open) === 1 ? "is" : "are");
      if (!holds) return;
      assert.equal(readNumber(holds) + readNumber(fragile!), readNumber(all!));
      assert.equal(hold, readNumber(holds) === 1 ? "holds" : "hold");
      assert.equal(is, readNumber(fragile!) === 1 ? "is" : "are");
    }
  ],
  [/^The data know nothing of the region’s universities, companies and plans: what follows .+\.$/, nothing],
  [
    /^The data hold no (patents|publications|start-up funding) for this region in these technologies\.$/,
    (oracle, [lens]) => {
      for (const {lenses: all} of oracle.snapshot.technologies) assert.equal(all[lensOf(lens!)].documents || 0, 0);
    }
  ],
  [
    /^So few patents cannot tell strength or weakness from chance\.$/,
    (oracle) => assert.ok(oracle.snapshot.totals.patents.few && hasAny(oracle, "patents"), "not true")
  ],
  [
    /^The (publications|deals) are too few to tell strength or weakness from chance: (\S+) in the 38 technologies, counting each in every technology to which it belongs\.$/,
    (oracle, [what, count]) => {
      const lens = what === "deals" ? "deals" : "publications";
      assert.ok(oracle.snapshot.totals[lens].few, "not true");
      const sum = oracle.snapshot.technologies.reduce((all, {lenses}) => all + (lenses[lens].documents ?? 0), 0);
      assert.equal(readNumber(count!), Math.round(sum));
    }
  ],
  [
    /^In (patents|publications|start-up funding), (\S+) technolog(?:y differs|ies differ) clearly from Europe’s share, but (?:by no|neither by|none of them by) more than chance can produce among (\d+)\. So the text calls (it neither|neither of them|none of them) .+\.$/,
    (oracle, [lens, count, of, whom]) => {
      const number = readNumber(count!);
      assert.equal(number, differing(oracle, lensOf(lens!)).length);
      assert.equal(whom, number === 1 ? "it neither" : number === 2 ? "neither of them" : "none of them");
      assert.ok(!oracle.tells(lensOf(lens!)) && !oracle.snapshot.totals[lensOf(lens!)].few, "not true");
      const tested = oracle.snapshot.technologies.filter(({lenses: all}) => all[lensOf(lens!)].rca !== null);
      assert.equal(Number(of), tested.length);
    }
  ]
];

function shown(oracle: RegionTextOracle, slug: string, lens: Lens = "patents"): number {
  return roundDigits(oracle.of(slug, lens).rca!, 2);
}

function largestField(oracle: RegionTextOracle, [field]: readonly Named[]): void {
  const all = oracle.snapshot.technologies.map(({slug}) => slug);
  oracle.expectExtreme([field!.slug], all, (slug) => roundDigits(oracle.of(slug, "patents").count!, 0));
}

function inAll(oracle: RegionTextOracle): string[] {
  return both(
    oracle.clear("patents", "above"),
    both(oracle.clear("publications", "above"), oracle.clear("deals", "above"))
  );
}

function hasAny(oracle: RegionTextOracle, lens: Lens): boolean {
  return oracle.snapshot.technologies.some(({lenses: {[lens]: one}}) => (one.documents ?? 0) > 0);
}

function differing(oracle: RegionTextOracle, lens: Lens): string[] {
  return [...oracle.differing(lens, "above"), ...oracle.differing(lens, "below")];
}

/** Unfunded technologies whose expected funding is more than an ordinary round. */
function missed(oracle: RegionTextOracle): string[] {
  return oracle.unfunded().filter((slug) => oracle.of(slug, "deals").expected! > 10);
}

function few(oracle: RegionTextOracle): void {
  const {technologies} = oracle.snapshot;
  const expected = technologies.reduce((sum, {lenses: {patents}}) => sum + patents.expected!, 0);
  assert.ok(expected < 5 * technologies.length || technologies.every(({quadrant}) => quadrant === null), "not true");
}
