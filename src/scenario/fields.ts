import {quadrantCuts} from "../indicators/quadrants.js";
import {relatednessMeasures} from "../indicators/relatedness.js";
import type {FieldName, LinkDecision, Scenario, ScenarioBase} from "./scenario.ts";
import {expectedWords} from "../words/en/scenario.js";
import {editions, type Lens, lenses, vocabularies, type Vocabulary, type Years} from "../terms/lenses.js";

/** What a field can hold, and how it is written. */
export type FieldSpec =
  | {kind: "number"; key: string; low: number; high: number; step: number}
  | {
      kind: "whole";
      key: string;
      low: number;
      high: number;
      step: number;
      /** Whether "all", null, is a value. */ all?: true;
    }
  | {kind: "choice"; key: string; values: readonly string[]}
  | {kind: "flag"; key: string}
  | {kind: "years"; key: string; lens: Lens}
  | {kind: "region"; key: string}
  | {kind: "decisions"; key: string};

const share = (key: string): FieldSpec => ({kind: "number", key, low: 0, high: 1, step: 0.01});
const percent = (key: string): FieldSpec => ({kind: "number", key, low: 0, high: 100, step: 0.5});

/** All fields of a scenario by name, with the short keys of addresses. */
export const fields: Readonly<Record<FieldName, FieldSpec>> = {
  lens: {kind: "choice", key: "lens", values: lenses},
  region: {kind: "region", key: "region"},
  years_patents: {kind: "years", key: "yp", lens: "patents"},
  years_publications: {kind: "years", key: "yw", lens: "publications"},
  years_deals: {kind: "years", key: "yd", lens: "deals"},
  // Addresses that people sent each other have this key.
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
  rca_threshold: {kind: "number", key: "rca", low: 0.1, high: 5, step: 0.05},
  strict: {kind: "flag", key: "strict"},
  benchmark: {kind: "choice", key: "against", values: ["pooled", "mean"]},
  benchmark_area: {kind: "choice", key: "area", values: ["europe", "eu27"]},
  benchmark_region: {kind: "choice", key: "unit", values: ["parts", "whole"]},
  counting: {kind: "choice", key: "count", values: ["whole", "fractional"]},
  measure: {kind: "choice", key: "funding", values: ["amounts", "documents"]},
  universe: {kind: "choice", key: "universe", values: ["full", "technologies"]},
  relatedness: {kind: "choice", key: "rel", values: relatednessMeasures},
  diagonal: {kind: "flag", key: "self"},
  complexity_start: {kind: "whole", key: "from", low: 1, high: 300, step: 1},
  complexity_step: {kind: "whole", key: "by", low: 1, high: 100, step: 1},
  complexity_end: {kind: "whole", key: "to", low: 1, high: 300, step: 1, all: true},
  quadrant_cut: {kind: "choice", key: "cut", values: quadrantCuts},
  quadrant_relatedness: percent("qr"),
  quadrant_complexity: percent("qc")
};

/** Names of the fields in the order in which they are told. */
export const fieldNames = Object.keys(fields) as FieldName[];

/** More decisions than a person takes by hand, and than an address should carry. */
export const mostDecisions = 500;

/** A value of a field that is not one of its values. */
export class FieldError extends RangeError {}

/**
 * A value of a field from what somebody gave, in the form that `Scenario` holds.
 * @throws FieldError for anything else, saying what the field can hold
 */
export function checkField<Name extends FieldName>(name: Name, value: unknown, base: ScenarioBase): Scenario[Name] {
  return checkValue(fields[name], value, base) as Scenario[Name];
}

function checkValue(spec: FieldSpec, value: unknown, base: ScenarioBase): unknown {
  switch (spec.kind) {
    case "number":
    case "whole": {
      if (spec.kind === "whole" && spec.all && value === null) return null;
      if (typeof value !== "number" || !(value >= spec.low && value <= spec.high))
        throw new FieldError(expectedWords.number(spec.low, spec.high));
      if (spec.kind === "whole" && !Number.isInteger(value))
        throw new FieldError(expectedWords.whole(spec.low, spec.high));
      // Longer ones could not be told from their neighbours on any control.
      return Number(value.toFixed(4));
    }
    case "choice":
      if (typeof value !== "string" || !spec.values.includes(value))
        throw new FieldError(expectedWords.choice(spec.values));
      return value;
    case "flag":
      if (typeof value !== "boolean") throw new FieldError(expectedWords.flag);
      return value;
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

/** Codes of the three vocabularies: CPC main groups, numbers of topics, slugs of industries. */
const symbolPattern = /^[A-Za-z0-9][A-Za-z0-9&.,/()' -]{0,80}$/;
