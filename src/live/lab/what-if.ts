import {figures} from "../../figures/all.js";
import type {Figure} from "../../figures/figure.ts";
import {figureWords} from "../../words/en/figures.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {claimText} from "../../narrative/claim-text.js";
import {claimsFor} from "../../narrative/claims.js";
import {compareViews, type ViewDifference} from "../../narrative/flips.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {html, type Html} from "../../text/html.js";
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
import {follow} from "../follow.js";
import {noticeText} from "../notices.js";
import {regionOptions} from "../region-options.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {installControls, ownChoices} from "./controls.js";
import {sketchFigure, writeFigure} from "./redraw.js";
import {siteAddress} from "../site-address.js";
import {lenses} from "../../terms/lenses.js";

/** Milliseconds without a move after which the rest is written, and the search for what turns next begins. */
const rest = 250;

/** Two snapshots of one region: in the published view, and in the reader's. */
interface Views {
  scenario: Scenario;
  before: Snapshot;
  after: Snapshot;
  milliseconds: number;
}

/** Wakes the what-if page. */
export function install(part: HTMLElement): void {
  wake(part).catch((error: unknown) => {
    part.querySelector("[data-message]")!.textContent = words.unavailable(
      error instanceof Error ? error.message : String(error)
    );
  });
}

async function wake(part: HTMLElement): Promise<void> {
  const message = part.querySelector<HTMLElement>("[data-message]")!;
  const report = await loadReport();
  const store = new ScenarioStore(scenarioBase(report));
  const form = part.querySelector<HTMLElement>("[data-controls]")!;
  form.querySelector("[data-field=region] select")!.replaceChildren(...regionOptions(report.places));
  installControls(form, store);
  form.querySelector("fieldset")!.disabled = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  message.textContent = words.starting;
  notice(part, store.notices);
  const engine = startEngine();
  const showSoon = installViews(part, report, store, engine);
  installTools(part, report, store, showSoon.current);
  store.subscribe(showSoon.ask);
  showSoon.ask(store.scenario);
  await engine;
}

/** Says what of an address or a file could not be followed. */
function notice(part: HTMLElement, notices: readonly Notice[], before = ""): void {
  const line = part.querySelector<HTMLElement>("[data-notices]")!;
  line.textContent = [before, ...notices.map(noticeText)].filter((text) => text !== "").join(" ");
  line.hidden = line.textContent === "";
}

/** Everything on the page that follows the scenario. */
function installViews(
  part: HTMLElement,
  report: PageReport,
  store: ScenarioStore,
  starting: Promise<Engine>
): {ask(scenario: Scenario): void; current(): Views | undefined} {
  const find = <E extends HTMLElement = HTMLElement>(selector: string) => part.querySelector<E>(selector)!;
  const message = find("[data-message]");
  const holders = {graph: find("[data-graph]"), treemap: find("[data-treemap]")};
  let shown: Views | undefined;
  /** The published view of the region at hand. */
  let before: Snapshot | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let lens = store.published.lens;

  const figuresOf = ({lens: of}: Scenario): [Figure, Figure] => [
    figures.get(lensFigureIds[of][0])!,
    figures.get(lensFigureIds[of][1])!
  ];
  const write = (views: Views) => {
    const [graph, treemap] = figuresOf(views.scenario);
    writeFigure(holders.graph, graph, views.after, report);
    writeFigure(holders.treemap, treemap, views.after, report);
    part.dataset.written = writeAddress(views.scenario, store.base) || "published";
  };
  const next = followNext(part, report, store, starting);

  const follower = follow<Scenario, Views>({
    async answer(scenario, signal) {
      const engine = await starting;
      const began = performance.now();
      const after = await engine.run("snapshot", {scenario}, {signal});
      const milliseconds = performance.now() - began;
      if (before?.region.code !== scenario.region)
        before = await engine.run(
          "snapshot",
          {scenario: {...store.published, region: scenario.region}, memory: "published"},
          {signal}
        );
      return {scenario, after, before, milliseconds};
    },
    show(views) {
      shown = views;
      const {scenario, after} = views;
      const [graph, treemap] = figuresOf(scenario);
      if (scenario.lens !== lens) write(views);
      else {
        sketchFigure(holders.graph, graph, after);
        sketchFigure(holders.treemap, treemap, after);
      }
      lens = scenario.lens;
      find("[data-quadrants]").innerHTML = String(quadrantLists(after, figureWords, views.before));
      showDifference(part, views, report, store);
      message.textContent = words.ready(views.milliseconds);
      // Everything that is seen now is of this scenario.
      part.dataset.shown = writeAddress(scenario, store.base) || "published";
      clearTimeout(settling);
      settling = setTimeout(() => {
        write(views);
        next.ask(scenario);
      }, rest);
    },
    busy(busy) {
      part.toggleAttribute("data-busy", busy);
    },
    failed(error) {
      message.textContent = words.failed(error instanceof Error ? error.message : String(error));
    }
  });
  return {
    ask(scenario) {
      // What turned next from another scenario means nothing here.
      clearTimeout(settling);
      next.stop();
      follower.ask(scenario);
    },
    current: () => shown
  };
}

