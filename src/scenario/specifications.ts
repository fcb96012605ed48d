import {writeAddress} from "./address.js";
import {changesIn, checkField} from "./fields.js";
import {publishedScenario, type Scenario, type ScenarioBase, thresholdsOf} from "./scenario.js";
import {Random} from "./random.js";
import {lenses, vocabularies, type Years} from "../terms/lenses.js";

/** Subjects that group the choices for readers. */
export const families = [
  "lines",
  "advantage",
  "relatedness",
  "counting",
  "benchmark",
  "complexity",
  "records",
  "classification"
] as const;
export type Family = (typeof families)[number];

/** One option of a choice. The first is the report's and changes nothing. */
interface Level {
  /** Key of its words; for an alternative of the narrative, the id of that alternative. */
  id: string;
  changes: Partial<Scenario>;
}

/** A choice in the report's method that has other defensible options. */
export interface Choice {
  id: string;
  family: Family;
  levels: readonly Level[];
  /** What it affects. A pair of choices that affect different things adds no information. */
  moves: "all" | "quadrants" | "publications" | "deals";
  /** Whether a change requires reading or classifying the documents again, which takes a hundred times as long. */
  slow: boolean;
}

/** One combination of options, one for each choice. */
export interface Specification {
  /** Its address: the differences from the published view; empty for the published view. */
  id: string;
  scenario: Scenario;
  /** Index of the level taken, for each choice. */
  levels: readonly number[];
  /** Number of choices that differ from the report's. */
  changed: number;
}

/** The choices that vary, and their combinations, in the order in which they are computed. */
export interface Design {
  choices: readonly Choice[];
  /** The first one is the published view. */
  specifications: readonly Specification[];
}

/** Number of specifications in the report's own run. */
export const reportCount = 600;

/** Distance of the alternative thresholds from those of the build. */
const nudge = 0.02;

/** Seed of the sample. */
const seed = 38;

/** A choice whose first level is the report's. By default it affects everything and is quick to compute. */
function choice(
  id: string,
  family: Family,
  levels: Record<string, Partial<Scenario>>,
  more: Partial<Pick<Choice, "moves" | "slow">> = {}
): Choice {
  return {
    id,
    family,
    moves: "all",
    slow: false,
    ...more,
    levels: [
      {id: `${id}-published`, changes: {}},
      ...Object.entries(levels).map(([level, changes]) => ({id: level, changes}))
    ]
  };
}

/** The choices that require reading or classifying the documents again. */
function slowChoices(published: Scenario, {pooled}: Pick<ScenarioBase, "pooled">): Choice[] {
  const slow = {slow: true};
  return [
    choice("window", "records", windows(published, pooled), slow),
    choice(
      "similarity",
      "classification",
      {
        "similarity-lower": shift(published, ["similarity", "alone"], -nudge),
        "similarity-higher": shift(published, ["similarity", "alone"], nudge)
      },
      slow
    ),
    choice(
      "cooccurrence",
      "classification",
      {
        "cooccurrence-lower": shift(published, ["cooccurrence"], -nudge),
        "cooccurrence-higher": shift(published, ["cooccurrence"], nudge)
      },
      slow
    ),
    choice("counting", "counting", {fractional: {counting: "fractional"}}, slow),
    choice("rounds", "records", {"all-rounds": {deal_types: "all"}}, {...slow, moves: "deals"})
  ];
}

