import type {FeatureCollection} from "geojson";
import {figures} from "../figures/all.js";
import type {MapRegion} from "../figures/map.ts";
import type {TrendPoint} from "../figures/trend.ts";
import type {FigureWords} from "../words/figures.ts";
import type {TechnologyValues} from "../indicators/snapshot.ts";
import {claimText, computedText, publishedText, regionName} from "../narrative/claim-text.js";
import {claimsFor, makeClaims} from "../narrative/claims.js";
import {briefOf, scenarioBar} from "./brief-html.js";
import {regionsIn} from "../figures/map-regions.js";
import type {RenderedReport, ReportData} from "../narrative/report-data.ts";
import {publishedRegion, resolveValue} from "../narrative/values.js";
import type {NarrativeWords} from "../words/narrative.ts";
import {
  type ClaimsContext,
  claimTable,
  type JudgedClaim,
  ledger,
  ledgerSummary,
  otherPill,
  verdictPill
} from "./claims-html.js";
import {type ChartHtml, figureHtml, partsOf} from "./figure-html.js";
import {html, type Html, raw} from "../text/html.js";
import type {ForkPage, LabPart} from "./lab/part.ts";
import type {Heading, MarkupRenderer, MarkPosition, Rendered} from "./markup.ts";
import {
  mapFigure,
  type TechnologyContext,
  type TechnologyFacts,
  technologyList,
  technologyPage
} from "./technology-html.js";
import type {PageWords} from "../words/pages.ts";
import type {SetAside} from "./set-aside.ts";
import {pageAddress} from "../text/page-address.js";
import {type Lens, lenses, reportYearsOf} from "../terms/lenses.js";

export interface RendererOptions {
  report: RenderedReport;
  /** Makes the figures' elements: a page's document or jsdom's. */
  document: Document;
  outlines: FeatureCollection;
  narrativeWords: NarrativeWords;
  figureWords: FigureWords;
  words: PageWords;
  /** How charts are drawn; by default at both widths. */
  chart?: ChartHtml;
  /** Takes charts and tables out of what is returned; by default they stay in it. */
  setAside?: SetAside;
  /** What the lab is written from, where pages are built; a browser that writes a page again leaves the lab alone. */
  lab?: {
    parts: ReadonlyMap<string, LabPart>;
    report: ReportData;
    /** The pages of src/forks, as they are when a page that lists them is written. */
    forks(): readonly ForkPage[];
  };
}

/** Marks that follow the reader's scenario. */
const followers = /^(figure .*|ledger|ledger-summary|earlier-edition|technology-list|technology-page|brief)$/;

/** Technology and lens with which the map of the report begins. */
const firstMap = {technology: "semiconductors", lens: "patents"} as const;

/**
 * Writes what the marks of the pages stand for, from the values of one region, in one language.
 *
 * Marks within a line: a reference to a live value; `region`; `name SLUG`, a technology; `claim ID`, the verdict of a
 * claim; `source DATASET`, where its documents come from and the years of them that the report covers. Marks that are
 * paragraphs: `scenario`, the choice of a region; `brief`, what the data say of a region for which the text was not
 * written; `figure ID`, `lab ID`, `contents`, `stamp`, `ledger`, `ledger-summary`, `earlier-edition`,
 * `technology-list`, `technology-page` (on pages with a parameter `slug`).
 * @returns a renderer whose functions throw RangeError for marks that mean nothing
 */
