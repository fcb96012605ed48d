import type {Snapshot} from "../../indicators/snapshot.ts";
import type {PageReport} from "../../narrative/report-data.ts";
import {scenarioBase} from "../../scenario/base.js";
import {publishedScenario, type Scenario} from "../../scenario/scenario.js";
import {follow} from "../follow.js";
import {loadReport} from "../report.js";
import {busy, snapshotOf} from "./compute.js";
import {type Specifications, trySpecifications} from "./specifications.js";

/** What the parts of a page show that take no scenario of their own. */
export interface PageView {
  scenario: Scenario;
  snapshot: Snapshot;
  report: PageReport;
  /** Those of the region tried so far; they do not depend on the scenario. */
  specifications: Specifications;
}

/** How an element follows the scenario of its page. */
export interface PagePart {
  /** Writes a view into the element; throws what is wrong with the part. */
  write(view: PageView): void;
  /** Whether it shows specifications too; they are tried only on pages with such a part. */
  specifications?: boolean;
}

/** Elements are held weakly: a cell that runs again drops its old ones. */
let elements: WeakRef<HTMLElement>[] = [];
const parts = new WeakMap<HTMLElement, PagePart>();
let shown: PageView | undefined;
let trying: {region: string; stop: AbortController} | undefined;
let failure: {error: unknown} | undefined;
let waiting: (() => void)[] = [];
/** Whether the page has controls, which say the first scenario. */
let controlled = false;

const follower = follow<Scenario, Omit<PageView, "specifications">>({
  answer: (scenario) =>
    busy(async () => ({scenario, snapshot: await snapshotOf(scenario), report: await loadReport()})),
  show(view) {
    const known = shown?.scenario.region === view.scenario.region ? shown.specifications : {tried: [], of: null};
    [shown, failure] = [{...view, specifications: known}, undefined];
    settle();
    for (const element of living()) write(element, shown);
    tryAsWanted();
  },
  failed(error) {
    failure = {error};
    settle();
  }
});

/** Announces that the page has controls, before they know their first scenario. */
export function expectControls(): void {
  controlled = true;
}

/** Sets the scenario that the parts of the page follow. */
export function tellScenario(scenario: Scenario): void {
  expectControls();
  follower.ask(scenario);
}

/**
 * Lets an element follow the scenario of the page: that of its controls, or the published view where it has none.
 * @returns the element, with its first content
 * @throws Error when the browser cannot compute the view, or what `write` throws at first; a later error of `write`
 * stands in the element
 */
export async function followPage<Part extends HTMLElement>(element: Part, part: PagePart): Promise<Part> {
  part.write(await currentView());
  parts.set(element, part);
  elements = [...living(), element].map((one) => new WeakRef(one));
  tryAsWanted();
  return element;
}

/** The elements that may still be on the page. */
function living(): HTMLElement[] {
  return elements.map((one) => one.deref()).filter((one) => one !== undefined);
}

function write(element: HTMLElement, view: PageView): void {
  try {
    parts.get(element)!.write(view);
    element.classList.remove("observablehq--error");
  } catch (error) {
    element.classList.add("observablehq--error");
    element.textContent = String(error);
  }
}

/** Tries the specifications of the region on display, if a part shows them. */
function tryAsWanted(): void {
  if (!shown || !living().some((one) => parts.get(one)!.specifications)) return;
  const {region} = shown.scenario;
  if (trying?.region === region) return;
  trying?.stop.abort();
  const stop = new AbortController();
  trying = {region, stop};
  void trySpecifications(region, stop.signal, (specifications) => {
    shown = {...shown!, specifications};
    for (const element of living()) if (parts.get(element)!.specifications) write(element, shown);
  });
}

async function currentView(): Promise<PageView> {
  if (!shown && !controlled) {
    const report = await loadReport();
    // The controls of the page, if it has any, have said so by now.
    if (!controlled) follower.ask(publishedScenario(scenarioBase(report)));
  }
  while (!shown) {
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (failure) throw failure.error;
  }
  return shown;
}

function settle(): void {
  const told = waiting;
  waiting = [];
  for (const tell of told) tell();
}
