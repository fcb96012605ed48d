import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {InputError} from "./console/input-error.ts";
import {projectRoot} from "./console/project-root.ts";
import type {ReportConfig} from "../src/terms/report-config.ts";

/** Years outside these are mistakes of typing. */
const year = z.int().min(1950).max(2100);

const years = z
  .tuple([year, year])
  .refine(([first, last]) => first <= last, {error: "the first year comes after the last"});

const text = z.string().trim().min(1, {error: "empty text"});

const titleMarks = ["region", "technologies"];

const title = text.refine(
  (one) => Array.from(one.matchAll(/\{([^{}]*)\}/g), ([, mark]) => mark!).every((mark) => titleMarks.includes(mark)),
  {error: `unknown mark; there are ${titleMarks.map((mark) => `{${mark}}`).join(" and ")}`}
);

/** Relative to the project's folder. */
const path = text.refine((one) => !one.startsWith("/") && !one.split("/").includes(".."), {
  error: "not a path inside the project's folder"
});

const nuts = z.string().regex(/^[A-Z]{2}[A-Z0-9]{0,2}$/, {error: "not a NUTS code, such as SE, NL4 or BE21"});

const study = z.strictObject({
  key: z.string().regex(/^[A-Za-z][\w:-]*$/, {error: "not a BibTeX key"}),
  title: text,
  authors: z.array(text).min(1, {error: "no author"}),
  institution: text,
  client: text.nullable(),
  year
});

const schema = z.strictObject({
  name: title,
  title,
  description: title,
  region: z.strictObject({code: nuts, name: text}),
  byline: text,
  study: study.nullable(),
  taxonomy: path,
  published: path.nullable(),
  years: z.strictObject({patents: years, publications: years, deals: years}),
  benchmark: z.enum(["pooled", "mean"]),
  peers: z.array(nuts)
}) satisfies z.ZodType<ReportConfig>;

/** The file that a report of one's own changes. */
export const configFile = "report.config.json";

/**
 * Reads and checks the configuration of the report.
 *
 * @param root the project's folder
 * @throws InputError, with the field, when the file is missing, is not JSON, or a field is unknown, missing or invalid,
 * or the taxonomy cannot be read
 */
export async function loadReportConfig(root = projectRoot): Promise<ReportConfig> {
  const wrong = (message: string, cause?: unknown) =>
    new InputError(message, {file: configFile, advice: "docs/own-report.md lists the fields", cause});
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(root, configFile), "utf8"));
  } catch (cause) {
    throw wrong(`not readable as JSON: ${(cause as Error).message.toLowerCase()}`, cause);
  }
  const {success, data, error} = schema.safeParse(content, {error: describe});
  if (success) return await fillTitles(data, root);
  throw wrong(
    error.issues.map(({path: field, message}) => [field.join("."), message].filter(Boolean).join(": ")).join("; ")
  );
}

/** The messages of zod in the project's words; undefined leaves those that the schema gives. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  const value = JSON.stringify(issue.input);
  if (issue.code === "unrecognized_keys")
    return `unknown field ${issue.keys.join(", ")}; there are ${Object.keys(schema.shape).join(", ")}`;
  if (issue.code === "invalid_type") return issue.input === undefined ? "missing" : `${value} is no ${issue.expected}`;
  if (issue.code === "invalid_value") return `${value} is none of ${issue.values.join(", ")}`;
  if (issue.code === "too_small" || issue.code === "too_big") return `${value} is out of range`;
  return undefined;
}

/** Puts the region and the number of technologies into the titles. */
async function fillTitles(config: ReportConfig, root: string): Promise<ReportConfig> {
  const number = await countTechnologies(join(root, config.taxonomy), config.taxonomy);
  const fill = (text: string) =>
    text.replaceAll("{region}", config.region.name).replaceAll("{technologies}", String(number));
  return {...config, name: fill(config.name), title: fill(config.title), description: fill(config.description)};
}

/** The classification checks the file; only its length is needed here. */
async function countTechnologies(path: string, file: string): Promise<number> {
  try {
    return (JSON.parse(await readFile(path, "utf8")) as {technologies: unknown[]}).technologies.length;
  } catch (cause) {
    throw new InputError(`taxonomy: no technologies in ${file}`, {
      file: configFile,
      advice: "name a file like data/taxonomy/taxonomy.json",
      cause
    });
  }
}
