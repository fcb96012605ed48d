import {reportCounting} from "../indicators/engine/counting.js";
import {reportMethod} from "../indicators/method.js";
import {type Gap, gapOf, type Missing, missingProfile} from "../indicators/missing.js";
import {quadrants} from "../indicators/quadrants.js";
import type {LensValues, Snapshot, TechnologyName, TechnologyValues} from "../indicators/snapshot.ts";
import {rankCorrelation} from "./correlation.js";
import type {Published} from "./published.ts";
import {
  type DatasetIndicator,
  groupSlug,
  parseReference,
  type Reference,
  type TechnologyIndicator,
  technologyIndicators,
  type WholeIndicator
} from "./references.js";
import {narrativeWords} from "../words/en/narrative.js";
import {formatNumber, formatShare} from "../text/numbers.js";
import type {NamedChoices, NarrativeWords} from "../words/narrative.ts";
import {type Dataset, lenses, lensOf} from "../terms/lenses.js";

export interface ValueContext {
  snapshot: Snapshot;
  published: Published;
  /** By default English. */
  words?: NarrativeWords;
  /** The choices of method under which the snapshot was taken, for explanations; by default those of the report. */
  choices?: NamedChoices;
}

const reportChoices: NamedChoices = {...reportMethod, ...reportCounting("deals"), deal_types: "startup"};

/** A value in the text, with the details that readers can open. */
export interface LiveValue {
  reference: string;
  kind: "number" | "word";
  /** Shares are 0–1; a string is the key of a quadrant; null if there is no value. */
  value: number | string | null;
  /** Why there is no value; null where there is one, or where it does not exist. */
  missing: Missing | null;
  /** Whether the disclosure rule left out a part of it. */
  partial: boolean;
  /** As formatted in the text. */
  text: string;
  unit: string;
  /** The value in the report or its figures, in the same unit; null if they do not give it or cover another region. */
  published: number | string | null;
  /** value − published, for numbers. */
  difference: number | null;
  /** Decimals of the text; of the percentage for a share. */
  decimals: number;
  /** One sentence, and another where the value is missing. */
  how: string;
  /** The figure that shows it. */
  figure: string;
  technology: string | null;
}

/**
 * The live value of a reference such as `patents.rca semiconductors`.
 * @throws RangeError for an unknown reference, with the nearest known one
 */
export function resolveValue(
  reference: string,
  {snapshot, published, words = narrativeWords, choices = reportChoices}: ValueContext
): LiveValue {
  const parsed = parseReference(reference, snapshot.technologies);
  const raw = valueOf(parsed, snapshot);
  const value = typeof raw === "number" && Number.isNaN(raw) ? null : raw;
  const missing = value === null ? missingOf(parsed, snapshot) : null;
  const partial = value !== null && isPartial(parsed, snapshot);
  const shape = shapeOf(parsed, words);
  const how = sentenceOf(parsed, snapshot, words, choices);
  const told = snapshot.region.code === published.region ? publishedOf(parsed, published, snapshot) : null;
  return {
    reference,
    kind: shape.kind,
    value,
    missing,
    partial,
    text: missing === null ? shownText(reference, value, partial, {snapshot, words}) : words.missing[missing].text,
    unit: shape.unit,
    published: told,
    difference: typeof value === "number" && typeof told === "number" && !partial ? value - told : null,
    decimals: shape.decimals,
    how: [
      how,
      choicesText(parsed, words, choices),
      missing !== null ? words.missing[missing].why : leavesOut(parsed, snapshot) && words.partial
    ]
      .filter(Boolean)
      .join(" "),
    figure: figureOf(parsed),
    technology: "technology" in parsed ? parsed.technology : null
  };
}

/** A value in the text, which says whether it is only a part. */
function shownText(
  reference: string,
  value: number | string | null,
  partial: boolean,
  {snapshot, words}: {snapshot: Snapshot; words: NarrativeWords}
): string {
  const text = formatValue(reference, value, {snapshot, words});
  return partial ? words.partly(text) : text;
}

/**
 * What a reference stands for, whatever its value.
 * @throws RangeError for an unknown reference, with the nearest known one
 */
