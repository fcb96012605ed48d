import type {Lens} from "../../terms/lenses.ts";
import type {Piece, RegionTextWords, TextContext} from "../region-text.ts";
import {groupSlug} from "../../narrative/references.js";
import {ordinaryRound} from "../../narrative/degrees.js";
import {countryName, locale, number as format} from "./locale.js";
import {narrativeWords} from "./narrative.js";
import {isPlural, technologyInText} from "./technologies.js";

type Part = Piece | readonly Piece[];

/** A sentence from a template, with neighbouring texts joined and a capital at its start. */
function text(strings: TemplateStringsArray, ...parts: Part[]): Piece[] {
  const pieces = strings.flatMap((one, i) => [one, ...(i < parts.length ? [parts[i]!].flat() : [])]) as Piece[];
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === "") continue;
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return capitalised(joined);
}

/** Names with capitals inside keep their first letter: "mRNA". */
const capital = (one: string) =>
  /^\p{Ll}+\p{Lu}/u.test(one) ? one : `${one.slice(0, 1).toUpperCase()}${one.slice(1)}`;

function capitalised([first, ...rest]: readonly Piece[]): Piece[] {
  if (first === undefined) return [];
  if (typeof first === "string") return [capital(first), ...rest];
  return ["technology" in first ? {...first, text: capital(first.text)} : first, ...rest];
}

const small =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " "
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
/** A number in words up to ten. */
const number = (value: number) => (value <= 10 ? small[value]! : format(value));
/** A number at the start of a sentence: in words below a hundred. */
function opening(value: number): string {
  if (value >= 100) return format(value);
  if (value < 20) return small[value]!;
  const [ten, one] = [tens[Math.floor(value / 10) - 2]!, value % 10];
  return one === 0 ? ten : `${ten}-${small[one]!}`;
}
/** The same where it stands alone. */
const alone = (value: number) => (value === 0 ? "none" : number(value));

const either = new Intl.ListFormat(locale, {type: "disjunction"});
const conjunction = new Intl.ListFormat(locale, {type: "conjunction"});

/** Items in a row, the last after an "and"; with a comma before it where an item has an "and" of its own. */
function row(items: readonly (readonly Piece[])[]): Piece[] {
  const isLong = items.length > 1 && items.some((item) => item.some((piece) => / and /.test(textOf(piece))));
  return conjunction
    .formatToParts(items.map((_, i) => String(i)))
    .flatMap(({type, value}) =>
      type === "element" ? items[Number(value)]! : [isLong ? value.replace(/^ and $/, ", and ") : value]
    );
}

const textOf = (piece: Piece) => (typeof piece === "string" ? piece : "text" in piece ? piece.text : "");

/** What sentences say of technologies in one context. */
function inContext({technologies}: TextContext) {
  const find = (slug: string) => technologies.find((one) => one.slug === slug) ?? {slug, name: slug};
  const name = (slug: string): Piece => ({technology: slug, text: technologyInText(find(slug))});
  const plural = (slugs: readonly string[]) => slugs.length > 1 || isPlural(find(slugs[0]!));
  return {
    name,
    names: (slugs: readonly string[]) => row(slugs.map((slug) => [name(slug)])),
    /** Names with values in brackets, such as "photonics (1.26)". */
    valued: (slugs: readonly string[], ...references: string[]) =>
      row(slugs.map((slug) => [name(slug), " (", ...values(references, slug), ")"])),
    plural,
    verb: (slugs: readonly string[], singular: string, many: string) => (plural(slugs) ? many : singular)
  };
}

const values = (references: readonly string[], slug: string): Piece[] =>
  references.flatMap((reference, i) => [...(i > 0 ? ["; "] : []), {value: `${reference} ${slug}`}]);

