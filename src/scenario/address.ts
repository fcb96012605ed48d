import {checkField, FieldError, fieldNames, fields, type FieldSpec} from "./fields.js";
import {
  type FieldName,
  type LinkDecision,
  publishedScenario,
  sameValue,
  type Scenario,
  type ScenarioBase
} from "./scenario.js";
import type {Vocabulary} from "../terms/lenses.ts";

/** Version of the addresses that are written; older ones stay readable. */
export const addressVersion = "1";

/** The keys of an address that tell a scenario. */
export const scenarioKeys: ReadonlySet<string> = new Set(["v", ...Object.values(fields).map(({key}) => key)]);

/** The query of a link that leads to a page's own keys under a scenario: `query` is what `writeAddress` wrote. */
export function withScenario(search: string, query: string): string {
  // As it was written: a space has two ways.
  const own = search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => !scenarioKeys.has(part.replace(/=.*/s, "")));
  return [...own, query].filter((part) => part !== "").join("&");
}

/** Something in an address or a file that could not be followed; the published choice stands instead. */
export interface Notice {
  kind: "invalid" | "unknown" | "twice" | "version";
  /** Key of an address, or field of a file. */
  key: string;
  /** What was given, shortened. */
  value: string;
  /** What the field can hold; only of `invalid`. */
  expected?: string;
}

/** Keys that belong to a page, not to the scenario. */
export type OtherKeys = ReadonlySet<string>;

const nameByKey = new Map(fieldNames.map((name) => [fields[name].key, name]));
const letters: Record<Vocabulary, string> = {cpc: "c", topic: "t", industry: "i"};
const byLetter = new Map(Object.entries(letters).map(([vocabulary, letter]) => [letter, vocabulary]));

/**
 * The query of an address for a scenario: only what differs from the published view, in one order, so that equal
 * scenarios have equal addresses. Empty for the published view.
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

/** A plain decimal number; Number alone would take "", "0x1f" and "1e9" as well. */
const numberIn = (text: string) => (/^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN);

/**
 * The scenario of an address. What it does not say, and what cannot be, is as published; the latter is told.
 * @param query with or without its question mark
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
    else if (seen.has(key)) notices.push({kind: "twice", key, value: shorten(text)});
    else given.push([name, key, readValue(fields[name], text), text]);
    seen.add(key);
  }
  return collect(given, base, notices);
}

/** A scenario from single values, each of which is checked by itself. */
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
      notices.push({kind: "invalid", key, value: shorten(text), expected: error.message});
    }
  }
  return {scenario, notices};
}

/** What a notice repeats is short, and without what could steer a terminal or a line of text. */
export function shorten(text: string): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}