export function describeReference(
  reference: string,
  technologies: readonly TechnologyName[],
  words = narrativeWords
): Pick<LiveValue, "unit" | "decimals" | "how"> {
  const parsed = parseReference(reference, technologies);
  const {unit, decimals} = shapeOf(parsed, words);
  return {unit, decimals, how: sentenceOf(parsed, {technologies}, words, reportChoices)};
}

/**
 * Formats a value as the text shows its reference.
 * @throws RangeError for an unknown reference
 */
export function formatValue(
  reference: string,
  value: number | string | null,
  {snapshot, words = narrativeWords}: {snapshot: {technologies: readonly TechnologyName[]}; words?: NarrativeWords}
): string {
  const {kind, style, decimals} = shapeOf(parseReference(reference, snapshot.technologies), words);
  if (value === null) return words.noValue;
  if (kind === "word") return words.quadrants[value as keyof NarrativeWords["quadrants"]] ?? String(value);
  return style === "share" ? formatShare(Number(value), decimals, words) : formatNumber(Number(value), decimals, words);
}

interface Shape {
  kind: LiveValue["kind"];
  style: "number" | "share";
  decimals: number;
  unit: string;
}

const numberShape = (decimals: number, unit: string): Shape => ({kind: "number", style: "number", decimals, unit});

function shapeOf(reference: Reference, words: NarrativeWords): Shape {
  const {units} = words;
  const share = (decimals = 1): Shape => ({kind: "number", style: "share", decimals, unit: units.share});
  switch (reference.kind) {
    case "technology":
      return technologyShape(reference, words, share);
    case "position":
      return reference.indicator === "quadrant"
        ? {kind: "word", style: "number", decimals: 0, unit: units.quadrant}
        : numberShape(1, units.scale);
    case "group": {
      const shapes = {rca: numberShape(2, units.rca), above: numberShape(0, units.technologies), share38: share()};
      return shapes[reference.indicator];
    }
    case "group-size":
    case "quadrant":
      return numberShape(0, units.technologies);
    case "dataset":
      switch (reference.indicator) {
        case "total":
        case "total38":
          return numberShape(0, words.countUnits[reference.dataset]);
        case "above":
        case "zero":
        case "untold":
          return numberShape(0, units.technologies);
        case "top1share38":
        case "top4share38":
        case "top5share38":
          return share();
      }
      break;
    case "whole": {
      const shapes: Record<WholeIndicator, Shape> = {
        "line.relatedness": numberShape(1, units.scale),
        "line.complexity": numberShape(1, units.scale),
        "network.links": numberShape(0, units.links),
        technologies: numberShape(0, units.technologies),
        "spearman density-rca": numberShape(2, units.correlation)
      };
      return shapes[reference.indicator];
    }
  }
}

function technologyShape(
  {dataset, indicator}: Extract<Reference, {kind: "technology"}>,
  {units, countUnits}: NarrativeWords,
  share: (decimals: number) => Shape
): Shape {
  const {unit, decimals} = technologyIndicators[indicator];
  switch (unit) {
    case "count":
      return numberShape(dataset === "deals" ? 1 : decimals, countUnits[dataset]);
    case "share":
      return share(decimals);
    case "documents":
      return numberShape(decimals, units.documents[dataset]);
    case "rca":
    case "scale":
    case "place":
      return numberShape(decimals, units[unit]);
  }
}

/**
 * RCA of several technologies combined: their total count over the total expected count; null if one of these is
 * unknown, or none is expected.
 */
export function rcaTogether(technologies: readonly TechnologyValues[], dataset: Dataset): number | null {
  const counts = knownOf(technologies, dataset, "count");
  const expected = knownOf(technologies, dataset, "expected");
  if (counts === null || expected === null) return null;
  return sum(expected) === 0 ? null : sum(counts) / sum(expected);
}

/** Whether RCA = 1 lies inside the interval. The answer is undefined without an upper limit or an expected count. */
export function isUntold({low, high, expected}: Pick<LensValues, "low" | "high" | "expected">): boolean {
  return expected !== null && expected > 0 && low !== null && high !== null && low <= 1 && high >= 1;
}

