import type {Change} from "./mutant.ts";

/** A pattern. Its match, or the group `it` in the match, is replaced. */
interface SqlOperator {
  operator: string;
  pattern: RegExp;
  replace: (found: string) => string;
}

const swaps: Readonly<Record<string, string>> = {
  min: "max",
  max: "min",
  sum: "max",
  arg_min: "arg_max",
  arg_max: "arg_min",
  least: "greatest",
  greatest: "least",
  floor: "ceil",
  ceil: "floor",
  lower: "upper",
  upper: "lower",
  SEMI: "ANTI",
  ANTI: "SEMI"
};
const boundaries: Readonly<Record<string, string>> = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"};

const operators: readonly SqlOperator[] = [
  {
    operator: "sql boundary",
    pattern: /(?<=[\w)'\s])(?:<=|>=|<|>)(?=[\s\w('])/g,
    replace: (found) => boundaries[found]!
  },
  {operator: "sql equality", pattern: /(?<= )=(?= )/g, replace: () => "<>"},
  {operator: "sql equality", pattern: /<>|!=/g, replace: () => "="},
  {operator: "sql logic", pattern: /\bAND\b/g, replace: () => "OR"},
  {operator: "sql logic", pattern: /(?<!CREATE )\bOR\b/g, replace: () => "AND"},
  {operator: "sql null", pattern: /\bIS NOT NULL\b/g, replace: () => "IS NULL"},
  {operator: "sql null", pattern: /\bIS NULL\b/g, replace: () => "IS NOT NULL"},
  {operator: "sql negation", pattern: /(?<!IS )\bNOT (?!NULL)/g, replace: () => ""},
  {operator: "sql distinct", pattern: /\bDISTINCT /g, replace: () => ""},
  {operator: "sql distinct", pattern: /\bUNION ALL\b/g, replace: () => "UNION"},
  {operator: "sql join", pattern: /\bLEFT JOIN\b/g, replace: () => "JOIN"},
  {operator: "sql order", pattern: / DESC\b/g, replace: () => ""},
  {operator: "sql arithmetic", pattern: /(?<=[\w)] )[+](?= [\w(])/g, replace: () => "-"},
  {operator: "sql arithmetic", pattern: /(?<=[\w)] )-(?= [\w(])/g, replace: () => "+"},
  {
    operator: "sql arithmetic",
    pattern: /(?<=[\w)] )(?<!SELECT )[*](?= (?!FROM|EXCLUDE|REPLACE)[\w(])/g,
    replace: () => "/"
  },
  {operator: "sql arithmetic", pattern: /(?<=[\w)] )[/](?= [\w(])/g, replace: () => "*"},
  {
    operator: "sql function",
    pattern: /\b(?:min|max|sum|arg_min|arg_max|least|greatest|floor|ceil|lower|upper)(?=\()|\b(?:SEMI|ANTI)(?= JOIN)/g,
    replace: (found) => swaps[found]!
  },
  {operator: "sql function", pattern: /\b(?:trim|abs)(?=\()/g, replace: () => ""},
  {operator: "sql number", pattern: /(?<![\w.$:(]|DECIMAL\(\d*, ?)\d+(?![\w.])/g, replace: (found) => nextNumber(found)}
];

/** The replacement of a number: 1 for 0, 0 for 1, otherwise the next number. */
export function nextNumber(text: string): string {
  const value = Number(text.replaceAll("_", ""));
  return String(value === 0 ? 1 : value === 1 ? 0 : value + 1);
}

/** Whether a text is a SQL statement or part of one. */
export function isSql(text: string): boolean {
  const keyword = /\b(?:SELECT|FROM|WHERE|JOIN|CASE|WHEN|GROUP BY|ORDER BY|BETWEEN|COPY|UNION|IS NULL|IS NOT NULL)\b/;
  return keyword.test(text) || /\b(?:nullif|coalesce|count|sum|list)\(/.test(text);
}

/**
 * Changes of operators, functions and numbers in SQL, except in comments, quoted strings and the AND of BETWEEN.
 * @param offset start of the text in its file
 */
export function sqlChanges(text: string, offset = 0): Change[] {
  const code = text
    .replace(/--[^\n]*/g, blank)
    .replace(/'[^'\n]*'/g, blank)
    .replace(/\bBETWEEN\b(?:(?!\bAND\b)[\s\S])*\bAND\b/g, (found) => found.slice(0, -3) + blank("AND"))
    .replace(/\b(?:SET VARIABLE|PRAGMA|DECIMAL|CREATE TABLE \w+ \()[^;\n]*?[;)=\n]/g, blank);
  return operators.flatMap(({operator, pattern, replace}) =>
    Array.from(code.matchAll(pattern), ({0: found, index}) => ({
      operator,
      start: offset + index,
      end: offset + index + found.length,
      replacement: replace(found)
    }))
  );
}

/** A filler of the same length that no operator matches. */
function blank(found: string): string {
  return found.replace(/[^\n]/g, "\u00b7");
}
