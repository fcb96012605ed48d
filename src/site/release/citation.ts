import {releaseWords, studyWords} from "../../words/en/release.ts";
import type {Release} from "./release.ts";

/**
 * BibTeX entries for a release of the site and for the report.
 * @param build name of the build of the data, which a citation of numbers needs
 */
export function bibtex({title, version, creator, date, siteUrl}: Release, build: string): string {
  const {institution, ...study} = studyWords;
  return [
    entry("software", `flanderskeytechnologies${version.replace(/\W/g, "")}`, {
      title,
      author: `{${creator}}`,
      version,
      ...(date !== undefined && {date, year: date.slice(0, 4)}),
      note: releaseWords.build(build),
      ...(siteUrl !== undefined && {url: siteUrl})
    }),
    entry("techreport", "balland2026flanders", {...study, institution: `{${institution}}`})
  ].join("\n");
}

function entry(type: string, key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${escape(value)}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}\n`;
}

/** Escapes the characters that TeX would interpret. Braces stay, because they group. */
function escape(value: string): string {
  return value.startsWith("http") ? value : value.replace(/[&%$#_]/g, "\\$&");
}