const rca = (lens: Lens) => `${lens}.rca`;
const lensNames: Record<Lens, string> = {
  patents: "patents",
  publications: "publications",
  deals: "start-up funding"
};
/** What a lens counts. */
const {documents} = narrativeWords.units;
/** Where a sentence does not name it, the lens is patents. */
const inLens = (lens: Lens) => (lens === "patents" ? "" : ` in ${lensNames[lens]}`);
/** Documents that count in several technologies, so that their sum is not their number. */
const counted = (count: number, {technologies}: TextContext) =>
  `${alone(count)} in the ${format(technologies.length)} technologies, counting each in every technology to which it belongs`;
const groups: Readonly<Record<string, string>> = {
  "advanced-industry-and-materials": "advanced industry and materials",
  "digital-and-ai": "digital technologies and AI",
  "energy-and-climate": "energy and climate",
  "health-and-biotech": "health and biotech",
  "security-and-space": "security and space"
};
/** The name of a group within a sentence; that of an unknown one in small letters. */
const group = (slug: string, {technologies}: TextContext) =>
  groups[slug] ??
  technologyInText({slug, name: technologies.find((one) => groupSlug(one.group) === slug)?.group ?? slug});
const inGroups = (slugs: readonly string[], context: TextContext) =>
  slugs.map((slug) => group(slug, context)).join(" and in ");

/** What follows a list that does not name all: ", and so are three more". */
const andMore = (more: number) =>
  more === 0 ? "" : `; so ${more === 1 ? "is" : "are"} ${number(more)} more ${technologyOrMore(more)}`;
/** What follows a list that does not name all: ", and in three more technologies". */
const orMore = (before: string, more: number) =>
  more === 0 ? "" : `, ${before} ${number(more)} more ${technologyOrMore(more)}`;
const technologyOrMore = (count: number) => (count === 1 ? "technology" : "technologies");
const technologiesIn = (count: number) => `${number(count)} ${technologyOrMore(count)}`;
const statements = (count: number) => `${number(count)} ${count === 1 ? "statement" : "statements"}`;
const underAll = (count: number) =>
  count === 1
    ? "under the one other choice of method"
    : `under ${count === 2 ? "both" : `all ${number(count)}`} other choices of method`;
const choice = (id: string) => narrativeWords.alternatives[id] ?? id;

/** The region's name without its country in brackets. */
const regionName = ({region: {name}}: TextContext) => name.replace(/ \([A-Z]{2}\)$/, "");

/** Countries whose names have an article, by the letters of NUTS. */
const withArticle: ReadonlySet<string> = new Set(["NL", "UK"]);

/** The region's name, and its country where it is only a part of it. */
function placeName(context: TextContext): string {
  const {code} = context.region;
  const [name, country] = [regionName(context), countryName(code.slice(0, 2))];
  if (name === country || code.length === 2) return name;
  const full = `${withArticle.has(code.slice(0, 2)) ? "the " : ""}${country}`;
  return /^..0+$/.test(code) ? `${name} (${country})` : `${name}, in ${full},`;
}

const profile: Pick<
  RegionTextWords["sentences"],
  | "profile"
  | "no-profile"
  | "profile-by-chance"
  | "too-few-to-tell"
  | "too-few"
  | "within-chance"
  | "nothing"
  | "part"
  | "contrast"
  | "method"