function showDifference(
  part: HTMLElement,
  {scenario, before, after}: Views,
  report: PageReport,
  store: ScenarioStore
): void {
  const claims = claimsFor(scenario.region, report.published);
  const difference = compareViews(claims, report.published, before, after);
  const choices = ownChoices(scenario, store.published);
  const summary = part.querySelector("[data-summary]")!;
  summary.textContent =
    choices.length === 0
      ? words.published
      : words.summary(difference.flips.length, difference.moves.length, difference.numbers.length);
  part.querySelector<HTMLElement>("[data-difference]")!.hidden = choices.length === 0;
  part.querySelector("[data-details]")!.innerHTML =
    choices.length === 0 ? "" : String(differenceHtml(difference, {scenario, after, choices, report, store}));
}

function differenceHtml(
  difference: ViewDifference,
  {
    scenario,
    after,
    choices,
    report,
    store
  }: {
    scenario: Scenario;
    after: Snapshot;
    choices: ReturnType<typeof ownChoices>;
    report: PageReport;
    store: ScenarioStore;
  }
): Html {
  const byId = new Map(claimsFor(scenario.region, report.published).map((claim) => [claim.id, claim]));
  const context = {snapshot: after, published: report.published};
  const nameOf = (slug: string) => after.technologies.find((one) => one.slug === slug)!.name;
  const quadrant = (name: keyof typeof figureWords.quadrants | null) =>
    name === null ? pageWords.noValue : figureWords.quadrants[name].name;
  return html`<h3>${words.changes}</h3>
<table class="choices"><thead><tr><th scope="col">${words.change}</th><th scope="col">${words.theirs}</th>
<th scope="col">${words.yours}</th></tr></thead><tbody>${choices.map(
    (name) => html`<tr>
<th scope="row">${fieldWords[name].label}</th><td>${valueText(name, store.published[name])}</td>
<td>${valueText(name, scenario[name])}</td></tr>`
  )}</tbody></table>
<h3>${words.flips} <small>${difference.flips.length}</small></h3>
${difference.flips.length === 0 ? html`<p>${words.noFlips}</p>` : html`<ul class="flips">${difference.flips.map(({id, now}) => html`<li><a href="${siteAddress(`claims#${id}`)}">${claimText(byId.get(id)!, context)}</a> <span class="verdict ${now ? "holds" : "fails"}">${now ? words.nowTrue : words.nowFalse}</span></li>`)}</ul>`}
<h3>${words.moves} <small>${difference.moves.length}</small></h3>
${
  difference.moves.length === 0
    ? html`<p>${words.noMoves}</p>`
    : html`<div class="table-scroll" tabindex="0" role="region" aria-label="${words.moves}"><table>
<thead><tr><th scope="col">${words.technology}</th><th scope="col">${words.from}</th><th scope="col">${words.to}</th>
<th scope="col" class="number">${words.density}</th><th scope="col" class="number">${words.complexity}</th></tr></thead>
<tbody>${difference.moves.map(
        ({
          slug,
          from,
          to,
          density,
          complexity
        }) => html`<tr data-technology="${slug}"><th scope="row">${nameOf(slug)}</th>
<td>${quadrant(from)}</td><td>${quadrant(to)}</td><td class="number">${words.signed(density)}</td>
<td class="number">${words.signed(complexity)}</td></tr>`
      )}</tbody></table></div>`
}`;
}

/** Looks for what would turn next, and lists it as it is found. */
function followNext(
  part: HTMLElement,
  report: PageReport,
  store: ScenarioStore,
  starting: Promise<Engine>
): {ask(scenario: Scenario): void; stop(): void} {
  const section = part.querySelector<HTMLElement>("[data-next]")!;
  const list = part.querySelector<HTMLElement>("[data-next-list]")!;
  const draw = (scenario: Scenario, found: readonly NextFlip[], done: boolean) => {
    const byId = new Map(claimsFor(scenario.region, report.published).map((claim) => [claim.id, claim]));
    const context = {
      snapshot: {...report.snapshot, region: {code: scenario.region, name: store.base.regions.get(scenario.region)!}},
      published: report.published
    };
    const rows = found.map(
      ({field, value, steps, claims}, i) =>
        html`<li><strong>${fieldWords[field].label}: ${valueText(field, scenario[field])} → ${valueText(field, value)}</strong> <small>${words.nextStep(steps, ["number", "whole"].includes(fields[field].kind))}</small> <button type="button" data-try="${i}">${words.try}</button><ul>${claims.slice(0, 3).map((id) => html`<li>${claimText(byId.get(id)!, context)}</li>`)}${claims.length > 3 && html`<li>+ ${claims.length - 3}</li>`}</ul></li>`
    );
    list.innerHTML = String(
      html`${rows.length > 0 && html`<ol class="next-flips">${rows}</ol>`}<p class="status" data-searching="${done ? "done" : "yes"}">${done ? found.length === 0 && words.nothingNext(farthest) : words.searching}</p>`
    );
    if (done && found.length > 0) list.querySelector("[data-searching]")!.textContent = "";
    for (const button of list.querySelectorAll<HTMLButtonElement>("[data-try]")) {
      const {field, value} = found[Number(button.dataset.try)]!;
      button.addEventListener("click", () => store.change({[field]: value}));
    }
  };
  const follower = follow<Scenario, NextFlip[]>({
    async answer(scenario, signal) {
      const engine = await starting;
      const found: NextFlip[] = [];
      section.hidden = false;
      draw(scenario, found, false);
      return await engine.run(
        "next",
        {scenario, published: report.published},
        {
          signal,
          onPart: (flip) => {
            found.push(flip);
            draw(scenario, found, false);
          }
        }
      );
    },
    show: (found, scenario) => draw(scenario, found, true),
    failed: () => (section.hidden = true)
  });
  return {
    ask: (scenario) => follower.ask(scenario),
    stop() {
      follower.stop();
      section.hidden = true;
    }
  };
}

/** Undo, redo, reset, link, file, results, citation. */
function installTools(
  part: HTMLElement,
  report: PageReport,
  store: ScenarioStore,
  current: () => Views | undefined
): void {
  const bar = part.querySelector<HTMLElement>("[data-tools-bar]")!;
  const message = part.querySelector<HTMLElement>("[data-message]")!;
  const tool = <E extends HTMLElement = HTMLButtonElement>(id: string) => bar.querySelector<E>(`[data-tool=${id}]`)!;
  const [undo, redo, reset] = [tool("undo"), tool("redo"), tool("reset")];
  const citation = part.querySelector("[data-citation]")!;
  const show = (scenario: Scenario) => {
    undo.disabled = !store.canUndo;
    redo.disabled = !store.canRedo;
    reset.disabled = ownChoices(scenario, store.published).length === 0;
    const query = writeAddress(scenario, store.base);
    tool<HTMLAnchorElement>("report").href = `../${query && `?${query}`}`;
    citation.textContent = words.citation({
      title: document.querySelector('meta[property="og:site_name"]')?.getAttribute("content") ?? document.title,
      release: document.querySelector("#observablehq-footer strong")?.textContent?.toLowerCase() ?? "",
      build: report.build,
      address: location.origin + store.addressOf(scenario),
      date: new Date().toISOString().slice(0, 10)
    });
  };
  undo.addEventListener("click", () => store.undo());
  redo.addEventListener("click", () => store.redo());
  reset.addEventListener("click", () => store.reset());
  tool("copy").addEventListener("click", () => {
    // Not everywhere, and not over plain http.
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(location.origin + store.addressOf(store.scenario))
      : Promise.reject(new Error("no clipboard"));
    copied.then(
      () => (message.textContent = words.copied),
      () => (message.textContent = words.notCopied)
    );
  });
  tool("save").addEventListener("click", () =>
    saveFile(
      new Blob(
        [
          writeFile(store.scenario, store.base, {
            build: report.build,
            address: location.origin + store.addressOf(store.scenario)
          })
        ],
        {type: "application/json"}
      ),
      "scenario.json"
    )
  );
  tool<HTMLInputElement>("open").addEventListener("change", ({currentTarget}) => {
    const input = currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    file
      .text()
      .then((text) => {
        const {scenario, notices} = readFile(text, store.base);
        store.replace(scenario);
        notice(part, notices, words.opened);
      })
      .catch((error: unknown) =>
        notice(part, [], words.notOpened(error instanceof Error ? error.message : String(error)))
      );
    input.value = "";
  });
  tool("results").addEventListener("click", () => {
    const views = current();
    if (views) saveFile(new Blob([`\ufeff${toCsv(resultsOf(views))}`], {type: "text/csv"}), "results.csv");
  });
  document.addEventListener("keydown", (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.key.toLowerCase() !== "z" ||
      (event.target instanceof HTMLInputElement && event.target.type === "text")
    )
      return;
    event.preventDefault();
    if (event.shiftKey) store.redo();
    else store.undo();
  });
  store.subscribe(show);
  show(store.scenario);
  bar.hidden = false;
  part.querySelector<HTMLElement>("[data-cite]")!.hidden = false;
}

/** All technologies in the reader's view, beside where they lie in the published one. */
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
      `published_${lens}_rca`,
      before.technologies.map((one) => one.lenses[lens].rca)
    ])
  ];
  return {names: columns.map(([name]) => name), values: columns.map(([, values]) => values)};
}
