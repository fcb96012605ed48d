import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {isNumber} from "../text/numbers.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** The word by which the styles know a group: `Digital & AI` is `digital`. */
export function groupKey(group: string): string {
  const name = group.toLowerCase();
  return ["health", "digital", "industry", "energy", "security"].find((key) => name.includes(key)) ?? "other";
}

/** The class of a group, by which the style sheet gives it its colour: `group-health` … */
export function groupClass(group: string): string {
  return `group-${groupKey(group)}`;
}

/** The groups by the sum of some value of their technologies, largest first; equal ones by name. */
export function groupsBy(
  technologies: readonly TechnologyValues[],
  value: (technology: TechnologyValues) => number
): {group: string; sum: number; members: TechnologyValues[]}[] {
  const groups = new Map<string, TechnologyValues[]>();
  for (const technology of technologies)
    groups.set(technology.group, [...(groups.get(technology.group) ?? []), technology]);
  return Array.from(groups, ([group, members]) => ({
    group,
    members,
    sum: members.reduce((sum, member) => sum + (isNumber(value(member)) ? value(member) : 0), 0)
  })).sort((a, b) => b.sum - a.sum || a.group.localeCompare(b.group, "en"));
}

/** Technologies by what is counted in a lens, most first; equal ones by name. */
export function byCount(technologies: readonly TechnologyValues[], dataset: Dataset): TechnologyValues[] {
  return technologies
    .slice()
    .sort((a, b) => b.lenses[dataset].count - a.lenses[dataset].count || a.name.localeCompare(b.name, "en"));
}

/** What a technology's mark says when it is pointed at. */
export function markLabel(technology: TechnologyValues, dataset: Dataset, words: FigureWords): string {
  const {rca, low, high, count} = technology.lenses[dataset];
  return words.mark({technology: words.technology(technology), rca, low, high, dataset, count});
}

/** Columns of a lens in a table twin. */
export function lensColumns(dataset: Dataset, {columns, unit}: FigureWords) {
  return [
    {key: "count", label: columns.count(dataset), unit: unit(dataset), digits: dataset === "deals" ? 1 : 0},
    {key: "rca", label: columns.rca, digits: 2},
    {key: "low", label: columns.low, digits: 2},
    {key: "high", label: columns.high, digits: 2}
  ];
}

/** Values of a lens in a table twin; null where there is none. */
export function lensCells({count, rca, low, high}: LensValues): Record<string, number | null> {
  return {count: orNull(count), rca: orNull(rca), low: orNull(low), high: orNull(high)};
}

const orNull = (value: number | null) => (isNumber(value) ? value : null);

/** How many of a region's technologies a lens has nothing of. */
export function withoutAny(snapshot: Snapshot, dataset: Dataset): TechnologyValues[] {
  return snapshot.technologies.filter(({lenses}) => !(lenses[dataset].count > 0));
}