> = {
  profile({strong, weak}, context) {
    const place = placeName(context);
    if (weak.length === 0)
      return text`${place} is strong in ${inGroups(strong, context)}; the other groups of technologies are mixed.`;
    if (strong.length === 0)
      return text`${place} is weak in ${inGroups(weak, context)}; the other groups of technologies are mixed.`;
    return text`${place} is strong in ${inGroups(strong, context)}, and weak in ${inGroups(weak, context)}.`;
  },
  "no-profile": (_, context) =>
    text`${placeName(context)} is neither strong nor weak in any group of technologies as a whole.`,
  "profile-by-chance": (_, context) =>
    text`${placeName(context)} differs from Europe in patents by no more than chance can explain.`,
  "too-few-to-tell": ({documents: count}, context) =>
    count === 0
      ? text`${placeName(context)} has no patents in the ${format(context.technologies.length)} technologies, so the data cannot tell where it leads.`
      : text`${placeName(context)} has too few patents to tell where it leads: ${counted(count, context)}.`,
  "too-few": ({lens, documents: count}, context) =>
    // The number of patents stands in the sentence before.
    lens === "patents"
      ? text`So few patents cannot tell strength or weakness from chance.`
      : text`The ${documents[lens]} are too few to tell strength or weakness from chance: ${counted(count, context)}.`,
  "within-chance"({lens, number: count, of}) {
    const start = `In ${lensNames[lens]}, ${technologiesIn(count)} ${count === 1 ? "differs" : "differ"} clearly from Europe’s share`;
    if (count === 1)
      return text`${start}, but by no more than chance can produce among ${format(of)}. So the text calls it neither a strength nor a weakness.`;
    const [none, ofThem] = count === 2 ? ["neither", "neither of them"] : ["none of them", "none of them"];
    return text`${start}, but ${none} by more than chance can produce among ${format(of)}. So the text calls ${ofThem} a strength or a weakness.`;
  },
  nothing: ({lens}) => text`The data hold no ${lensNames[lens]} for this region in these technologies.`,
  part: ({unfunded}) =>
    text`Not all deals are published, to protect single companies, so the data cannot tell in which technologies the region is above Europe’s share of funding.${unfunded === 0 ? "" : ` It is known that ${technologiesIn(unfunded)} received none.`}`,
  contrast({above}, {technologies}) {
    const known = (["patents", "publications", "deals"] as const).filter((lens) => above[lens] !== null);
    const all = `the ${format(technologies.length)} technologies`;
    if (known.every((lens) => above[lens] === 0))
      return text`It is clearly above Europe’s share of ${either.format(known.map((lens) => lensNames[lens]))} in none of ${all}.`;
    const counts = known.map((lens, i) => [
      `of ${lensNames[lens]} in ${alone(above[lens]!)}${i === 0 ? ` of ${all}` : ""}`
    ]);
    return text`It is clearly above Europe’s share ${row(counts)}.`;
  },
  method: (_, {ownRegion}) =>
    text`Written from the region’s data, by the method of the report on ${ownRegion}; “clearly” means by more than the 95% intervals of RCA allow for. Select an underlined number to see how it is computed.`
};

const brief: Pick<RegionTextWords["sentences"], "brief-funding" | "brief-near" | "brief-unplaced"> = {
  "brief-funding"({unfunded, unknown}) {
    const rest =
      unfunded > 0
        ? `; ${technologiesIn(unfunded)} received none of it`
        : unknown === 0
          ? "; every technology received some of it"
          : "";
    return text`Start-up funding comes to $${{value: "deals.total38"}} million, each deal counted in full in every technology to which it belongs${rest}.`;
  },
  "brief-near": ({optimal}) =>
    optimal === 0
      ? text`No technology is both close to what the region does and complex.`
      : text`${opening(optimal)} ${technologyOrMore(optimal)} ${optimal === 1 ? "is" : "are"} optimal: close to what the region does, and complex.`,
  "brief-unplaced": ({documents: count}) =>
    count === 0 ? text`Without patents, the data cannot tell.` : text`The patents are too few to tell.`
};

const position: Pick<
  RegionTextWords["sentences"],
  | "in-two-lenses"
  | "none-in-two-lenses"
  | "size"
  | "concentration"
  | "large-but-below"
  | "large-and-above"
  | "above"
  | "above-all"
  | "highest"
  | "none-above"
  | "above-by-group"
  | "below"
  | "below-all"
  | "lowest"
  | "below-present"
  | "none-below"
  | "absent"
  | "shortfall"
  | "undecided"
