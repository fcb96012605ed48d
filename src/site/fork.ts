import {readFile, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {forksFolder, listForks, splitPage} from "./fork-pages.ts";
import {projectFolder} from "./site.ts";

/** The tables that a forked page can ask, as its front matter names them. */
export const forkTables: readonly string[] = [
  "indicators",
  "claims",
  "technologies",
  "locations",
  "links",
  "codes",
  ...["patents", "publications", "deals"].flatMap((lens) => [lens, `${lens}_code_sets`, `${lens}_location_sets`])
];

/** The line of the front matter for one table. */
export const tableLine = (table: string) => `  ${table}: ../data/${table}.parquet`;

/** Longest name of a page: longer ones make addresses that break in letters. */
const longestName = 60;

/**
 * The text of a forked page: the copied one with a title of its own and all tables at hand.
 * @throws InputError for a page without front matter
 */
export function forkPage(text: string, {name, from}: {name: string; from: string}): string {
  const page = splitPage(text);
  if (page === null)
    throw new InputError("no front matter", {
      file: `src/forks/${from}.md`,
      advice: "begin the page with ---, title: and ---"
    });
  const title = titleOf(name);
  const body = page.body.replace(/^#\s+.*$/m, () => `# ${title}`);
  return `---\ntitle: ${JSON.stringify(title)}\nsql:\n${forkTables.map(tableLine).join("\n")}\n---\n${body}`;
}

/** `my-idea` as it is written in a heading: `My idea`. */
function titleOf(name: string): string {
  const words = name.split("-").filter(Boolean).join(" ");
  return words[0]!.toUpperCase() + words.slice(1);
}

/**
 * Copies a page of src/forks under a new name; nothing that is there is ever overwritten.
 * @returns what to do next
 * @throws InputError for a name that cannot be, or that is taken, and for a page that there is not
 */
export async function runFork(name: string, from: string, folder = forksFolder): Promise<string> {
  if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(name))
    throw new InputError(`invalid name: ${JSON.stringify(name)}`, {
      advice: "take letters, digits and single hyphens between them, such as my-idea"
    });
  if (name.length > longestName)
    throw new InputError(`name too long: ${name.length} characters`, {advice: `take at most ${longestName}`});
  // On some disks and some hosts Index.md and index.md are the same.
  const taken = [...listForks(folder).map((page) => page.name), "index", "parts"].find(
    (one) => one.toLowerCase() === name.toLowerCase()
  );
  if (taken !== undefined)
    throw new InputError(`name taken: ${taken}`, {advice: "take another name; nothing is overwritten"});
  const pages = listForks(folder).map((page) => page.name);
  if (!pages.includes(from))
    throw new InputError(`no page ${JSON.stringify(from)}`, {advice: `copy one of ${pages.join(", ")}`});
  const file = join(folder, `${name}.md`);
  const text = forkPage(await readFile(join(folder, `${from}.md`), "utf8"), {name, from});
  try {
    await writeFile(file, text, {flag: "wx"});
  } catch (cause) {
    throw new InputError(`cannot be written: ${(cause as NodeJS.ErrnoException).code}`, {
      file,
      advice: "look whether the folder can be written to",
      cause
    });
  }
  return `wrote ${relative(projectFolder, file)}, a copy of ${from}

  npm start        shows the site; leave it running
  /forks/${name}   is your page, below the address that npm start prints
  ${relative(projectFolder, file)}   is its text: save it, and the page follows

docs/forking.md goes on from here.
`;
}

export const command = defineCommand({
  name: "npm run fork --",
  about: "Copies a page of src/forks under a new name, for you to change.",
  options: {from: {value: "PAGE", help: "the page to copy (default starter)", default: "starter"}},
  positional: {name: "NAME", help: "letters, digits and hyphens, such as my-idea", required: true},
  async run({from}, {positionals}) {
    process.stdout.write(await runFork(positionals[0]!, from));
  }
});

await runIfStarted(import.meta.url, command);
