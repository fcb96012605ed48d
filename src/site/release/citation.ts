import type {Release} from "./release.ts";

/** The study that this site makes live. */
const report = `@techreport{balland2026flanders,
  title = {Flanders' Competitiveness and Investment Priorities in Key Strategic Technologies},
  author = {Balland, Pierre-Alexandre},
  institution = {{Centre for European Policy Studies (CEPS)}},
  note = {Study for the Flemish Advisory Council for Innovation \\& Entrepreneurship (VARIO)},
  year = {2026}
}
`;

/**
 * BibTeX entries for a release of the site and for the report.
 * @param build name of the build of the data, which a citation of numbers needs
 */
export function bibtex({title, version, creator, date, siteUrl}: Release, build: string): string {
  const fields = {
    title,
    author: `{${creator}}`,
    version,
    ...(date !== undefined && {date, year: date.slice(0, 4)}),
    note: `Data build ${build}`,
    ...(siteUrl !== undefined && {url: siteUrl})
  };
  return `@software{flanderskeytechnologies${version.replace(/\W/g, "")},
${Object.entries(fields)
  .map(([name, value]) => `  ${name} = {${escape(value)}}`)
  .join(",\n")}
}

${report}`;
}

/** Signs that TeX would take for its own; braces stay, they group. */
function escape(value: string): string {
  return value.startsWith("http") ? value : value.replace(/[&%$#_]/g, "\\$&");
}