> = {
  "in-two-lenses"({technologies, more}, context) {
    const {names, verb} = inContext(context);
    return text`In this region, ${names(technologies)} ${verb(technologies, "is", "are")} clearly above Europe’s share in patents and publications alike${andMore(more)}.`;
  },
  "none-in-two-lenses": () =>
    text`In this region, no technology is clearly above Europe’s share in patents and publications alike.`,
  size({lens}, context) {
    const all = `the ${format(context.technologies.length)} technologies`;
    if (lens === "deals")
      return text`Each deal counts in full in every field to which it belongs. So counted, start-up funding comes to $${{value: "deals.total"}} million in all fields, and to $${{value: "deals.total38"}} million in ${all}.`;
    return text`Each ${lens === "patents" ? "patent" : "publication"} counts once in every field to which it belongs. So counted, the ${lensNames[lens]} of ${regionName(context)} come to ${{value: `${lens}.total`}} in all fields, and to ${{value: `${lens}.total38`}} in ${all}.`;
  },
  concentration({lens, shape, technologies}, context) {
    const {names} = inContext(context);
    const size = number(technologies.length);
    const share = {value: lens === "deals" ? "deals.top4share38" : `${lens}.top5share38`};
    const what = lens === "deals" ? "received" : "have";
    if (shape === "plain")
      return text`The ${size} largest fields ${what} ${share} of the latter: ${names(technologies)}.`;
    const [narrow, broad] =
      lens === "deals"
        ? ["funding is concentrated", "funding is spread widely"]
        : ["the portfolio is narrow", "the portfolio is broad"];
    return text`${shape === "narrow" ? narrow : broad}: the ${size} largest fields ${what} ${shape === "broad" ? "only " : ""}${share} of the latter. They are ${names(technologies)}.`;
  },
  "large-but-below"({technology}, context) {
    const {name, verb} = inContext(context);
    const [is, its] = [verb([technology], "is", "are"), verb([technology], "its", "their")];
    return text`Size is not strength: ${name(technology)} ${is} the largest field, with ${{value: `patents.count ${technology}`}} patents, yet ${its} RCA is only ${{value: `patents.rca ${technology}`}}.`;
  },
  "large-and-above"({technology}, context) {
    const {name, verb} = inContext(context);
    return text`${name(technology)}, the largest field, ${verb([technology], "is", "are")} also a strength, with an RCA of ${{value: `patents.rca ${technology}`}}.`;
  },
  above: ({lens, number: count}) =>
    text`In ${lensNames[lens]}, ${technologiesIn(count)} ${count === 1 ? "is" : "are"} clearly above Europe’s share.`,
  "above-all"({lens, technologies}, context) {
    const {valued, verb} = inContext(context);
    return text`In ${lensNames[lens]}, ${technologies.length === 1 ? "only " : ""}${valued(technologies, rca(lens))} ${verb(technologies, "is", "are")} clearly above Europe’s share.`;
  },
  highest({lens, technologies}, context) {
    const {valued, verb} = inContext(context);
    return text`Among these strengths, ${valued(technologies, rca(lens))} ${verb(technologies, "has", "have")} the highest ${technologies.length === 1 ? "RCA" : "RCAs"}.`;
  },
  "none-above": ({lens}) => text`In ${lensNames[lens]}, no technology is clearly above Europe’s share.`,
  "above-by-group": ({number: count, group: slug, inGroup}, context) =>
    inGroup === count
      ? text`All of these strengths belong to ${group(slug, context)}.`
      : text`${opening(inGroup)} of these ${number(count)} strengths belong to ${group(slug, context)}.`,
  below: ({lens, number: count}) =>
    text`${opening(count)} ${technologyOrMore(count)} ${count === 1 ? "is" : "are"} clearly below Europe’s share${inLens(lens)}.`,
  "below-all"({lens, technologies}, context) {
    const {valued, verb} = inContext(context);
    return text`${technologies.length === 1 ? "only " : ""}${valued(technologies, rca(lens))} ${verb(technologies, "is", "are")} clearly below Europe’s share${inLens(lens)}.`;
  },
  lowest({lens, technologies, present}, context) {
    const {valued, verb} = inContext(context);
    const whom = present ? `those of them with ${documents[lens]}` : "these weaknesses";
    return text`Among ${whom}, ${valued(technologies, rca(lens))} ${verb(technologies, "has", "have")} the lowest ${technologies.length === 1 ? "RCA" : "RCAs"}.`;
  },
  "below-present"({lens, technologies}, context) {
    const {valued} = inContext(context);
    return technologies.length === 1
      ? text`The only one of them with ${documents[lens]} is ${valued(technologies, rca(lens))}.`
      : text`Those of them with ${documents[lens]} are ${valued(technologies, rca(lens))}.`;
  },
  "none-below": ({lens}) => text`No technology is clearly below Europe’s share${inLens(lens)}.`,
  absent({lens, technologies, number: count}, context) {
    const {names} = inContext(context);
    const more = count - technologies.length;
    return text`The region has no ${lensNames[lens]} at all in ${names(technologies)}${orMore("nor in", more)}.`;
  },
  shortfall({technology}, context) {
    const {name} = inContext(context);
    return text`By number of patents, the widest of these gaps is in ${name(technology)}, with ${{value: `patents.count ${technology}`}} patents at ${{value: `patents.rca ${technology}`}} times Europe’s share.`;
  },
  undecided: ({number: count}) =>
    text`The other ${count === 1 ? "technology" : `${number(count)} technologies`} may lie on either side of Europe’s share.`
};

