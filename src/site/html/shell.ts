import {shows, socialCard} from "../release/social-card.ts";
import {pageAddress} from "../../text/page-address.ts";
import {fontFaces, fontLinks, fontNames} from "../framework/fonts.ts";
import {type Html, html, raw} from "../../text/html.ts";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {provenanceOf, type RecordSource} from "../../narrative/provenance.ts";
import {cellWords} from "../../words/en/cells.ts";
import {lateWords} from "../../words/en/loading.ts";
import {locale} from "../../words/en/locale.ts";
import {provenanceWords} from "../../words/en/provenance.ts";
import {searchWords} from "../../words/en/search.ts";
import {shellWords as words} from "../../words/en/shell.ts";
import {themeWords} from "../../words/en/theme.ts";
import {type HeldYears, lenses, shownYears} from "../../terms/lenses.ts";
import type {ReportConfig, Study} from "../../terms/report-config.ts";

/** What the shell says about the site. */
export interface ShellOptions {
  config: ReportConfig;
  /** Version in `package.json`. */
  release: string;
  /** Name of the build of the data, if known. */
  build?: string;
  /** Absolute address of the published site. Without it, pages have no canonical address. */
  siteUrl?: string;
  /** Whether the site has a search index; false by default. */
  search?: boolean;
  /** The sources of the records. */
  sources: readonly RecordSource[];
  /** What the build holds. */
  years: HeldYears;
  /** The description in the front matter of the page at a path; Framework does not hand it on. */
  descriptionOf?: (path: string) => string | null;
}

/** A page, as Framework passes it to functions in the config. */
export interface ShellPage {
  title?: string | null;
  /** Path without extension, such as `/technology/index`. */
  path: string;
}

/** The HTML around every page, for `observablehq.config.ts`. */
export interface Shell {
  head(page: ShellPage): string;
  header(page: ShellPage): string;
  footer(page: ShellPage): string;
  /** Path of the published site. The error page needs it, since it can appear at any address. */
  base: string;
}

/** The pages that the header links to, and the paths that belong to each. */
const sections = [
  {path: "/", name: words.pages.report, within: /^\/(index)?$/},
  {path: "/claims", name: words.pages.claims, within: /^\/claims(\/|$)/},
  {path: "/technology/", name: words.pages.technologies, within: /^\/technology(\/|$)/},
  {path: "/classification", name: words.pages.classification, within: /^\/classification(\/|$)/},
  {path: "/lab/", name: words.pages.lab, within: /^\/lab(\/|$)/}
];

/** The site's icon: a bar chart in colours that suit light and dark tabs. */
const icon = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">`,
  `<rect width="32" height="32" rx="6" fill="rgb(11,92,138)"/>`,
  `<g fill="white"><rect x="6" y="17" width="5" height="9"/><rect x="13.5" y="11" width="5" height="15"/>`,
  `<rect x="21" y="6" width="5" height="20" opacity=".75"/></g></svg>`
].join("");

/**
 * Applies the reader's choice of colours before the first paint, and tells style sheets that scripts run. It is inline,
 * so that no request delays the page. src/components/theme.ts stores the choice.
 */
const firstScript = [
  `(d=>{d.classList.add("scripted");`,
  `try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")d.dataset.theme=t}catch{}`,
  `})(document.documentElement)`
].join("");

/**
 * Tells readers that the page's scripts do not run: at once when one cannot be loaded, else after ten seconds. It looks
 * like what src/live/late.ts shows. Browsers without modules and pages opened as files have explanations of their own
 * (src/site/html/passes/explain-missing-modules.ts).
 */
const lateScript = [
  `(d=>{const tell=()=>{if(d.documentElement.classList.contains("awake")||d.querySelector(".late")||!d.body`,
  `||location.protocol==="file:"||!("noModule" in HTMLScriptElement.prototype))return;`,
  `const [a,p,b]=["aside","p","button"].map(n=>d.createElement(n));`,
  `a.className="late";a.setAttribute("role","status");`,
  `p.textContent=${JSON.stringify(lateWords.scripts)};`,
  `b.type="button";b.textContent=${JSON.stringify(lateWords.again)};`,
  `b.addEventListener("click",()=>location.reload());a.append(p,b);d.body.append(a)};`,
  `addEventListener("error",e=>{if(e.target.localName==="script")setTimeout(tell,500)},true);`,
  `setTimeout(tell,10000)})(document)`
].join("");

