import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {ask, createView, type View} from "../../../src/narrative/claims/view.ts";
import {type NextFlip, nextFlips} from "../../../src/scenario/next-flips.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {type FieldName, publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {lenses} from "../../../src/terms/lenses.ts";
import {published as report} from "../narrative/fixture.ts";
import {plainSnapshot} from "../../support/plain-indicators.ts";
import {drawWorld, tinyBase, writeWorld} from "../../support/tiny-world.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

const world = drawWorld(28);
const db = await WorkDatabase.open();
closeAtExit(db);
await writeWorld(db, world);
const published = publishedScenario(tinyBase);
const runner = await ScenarioRunner.open(async (sql) => await db.columns(sql), tinyBase.regions, published);

/** Small claims about every technology, as the product reads them and by plain arithmetic. */
async function computedTruths(scenario: Scenario): Promise<Map<string, boolean | null>> {
  const view = createView(await runner.snapshot(scenario), report);
  return new Map(
    view.slugs.flatMap((slug) => {
      const told = (name: string, predicate: (of: View) => boolean | null): [string, boolean | null] => [
        `${name} ${slug}`,
        ask({predicate}, view).truth
      ];
      return [
        ...lenses.map((lens) => told(lens, (of) => of.rca(lens, slug) > 1)),
        ...lenses.map((lens) => told(`near ${lens}`, (of) => of.density(slug, lens) > 60)),
        told("optimal", (of) => (of.quadrant(slug) === null ? null : of.quadrant(slug) === "optimal"))
      ];
    })
  );
}

function plainTruths(scenario: Scenario): Map<string, boolean | null> {
  const {technologies, few} = plainSnapshot(world, scenario);
  const unless = (unknown: boolean, truth: boolean) => (unknown ? null : truth);
  return new Map(
    technologies.flatMap(({slug, quadrant, lenses: of}): [string, boolean | null][] => [
      ...lenses.map((lens): [string, boolean | null] => {
        const {rca} = of[lens];
        return [`${lens} ${slug}`, unless(few[lens] || rca === null, rca! > 1)];
      }),
      // Null is no number above anything.
      ...lenses.map((lens): [string, boolean | null] => [
        `near ${lens} ${slug}`,
        unless(few[lens], (of[lens].density ?? 0) > 60)
      ]),
      [`optimal ${slug}`, quadrant === null ? null : quadrant === "optimal"]
    ])
  );
}

/** Steps, limits and values are written here again, so that a field that is left out or bounded otherwise shows. */
const sliders: Partial<Record<FieldName, {step: number; low: number; high: number}>> = {
  rca_threshold: {step: 0.05, low: 0.1, high: 5},
  similarity_cpc: {step: 0.01, low: 0, high: 1},
  similarity_topic: {step: 0.01, low: 0, high: 1},
  similarity_industry: {step: 0.01, low: 0, high: 1},
  cooccurrence_cpc: {step: 0.01, low: 0, high: 1},
  cooccurrence_topic: {step: 0.01, low: 0, high: 1},
  cooccurrence_industry: {step: 0.01, low: 0, high: 1},
  quadrant_relatedness: {step: 0.5, low: 0, high: 100},
  quadrant_complexity: {step: 0.5, low: 0, high: 100}
};
const choices: Partial<Record<FieldName, readonly unknown[]>> = {
  quadrant_cut: ["median", "mean", "midrange", "fixed"],
  strict: [true, false],
  benchmark: ["pooled", "mean"],
  benchmark_area: ["europe", "eu27"],
  benchmark_region: ["parts", "whole"],
  relatedness: ["cosine", "association", "jaccard", "prob"],
  diagonal: [true, false],
  counting: ["whole", "fractional"],
  measure: ["amounts", "documents"],
  deal_types: ["startup", "all"],
  universe: ["full", "technologies"],
  edition: ["current", "earlier"]
};

/** Every value of every field in turn, each computed from the documents. */
function byBruteForce(scenario: Scenario): NextFlip[] {
  const now = plainTruths(scenario);
  const turned = (field: FieldName, value: unknown) =>
    [...plainTruths({...scenario, [field]: value} as Scenario)]
      .filter(([id, truth]) => truth !== null && now.get(id) !== null && truth !== now.get(id))
      .map(([id]) => id);
  const found: NextFlip[] = [];
  const record = (field: FieldName, value: unknown, steps: number, claims: string[]) =>
    found.push({field, value, steps, claims} as NextFlip);
  for (const [name, {step, low, high}] of Object.entries(sliders)) {
    const field = name as FieldName;
    if (field.startsWith("quadrant_") && scenario.quadrant_cut !== "fixed") continue;
    for (const way of [1, -1])
      for (let steps = 1; steps <= 30; ++steps) {
        const value = Math.round(((scenario[field] as number) + way * steps * step) * 1e4) / 1e4;
        if (value < low || value > high) break;
        const claims = turned(field, value);
        if (claims.length === 0) continue;
        record(field, value, steps, claims);
        break;
      }
  }
  for (const [name, values] of Object.entries(choices))
    for (const value of values.filter((one) => one !== scenario[name as FieldName])) {
      const claims = turned(name as FieldName, value);
      if (claims.length > 0) record(name as FieldName, value, 1, claims);
    }
  return found;
}

const moved = new Set<FieldName>();
const inOrder = (flips: readonly NextFlip[]) =>
  flips.map((flip) => JSON.stringify({...flip, claims: [...flip.claims].sort()})).sort();
const starts: [string, Scenario][] = [
  ["the published view", published],
  ["fixed lines", {...published, quadrant_cut: "fixed", quadrant_relatedness: 45, quadrant_complexity: 85}],
  ["another region by other choices", {...published, region: "NL4", counting: "fractional", benchmark: "mean"}]
];
for (const [name, start] of starts)
  test(`the next flips from ${name} are those that trying every value finds`, async () => {
    const flips: NextFlip[] = [];
    for await (const flip of nextFlips(start, tinyBase, computedTruths)) flips.push(flip);
    assert.deepEqual(inOrder(flips), inOrder(byBruteForce(start)));
    flips.forEach(({field}) => moved.add(field));
    const walked = flips.filter(({field}) => field in sliders).map(({steps}) => steps);
    assert.deepEqual(
      walked,
      [...walked].sort((a, b) => a - b),
      "nearest first"
    );
  });

test("every field that is tried turns something in one of these", () => {
  assert.deepEqual([...moved].sort(), [...Object.keys(sliders), ...Object.keys(choices)].sort());
});
