import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import type {ForkPage} from "../prerender/lab/part.ts";
import {projectSite} from "./site.ts";

/** The folder of forked pages. */
export const forksFolder = join(projectSite.root, "forks");

/** The pages that come with the project, in the order of the list. */
export const exampleForks = ["starter", "rca-cut", "fractional-counting", "south-netherlands"] as const;

/** Splits a page into its front matter, without fences, and the rest; null if it has no front matter. */
export function splitPage(text: string): {head: string; body: string} | null {
  const [, head, body] = /^---\r?\n([\s\S]*?\r?\n)---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  return head === undefined ? null : {head, body: body ?? ""};
}

/** The value of a key in the front matter, without quotes; null if the key is missing. */
export function frontMatterText(head: string, key: string): string | null {
  const value = new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, "m").exec(head)?.[1];
  if (value === undefined) return null;
  if (/^".*"$/.test(value)) {
    try {
      return JSON.parse(value) as string;
    } catch {
      return value;
    }
  }
  return /^'.*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
}

/** The description of the page at a path, such as `/lab/index`; null for one without, and for pages with parameters. */
export function pageDescription(path: string, root = projectSite.root): string | null {
  const file = join(root, `${path}.md`);
  const page = existsSync(file) ? splitPage(readFileSync(file, "utf8")) : null;
  return page && frontMatterText(page.head, "description");
}

/** All pages of `src/forks` except the index: the examples in their order, then the others by name. */
export function listForks(folder = forksFolder): ForkPage[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "index.md")
    .map((file) => file.slice(0, -".md".length));
  const place = (name: string) => (exampleForks as readonly string[]).indexOf(name) >>> 0;
  return names
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((name) => {
      const text = readFileSync(join(folder, `${name}.md`), "utf8");
      const page = splitPage(text);
      const title = (page && frontMatterText(page.head, "title")) ?? /^#\s+(.+?)\s*$/m.exec(text)?.[1] ?? name;
      return {
        name,
        title,
        description: page && frontMatterText(page.head, "description"),
        example: (exampleForks as readonly string[]).includes(name)
      };
    });
}
