import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type Coverage, hasCount, missingProfile, type Unknown, unknownKinds} from "../indicators/missing.js";
import {isNumber} from "../text/numbers.js";
import type {EmptyCell, FigureTable} from "./figure.ts";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** The keys of groups in style sheets, each with a colour. */
const colours = ["health", "digital", "industry", "energy", "security"] as const;

/**
 * The keys of technologies' groups in style sheets: `Digital & AI` is `digital`. Groups whose names tell no key take
 * those that are left, in the order of the technologies; with more groups than keys, the last are `other`.
 */
export function groupKeys(technologies: readonly Pick<TechnologyValues, "group">[]): (group: string) => string {
  const groups = [...new Set(technologies.map(({group}) => group))];
  const named = new Map<string, string>();
  for (const key of colours) {
    const group = groups.find((one) => !named.has(one) && one.toLowerCase().includes(key));
    if (group !== undefined) named.set(group, key);
  }
  const left = colours.filter((key) => ![...named.values()].includes(key));
  for (const group of groups) if (!named.has(group)) named.set(group, left.shift() ?? "other");
  return (group) => named.get(group) ?? "other";
}

/** The classes that give groups their colours: `group-health`, … */
export function groupClasses(technologies: readonly Pick<TechnologyValues, "group">[]): (group: string) => string {
  const keyOf = groupKeys(technologies);
  return (group) => `group-${keyOf(group)}`;
}

/** The groups with the sum of a value over their technologies, largest first; ties by name. */
export function groupsBy(
  technologies: readonly TechnologyValues[],
  value: (technology: TechnologyValues) => number | null
): {group: string; sum: number; members: TechnologyValues[]}[] {
  const groups = new Map<string, TechnologyValues[]>();
  for (const technology of technologies)
    groups.set(technology.group, [...(groups.get(technology.group) ?? []), technology]);
  return Array.from(groups, ([group, members]) => ({
    group,
    members,
    sum: members.map(value).reduce<number>((sum, one) => sum + (isNumber(one) ? one : 0), 0)
  })).sort((a, b) => b.sum - a.sum || a.group.localeCompare(b.group, "en"));
}

/** Technologies by their count in a lens, largest first, unknown ones last; ties by name. */
export function byCount(technologies: readonly TechnologyValues[], dataset: Dataset): TechnologyValues[] {
  const count = ({lenses}: TechnologyValues) => lenses[dataset].count ?? -1;
  return technologies.slice().sort((a, b) => count(b) - count(a) || a.name.localeCompare(b.name, "en"));
}

/** The full name on a desk, the short one on a phone. */
export function shownName(technology: TechnologyValues, words: FigureWords, wide: boolean): string {
  return wide ? words.technology(technology) : words.shortTechnology(technology);
}

/** The label of a technology's mark: name, RCA with interval, and count. */
export function markLabel(technology: TechnologyValues, dataset: Dataset, words: FigureWords): string {
  const {missing, rca, low, high, count} = technology.lenses[dataset];
  return words.mark({technology: words.technology(technology), missing, rca, low, high, dataset, count});
}

/** The columns of a lens in the table of a figure; the last one says why numbers are missing, where some are. */
export function lensColumns(
  dataset: Dataset,
  {columns, unit}: FigureWords,
  technologies: readonly TechnologyValues[]
): FigureTable["columns"] {
  return [
    {key: "count", label: columns.count(dataset), unit: unit(dataset), digits: dataset === "deals" ? 1 : 0},
    {key: "rca", label: columns.rca, digits: 2},
    {key: "low", label: columns.low, digits: 2},
    {key: "high", label: columns.high, digits: 2},
    ...(hasUnknown(technologies, dataset) ? [{key: "missing", label: columns.missing}] : [])
  ];
}

const hasUnknown = (technologies: readonly TechnologyValues[], dataset: Dataset) =>
  technologies.some(({lenses}) => lenses[dataset].missing !== null);

/** The cells of these columns; null for no value. */
export function lensCells(
  {lenses}: TechnologyValues,
  dataset: Dataset,
  words: FigureWords,
  technologies: readonly TechnologyValues[]
): FigureTable["rows"][number] {
  const {missing, count, rca, low, high} = lenses[dataset];
  const empty = missing && {empty: words.missing(missing).short};
  const cells = {
    count: hasCount(missing) ? orNull(count) : empty,
    rca: empty ?? orNull(rca),
    low: empty ?? orNull(low),
    high: empty ?? orNull(high)
  };
  return hasUnknown(technologies, dataset) ? {...cells, missing: missing ? words.missing(missing).text : ""} : cells;
}

/** The cell of a quadrant, by name, or why the region has none; null for a technology that has no place. */
export function quadrantCell(
  {quadrant}: Pick<TechnologyValues, "quadrant">,
  {totals}: Pick<Snapshot, "totals">,
  words: FigureWords
): string | EmptyCell | null {
  if (quadrant !== null) return words.quadrants[quadrant].name;
  const missing = missingProfile(totals.patents);
  return missing && {empty: words.missing(missing).short};
}

const orNull = (value: number | null) => (isNumber(value) ? value : null);

/** How much of a region's lens is published, without a full stop; null where the disclosure rule left out nothing. */
export function coverageText(snapshot: Snapshot, dataset: Dataset, words: FigureWords): string | null {
  if (!snapshot.totals[dataset].partial) return null;
  return words.coverage(words.regionName(snapshot.region), dataset, coverageOf(snapshot, dataset));
}

function coverageOf(snapshot: Snapshot, dataset: Dataset): Coverage {
  const {technologies} = snapshot;
  const none = withoutAny(snapshot, dataset).length;
  const of = (kind: LensValues["missing"]) =>
    technologies.filter(({lenses}) => lenses[dataset].missing === kind).length;
  return {
    full: of("totals") - none,
    partly: of("partly"),
    none,
    ...unknownCounts(snapshot, dataset),
    all: technologies.length
  };
}

/** The technologies without any count in a lens. */
export function withoutAny(snapshot: Snapshot, dataset: Dataset): TechnologyValues[] {
  return snapshot.technologies.filter(
    ({
      lenses: {
        [dataset]: {missing, count}
      }
    }) => hasCount(missing) && !(count! > 0)
  );
}

/** The technologies whose count in a lens is unknown, by the reason. */
export function unknownIn({technologies}: Snapshot, dataset: Dataset): Record<Unknown, TechnologyValues[]> {
  return Object.fromEntries(
    unknownKinds.map((kind) => [kind, technologies.filter(({lenses}) => lenses[dataset].missing === kind)])
  ) as Record<Unknown, TechnologyValues[]>;
}

/** The numbers of these technologies. */
export function unknownCounts(snapshot: Snapshot, dataset: Dataset): Record<Unknown, number> {
  const {withheld, undisclosed} = unknownIn(snapshot, dataset);
  return {withheld: withheld.length, undisclosed: undisclosed.length};
}
