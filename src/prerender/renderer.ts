import type {FeatureCollection} from "geojson";
import {figures} from "../figures/all.js";
import {coverageText} from "../figures/technologies.js";
import type {MapRegion} from "../figures/map.ts";
import type {TrendPoint} from "../figures/trend.ts";
import type {FigureWords} from "../words/figures.ts";
import type {TechnologyValues} from "../indicators/snapshot.ts";
import {claimText, computedText, publishedText, regionName} from "../narrative/claim-text.js";
import {checkOwnClaim, parseClaimMark, repeatedText} from "../narrative/claims/claim-mark.js";
import {type Claim, claimsFor, isStudyClaim, isTestable, makeClaims, onClaim} from "../narrative/claims.js";
import {textParts} from "../narrative/region-text/sentence.js";
import {regionsIn} from "../figures/map-regions.js";
import {provenanceOf} from "../narrative/provenance.js";
import {isReference, parseReference, referencesOf} from "../narrative/references.js";
import type {RenderedReport, ReportData} from "../narrative/report-data.ts";
import {missingTop, topNumber, topOf} from "../narrative/top.js";
import {resolveValue, type ValueContext} from "../narrative/values.js";
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
import {type Conditions, conditionsOf} from "./conditions.js";
import {technologyLink} from "./elements.js";
import {
  absentNotice,
  type ChartHtml,
  disclosureText,
  figureHtml,
  type FigureHtmlContext,
  partsOf
} from "./figure-html.js";
import {firstTechnology} from "./first-technology.js";
import {html, type Html, raw} from "../text/html.js";
import {nearest, nearestText} from "../text/nearest.js";
import {formatNumber} from "../text/numbers.js";
import type {ForkPage, LabPart} from "./lab/part.ts";
import type {RegionTextWriter} from "./region-text-html.ts";
import {scenarioBar} from "./scenario-bar-html.js";
import type {Heading, MarkupRenderer, MarkPosition, Rendered} from "./markup.ts";
import {markOf, marks, type MarkSpec, splitMark} from "./marks.js";
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
import {type Lens, lenses, shownYears} from "../terms/lenses.js";

export interface RendererOptions {
  report: RenderedReport;
  /** Creates the elements of figures: the page's document, or that of jsdom. */
  document: Document;
  outlines: FeatureCollection;
  narrativeWords: NarrativeWords;
  figureWords: FigureWords;
  words: PageWords;
  /** Draws charts; by default at both widths. */
  chart?: ChartHtml;
  /** Takes charts and tables out of the written HTML; by default they stay in it. */
  setAside?: SetAside;
  /** Writes the text about a region other than the report's own. */
  regionText?: RegionTextWriter | undefined;
  /** What the lab needs; left out in a browser, which never rewrites parts of the lab. */
  lab?: {
    parts: ReadonlyMap<string, LabPart>;
    report: ReportData;
    /** The pages of src/forks, read when a page lists them. */
    forks(): readonly ForkPage[];
  };
}

/** Marks that follow the reader's scenario. */
const followers = /^(figure .*|ledger|ledger-summary|earlier-edition|technology-list|technology-page|text .*)$/;

/** Technology and lens of the report's map at first. */
const firstMap = {technology: "semiconductors", lens: "patents"} as const;

/**
 * Writes the marks of the pages, from the values of one region.
 *
 * `marks.ts` lists the marks; everything else in braces is a reference to a live value. The technology of
 * `technology-name` and `technology-page` is the parameter `slug` of the page.
 *
 * Its functions throw RangeError for unknown marks.
 */
export class PageRenderer implements MarkupRenderer {
  /** What a part of a page may depend on. */
  readonly conditions: Conditions;
  /** Claims that apply to the region. */
  readonly judged: readonly JudgedClaim[];
  readonly #options: RendererOptions;
  readonly #values: ValueContext;
  readonly #regionName: string;
  readonly #figureContext: FigureHtmlContext;
  /** Claims of the report that are not judged here, by id; its text refers to them all the same. */
  readonly #otherClaims: ReadonlyMap<string, Claim>;

