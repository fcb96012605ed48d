import {changedFields, type Scenario} from "../scenario/scenario.js";
import {narrativeWords} from "../words/en/narrative.js";
import {withScenario, writeAddress} from "../scenario/address.js";
import {scenarioBase} from "../scenario/base.js";
import {follow} from "./follow.js";
import {ledgerKeys} from "./ledger.js";
import {noticeText} from "./notices.js";
import {regionOptions} from "./region-options.js";
import {loadReport} from "./report.js";
import {siteAddress, siteRoot} from "./site-address.js";
import {ScenarioStore} from "./store.js";
import {scenarioBarWords} from "../words/en/live.js";

/**
 * Lets the whole page follow another region, or another method that its address names. Nothing is computed before a
 * reader asks for it, in the address or with the control.
 */
export async function installScenarioBar(bar: HTMLElement): Promise<void> {
  const report = await loadReport();
  const base = scenarioBase(report);
  const store = new ScenarioStore(base, {others: new Set(ledgerKeys)});
  const select = bar.querySelector("select")!;
  const message = bar.querySelector<HTMLElement>("[role=status]")!;
  const nameOf = (code: string) => narrativeWords.regions[code] ?? base.regions.get(code) ?? code;
  select.replaceChildren(...regionOptions(report.places));
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = scenarioBarWords.back;
  back.addEventListener("click", () => store.replace(store.published));
  bar.append(back);

  const say = (text: string) => (message.textContent = text);
  const isPublished = (scenario: Scenario) => writeAddress({...scenario, lens: store.published.lens}, base) === "";
  const main = document.querySelector("main")!;
  let started = 0;
  const settle = (scenario: Scenario) => {
    main.dataset.scenario = writeAddress(scenario, base);
    main.removeAttribute("aria-busy");
    carryScenario(isPublished(scenario) ? "" : writeAddress(scenario, base), bar);
  };
  // What is shown is prepared as a whole, so that it changes at once and never in two steps.
  const follower = follow<Scenario, () => void>({
    async answer(scenario, signal) {
      started = performance.now();
      const rewriting = import("./rewrite-page.js");
      if (isPublished(scenario)) return (await rewriting).showPublished;
      say(scenarioBarWords.computing(nameOf(scenario.region)));
      main.setAttribute("aria-busy", "true");
      const {computeReport, showScenario} = await rewriting;
      const computed = await computeReport(scenario, signal);
      return () => showScenario(computed, scenario, store.published);
    },
    show(draw, scenario) {
      draw();
      const choices = changedFields(store.published, scenario).filter(
        (name) => name !== "region" && name !== "lens"
      ).length;
      say(
        isPublished(scenario)
          ? ""
          : scenarioBarWords.shown(nameOf(scenario.region), choices, (performance.now() - started) / 1000)
      );
      settle(scenario);
    },
    failed(error) {
      main.removeAttribute("aria-busy");
      say(scenarioBarWords.failed(error instanceof Error ? error.message : String(error)));
    }
  });
  const show = (scenario: Scenario) => {
    select.value = scenario.region;
    back.hidden = isPublished(scenario);
    follower.ask(scenario);
  };
  store.subscribe(show);
  select.addEventListener("change", () => store.change({region: select.value}));
  bar.hidden = false;
  select.value = store.scenario.region;
  back.hidden = isPublished(store.scenario);
  say(store.notices.map(noticeText).join(" "));
  if (!isPublished(store.scenario)) show(store.scenario);
  else settle(store.scenario);
}

/** Makes the links to other pages of the site lead to the same scenario there. */
function carryScenario(query: string, bar: HTMLElement): void {
  const root = new URL(siteRoot());
  const lab = bar.querySelector<HTMLAnchorElement>("[data-what-if]")!;
  lab.href = siteAddress("lab/what-if");
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const url = new URL(link.href);
    const inside = url.origin === root.origin && url.pathname.startsWith(root.pathname);
    // A place on the same page, or a file.
    if (!inside || link.getAttribute("href")!.startsWith("#") || /\.\w+$/.test(url.pathname.replace(/\.html$/, "")))
      continue;
    url.search = withScenario(url.search, query);
    link.href = url.href;
  }
}
