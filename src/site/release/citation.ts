import {releaseWords} from "../../words/en/release.ts";
import type {Study} from "../../terms/report-config.ts";
import type {Release} from "./release.ts";

/**
 * BibTeX entries for a release of the site and for its study, if there is one.
 * @param build name of the build of the data, which a citation of numbers needs
 */
export function bibtex({title, version, authors, byline, date, siteUrl, study}: Release, build: string): string {
  return [
    entry("software", `${citationKey(title)}${version.replace(/\W/g, "")}`, {
      title,
      author: authorsOf(authors),
      version,
      ...(date !== undefined && {date, year: date.slice(0, 4)}),
      note: `${byline} ${releaseWords.build(build)}`,
      ...(siteUrl !== undefined && {url: siteUrl})
    }),
    ...(study === null ? [] : [studyEntry(study)])
  ].join("\n");
}

/** Each author in braces of its own, so that BibTeX takes no part of an organisation's name for a surname. */
export function authorsOf(authors: readonly string[]): string {
  return authors.map((author) => `{${author}}`).join(" and ");
}

function studyEntry({key, title, authors, institution, client, year}: Study): string {
  return entry("techreport", key, {
    title,
    author: authors.join(" and "),
    institution: `{${institution}}`,
    ...(client !== null && {note: releaseWords.study(client)}),
    year: String(year)
  });
}

function entry(type: string, key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${escape(value)}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}\n`;
}

/** A BibTeX key from the words of a title, without signs, numbers and accents. */
export function citationKey(title: string): string {
  return title
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}

/** Escapes the characters that TeX would interpret. Braces stay, because they group. */
function escape(value: string): string {
  return value.startsWith("http") ? value : value.replace(/[&%$#_]/g, "\\$&");
}
