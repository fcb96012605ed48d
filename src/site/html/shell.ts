import {pageAddress} from "../../text/page-address.ts";
import {fontFaces, fontLinks, fontNames} from "../framework/fonts.ts";
import {type Html, html, raw} from "../../text/html.ts";
import {cellWords} from "../../words/en/cells.ts";
import {locale} from "../../words/en/locale.ts";
import {studyWords} from "../../words/en/release.ts";
import {searchWords} from "../../words/en/search.ts";
import {shellWords as words} from "../../words/en/shell.ts";
import {themeWords} from "../../words/en/theme.ts";
import {reportYears} from "../../terms/lenses.ts";

/** What the shell says about the site. */
export interface ShellOptions {
  /** The site's title, as in the config. */
  title: string;
  /** Version of package.json. */
  release: string;
  /** Name of the build of the data; left out where it is not known. */
  build?: string;
  /** Where the site is published, absolute; only then pages have a canonical address. */
  siteUrl?: string;
  /** Whether the site has an index to search; default false. */
  search?: boolean;
  /** Whether the records are synthetic; default true. */
  synthetic?: boolean;
}

/** A page, as Framework hands it to the parts of the config. */
export interface ShellPage {
  title?: string | null;
  /** Front matter; `description` is taken from there. */
  data: Record<string, unknown>;
  /** Path without extension, such as `/technology/index`. */
  path: string;
}

/** The parts of `observablehq.config.ts` that surround every page, HTML. */
export interface Shell {
  head(page: ShellPage): string;
  header(page: ShellPage): string;
  footer(page: ShellPage): string;
  /** The path under which the site is published; the error page, which stands for any address, needs it. */
  base: string;
}

/** Pages that the header leads to, and the paths that count as below them. */
const sections = [
  {path: "/", name: words.pages.report, within: /^\/(index)?$/},
  {path: "/claims", name: words.pages.claims, within: /^\/claims(\/|$)/},
  {path: "/technology/", name: words.pages.technologies, within: /^\/technology(\/|$)/},
  {path: "/classification", name: words.pages.classification, within: /^\/classification(\/|$)/},
  {path: "/lab/", name: words.pages.lab, within: /^\/lab(\/|$)/}
];

/** The picture that others show beside a link to the site; `npm run draw -- social-card` draws it. */
export const socialCard = {
  file: "social-card.png",
  width: 1200,
  height: 630
} as const;

/** A tick over a bar chart, in colours that do on light and dark tabs. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="rgb(11,92,138)"/><g fill="white"><rect x="6" y="17" width="5" height="9"/><rect x="13.5" y="11" width="5" height="15"/><rect x="21" y="6" width="5" height="20" opacity=".75"/></g></svg>`;

/**
 * Sets the reader's choice of colours before anything is painted, and tells the styles that scripts run. It stands in
 * every page, so that no request comes first; src/components/theme.ts writes what it reads.
 */
const firstScript = `(d=>{d.classList.add("scripted");try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")d.dataset.theme=t}catch{}})(document.documentElement)`;

/**
 * At the end of a page: loads the typefaces after its text and figures, whose place on the line they would take, and
 * shows them together; each that came by itself would have the whole page laid out anew. Without scripts they come as
 * they are needed.
 */
const typefaceScript = `(d=>{const show=()=>d.documentElement.classList.add("typefaces");if(d.fonts)requestAnimationFrame(()=>Promise.all(${JSON.stringify(fontNames())}.map(f=>d.fonts.load(f))).then(show,show));else show()})(document)`;

const icons = {
  search: `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/><path d="m13 13 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`,
  theme: `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/><path class="half" d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/><circle class="full" cx="10" cy="10" r="7.5" fill="currentColor"/></svg>`
};

/**
 * The head, header and footer of every page.
 * @throws RangeError when the site's address is not an absolute one
 */
