import type {Quadrant} from "../../../src/indicators/quadrants.ts";
import type {LensValues, Snapshot} from "../../../src/indicators/snapshot.ts";
import {makeClaims} from "../../../src/narrative/claims.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import type {Dataset} from "../../../src/terms/lenses.ts";
import {published, publishedSnapshot} from "./fixture.ts";

export const start = publishedSnapshot();
export const claims = new Map(makeClaims(published).map((claim) => [claim.id, claim]));
export const slugs = start.technologies.map(({slug}) => slug);
const group = (name: string) => start.technologies.filter((one) => one.group === name).map(({slug}) => slug);
export const [health, digital] = [group("Health & Biotech"), group("Digital & AI")];

/** A change of the published values. */
export type Change = (snapshot: Snapshot) => Snapshot;

export const each =
  (change: (slug: string) => Partial<Snapshot["technologies"][number]>): Change =>
  (snapshot) => ({
    ...snapshot,
    technologies: snapshot.technologies.map((one) => ({...one, ...change(one.slug)}))
  });
/** Values of some technologies in one dataset; the last one that names a technology counts. */
export const put =
  (dataset: Dataset, name: keyof LensValues, value: number, among: readonly string[] = slugs): Change =>
  (snapshot) => ({
    ...snapshot,
    technologies: snapshot.technologies.map((one) =>
      among.includes(one.slug)
        ? {...one, lenses: {...one.lenses, [dataset]: {...one.lenses[dataset], [name]: value}}}
        : one
    )
  });
export const rca = (dataset: Dataset, value: number, among?: readonly string[]) => put(dataset, "rca", value, among);
export const place = (quadrant: Quadrant, among: readonly string[] = slugs) =>
  each((slug) => (among.includes(slug) ? {quadrant} : {}));
export const complexity = (value: number, among: readonly string[]) =>
  each((slug) => (among.includes(slug) ? {complexity: value} : {}));
/** Values 38, 37, … of the technologies in the order in which they are given, then of the others. */
export const ranked =
  (dataset: Dataset, name: keyof LensValues, first: readonly string[]): Change =>
  (snapshot) =>
    [...first, ...slugs.filter((one) => !first.includes(one))].reduce(
      (changed, slug, i) => put(dataset, name, slugs.length - i, [slug])(changed),
      snapshot
    );
/** Gives one technology a place among the 38, the others in their order. */
export const at = (slug: string, from: 1 | -1, number: number) => {
  const rest = slugs.filter((one) => one !== slug);
  const order = [...rest.slice(0, number - 1), slug, ...rest.slice(number - 1)];
  return from === 1 ? order : order.reverse();
};
/** The same for several: the last of them gets the place, the others those before it. */
export const allUpTo = (some: readonly string[], number: number) => {
  const rest = slugs.filter((one) => !some.includes(one));
  return [...rest.slice(0, number - some.length), ...some, ...rest.slice(number - some.length)];
};
export const byDensity = (order: readonly string[]) => ranked("patents", "density", order);
export const byComplexity = (order: readonly string[]) =>
  each((slug) => ({complexity: slugs.length - order.indexOf(slug)}));
export const line =
  (name: "relatedness" | "complexity", value: number): Change =>
  (snapshot) => ({...snapshot, lines: {...snapshot.lines, [name]: value}});
export const all =
  (...changes: Change[]): Change =>
  (snapshot) =>
    changes.reduce((changed, change) => change(changed), snapshot);

/** A claim's truth on changed values. */
export const truth = (claim: string, change: Change, from = published) =>
  claims.get(claim)!.predicate(createView(change(start), from));
