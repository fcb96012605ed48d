import {readFile} from "node:fs/promises";
import type {JudgedClaim} from "./claims-html.ts";
import {pageAddress} from "../text/page-address.ts";

/** A search result. */
export interface SearchEntry {
  title: string;
  /** The kind of result, in a word: "technology", "claim", "section", "figure". */
  kind: string;
  /** Path within the site, such as `/technology/robotics` or `/#figure-2`. */
  href: string;
  /** Further words that match. */
  text: string;
}

export interface SearchSources {
  technologies: readonly {name: string; slug: string; group: string}[];
  claims: readonly Pick<JudgedClaim, "id" | "section" | "wording">[];
  /** Markdown of the report. */
  report: string;
  /** Words for the kinds of results. */
  kinds: {technology: string; claim: string; section: string};
  region: string;
}

/** The search index: technologies, sections of the report, claims. */
export function searchIndex({technologies, claims, report, kinds, region}: SearchSources): SearchEntry[] {
  const sections = Array.from(
    report.matchAll(/^#{2,3}\s+(.*?)\s*\{#([\w-]+)\}\s*$/gm),
    ([, title, id]): SearchEntry => ({
      title: title!.replaceAll("{{region}}", region).replace(/\{\{[^}]*\}\}/g, ""),
      kind: kinds.section,
      href: `/#${id}`,
      text: ""
    })
  );
  return [
    ...technologies.map(({name, slug, group}): SearchEntry => ({
      title: name,
      kind: kinds.technology,
      href: `/${pageAddress(`technology/${slug}`)}`,
      text: group
    })),
    ...sections,
    ...claims.map(({id, section, wording}): SearchEntry => ({
      title: wording,
      kind: kinds.claim,
      href: `/${pageAddress(`claims#${id}`)}`,
      text: section
    }))
  ];
}

/** Reads the report's Markdown. */
export async function readReportPage(): Promise<string> {
  return await readFile(new URL("../index.md", import.meta.url), "utf8");
}
