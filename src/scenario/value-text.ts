import type {FieldName} from "./scenario.ts";
import {number} from "../words/en/locale.js";
import {controlWords, fieldWords} from "../words/en/scenario.js";
import type {ScenarioWords} from "../words/scenario.ts";

/** A value of a field as readers see it. */
export function valueText(name: FieldName, value: unknown, words: ScenarioWords = fieldWords): string {
  if (value === null) return words[name].values?.all ?? controlWords.all;
  if (typeof value === "boolean") return value ? controlWords.yes : controlWords.no;
  if (Array.isArray(value)) return name === "decisions" ? String(value.length) : value.join("–");
  if (typeof value === "number") return number(value, 3);
  return words[name].values?.[String(value)] ?? String(value);
}
