import {readFile, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {lenses} from "../terms/lenses.ts";
import {splitPage} from "../text/front-matter.ts";
import {forksFolder, listForks} from "./fork-pages.ts";
import {projectFolder} from "./site.ts";

/** The tables that a forked page can query, by their names in the front matter. */
export const forkTables: readonly string[] = [
  "indicators",
  "claims",
  "technologies",
  "locations",
  "links",
  "codes",
  ...lenses.flatMap((lens) => [lens, `${lens}_code_sets`, `${lens}_location_sets`])
];

/** The line for a table in the front matter. */
export const tableLine = (table: string) => `  ${table}: ../data/${table}.parquet`;

/** Maximum length of a page's name: longer addresses break in emails. */
const longestName = 60;

/**
 * Makes the text of a forked page: the copied page with a title of its own and all tables.
 * @throws InputError for a page without front matter
 */
export function forkPage(text: string, {name, from}: {name: string; from: string}): string {
  const page = splitPage(text);
  if (page.head === null)
    throw new InputError("no front matter", {
      file: `src/forks/${from}.md`,
      advice: "begin the page with ---, title: and ---"
    });
  const title = titleOf(name);
  const body = page.body.replace(/^#\s+.*$/m, () => `# ${title}`);
  return `---\ntitle: ${JSON.stringify(title)}\nsql:\n${forkTables.map(tableLine).join("\n")}\n---\n${body}`;
}

/** A name such as `my-idea` as a heading: `My idea`. */
function titleOf(name: string): string {
  const words = name.split("-").filter(Boolean).join(" ");
  return words[0]!.toUpperCase() + words.slice(1);
}

/**
 * Copies a page of `src/forks` under a new name. It never overwrites a page.
 * @returns the next steps, as text
 * @throws InputError for an invalid name, a name in use, and a page that does not exist
 */
export async function runFork(name: string, from: string, folder = forksFolder): Promise<string> {
  if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(name))
    throw new InputError(`invalid name: ${JSON.stringify(name)}`, {
      advice: "use letters, digits and single hyphens between them, such as my-idea"
    });
  if (name.length > longestName)
    throw new InputError(`name too long: ${name.length} characters`, {advice: `use at most ${longestName}`});
  // Some disks and hosts treat Index.md and index.md as the same file.
  const taken = [...listForks(folder).map((page) => page.name), "index"].find(
    (one) => one.toLowerCase() === name.toLowerCase()
  );
  if (taken !== undefined)
    throw new InputError(`name taken: ${taken}`, {advice: "choose another name; existing pages are never overwritten"});
  const pages = listForks(folder).map((page) => page.name);
  if (!pages.includes(from))
    throw new InputError(`no page ${JSON.stringify(from)}`, {advice: `copy one of ${pages.join(", ")}`});
  const file = join(folder, `${name}.md`);
  const text = forkPage(await readFile(join(folder, `${from}.md`), "utf8"), {name, from});
  try {
    await writeFile(file, text, {flag: "wx"});
  } catch (cause) {
    throw new InputError(`cannot write the page: ${(cause as NodeJS.ErrnoException).code}`, {
      file,
      advice: "check that you may write to the folder",
      cause
    });
  }
  return `wrote ${relative(projectFolder, file)}, a copy of ${from}

  1. Run npm start and leave it running.
  2. Open /forks/${name} at the address that it prints.
  3. Edit ${relative(projectFolder, file)}; the page updates when you save.

docs/forking.md explains the rest.
`;
}

export const command = defineCommand({
  name: "npm run fork --",
  about: "Copies a page of src/forks under a new name, for you to edit.",
  options: {from: {value: "PAGE", help: "the page to copy (default starter)", default: "starter"}},
  positional: {name: "NAME", help: "letters, digits and hyphens, such as my-idea", required: true},
  async run({from}, {positionals}) {
    process.stdout.write(await runFork(positionals[0]!, from));
  }
});

await runIfStarted(import.meta.url, command);