const quickChoices: readonly Choice[] = [
  choice("measure", "counting", {"deals-counted": {measure: "documents"}}, {moves: "deals"}),
  choice("edition", "records", {"earlier-publications": {edition: "earlier"}}, {moves: "publications"}),
  choice("universe", "counting", {"the-38-alone": {universe: "technologies"}}),
  choice("area", "benchmark", {eu27: {benchmark_area: "eu27"}}),
  choice("unit", "benchmark", {"region-whole": {benchmark_region: "whole"}}),
  choice("benchmark", "benchmark", {"benchmark-mean": {benchmark: "mean"}}),
  choice("relatedness", "relatedness", {
    association: {relatedness: "association"},
    jaccard: {relatedness: "jaccard"},
    prob: {relatedness: "prob"}
  }),
  choice(
    "runs",
    "complexity",
    {"runs-fifty": {complexity_end: 50}, "runs-all": {complexity_end: null}},
    {moves: "quadrants"}
  ),
  choice("start", "complexity", {"start-twenty": {complexity_start: 20}}, {moves: "quadrants"}),
  choice("advantage", "advantage", {
    "rca-08": {rca_threshold: 0.8},
    "rca-equal": {strict: false},
    "rca-125": {rca_threshold: 1.25},
    "rca-15": {rca_threshold: 1.5}
  }),
  choice("diagonal", "relatedness", {diagonal: {diagonal: true}}),
  choice(
    "lines",
    "lines",
    {
      "cut-mean": {quadrant_cut: "mean"},
      "cut-midrange": {quadrant_cut: "midrange"},
      "cut-fifty": {quadrant_cut: "fixed", quadrant_relatedness: 50, quadrant_complexity: 50}
    },
    {moves: "quadrants"}
  )
];

/**
 * The choices that vary for one region, with their levels, slow ones first.
 * @param base its years limit the windows; its thresholds are the middle levels
 * @param region NUTS code; only a NUTS1 region can replace its parts in the benchmark
 */
export function choicesFor(
  base: ScenarioBase,
  region: string,
  chosen: ReadonlySet<Family> = new Set(families)
): Choice[] {
  return [...slowChoices(publishedScenario(base), base), ...quickChoices]
    .filter(({id, family}) => chosen.has(family) && (id !== "unit" || region.length === 3))
    .map((one) => ({...one, levels: levelsIn(one, base)}))
    .filter(({levels}) => levels.length > 1);
}

/** The levels of a choice that a build can follow, and what they change there. */
function levelsIn({levels: [published, ...others]}: Choice, base: ScenarioBase): Level[] {
  return [
    published!,
    ...others.flatMap(({id, changes}): Level[] => {
      const left = changesIn(changes, base);
      return left ? [{id, changes: left}] : [];
    })
  ];
}

/**
 * Windows of years, shifted alike in all lenses: the report's without its first or last years, and earlier, later and
 * longer ones. Windows shorter than three years are left out. A lens keeps its window where its years are published
 * together.
 */
function windows(published: Scenario, pooled: ScenarioBase["pooled"]): Record<string, Partial<Scenario>> {
  const moves = {
    "years-without-first": [1, 0],
    "years-without-last": [0, -1],
    "years-last": [2, 0],
    "years-first": [0, -2],
    "years-earlier": [-1, -1],
    "years-later": [1, 1],
    "years-longer": [-2, 0]
  } as const;
  return Object.fromEntries(
    Object.entries(moves).flatMap(([id, [start, end]]) => {
      const changes = lenses
        .filter((lens) => !pooled.includes(lens))
        .map((lens): [string, Years] => {
          const [first, last] = published[`years_${lens}`];
          return [`years_${lens}`, [first + start, last + end]];
        });
      return changes.every(([, [first, last]]) => last - first >= 2) ? [[id, Object.fromEntries(changes)]] : [];
    })
  );
}

/** The thresholds of all vocabularies, shifted by a distance and limited to 0–1. */
function shift(
  published: Scenario,
  kinds: readonly ("similarity" | "cooccurrence" | "alone")[],
  by: number
): Partial<Scenario> {
  const rule = thresholdsOf(published);
  return Object.fromEntries(
    kinds.flatMap((kind) =>
      vocabularies.map((vocabulary) => [
        `${kind}_${vocabulary}`,
        Number(Math.min(1, Math.max(0, rule[vocabulary][kind] + by)).toFixed(4))
      ])
    )
  );
}

export interface DesignOptions {
  /** NUTS code; by default the published region. */
  region?: string;
  /** Subjects whose choices vary; by default all. The others remain as published. */
  chosen?: ReadonlySet<Family>;
  /** Maximum number of specifications, at least 1. */
  count?: number;
}

