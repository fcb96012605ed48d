import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {isNumber} from "../text/numbers.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** The key of a group in style sheets: `Digital & AI` is `digital`. */
export function groupKey(group: string): string {
  const name = group.toLowerCase();
  return ["health", "digital", "industry", "energy", "security"].find((key) => name.includes(key)) ?? "other";
}

/** The class that gives a group its colour: `group-health`, … */
export function groupClass(group: string): string {
  return `group-${groupKey(group)}`;
}

/** The groups with the sum of a value over their technologies, largest first; ties by name. */
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

/** Technologies by their count in a lens, largest first; ties by name. */
export function byCount(technologies: readonly TechnologyValues[], dataset: Dataset): TechnologyValues[] {
  return technologies
    .slice()
    .sort((a, b) => b.lenses[dataset].count - a.lenses[dataset].count || a.name.localeCompare(b.name, "en"));
}

/** The full name on a desk, the short one on a phone. */
export function shownName(technology: TechnologyValues, words: FigureWords, wide: boolean): string {
  return wide ? words.technology(technology) : words.shortTechnology(technology);
}

/** The label of a technology's mark: name, RCA with interval, and count. */
export function markLabel(technology: TechnologyValues, dataset: Dataset, words: FigureWords): string {
  const {rca, low, high, count} = technology.lenses[dataset];
  return words.mark({technology: words.technology(technology), rca, low, high, dataset, count});
}

/** The columns of a lens in the table of a figure. */
export function lensColumns(dataset: Dataset, {columns, unit}: FigureWords) {
  return [
    {key: "count", label: columns.count(dataset), unit: unit(dataset), digits: dataset === "deals" ? 1 : 0},
    {key: "rca", label: columns.rca, digits: 2},
    {key: "low", label: columns.low, digits: 2},
    {key: "high", label: columns.high, digits: 2}
  ];
}

/** The cells of these columns; null for no value. */
export function lensCells({count, rca, low, high}: LensValues): Record<string, number | null> {
  return {count: orNull(count), rca: orNull(rca), low: orNull(low), high: orNull(high)};
}

const orNull = (value: number | null) => (isNumber(value) ? value : null);

/** The technologies without any count in a lens. */
export function withoutAny(snapshot: Snapshot, dataset: Dataset): TechnologyValues[] {
  return snapshot.technologies.filter(({lenses}) => !(lenses[dataset].count > 0));
}
