import type {Lens, Years} from "../../terms/lenses.ts";
import type {Study} from "../../terms/report-config.ts";
import {list} from "./locale.js";

const span = ([first, last]: Years) => `${first}–${last}`;

/** What surrounds every page: head, header, footer, and the line at the top of a printed page. */
export const shellWords = {
  /** What the picture shows that others put beside a link to the site. */
  card: (title: string) => `${title}: revealed comparative advantage in patents, one box for each technology`,
  /** Pages that the header leads to. */
  pages: {
    report: "Report",
    claims: "Claims",
    technologies: "Technologies",
    classification: "Classification",
    lab: "Lab"
  },
  navigation: "Site",
  skip: "Skip to the text",
  release: (version: string) => `release ${version}`,
  footer: {
    release: (version: string) => `Release ${version}`,
    build: (build: string) => `data build ${build}`,
    years: (held: readonly (readonly [Lens, Years])[]) =>
      held.map(([lens, years]) => `${lens === "deals" ? "funding" : lens} ${span(years)}`).join(", "),
    /** Before and after the title of the study. */
    study: ({authors, institution, client, year}: Pick<Study, "authors" | "institution" | "client" | "year">) => ({
      before: `The report: ${list(authors)},`,
      after: `${institution}${client === null ? "" : ` for ${client}`}, ${year}.`
    }),
    thisVersion: "This live version:",
    licence: "MIT licence.",
    claims: "Every claim, checked",
    api: "Data and API",
    citation: "BibTeX",
    licences: "Third-party licences"
  }
};

/** What screen readers call the parts of Framework's own shell. */
export const landmarkWords = {
  pages: "Pages",
  sidebar: "Toggle sidebar",
  search: "Search",
  pager: "Previous and next page"
};

/** What a page says where its modules cannot run. */
export const missingModulesWords = {
  old: "This browser is too old to recompute the numbers. They are those computed when the site was built.",
  file: "This page was opened as a file, and browsers do not let such a page compute. Its numbers are those computed when the site was built. To open it live, run python3 -m http.server in the site's folder and go to http://localhost:8000/."
};
