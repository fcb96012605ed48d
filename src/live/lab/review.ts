import {FileAttachment} from "observablehq:stdlib";
import {html} from "npm:htl";
import {linkChart, linkTable} from "../../figures/link-chart.js";
import {linkChartWords} from "../../words/en/link-chart.js";
import {figureWords} from "../../words/en/figures.js";
import {acceptsLink} from "../../indicators/link-rule.js";
import {
  type CandidateLink,
  candidatesSql,
  type JudgedLink,
  judgeLinks,
  readCandidates
} from "../../indicators/links.js";
import type {Snapshot, TechnologyValues} from "../../indicators/snapshot.ts";
import {claimText} from "../../narrative/claim-text.js";
import {claimsFor} from "../../narrative/claims.js";
import {ask, createView} from "../../narrative/claims/view.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {parseDecisions, ownDecisions, writeDecisions} from "../../decisions/decisions-csv.js";
import {datasetOfCodes, type LinkEffect, sameLink, withDecision} from "../../decisions/effect.js";
import {exampleCodesSql} from "../../decisions/evidence.js";
import {decisionsFileWords} from "../../words/en/decisions-file.js";
import {pageWords} from "../../words/en/pages.js";
import {reviewWords as words} from "../../words/en/decisions.js";
import {noticeTexts} from "../notices.js";
import {checkField} from "../../scenario/fields.js";
import {changedFields, type LinkDecision, type Scenario, thresholdsOf} from "../../scenario/scenario.js";
import {columnsOf, runQuery} from "../database.js";
import {saveFile} from "../downloads.js";
import {type Engine, startEngine} from "../engine/client.js";
import {fetchFile} from "../fetch-file.js";
import {follow, type Follower} from "../follow.js";
import {onUse, setAble} from "../keep-focus.js";
import {afterFirstPaint} from "../first-paint.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {scenarioBase} from "../../scenario/base.js";
import {select, slider} from "./inputs.js";
import {updateFigure} from "../show-figure.js";
import {sourceHtml} from "../../prerender/figure-html.js";
import {siteAddress} from "../site-address.js";
import {messageOf} from "../../text/message-of.js";
import {type Lens, lenses, lensOfVocabulary, vocabularies, type Vocabulary} from "../../terms/lenses.js";

/** The groups of links that the list can show. */
const states = ["waiting", "own", "changed", "links", "all"] as const;
type State = (typeof states)[number];

/** Filters of the list: keys of the address in addition to those of the scenario. */
interface Listing {
  vocabulary: Vocabulary;
  /** Slug of a technology; null for all. */
  technology: string | null;
  state: State;
}

/** Thresholds of the rule that links codes; each vocabulary has its own. */
const thresholdNames = ["similarity", "cooccurrence", "alone"] as const;

/** Number of rows at first, and of rows that each click adds. */
const rowsAtOnce = 30;

/** Makes the page for review work after the first sign of reading. */
export function install(part: HTMLElement): void {
  afterFirstPaint(() => {
    const status = part.querySelector<HTMLElement>("[data-review=status]")!;
    status.textContent = words.starting;
    open(part, status).catch((error: unknown) => {
      status.textContent = words.failed(messageOf(error));
    });
  });
}

const keyOf = ({vocabulary, symbol, technology}: LinkDecision) => `${vocabulary} ${symbol} ${technology}`;

async function open(part: HTMLElement, status: HTMLElement): Promise<void> {
  const report = await loadReport();
  const links = readCandidates(await columnsOf(candidatesSql));
  const store = new ScenarioStore(scenarioBase(report), {others: new Set(["technology", "codes", "show"])});
  new ReviewPage(part, status, report, store, links).start();
}