/**
 * Loads the typefaces at the end of a page, so that they do not compete with text and figures for bandwidth. It shows
 * them together, so that the browser repeats the layout only once. Without scripts, browsers load each when it is used.
 */
const typefaceScript = [
  `(d=>{const show=()=>d.documentElement.classList.add("typefaces");`,
  `if(d.fonts)requestAnimationFrame(()=>Promise.all(`,
  `${JSON.stringify(fontNames())}.map(f=>d.fonts.load(f))).then(show,show));`,
  `else show()})(document)`
].join("");

const icons = {
  search: [
    `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">`,
    `<circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/>`,
    `<path d="m13 13 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`
  ].join(""),
  theme: [
    `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">`,
    `<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>`,
    `<path class="half" d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/>`,
    `<circle class="full" cx="10" cy="10" r="7.5" fill="currentColor"/></svg>`
  ].join("")
};

/**
 * The head, header and footer of every page.
 * @throws RangeError if the site's address is not absolute
 */
export function createShell(options: ShellOptions): Shell {
  const site = options.siteUrl ? parseSiteUrl(options.siteUrl) : undefined;
  const picture = site && shows(options) ? pictureOf(site, options.config) : [];
  return {
    base: site?.pathname ?? "/",
    head: (page) => headOf(page, options, site, picture),
    header: ({path}) => headerOf(path, options),
    footer: ({path}) => footerOf(path, options, site)
  };
}

function headOf(
  {title, path}: ShellPage,
  options: ShellOptions,
  site: URL | undefined,
  picture: readonly string[]
): string {
  const {config} = options;
  const name = title && title !== config.title ? `${title} | ${config.title}` : config.title;
  const description = options.descriptionOf?.(path) ?? config.description;
  const address = site && !isError(path) ? new URL(pagePath(path), site).href : undefined;
  return [
    `<script>${firstScript}</script>`,
    `<script>${lateScript}</script>`,
    fontLinks(),
    `<style>${fontFaces(rootOf(path))}\n${printMargins(options)}\n${cellNotes}</style>`,
    String(html`<meta name="description" content="${description}">`),
    `<meta name="color-scheme" content="light dark">`,
    isError(path) ? `<meta name="robots" content="noindex">` : "",
    address ? String(html`<link rel="canonical" href="${address}">`) : "",
    property("og:type", path === "/index" ? "website" : "article"),
    property("og:site_name", config.title),
    property("og:title", name),
    property("og:description", description),
    address ? property("og:url", address) : "",
    property("og:locale", locale.replace("-", "_")),
    ...picture,
    `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${Buffer.from(icon).toString("base64")}">`,
    `<script type="module" src="/components/shell.js"></script>`
  ]
    .filter(Boolean)
    .join("\n");
}

/** The picture that other sites show beside a link. They need its absolute address. */
function pictureOf(site: URL, {title}: ReportConfig): string[] {
  return [
    property("og:image", new URL(socialCard.file, site).href),
    property("og:image:width", String(socialCard.width)),
    property("og:image:height", String(socialCard.height)),
    property("og:image:alt", words.card(title)),
    `<meta name="twitter:card" content="summary_large_image">`
  ];
}