const gaps: Pick<
  RegionTextWords["sentences"],
  | "science-ahead"
  | "invention-ahead"
  | "no-gap"
  | "nothing-in-the-technologies"
  | "little-money"
  | "strong-unfunded"
  | "unfunded"
  | "one-unfunded"
  | "all-funded"
  | "untold-amounts"
  | "best-ranks"
  | "worst-rank"
  | "no-ranks"
> = {
  "science-ahead": ({technologies, more}, context) =>
    text`Science is clearly ahead of invention in ${against(technologies, ["publications", "patents"], context)}${orMore("and in", more)}.`,
  "invention-ahead": ({technologies, more}, context) =>
    text`Invention is clearly ahead of science in ${against(technologies, ["patents", "publications"], context)}${orMore("and in", more)}.`,
  "no-gap": () => text`In no technology is science clearly ahead of invention, or invention of science.`,
  "little-money": (_, {technologies}) =>
    text`Start-up funding comes to less than $1 million in the ${format(technologies.length)} technologies.`,
  "nothing-in-the-technologies": (_, {technologies}) =>
    text`Start-up funding comes to $${{value: "deals.total"}} million, each deal counted in full in every field to which it belongs; none of it is in the ${format(technologies.length)} technologies.`,
  "strong-unfunded": ({technologies, more}, context) =>
    text`${inContext(context).names(technologies)}${orMore("and", more)} received nothing, although the region is clearly above Europe’s share of patents there and Europe’s share of funding would bring more than $${format(ordinaryRound)} million${technologies.length + more > 1 ? " to each" : ""}.`,
  unfunded({number: count, largest, little}, context) {
    const start = text`${opening(count)} ${technologyOrMore(count)} received nothing.`;
    if (little) {
      const due = `more than $${format(ordinaryRound)} million with Europe’s share`;
      return [
        ...start,
        ` That says little: ${count === 1 ? `it would not have received ${due}` : `${count === 2 ? "neither" : "none of them"} would have received ${due}`}.`
      ];
    }
    if (largest === null || count === 1) return start;
    return text`${start} The largest of these gaps is in ${inContext(context).name(largest)}: Europe’s share would be $${{value: `deals.expected ${largest}`}} million.`;
  },
  "one-unfunded": ({technology}, context) =>
    text`Only ${inContext(context).name(technology)} received nothing; Europe’s share would be $${{value: `deals.expected ${technology}`}} million.`,
  "all-funded": () => text`Every technology received some of it.`,
  "untold-amounts": ({number: count}) => text`For ${technologiesIn(count)}, the data do not tell the amount.`,
  "best-ranks"({technologies, ranked}, context) {
    const {name} = inContext(context);
    return text`By RCA in patents, the region ranks ${row(technologies.map((slug) => ["number ", {value: `patents.rank ${slug}`}, " in ", name(slug)]))} among ${format(ranked)} in Europe. ${trust}`;
  },
  "worst-rank": ({technology, ranked}, context) =>
    text`By RCA in patents, the region ranks number ${{value: `patents.rank ${technology}`}} of ${format(ranked)} in ${inContext(context).name(technology)}. ${trust}`,
  "no-ranks": ({documents: count}) =>
    count === 0
      ? text`Without patents, the region has no ranks.`
      : text`The patents are too few, or too close to Europe’s shares, for ranks to mean much.`
};