/** Values of some technologies; null if one of them is unknown, since then sums and numbers of them are, too. */
function knownOf(
  technologies: readonly TechnologyValues[],
  dataset: Dataset,
  indicator: "count" | "rca" | "low" | "expected"
): number[] | null {
  const values = technologies.map(({lenses}) => lenses[dataset][indicator]);
  return values.every((value) => value !== null) ? values : null;
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Share of the `most` largest values in the sum of all; null if that is zero. */
function topShare(values: readonly number[], most: number): number | null {
  const all = sum(values);
  return all === 0 ? null : sum([...values].sort((a, b) => b - a).slice(0, most)) / all;
}

const topSize = {top1share38: 1, top4share38: 4, top5share38: 5} as const;

/** The value of a reference; null or NaN if there is none. */
export function valueOf(reference: Reference, snapshot: Snapshot): number | string | null {
  if ("dataset" in reference && !snapshot.totals[reference.dataset].held) return null;
  const {technologies} = snapshot;
  const find = (slug: string) => technologies.find((technology) => technology.slug === slug)!;
  switch (reference.kind) {
    case "technology":
      return find(reference.technology).lenses[reference.dataset][reference.indicator];
    case "position":
      return find(reference.technology)[reference.indicator];
    case "group":
      return groupValue(reference, snapshot);
    case "group-size":
      return membersOf(reference.group, technologies).length;
    case "quadrant":
      return snapshot.totals.patents.few
        ? null
        : technologies.filter(({quadrant}) => quadrant === reference.quadrant).length;
    case "dataset":
      return datasetValue(reference, snapshot);
    case "whole":
      return wholeValue(reference.indicator, snapshot);
  }
}

/** Why a reference has no value in a snapshot; null if the value does not exist. */
export function missingOf(reference: Reference, {technologies, totals}: Snapshot): Missing | null {
  if ("dataset" in reference && !totals[reference.dataset].held) return "absent";
  switch (reference.kind) {
    case "technology": {
      const {dataset, indicator} = reference;
      return (
        technologyGap(reference, {technologies, totals}) ??
        (indicator === "rank" ? missingProfile(totals[dataset]) : null)
      );
    }
    case "position":
      if (reference.indicator === "quadrant") return missingProfile(totals.patents);
      return reference.indicator === "composite" && lenses.some((lens) => totals[lens].partial) ? "totals" : null;
    case "quadrant":
      return missingProfile(totals.patents);
    case "group":
      return missingAmong(membersOf(reference.group, technologies), reference.dataset);
    case "dataset":
      return missingAmong(technologies, reference.dataset);
    case "group-size":
    case "whole":
      return null;
  }
}

/** Whether the disclosure rule left out a part of a count or a total. */
export function isPartial(reference: Reference, {technologies, totals}: Snapshot): boolean {
  if (reference.kind === "dataset") return isTotal(reference.indicator) && totals[reference.dataset].partial;
  return reference.kind === "technology" && technologyGap(reference, {technologies, totals}) === "partly";
}

/** What the gap of a technology in a lens takes away from one of its values. */
function technologyGap(
  {dataset, indicator, technology}: Extract<Reference, {kind: "technology"}>,
  {technologies, totals}: Pick<Snapshot, "technologies" | "totals">
): Gap | null {
  const {missing} = technologies.find(({slug}) => slug === technology)!.lenses[dataset];
  return gapOf(indicator, missing, totals[dataset].partial);
}

const isTotal = (indicator: DatasetIndicator) => indicator === "total" || indicator === "total38";

/** Whether a value leaves out counts that are withheld or not disclosed. */
function leavesOut(reference: Reference, snapshot: Snapshot): boolean {
  if (reference.kind !== "dataset" || !isTotal(reference.indicator)) return isPartial(reference, snapshot);
  return missingAmong(snapshot.technologies, reference.dataset) !== null;
}

/** Why a value over several technologies is unknown: what is withheld comes first. */
export function missingAmong(technologies: readonly TechnologyValues[], dataset: Dataset): LensValues["missing"] {
  const kinds = technologies.map(({lenses}) => lenses[dataset].missing);
  return kinds.includes("withheld") ? "withheld" : (kinds.find((kind) => kind !== null) ?? null);
}

/** The technologies of a group, by its name in references. */
function membersOf(group: string, technologies: readonly TechnologyValues[]): TechnologyValues[] {
  return technologies.filter((technology) => groupSlug(technology.group) === group);
}

function groupValue(
  {dataset, indicator, group}: Extract<Reference, {kind: "group"}>,
  {technologies, totals}: Snapshot
): number | null {
  const members = membersOf(group, technologies);
  switch (indicator) {
    case "rca":
      return rcaTogether(members, dataset);
    case "above":
      return numberAbove(members, dataset);
    case "share38": {
      const {technologies: total, partial} = totals[dataset];
      const counts = knownOf(members, dataset, "count");
      return counts && !partial && total !== 0 ? sum(counts) / total : null;
    }
  }
}

function numberAbove(technologies: readonly TechnologyValues[], dataset: Dataset): number | null {
  return knownOf(technologies, dataset, "rca")?.filter((rca) => rca > 1).length ?? null;
}

function datasetValue(
  {dataset, indicator}: Extract<Reference, {kind: "dataset"}>,
  {technologies, totals}: Snapshot
): number | null {
  const counts = knownOf(technologies, dataset, "count");
  switch (indicator) {
    case "total":
      return totals[dataset].count;
    case "total38":
      return totals[dataset].technologies;
    case "above":
      return numberAbove(technologies, dataset);
    case "zero":
      return counts && counts.filter((count) => count === 0).length;
    case "untold":
      return (
        knownOf(technologies, dataset, "low") &&
        technologies.filter(({lenses: {[dataset]: values}}) => isUntold(values)).length
      );
    case "top1share38":
    case "top4share38":
    case "top5share38":
      return counts && !totals[dataset].partial ? topShare(counts, topSize[indicator]) : null;
  }
}

function wholeValue(indicator: WholeIndicator, {technologies, lines, network}: Snapshot): number {
  switch (indicator) {
    case "line.relatedness":
      return lines.relatedness;
    case "line.complexity":
      return lines.complexity;
    case "network.links":
      return network.length;
    case "technologies":
      return technologies.length;
    case "spearman density-rca":
      return rankCorrelation(
        technologies.map(({lenses}) => lenses.patents.density),
        technologies.map(({lenses}) => lenses.patents.rca)
      );
  }
}

/** Datasets whose published counts are complete, not one in ten. */
const countedInFull: readonly Dataset[] = ["patents", "deals"];

function publishedOf(reference: Reference, published: Published, {technologies}: Snapshot): number | string | null {
  switch (reference.kind) {
    case "technology":
      return publishedTechnology(reference, published);
    case "position":
      return reference.indicator === "quadrant"
        ? (drawnQuadrants(published)[reference.technology] ?? null)
        : (published.values[reference.technology]?.[reference.indicator] ?? null);
    case "group":
      return publishedGroup(reference, published, technologies);
    case "group-size":
      return null;
    case "quadrant":
      return Object.values(drawnQuadrants(published)).filter((quadrant) => quadrant === reference.quadrant).length;
    case "dataset":
      return publishedDataset(reference, published, technologies);
    case "whole":
      return publishedWhole(reference.indicator, published, technologies);
  }
}

/** The published values of some technologies for an indicator such as `patents.rca`; null if any lacks one. */
function publishedColumn(
  {values}: Published,
  technologies: readonly TechnologyValues[],
  indicator: string
): number[] | null {
  const column = technologies.map(({slug}) => values[slug]?.[indicator]);
  return column.every((value) => value !== undefined) ? column : null;
}

/** The published counts of some technologies; null if any lacks one, or if the dataset is not counted in full. */
function publishedCounts(
  published: Published,
  technologies: readonly TechnologyValues[],
  dataset: Dataset
): number[] | null {
  return countedInFull.includes(dataset) ? publishedColumn(published, technologies, `${dataset}.count`) : null;
}

function publishedTechnology(
  {dataset, indicator, technology}: Extract<Reference, {kind: "technology"}>,
  {values, numbers}: Published
): number | null {
  const name = `${dataset}.${indicator satisfies TechnologyIndicator}`;
  const printed = numbers.find((number) => number.technology === technology && number.indicator === name);
  return values[technology]?.[name] ?? printed?.value ?? null;
}

function publishedGroup(
  {dataset, indicator, group}: Extract<Reference, {kind: "group"}>,
  published: Published,
  technologies: readonly TechnologyValues[]
): number | null {
  const members = membersOf(group, technologies);
  switch (indicator) {
    case "rca":
      return null;
    case "above":
      return publishedColumn(published, members, `${dataset}.rca`)?.filter((value) => value > 1).length ?? null;
    case "share38": {
      const all = publishedCounts(published, technologies, dataset);
      return all && sum(publishedCounts(published, members, dataset)!) / sum(all);
    }
  }
}

function publishedDataset(
  {dataset, indicator}: Extract<Reference, {kind: "dataset"}>,
  published: Published,
  technologies: readonly TechnologyValues[]
): number | null {
  const counts = publishedCounts(published, technologies, dataset);
  switch (indicator) {
    case "total":
      return published.totals[dataset] ?? null;
    case "total38":
      return counts && sum(counts);
    case "above":
      return publishedColumn(published, technologies, `${dataset}.rca`)?.filter((value) => value > 1).length ?? null;
    case "zero":
      return counts && counts.filter((count) => count === 0).length;
    case "untold":
      return null;
    case "top1share38":
    case "top4share38":
    case "top5share38":
      return counts && topShare(counts, topSize[indicator]);
  }
}

function publishedWhole(
  indicator: WholeIndicator,
  published: Published,
  technologies: readonly TechnologyValues[]
): number {
  switch (indicator) {
    case "line.relatedness":
      return published.lines.relatedness;
    case "line.complexity":
      return published.lines.complexity;
    case "network.links":
      return published.links.length;
    case "technologies":
      return Object.keys(published.values).length;
    case "spearman density-rca": {
      const column = (name: string) => publishedColumn(published, technologies, name) ?? [];
      return rankCorrelation(column("patents.density"), column("patents.rca"));
    }
  }
}

/** Quadrants of the published coordinates, by slug, at the lines in the report's figures. */
function drawnQuadrants({values, lines}: Published): Record<string, string> {
  const slugs = Object.keys(values);
  const drawn = quadrants(
    slugs.map((slug) => ({relatedness: values[slug]!["patents.density"]!, complexity: values[slug]!.complexity!})),
    {cut: "fixed", ...lines}
  );
  return Object.fromEntries(slugs.map((slug, i) => [slug, drawn[i]!]));
}

function sentenceOf(
  reference: Reference,
  {technologies}: {technologies: readonly TechnologyName[]},
  {how, datasets, groups, quadrants: names}: NarrativeWords,
  choices: NamedChoices
): string {
  const counted = (dataset: Dataset) => (dataset === "deals" ? how.deals(choices) : datasets[dataset]);
  const name = (slug: string) => technologies.find((technology) => technology.slug === slug)!.name;
  const group = (slug: string) => groups[slug] ?? slug;
  switch (reference.kind) {
    case "technology":
      return how.technology[reference.indicator](counted(reference.dataset), name(reference.technology), choices);
    case "position":
      return how.position[reference.indicator](name(reference.technology), choices);
    case "group":
      return how.group[reference.indicator](counted(reference.dataset), group(reference.group));
    case "group-size":
      return how.groupSize(group(reference.group));
    case "dataset":
      return how.dataset[reference.indicator](counted(reference.dataset));
    case "quadrant":
      return how.quadrant(names[reference.quadrant]);
    case "whole":
      return how.whole[reference.indicator](choices);
  }
}

/** What other choices than the report's change in a number; nothing for one that no record gives. */
function choicesText(reference: Reference, {how}: NarrativeWords, choices: NamedChoices): string | false {
  const isNumber = reference.kind === "whole" && reference.indicator === "technologies";
  return reference.kind !== "group-size" && !isNumber && how.choices(choices);
}

function figureOf(reference: Reference): string {
  switch (reference.kind) {
    case "technology":
      return `${reference.indicator === "density" ? "graph" : "treemap"}-${lensOf(reference.dataset)}`;
    case "group":
    case "dataset":
      return `treemap-${lensOf(reference.dataset)}`;
    case "whole":
      return reference.indicator === "network.links" || reference.indicator === "technologies"
        ? "network"
        : "graph-patents";
    case "position":
    case "quadrant":
      return "graph-patents";
    case "group-size":
      return "network";
  }
}
