import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {pageTables, type PageTableSpec} from "../../data-loaders/report/page-tables.ts";
import {dropReasons} from "../../data-loaders/sources/tally.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {datasets} from "../../src/terms/lenses.ts";

/** The file of the dictionary. */
export const dictionaryPath = join(projectRoot, "docs/data-dictionary.md");

/** The data dictionary as Markdown, from the same specifications that write the tables. */
export function dictionaryMarkdown(): string {
  const shared = tables.filter(({dataset}) => dataset === null);
  const patents = tables.filter(({dataset}) => dataset === "patents");
  const ofDeals = tables.filter(({name}) => /^deals_(other|withheld|other_withheld)$/.test(name));
  return `# Data dictionary

\`npm run draw -- dictionary\` writes this document from the specs in \`data-loaders/warehouse/schema.ts\`; a test \
compares the two.

A build is a folder of sorted Parquet files (zstd, up to a million rows in a row group) and \`manifest.json\`. No row \
names a document, a
person or a company: documents with the same year, codes and places form one row with a count.

Each dataset (${datasets.map((dataset) => `\`${dataset}\``).join(", ")}) has three tables. They join like this, here \
for patents:

    patents.location_set → patents_location_sets.location → locations
    patents.code_set     → patents_code_sets.code         → codes → links.technology → technologies

A code counts for a technology if \`links.accepted\` is true; the table also holds all other candidates.

## Shared tables

${shared.map(describeTable).join("\n\n")}

## Tables of a dataset

The tables of the other datasets have the same columns; their names begin with \`publications\`, \`deals\` or \
\`publications_earlier\`.

${patents.map(describeTable).join("\n\n")}

Deals have three more: rounds of types that do not count as start-up funding, with the sets of \`deals\` \
([types](data-sources.md#types-of-rounds)), and two that tell a withheld count from a true zero \
([disclosure](disclosure.md)):

${ofDeals.map(describeTable).join("\n\n")}

## Computed tables

The project computes two more tables from a build for the SQL of pages, by the specs in \
\`data-loaders/report/page-tables.ts\`; they are not
part of the build. Both show the published view; [methodology](methodology.md#indicators) has the formulas. In a page \
they are
\`data/indicators.parquet\` and \`data/claims.parquet\`; [forking](forking.md#4-change-the-query) shows how to query \
them.

${Object.values(pageTables).map(describeTable).join("\n\n")}

${manifestText}

## Reasons for leaving rows out

A run fails when the share for a reason exceeds its limit, which \`--limit REASON=SHARE\` changes, or when a lens \
keeps no document.

| reason | limit | meaning |
|---|---:|---|
${describeReasons()}
`;
}

const manifestText = `## Manifest

| field | meaning |
|---|---|
| \`schema\` | version of these tables; raised when the meaning of a column changes |
| \`build\` | name of the build, derived from its contents |
| \`key\` | hash of everything that the build depends on: code, committed inputs, options, extracts; not published |
| \`parameters\` | years kept, whose addresses locate a patent, the types of deals that count as \
start-up funding (\`deal_types\`), edition of the polygons that located points and the \
countries they lack (\`polygons\`), changed limits, and which key protects licensed records \
(\`disclosure_key\`, a hash that reveals nothing of it) |
| \`classification\` | version of the taxonomy, model, thresholds; numbers of candidates, links, decisions and \
borderline links; decisions whose scores have moved (\`moved\`), with what moved |
| \`sources[]\` | for each dataset: name, edition, vocabulary, whether it is the synthetic sample, one in how many \
records of the source it holds (\`one_in\`), licence in words \
and its SPDX name (null if records may not be passed on), whether it is \`licensed\`, what was made of each file \
of its folder (\`extract\`, not published), number and size of the files that were read, \
their fingerprint, an account of their rows, the number of codes whose title comes with the documents, since \
the vocabulary lacks them (\`titles\`), and the codes without a title or with that of their subclass only, with the \
documents that have them (\`untitled\`, not published) |
| \`sources[].types\` | for deals of Crunchbase: rounds of the chosen years by class of funding; not published |
| \`sources[].pooled\` | for licensed records that are made safe: first and last of the years that are published \
together, under the last one |
| \`sources[].coarsening\` | for licensed patents: the least number of documents that share a set (\`least\`, \
[disclosure](disclosure.md)); rounded numbers of documents in all, with other codes (\`recoded\`), of these with \
another family or a domain less (\`reassigned\`), with fewer places (\`displaced\`) and left out (\`suppressed\`) |
| \`sources[].disclosure\` | for licensed deals: the [rule](disclosure.md) (\`units\`, \`p\`); of \
start-up funding, the rounded numbers of deals in all, with fewer codes (\`generalised\`) and left out \
(\`suppressed\`), whether anything is left out (\`partial\`), and the disclosed and the published amount, in \
millions of US dollars, rounded (the first is null where it would disclose) |
| \`sources[].account\` | rows \`read\` by kind of file, places \`located\` by method, rows left out (\`drops\`: \
reason, rows, share of the rows examined), \`documents\` kept; of licensed records that are made safe, all but the \
last are multiples of three, \`bytes\` has two digits, and \`fingerprint\` is keyed |
| \`tables[]\` | name, rows, bytes, SHA-256, columns with types |`;

function describeReasons(): string {
  return Object.entries(dropReasons)
    .map(([reason, {limit, meaning}]) => `| \`${reason}\` | ${limit === 1 ? "none" : `${limit * 100}%`} | ${meaning} |`)
    .join("\n");
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
