import {type Truths, turned} from "../narrative/flips.js";
import {checkField, FieldError, fields} from "./fields.js";
import {type FieldName, sameValue, type Scenario, type ScenarioBase} from "./scenario.js";

/** A change of one field that reverses claims. */
export interface NextFlip {
  field: FieldName;
  value: Scenario[FieldName];
  /** Number of steps of the field from its current value; 1 for another choice. */
  steps: number;
  /** Ids of the claims that are reversed. */
  claims: string[];
}

/** Maximum number of steps to try in each direction. */
export const farthest = 30;

/** Fields to walk step by step, with the size of a step, and fields of which every other value is tried. */
const walked: Readonly<Partial<Record<FieldName, number>>> = {
  rca_threshold: 0.05,
  similarity_cpc: 0.01,
  similarity_topic: 0.01,
  similarity_industry: 0.01,
  cooccurrence_cpc: 0.01,
  cooccurrence_topic: 0.01,
  cooccurrence_industry: 0.01,
  quadrant_relatedness: 0.5,
  quadrant_complexity: 0.5
};
const chosen: readonly FieldName[] = [
  "quadrant_cut",
  "strict",
  "benchmark",
  "benchmark_area",
  "benchmark_region",
  "relatedness",
  "diagonal",
  "counting",
  "measure",
  "deal_types",
  "universe",
  "edition"
];

/**
 * Finds what would reverse a claim next. For every field with steps, it gives the nearest value in each direction that
 * does, ordered by the number of steps over all fields; then every other choice that does.
 *
 * @param truths computes which claims are true in a scenario
 * @returns the changes, as soon as each is found
 */
export async function* nextFlips(
  scenario: Scenario,
  base: ScenarioBase,
  truths: (scenario: Scenario) => Promise<Truths>
): AsyncGenerator<NextFlip> {
  const now = await truths(scenario);
  const turns = async (field: FieldName, value: unknown): Promise<string[] | undefined> => {
    const changed = tryValue(scenario, field, value, base);
    return changed && turned(now, await truths(changed));
  };
  const ways = (Object.entries(walked) as [FieldName, number][])
    // Lines that are not in use cannot reverse a claim.
    .filter(([field]) => scenario.quadrant_cut === "fixed" || !field.startsWith("quadrant_"))
    .flatMap(([field, step]) => [
      {field, step, open: true},
      {field, step: -step, open: true}
    ]);
  for (let steps = 1; steps <= farthest; ++steps) {
    for (const way of ways) {
      if (!way.open) continue;
      const value = Number(((scenario[way.field] as number) + steps * way.step).toFixed(4));
      const claims = await turns(way.field, value);
      if (claims === undefined || claims.length > 0) way.open = false;
      if (claims?.length) yield {field: way.field, value: value as Scenario[FieldName], steps, claims};
    }
  }
  for (const field of chosen) {
    const spec = fields[field];
    const values: readonly unknown[] = spec.kind === "flag" ? [true, false] : spec.kind === "choice" ? spec.values : [];
    for (const value of values) {
      if (sameValue(value, scenario[field])) continue;
      const claims = await turns(field, value);
      if (claims?.length) yield {field, value: value as Scenario[FieldName], steps: 1, claims};
    }
  }
}

/** The scenario with another value of a field; undefined if the field cannot hold it. */
function tryValue(scenario: Scenario, field: FieldName, value: unknown, base: ScenarioBase): Scenario | undefined {
  try {
    return {...scenario, [field]: checkField(field, value, base)};
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}