/** What a rank does not say. */
const trust = "Small regions reach high and low values by chance, so trust the intervals more than the ranks.";

/** Technologies with the RCAs of two lenses: "photonics (1.47 in publications, 0.80 in patents)". */
function against(slugs: readonly string[], [one, other]: readonly [Lens, Lens], context: TextContext): Piece[] {
  const {name} = inContext(context);
  return row(
    slugs.map((slug, i) => [
      name(slug),
      " (",
      {value: `${one}.rca ${slug}`},
      i === 0 ? ` in ${lensNames[one]}, ` : ", ",
      {value: `${other}.rca ${slug}`},
      i === 0 ? ` in ${lensNames[other]})` : ")"
    ])
  );
}

const graph: Pick<
  RegionTextWords["sentences"],
  | "quadrants"
  | "optimal"
  | "optimal-strong"
  | "optimal-weak"
  | "moonshots"
  | "strong-but-far"
  | "strong-but-simple"
  | "strong-but-cautious"
  | "strong-unplaced"
  | "cautious-weak"
  | "no-quadrants"
  | "no-way-to-tell"
  | "way-in"
  | "already-in"
  | "no-way-in"
  | "backed"
  | "in-three-lenses"
  | "many-in-three-lenses"
  | "none-in-three-lenses"
  | "adds-nothing"
  | "no-optimal-funded"
  | "near-and-unfunded"
  | "near-and-funded"
