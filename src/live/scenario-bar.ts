import {changedFields, type Scenario} from "../scenario/scenario.js";
import {withScenario, writeAddress} from "../scenario/address.js";
import {scenarioBase} from "../scenario/base.js";
import {messageOf} from "../text/message-of.js";
import {follow, type Follower} from "./follow.js";
import {setShown} from "./keep-focus.js";
import {ledgerKeys} from "./ledger.js";
import {noticeTexts} from "./notices.js";
import {regionOptions} from "./region-options.js";
import {loadReport} from "./report.js";
import {siteAddress, siteRoot} from "./site-address.js";
import {ScenarioStore} from "./store.js";
import {scenarioBarWords} from "../words/en/live.js";

/**
 * Lets the whole page follow another region, or another method in the address. It computes nothing until the address or
 * the reader requires it.
 */
export async function installScenarioBar(bar: HTMLElement): Promise<void> {
  const report = await loadReport();
  const store = new ScenarioStore(scenarioBase(report), {others: new Set(ledgerKeys)});
  const select = bar.querySelector("select")!;
  select.replaceChildren(...regionOptions(report.places));
  const back = backButton(store);
  bar.append(back);
  const message = bar.querySelector<HTMLElement>("[role=status]")!;
  const say = (text: string) =>
    (message.textContent = [...noticeTexts(store.notices), text].filter((one) => one !== "").join(" "));
  const follower = followScenario(bar, store, say);
  const show = (scenario: Scenario) => {
    select.value = scenario.region;
    setShown(back, !isPublished(scenario, store), select);
  };
  store.subscribe((scenario) => {
    show(scenario);
    follower.ask(scenario);
  });
  select.addEventListener("change", () => store.change({region: select.value}));
  bar.hidden = false;
  show(store.scenario);
  say("");
  if (isPublished(store.scenario, store)) settle(store.scenario, store, bar);
  else follower.ask(store.scenario);
}

function backButton(store: ScenarioStore): HTMLButtonElement {
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = scenarioBarWords.back;
  back.addEventListener("click", () => store.replace(store.published));
  return back;
}

/** Whether the report shows a scenario as published. The lens does not matter there. */
function isPublished(scenario: Scenario, {published, base}: ScenarioStore): boolean {
  return writeAddress({...scenario, lens: published.lens}, base) === "";
}

/** Writes the page for each scenario. A page is prepared as a whole, so that everything changes at the same time. */
function followScenario(bar: HTMLElement, store: ScenarioStore, say: (text: string) => void): Follower<Scenario> {
  const nameOf = (code: string) => store.base.regions.get(code) ?? code;
  const main = document.querySelector("main")!;
  let started = 0;
  let shown = store.published.region;
  const shownText = (scenario: Scenario) => {
    if (isPublished(scenario, store)) return "";
    const choices = changedFields(store.published, scenario).filter((name) => name !== "region" && name !== "lens");
    return scenarioBarWords.shown(nameOf(scenario.region), choices.length, (performance.now() - started) / 1000);
  };
  return follow<Scenario, () => void>({
    async answer(scenario, signal) {
      started = performance.now();
      const rewriting = import("./rewrite-page.js");
      if (isPublished(scenario, store)) return (await rewriting).showPublished;
      say(scenarioBarWords.computing(nameOf(scenario.region), nameOf(shown)));
      main.setAttribute("aria-busy", "true");
      main.toggleAttribute("data-other-region", scenario.region !== shown);
      const {computeReport, showScenario} = await rewriting;
      const computed = await computeReport(scenario, signal);
      return () => showScenario(computed, scenario);
    },
    show(draw, scenario) {
      draw();
      shown = scenario.region;
      say(shownText(scenario));
      settle(scenario, store, bar);
    },
    failed(error) {
      main.removeAttribute("aria-busy");
      say(scenarioBarWords.failed(messageOf(error)));
    }
  });
}

/** Marks the page as that of the scenario, and adds the scenario to links. */
function settle(scenario: Scenario, store: ScenarioStore, bar: HTMLElement): void {
  const main = document.querySelector("main")!;
  const address = writeAddress(scenario, store.base);
  main.dataset.scenario = address;
  main.removeAttribute("aria-busy");
  carryScenario(isPublished(scenario, store) ? "" : address, bar);
}

/** Makes links to other pages of the site open them under the same scenario. */
function carryScenario(query: string, bar: HTMLElement): void {
  const root = new URL(siteRoot());
  const lab = bar.querySelector<HTMLAnchorElement>("[data-what-if]")!;
  lab.href = siteAddress("lab/what-if");
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const url = new URL(link.href);
    const inside = url.origin === root.origin && url.pathname.startsWith(root.pathname);
    // Skips links to a place on this page and to files.
    if (!inside || link.getAttribute("href")!.startsWith("#") || /\.\w+$/.test(url.pathname.replace(/\.html$/, "")))
      continue;
    url.search = withScenario(url.search, query);
    link.href = url.href;
  }
}
