import {isOffered, regionWith} from "../../scenario/fields.js";
import {figureWords} from "../../words/en/figures.js";
import {findPeers, profileOf, type RegionProfiles, similarity} from "../../indicators/peers.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {lensSql, queryOptions} from "../../narrative/queries.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {regionHtml, type RegionView} from "../../prerender/lab/region.js";
import {regionWords as words} from "../../words/en/region-page.js";
import {pageWords} from "../../words/en/pages.js";
import {shorten, writeAddress} from "../../scenario/address.js";
import {changedFields, type FieldName, type Scenario, yearsIn} from "../../scenario/scenario.js";
import {scenarioBase} from "../../scenario/base.js";
import {startEngine} from "../engine/client.js";
import {follow, type Follower} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import {noticeTexts} from "../notices.js";
import {loadReport} from "../report.js";
import {chartForScreen} from "../show-figure.js";
import {ScenarioStore} from "../store.js";
import {messageOf} from "../../text/message-of.js";
import {datasetOf, type Lens} from "../../terms/lenses.js";
import {controlsOf, fillPeers, fillRegions, fillYears, offerPeers, type RegionControls} from "./region-controls.js";

/** Keys of the address that belong to this page. */
const ownKeys = ["peer", "order"] as const;
type Own = Record<(typeof ownKeys)[number], string | null>;

/** A reader's question. */
interface Ask {
  scenario: Scenario;
  /** Code of the second region; null for the most similar one, "none" for Europe's shares alone. */
  peer: string | null;
}

interface Answer extends Pick<RegionView, "first" | "second" | "chosen" | "similarity" | "peers"> {
  milliseconds: number;
}

/** Fields that the page's controls follow. */
const followed: ReadonlySet<FieldName> = new Set([
  "region",
  "lens",
  "years_patents",
  "years_publications",
  "years_deals"
]);

/** Milliseconds until a choice settles, because holding down a key in a list passes many regions. */
const rest = 400;

/** Lets a reader choose the regions, the lens and the years. Figures, peers, query and address follow. */
export function install(part: HTMLElement): void {
  loadReport()
    .then((report) => new RegionPage(part, report).start())
    .catch(() => {
      // Without the report's values, the published content stays and the controls remain hidden.
    });
}

/** The comparison of two regions. The page follows its controls and its address. */
class RegionPage {
  readonly #part: HTMLElement;
  readonly #report: PageReport;
  readonly #base: ReturnType<typeof scenarioBase>;
  readonly #store: ScenarioStore;
  readonly #form: HTMLFormElement;
  readonly #controls: RegionControls;
  readonly #output: HTMLElement;
  readonly #follower: Follower<Ask>;
  readonly #queries: Follower<ShownQuery>;
  #own = readOwn();
  #settling: ReturnType<typeof setTimeout> | undefined;
  #shown: {answer: Answer; ask: Ask; order: string | null} | undefined;
  /**
   * Key of the question that is on display or in progress; at first the published one, which the build has answered.
   */
  #asked: string;
  #profiles: {key: string; value: RegionProfiles} | undefined;

