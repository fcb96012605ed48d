import type {Quadrant} from "../../indicators/quadrants.ts";
import type {TechnologyName} from "../../indicators/snapshot.ts";
import type {Dataset} from "../../terms/lenses.ts";
import type {Coverage, Gap, Missing, Unknown} from "../../indicators/missing.ts";
import {isNumber} from "../../text/numbers.js";
import * as write from "./locale.js";
import {isPlural} from "./technologies.js";
import {missingWords} from "./missing.js";

/** RCA of a technology, with its interval and count. */
interface MarkArguments {
  technology: string;
  missing: Gap | null;
  rca: number | null;
  low: number | null;
  high: number | null;
  dataset: Dataset;
  count: number | null;
}

/** Numbers of technologies whose count is unknown. */
interface UnknownCounts {
  withheld: number;
  undisclosed: number;
}

const {list, locale} = write;
const shortNames: Record<string, string> = {
  "advanced-therapy-medicinal-products": "ATMP",
  "high-performance-computing": "HPC",
  "internet-of-things": "Internet of Things",
  "natural-language-processing": "Language Processing",
  "carbon-capture-and-storage": "Carbon Capture",
  "cloud-and-edge-computing": "Cloud & Edge",
  "genomics-and-gene-editing": "Genomics",
  "defence-technologies": "Defence",
  "space-technologies": "Space",
  "sensor-technologies": "Sensors",
  "quantum-computing": "Quantum",
  "advanced-manufacturing": "Adv. Manufacturing",
  "advanced-materials": "Adv. Materials",
  "artificial-intelligence": "AI"
};
const number = (value: number | null, digits = 0) => (isNumber(value) ? write.number(value, digits) : "–");
const fixed = (value: number | null, digits: number) => (isNumber(value) ? write.fixed(value, digits) : "–");
const percent = (share: number, digits = 0) => (isNumber(share) ? write.percent(share, digits) : "–");
const rca = (value: number | null) => fixed(value, 2);
const of = (region: string) => (region.endsWith("s") ? `${region}’` : `${region}’s`);
const some = (count: number, one: string, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
/** "Three of 38", "none of 38". */
const someOf = (count: number, all: number) => `${count === 0 ? "none" : number(count)} of ${number(all)}`;
const ordinals = new Intl.PluralRules(locale, {type: "ordinal"});
const ordinal = (rank: number) =>
  `${number(rank)}${{one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th"}[ordinals.select(rank)]}`;

const dataset: Record<Dataset, string> = {
  patents: "patents",
  publications: "publications",
  deals: "start-up funding",
  publications_earlier: "publications (December 2025 run)"
};
/** What a lens counts, for a number of them. */
const documents: Record<Dataset, string> = {...dataset, deals: "deals"};
const interval = (low: number | null, high: number | null) =>
  isNumber(low) && isNumber(high) ? `${rca(low)}–${rca(high)}` : "no interval";
/** How many technologies have no published count, as the end of a sentence; null if there are none. */
const unknownText = ({withheld, undisclosed}: UnknownCounts, all: number) => {
  const parts = [
    withheld > 0 && `${number(withheld)} of ${number(all)} ${withheld === 1 ? "is" : "are"} not published`,
    undisclosed > 0 &&
      `${number(undisclosed)} of ${number(all)} ${undisclosed === 1 ? "has" : "have"} no disclosed amount`
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : list(parts);
};
/** Which of the counts a figure shows, where some are unknown. */
const shownOf = ({withheld, undisclosed}: UnknownCounts) =>
  withheld > 0 ? "published " : undisclosed > 0 ? "disclosed " : "";
const amount = (of: Dataset, count: number) => {
  if (of === "deals") return `US$${number(count, Math.abs(count) < 100 ? 1 : 0)} million`;
  return some(count, of === "patents" ? "patent" : "publication");
};
const quadrants: Record<Quadrant, {name: string; where: string; advice: string}> = {
  optimal: {
    name: "Optimal investment",
    where: "high relatedness, high complexity",
    advice: "Build on strengths: the skills are close at hand and the prize is large."
  },
  moonshot: {
    name: "Moonshot",
    where: "low relatedness, high complexity",
    advice: "Choose a few and stay with them: valuable, but far from today’s skills."
  },
  incremental: {
    name: "Incremental growth",
    where: "high relatedness, low complexity",
    advice: "Extend step by step: within reach, but others can follow."
  },
  cautious: {
    name: "Cautious",
    where: "low relatedness, low complexity",
    advice: "Invest only for a stated need, or share the effort with others."
  }
};
/** What the lens counts, as something that a region does more of than its size suggests. */
const inLens: Record<Dataset, string> = {
  patents: "in patents",
  publications: "in publications",
  deals: "in start-up funding",
  publications_earlier: "in publications (December 2025 run)"
};

/** What figure 2 shows of a region. */
interface FrameworkFindings {
  region: string;
  counts: Record<Quadrant, number>;
  all: number;
  /** Whether the region has too few patents for quadrants. */
  few: boolean;
}

/** Everything of the figures that is language. */
export const figureWords = {
  locale,
  regionName: ({name}: {code: string; name: string}) => name,
  technology: ({name}: TechnologyName) => name,
  shortTechnology: ({slug, name}: TechnologyName) => shortNames[slug] ?? name,
  group: (name: string) => name,
  number,
  fixed,
  percent,
  interval,
  amount,
  numbered: (figure: number) => `Figure ${figure}`,
  dataset,
  quadrants,
  list,
  unit: (of: Dataset) => (of === "deals" ? "million US dollars" : ""),
  mark: ({technology, missing, rca: value, low, high, dataset: of, count}: MarkArguments) =>
    missing !== null
      ? `${technology}: ${count === null ? "" : `${amount(of, count)}; `}${missingWords[missing].text}`
      : `${technology}: RCA ${rca(value)} (${isNumber(low) && isNumber(high) ? `95% interval ${interval(low, high)}` : "no interval"}), ${amount(of, count ?? 0)}`,
  missing: (kind: Missing) => missingWords[kind],
  /** Begins a line of technologies whose count is unknown. */
  unknown: {
    withheld: "Not published, to protect single companies:",
    undisclosed: "Amount not disclosed:"
  } satisfies Record<Unknown, string>,
  /** Begins a line of technologies whose count leaves some out. */
  partlyPublished: "Partly published:",
  /** How much of a lens is published, without a full stop. */
  coverage: (region: string, what: Dataset, {full, partly, withheld, undisclosed, none, all}: Coverage) => {
    const others = [
      none > 0 && `${number(none)} ${none === 1 ? "has" : "have"} none`,
      undisclosed > 0 && `${number(undisclosed)} ${undisclosed === 1 ? "has" : "have"} no disclosed amount`
    ].filter((part) => part !== false);
    const shown = [full > 0 && `in full in ${number(full)}`, partly > 0 && `in part in ${number(partly)}`].filter(
      (part) => part !== false
    );
    const hidden = shown.length === 0 ? `not published in ${number(withheld)}` : `not at all in ${number(withheld)}`;
    const parts = withheld > 0 ? [...shown, hidden] : shown;
    const told = parts.length === 0 ? "published nowhere" : `${shown.length === 0 ? "" : "published "}${list(parts)}`;
    return `Of ${number(all)} technologies, ${of(region)} ${dataset[what]} is ${told}${others.length === 0 ? "" : `; ${list(others)}`}`;
  },
  /** Begins a line of technologies that have no quadrant, since the region has too few patents. */
  fewPatents: "Too few patents to tell the quadrant:",
  none: (of: Dataset) => (of === "deals" ? "No funding:" : of === "patents" ? "No patents:" : "No publications:"),
  noPlace: "Cannot be placed:",
  noValue: "no value",
  legend: {
    title: "RCA",
    below: "below Europe’s share",
    quiet: "may be either",
    above: "above",
    area: (of: Dataset) =>
      of === "deals" ? "Area: US$ million" : `Area: ${of === "patents" ? "patents" : "publications"}`,
    width: "Thicker line: more closely related"
  },
  axes: {
    density: "Relatedness density, 0–100",
    complexity: "Complexity, 0–100",
    composite: "Composite relatedness, 0–100",
    rca: "RCA, 1 = Europe’s share",
    easier: "close to today’s strengths",
    harder: "far from today’s strengths",
    complex: "more complex",
    simple: "less complex"
  },
  columns: {
    technology: "Technology",
    group: "Group",
    quadrant: "Quadrant",
    density: "Relatedness density",
    complexity: "Complexity",
    composite: "Composite relatedness",
    links: "Links",
    partners: "Linked to (cosine × 100)",
    share: "Share of key technologies",
    rca: "RCA",
    low: "95% interval, from",
    high: "to",
    region: "Region",
    code: "Code",
    year: "Year",
    count: (of: Dataset) => (of === "deals" ? "Funding" : of === "patents" ? "Patents" : "Publications"),
    missing: "Why a number is missing"
  },
  network: {
    title: ({
      region,
      group,
      inside,
      links,
      largest,
      partner
    }: {
      region: string;
      group: string;
      inside: number;
      links: number;
      largest: string | null;
      partner: string | null;
    }) =>
      `${number(inside)} of ${some(links, "link")} ${inside === 1 ? "lies" : "lie"} within ${group}${largest === null ? "" : `; ${of(region)} largest field, ${largest}, ${partner === null ? "has no strong link" : `is closest to ${partner}`}`}`,
    howToRead: ({
      region,
      first,
      second,
      cosine
    }: {
      region: string;
      first: string | null;
      second: string | null;
      cosine: number;
    }) =>
      `Each circle is a technology; its area shows how many patents ${region} has in it. A line joins two technologies that often share patents${first === null ? "" : `: ${first} and ${second} have the strongest link, a cosine of ${rca(cosine)}`}.`,
    describe: ({
      region,
      technologies,
      links,
      group,
      inside,
      largest,
      count,
      first,
      second
    }: {
      region: string;
      technologies: number;
      links: number;
      group: string;
      inside: number;
      largest: string | null;
      count: number;
      first: string | null;
      second: string | null;
    }) =>
      `Network of ${some(technologies, "technology", "technologies")} with ${some(links, "link")}, ${number(inside)} of them within ${group}${first === null ? "" : `; the strongest link joins ${first} and ${second}`}${largest === null ? "" : `; ${of(region)} largest field is ${largest} (${some(count ?? 0, "patent")})`}.`
  },
  framework: {
    title: ({region, counts, all, few}: FrameworkFindings) =>
      few
        ? `${region} has too few patents to tell the quadrants of its ${number(all)} technologies`
        : `${of(region)} ${number(all)} technologies: ${number(counts.optimal)} optimal, ${some(counts.moonshot, "moonshot")}, ${number(counts.incremental)} incremental and ${number(counts.cautious)} cautious`,
    howToRead: ({
      technology,
      quadrant,
      region
    }: {
      technology: string | null;
      quadrant: Quadrant | null;
      region: string;
    }) =>
      `Technologies on the right are close to what ${region} already does; few places master those at the top${technology === null || quadrant === null ? "" : `. The quadrant of ${technology} is ${quadrants[quadrant].name.toLowerCase()} (${quadrants[quadrant].where})`}.`,
    describe: ({region, counts, all, few}: FrameworkFindings) =>
      few
        ? `Four quadrants of relatedness density and complexity, without technologies: ${region} has too few patents.`
        : `Four quadrants of relatedness density and complexity with ${of(region)} ${number(all)} technologies: ${number(counts.optimal)} optimal investment, ${number(counts.moonshot)} moonshot, ${number(counts.incremental)} incremental growth, ${number(counts.cautious)} cautious.`,
    count: (technologies: number) => some(technologies, "technology", "technologies")
  },
  treemap: {
    /** Where the disclosure rule left documents out. */
    part: {
      howToRead: (what: Dataset) =>
        `Each area shows the published ${dataset[what]} of a technology. Deals are left out, to protect single companies, so that no share or RCA can be told.`,
      describe: (what: Dataset, coverage: string) => `Treemap of the published ${dataset[what]}: ${coverage}.`
    },
    title: ({
      region,
      dataset: what,
      first,
      counted,
      share,
      few,
      above,
      none,
      all,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      /** The largest, at most three. */
      first: readonly TechnologyName[];
      /** Technologies with a count. */
      counted: number;
      share: number;
      /** Whether the region has too few documents to tell. */
      few: boolean;
      above: number;
      none: number;
      all: number;
      unknown: UnknownCounts;
    }) => {
      const hidden = unknownText(unknown, all);
      if (counted === 0)
        return hidden === null
          ? `${region} has no ${dataset[what]} in the ${number(all)} technologies`
          : `No ${dataset[what]} of ${region} in the key technologies can be shown: ${hidden}`;
      const end = hidden === null ? "" : `, ${hidden}`;
      if (few)
        return `${region} has ${dataset[what]} in ${number(counted)} of ${number(all)} technologies, but too few ${documents[what]} to tell its profile${end}`;
      const second =
        what === "deals" && none > 0
          ? `${number(none)} of ${number(all)} ${none === 1 ? "has" : "have"} none`
          : `${someOf(above, all)} ${above === 1 ? "is" : "are"} clearly above Europe’s share`;
      const [only] = first;
      if (only === undefined) return `In ${dataset[what]} of ${region}, no technology is the largest; ${second}${end}`;
      const verb = first.length === 1 && !isPlural(only) ? "makes" : "make";
      return `${list(first.map(({name}) => name))} ${verb} up ${percent(share)} of ${of(region)} ${shownOf(unknown)}${dataset[what]} in key technologies; ${second}${end}`;
    },
    howToRead: ({
      region,
      dataset: what,
      technology,
      share,
      rca: value,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      technology: string | null;
      share: number | null;
      rca: number | null;
      unknown: UnknownCounts;
    }) =>
      technology === null
        ? `Areas show each technology’s share of ${of(region)} ${dataset[what]} in the key technologies; here ${unknown.withheld + unknown.undisclosed === 0 ? "there are none" : "none is published"}.`
        : `Each area shows a technology’s share of ${of(region)} ${dataset[what]} in the key technologies. The area of ${technology} is ${percent(share ?? Number.NaN, 1)}; its RCA is ${rca(value)}.`,
    describe: ({
      region,
      dataset: what,
      groups,
      largest,
      share,
      none,
      all,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      groups: readonly {group: string; share: number}[];
      largest: string | null;
      share: number;
      none: number;
      all: number;
      unknown: UnknownCounts;
    }) => {
      const hidden = unknownText(unknown, all);
      if (largest === null)
        return hidden === null
          ? `${region} has no ${dataset[what]} in the technologies.`
          : `No ${dataset[what]} of ${region} in the technologies can be shown: ${hidden}.`;
      return `Treemap of ${of(region)} ${shownOf(unknown)}${dataset[what]}: ${list(groups.map(({group, share: part}) => `${group} ${percent(part)}`))}; the largest technology is ${largest} (${percent(share, 1)})${none > 0 ? `; ${some(none, "technology has", "technologies have")} none` : ""}${hidden === null ? "" : `; ${hidden}`}.`;
    }
  },
  graph: {
    /** Describes it where the disclosure rule left documents out. */
    part: (drawn: number, coverage: string) =>
      `${some(drawn, "technology", "technologies")} by relatedness density and complexity: ${coverage}.`,
    title: ({
      region,
      dataset: what,
      above,
      few,
      near,
      all,
      composite,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      above: number;
      /** Whether the region has too few documents in the lens to tell. */
      few: boolean;
      /** Null where the region has too few patents to tell. */
      near: number | null;
      all: number;
      composite: boolean;
      unknown: UnknownCounts;
    }) => {
      const hidden = unknownText(unknown, all);
      const end = hidden === null ? "" : `; ${hidden}`;
      const place = composite ? "close to its strengths in the three lenses together" : "close to what it already does";
      if (few) return `${region} has too few ${documents[what]} to tell where it is above Europe’s share${end}`;
      if (above === 0)
        return `${region} is clearly above Europe’s share of ${dataset[what]} in none of ${number(all - unknown.withheld - unknown.undisclosed)} technologies${end}`;
      const start = `${region} is clearly above Europe’s share of ${dataset[what]} in ${some(above, "technology", "technologies")}`;
      if (near === null) return `${start}${end}`;
      if (above === 1) return `${start}, which ${near === 1 ? "lies" : "does not lie"} ${place}${end}`;
      const which = near === above ? (above === 2 ? "both" : "all") : near === 0 ? "none" : number(near);
      return `${start}; ${which} of them ${near < 2 ? "lies" : "lie"} ${place}${end}`;
    },
    howToRead: ({
      region,
      dataset: what,
      technology,
      relatedness,
      complexity,
      rca: value,
      quadrant,
      composite,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      technology: string | null;
      relatedness: number | null;
      complexity: number | null;
      rca: number | null;
      quadrant: Quadrant | null;
      composite: boolean;
      unknown: UnknownCounts;
    }) => {
      const hidden = [unknown.withheld > 0 && "not published", unknown.undisclosed > 0 && "not disclosed"].filter(
        (part) => part !== false
      );
      const start = `Technologies further right are closer to what ${region} already does, and those higher up are more complex${hidden.length === 0 ? "" : `; the amounts of hollow squares are ${hidden.join(" or ")}`}`;
      if (technology === null) return `${start}.`;
      return `${start}. ${technology}: ${composite ? "composite relatedness" : "relatedness density"} ${number(relatedness, 1)}, complexity ${number(complexity, 1)}${composite || quadrant === null ? "" : ` (${quadrants[quadrant].name.toLowerCase()})`}, RCA ${rca(value)} ${inLens[what]}.`;
    },
    describe: ({
      region,
      dataset: what,
      drawn,
      above,
      below,
      strongest,
      rca: value,
      composite,
      all,
      unknown
    }: {
      region: string;
      dataset: Dataset;
      drawn: number;
      above: number;
      below: number;
      strongest: string | null;
      rca: number | null;
      composite: boolean;
      all: number;
      unknown: UnknownCounts;
    }) =>
      `${some(drawn, "technology", "technologies")} of ${region} by ${composite ? "composite relatedness" : "relatedness density"} and complexity, coloured by RCA ${inLens[what]}: ${number(above)} clearly above Europe’s share, ${number(below)} clearly below${strongest === null ? "" : `; the highest is ${strongest} (${rca(value)})`}${unknownText(unknown, all) === null ? "" : `; ${unknownText(unknown, all)}`}.`
  },
  map: {
    title: ({
      technology,
      dataset: what,
      above,
      regions: all,
      whole,
      region,
      rank,
      missing,
      unknown
    }: {
      technology: string;
      dataset: Dataset;
      above: number;
      /** Whose RCA can be told. */
      regions: number;
      whole: boolean;
      region: string | null;
      rank: number | null;
      /** Why the region has no RCA or no rank. */
      missing: Missing | null;
      /** Regions with an unknown count. */
      unknown: number;
    }) =>
      all === 0 && unknown > 0
        ? `${technology}: no region’s RCA ${inLens[what]} is published, to protect single companies`
        : `${technology}: ${someOf(above, all)} regions ${above === 1 ? "has" : "have"} more than Europe’s share of ${dataset[what]}${region === null ? "" : missing !== null ? `; ${region}: ${missingWords[missing].text}` : rank === null ? "" : `; ${region}${whole ? ", counted as one," : ""} ranks ${ordinal(rank)}`}${unknown === 0 ? "" : `; ${some(unknown, "region has", "regions have")} no published value`}`,
    describe: ({
      technology,
      dataset: what,
      above,
      regions: all,
      region,
      rca: value,
      missing,
      unknown,
      first,
      firstRca
    }: {
      technology: string;
      dataset: Dataset;
      above: number;
      regions: number;
      region: string | null;
      rca: number | null;
      missing: Missing | null;
      unknown: number;
      first: string | null;
      firstRca: number;
    }) =>
      all === 0 && unknown > 0
        ? `Map of regions by their published ${dataset[what]} in ${technology}; no RCA is published, to protect single companies.`
        : `Map of RCA ${inLens[what]} in ${technology}: ${someOf(above, all)} regions ${above === 1 ? "is" : "are"} above 1${first === null ? "" : `; the highest is ${first} (${rca(firstRca)})`}${region === null ? "" : value === null && missing !== null ? `; ${region}: ${missingWords[missing].text}` : `; ${region} has ${rca(value)}`}${unknown === 0 ? "" : `; ${some(unknown, "region has", "regions have")} no published value`}.`,
    howToRead: ({dataset: what, few}: {dataset: Dataset; few: number}) =>
      `Each dot is a region: its area shows ${what === "deals" ? "funding" : `the number of ${dataset[what]}`}, its colour RCA. ${what === "deals" ? "" : "A grey dot may lie on either side of Europe’s share. "}Small regions reach high and low values by chance, so trust intervals more than ranks.${few === 0 ? "" : ` ${some(few, "region")} with fewer ${what === "deals" ? "deals" : dataset[what]} than technologies ${few === 1 ? "is grey and has" : "are grey and have"} no rank.`}`,
    beyond: "Outside the map:",
    mark: ({region, rca: value, missing}: {region: string; rca: number | null; missing: Missing | null}) =>
      missing === null ? `${region}: RCA ${rca(value)}` : `${region}: ${missingWords[missing].text}`
  },
  trend: {
    describe: ({
      label,
      region,
      from,
      to,
      first,
      last,
      benchmarkFirst,
      benchmarkLast,
      digits
    }: {
      label: string;
      region: string;
      from: number;
      to: number;
      first: number;
      last: number;
      benchmarkFirst: number;
      benchmarkLast: number;
      digits: number;
    }) =>
      `${label}, ${from} to ${to}: ${region} goes from ${fixed(first, digits)} to ${fixed(last, digits)}, Europe from ${fixed(benchmarkFirst, digits)} to ${fixed(benchmarkLast, digits)}.`,
    empty: "No values in these years",
    /** After the label, where the line has a gap. */
    gap: (kind: Missing) => `gaps: ${missingWords[kind].short}`,
    strip: ({
      regions: all,
      above,
      region,
      rca: value,
      rank,
      missing
    }: {
      regions: number;
      above: number;
      region: string | null;
      rca: number | null;
      /** Null without any count. */
      rank: number | null;
      /** Why the region has no RCA or no rank. */
      missing: Missing | null;
    }) => {
      const place = rank === null ? "" : `, rank ${number(rank)}`;
      return `RCA of ${number(all)} regions on one line: ${someOf(above, all)} ${above === 1 ? "is" : "are"} above 1${region === null ? "" : value !== null ? `; ${region} has ${rca(value)}${place}` : missing === null ? "" : `; ${region}: ${missingWords[missing].text}`}.`;
    },
    rank: (rank: number, all: number) => `${ordinal(rank)} of ${number(all)}`
  }
};
