import {writeAddress} from "./address.js";
import {checkField} from "./fields.js";
import {type FieldName, publishedScenario, type Scenario, type ScenarioBase, thresholdsOf} from "./scenario.js";
import {Random} from "./random.js";
import {lenses, vocabularies, type Years} from "../terms/lenses.js";

/** Subjects under which the choices are put to a reader. */
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

/** One way to make a choice; the first of a choice is the report's, which changes nothing. */
interface Level {
  /** For words; one that the narrative's alternatives know bears their id. */
  id: string;
  changes: Partial<Scenario>;
}

/** A choice that the report makes and that could be made otherwise as well. */
export interface Choice {
  id: string;
  family: Family;
  levels: readonly Level[];
  /** What it moves; two choices that move nothing in common add nothing as a pair. */
  moves: "all" | "quadrants" | "publications" | "deals";
  /** Whether moving it loads or classifies the records again, which takes a hundred times longer. */
  slow: boolean;
}

/** One way through all choices. */
export interface Specification {
  /** Its address: what differs from the published view; empty for the published view itself. */
  id: string;
  scenario: Scenario;
  /** Place of the level that is taken, for each choice. */
  levels: readonly number[];
  /** How many choices differ from the report's. */
  changed: number;
}

/** A design: the choices that vary, and the ways through them, in the order in which they are computed. */
export interface Design {
  choices: readonly Choice[];
  /** The published view is the first. */
  specifications: readonly Specification[];
}

/** Number of specifications in the report's own run. */
export const reportCount = 600;

/** Distance of the other thresholds from those of the build. */
const nudge = 0.02;

/** What the draws begin with; another number would be another sample. */
const seed = 38;

/**
 * The choices that vary, with their levels, for one region.
 * @param base the years of its records bound the windows, its thresholds are the middle of the others
 * @param region NUTS code; only a NUTS1 region can stand in the benchmark in place of its parts
 */
export function choicesFor(
  base: ScenarioBase,
  region: string,
  chosen: ReadonlySet<Family> = new Set(families)
): Choice[] {
  const published = publishedScenario(base);
  const choice = (
    id: string,
    family: Family,
    levels: Record<string, Partial<Scenario>>,
    more: Partial<Pick<Choice, "moves" | "slow">> = {}
  ): Choice => ({
    id,
    family,
    moves: "all",
    slow: false,
    ...more,
    levels: [
      {id: `${id}-published`, changes: {}},
      ...Object.entries(levels).map(([level, changes]) => ({id: level, changes}))
    ]
  });
  const all = [
    choice("window", "records", windows(published, base), {slow: true}),
    choice(
      "similarity",
      "classification",
      {
        "similarity-lower": shift(published, ["similarity", "alone"], -nudge),
        "similarity-higher": shift(published, ["similarity", "alone"], nudge)
      },
      {slow: true}
    ),
    choice(
      "cooccurrence",
      "classification",
      {
        "cooccurrence-lower": shift(published, ["cooccurrence"], -nudge),
        "cooccurrence-higher": shift(published, ["cooccurrence"], nudge)
      },
      {slow: true}
    ),
    choice("counting", "counting", {fractional: {counting: "fractional"}}, {slow: true}),
    choice("measure", "counting", {"deals-counted": {measure: "documents"}}, {moves: "deals"}),
    choice("edition", "records", {"earlier-publications": {edition: "earlier"}}, {moves: "publications"}),
    choice("universe", "counting", {"the-38-alone": {universe: "technologies"}}),
    choice("area", "benchmark", {eu27: {benchmark_area: "eu27"}}),
    ...(region.length === 3 ? [choice("unit", "benchmark", {"region-whole": {benchmark_region: "whole"}})] : []),
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
  return all.filter(({family, levels}) => chosen.has(family) && levels.length > 1);
}

/**
 * Windows in all lenses alike, those that the records allow: the report's without its first or last years, at least
 * three years long; the years before or after; and longer ones.
 */
function windows(published: Scenario, {years}: ScenarioBase): Record<string, Partial<Scenario>> {
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
      const changes = lenses.map((lens): [string, Years] => {
        const [first, last] = published[`years_${lens}`];
        return [`years_${lens}`, [first + start, last + end]];
      });
      const allowed = changes.every(
        ([, [first, last]], i) => first >= years[lenses[i]!][0] && last <= years[lenses[i]!][1] && last - first >= 2
      );
      return allowed ? [[id, Object.fromEntries(changes)]] : [];
    })
  );
}

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
  /** Subjects whose choices vary; the others stay as published. By default all. */
  chosen?: ReadonlySet<Family>;
  /** Largest number of specifications, from 1. */
  count?: number;
}

/**
 * Specifications of a multiverse analysis (Steegen et al. 2016; Simonsohn et al. 2020): the published view, every
 * choice by itself, every pair of quick choices that move something in common, and a random sample of the full product
 * up to `count`.
 *
 * The sample is drawn with a fixed seed. Years and thresholds, each of which makes the records be read or classified
 * anew, go through a balanced third of their combinations: every window meets every threshold of similarity and every
 * threshold of co-occurrence. A product that is not larger than `count` is taken whole; where less is asked for than
 * there are single choices and pairs, the first ones are taken. No specification comes twice, and slow choices change
 * seldom from one to the next.
 * @throws RangeError for a count that is no number from 1 on
 */
export function makeDesign(
  base: ScenarioBase,
  {region = base.region, chosen, count = reportCount}: DesignOptions = {}
): Design {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`invalid number of specifications: ${count}; take a whole number from 1 on`);
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
    // Beyond the product of the quick choices in the slow cells there is nothing new to draw.
    for (let draw = 0; taken.size < count && draw < 100 * count; ++draw)
      take(choices.map(({levels}, at) => cells[draw % cells.length]![at] ?? random.integer(0, levels.length - 1)));
  }
  const published = {...publishedScenario(base), region};
  const specifications = [...taken.values()].sort(bySlowness).map((levels): Specification => {
    const scenario = checked(
      Object.assign({...published}, ...levels.map((level, at) => choices[at]!.levels[level]!.changes)) as Scenario,
      base
    );
    return {id: writeAddress(scenario, base), scenario, levels, changed: levels.filter((level) => level > 0).length};
  });
  return {choices, specifications};
}

/** Whether two choices are worth a pair. The slow ones are not by themselves, but for the way of counting. */
function meet(one: Choice, other: Choice): boolean {
  const quick = ({slow, id}: Choice) => !slow || id === "counting";
  return quick(one) && quick(other) && (one.moves === "all" || other.moves === "all" || one.moves === other.moves);
}

/** Levels of the slow choices that the sample goes through, undefined at the others. */
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
 * A third of the combinations in which each two of the three meet in all their levels; all where one of them is fixed.
 */
function isBalanced(
  cell: readonly (number | undefined)[],
  window: number,
  similarity: number,
  cooccurrence: number
): boolean {
  return window < 0 || similarity < 0 || (cell[window]! + cell[similarity]! + cell[cooccurrence]!) % 3 === 0;
}

/** Lexicographic by the levels, slow choices first. */
function bySlowness(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < one.length; ++at) if (one[at] !== other[at]) return one[at]! - other[at]!;
  return 0;
}

function checked(scenario: Scenario, base: ScenarioBase): Scenario {
  return Object.fromEntries(
    (Object.keys(scenario) as FieldName[]).map((name) => [name, checkField(name, scenario[name], base)])
  ) as unknown as Scenario;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; --i) {
    const j = random.integer(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
