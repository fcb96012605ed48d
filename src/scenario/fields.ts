import {countingParameters} from "../indicators/engine/counting.js";
import {methodParameters} from "../indicators/method.js";
import {canHold, type ParameterSpec} from "../indicators/parameter.js";
import type {FieldName, LinkDecision, Scenario, ScenarioBase} from "./scenario.ts";
import {absentWords, expectedWords} from "../words/en/scenario.js";
import {
  type Dataset,
  datasetOf,
  dealTypes,
  type Edition,
  editions,
  type Lens,
  lenses,
  vocabularies,
  type Vocabulary,
  type Years
} from "../terms/lenses.js";

/** The values that a field can hold, its key in addresses, and the dataset without which it has no effect. */
export type FieldSpec = {key: string; dataset?: Dataset} & (
  ParameterSpec | {kind: "years"; lens: Lens} | {kind: "region"} | {kind: "decisions"}
);

const share = (key: string, dataset: Dataset): FieldSpec => ({
  kind: "number",
  key,
  dataset,
  low: 0,
  high: 1,
  step: 0.01
});
const years = (key: string, lens: Lens): FieldSpec => ({kind: "years", key, lens, dataset: lens});

/** All fields of a scenario by name, with their short keys in addresses. */
export const fields: Readonly<Record<FieldName, FieldSpec>> = {
  lens: {kind: "choice", key: "lens", values: lenses},
  region: {kind: "region", key: "region"},
  years_patents: years("yp", "patents"),
  years_publications: years("yw", "publications"),
  years_deals: years("yd", "deals"),
  deal_types: {kind: "choice", key: "rounds", values: dealTypes, dataset: "deals"},
  // The key is kept for addresses that people have already shared.
  edition: {kind: "choice", key: "vintage", values: editions},
  similarity_cpc: share("sc", "patents"),
  similarity_topic: share("st", "publications"),
  similarity_industry: share("si", "deals"),
  cooccurrence_cpc: share("cc", "patents"),
  cooccurrence_topic: share("ct", "publications"),
  cooccurrence_industry: share("ci", "deals"),
  alone_cpc: share("ac", "patents"),
  alone_topic: share("at", "publications"),
  alone_industry: share("ai", "deals"),
  decisions: {kind: "decisions", key: "links"},
  rca_threshold: {...methodParameters.rca_threshold, key: "rca"},
  strict: {...methodParameters.strict, key: "strict"},
  benchmark: {...methodParameters.benchmark, key: "against"},
  benchmark_area: {...countingParameters.benchmark_area, key: "area"},
  benchmark_region: {...countingParameters.benchmark_region, key: "unit"},
  counting: {...countingParameters.counting, key: "count"},
  measure: {...countingParameters.measure, key: "funding", dataset: "deals"},
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

/** A value that concerns documents which the build lacks, or does not tell apart. */
export class AbsentError extends FieldError {}

/** What of a build limits the choices. */
export type WhatIsHeld = Pick<ScenarioBase, "years" | "pooled">;

/** The first dataset that a value of a field concerns and a build lacks; undefined where it lacks none. */
function lackingFor(name: FieldName, value: unknown, {years}: WhatIsHeld): Dataset | undefined {
  const {dataset} = fields[name];
  const behind: readonly (Dataset | undefined)[] =
    name === "lens"
      ? [value as Lens]
      : name === "edition"
        ? ["publications", datasetOf("publications", value as Edition)]
        : [dataset];
  return behind.find((one) => one !== undefined && years[one] === undefined);
}

/** The lens of a field of years that a build publishes together; undefined for any other field. */
function pooledLens(name: FieldName, {pooled}: WhatIsHeld): Lens | undefined {
  const spec = fields[name];
  return spec.kind === "years" && pooled.includes(spec.lens) ? spec.lens : undefined;
}

/** The lenses of whose years a build leaves nothing to choose, since it publishes them together. */
export function lensesWithoutYears(base: WhatIsHeld): Lens[] {
  return lenses.filter((lens) => base.pooled.includes(lens) && base.years[lens] !== undefined);
}

function isHeld(name: FieldName, value: unknown, base: WhatIsHeld): boolean {
  return lackingFor(name, value, base) === undefined;
}

/** The values of a field with a list of them that a build leaves to choose from. */
export function valuesOf(name: FieldName, base: WhatIsHeld): readonly string[] {
  const spec = fields[name];
  return spec.kind === "choice" ? spec.values.filter((value) => isHeld(name, value, base)) : [];
}

/** Whether a build leaves anything to choose in a field. */
export function isOffered(name: FieldName, base: WhatIsHeld): boolean {
  if (pooledLens(name, base)) return false;
  return fields[name].kind === "choice" ? valuesOf(name, base).length > 1 : isHeld(name, undefined, base);
}

/**
 * What a build can follow of some changes: those that concern a dataset which it lacks, or years which it publishes
 * together, change nothing, and fall away.
 * @returns undefined where nothing remains, or a value is outside what the build holds
 */
export function changesIn(changes: Partial<Scenario>, base: ScenarioBase): Partial<Scenario> | undefined {
  const held = (Object.keys(changes) as FieldName[]).filter(
    (name) => isHeld(name, changes[name], base) && !pooledLens(name, base)
  );
  try {
    return held.length === 0
      ? undefined
      : Object.fromEntries(held.map((name) => [name, checkField(name, changes[name], base)]));
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}

/**
 * Checks a given value of a field and returns it as `Scenario` holds it.
 * @throws AbsentError for a value that concerns a dataset which the build lacks, or other years than those which it
 * publishes together; its message says so
 * @throws FieldError for another invalid value; its message says what the field can hold
 */
export function checkField<Name extends FieldName>(name: Name, value: unknown, base: ScenarioBase): Scenario[Name] {
  const spec = fields[name];
  if (spec.kind === "choice" && !canHold(spec, value)) throw new FieldError(expectedWords.choice(valuesOf(name, base)));
  const lacking = lackingFor(name, value, base);
  if (lacking) throw new AbsentError(absentWords.dataset(lacking));
  const pooled = pooledLens(name, base);
  if (pooled && String(value) !== String(base.years[pooled])) throw new AbsentError(absentWords.years(pooled));
  return checkValue(spec, value, base) as Scenario[Name];
}

/**
 * The region of a NUTS code: itself, or the only NUTS2 region of a larger one, which has no entry of its own: FR1 is
 * FR10. Undefined for another code.
 */
export function regionWith(code: string, regions: Pick<ScenarioBase["regions"], "has" | "keys">): string | undefined {
  if (regions.has(code)) return code;
  if (!/^[A-Z]{2}[A-Z0-9]?$/.test(code)) return undefined;
  const inside = Array.from(regions.keys()).filter((one) => one.length === 4 && one.startsWith(code));
  return inside.length === 1 ? inside[0] : undefined;
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
      const [low, high] = base.years[spec.lens]!;
      const valid =
        Array.isArray(value) &&
        value.length === 2 &&
        value.every((year) => Number.isInteger(year) && year >= low && year <= high) &&
        value[0] <= value[1];
      if (!valid) throw new FieldError(expectedWords.years(low, high));
      return [...(value as unknown as Years)];
    }
    case "region": {
      const region = typeof value === "string" ? regionWith(value, base.regions) : undefined;
      if (region === undefined) throw new FieldError(expectedWords.region);
      return region;
    }
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
