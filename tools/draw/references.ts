import "../../src/prerender/npm-imports.ts";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {loadPublished} from "../../data-loaders/report/report.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {loadTaxonomy} from "../../data-loaders/classification/taxonomy.ts";
import type {TechnologyName} from "../../src/indicators/snapshot.ts";
import {writtenClaims} from "../../src/narrative/claims.ts";
import type {Published} from "../../src/narrative/published.ts";
import {groupSlug, parseReference, referencesOf} from "../../src/narrative/references.ts";
import {describeReference, formatValue} from "../../src/narrative/values.ts";
import {type MarkName, marks, type MarkSpec} from "../../src/prerender/marks.ts";
import {datasets} from "../../src/terms/lenses.ts";
import {claimWords} from "../../src/words/en/claims.ts";

/** The file of the list. */
export const referencesPath = join(projectRoot, "docs/references.md");

/** The technology and the group of the examples. */
const example = {technology: "semiconductors", group: "digital-and-ai"} as const;

const meanings: Readonly<Record<MarkName, string>> = {
  region: "name of the region",
  name: "name of a technology, linked to its page",
  "technology-name": "on the page of a technology: its name",
  claim:
    "verdict on the claim of the sentence before it, with its card; `claim our-name: CONDITION` makes such a claim",
  top: "technologies with the highest values, and these: `top 5 patents.share38`, `top 3 deals.rca digital-and-ai`",
  "top-number": "how many technologies such a list names, in words",
  source: "source of a dataset, its years, and one in how many records it holds unless it holds all",
  benchmark: "Europe’s share, with which RCA compares: in all regions together, or the mean of their shares",
  records: "which records are synthetic",
  byline: "whose report this is, for which client, of what date",
  specifications: "number of specifications over which the build judges claims",
  if:
    "beginning of a part that stands only in a report with published values (`published`) or without " +
    "(`unpublished`), with all deals (`complete`) or where the disclosure rule left some out (`withheld`); " +
    "a paragraph of its own, or within a line",
  end: "end of such a part; a paragraph of its own, or within a line",
  scenario: "choice of a region",
  text: "place of a part of the text about another region, which replaces the paragraphs that follow",
  figure: "figure with its title, table and source",
  lab: "part of the lab",
  contents: "list of the page's headings",
  stamp: "notice on the records and on the page's own computation",
  ledger: "every claim with its verdict",
  "ledger-summary": "number of claims by verdict",
  "earlier-edition": "printed numbers that only the earlier edition of the publications gives",
  "technology-list": "every technology",
  "technology-page": "everything on the technology of the page"
};

/** All marks and references as Markdown, from the code that reads them. */
export async function referencesMarkdown(): Promise<string> {
  // Loaded after the hook that lets Node read their imports.
  const [{figures}, {labParts}] = await Promise.all([
    import("../../src/figures/all.ts"),
    import("../../src/prerender/lab/lab.ts")
  ]);
  const {technologies} = await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"));
  const published = await loadPublished(technologies, await loadReportConfig());
  const groups = [...new Set(technologies.map(({group}) => group))];
  return `# Marks and references

\`npm run draw -- references\` writes this document from the code that reads the marks; a test compares the two.

Two braces in a page, on either side, hold a mark: \`{{patents.rca semiconductors}}\` is a live number. A mark that
means nothing fails the build, with its file, its line and the nearest mark; \`npm start\` shows the same in its place.

## Marks

| mark | what it writes |
|---|---|
${Object.entries(marks).map(markRow).join("\n")}

## References to live values

\`DATASET\` is one of ${code(datasets)}. Units and decimals are those of the text. Examples are
published values, or a dash where the report prints none.

| reference | meaning, with an example | unit | decimals | example |
|---|---|---|---|---|
${referenceRows(technologies, published).join("\n")}

## Technologies

| slug | name | group |
|---|---|---|
${technologies.map(({slug, name, group}) => `| \`${slug}\` | ${name} | \`${groupSlug(group)}\` |`).join("\n")}

## Groups

| group | name |
|---|---|
${groups.map((group) => `| \`${groupSlug(group)}\` | ${group} |`).join("\n")}

## Figures and parts of the lab

\`{{figure …}}\`: ${code(["map", ...figures.keys()])}.

\`{{lab …}}\`: ${code([...labParts.keys()])}.

## Claims

Printed numbers are claims as well, and so are the quadrants that the report states: the page \`claims\` of the site has
their ids in its addresses.

| claim | section | statement |
|---|---|---|
${writtenClaims
  .map(({id, section}) => `| \`${id}\` | ${section} | ${claimWords.written[id]!.says.replaceAll("|", "\\|")} |`)
  .join("\n")}
`;
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function markRow([name, {word, paragraph}]: [string, MarkSpec]): string {
  const mark = word ? `${name} ${word.toUpperCase().replaceAll(" ", "-")}` : name;
  return `| \`{{${mark}}}\` | ${meanings[name as MarkName]}${paragraph ? "; a paragraph of its own" : ""} |`;
}

/** A row for each kind of reference. */
function referenceRows(technologies: readonly TechnologyName[], published: Published): string[] {
  const rows = new Map<string, string>();
  for (const reference of referencesOf(technologies)) {
    const parsed = parseReference(reference, technologies);
    if ("technology" in parsed && parsed.technology !== example.technology) continue;
    if ("group" in parsed && parsed.group !== example.group) continue;
    const pattern = reference
      .replace(new RegExp(`^(${datasets.join("|")})\\.`), "DATASET.")
      .replace(` ${example.technology}`, " TECHNOLOGY")
      .replace(` ${example.group}`, " GROUP");
    if (rows.has(pattern)) continue;
    const {unit, decimals, how} = describeReference(reference, technologies);
    const value = publishedValue(reference, published);
    const text = value === undefined ? "–" : formatValue(reference, value, {snapshot: {technologies}});
    rows.set(pattern, `| \`${pattern}\` | ${how} | ${unit} | ${decimals} | ${text} |`);
  }
  return [...rows.values()];
}

function publishedValue(reference: string, {values, totals, lines, links}: Published): number | undefined {
  const [indicator, subject] = reference.split(" ") as [string, string | undefined];
  if (subject !== undefined) return values[subject]?.[indicator];
  const whole: Readonly<Record<string, number>> = {
    "patents.total": totals.patents,
    "line.relatedness": lines.relatedness,
    "line.complexity": lines.complexity,
    "network.links": links.length,
    technologies: Object.keys(values).length
  };
  return whole[indicator];
}

export const command = defineCommand({
  name: "npm run draw -- references",
  about: "Writes docs/references.md from the code that reads marks and references.",
  options: {},
  async run() {
    await writeFile(referencesPath, await referencesMarkdown());
    process.stdout.write("docs/references.md\n");
  }
});

await runIfStarted(import.meta.url, command);