/** The page for review. The list follows its filters and the scenario at once; computed effects follow later. */
class ReviewPage {
  readonly #part: HTMLElement;
  readonly #status: HTMLElement;
  readonly #report: PageReport;
  readonly #store: ScenarioStore;
  readonly #links: readonly CandidateLink[];
  readonly #slugs: readonly string[];
  readonly #byKey: ReadonlyMap<string, CandidateLink>;
  readonly #examples = new Map<string, HTMLElement>();
  /** Effects of flipping links under the scenario in `#effectsOf`, by link. */
  #effects = new Map<string, LinkEffect>();
  #effectsOf = "";
  #listing: Listing;
  #most = rowsAtOnce;
  #rows: JudgedLink[] = [];
  /** Functions that set the controls to the values of the scenario and the filters. */
  readonly #syncs: (() => void)[] = [];
  readonly #flips: Follower<{scenario: Scenario; rows: readonly JudgedLink[]}>;
  readonly #effect: Follower<Scenario>;

  constructor(
    part: HTMLElement,
    status: HTMLElement,
    report: PageReport,
    store: ScenarioStore,
    links: readonly CandidateLink[]
  ) {
    this.#part = part;
    this.#status = status;
    this.#report = report;
    this.#store = store;
    this.#links = links;
    this.#slugs = report.snapshot.technologies.map(({slug}) => slug);
    this.#byKey = new Map(links.map((link) => [keyOf(this.#decisionOn(link, "accept")), link]));
    this.#listing = this.#readListing();
    this.#flips = follow({
      answer: (ask, signal) => this.#computeFlips(ask, signal),
      show: () => {},
      failed: (error) => this.#say(words.notComputed(messageOf(error)))
    });
    this.#effect = follow({
      answer: (scenario) => this.#computeEffect(scenario),
      show: ({before, after}, scenario) => this.#showEffect(before, after, scenario),
      busy: (busy) => this.#place("effect").setAttribute("aria-busy", String(busy)),
      failed: (error) => this.#say(words.notComputed(messageOf(error)))
    });
  }

  start(): void {
    this.#place("controls").replaceChildren(this.#drawFilters(), this.#drawThresholds());
    this.#place("effect").replaceChildren(
      html`<h2 id="effect">${words.effectTitle}</h2><div class="effect-body" aria-live="polite"></div>`
    );
    this.#place("keep").replaceChildren(this.#drawKeep());
    const more = html`<button type="button"></button>` as HTMLButtonElement;
    more.addEventListener("click", () => {
      this.#most += rowsAtOnce;
      this.#draw();
    });
    this.#place("more").replaceChildren(more);
    for (const name of ["controls", "effect", "keep"]) this.#place(name).hidden = false;
    this.#store.subscribe(() => {
      this.#say("");
      this.#draw();
    });
    addEventListener("popstate", () => {
      this.#listing = this.#readListing();
      this.#draw();
    });
    this.#say("");
    this.#draw();
  }

  #place(name: string): HTMLElement {
    return this.#part.querySelector<HTMLElement>(`[data-review="${name}"]`)!;
  }

  /** Shows a text after those on what the address says in vain. */
  #say(text: string): void {
    const line = [...noticeTexts(this.#store.notices), text].filter((one) => one !== "").join(" ");
    this.#status.hidden = line === "";
    this.#status.textContent = line;
  }

  #decisionOn({vocabulary, symbol, technology}: CandidateLink, decision: LinkDecision["decision"]): LinkDecision {
    return {vocabulary, symbol, technology: this.#slugs[technology - 1]!, decision};
  }

  #readListing(): Listing {
    const params = new URLSearchParams(location.search);
    const technology = params.get("technology");
    return {
      vocabulary: vocabularies.find((one) => one === params.get("codes")) ?? "cpc",
      technology: technology !== null && this.#slugs.includes(technology) ? technology : null,
      state: states.find((one) => one === params.get("show")) ?? "waiting"
    };
  }

  #list(change: Partial<Listing>): void {
    this.#listing = {...this.#listing, ...change};
    this.#most = rowsAtOnce;
    const params = new URLSearchParams(location.search);
    const {vocabulary, technology, state} = this.#listing;
    for (const [key, value, usual] of [
      ["codes", vocabulary, "cpc"],
      ["technology", technology ?? "", ""],
      ["show", state, "waiting"]
    ] as const) {
      if (value === usual) params.delete(key);
      else params.set(key, value);
    }
    const query = params.toString();
    history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
    this.#draw();
  }

  #judge(): JudgedLink[] {
    const {scenario} = this.#store;
    const own = new Map(scenario.decisions.map((decision) => [keyOf(decision), decision.decision]));
    return judgeLinks(this.#links, thresholdsOf(scenario), this.#report.review.bands, (link) =>
      own.get(keyOf(this.#decisionOn(link, "accept")))
    );
  }

  /**
   * The links that pass the filters: those of the vocabulary and technology, and of these the ones in the chosen state.
   */
  #listed(judged: readonly JudgedLink[]): {inScope: JudgedLink[]; rows: JudgedLink[]} {
    const {vocabulary, technology, state} = this.#listing;
    const inScope = judged.filter(
      (link) =>
        link.vocabulary === vocabulary && (technology === null || this.#slugs[link.technology - 1] === technology)
    );
    const isIn: Record<State, (link: JudgedLink) => boolean> = {
      waiting: ({waiting}) => waiting,
      own: ({own}) => own !== null,
      changed: ({tried, accepted}) => tried !== accepted,
      links: ({tried}) => tried,
      all: () => true
    };
    return {inScope, rows: inScope.filter(isIn[state])};
  }

  /** Draws at once what depends on the links alone, and asks for the rest. */
  #draw(): void {
    const {scenario} = this.#store;
    const judged = this.#judge();
    const {inScope, rows} = this.#listed(judged);
    this.#rows = rows;
    for (const sync of this.#syncs) sync();
    const [gained, lost] = [
      judged.filter(({tried, accepted}) => tried && !accepted).length,
      judged.filter(({tried, accepted}) => !tried && accepted).length
    ];
    this.#part.querySelector("#computed")!.textContent = words.changes(
      this.#links.filter(({accepted}) => accepted).length,
      gained,
      lost
    );
    // The figure of a technology shows all its candidates, including those that a threshold rejects.
    this.#drawFigure(this.#listing.technology === null ? rows : inScope);
    // Effects under another scenario would be wrong here.
    const of = JSON.stringify(scenario);
    if (of !== this.#effectsOf) {
      this.#effects = new Map();
      this.#effectsOf = of;
      this.#flips.stop();
    }
    this.#drawRows();
    this.#askFlips();
    this.#drawKept(scenario);
    this.#askEffect(scenario, gained + lost);
  }

  #drawFigure(links: readonly JudgedLink[]): void {
    const figure = this.#part.querySelector<HTMLElement>("#figure-links")!;
    const {vocabulary, technology} = this.#listing;
    const subject = words.subject(
      technology && this.#report.snapshot.technologies[this.#slugs.indexOf(technology)]!.name,
      vocabulary
    );
    const dataset = datasetOfCodes(vocabulary, this.#store.scenario);
    updateFigure(figure, {
      title: linkChartWords.title(subject, links),
      draw: (width) =>
        linkChart(links, {
          id: "links",
          width,
          document,
          subject,
          thresholds: thresholdsOf(this.#store.scenario)[vocabulary],
          words: linkChartWords
        }),
      table: linkTable(links, linkChartWords),
      source: sourceHtml([dataset], {...this.#report, words: pageWords})
    });
  }

  #drawRows(): void {
    const table = this.#part.querySelector<HTMLTableElement>("table.review-links")!;
    const {columns} = words;
    const shown = this.#rows.slice(0, this.#most);
    const focused =
      document.activeElement instanceof HTMLElement && table.contains(document.activeElement)
        ? {row: document.activeElement.closest("tr")?.dataset.link, action: document.activeElement.dataset.action}
        : undefined;
    table.tHead!.replaceChildren(
      html`<tr><th scope="col">${columns.code}</th><th scope="col" class="number">${columns.similarity}</th>
<th scope="col" class="number">${columns.cooccurrence}</th><th scope="col">${columns.together}</th>
<th scope="col">${columns.state}</th><th scope="col">${columns.effect}</th><th scope="col">${columns.decide}</th></tr>`
    );
    table.tBodies[0]!.replaceChildren(...shown.map((link) => this.#drawRow(link)));
    this.#place("listed").textContent = words.listed(shown.length, this.#rows.length);
    const left = this.#rows.length - shown.length;
    this.#place("more").hidden = left === 0;
    this.#place("more").querySelector("button")!.textContent = words.more(Math.min(left, rowsAtOnce));
    if (focused?.row) {
      const row = Array.from(table.tBodies[0]!.rows).find(({dataset}) => dataset.link === focused.row);
      const buttons = Array.from(row?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? []);
      (buttons.find(({dataset}) => dataset.action === focused.action) ?? buttons[0] ?? this.#place("listed")).focus();
    }
    void this.#fillExamples(shown);
  }

  #drawRow(link: JudgedLink): HTMLElement {
    const {columns} = words;
    const {slug, name} = this.#report.snapshot.technologies[link.technology - 1]!;
    const key = keyOf(this.#decisionOn(link, "accept"));
    const core = link.core ? html` <small>${words.core}</small>` : null;
    const technology = html`<a class="for" href=${siteAddress(`technology/${slug}`)}>${name}</a>`;
    const cooccurrence = link.cooccurrence === null ? words.noEvidence : words.number(link.cooccurrence, 2);
    const together = link.documents === 0 ? words.none : words.together(link.together, link.documents);
    const actions = (["accept", "reject", "undo"] as const).map((action) => this.#drawAction(link, action, name));
    const row = html`<tr data-link=${key} class=${link.own ? "own" : null}>
      <th scope="row"><code>${link.symbol}</code> ${link.label}${core} ${technology}</th>
      <td class="number" data-label=${columns.similarity}>${words.number(link.similarity, 2)}</td>
      <td class="number" data-label=${columns.cooccurrence}>${cooccurrence}</td>
      <td data-label=${columns.together}>${together}<div class="examples"></div></td>
      <td data-label=${columns.state}>${this.#drawState(link)}</td>
      <td class="effect" data-label=${columns.effect}>${words.computing}</td>
      <td class="decide">${actions}</td>
    </tr>` as HTMLElement;
    const examples = this.#examples.get(key);
    if (examples) row.querySelector(".examples")!.replaceWith(examples.cloneNode(true));
    const effect = this.#effects.get(key);
    if (effect) row.querySelector(".effect")!.textContent = this.#effectText(link, effect);
    return row;
  }

  /** A button that decides on a link, or withdraws the reader's decision. */
  #drawAction(link: JudgedLink, action: "accept" | "reject" | "undo", technology: string): HTMLButtonElement {
    const pressed = link.own === action;
    const label = words.decideOn(words[action], link.symbol, technology);
    const button = html`<button type="button" data-action=${action} aria-label=${label}>${words[action]}</button>`;
    if (action === "undo") (button as HTMLButtonElement).disabled = link.own === null;
    else button.setAttribute("aria-pressed", String(pressed));
    button.addEventListener("click", () => this.#decide(link, action === "undo" || pressed ? null : action));
    return button as HTMLButtonElement;
  }

  /** Whether the code is linked to the technology under the scenario, and why. */
  #drawState(link: JudgedLink): Node {
    const byPublishedRule = link.tried === acceptsLink(link, this.#report.thresholds);
    const why = link.own ? words.yours : byPublishedRule ? link.reason : words.byThresholds;
    const state = html`<strong class=${link.tried ? "above" : ""}>${link.tried ? words.link : words.noLink}</strong>`;
    const changed = link.tried === link.accepted ? null : html` <small>${words.changed}</small>`;
    return html.fragment`${state}${changed}: ${why}`;
  }

  #effectText({vocabulary}: JudgedLink, {before, after}: LinkEffect): string {
    if (before.documents === null) return figureWords.missing(before.missing!).short;
    if (after.documents === null) return figureWords.missing(after.missing!).short;
    const dataset = datasetOfCodes(vocabulary, this.#store.scenario);
    const text = words.effect(after.documents - before.documents, dataset, before.rca, after.rca);
    const inAmounts = dataset === "deals" && this.#store.scenario.measure === "amounts";
    return inAmounts && before.count !== null && after.count !== null
      ? `${words.amount(after.count - before.count)}, ${text}`
      : text;
  }

  #decide(link: JudgedLink, decision: "accept" | "reject" | null): void {
    const {decisions} = this.#store.scenario;
    const own = this.#decisionOn(link, decision ?? "accept");
    this.#change(decision ? withDecision(decisions, own) : decisions.filter((other) => !sameLink(other, own)));
  }

  #change(decisions: readonly LinkDecision[]): void {
    try {
      this.#store.change({decisions: checkField("decisions", decisions, this.#store.base)});
    } catch (error) {
      this.#say(words.notImported(messageOf(error)));
    }
  }

  /** Adds the missing examples: codes that occur together with those in the table. */
  async #fillExamples(shown: readonly JudgedLink[]): Promise<void> {
    const missing = shown.filter(
      (link) => link.documents > 0 && !this.#examples.has(keyOf(this.#decisionOn(link, "accept")))
    );
    if (missing.length === 0) return;
    // An empty element keeps the next drawing from asking again.
    for (const link of missing)
      this.#examples.set(keyOf(this.#decisionOn(link, "accept")), html`<div class="examples"></div>` as HTMLElement);
    const dataset = lensOfVocabulary(missing[0]!.vocabulary);
    try {
      const rows = (await runQuery(exampleCodesSql(dataset, missing))).map(
        ({code, technology, symbol, label, documents}) => ({
          code: Number(code),
          technology: Number(technology),
          symbol: String(symbol),
          label: String(label ?? ""),
          documents: Number(documents)
        })
      );
      for (const link of missing) {
        const own = rows.filter(({code, technology}) => code === link.code && technology === link.technology);
        const list = drawExamples(own);
        const key = keyOf(this.#decisionOn(link, "accept"));
        this.#examples.set(key, list);
        this.#rowOf(key)?.querySelector(".examples")?.replaceWith(list.cloneNode(true));
      }
    } catch (error) {
      for (const link of missing) this.#examples.delete(keyOf(this.#decisionOn(link, "accept")));
      this.#say(words.notComputed(messageOf(error)));
    }
  }

  #rowOf(key: string): HTMLElement | undefined {
    return Array.from(this.#part.querySelectorAll<HTMLElement>("table.review-links tbody tr")).find(
      ({dataset}) => dataset.link === key
    );
  }

  #asking: ReturnType<typeof setTimeout> | undefined;

  /** Asks for missing effects when a slider has come to rest. */
  #askFlips(): void {
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => {
      const rows = this.#rows
        .slice(0, this.#most)
        .filter((link) => !this.#effects.has(keyOf(this.#decisionOn(link, "accept"))));
      if (rows.length > 0) this.#flips.ask({scenario: this.#store.scenario, rows});
    }, 250);
  }

  async #computeFlips(
    {scenario, rows}: {scenario: Scenario; rows: readonly JudgedLink[]},
    signal: AbortSignal
  ): Promise<null> {
    const engine: Engine = await startEngine();
    const of = JSON.stringify(scenario);
    const decisions = rows.map((link) => this.#decisionOn(link, link.tried ? "reject" : "accept"));
    await engine.run(
      "flips",
      {scenario, decisions},
      {
        signal,
        onPart: ({at, effect}) => {
          if (of !== this.#effectsOf) return;
          const key = keyOf(decisions[at]!);
          this.#effects.set(key, effect);
          const cell = this.#rowOf(key)?.querySelector(".effect");
          if (cell) cell.textContent = this.#effectText(rows[at]!, effect);
        }
      }
    );
    return null;
  }

  #drawFilters(): HTMLElement {
    const {technologies} = this.#report.snapshot;
    const vocabulary = select(
      words.vocabulary,
      vocabularies.map((one) => [one, words.vocabularies[one]]),
      (value) => this.#list({vocabulary: value as Vocabulary})
    );
    const technology = select(
      words.technology,
      [["", words.all], ...technologies.map(({slug, name}) => [slug, name] as const)],
      (value) => this.#list({technology: value || null})
    );
    const state = select(
      words.show,
      states.map((one) => [one, words.states[one]]),
      (value) => this.#list({state: value as State})
    );
    const region = select(
      words.region,
      this.#report.places.map(({code, name}) => [code, `${figureWords.regionName({code, name})} (${code})`]),
      (value) => this.#store.change({region: value})
    );
    this.#syncs.push(() => {
      vocabulary.set(this.#listing.vocabulary);
      technology.set(this.#listing.technology ?? "");
      state.set(this.#listing.state);
      region.set(this.#store.scenario.region);
    });
    const labels = [vocabulary, technology, state, region].map(({label}) => label);
    return html`<div class="filters" role="group" aria-label=${words.controls}>${labels}</div>` as HTMLElement;
  }

  #drawThresholds(): HTMLElement {
    const legend = html`<legend></legend>`;
    const fields = thresholdNames.map((name) => {
      const range = slider(
        name === "cooccurrence" ? words.cooccurrence : words[name],
        {low: name === "cooccurrence" ? 0 : 0.12, high: name === "cooccurrence" ? 1 : 0.8, step: 0.01},
        (value, settled) => this.#store.change({[`${name}_${this.#listing.vocabulary}`]: value}, {settled})
      );
      this.#syncs.push(() => {
        const field = `${name}_${this.#listing.vocabulary}` as const;
        const [value, published] = [this.#store.scenario[field], this.#store.published[field]];
        range.set(value, words.threshold(value, published));
      });
      return range.label;
    });
    const steps = (["undo", "redo", "reset"] as const).map((name) => {
      const button = html`<button type="button">${words.steps[name]}</button>` as HTMLButtonElement;
      onUse(button, () => this.#store[name]());
      return button;
    });
    this.#syncs.push(() => {
      legend.textContent = words.thresholds(this.#listing.vocabulary);
      for (const [i, able] of [this.#store.canUndo, this.#store.canRedo].entries()) setAble(steps[i]!, able);
    });
    const computed = html`<p class="computed" id="computed" aria-live="polite"></p>`;
    return html`<fieldset class="thresholds">
      ${legend}${fields}<div class="steps-row">${steps}</div>${computed}</fieldset>` as HTMLElement;
  }

  #askEffect(scenario: Scenario, changed: number): void {
    const body = this.#part.querySelector<HTMLElement>(".effect-body")!;
    if (changed === 0) {
      this.#effect.stop();
      body.replaceChildren(html`<p>${words.effectNone}</p>`);
      return;
    }
    body.replaceChildren(html`<p>${words.computingEffect}</p>`);
    this.#effect.ask(scenario);
  }

  /** The snapshots before and after the reader's changes of links, with the same other choices of method. */
  async #computeEffect(scenario: Scenario): Promise<{before: Snapshot; after: Snapshot}> {
    const {published} = this.#store;
    const engine = await startEngine();
    const thresholds = Object.fromEntries(
      vocabularies.flatMap((one) =>
        thresholdNames.map((name) => [`${name}_${one}` as const, published[`${name}_${one}`]])
      )
    );
    const publishedLinks: Scenario = {...scenario, ...thresholds, decisions: []};
    const before = changedFields(published, publishedLinks).every((field) => field === "lens")
      ? this.#report.snapshot
      : await engine.run("snapshot", {scenario: publishedLinks, memory: "published"});
    return {before, after: await engine.run("snapshot", {scenario})};
  }

  #showEffect(before: Snapshot, after: Snapshot, scenario: Scenario): void {
    // A newer change has cleared this place, and asks again.
    if (scenario !== this.#store.scenario) return;
    const rows = effectRows(before, after, scenario);
    const {published} = this.#report;
    const claims = claimsFor(after.region.code, published, this.#report.years);
    const [old, now] = [createView(before, published), createView(after, published)];
    const flipped = claims
      .map((claim) => ({claim, was: ask(claim, old).truth, is: ask(claim, now).truth}))
      .filter(({was, is}) => was !== is);
    const items = flipped.map(({claim, is}) => {
      const text = claimText(claim, {snapshot: before, published});
      const truth = is === null ? words.nowOpen : is ? words.nowTrue : words.nowFalse;
      return html`<li><a href=${siteAddress(`claims#${claim.id}`)}>${text}</a> <small>${truth}</small></li>`;
    });
    const changed = this.#judge().filter(({tried, accepted}) => tried !== accepted).length;
    this.#part
      .querySelector(".effect-body")!
      .replaceChildren(
        rows.length === 0 ? html`<p>${words.effectSame(changed)}</p>` : effectTable(rows, after.region),
        html`<p class="claims-turned">${words.claims(flipped.length, claims.length)}</p>`,
        items.length === 0 ? "" : html`<ul>${items}</ul>`
      );
  }

  /** The form that saves the reader's decisions as a file, and reads them from one. */
  #drawKeep(): HTMLElement {
    const field = (name: string, label: string, most: number, autocomplete: string) =>
      html`<label>${label} <input
        type="text" name=${name} required maxlength=${most} autocomplete=${autocomplete}></label>`;
    const open = html`<label>${words.import} <input type="file" accept=".csv,text/csv"></label>`;
    const fields = [field("reviewer", words.reviewer, 80, "name"), field("note", words.note, 300, "off")];
    const form = html`<form class="keep"><h2 id="keep">${words.exportTitle}</h2><p data-keep="lead"></p>
      <div class="controls">${fields}</div>
      <p class="keep-buttons"><button type="submit">${words.download}</button> ${open}</p>
      <p data-keep="said" role="status"></p></form>` as HTMLFormElement;
    const said = form.querySelector<HTMLElement>("[data-keep=said]")!;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(form);
      this.#export(String(data.get("reviewer")), String(data.get("note"))).then(
        (text) => (said.textContent = text),
        (error: unknown) => (said.textContent = words.notExported(messageOf(error)))
      );
    });
    const file = form.querySelector<HTMLInputElement>("input[type=file]")!;
    file.addEventListener("change", () => {
      const [chosen] = Array.from(file.files ?? []);
      // Lets the reader choose the same file again after correcting it.
      file.value = "";
      if (chosen)
        this.#import(chosen).then(
          (text) => (said.textContent = text),
          (error: unknown) => (said.textContent = words.notImported(messageOf(error)))
        );
    });
    return form;
  }

  #drawKept({decisions}: Scenario): void {
    this.#place("keep").querySelector("[data-keep=lead]")!.textContent = words.exportLead(decisions.length);
  }

  async #export(reviewer: string, note: string): Promise<string> {
    const {technologies} = this.#report.snapshot;
    const {decisions} = this.#store.scenario;
    const now = new Date();
    const date = [
      now.getFullYear(),
      String(now.getMonth() + 1).padStart(2, "0"),
      String(now.getDate()).padStart(2, "0")
    ].join("-");
    const scores = (decision: LinkDecision) => this.#byKey.get(keyOf(decision));
    const csv = writeDecisions(await publishedDecisions(technologies), decisions, {
      reviewer,
      note,
      date,
      model: this.#report.review.model,
      technologies,
      scores
    });
    saveFile(new Blob([csv], {type: "text/csv"}), "decisions.csv");
    const left = decisions.filter((decision) => !scores(decision)).length;
    return words.exported(decisions.length - left, left);
  }

  async #import(file: File): Promise<string> {
    const {technologies} = this.#report.snapshot;
    if (file.size > mostBytes) throw new RangeError(decisionsFileWords.tooLong(file.size, "bytes", mostBytes));
    const own = ownDecisions(
      parseDecisions(await file.text(), technologies),
      await publishedDecisions(technologies),
      technologies
    );
    const decisions = own.reduce((all, decision) => [...all.filter((other) => !sameLink(other, decision)), decision], [
      ...this.#store.scenario.decisions
    ] as LinkDecision[]);
    this.#store.change({decisions: checkField("decisions", decisions, this.#store.base)});
    return words.imported(own.length, own.filter((decision) => !this.#byKey.has(keyOf(decision))).length);
  }
}