  /** @throws RangeError for a report that lacks the verdict on a claim */
  constructor(options: RendererOptions) {
    const {report, document, narrativeWords, figureWords, words, chart, setAside} = options;
    const {snapshot, published, sources, build} = report;
    this.#options = options;
    this.conditions = conditionsOf({published: published.region !== null, partial: snapshot.totals.deals.partial});
    this.#values = {snapshot, published, words: narrativeWords};
    this.#regionName = regionName(this.#values);
    this.judged = judgedClaims(report, this.#values);
    const applicable = new Set(this.judged.map(({id}) => id));
    this.#otherClaims = new Map(
      makeClaims(published)
        .filter(({id}) => !applicable.has(id))
        .map((claim) => [claim.id, claim])
    );
    this.#figureContext = {snapshot, document, figureWords, words, sources, build, chart, setAside};
  }

  inline(given: string, position: MarkPosition): Rendered {
    const mark = given.trim();
    this.check(mark);
    if (mark === "technology-name") return {kind: "text", text: this.#technology(position.params.slug ?? "").name};
    const {name, word} = splitMark(mark);
    if (name === "source") return {kind: "text", text: this.#source(word)};
    if (mark === "records") return {kind: "text", text: this.#records()};
    if (mark === "specifications") return {kind: "text", text: this.#specifications()};
    if (mark === "benchmark")
      return {kind: "text", text: this.#options.words.benchmarkShare[this.#options.report.config.benchmark]};
    if (mark === "byline") return {kind: "text", text: this.#options.report.config.byline};
    return {kind: "html", html: String(this.#inlineHtml(mark, rootOf(position)))};
  }

  block(given: string, position: MarkPosition, headings: () => Heading[]): string | undefined {
    const mark = given.trim();
    if (markOf(splitMark(mark).name)?.paragraph) this.check(mark, true);
    const written = this.#blockHtml(mark, position, headings);
    if (!written) return undefined;
    // A script may rewrite it in place for another scenario.
    return `${followers.test(mark) ? html`<div class="mark" data-mark="${mark}">${written}</div>` : written}\n`;
  }

  /**
   * Checks a mark.
   * @param alone whether it is a paragraph of its own
   * @throws RangeError that says what is wrong, with the nearest mark or reference
   */
  check(mark: string, alone = false): void {
    const {name, word} = splitMark(mark);
    const spec = markOf(name);
    if (!spec) return this.#checkReference(mark);
    if (name === "if") this.#checkWord(name, word);
    if (name === "end") throw new RangeError("no {{if …}} above {{end}}");
    if (spec.paragraph && !alone) throw new RangeError(`${name} must be a paragraph of its own`);
    if (spec.word === "list") return void topOf(word, this.#values);
    if (name === "claim" && word.includes(":")) return this.#checkOwnClaim(word);
    const words = word === "" ? 0 : word.split(" ").length;
    if (spec.word && words === 1) return this.#checkWord(name, word);
    if (!spec.word && words === 0) return;
    if (!spec.word) throw new RangeError(`${name} takes no other word, but has ${word}`);
    const near = nearestText(`${name} ${word}`.trim(), this.#known(name));
    throw new RangeError(`${name} takes one word, the name of a ${spec.word}, not ${words}${near}`);
  }

  /** @throws RangeError for a word that no mark of this name has */
  #checkWord(name: string, word: string): void {
    const kind = markOf(name)!.word!;
    const {published} = this.#options.report;
    const isOwn = published.claims.some(({id}) => id === word);
    if (kind === "claim" && published.region === null && !isOwn && isStudyClaim(word))
      throw new RangeError("a claim of the report on Flanders, which needs its published values; remove it");
    const known = this.#words(kind);
    if (!known.includes(word))
      throw new RangeError(`unknown ${wordNames[kind] ?? kind}: ${word}${nearestText(word, known)}`);
    // A part that ends is chosen before its marks are written.
    if (kind === "condition") throw new RangeError(`no {{end}} below {{if ${word}}}`);
  }

  /** @throws RangeError for a mark that makes a claim which cannot be judged */
  #checkOwnClaim(word: string): void {
    const {published, snapshot} = this.#options.report;
    const {id, holds} = parseClaimMark(word);
    const own = published.claims.find((claim) => claim.id === id);
    checkOwnClaim({id, holds: holds!, says: own?.says ?? "…"}, snapshot.technologies);
    const taken = this.#words("claim");
    if (own?.repeated || (!own && taken.includes(id))) throw new RangeError(repeatedText(id, taken));
  }

  #checkReference(mark: string): void {
    const {technologies} = this.#options.report.snapshot;
    if (isReference(mark, technologies)) return;
    const own = Object.keys(marks).flatMap((name) => this.#known(name));
    const found = nearest(mark, [...referencesOf(technologies), ...own])!;
    if (markOf(splitMark(found).name)) throw new RangeError(`unknown mark: ${mark}; the nearest is ${found}`);
    parseReference(mark, technologies);
  }

  /** All marks of a name. */
  #known(name: string): string[] {
    const kind = markOf(name)?.word;
    return kind ? this.#words(kind).map((word) => `${name} ${word}`) : [name];
  }

  /** All words of a kind. */
  #words(kind: NonNullable<MarkSpec["word"]>): string[] {
    const words: Record<typeof kind, () => Iterable<string>> = {
      technology: () => this.#options.report.snapshot.technologies.map(({slug}) => slug),
      claim: () => [...this.judged.map(({id}) => id), ...this.#otherClaims.keys()],
      dataset: () => this.#options.report.sources.map(({dataset}) => dataset),
      figure: () => ["map", ...figures.keys()],
      part: () => this.#options.lab?.parts.keys() ?? [],
      list: () => ["5 patents.share38"],
      text: () => textParts,
      condition: () => Object.keys(this.conditions)
    };
    return Array.from(words[kind]());
  }

  #inlineHtml(mark: string, root: string): Html {
    if (mark === "region") return html`<span data-mark="region">${this.#regionName}</span>`;
    const {name: first, word} = splitMark(mark);
    if (first === "name") {
      const {slug, name} = this.#technology(word);
      return technologyLink(slug, name, root);
    }
    if (first === "claim") return this.#pill(parseClaimMark(word), this.#claimsContext(root));
    if (first === "top") return html`<span data-mark="${mark}">${this.#top(word, root)}</span>`;
    if (first === "top-number") return html`<span data-mark="${mark}">${topNumber(word, this.#values)}</span>`;
    return this.#number(mark, root);
  }

  #number(reference: string, root: string): Html {
    const {technology, text} = resolveValue(reference, this.#values);
    const href = `${root}${pageAddress(technology ? `technology/${technology}` : "claims#ledger")}`;
    const slug = technology && html` data-technology="${technology}"`;
    return html`<a class="value" href="${href}" data-reference="${reference}"${slug}>${text}</a>`;
  }

  /** Technologies with their values, in a sentence. */
  #top(what: string, root: string): Html {
    const {narrativeWords: words} = this.#options;
    const missing = missingTop(what, this.#values);
    if (missing !== null) return html`${words.missing[missing].text}`;
    const items = topOf(what, this.#values);
    if (items.length === 0) return html`${words.none}`;
    const written = words.list(items.map((_, i) => `{${i}}`)).split(/\{(\d+)\}/);
    return html`${written.map((part, i) => {
      if (i % 2 === 0) return html`${part}`;
      const item = items[Number(part)]!;
      return html`${technologyLink(item.slug, item.name, root)} (${this.#number(item.reference, root)})`;
    })}`;
  }

  #blockHtml(mark: string, position: MarkPosition, headings: () => Heading[]): Html | undefined {
    const {report, words} = this.#options;
    const root = rootOf(position);
    const {name, word} = splitMark(mark);
    if (name === "figure") return word === "map" ? this.#map(root) : this.#figure(word);
    if (name === "lab") return this.#lab(word, root);
    if (name === "text") return this.#text(word, root);
    switch (mark) {
      case "contents":
        return contents(headings(), words);
      case "stamp":
        return stamp(report, words);
      case "scenario":
        return scenarioBar(this.#regionName, words);
      case "ledger":
        return ledger(this.judged, this.#claimsContext(root));
      case "ledger-summary":
        return ledgerSummary(this.judged, this.#claimsContext(root));
      case "earlier-edition":
        return this.#earlierEdition(this.#claimsContext(root));
      case "technology-list":
        return technologyList(report.snapshot.technologies, this.#figureContext);
      case "technology-page": {
        const technology = this.#technology(position.params.slug ?? "");
        return technologyPage(technology, this.#factsOf(technology), this.#technologyContext(root));
      }
      default:
        return undefined;
    }
  }

  #earlierEdition(context: ClaimsContext): Html {
    const {
      report: {years},
      words: {claims: words}
    } = this.#options;
    if (!years.publications_earlier) return html`<p>${words.noEarlierEdition}</p>`;
    const found = this.judged.filter(({judgement}) => judgement.because.kind === "earlier-run");
    const table = found.length > 0 && claimTable(found, context, words.earlierEdition);
    return html`<p>${words.fromEarlierEdition(found.length)}</p>${table}`;
  }

  #pill({id, holds}: ReturnType<typeof parseClaimMark>, context: ClaimsContext): Html {
    const {config, years, published} = this.#options.report;
    const {words} = context;
    const other = this.#otherClaims.get(id);
    const {name} = config.region;
    if (other) {
      const said = isTestable(other, years)
        ? {text: words.elsewhere(name), label: words.elsewhereLabel(name)}
        : {text: words.absent, label: words.absentLabel};
      return otherPill(id, said, context);
    }
    const claim = this.judged.find((one) => one.id === id);
    const written = holds === null || published.claims.some((one) => one.id === id && one.holds === holds);
    // In a preview, a page is written before its new claims are judged.
    return claim && written
      ? verdictPill(claim, context)
      : otherPill(id, {text: words.pending, label: words.pendingLabel}, context);
  }

  #map(root: string): Html {
    const technology = firstTechnology(this.#options.report.snapshot.technologies, firstMap.technology);
    const regions = this.#regionsOf(firstMap.lens, technology);
    const controls = html`<div class="controls" data-map-controls hidden></div>`;
    return mapFigure(technology, firstMap.lens, regions, this.#technologyContext(root), controls);
  }

  #figure(id: string): Html {
    const figure = figures.get(id)!;
    const {snapshot, words} = this.#figureContext;
    const absent = absentNotice(figure.datasets, snapshot, words, id);
    if (absent) return absent;
    const partial = figure.datasets.filter((dataset) => figure.whole && snapshot.totals[dataset].partial);
    if (partial.length > 0) return html`<p class="notice" id="figure-${id}">${words.partialFigure(partial)}</p>`;
    return figureHtml(partsOf(figure, this.#figureContext), this.#figureContext);
  }

  /** The text of a region, or nothing where the page's own text is about it. */
  #text(id: string, root: string): Html {
    const part = textParts.find((one) => one === id)!;
    const {regionText} = this.#options;
    return regionText ? regionText(part, {root, value: (reference) => this.#inlineHtml(reference, root)}) : html``;
  }

  #lab(id: string, root: string): Html {
    const {lab, narrativeWords, outlines} = this.#options;
    // Only a script of a page, which never rewrites parts of the lab, lacks it.
    if (!lab) throw new Error(`no lab for its part ${id}`);
    return lab.parts.get(id)!({
      ...this.#figureContext,
      report: lab.report,
      judged: this.judged,
      claims: this.#claimsContext(root),
      narrativeWords,
      outlines,
      regionName: this.#regionName,
      root,
      forks: lab.forks
    });
  }

  #claimsContext(root: string): ClaimsContext {
    const {words, narrativeWords, report} = this.#options;
    return {
      words,
      verdicts: narrativeWords.verdicts,
      sectionNames: words.sections,
      technologies: report.snapshot.technologies,
      root
    };
  }

  #technologyContext(root: string): TechnologyContext {
    const {
      outlines,
      words,
      report: {config, region}
    } = this.#options;
    return {
      ...this.#figureContext,
      claims: this.#claimsContext(root),
      outlines,
      regionName: this.#regionName,
      reportRegion: config.region.code === region.code ? null : config.region.name,
      benchmarkName: words.benchmark
    };
  }

  #technology(slug: string): TechnologyValues {
    const {technologies} = this.#options.report.snapshot;
    const found = technologies.find((one) => one.slug === slug);
    if (found) return found;
    const slugs = technologies.map((one) => one.slug);
    throw new RangeError(`unknown technology: ${slug}${nearestText(slug, slugs)}`);
  }

  #specifications(): string {
    const {lab, narrativeWords} = this.#options;
    return lab ? formatNumber(lab.report.robustness.summary.count, 0, narrativeWords) : "";
  }

  #records(): string {
    const {words, report, figureWords} = this.#options;
    const disclosure = disclosureText(report.sources, lenses, words);
    const coverage = lenses.flatMap((lens) => coverageText(report.snapshot, lens, figureWords) ?? []);
    const sentences = coverage.map((text) => `${text}.`);
    return [words.provenance.records(provenanceOf(report.sources)), disclosure, ...sentences].filter(Boolean).join(" ");
  }

  #source(dataset: string): string {
    const {
      report: {sources, years, config},
      words
    } = this.#options;
    const {name, dataset: found, oneIn} = sources.find((one) => one.dataset === dataset)!;
    return words.origin(name, shownYears(found, years, config.years), oneIn);
  }

  #regionsOf(lens: Lens, {technology}: TechnologyValues): MapRegion[] {
    return regionsIn(this.#options.report.regions, lens, technology - 1);
  }

  #factsOf(technology: TechnologyValues): TechnologyFacts {
    const {report} = this.#options;
    const byLens = <Value>(value: (lens: Lens) => Value) =>
      Object.fromEntries(lenses.map((lens) => [lens, value(lens)])) as Record<Lens, Value>;
    return {
      trends: byLens((lens) => trendPoints(report, lens, technology.technology - 1)),
      regions: byLens((lens) => this.#regionsOf(lens, technology)),
      codes: report.codes[technology.slug]!,
      claims: this.judged.filter(({technologies}) => technologies.includes(technology.slug))
    };
  }
}

/** The claims that apply to a report's region, with their verdicts and in words. */
function judgedClaims({region, published, verdicts, years}: RenderedReport, values: ValueContext): JudgedClaim[] {
  return claimsFor(region.code, published, years).map((claim) => {
    const judgement = verdicts[claim.id];
    if (!judgement) throw new RangeError(`no verdict for the claim ${claim.id}; compute the report again`);
    return onClaim(claim, () => ({
      ...claim,
      judgement,
      wording: claimText(claim, values),
      publishedText: publishedText(claim, values),
      computedText: computedText(claim, values)
    }));
  });
}

/** What words of a mark are, where their kind alone does not say it. */
const wordNames: Partial<Record<NonNullable<MarkSpec["word"]>, string>> = {
  part: "part of the lab",
  text: "part of the text"
};

/** The relative address of the site's root from a page. */
function rootOf({path}: MarkPosition): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

function contents(headings: readonly Heading[], words: PageWords): Html {
  const item = ({id, html: text}: Heading) => html`<a href="#${id}">${raw(text.replace(/<\/?a[^>]*>/g, ""))}</a>`;
  const sections = headings.flatMap((heading, i) => {
    if (heading.level !== 2) return [];
    const end = headings.findIndex((other, j) => j > i && other.level === 2);
    const below = headings.slice(i + 1, end < 0 ? undefined : end).map((one) => html`<li>${item(one)}</li>`);
    return [html`<li>${item(heading)}${below.length > 0 && html`<ol>${below}</ol>`}</li>`];
  });
  return html`<nav class="contents" aria-label="${words.contents}"><ol>${sections}</ol></nav>`;
}

/** The notice at the top of the report, with the state of the page's own computation. */
function stamp(
  {sources, pooled}: Pick<RenderedReport, "sources" | "pooled">,
  {stamp: {title, more, status}, provenance}: PageWords
): Html {
  return html`<aside class="notice">${[
    html`<p><strong>${title}.</strong> ${provenance.note(provenanceOf(sources), pooled)}</p>`,
    html`<p>${more}</p>`,
    html`<p class="status" role="status" data-live-status>${status}</p>`
  ]}</aside>`;
}

/** Shares of a technology by year, in per cent of all counts; null in a year without counts, and where unknown. */
function trendPoints({trends, snapshot: {totals}}: RenderedReport, lens: Lens, technology: number): TrendPoint[] {
  const {years, region, benchmark, regionTotals, benchmarkTotals} = trends[lens];
  const {partial} = totals[lens];
  const share = (count: number | null, total: number) =>
    partial || count === null || total === 0 ? null : (100 * count) / total;
  return years.map((year, i) => ({
    year,
    value: share(region[technology]![i] ?? null, regionTotals[i]!),
    benchmark: share(benchmark[technology]![i] ?? null, benchmarkTotals[i]!),
    missing: trends[lens].missing[technology]?.[i] ?? (partial ? "totals" : null)
  }));
}
