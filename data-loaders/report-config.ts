import {join} from "node:path";
import {z} from "zod";
import {loadTaxonomy} from "./classification/taxonomy.ts";
import {readCheckedJson} from "./console/checked-json.ts";
import {projectRoot} from "./console/project-root.ts";
import type {ReportConfig} from "../src/terms/report-config.ts";
import {nearestText} from "../src/text/nearest.ts";

/** Years outside these are mistakes of typing. */
const year = z.int().min(1950).max(2100);

const years = z.tuple([year, year]).refine(([first, last]) => first <= last, {
  error: ({input}) => `the first year, ${(input as number[])[0]}, comes after the last, ${(input as number[])[1]}`
});

const text = z.string().trim().min(1, {error: "empty text"});

const titleMarks = ["{region}", "{technologies}"];
const unknownMark = (title: string) => title.match(/\{[^{}]*\}/g)?.find((mark) => !titleMarks.includes(mark));

const title = text.refine((one) => unknownMark(one) === undefined, {
  error({input}) {
    const mark = unknownMark(String(input))!;
    return `unknown mark ${mark}${nearestText(mark, titleMarks)}`;
  }
});

/** Relative to the project's folder. */
const path = text.refine((one) => !one.startsWith("/") && !one.split("/").includes(".."), {
  error: "not a path inside the project's folder"
});

const nuts = z.string().regex(/^[A-Z]{2}[A-Z0-9]{0,2}$/, {
  error: ({input}) => `${JSON.stringify(input)} is not a NUTS code, such as SE, NL4 or BE21`
});

const study = z.strictObject({
  key: z.string().regex(/^[A-Za-z][\w:-]*$/, {error: ({input}) => `${JSON.stringify(input)} is not a BibTeX key`}),
  title: text,
  authors: z.array(text).min(1, {error: "no author"}),
  institution: text,
  client: text.nullable(),
  year
});

const fields = z.strictObject({
  name: title,
  title,
  description: title,
  region: z.strictObject({code: nuts, name: text}),
  byline: text,
  authors: z.array(text).min(1, {error: "no author"}),
  study: study.nullable(),
  taxonomy: path,
  published: path.nullable(),
  years: z.strictObject({patents: years, publications: years, deals: years}),
  benchmark: z.enum(["pooled", "mean"]),
  peers: z.array(nuts)
}) satisfies z.ZodType<ReportConfig>;

const schema = fields.superRefine(({region, peers}, {addIssue}) => {
  for (const [i, code] of peers.entries()) {
    const wrong = (message: string) => addIssue({code: "custom", path: ["peers", i], message});
    if (peers.indexOf(code) < i) wrong(`${code} stands twice`);
    else if (code === region.code) wrong(`${code} is the report's own region`);
  }
});

/** The file that a report of one's own changes. */
export const configFile = "report.config.json";

/**
 * Reads and checks the configuration of the report, and its taxonomy.
 *
 * @param root the project's folder
 * @throws InputError, with line and field, when one of the files is missing, is not JSON, or a field is unknown,
 * missing or invalid
 */
export async function loadReportConfig(root = projectRoot): Promise<ReportConfig> {
  const config = await readCheckedJson(schema, {
    path: join(root, configFile),
    file: configFile,
    advice: "docs/own-report.md lists the fields"
  });
  const {technologies} = await loadTaxonomy(join(root, config.taxonomy), config.taxonomy);
  const fill = (text: string) =>
    text.replaceAll("{region}", config.region.name).replaceAll("{technologies}", String(technologies.length));
  return {...config, name: fill(config.name), title: fill(config.title), description: fill(config.description)};
}
