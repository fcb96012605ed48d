import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import type {ForkPage} from "../prerender/lab/part.ts";
import {frontMatterText, splitPage} from "../text/front-matter.ts";
import {projectSite} from "./site.ts";

/** The folder of forked pages. */
export const forksFolder = join(projectSite.root, "forks");

/** The pages that come with the project, in the order of the list. */
export const exampleForks = ["starter", "rca-cut", "fractional-counting", "south-netherlands"] as const;

/** The description of the page at a path, such as `/lab/index`; null for one without, and for pages with parameters. */
export function pageDescription(path: string, root = projectSite.root): string | null {
  const file = join(root, `${path}.md`);
  return existsSync(file) ? frontMatterText(splitPage(readFileSync(file, "utf8")).head, "description") : null;
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
      const {head, body} = splitPage(readFileSync(join(folder, `${name}.md`), "utf8"));
      const title = frontMatterText(head, "title") ?? /^#\s+(.+?)\s*$/m.exec(body)?.[1] ?? name;
      return {
        name,
        title,
        description: frontMatterText(head, "description"),
        example: (exampleForks as readonly string[]).includes(name)
      };
    });
}
