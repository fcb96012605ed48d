import {figures} from "../../figures/all.js";
import type {Figure} from "../../figures/figure.ts";
import {figureWords} from "../../words/en/figures.js";
import type {Quadrant} from "../../indicators/quadrants.ts";
import {missingRank, type Snapshot} from "../../indicators/snapshot.js";
import {claimText} from "../../narrative/claim-text.js";
import {type Claim, claimsFor} from "../../narrative/claims.js";
import {compareViews, type ViewDifference} from "../../narrative/flips.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {html, type Html} from "../../text/html.js";
import {messageOf} from "../../text/message-of.js";
import {scrollingTable} from "../../prerender/elements.js";
import {lensFigureIds, quadrantLists} from "../../prerender/lab/what-if.js";
import {whatIfWords as words} from "../../words/en/what-if-page.js";
import {pageWords} from "../../words/en/pages.js";
import {type Notice, writeAddress} from "../../scenario/address.js";
import {fields} from "../../scenario/fields.js";
import {readFile, writeFile} from "../../scenario/file.js";
import {farthest, type NextFlip} from "../../scenario/next-flips.js";
import type {Scenario} from "../../scenario/scenario.ts";
import {fieldWords} from "../../words/en/scenario.js";
import {valueText} from "../../scenario/value-text.js";
import {saveFile, toCsv} from "../downloads.js";
import {scenarioBase} from "../../scenario/base.js";
import {type Engine, startEngine} from "../engine/client.js";
import {follow, type Follower} from "../follow.js";
import {onUse, setAble, setShown} from "../keep-focus.js";
import {noticeTexts} from "../notices.js";
import {regionOptions} from "../region-options.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {installControls, ownChoices} from "./controls.js";
import {sketchFigure, writeFigure} from "./redraw.js";
import {siteAddress} from "../site-address.js";
import {type Lens, lenses} from "../../terms/lenses.js";

/** Milliseconds without a move until whole figures are written and the search for the next flips starts. */
const rest = 250;

/** Two snapshots of a region: in the published view, and under the reader's scenario. */
interface Views {
  scenario: Scenario;
  before: Snapshot;
  after: Snapshot;
  milliseconds: number;
}

/** The page's element, its data and the reader's scenario. */
interface Page {
  part: HTMLElement;
  report: PageReport;
  store: ScenarioStore;
  engine: Promise<Engine>;
}

/** Makes the what-if page work. */
export function install(part: HTMLElement): void {
  start(part).catch((error: unknown) => {
    part.querySelector("[data-message]")!.textContent = words.unavailable(messageOf(error));
  });
}

async function start(part: HTMLElement): Promise<void> {
  const report = await loadReport();
  const store = new ScenarioStore(scenarioBase(report));
  const form = part.querySelector<HTMLElement>("[data-controls]")!;
  form.querySelector("[data-field=region] select")!.replaceChildren(...regionOptions(report.places));
  installControls(form, store);
  form.querySelector("fieldset")!.disabled = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  part.querySelector("[data-message]")!.textContent = words.starting;
  showNotices(part, store.notices);
  const engine = startEngine();
  const page: Page = {part, report, store, engine};
  const views = new WhatIfViews(page);
  installTools(page, () => views.shown);
  store.subscribe((scenario) => {
    showNotices(part, store.notices);
    views.ask(scenario);
  });
  views.ask(store.scenario);
  await engine;
}

/** Lists the parts of an address or a file that cannot be used. */
function showNotices(part: HTMLElement, notices: readonly Notice[], before = ""): void {
  const line = part.querySelector<HTMLElement>("[data-notices]")!;
  line.textContent = [before, ...noticeTexts(notices)].filter((text) => text !== "").join(" ");
  line.hidden = line.textContent === "";
}

/** Everything on the page that follows the scenario. */
class WhatIfViews {
  /** The current content of the page. */
  shown: Views | undefined;
  readonly #page: Page;
  readonly #graph: HTMLElement;
  readonly #treemap: HTMLElement;
  readonly #follower: Follower<Scenario>;
  readonly #next: ReturnType<typeof followNext>;
  /** The published view of the current region. */
  #before: Snapshot | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #lens: Lens;