> = {
  quadrants: () =>
    text`The number of technologies is ${{value: "quadrant.number optimal"}} in the optimal quadrant, ${{value: "quadrant.number moonshot"}} among the moonshots, ${{value: "quadrant.number incremental"}} in the incremental quadrant and ${{value: "quadrant.number cautious"}} in the cautious one.`,
  optimal: ({technologies, number: count}, context) => mostComplex(technologies, count, context),
  "optimal-strong"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} clearly above Europe’s share of patents already${andMore(more)}.`;
  },
  "optimal-weak"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} close to today’s strengths and yet clearly below Europe’s share${andMore(more)}.`;
  },
  moonshots: ({technologies, number: count}, context) => mostComplex(technologies, count, context),
  "strong-but-far"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} far from the region’s other strengths and yet clearly above Europe’s share of patents${andMore(more)}.`;
  },
  "strong-but-simple"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} clearly above Europe’s share of patents but less complex${andMore(more)}: others can catch up.`;
  },
  "strong-but-cautious"({technologies, more}, context) {
    const {valued} = inContext(context);
    return text`The map advises caution in ${valued(technologies, "patents.rca")}${orMore("and in", more)}, less complex and far from the region’s other strengths, although the region is clearly above Europe’s share of patents there. A strength is a reason to look beyond the map.`;
  },
  "strong-unplaced"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} clearly above Europe’s share of patents but ${verb(technologies, "has", "have")} no place on the map${andMore(more)}.`;
  },
  "cautious-weak"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`${valued(technologies, "patents.rca")} ${verb(technologies, "is", "are")} clearly below Europe’s share of patents, less complex and far from what the region does${andMore(more)}.`;
  },
  "no-quadrants": ({documents: count}) =>
    count === 0
      ? text`Without patents, technologies have no quadrants.`
      : text`The patents are too few to place technologies in quadrants: chance would place most of them.`,
  "no-way-to-tell": ({lens}) =>
    text`Without quadrants, the map does not tell where ${lens === "deals" ? "investors back what is feasible" : "science opens a way"}.`,
  "adds-nothing": ({lens}) =>
    lens === "deals"
      ? text`Start-up funding adds nothing to the map: the deals are too few, or too close to Europe’s shares, to tell strength or weakness from chance.`
      : text`Publications add nothing to the map: they are too few, or too close to Europe’s shares, to tell strength or weakness from chance.`,
  "no-optimal-funded": () => text`No optimal technology is clearly above Europe’s share of start-up funding.`,
  "way-in"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`Among the moonshots in which the region is not already strong, ${valued(technologies, "publications.rca")} ${verb(technologies, "is", "are")} clearly above Europe’s share of publications${andMore(more)}: science may offer a way in.`;
  },
  "already-in"({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`Among the moonshots, ${valued(technologies, "publications.rca")} ${verb(technologies, "is", "are")} clearly above Europe’s share of publications, as ${verb(technologies, "it is", "they are")} of patents${andMore(more)}.`;
  },
  "no-way-in": ({moonshots}) =>
    moonshots === 1
      ? text`The only moonshot is not clearly above Europe’s share of publications.`
      : text`None of the ${number(moonshots)} moonshots is clearly above Europe’s share of publications.`,
  backed({technologies, more}, context) {
    const {valued, verb} = inContext(context);
    return text`Among the optimal technologies, ${valued(technologies, "publications.rca")} ${verb(technologies, "rests", "rest")} on science clearly above Europe’s share${more > 0 ? `, as ${more === 1 ? "does" : "do"} ${number(more)} more of them` : ""}.`;
  },
  "in-three-lenses"({technologies}, context) {
    const {names, verb} = inContext(context);
    return text`${names(technologies)} ${verb(technologies, "is", "are")} clearly above Europe’s share in all three lenses.`;
  },
  "many-in-three-lenses": ({number: count}) =>
    text`${opening(count)} technologies are clearly above Europe’s share in all three lenses.`,
  "none-in-three-lenses": () =>
    text`No technology is clearly above Europe’s share in patents, publications and funding at once.`,
  "near-and-unfunded"({technologies, more}, context) {
    const {names, verb} = inContext(context);
    return text`${names(technologies)}${orMore("and", more)} ${verb(technologies, "is", "are")} optimal but received no funding, although Europe’s share would bring more than $${format(ordinaryRound)} million${technologies.length + more > 1 ? " to each" : ""}.`;
  },
  "near-and-funded"({technologies, more}, context) {
    const {valued} = inContext(context);
    return text`Among the optimal technologies, investors favour ${valued(technologies, "deals.rca")}${more > 0 ? `; ${number(more)} more ${more === 1 ? "is" : "are"} clearly above Europe’s share of funding` : ""}.`;
  }
};

/** The most complex technologies of a quadrant, with density and complexity. */
function mostComplex(slugs: readonly string[], count: number, context: TextContext): Piece[] {
  const {name, verb} = inContext(context);
  const items = row(
    slugs.map((slug, i) => [
      name(slug),
      i === 0 ? " (relatedness density " : " (",
      {value: `patents.density ${slug}`},
      i === 0 ? ", complexity " : "; ",
      {value: `complexity ${slug}`},
      ")"
    ])
  );
  if (count === 1) return text`The only one is ${items}.`;
  if (count === slugs.length) return text`They are ${items}.`;
  return text`${items} ${verb(slugs, "is", "are")} the most complex.`;
}

const certainty: Pick<
  RegionTextWords["sentences"],
  "few-records" | "close-to-line" | "moves" | "turning-choice" | "by-chance" | "verdicts" | "limits"
> = {
  "few-records": ({documents: count}) =>
    count === 0
      ? text`More records would: without patents, there is no picture to change.`
      : text`More records would. With so few, one more or less can move an RCA a long way.`,
  "close-to-line"({technologies}, context) {
    const {names, verb} = inContext(context);
    return text`${names(technologies)} ${verb(technologies, "lies", "lie")} less than a point from the line of relatedness density: a small change moves ${verb(technologies, "it", "them")} across.`;
  },
  moves({staying, of, choices: all, alternative, moved}) {
    const start =
      staying === 0
        ? text`No technology stays in its quadrant ${underAll(all)}`
        : text`${opening(staying)} of the ${format(of)} technologies ${staying === 1 ? "stays in its" : "stay in their"} quadrant ${underAll(all)}`;
    return alternative === null
      ? text`${start}.`
      : text`${start}; with ${choice(alternative)}, ${number(moved)} ${moved === 1 ? "moves" : "move"} to another.`;
  },
  "turning-choice": ({judged, alternative, turned}) =>
    text`The choice that makes the most statements false is ${choice(alternative)}: ${turned === judged ? "all of them" : `${number(turned)} of ${number(judged)}`}.`,
  "by-chance"({tested, clear}) {
    const known = (["patents", "publications", "deals"] as const).filter((lens) => clear[lens] !== null);
    const counts = row(known.map((lens) => [`${alone(clear[lens]!)} in ${lensNames[lens]}`]));
    const expected = Math.round(0.05 * tested);
    const isOne = known.length === 1 && clear[known[0]!] === 1;
    return text`Of ${format(tested)} technologies, chance alone would make ${expected === 0 ? "fewer than one" : `about ${number(expected)}`} differ clearly from Europe’s share${known.length > 1 ? " in each lens" : ""}. In this region, ${counts} ${isOne ? "does" : "do"}.`;
  },
  verdicts({holds, fragile, open}) {
    const judged = holds + fragile;
    const why = "at a limit of an interval or under one other choice of method";
    const rest =
      open === 0
        ? ""
        : ` ${capital(opening(open))} more ${open === 1 ? "is" : "are"} open, since a number behind ${open === 1 ? "it" : "them"} is missing.`;
    if (judged === 1)
      return text`Section 2 apart, the text makes one statement that the data can judge. It ${holds === 1 ? `holds: it is false neither ${why.replace(" or ", " nor ")}` : `is fragile: true, but false ${why}`}.${rest}`;
    if (fragile === judged)
      return text`Section 2 apart, the text makes ${statements(judged)} that the data can judge. ${judged === 2 ? "Both" : "All"} are fragile: true, but false ${why}.${rest}`;
    if (holds === judged)
      return text`Section 2 apart, the text makes ${statements(judged)} that the data can judge. ${judged === 2 ? "Both" : "All"} hold: ${judged === 2 ? "neither" : "none"} is false ${why}.${rest}`;
    return text`Section 2 apart, the text makes ${statements(judged)} that the data can judge: ${alone(holds)} ${holds === 1 ? "holds" : "hold"} and ${alone(fragile)} ${fragile === 1 ? "is" : "are"} fragile, that is, true, but false ${why}.${rest}`;
  },
  limits: () =>
    text`The data know nothing of the region’s universities, companies and plans: what follows for policy is a question for people who do.`
};

/** The text about a region other than the report's own. */
export const regionTextWords: RegionTextWords = {
  sentences: {...profile, ...brief, ...position, ...gaps, ...graph, ...certainty},
  labels: {
    strengths: "Strengths.",
    gaps: "Gaps.",
    science: "Science and invention.",
    funding: "Funding.",
    reach: "What is within reach.",
    optimal: "Optimal.",
    moonshots: "Moonshots.",
    incremental: "Incremental.",
    cautious: "Cautious."
  },
  headings: {
    patents: "Patents",
    publications: "Publications",
    funding: "Funding",
    "graph-publications": "The map with publications",
    "graph-deals": "The map with funding",
    turn: "What would change this picture",
    sure: "How sure this is"
  },
  summary: "Executive summary",
  folded: {
    summary: (region) => `The text about ${region}`,
    lead: (region) =>
      `This is the report’s own text, with the numbers and verdicts of ${region}. “Back to the published view”, at the top, shows it with its figures.`
  },
  reasons: "Why each statement has its verdict",
  verdictLabel: (verdict) => `Verdict: ${verdict}. See why.`
};