export function createRenderer({
  report,
  document,
  outlines,
  narrativeWords,
  figureWords,
  words,
  chart,
  setAside,
  lab
}: RendererOptions): MarkupRenderer & {judged: readonly JudgedClaim[]} {
  const {snapshot, published} = report;
  const values = {snapshot, published, words: narrativeWords};
  const bySlug = new Map(snapshot.technologies.map((technology) => [technology.slug, technology]));
  const name = regionName(values);
  const judged = claimsFor(report.region.code, published).map((claim): JudgedClaim => {
    const judgement = report.verdicts[claim.id];
    if (!judgement) throw new RangeError(`no verdict for the claim ${claim.id}; make the report's data anew`);
    return {
      ...claim,
      judgement,
      wording: claimText(claim, values),
      publishedText: publishedText(claim, values),
      computedText: computedText(claim, values)
    };
  });
  const claimById = new Map(judged.map((claim) => [claim.id, claim]));
  // Those that make no sense for this region are said to, where the text refers to them.
  const others = new Set(
    makeClaims(published)
      .map(({id}) => id)
      .filter((id) => !claimById.has(id))
  );
  const {sources, build} = report;
  const figureContext = {snapshot, document, figureWords, words, sources, build, chart, setAside};
  const claimsContext = (root: string): ClaimsContext => ({
    words,
    verdicts: narrativeWords.verdicts,
    sectionNames: words.sections,
    technologies: snapshot.technologies,
    root
  });
  const technologyContext = (root: string): TechnologyContext => ({
    ...figureContext,
    claims: claimsContext(root),
    outlines,
    regionName: name,
    benchmarkName: words.benchmark
  });

  const technology = (slug: string): TechnologyValues => {
    const found = bySlug.get(slug);
    if (!found) throw new RangeError(`unknown technology: ${slug}; take one of ${[...bySlug.keys()].join(", ")}`);
    return found;
  };
  const claim = (id: string): JudgedClaim => {
    const found = claimById.get(id);
    if (!found) throw new RangeError(`unknown claim: ${id}; src/narrative/claims holds them`);
    return found;
  };
  const source = (dataset: string): string => {
    const found = report.sources.find((one) => one.dataset === dataset);
    if (!found)
      throw new RangeError(
        `unknown dataset: ${dataset}; take one of ${report.sources.map((one) => one.dataset).join(", ")}`
      );
    return `${found.name} (${reportYearsOf(found.dataset).join("–")})`;
  };
  const regionsOf = (lens: Lens, {technology: id}: TechnologyValues): MapRegion[] =>
    regionsIn(report.regions, lens, id - 1);
  const facts = (one: TechnologyValues): TechnologyFacts => ({
    trends: Object.fromEntries(
      lenses.map((lens) => [lens, trendPoints(report, lens, one.technology - 1)])
    ) as TechnologyFacts["trends"],
    regions: Object.fromEntries(lenses.map((lens) => [lens, regionsOf(lens, one)])) as TechnologyFacts["regions"],
    codes: report.codes[one.slug]!,
    claims: judged.filter(({technologies}) => technologies.includes(one.slug))
  });

  const inline = (mark: string, position: MarkPosition): Rendered => {
    const root = rootOf(position);
    if (mark === "region") return {kind: "html", html: String(html`<span data-mark="region">${name}</span>`)};
    if (mark === "technology-name") return {kind: "text", text: technology(position.params.slug ?? "").name};
    const [word, argument] = split(mark);
    if (word === "name") {
      const {slug, name: text} = technology(argument);
      return {
        kind: "html",
        html: String(
          html`<a class="technology" href="${root}${pageAddress(`technology/${slug}`)}" data-technology="${slug}">${text}</a>`
        )
      };
    }
    if (word === "source") return {kind: "text", text: source(argument)};
    if (word === "claim")
      return {
        kind: "html",
        html: String(
          others.has(argument)
            ? otherPill(argument, claimsContext(root))
            : verdictPill(claim(argument), claimsContext(root))
        )
      };
    const value = resolveValue(mark, values);
    const href = `${root}${pageAddress(value.technology ? `technology/${value.technology}` : "claims#ledger")}`;
    return {
      kind: "html",
      html: String(
        html`<a class="value" href="${href}" data-reference="${mark}"${value.technology && html` data-technology="${value.technology}"`}>${value.text}</a>`
      )
    };
  };

  return {
    judged,
    inline,
    block(mark, position, headings) {
      const root = rootOf(position);
      const [word, argument] = split(mark);
      const written = (): Html | undefined => {
        if (word === "figure") {
          if (argument === "map") {
            const one = technology(firstMap.technology);
            return mapFigure(
              one,
              firstMap.lens,
              regionsOf(firstMap.lens, one),
              technologyContext(root),
              html`<div class="controls" data-map-controls hidden></div>`
            );
          }
          const figure = figures.get(argument);
          if (!figure)
            throw new RangeError(`unknown figure: ${argument}; there are map, ${[...figures.keys()].join(", ")}`);
          return figureHtml(partsOf(figure, figureContext), figureContext);
        }
        if (word === "lab") {
          const part = lab?.parts.get(argument);
          if (!lab || !part)
            throw new RangeError(
              `unknown part of the lab: ${argument}; there are ${[...(lab?.parts.keys() ?? [])].join(", ")}`
            );
          return part({
            ...figureContext,
            report: lab.report,
            judged,
            claims: claimsContext(root),
            narrativeWords,
            outlines,
            regionName: name,
            root,
            forks: lab.forks
          });
        }
        if (mark === "contents") return contents(headings(), words);
        if (mark === "stamp")
          return html`<aside class="notice"><p><strong>${words.stamp.title}.</strong> ${words.stamp.text}</p><p>${words.stamp.more}</p><p class="status" role="status" data-live-status>${words.stamp.status}</p></aside>`;
        if (mark === "scenario") return scenarioBar(name, words);
        if (mark === "brief")
          return report.region.code === publishedRegion
            ? html``
            : briefOf(values, words, (reference) => rendered(inline(reference, position)));
        if (mark === "ledger") return ledger(judged, claimsContext(root));
        if (mark === "ledger-summary") return ledgerSummary(judged, claimsContext(root));
        if (mark === "earlier-edition")
          return claimTable(
            judged.filter(({kind, judgement}) => kind === "number" && judgement.verdict === "fails"),
            claimsContext(root),
            words.claims.earlierEdition
          );
        if (mark === "technology-list") return technologyList(snapshot.technologies, figureContext);
        if (mark === "technology-page") {
          const one = technology(position.params.slug ?? "");
          return technologyPage(one, facts(one), technologyContext(root));
        }
        return undefined;
      };
      const result = written();
      // A script may write it again for another scenario, in the same place.
      return (
        result && `${followers.test(mark) ? html`<div class="mark" data-mark="${mark}">${result}</div>` : result}\n`
      );
    }
  };
}