  constructor(page: Page) {
    const {part, store} = page;
    this.#page = page;
    this.#graph = part.querySelector("[data-graph]")!;
    this.#treemap = part.querySelector("[data-treemap]")!;
    this.#lens = store.published.lens;
    this.#next = followNext(page);
    this.#follower = follow<Scenario, Views>({
      answer: (scenario, signal) => this.#answer(scenario, signal),
      show: (views) => this.#show(views),
      busy: (busy) => part.toggleAttribute("data-busy", busy),
      failed: (error) => this.#say(words.failed(messageOf(error)))
    });
  }

  ask(scenario: Scenario): void {
    // Next flips of the previous scenario no longer apply.
    clearTimeout(this.#settling);
    this.#next.stop();
    this.#follower.ask(scenario);
  }

  #say(text: string): void {
    this.#page.part.querySelector("[data-message]")!.textContent = text;
  }

  async #answer(scenario: Scenario, signal: AbortSignal): Promise<Views> {
    const engine = await this.#page.engine;
    const began = performance.now();
    const after = await engine.run("snapshot", {scenario}, {signal});
    const milliseconds = performance.now() - began;
    if (this.#before?.region.code !== scenario.region) {
      const published = {...this.#page.store.published, region: scenario.region};
      this.#before = await engine.run("snapshot", {scenario: published, memory: "published"}, {signal});
    }
    return {scenario, after, before: this.#before, milliseconds};
  }

  #show(views: Views): void {
    this.shown = views;
    const {part, store} = this.#page;
    const {scenario, before, after} = views;
    if (scenario.lens !== this.#lens) this.#write(views);
    else {
      const [graph, treemap] = figuresOf(scenario);
      sketchFigure(this.#graph, graph, after);
      sketchFigure(this.#treemap, treemap, after);
    }
    this.#lens = scenario.lens;
    part.querySelector("[data-quadrants]")!.innerHTML = String(quadrantLists(after, figureWords, before));
    showDifference(this.#page, views);
    this.#say(words.ready(views.milliseconds));
    // Everything in the window now belongs to this scenario.
    part.dataset.shown = writeAddress(scenario, store.base) || "published";
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#write(views);
      this.#next.ask(scenario);
    }, rest);
  }

  /** Writes whole figures, with their tables and sources. */
  #write({scenario, after}: Views): void {
    const {part, report, store} = this.#page;
    const [graph, treemap] = figuresOf(scenario);
    writeFigure(this.#graph, graph, after, report);
    writeFigure(this.#treemap, treemap, after, report);
    part.dataset.written = writeAddress(scenario, store.base) || "published";
  }
}

function figuresOf({lens}: Scenario): [graph: Figure, treemap: Figure] {
  const [graph, treemap] = lensFigureIds[lens];
  return [figures.get(graph)!, figures.get(treemap)!];
}

function showDifference({part, report, store}: Page, {scenario, before, after}: Views): void {
  const claims = claimsFor(scenario.region, report.published, report.years);
  const difference = compareViews(claims, report.published, before, after);
  const choices = ownChoices(scenario, store.published);
  const summary = part.querySelector("[data-summary]")!;
  summary.textContent =
    choices.length === 0
      ? scenario.region === store.published.region
        ? words.published
        : words.reportMethod(figureWords.regionName(after.region))
      : words.summary(difference.flips.length, difference.moves.length, difference.numbers.length);
  part.querySelector<HTMLElement>("[data-difference]")!.hidden = choices.length === 0;
  part.querySelector("[data-details]")!.innerHTML =
    choices.length === 0
      ? ""
      : String(html`${choicesTable(choices, scenario, store.published)}
${flipsList(difference.flips, claims, {snapshot: after, published: report.published})}
${movesTable(difference.moves, after)}`);
}

function choicesTable(choices: ReturnType<typeof ownChoices>, scenario: Scenario, published: Scenario): Html {
  const rows = choices.map(
    (name) => html`<tr>
<th scope="row">${fieldWords[name].label}</th><td>${valueText(name, published[name])}</td>
<td>${valueText(name, scenario[name])}</td></tr>`
  );
  return html`<h3>${words.changes}</h3>
<table class="choices"><thead><tr><th scope="col">${words.change}</th><th scope="col">${words.theirs}</th>
<th scope="col">${words.yours}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Lists the claims whose truth differs from the published view. */
function flipsList(
  flips: ViewDifference["flips"],
  claims: readonly Claim[],
  context: Parameters<typeof claimText>[1]
): Html {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const items = flips.map(({id, now}) => {
    const link = html`<a href="${siteAddress(`claims#${id}`)}">${claimText(byId.get(id)!, context)}</a>`;
    const [verdict, text] = now ? ["holds", words.nowTrue] : ["fails", words.nowFalse];
    return html`<li>${link} <span class="verdict ${verdict}">${text}</span></li>`;
  });
  return html`<h3>${words.flips} <small>${flips.length}</small></h3>
${items.length === 0 ? html`<p>${words.noFlips}</p>` : html`<ul class="flips">${items}</ul>`}`;
}

/** Lists the technologies in another quadrant than in the published view. */
function movesTable(moves: ViewDifference["moves"], {technologies}: Snapshot): Html {
  const quadrant = (name: Quadrant | null) => (name === null ? pageWords.noValue : figureWords.quadrants[name].name);
  const rows = moves.map(({slug, from, to, density, complexity}) => {
    const {name} = technologies.find((one) => one.slug === slug)!;
    return html`<tr data-technology="${slug}"><th scope="row">${name}</th>
<td>${quadrant(from)}</td><td>${quadrant(to)}</td><td class="number">${words.signed(density)}</td>
<td class="number">${words.signed(complexity)}</td></tr>`;
  });
  const table = html`<table>
<thead><tr><th scope="col">${words.technology}</th><th scope="col">${words.from}</th><th scope="col">${words.to}</th>
<th scope="col" class="number">${words.density}</th><th scope="col" class="number">${words.complexity}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
  return html`<h3>${words.moves} <small>${moves.length}</small></h3>
${moves.length === 0 ? html`<p>${words.noMoves}</p>` : scrollingTable(words.moves, table)}`;
}

/** Searches for the next flips, and lists each as soon as it is found. */
function followNext({part, report, store, engine}: Page): Pick<Follower<Scenario>, "ask" | "stop"> {
  const section = part.querySelector<HTMLElement>("[data-next]")!;
  const list = part.querySelector<HTMLElement>("[data-next-list]")!;
  // The reader who tries a choice reads next what it changes.
  const summary = part.querySelector<HTMLElement>("[data-summary]")!;
  const hide = () => setShown(section, false, summary);
  const draw = (scenario: Scenario, found: readonly NextFlip[], done: boolean) => {
    const focused = list.querySelector<HTMLElement>("[data-try]:focus")?.dataset.try;
    list.innerHTML = String(nextFlipsHtml(scenario, found, done, {report, store}));
    if (focused !== undefined) list.querySelector<HTMLElement>(`[data-try="${focused}"]`)?.focus();
    for (const button of list.querySelectorAll<HTMLButtonElement>("[data-try]")) {
      const {field, value} = found[Number(button.dataset.try)]!;
      button.addEventListener("click", () => store.change({[field]: value}));
    }
  };
  const follower = follow<Scenario, NextFlip[]>({
    async answer(scenario, signal) {
      const found: NextFlip[] = [];
      const onPart = (flip: NextFlip) => {
        found.push(flip);
        draw(scenario, found, false);
      };
      const started = await engine;
      section.hidden = false;
      draw(scenario, found, false);
      const restarted = () => void found.splice(0);
      return await started.run("next", {scenario, published: report.published}, {signal, onPart, restarted});
    },
    show: (found, scenario) => draw(scenario, found, true),
    failed: hide
  });
  return {
    ask: (scenario) => follower.ask(scenario),
    stop() {
      follower.stop();
      hide();
    }
  };
}

/** Number of claims that a flip names; further ones are only counted. */
const mostClaims = 3;

function nextFlipsHtml(
  scenario: Scenario,
  found: readonly NextFlip[],
  done: boolean,
  {report: {snapshot, published, years}, store}: Pick<Page, "report" | "store">
): Html {
  const byId = new Map(claimsFor(scenario.region, published, years).map((claim) => [claim.id, claim]));
  const region = {code: scenario.region, name: store.base.regions.get(scenario.region)!};
  const context = {snapshot: {...snapshot, region}, published};
  const rows = found.map(({field, value, steps, claims}, i) => {
    const move = `${fieldWords[field].label}: ${valueText(field, scenario[field])} → ${valueText(field, value)}`;
    const note = words.nextStep(steps, ["number", "whole"].includes(fields[field].kind));
    const named = claims.slice(0, mostClaims).map((id) => html`<li>${claimText(byId.get(id)!, context)}</li>`);
    const others = claims.length > mostClaims && html`<li>+ ${claims.length - mostClaims}</li>`;
    const button = html`<button type="button" data-try="${i}">${words.try}</button>`;
    return html`<li><strong>${move}</strong> <small>${note}</small> ${button}<ul>${named}${others}</ul></li>`;
  });
  const status = done ? found.length === 0 && words.nothingNext(farthest) : words.searching;
  return html`${rows.length > 0 && html`<ol class="next-flips">${rows}</ol>`}<p class="status"
 data-searching="${done ? "done" : "yes"}">${status}</p>`;
}

/** Installs the tools: undo, redo, reset, link, file, results, citation. */
function installTools(page: Page, current: () => Views | undefined): void {
  const {part, store} = page;
  const bar = part.querySelector<HTMLElement>("[data-tools-bar]")!;
  const tool = <E extends HTMLElement = HTMLButtonElement>(id: string) => bar.querySelector<E>(`[data-tool=${id}]`)!;
  const [undo, redo, reset] = [tool("undo"), tool("redo"), tool("reset")];
  const show = (scenario: Scenario) => {
    setAble(undo, store.canUndo);
    setAble(redo, store.canRedo);
    setAble(reset, ownChoices(scenario, store.published).length > 0);
    const query = writeAddress(scenario, store.base);
    tool<HTMLAnchorElement>("report").href = `../${query && `?${query}`}`;
    part.querySelector("[data-citation]")!.textContent = citationText(page, scenario);
  };
  onUse(undo, () => store.undo());
  onUse(redo, () => store.redo());
  onUse(reset, () => store.reset());
  tool("copy").addEventListener("click", () => copyAddress(page));
  tool("save").addEventListener("click", () => saveScenario(page));
  tool<HTMLInputElement>("open").addEventListener("change", ({currentTarget}) => {
    const input = currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    openScenario(file, page);
    input.value = "";
  });
  tool("results").addEventListener("click", () => {
    const views = current();
    if (views) saveFile(new Blob([`\ufeff${toCsv(resultsOf(views))}`], {type: "text/csv"}), "results.csv");
  });
  followUndoKeys(store);
  store.subscribe(show);
  show(store.scenario);
  bar.hidden = false;
  part.querySelector<HTMLElement>("[data-cite]")!.hidden = false;
}

const addressOf = ({store}: Page, scenario = store.scenario) => location.origin + store.addressOf(scenario);

function citationText(page: Page, scenario: Scenario): string {
  return words.citation({
    title: document.querySelector('meta[property="og:site_name"]')?.getAttribute("content") ?? document.title,
    release: document.querySelector("#observablehq-footer strong")?.textContent?.toLowerCase() ?? "",
    build: page.report.build,
    address: addressOf(page, scenario),
    date: new Date().toISOString().slice(0, 10)
  });
}

function copyAddress(page: Page): void {
  const message = page.part.querySelector("[data-message]")!;
  // Pages over plain HTTP have no access to the clipboard.
  const copied = navigator.clipboard
    ? navigator.clipboard.writeText(addressOf(page))
    : Promise.reject(new Error("no clipboard"));
  copied.then(
    () => (message.textContent = words.copied),
    () => (message.textContent = words.notCopied)
  );
}

function saveScenario(page: Page): void {
  const {store, report} = page;
  const text = writeFile(store.scenario, store.base, {build: report.build, address: addressOf(page)});
  saveFile(new Blob([text], {type: "application/json"}), "scenario.json");
}

function openScenario(file: File, {part, store}: Page): void {
  file
    .text()
    .then((text) => {
      const {scenario, notices} = readFile(text, store.base);
      store.replace(scenario);
      showNotices(part, notices, words.opened);
    })
    .catch((error: unknown) => showNotices(part, [], words.notOpened(messageOf(error))));
}

/** Makes Ctrl+Z undo and Ctrl+Shift+Z redo, except in text fields, which have their own history. */
function followUndoKeys(store: ScenarioStore): void {
  document.addEventListener("keydown", (event) => {
    const {ctrlKey, metaKey, shiftKey, key, target} = event;
    if (!(ctrlKey || metaKey) || key.toLowerCase() !== "z") return;
    if (target instanceof HTMLInputElement && target.type === "text") return;
    event.preventDefault();
    if (shiftKey) store.redo();
    else store.undo();
  });
}

/** All technologies under the reader's scenario, with their quadrants and RCA in the published view as well. */
function resultsOf({before, after}: Views): {names: string[]; values: (string | number | null)[][]} {
  const {technologies} = after;
  const columns: [string, (string | number | null)[]][] = [
    ["region", technologies.map(() => after.region.code)],
    ["technology", technologies.map(({name}) => name)],
    ["group", technologies.map(({group}) => group)],
    ["quadrant", technologies.map(({quadrant}) => quadrant)],
    ["published_quadrant", before.technologies.map(({quadrant}) => quadrant)],
    ["complexity", technologies.map(({complexity}) => complexity)],
    ["published_complexity", before.technologies.map(({complexity}) => complexity)],
    ...lenses.flatMap((lens): [string, (string | number | null)[]][] =>
      (["count", "share", "benchmark_share", "rca", "low", "high", "density", "rank"] as const).map((name) => [
        `${lens}_${name}`,
        technologies.map((one) => one.lenses[lens][name])
      ])
    ),
    ...lenses.map((lens): [string, (string | number | null)[]] => [
      `${lens}_missing`,
      technologies.map(({technology}) => missingRank(after, technology, lens))
    ]),
    ...lenses.map((lens): [string, (string | number | null)[]] => [
      `published_${lens}_rca`,
      before.technologies.map((one) => one.lenses[lens].rca)
    ])
  ];
  return {names: columns.map(([name]) => name), values: columns.map(([, values]) => values)};
}