function headerOf(path: string, {config, search = false, sources}: ShellOptions): string {
  const badge = provenanceWords.badge(provenanceOf(sources));
  const links = sections.map(({path: to, name, within}) => {
    const here = within.test(path) ? ` aria-current="${normal(path) === normal(to) ? "page" : "true"}"` : "";
    return `<a href="${relativeTo(path, to)}"${here}>${name}</a>`;
  });
  const tools = [
    ...(search
      ? [
          `<button type="button" class="search-button" aria-haspopup="dialog" aria-keyshortcuts="/">`,
          `${icons.search}<span>${searchWords.title}</span></button>`
        ]
      : []),
    `<button type="button" class="theme-button" aria-label="${themeWords.now("system")}">`,
    `${icons.theme}<span>${themeWords.button}</span></button>`
  ];
  return `<a class="skip-link" href="#main-text">${words.skip}</a>
<div class="site-name"><a class="site-title" href="${relativeTo(path, "/")}">${config.name}</a>${
    badge === null ? "" : ` <span class="badge-synthetic">${badge}</span>`
  }</div>
<nav aria-label="${words.navigation}">${links.join("")}</nav>
<div class="header-tools">${tools.join("")}</div><span id="main-text"></span>`;
}

function footerOf(path: string, options: ShellOptions, site: URL | undefined): string {
  const {release, build, config} = options;
  const provenance = provenanceWords.sentence(provenanceOf(options.sources));
  const {footer: say} = words;
  const details = [
    build && say.build(build),
    say.years(
      lenses
        .filter((lens) => options.years[lens])
        .map((lens) => [lens, shownYears(lens, options.years, config.years)] as const)
    )
  ];
  const link = (to: string, text: string) => html`<a href="${relativeTo(path, to)}">${text}</a>`;
  const links = [
    link("/claims", say.claims),
    link("/api/", say.api),
    beside(path, "citation.bib", say.citation),
    beside(path, "licences.txt", say.licences)
  ];
  const sources = [
    config.study && studyOf(config.study),
    html`${say.thisVersion} <cite>${config.title}</cite>, ${words.release(release)}${site && `, ${site.href}`}. `,
    html`${say.licence} `
  ];
  return String(html`<p><strong>${say.release(release)}</strong>${details.map((part) => part && ` · ${part}`)}</p>
${provenance && html`<p><span class="badge-synthetic">${provenanceWords.synthetic}</span> ${provenance}</p>`}
<p>${sources}${links.map((one, i) => html`${i > 0 && " · "}${one}`)}</p>
<script>${raw(typefaceScript)}</script>`);
}

function studyOf({title, authors, institution, client, year}: Study): Html {
  const {before, after} = words.footer.study({authors, institution, client, year});
  return html`${before} <cite>${title}</cite>, ${after} `;
}

/**
 * Names a file that the build writes beside the pages. The build turns the text into a link
 * (`src/site/html/passes/link-companion-files.ts`); a preview lacks these files and shows only the text.
 */
function beside(path: string, file: string, text: string): Html {
  return html`<span data-beside="${relativeTo(path, file)}">${text}</span>`;
}

/** What stands beside the button that copies a cell, and in place of its result; the style sheet shows it. */
const cellNotes = `:root{--copied:"${cssString(cellWords.copied)}";--loading:"${cssString(cellWords.loading)}"}`;

function cssString(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}

/** The line at the top of printed pages, in browsers that support page margins, such as Chromium. */
function printMargins({config, release, sources}: ShellOptions): string {
  const provenance = provenanceWords.sentence(provenanceOf(sources));
  const line = [config.title, words.release(release), provenance].filter(Boolean).join(" · ");
  return `@page{@top-left{content:"${cssString(line)}"}}`;
}

/** The address of a path of the site, relative to the page at `path`, so that the site works in any folder. */
function relativeTo(path: string, to: string): string {
  return `${rootOf(path)}${to.replace(/^\//, "")}`;
}

/** The address of the site's root, relative to the page at `path`: `./`, `../`, … */
function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

/**
 * The address of the page at a path, relative to the site's root: `lab/` for `/lab/index`, `claims.html` for `/claims`.
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
 * Parses the address of a published site, and ends it with a slash.
 * @throws RangeError if the address is not absolute
 */
export function parseSiteUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new InputError(`SITE_URL is no absolute address: ${text}`, {
      advice: "give one such as https://example.org/flanders/"
    });
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function property(name: string, content: string): string {
  return String(html`<meta property="${name}" content="${content}">`);
}
