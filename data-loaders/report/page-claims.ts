import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {claimsOfPage} from "../../src/narrative/claims/claim-mark.ts";
import type {OwnClaim} from "../../src/narrative/published.ts";
import {chooseParts, conditionsOf} from "../../src/prerender/conditions.ts";
import {frontMatterText, splitPage} from "../../src/text/front-matter.ts";
import {projectRoot} from "../console/project-root.ts";

/** The folder of the pages, relative to the project's. */
export const pagesFolder = "src";

/** Paths of all pages, relative to their folder, in order. */
export async function pageFiles(root = projectRoot): Promise<string[]> {
  const names = await readdir(join(root, pagesFolder), {recursive: true});
  return names.filter((name) => name.endsWith(".md") && !name.startsWith(".")).sort();
}

export interface PageClaimsOptions {
  /** Name of the report's region, for headings. */
  region: string;
  /** Whether the report has published values. */
  published: boolean;
  /** The project's folder. */
  root?: string;
}

/** The claims that pages make where a report has all deals, and where the disclosure rule left some out. */
export type PageClaims = Record<"complete" | "withheld", OwnClaim[]>;

/** Every claim that the pages make, by page and place, whether it can be judged or not. */
export async function readPageClaims({region, published, root = projectRoot}: PageClaimsOptions): Promise<PageClaims> {
  const pages = await Promise.all(
    (await pageFiles(root)).map(async (name) => splitPage(await readFile(join(root, pagesFolder, name), "utf8")))
  );
  const claims = (partial: boolean) =>
    pages.flatMap(({head, body}) => {
      const text = chooseParts(body, conditionsOf({published, partial}));
      return claimsOfPage({text, title: frontMatterText(head, "title") ?? ""}, region);
    });
  return {complete: claims(false), withheld: claims(true)};
}