  constructor(part: HTMLElement, report: PageReport) {
    this.#part = part;
    this.#report = report;
    this.#base = scenarioBase(report);
    // Registered before the store's own listener, whose subscribers read the keys of this page.
    addEventListener("popstate", () => {
      clearTimeout(this.#settling);
      this.#own = readOwn();
    });
    this.#store = new ScenarioStore(this.#base, {others: new Set(ownKeys)});
    this.#form = part.querySelector("[data-region-controls]")!;
    this.#controls = controlsOf(this.#form);
    this.#output = part.querySelector("[data-region-output]")!;
    this.#asked = this.#keyOf({scenario: this.#store.published, peer: null});
    this.#follower = follow<Ask, Answer>({
      answer: (ask, signal) => this.#answer(ask, signal),
      show: (answer, ask) => this.#show(answer, ask),
      busy: (busy) => this.#output.setAttribute("aria-busy", String(busy)),
      failed: (error) => {
        this.#asked = "";
        this.#say(words.failed(messageOf(error)), "failed");
      }
    });
    this.#queries = follow<ShownQuery, string>({
      answer: runAndCompare,
      show: (text) => this.#sayOfQuery(text),
      failed: (error) => this.#sayOfQuery(words.queryFailed(messageOf(error)))
    });
  }

  start(): void {
    const {places, peers, config} = this.#report;
    const {region, second} = this.#controls;
    fillRegions(region, places, this.#nameOf);
    second.append(new Option(words.alone, "none"));
    offerPeers(second, config.peers, this.#nameOf);
    fillPeers(second, peers, this.#nameOf);
    fillRegions(second, places, this.#nameOf);
    this.#followControls();
    this.#output.addEventListener("click", (event) => this.#click(event));
    this.#store.subscribe(() => this.#refresh());
    this.#output.querySelector<HTMLButtonElement>("button[name=run]")!.hidden = false;
    this.#form.hidden = false;
    this.#refresh();
    // Until the first choice, the engine starts after the first sign of reading.
    afterFirstPaint(() => void startEngine().catch(() => {}));
  }

  readonly #nameOf = (code: string): string =>
    figureWords.regionName({code, name: this.#base.regions.get(code) ?? code});

  #keyOf({scenario, peer}: Ask): string {
    return `${writeAddress(scenario, this.#base)} ${peer}`;
  }

  /** The second region in the address, if it can be compared. */
  get #peer(): string | null {
    const {peer} = this.#own;
    if (peer === null || peer === "none") return peer;
    const other = regionWith(peer, this.#base.regions);
    return other === undefined || other === this.#store.scenario.region ? null : other;
  }

  get #order(): RegionView["order"] {
    return this.#own.order === "difference" ? this.#own.order : "first";
  }

  #addressWith(scenario: Scenario, {peer, order}: Own): string {
    const pairs = Object.entries({peer, order}).filter((pair): pair is [string, string] => pair[1] !== null);
    const query = [writeAddress(scenario, this.#base), new URLSearchParams(pairs).toString()]
      .filter((text) => text !== "")
      .join("&");
    return `${location.pathname}${query && `?${query}`}${location.hash}`;
  }

  #say(text: string, state: "loading" | "live" | "failed"): void {
    const status = this.#part.querySelector<HTMLElement>("[data-region-status]")!;
    status.textContent = text;
    status.dataset.state = state;
  }

  #sayOfQuery(text: string): void {
    this.#output.querySelector(".query-result")!.textContent = text;
  }

  async #answer({scenario, peer}: Ask, signal: AbortSignal): Promise<Answer> {
    const engine = await startEngine();
    const started = performance.now();
    const profiles = await this.#profilesOf(scenario, signal);
    const peers = findPeers(profiles, scenario.region);
    const other = peer === "none" ? undefined : (peer ?? peers[0]?.code);
    const first = await engine.run("snapshot", {scenario}, {signal});
    const second = other ? await engine.run("snapshot", {scenario: {...scenario, region: other}}, {signal}) : null;
    return {
      first,
      second,
      peers,
      chosen: peer === "none" ? "none" : peer === null ? "nearest" : "reader",
      similarity: other ? similarityIn(profiles, scenario.region, other) : null,
      milliseconds: performance.now() - started
    };
  }

  /** The profiles of all regions, kept while only the compared regions change. */
  async #profilesOf(scenario: Scenario, signal: AbortSignal): Promise<RegionProfiles> {
    // The benchmark depends on the region only if the region replaces its parts.
    const key = writeAddress(
      scenario.benchmark_region === "whole" ? scenario : {...scenario, region: this.#base.region},
      this.#base
    );
    if (this.#profiles?.key !== key || !this.#profiles.value.codes.includes(scenario.region))
      this.#profiles = {key, value: await (await startEngine()).run("profiles", {scenario}, {signal})};
    return this.#profiles.value;
  }

  #show(answer: Answer, ask: Ask): void {
    this.#shown = {answer, ask, order: this.#own.order};
    this.#draw();
    const {first, second, milliseconds} = answer;
    const other = second && this.#nameOf(second.region.code);
    this.#say(words.done(this.#nameOf(first.region.code), other, milliseconds), "live");
  }

  /** Draws the current answer in the chosen order. */
  #draw(): void {
    const {
      answer,
      ask: {scenario}
    } = this.#shown!;
    const {sources, build} = this.#report;
    const dataset = datasetOf(scenario.lens, scenario.edition);
    const view: RegionView = {
      ...answer,
      dataset,
      years: yearsIn(scenario, dataset),
      sql: lensSql(dataset, queryOptions(scenario, this.#report)),
      order: this.#order
    };
    const written = document.createElement("template");
    written.innerHTML = String(
      regionHtml(view, {
        document,
        figureWords,
        words: pageWords,
        sources,
        build,
        chart: chartForScreen,
        names: this.#base.regions,
        addressOf: (peer) => this.#addressWith(scenario, {...this.#own, peer})
      })
    );
    replacePieces(this.#output, written.content);
    // The query of the new view has not run yet.
    this.#queries.stop();
    this.#sayOfQuery("");
    fillPeers(this.#controls.second, answer.peers, this.#nameOf);
  }

  /** Sets the controls to the state of the page, and asks for what is not on display yet. */
  #refresh(): void {
    const {scenario} = this.#store;
    const {region, second, lens, order} = this.#controls;
    region.value = scenario.region;
    second.value = this.#peer ?? "";
    for (const radio of lens) radio.checked = radio.value === scenario.lens;
    order.value = this.#order;
    const years = yearsIn(scenario, datasetOf(scenario.lens, scenario.edition));
    fillYears(this.#controls, this.#base.years[scenario.lens] ?? years, {
      chosen: years,
      offered: isOffered(`years_${scenario.lens}`, this.#base)
    });
    this.#showNotices();
    const ask = {scenario, peer: this.#peer};
    const key = this.#keyOf(ask);
    if (key !== this.#asked || (!this.#shown && this.#order !== "first")) {
      this.#asked = key;
      const other = ask.peer === "none" ? null : ask.peer === null ? words.nearestPeer : this.#nameOf(ask.peer);
      this.#say(words.busy(this.#nameOf(scenario.region), other), "loading");
      this.#follower.ask(ask);
    } else if (this.#shown && this.#shown.order !== this.#own.order) {
      this.#shown.order = this.#own.order;
      this.#draw();
    }
  }

  /** Lists the parts of the address that cannot be used, and choices of method for which the page has no controls. */
  #showNotices(): void {
    const {notices: say} = words;
    const {published, scenario, notices} = this.#store;
    const {peer, order} = this.#own;
    const texts = noticeTexts(notices);
    if (peer !== null && this.#peer === null)
      texts.push(peer === scenario.region ? say.samePeer(this.#nameOf(peer)) : say.peer(shorten(peer)));
    if (order !== null && order !== this.#order) texts.push(say.order(shorten(order)));
    const others = changedFields(published, scenario).filter((name) => !followed.has(name));
    if (others.length > 0) texts.push(words.choices(others));
    const list = this.#part.querySelector<HTMLElement>("[data-region-notices]")!;
    list.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), {textContent: text})));
    list.hidden = texts.length === 0;
  }

  /** Records the reader's choice as one step of the history. */
  #settle(): void {
    clearTimeout(this.#settling);
    // A region compared with itself is replaced with the most similar one.
    if (this.#own.peer === this.#store.scenario.region) this.#own = {...this.#own, peer: null};
    const before = location.search;
    this.#store.change({});
    const address = this.#addressWith(this.#store.scenario, this.#own);
    if (location.search !== before) history.replaceState(null, "", address);
    else if (address !== `${location.pathname}${before}${location.hash}`) history.pushState(null, "", address);
    this.#refresh();
  }

  /**
   * Changes the state of the page, and with it the history.
   * @param options.wait whether the history waits until the choice settles
   */
  #choose(fields: Partial<Scenario>, keys: Partial<Own> = {}, {wait = false} = {}): void {
    this.#own = {...this.#own, ...keys};
    this.#store.change(fields, {settled: false});
    this.#refresh();
    clearTimeout(this.#settling);
    if (wait) this.#settling = setTimeout(() => this.#settle(), rest);
    else this.#settle();
  }

  #followControls(): void {
    const {region, second, lens, first, last, order, swap, reset} = this.#controls;
    const years = (from: number, to: number) => this.#choose({[`years_${this.#store.scenario.lens}`]: [from, to]});
    const period = () => [Number(first.value), Number(last.value)] as const;
    region.addEventListener("input", () => this.#choose({region: region.value}, {}, {wait: true}));
    second.addEventListener("input", () => this.#choose({}, {peer: second.value || null}, {wait: true}));
    for (const radio of lens) radio.addEventListener("input", () => this.#choose({lens: radio.value as Lens}));
    // When the years cross, the one that was not moved follows.
    first.addEventListener("input", () => years(period()[0], Math.max(...period())));
    last.addEventListener("input", () => years(Math.min(...period()), period()[1]));
    order.addEventListener("input", () => this.#choose({}, {order: order.value === "first" ? null : order.value}));
    swap.addEventListener("click", () => {
      const {peers} = this.#shown?.answer ?? this.#report;
      const other = this.#peer ?? peers[0]?.code;
      if (other && other !== "none") this.#choose({region: other}, {peer: this.#store.scenario.region});
    });
    reset.addEventListener("click", () => this.#choose(this.#store.published, {peer: null, order: null}));
  }

  /** Follows the link of a peer, or runs the query. */
  #click(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-peer]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#choose({}, {peer: link.dataset.peer!});
      this.#output.querySelector<HTMLElement>("#compared")!.focus();
    } else if (event.target.closest("button[name=run]")) {
      this.#sayOfQuery(words.running);
      this.#queries.replace({
        sql: this.#output.querySelector("[data-piece=query]")!.textContent!,
        snapshot: this.#shown?.answer.first ?? this.#report.snapshot,
        scenario: this.#shown?.ask.scenario ?? this.#store.published
      });
    }
  }
}

function readOwn(): Own {
  const query = new URLSearchParams(location.search);
  return {peer: query.get("peer"), order: query.get("order")};
}

function similarityIn(
  {codes, few, rca, technologies}: RegionProfiles,
  ...regions: readonly [one: string, other: string]
): number | null {
  const [one, other] = regions.map((code) => {
    const row = codes.indexOf(code);
    return row < 0 || few[row] ? undefined : profileOf(rca.subarray(row * technologies, (row + 1) * technologies));
  });
  const value = one && other ? similarity(one, other) : Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/** Replaces the content of the page in pieces, so that folds, focus and scroll positions stay. */
function replacePieces(old: HTMLElement, fresh: DocumentFragment): void {
  for (const piece of old.querySelectorAll<HTMLElement>("[data-piece]")) {
    const other = fresh.querySelector<HTMLElement>(`[data-piece="${piece.dataset.piece}"]`)!;
    piece.hidden = other.hidden;
    if (!piece.querySelector("figure")) piece.replaceChildren(...other.childNodes);
  }
  for (const figure of old.querySelectorAll("figure")) {
    const other = fresh.querySelector(`#${figure.id}`)!;
    for (const part of [".figure-title", ".how-to-read", ".chart-wide", ".chart-narrow", ".table-scroll", "figcaption"])
      figure.querySelector(part)!.replaceChildren(...other.querySelector(part)!.childNodes);
    for (const named of [".chart", ".table-scroll"])
      figure.querySelector(named)!.setAttribute("aria-label", other.querySelector(named)!.getAttribute("aria-label")!);
    figure.querySelector(".chart-reading")!.textContent = "";
  }
}

/** The query on the page, and the values that it should return. */
interface ShownQuery {
  sql: string;
  snapshot: Snapshot;
  scenario: Scenario;
}

/**
 * Runs the query on the page.
 * @returns a sentence on how its result compares with the figure
 */
async function runAndCompare({sql, snapshot, scenario}: ShownQuery): Promise<string> {
  const {runQuery} = await import("../database.js");
  const started = performance.now();
  const rows = await runQuery(sql);
  const milliseconds = performance.now() - started;
  const isSame = (one: unknown, other: number | null) =>
    other === null ? one === null : Math.abs(Number(one) - other) <= 1e-9 * Math.max(1, Math.abs(other));
  const different = rows.reduce((sum, row, at) => {
    const values = snapshot.technologies[at]!.lenses[datasetOf(scenario.lens, scenario.edition)];
    const names = ["count", "share", "benchmark_share", "rca"] as const;
    return sum + names.filter((name) => !isSame(row[name], values[name])).length;
  }, 0);
  return words.ran(rows.length, different, milliseconds);
}
