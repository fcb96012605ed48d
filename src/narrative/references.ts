import type {LensValues, TechnologyName} from "../indicators/snapshot.ts";
import type {Quadrant} from "../indicators/quadrants.ts";
import {type Dataset, datasets} from "../terms/lenses.js";
import {nearestText} from "../text/nearest.js";

/** How the text writes an indicator: its unit, and the decimals of the number, or of the percentage for a share. */
export interface Writing {
  unit: "rca" | "share" | "scale" | "place" | "count" | "documents";
  decimals: number;
}

/** Indicators of one technology in one dataset, as `LensValues` names them. */
export const technologyIndicators = {
  rca: {unit: "rca", decimals: 2},
  count: {unit: "count", decimals: 0},
  documents: {unit: "documents", decimals: 0},
  share: {unit: "share", decimals: 2},
  share38: {unit: "share", decimals: 1},
  benchmark_share: {unit: "share", decimals: 2},
  expected: {unit: "count", decimals: 1},
  low: {unit: "rca", decimals: 2},
  high: {unit: "rca", decimals: 2},
  rank: {unit: "place", decimals: 0},
  density: {unit: "scale", decimals: 1}
} as const satisfies Partial<Record<keyof LensValues, Writing>>;
export type TechnologyIndicator = keyof typeof technologyIndicators;

/** Indicators of one technology over all lenses. */
const positionIndicators = ["complexity", "composite", "quadrant"] as const;
export type PositionIndicator = (typeof positionIndicators)[number];

/** Indicators of a group of technologies in one dataset. */
const groupIndicators = ["rca", "share38", "above"] as const;
export type GroupIndicator = (typeof groupIndicators)[number];

/** Indicators of a whole dataset. */
const datasetIndicators = [
  "total",
  "total38",
  "above",
  "zero",
  "untold",
  "top1share38",
  "top4share38",
  "top5share38"
] as const;
export type DatasetIndicator = (typeof datasetIndicators)[number];

/** Quadrants by their names in references. */
export const quadrantNames = ["optimal", "moonshot", "incremental", "cautious"] as const satisfies readonly Quadrant[];

/** Groups of technologies by their names in references. */
const groupNames = [
  "advanced-industry-and-materials",
  "digital-and-ai",
  "energy-and-climate",
  "health-and-biotech",
  "security-and-space"
] as const;

/** Indicators that need no subject. */
const wholeIndicators = [
  "line.relatedness",
  "line.complexity",
  "network.links",
  "technologies",
  "spearman density-rca"
] as const;
export type WholeIndicator = (typeof wholeIndicators)[number];

/** Greatest length of a reference. */
const longest = 120;

/** A parsed reference to a live value. */
export type Reference =
  | {kind: "technology"; dataset: Dataset; indicator: TechnologyIndicator; technology: string}
  | {kind: "position"; indicator: PositionIndicator; technology: string}
  | {kind: "group"; dataset: Dataset; indicator: GroupIndicator; group: string}
  | {kind: "group-size"; group: string}
  | {kind: "dataset"; dataset: Dataset; indicator: DatasetIndicator}
  | {kind: "quadrant"; quadrant: Quadrant}
  | {kind: "whole"; indicator: WholeIndicator};

/** Name of a group in references: `Digital & AI` is `digital-and-ai`. */
export function groupSlug(group: string): string {
  return group
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^a-z0-9]+/g, "-");
}

const catalogues = new Map<string, Map<string, Reference>>();

/** All references to some technologies and groups, by their text. */
function catalogueOf(slugs: readonly string[], groups: readonly string[]): Map<string, Reference> {
  const key = JSON.stringify([slugs, groups]);
  const known = catalogues.get(key);
  if (known !== undefined) return known;
  const catalogue = new Map<string, Reference>();
  for (const dataset of datasets) {
    for (const indicator of Object.keys(technologyIndicators) as TechnologyIndicator[])
      for (const technology of slugs)
        catalogue.set(`${dataset}.${indicator} ${technology}`, {kind: "technology", dataset, indicator, technology});
    for (const indicator of groupIndicators)
      for (const group of groups)
        catalogue.set(`${dataset}.${indicator} ${group}`, {kind: "group", dataset, indicator, group});
    for (const indicator of datasetIndicators)
      catalogue.set(`${dataset}.${indicator}`, {kind: "dataset", dataset, indicator});
  }
  for (const indicator of positionIndicators)
    for (const technology of slugs)
      catalogue.set(`${indicator} ${technology}`, {kind: "position", indicator, technology});
  for (const group of groups) catalogue.set(`group.size ${group}`, {kind: "group-size", group});
  for (const quadrant of quadrantNames) catalogue.set(`quadrant.number ${quadrant}`, {kind: "quadrant", quadrant});
  for (const indicator of wholeIndicators) catalogue.set(indicator, {kind: "whole", indicator});
  catalogues.set(key, catalogue);
  return catalogue;
}

const catalogueFor = (technologies: readonly TechnologyName[]) =>
  catalogueOf(
    technologies.map(({slug}) => slug),
    [...new Set(technologies.map(({group}) => groupSlug(group)))]
  );

/** Every reference over some technologies. */
export function referencesOf(technologies: readonly TechnologyName[]): string[] {
  return [...catalogueFor(technologies).keys()];
}

/**
 * Parses a reference. @param technologies the valid slugs; without them any slug is valid @throws RangeError for an
 * unknown reference, with the nearest known one
 */
export function parseReference(reference: string, technologies?: readonly TechnologyName[]): Reference {
  const catalogue =
    technologies === undefined ? catalogueOf(slugIn(reference), groupNames) : catalogueFor(technologies);
  const found = catalogue.get(reference);
  if (found !== undefined) return found;
  // An address may contain anything.
  if (reference.length > longest)
    throw new RangeError(`unknown reference: ${reference.slice(0, longest)}…; one has at most ${longest} characters`);
  const near = nearestText(reference, catalogue.keys());
  const [indicator, subject] = reference.split(" ") as [string, string | undefined];
  if (subject !== undefined && catalogue.has(indicator))
    throw new RangeError(`${indicator} takes no second word, but has ${subject}${near}`);
  if (subject === undefined && [...catalogue.keys()].some((one) => one.startsWith(`${indicator} `)))
    throw new RangeError(`${indicator} needs a second word, such as the slug of a technology${near}`);
  throw new RangeError(`unknown reference: ${reference}${near}`);
}

/** Whether a text is a reference over some technologies. */
export function isReference(text: string, technologies: readonly TechnologyName[]): boolean {
  return catalogueFor(technologies).has(text);
}

/** The subject of a reference, unless it is a group. */
function slugIn(reference: string): string[] {
  const slug = / ([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(reference)?.[1];
  return slug === undefined || (groupNames as readonly string[]).includes(slug) ? [] : [slug];
}
