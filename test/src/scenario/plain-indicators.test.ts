import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {checkField, fieldNames, fields} from "../../../src/scenario/fields.ts";
import {type FieldName, publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {lenses} from "../../../src/terms/lenses.ts";
import {type PlainSnapshot, plainSnapshot} from "../../support/plain-indicators.ts";
import {drawWorld, tinyBase, writeWorld} from "../../support/tiny-world.ts";
import {valueFor} from "./fixture.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

// Of the first worlds the one in which even an RCA of exactly 1 occurs, so that every field moves something.
const world = drawWorld(28);
const db = await WorkDatabase.open();
closeAtExit(db);
await writeWorld(db, world);
const published = publishedScenario(tinyBase);
const runner = await ScenarioRunner.open(async (sql) => await db.columns(sql), tinyBase.regions, published);

/** The same values of the product, where it has more. */
async function computed(scenario: Scenario): Promise<PlainSnapshot> {
  const {technologies, lines, totals} = await runner.snapshot(scenario);
  return {
    lines,
    few: {patents: totals.patents.few, publications: totals.publications.few, deals: totals.deals.few},
    technologies: technologies.map(({slug, complexity, quadrant, lenses: of}) => ({
      slug,
      complexity,
      quadrant,
      lenses: Object.fromEntries(
        lenses.map((lens) => {
          const {count, documents, share, share38, benchmark_share, expected, rca, density} = of[lens];
          return [lens, {count, documents, share, share38, benchmark_share, expected, rca, density}];
        })
      ) as PlainSnapshot["technologies"][number]["lenses"]
    }))
  };
}

function near(actual: unknown, expected: unknown, where: string): void {
  if (typeof actual === "number" && typeof expected === "number" && !Number.isNaN(expected))
    assert.ok(
      Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
      `${where}: ${actual}, ${expected}`
    );
  else if (typeof actual === "object" && actual !== null && typeof expected === "object" && expected !== null) {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), where);
    for (const [key, value] of Object.entries(actual))
      near(value, (expected as Record<string, unknown>)[key], `${where}, ${key}`);
  } else assert.equal(actual, expected, where);
}

async function compare(scenario: Scenario, what: string): Promise<PlainSnapshot> {
  const plain = plainSnapshot(world, scenario);
  near(withoutTies(await computed(scenario), plain), withoutTies(plain, plain), what);
  return plain;
}

/** Where a value lies on a line, its last digit tells the quadrant: such quadrants are not compared. */
function withoutTies(snapshot: PlainSnapshot, {lines, technologies}: PlainSnapshot): PlainSnapshot {
  const on = (value: number | null, line: number) => value !== null && Math.abs(value - line) < 1e-9;
  return {
    ...snapshot,
    technologies: snapshot.technologies.map((one, i) => {
      const {lenses: of, complexity} = technologies[i]!;
      const tied = on(of.patents.density, lines.relatedness) || on(complexity, lines.complexity);
      return tied ? {...one, quadrant: null} : one;
    })
  };
}

test("the published view is what plain arithmetic gives", async () => {
  const {technologies} = await compare(published, "published");
  assert.ok(technologies.some(({quadrant}) => quadrant === "optimal"));
});

// What is only shown differently moves no value.
const shown: readonly FieldName[] = ["lens"];
for (const field of fieldNames.filter((name) => !shown.includes(name)))
  test(`${field} moves the values as plain arithmetic does`, async () => {
    // With fixed lines the fields of lines matter too.
    const start: Scenario = field.startsWith("quadrant_") ? {...published, quadrant_cut: "fixed"} : published;
    const before = JSON.stringify(plainSnapshot(world, start));
    let moved = 0;
    for (const value of valuesOf(field)) {
      const scenario = {...start, [field]: checkField(field, value, tinyBase)};
      const plain = await compare(scenario, `${field} ${JSON.stringify(value)}`);
      if (JSON.stringify(plain) !== before) ++moved;
    }
    assert.ok(moved > 0, `${field} moves nothing; the world cannot tell`);
  });

test("any fields together move the values as plain arithmetic does", async () => {
  let state = 11;
  const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
  for (let i = 0; i < 100; ++i) {
    const scenario = {...published};
    for (const name of fieldNames)
      if (next(3) === 0) Object.assign(scenario, {[name]: checkField(name, valueFor(name, next, tinyBase), tinyBase)});
    await compare(scenario, JSON.stringify(scenario));
  }
});

function valuesOf(field: FieldName): readonly unknown[] {
  const spec = fields[field];
  switch (spec.kind) {
    case "choice":
      return spec.values;
    case "flag":
      return [true, false];
    case "region":
      return [...tinyBase.regions.keys()];
    case "years": {
      const [first, last] = tinyBase.years[spec.lens]!;
      return [
        [first, last],
        [first + 1, first + 3],
        [last, last]
      ];
    }
    case "whole":
      return [1, 3, 7, 12, ...(spec.all ? [null] : [])];
    case "number":
      return field.startsWith("quadrant_")
        ? [0, 25, 60, 85, 100]
        : field === "rca_threshold"
          ? [0.5, 0.8, 1.2, 2.05]
          : [0, 0.27, 0.33, 0.43, 0.65, 0.75, 1];
    case "decisions":
      return [
        [],
        ...world.links
          .slice(0, 12)
          .map(({vocabulary, symbol, technology}, i) => [
            {vocabulary, symbol, technology, decision: i % 2 === 0 ? "accept" : "reject"}
          ])
      ];
  }
}