const rendered = (one: Rendered) => (one.kind === "text" ? html`${one.text}` : raw(one.html));

function split(mark: string): [word: string, argument: string] {
  const space = mark.indexOf(" ");
  return space < 0 ? [mark, ""] : [mark.slice(0, space), mark.slice(space + 1).trim()];
}

/** From a page to the site's root. */
function rootOf({path}: MarkPosition): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

function contents(headings: readonly Heading[], words: PageWords): Html {
  const item = ({id, html: text}: Heading) => html`<a href="#${id}">${raw(text.replace(/<\/?a[^>]*>/g, ""))}</a>`;
  const sections = headings.flatMap((heading, i) => {
    if (heading.level !== 2) return [];
    const end = headings.findIndex((other, j) => j > i && other.level === 2);
    return [{heading, below: headings.slice(i + 1, end < 0 ? undefined : end)}];
  });
  return html`<nav class="contents" aria-label="${words.contents}"><ol>${sections.map(({heading, below}) => html`<li>${item(heading)}${below.length > 0 && html`<ol>${below.map((one) => html`<li>${item(one)}</li>`)}</ol>`}</li>`)}</ol></nav>`;
}

/** Shares of a technology by year, per cent of all counts; null in a year without any. */
function trendPoints({trends}: RenderedReport, lens: Lens, technology: number): TrendPoint[] {
  const {years, region, benchmark, regionTotals, benchmarkTotals} = trends[lens];
  const share = (count: number, total: number) => (total === 0 ? null : (100 * count) / total);
  return years.map((year, i) => ({
    year,
    value: share(region[technology]![i]!, regionTotals[i]!),
    benchmark: share(benchmark[technology]![i]!, benchmarkTotals[i]!)
  }));
}
