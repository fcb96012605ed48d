import {countingParameters} from "../indicators/engine/counting.js";
import {methodParameters} from "../indicators/method.js";
import {canHold, type ParameterSpec} from "../indicators/parameter.js";
import type {FieldName, LinkDecision, Scenario, ScenarioBase} from "./scenario.ts";
import {expectedWords} from "../words/en/scenario.js";
import {editions, type Lens, lenses, vocabularies, type Vocabulary, type Years} from "../terms/lenses.js";

/** The values that a field can hold, and its key in addresses. */
export type FieldSpec = {key: string} & (
  ParameterSpec | {kind: "years"; lens: Lens} | {kind: "region"} | {kind: "decisions"}
);

const share = (key: string): FieldSpec => ({kind: "number", key, low: 0, high: 1, step: 0.01});

/** All fields of a scenario by name, with their short keys in addresses. */
export const fields: Readonly<Record<FieldName, FieldSpec>> = {
  lens: {kind: "choice", key: "lens", values: lenses},
  region: {kind: "region", key: "region"},
  years_patents: {kind: "years", key: "yp", lens: "patents"},
  years_publications: {kind: "years", key: "yw", lens: "publications"},
  years_deals: {kind: "years", key: "yd", lens: "deals"},
  // The key is kept for addresses that people have already shared.
  edition: {kind: "choice", key: "vintage", values: editions},
  similarity_cpc: share("sc"),
  similarity_topic: share("st"),
  similarity_industry: share("si"),
  cooccurrence_cpc: share("cc"),
  cooccurrence_topic: share("ct"),
  cooccurrence_industry: share("ci"),
  alone_cpc: share("ac"),
  alone_topic: share("at"),
  alone_industry: share("ai"),
  decisions: {kind: "decisions", key: "links"},
  rca_threshold: {...methodParameters.rca_threshold, key: "rca"},
  strict: {...methodParameters.strict, key: "strict"},
  benchmark: {...methodParameters.benchmark, key: "against"},
  benchmark_area: {...countingParameters.benchmark_area, key: "area"},
  benchmark_region: {...countingParameters.benchmark_region, key: "unit"},
  counting: {...countingParameters.counting, key: "count"},
  measure: {...countingParameters.measure, key: "funding"},
  universe: {...countingParameters.universe, key: "universe"},
  relatedness: {...methodParameters.relatedness, key: "rel"},
  diagonal: {...methodParameters.diagonal, key: "self"},
  complexity_start: {...methodParameters.complexity_start, key: "from"},
  complexity_step: {...methodParameters.complexity_step, key: "by"},
  complexity_end: {...methodParameters.complexity_end, key: "to"},
  quadrant_cut: {...methodParameters.quadrant_cut, key: "cut"},
  quadrant_relatedness: {...methodParameters.quadrant_relatedness, key: "qr"},
  quadrant_complexity: {...methodParameters.quadrant_complexity, key: "qc"}
};

/** Names of the fields in the order of display. */
export const fieldNames = Object.keys(fields) as FieldName[];

/** More decisions than a person makes by hand, and than an address should hold. */
export const mostDecisions = 500;

/** A value that a field cannot hold. */
export class FieldError extends RangeError {}

/**
 * Checks a given value of a field and returns it as `Scenario` holds it.
 * @throws FieldError for an invalid value; its message says what the field can hold
 */
export function checkField<Name extends FieldName>(name: Name, value: unknown, base: ScenarioBase): Scenario[Name] {
  return checkValue(fields[name], value, base) as Scenario[Name];
}

function expectedOf(spec: ParameterSpec): string {
  if (spec.kind === "choice") return expectedWords.choice(spec.values);
  if (spec.kind === "flag") return expectedWords.flag;
  return expectedWords[spec.kind](spec.low, spec.high);
}

function checkValue(spec: FieldSpec, value: unknown, base: ScenarioBase): unknown {
  switch (spec.kind) {
    case "number":
    case "whole":
    case "choice":
    case "flag":
      if (!canHold(spec, value)) throw new FieldError(expectedOf(spec));
      // Controls could not show more decimals.
      return typeof value === "number" ? Number(value.toFixed(4)) : value;
    case "years": {
      const [low, high] = base.years[spec.lens];
      const valid =
        Array.isArray(value) &&
        value.length === 2 &&
        value.every((year) => Number.isInteger(year) && year >= low && year <= high) &&
        value[0] <= value[1];
      if (!valid) throw new FieldError(expectedWords.years(low, high));
      return [...(value as unknown as Years)];
    }
    case "region":
      if (typeof value !== "string" || !base.regions.has(value)) throw new FieldError(expectedWords.region);
      return value;
    case "decisions":
      return checkDecisions(value, base);
  }
}

function checkDecisions(value: unknown, {technologies}: ScenarioBase): LinkDecision[] {
  if (!Array.isArray(value)) throw new FieldError(expectedWords.decisions);
  if (value.length > mostDecisions) throw new FieldError(expectedWords.fewerDecisions(mostDecisions));
  const byLink = new Map<string, LinkDecision>();
  for (const one of value as unknown[]) {
    const {vocabulary, symbol, technology, decision} = (typeof one === "object" && one !== null ? one : {}) as Partial<
      Record<keyof LinkDecision, unknown>
    >;
    const valid =
      typeof vocabulary === "string" &&
      (vocabularies as readonly string[]).includes(vocabulary) &&
      typeof symbol === "string" &&
      symbolPattern.test(symbol) &&
      typeof technology === "string" &&
      technologies.has(technology) &&
      (decision === "accept" || decision === "reject");
    if (!valid) throw new FieldError(expectedWords.decision);
    byLink.set(`${vocabulary} ${symbol} ${technology}`, {
      vocabulary: vocabulary as Vocabulary,
      symbol,
      technology,
      decision
    });
  }
  return [...byLink].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, decision]) => decision);
}

/** Codes of the three vocabularies: CPC main groups, topic numbers, industry slugs. */
const symbolPattern = /^[A-Za-z0-9][A-Za-z0-9&.,/()' -]{0,80}$/;
