import {AbsentError, checkField, FieldError, fieldNames, fields, type FieldSpec} from "./fields.js";
import {
  type FieldName,
  type LinkDecision,
  publishedScenario,
  sameValue,
  type Scenario,
  type ScenarioBase
} from "./scenario.js";
import type {Vocabulary} from "../terms/lenses.ts";

/** Version of the addresses that are written. Addresses of older versions stay readable. */
export const addressVersion = "1";

/** The keys of an address that belong to a scenario. */
export const scenarioKeys: ReadonlySet<string> = new Set([
  "v",
  ...fieldNames.flatMap((name) => [fields[name].key, name])
]);

/**
 * The query of a link to a page under a scenario: the page's own keys from `search`, and `query` as `writeAddress`
 * wrote it.
 */
export function withScenario(search: string, query: string): string {
  // Keeps the text as it is: decoding would lose which of two ways encodes a space.
  const own = search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => !scenarioKeys.has(part.replace(/=.*/s, "")));
  return [...own, query].filter((part) => part !== "").join("&");
}

/** A part of an address or a file that cannot be used. The published choice applies instead. */
export interface Notice {
  kind: "invalid" | "absent" | "unknown" | "twice" | "version";
  /** Key in an address, or field in a file. */
  key: string;
  /** The given value, shortened. */
  value: string;
  /** What the field can hold, for `invalid`; what the site lacks, for `absent`. */
  expected?: string;
}

/** Keys that belong to a page rather than the scenario. */
export type OtherKeys = ReadonlySet<string>;

/** Addresses are written with short keys; the names of the fields do as well. */
const nameByKey = new Map(fieldNames.flatMap((name) => [[fields[name].key, name] as const, [name, name] as const]));
const letters: Record<Vocabulary, string> = {cpc: "c", topic: "t", industry: "i"};
const byLetter = new Map(Object.entries(letters).map(([vocabulary, letter]) => [letter, vocabulary]));

/**
 * The query of an address for a scenario. It holds only what differs from the published view, in a fixed order, so that
 * equal scenarios have equal addresses. It is empty for the published view.
 */
export function writeAddress(scenario: Scenario, base: ScenarioBase): string {
  const published = publishedScenario(base);
  const pairs = fieldNames
    .filter((name) => !sameValue(scenario[name], published[name]))
    .map((name) => [fields[name].key, writeValue(fields[name], scenario[name])] as [string, string]);
  return pairs.length === 0 ? "" : new URLSearchParams([["v", addressVersion], ...pairs]).toString();
}

function writeValue(spec: FieldSpec, value: unknown): string {
  switch (spec.kind) {
    case "years":
      return (value as readonly number[]).join("-");
    case "flag":
      return value ? "yes" : "no";
    case "decisions":
      return (value as readonly LinkDecision[])
        .map(
          ({vocabulary, symbol, technology, decision}) =>
            `${decision === "accept" ? "a" : "r"}${letters[vocabulary]}_${symbol}_${technology}`
        )
        .join("*");
    case "whole":
      return value === null ? "all" : String(value);
    case "number":
    case "choice":
    case "region":
      return String(value);
  }
}

function readValue(spec: FieldSpec, text: string): unknown {
  switch (spec.kind) {
    case "number":
      return numberIn(text);
    case "whole":
      return spec.all && text === "all" ? null : numberIn(text);
    case "flag":
      return text === "yes" ? true : text === "no" ? false : text;
    case "years":
      return text.split("-").map(numberIn);
    case "decisions":
      return text.split("*").map((one) => {
        const [, decision, letter, symbol, technology] = /^([ar])([cti])_([^_]+)_([^_]+)$/.exec(one) ?? [];
        return {
          vocabulary: byLetter.get(letter ?? ""),
          symbol,
          technology,
          decision: decision === "a" ? "accept" : decision && "reject"
        };
      });
    case "choice":
    case "region":
      return text;
  }
}

/** A plain decimal number, or NaN. `Number` alone would accept "", "0x1f" and "1e9" too. */
const numberIn = (text: string) => (/^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN);

/**
 * Reads the scenario in an address. Fields that are missing or invalid are as published; the latter give a notice.
 * @param query with or without the question mark
 * @param others keys of the page itself
 */
export function readAddress(
  query: string,
  base: ScenarioBase,
  others: OtherKeys = new Set()
): {scenario: Scenario; notices: Notice[]} {
  const params = new URLSearchParams(query);
  const notices: Notice[] = [];
  const given: [FieldName, string, unknown, string][] = [];
  const seen = new Set<string>();
  const version = params.get("v");
  if (version !== null && version !== addressVersion)
    notices.push({kind: "version", key: "v", value: shorten(version)});
  for (const [key, text] of params) {
    if (key === "v" || others.has(key)) continue;
    const name = nameByKey.get(key);
    if (name === undefined) notices.push({kind: "unknown", key: shorten(key), value: shorten(text)});
    else if (seen.has(name)) notices.push({kind: "twice", key, value: shorten(text)});
    else given.push([name, key, readValue(fields[name], text), text]);
    seen.add(name ?? key);
  }
  return collect(given, base, notices);
}

/** Builds a scenario from single values, each of which is checked separately. */
export function collect(
  given: Iterable<readonly [name: FieldName, key: string, value: unknown, text: string]>,
  base: ScenarioBase,
  notices: Notice[]
): {scenario: Scenario; notices: Notice[]} {
  const scenario: Scenario = publishedScenario(base);
  for (const [name, key, value, text] of given) {
    try {
      Object.assign(scenario, {[name]: checkField(name, value, base)});
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      const kind = error instanceof AbsentError ? "absent" : "invalid";
      notices.push({kind, key, value: shorten(text), expected: error.message});
    }
  }
  return {scenario, notices};
}

/** A value as a notice quotes it: short, and without characters that could control a terminal or break a line. */
export function shorten(text: string): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  const letters = Array.from(plain.slice(0, 100));
  return letters.length > 40 ? `${letters.slice(0, 39).join("")}…` : plain;
}
