import {readFile} from "node:fs/promises";
import {z} from "zod";
import {nearestText} from "../../src/text/nearest.ts";
import {InputError} from "./input-error.ts";
import {JsonError, type PositionedJson, readJson} from "./positioned-json.ts";

export interface JsonFile {
  /** Absolute. */
  path: string;
  /** As errors name it. */
  file: string;
  /** What to do about a mistake. */
  advice: string;
}

/**
 * Reads a JSON file and checks it against a schema.
 * @throws InputError for a file that is missing or no JSON, or whose fields the schema refuses: with the line of the
 * first mistake, and each with its field and value
 */
export async function readCheckedJson<T>(schema: z.ZodType<T>, {path, file, advice}: JsonFile): Promise<T> {
  let read: PositionedJson;
  try {
    read = readJson(await readFile(path, "utf8"));
  } catch (cause) {
    if (cause instanceof JsonError)
      throw new InputError(`no JSON: ${cause.message}`, {file, line: cause.line, advice: "correct it there", cause});
    throw new InputError("no such file", {file, advice, cause});
  }
  const {success, data, error} = schema.safeParse(read.value, {error: wordIssue});
  if (success) return data;
  const found = error.issues.map((issue) => {
    const field = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
    const name = issue.path.map((key) => (typeof key === "number" ? String(key + 1) : String(key))).join(".");
    return {line: read.lineOf(field), text: [name, issue.message].filter(Boolean).join(": ")};
  });
  const [first] = found as [(typeof found)[number]];
  const text = found.map(({line, text}) => (line === first.line ? text : `line ${line}: ${text}`)).join("; ");
  throw new InputError(text, {file, line: first.line, advice});
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  object: "a list of fields in {}",
  record: "a list of fields in {}",
  array: "a list in []",
  tuple: "a list of two in []"
};

/** The messages of zod in the project's words; undefined leaves those that a schema gives. */
function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const value = JSON.stringify(issue.input);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => `unknown field ${key}${fieldsText(key, issue)}`).join("; ");
    case "invalid_type":
      return issue.input === undefined ? "missing" : `${value} is not ${typeNames[issue.expected] ?? issue.expected}`;
    case "invalid_value": {
      const values = issue.values.map(String);
      if (issue.input === undefined) return "missing";
      const near = typeof issue.input === "string" ? nearestText(issue.input, values) : "";
      return `${value} is none of ${values.join(", ")}${near}`;
    }
    case "too_small":
    case "too_big":
      return sizeText(issue, value);
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return undefined;
  }
}

function sizeText(issue: z.core.$ZodRawIssue, value: string): string {
  const {origin, minimum, maximum} = issue as {origin?: string; minimum?: number; maximum?: number};
  if (origin === "array") return `${(issue.input as unknown[]).length} entries, instead of ${minimum ?? maximum}`;
  return minimum === undefined ? `${value} is above ${maximum}` : `${value} is below ${minimum}`;
}

/** The nearest of the fields of the object in which an unknown one stands. */
function fieldsText(key: string, {inst}: z.core.$ZodRawIssue): string {
  return inst instanceof z.ZodObject ? nearestText(key, Object.keys(inst.shape)) : "";
}
