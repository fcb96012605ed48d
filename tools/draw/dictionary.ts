import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {pageTables, type PageTableSpec} from "../../data-loaders/report/page-tables.ts";
import {dropReasons} from "../../data-loaders/sources/tally.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {datasets} from "../../src/terms/lenses.ts";

/** Where the dictionary stands. */
export const dictionaryPath = join(projectRoot, "docs/data-dictionary.md");

/** The data dictionary as Markdown, from the same specs by which the tables are written. */
export function dictionaryMarkdown(): string {
  const shared = tables.filter(({dataset}) => dataset === null);
  const patents = tables.filter(({dataset}) => dataset === "patents");
  return `# Data dictionary

Written by \`npm run draw -- dictionary\` from the specs in \`data-loaders/warehouse/schema.ts\`; a test compares the two.

A build is a folder of Parquet files (zstd, one row group up to a million rows, sorted) and \`manifest.json\`. No row
names a document, a person or a company: documents with the same year, codes and places are one row with a count.

How the tables fit together, for each lens and the earlier edition of the publications (${datasets.join(", ")}; here patents):

    patents.location_set → patents_location_sets.location → locations
    patents.code_set     → patents_code_sets.code         → codes → links.technology → technologies

A code counts for a technology where \`links.accepted\` is true; the table holds all other candidates too.

## Shared tables

${shared.map(describeTable).join("\n\n")}

## Tables of a lens

The same three for each; read \`publications\`, \`deals\` or \`publications_earlier\` in place of \`patents\`.

${patents.map(describeTable).join("\n\n")}

## Computed tables

Made from a build for the SQL of pages, by the specs in \`data-loaders/report/page-tables.ts\`; they are no part of the build. Both follow
the published view, and [methodology](methodology.md#indicators) has the formulas. In a page they are \`data/indicators.parquet\` and
\`data/claims.parquet\`; [forking](forking.md) shows how to ask them.

${Object.values(pageTables).map(describeTable).join("\n\n")}

## Manifest

| field | meaning |
|---|---|
| \`schema\` | version of these tables; raised when a column changes its meaning |
| \`build\` | name of the build, from its contents |
| \`key\` | hash over everything that the build depends on: code, committed inputs, options, extracts; not published |
| \`parameters\` | years kept, whose addresses place a patent, whether polygons were given, changed limits |
| \`classification\` | version of the taxonomy, model, thresholds, numbers of candidates, links, decisions and borderline links, and decisions that were set aside (\`stale\`) with the reason |
| \`sources[]\` | for each lens: name, edition, vocabulary, whether it is the synthetic sample, licence, number and size of files, their fingerprint, and an account of their rows |
| \`sources[].disclosure\` | for deals of a licensed source: the rule (\`units\`, \`p\`), deals, those that lost codes (\`generalised\`) or were left out (\`suppressed\`), the disclosed amount and the part that is published, millions of US dollars; [how](disclosure.md) |
| \`sources[].account\` | rows \`read\` by kind of file, places \`located\` by way, rows left out (\`drops\`: reason, rows, share of the rows at hand), \`documents\` kept |
| \`tables[]\` | name, rows, bytes, SHA-256, columns with types |

## Reasons for leaving rows out

A run fails when a share is above its limit; \`--limit REASON=SHARE\` changes one.

| reason | limit | meaning |
|---|---:|---|
${Object.entries(dropReasons)
  .map(([reason, {limit, meaning}]) => `| \`${reason}\` | ${limit === 1 ? "none" : `${limit * 100} %`} | ${meaning} |`)
  .join("\n")}
`;
}

function describeTable({name, description, columns, sort}: PageTableSpec): string {
  return `### ${name}

${description} Sorted by ${sort.map((column) => `\`${column}\``).join(", ")}.

| column | type | meaning |
|---|---|---|
${columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.description} |`).join("\n")}`;
}

export const command = defineCommand({
  name: "npm run draw -- dictionary",
  about: "Writes docs/data-dictionary.md from the specs of the tables.",
  async run() {
    await writeFile(dictionaryPath, dictionaryMarkdown());
    process.stdout.write("docs/data-dictionary.md\n");
  }
});

await runIfStarted(import.meta.url, command);
