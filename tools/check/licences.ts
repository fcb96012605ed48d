import {listShipped, type ShippedPackage} from "../../src/site/release/shipped-packages.ts";
import {projectFolder} from "../../src/site/site.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {writeSection} from "../../data-loaders/console/write-section.ts";

/** Licences (SPDX names) under which any publisher may distribute a copy with the site. */
const permissive = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "Unlicense",
  "CC0-1.0",
  "CC-BY-4.0",
  "OFL-1.1",
  "Zlib"
]);

const [start, end] = ["<!-- licences -->", "<!-- end licences -->"];

type Licensed = Omit<ShippedPackage, "folder">;

/**
 * Whether an SPDX expression permits use under a permissive licence: one of those joined by OR, all of those joined by
 * AND.
 */
export function isPermissive(expression: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, "$1");
  if (bare.includes("(")) return false;
  return bare.split(/ OR /).some((choice) => choice.split(/ AND /).every((one) => permissive.has(one.trim())));
}

/** A table with a row for each package. */
export function licenceTable(packages: readonly Licensed[]): string {
  return [
    "| package | version | licence |",
    "|---|---|---|",
    ...packages.map(({name, version, licence}) => `| \`${name}\` | ${version} | ${licence || "none stated"} |`)
  ].join("\n");
}

/** @throws InputError naming each package without a licence or with one that is not permissive */
export function assertPermissive(packages: readonly Licensed[]): void {
  const wrong = packages
    .filter(({licence}) => !isPermissive(licence))
    .map(({name, version, licence}) => `${name}@${version} (${licence || "none stated"})`);
  if (wrong.length > 0)
    throw new InputError(`no permissive licence: ${wrong.join(", ")}`, {
      advice: "replace the package, or review its licence and add it to tools/check/licences.ts"
    });
}

export const command = defineCommand({
  name: "npm run check -- licences",
  about: "Lists the packages in the site, and fails if one has no permissive licence.",
  options: {write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"}},
  async run({write}) {
    const packages = await listShipped(projectFolder);
    const table = licenceTable(packages);
    process.stdout.write(`${table}\n`);
    assertPermissive(packages);
    if (write !== undefined) await writeSection(write, start, end, table);
  }
});

await runIfStarted(import.meta.url, command);