export function createShell(options: ShellOptions): Shell {
  const {release, build, synthetic = true, search = false} = options;
  const site = options.siteUrl ? parseSiteUrl(options.siteUrl) : undefined;

  return {
    base: site?.pathname ?? "/",

    head({title, data, path}) {
      const name = title && title !== options.title ? `${title} | ${options.title}` : options.title;
      const description = typeof data.description === "string" ? data.description : words.description;
      const address = site && !isError(path) ? new URL(pagePath(path), site).href : undefined;
      return [
        `<script>${firstScript}</script>`,
        fontLinks(),
        `<style>${fontFaces(rootOf(path))}\n${printMargins(options)}\n${copiedNote}</style>`,
        String(html`<meta name="description" content="${description}">`),
        `<meta name="color-scheme" content="light dark">`,
        isError(path) ? `<meta name="robots" content="noindex">` : "",
        address ? String(html`<link rel="canonical" href="${address}">`) : "",
        property("og:type", path === "/index" ? "website" : "article"),
        property("og:site_name", options.title),
        property("og:title", name),
        property("og:description", description),
        address ? property("og:url", address) : "",
        property("og:locale", locale.replace("-", "_")),
        // Who reads these takes no relative address.
        ...(site
          ? [
              property("og:image", new URL(socialCard.file, site).href),
              property("og:image:width", String(socialCard.width)),
              property("og:image:height", String(socialCard.height)),
              property("og:image:alt", words.card),
              `<meta name="twitter:card" content="summary_large_image">`
            ]
          : []),
        `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${Buffer.from(icon).toString("base64")}">`,
        `<script type="module" src="/components/shell.js"></script>`
      ]
        .filter(Boolean)
        .join("\n");
    },

    header({path}) {
      const links = sections.map(({path: to, name, within}) => {
        const here = within.test(path) ? ` aria-current="${normal(path) === normal(to) ? "page" : "true"}"` : "";
        return `<a href="${relativeTo(path, to)}"${here}>${name}</a>`;
      });
      const searchButton = search
        ? `<button type="button" class="search-button" aria-haspopup="dialog" aria-keyshortcuts="/">${icons.search}<span>${searchWords.title}</span></button>`
        : "";
      return `<a class="skip-link" href="#main-text">${words.skip}</a>
<a class="site-title" href="${relativeTo(path, "/")}">${words.shortTitle}</a>
<nav aria-label="${words.navigation}">${links.join("")}</nav>
<div class="header-tools">${searchButton}<button type="button" class="theme-button" aria-label="${themeWords.now("system")}">${icons.theme}<span>${themeWords.button}</span></button></div><span id="main-text"></span>`;
    },

    footer({path}) {
      const {footer: say} = words;
      const line = [say.release(release), build && say.build(build), say.years(reportYears)];
      const [before, after] = say.report;
      const link = (to: string, text: string) => html`<a href="${relativeTo(path, to)}">${text}</a>`;
      const links = [
        link("/claims", say.claims),
        link("/api/", say.api),
        beside(path, "citation.bib", say.citation),
        beside(path, "licences.txt", say.licences)
      ];
      return String(html`<p><strong>${line[0]}</strong>${line.slice(1).map((part) => part && ` · ${part}`)}</p>
${synthetic && html`<p><span class="badge-synthetic">${say.badge}</span> ${say.synthetic}</p>`}
<p>${before} <cite>${studyWords.title}</cite>, ${after} ${say.thisVersion} <cite>${options.title}</cite>, ${words.release(release)}${site && `, ${site.href}`}. ${say.licence} ${links.map((one, i) => html`${i > 0 && " · "}${one}`)}</p>
<script>${raw(typefaceScript)}</script>`);
    }
  };
}

/**
 * A link to a file that a build writes beside the pages: the build makes it one
 * (`src/site/html/passes/link-companion-files.ts`), in preview it is words.
 */
function beside(path: string, file: string, text: string): Html {
  return html`<span data-beside="${relativeTo(path, file)}">${text}</span>`;
}

/** What the style sheet writes beside the button that copies a cell. */
const copiedNote = `:root{--copied:"${cssString(cellWords.copied)}"}`;

function cssString(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}

/** The line at the top of every printed page; Chromium and other browsers with page margins print it. */
function printMargins({title, release, synthetic = true}: ShellOptions): string {
  const line = [title, words.release(release), ...(synthetic ? [words.provenance] : [])].join(" · ");
  return `@page{@top-left{content:"${cssString(line)}"}}`;
}

/**
 * The address of `to` (a path of the site) from the page at `path`, relative, so that the site may be in any folder.
 */
function relativeTo(path: string, to: string): string {
  return `${rootOf(path)}${to.replace(/^\//, "")}`;
}

/** The site's root as seen from the page at `path`: `./`, `../`, …; the error page has a base of its own. */
function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

/**
 * The address of a page from the site's root, by its path without extension: `/lab/index` is `lab/`, `/claims` is
 * `claims.html`.
 */
export function pagePath(path: string): string {
  return pageAddress(withoutIndex(path).slice(1));
}

function withoutIndex(path: string): string {
  return path.replace(/(^|\/)index$/, "$1");
}

function normal(path: string): string {
  return withoutIndex(path).replace(/\/$/, "");
}

function isError(path: string): boolean {
  return path === "/404";
}

/**
 * Where a site is published, ending in a slash.
 * @throws RangeError when the address is not an absolute one
 */
export function parseSiteUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new RangeError(`invalid site address: ${text}; give an absolute one, such as https://example.org/flanders/`);
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function property(name: string, content: string): string {
  return String(html`<meta property="${name}" content="${content}">`);
}