/** Larger files are rejected before they fill the memory. */
const mostBytes = 4_000_000;

/** A list of codes that occur together with a code. */
function drawExamples(codes: readonly {symbol: string; label: string; documents: number}[]): HTMLElement {
  const items = codes.map(
    ({symbol, label, documents}) =>
      html`<li><code>${symbol}</code> ${label} <small>${words.example(documents)}</small></li>`
  );
  const list = items.length === 0 ? words.noExamples : html`<ul>${items}</ul>`;
  return html`<div class="examples">${list}</div>` as HTMLElement;
}

/**
 * Rows for each technology that changes or on which the reader has decided: one for each lens that changes, or one for
 * patents.
 */
function effectRows(before: Snapshot, after: Snapshot, scenario: Scenario): Node[] {
  const quadrant = (value: TechnologyValues["quadrant"]) =>
    value === null ? words.noQuadrant : figureWords.quadrants[value].name;
  return after.technologies.flatMap((now, t) => {
    const was = before.technologies[t]!;
    const own = scenario.decisions.some((decision) => decision.technology === now.slug);
    const moved = lenses.filter(
      (lens) =>
        was.lenses[lens].count !== now.lenses[lens].count ||
        (own && Math.abs((was.lenses[lens].rca ?? 0) - (now.lenses[lens].rca ?? 0)) > 1e-9)
    );
    const turned = was.quadrant !== now.quadrant;
    if (moved.length === 0 && !turned && !own) return [];
    const standing = (one: TechnologyValues, lens: Lens) => {
      const {missing, count, rca} = one.lenses[lens];
      return missing === null ? words.standing(lens, count!, rca) : figureWords.missing(missing).short;
    };
    const place = turned ? words.moved(quadrant(was.quadrant), quadrant(now.quadrant)) : quadrant(now.quadrant);
    return (moved.length > 0 ? moved : (["patents"] as const)).map(
      (lens) => html`<tr><th scope="row">${now.name}</th><td>${words.lenses[lens]}</td>
        <td class="number">${standing(was, lens)}</td>
<td class="number">${standing(now, lens)}</td>
        <td>${place}</td>
</tr>`
    );
  });
}

function effectTable(rows: readonly Node[], region: Snapshot["region"]): Node {
  const {effectColumns: columns} = words;
  const caption = words.effectCaption(figureWords.regionName(region));
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="effects"><caption>${caption}</caption>
          <thead><tr><th scope="col">${columns.technology}</th><th scope="col">${columns.lens}</th>
<th scope="col" class="number">${columns.before}</th><th scope="col" class="number">${columns.after}</th>
<th scope="col">${columns.quadrant}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

async function publishedDecisions(technologies: Parameters<typeof parseDecisions>[1]) {
  return parseDecisions(
    new TextDecoder().decode(await fetchFile("decisions.csv", FileAttachment("../../data/decisions.csv").href)),
    technologies
  );
}
