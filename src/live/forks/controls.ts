import type {PageReport} from "../../narrative/report-data.ts";
import {writeAddress} from "../../scenario/address.js";
import {messageOf} from "../../text/message-of.js";
import {fieldsHtml} from "../../prerender/lab/controls-html.js";
import {AbsentError, checkField, FieldError, fieldNames} from "../../scenario/fields.js";
import {type FieldName, publishedScenario, sameValue, type Scenario} from "../../scenario/scenario.js";
import {scenarioBase} from "../../scenario/base.js";
import {installControls} from "../lab/controls.js";
import {noticeTexts} from "../notices.js";
import {regionOptions} from "../region-options.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {beginningWith} from "./address-bar.js";
import {idle} from "./compute.js";
import {expectControls, tellScenario} from "./page-scenario.js";
import {forkWords} from "../../words/en/forks.js";

/** Choices that a page offers, each with its first value; `true` means the published value. */
export type Offer = {[Name in Exclude<FieldName, "decisions">]?: Scenario[Name] | true};

/** A form whose value is a scenario; undefined until the page's data have loaded. */
export type ScenarioForm = HTMLFormElement & {value: Scenario | undefined};

/**
 * Makes controls for some fields of a scenario; the other fields stay as published. The page's address follows the
 * controls, and the browser's history records the settled choices. Of the changes during a computation, only the newest
 * counts.
 *
 * @returns a form for `view`, with an `input` event for each new scenario
 * @throws RangeError for an unknown field
 */
export function scenarioControls(offer: Offer = {}): ScenarioForm {
  const offered = Object.keys(offer) as (keyof Offer)[];
  const known: readonly string[] = fieldNames.filter((name) => name !== "decisions");
  for (const name of offered)
    if (!known.includes(name)) throw new RangeError(forkWords.noField(name, known.join(", ")));
  const form = document.createElement("form");
  form.className = "scenario-controls";
  form.dataset.fields = String(offered.length);
  form.setAttribute("aria-label", forkWords.controls);
  form.addEventListener("submit", (event) => event.preventDefault());
  let told: Scenario | undefined;
  expectControls();
  Object.defineProperty(form, "value", {get: () => told});
  loadReport()
    .then((report) => {
      const {store, first, absent} = openStore(offer, report);
      let waiting = false;
      const tell = () => {
        if (waiting) return;
        waiting = true;
        void idle().then(() => {
          waiting = false;
          if (told !== undefined && sameValue(told, store.scenario)) return;
          told = store.scenario;
          tellScenario(told);
          form.dispatchEvent(new Event("input", {bubbles: true}));
        });
      };
      fill(form, offered, {store, first, absent}, report);
      store.subscribe(tell);
      tell();
    })
    .catch((error: unknown) => {
      const message = document.createElement("p");
      message.setAttribute("role", "alert");
      message.className = "notice";
      message.textContent = forkWords.failed(messageOf(error));
      form.replaceChildren(message);
    });
  return form as unknown as ScenarioForm;
}

function openStore(
  offer: Offer,
  report: Pick<PageReport, "config" | "region" | "thresholds" | "places" | "years" | "pooled" | "snapshot">
): {store: ScenarioStore; first: Scenario; absent: string[]} {
  const base = scenarioBase(report);
  const first = publishedScenario(base);
  const absent: string[] = [];
  for (const [name, value] of Object.entries(offer) as [keyof Offer, unknown][]) {
    if (value === true) continue;
    try {
      Object.assign(first, {[name]: checkField(name, value, base)});
    } catch (error) {
      if (error instanceof AbsentError) {
        absent.push(forkWords.absent(name, String(value), error.message));
        continue;
      }
      if (!(error instanceof FieldError)) throw error;
      throw new RangeError(`${name}: ${JSON.stringify(value)} is not ${error.message}`, {cause: error});
    }
  }
  return {first, absent, store: new ScenarioStore(base, {window: beginningWith(writeAddress(first, base), window)})};
}

let forms = 0;

function fill(
  form: HTMLFormElement,
  offered: readonly FieldName[],
  {store, first, absent}: ReturnType<typeof openStore>,
  report: PageReport
): void {
  const box = document.createElement("div");
  box.className = "scenario-fields";
  // Only the form's own event announces new scenarios; those of its controls stay inside.
  for (const type of ["input", "change"]) box.addEventListener(type, (event) => event.stopPropagation());
  box.innerHTML = String(
    fieldsHtml(
      fieldNames.filter((name) => offered.includes(name)),
      report,
      `choice-${++forms}`
    )
  );
  box.querySelector("[data-field=region] select")?.replaceChildren(...regionOptions(report.places));
  installControls(box, store);
  const notices = document.createElement("p");
  notices.setAttribute("role", "status");
  notices.className = "notice";
  const show = () => {
    notices.textContent = [...absent, ...noticeTexts(store.notices)].join(" ");
    notices.hidden = notices.textContent === "";
  };
  store.subscribe(show);
  show();
  form.replaceChildren(box);
  if (offered.length > 0) {
    const reset = document.createElement("button");
    reset.type = "button";
    reset.textContent = forkWords.reset;
    reset.addEventListener("click", () => store.replace(first));
    form.append(reset);
  }
  form.append(notices);
}