/**
 * Specifications of a multiverse analysis (Steegen et al. 2016; Simonsohn et al. 2020): the published view, every
 * single change, every pair of quick changes that affect the same thing, and a random sample of all combinations.
 *
 * If there are at most `count` combinations, all are included. If `count` is less than the number of single changes and
 * pairs, the first of these are. The sample has a fixed seed. Slow choices (years and thresholds) take part with a
 * balanced third of their combinations, in which every window meets every threshold. Specifications are distinct, and
 * ordered so that slow choices change rarely.
 * @throws RangeError unless `count` is a whole number from 1
 */
export function makeDesign(
  base: ScenarioBase,
  {region = base.region, chosen, count = reportCount}: DesignOptions = {}
): Design {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`invalid number of specifications: ${count}; use a whole number from 1`);
  const choices = choicesFor(base, region, chosen);
  const taken = new Map<string, readonly number[]>();
  const take = (levels: readonly number[]) => {
    if (taken.size < count) taken.set(levels.join(), levels);
  };
  const none = choices.map(() => 0);
  const sizes = choices.map(({levels}) => levels.length);
  if (sizes.reduce((product, size) => product * size, 1) <= count)
    sizes
      .reduce(
        (tuples, size) => tuples.flatMap((tuple) => Array.from({length: size}, (_, level) => [...tuple, level])),
        [[]] as number[][]
      )
      .forEach(take);
  else {
    take(none);
    const changes = choices.flatMap(({levels}, at) => levels.slice(1).map((_, i) => ({at, level: i + 1})));
    for (const {at, level} of changes) take(none.with(at, level));
    for (const one of changes)
      for (const other of changes)
        if (one.at < other.at && meet(choices[one.at]!, choices[other.at]!))
          take(none.with(one.at, one.level).with(other.at, other.level));
    const random = new Random(seed);
    const cells = shuffled(slowCells(choices), random);
    // The balanced third may have fewer combinations than `count`, so the number of draws is limited.
    for (let draw = 0; taken.size < count && draw < 100 * count; ++draw)
      take(choices.map(({levels}, at) => cells[draw % cells.length]![at] ?? random.integer(0, levels.length - 1)));
  }
  const published = {...publishedScenario(base), region: checkField("region", region, base)};
  const specifications = [...taken.values()].sort(bySlowness).map((levels): Specification => {
    const changes = levels.map((level, at) => choices[at]!.levels[level]!.changes);
    const scenario = Object.assign({...published}, ...changes) as Scenario;
    return {id: writeAddress(scenario, base), scenario, levels, changed: levels.filter((level) => level > 0).length};
  });
  return {choices, specifications};
}

/**
 * Whether to combine two choices in pairs: both affect the same thing, and each is quick or is the choice of counting.
 */
function meet(one: Choice, other: Choice): boolean {
  const quick = ({slow, id}: Choice) => !slow || id === "counting";
  return quick(one) && quick(other) && (one.moves === "all" || other.moves === "all" || one.moves === other.moves);
}

/** The combinations of slow levels in the sample; undefined stands for quick choices. */
function slowCells(choices: readonly Choice[]): (number | undefined)[][] {
  let cells: (number | undefined)[][] = [[]];
  const place = (id: string) => choices.findIndex((choice) => choice.id === id);
  for (const {id, slow, levels} of choices)
    cells = cells
      .flatMap((cell) => (slow ? levels.map((_, level) => [...cell, level]) : [[...cell, undefined]]))
      .filter(
        (cell) => id !== "cooccurrence" || isBalanced(cell, place("window"), place("similarity"), place("cooccurrence"))
      );
  return cells;
}

/**
 * Selects a third of the combinations, in which all pairs of levels of two choices occur. Selects all if a choice is
 * fixed.
 */
function isBalanced(
  cell: readonly (number | undefined)[],
  window: number,
  similarity: number,
  cooccurrence: number
): boolean {
  return window < 0 || similarity < 0 || (cell[window]! + cell[similarity]! + cell[cooccurrence]!) % 3 === 0;
}

/** Compares by the level of each choice in turn; slow choices come first. */
function bySlowness(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < one.length; ++at) if (one[at] !== other[at]) return one[at]! - other[at]!;
  return 0;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; --i) {
    const j = random.integer(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
