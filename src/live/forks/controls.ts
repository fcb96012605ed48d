import type {ReportData} from "../../narrative/report-data.ts";
import {writeAddress} from "../../scenario/address.js";
import {checkField, FieldError, fieldNames, fields} from "../../scenario/fields.js";
import type {FieldSpec} from "../../scenario/fields.ts";
import {publishedScenario, sameValue} from "../../scenario/scenario.js";
import type {FieldName, Scenario, ScenarioBase, Years} from "../../scenario/scenario.ts";
import {plainBase, readBase} from "../engine/base.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {beginningWith} from "./address-bar.js";
import {idle} from "./compute.js";
import {fieldWords, forkWords} from "./words.js";

/** Choices that a page offers: `true` begins with the published value, a value with that one. */
export type Offer = {[Name in Exclude<FieldName, "decisions">]?: Scenario[Name] | true};

/** A form whose value is a scenario; undefined until the page's data are there. */
export type ScenarioForm = HTMLFormElement & {value: Scenario | undefined};

/**
 * Controls for some fields of a scenario; all others are as published. The address of the page follows them, back and
 * forward lead through the settled choices. While something is still being computed, moves are gathered and only the newest is told.
 *
 * @returns a form for `view`, which tells each new scenario with an `input` event
 * @throws RangeError for a field that there is not
 */
export function scenarioControls(offer: Offer = {}): ScenarioForm {
  const offered = Object.keys(offer) as (keyof Offer)[];
  const known = Object.keys(fieldWords);
  for (const name of offered) if (!known.includes(name)) throw new RangeError(forkWords.noField(name, known.join(", ")));
  const form = document.createElement("form");
  form.className = "scenario-controls";
  form.setAttribute("aria-label", forkWords.controls);
  form.addEventListener("submit", (event) => event.preventDefault());
  let told: Scenario | undefined;
  Object.defineProperty(form, "value", {get: () => told});
  loadReport().then((report) => {
    const {store, first} = openStore(offer, report);
    let waiting = false;
    const tell = () => {
      if (waiting) return;
      waiting = true;
      void idle().then(() => {
        waiting = false;
        if (told !== undefined && sameValue(told, store.scenario)) return;
        told = store.scenario;
        form.dispatchEvent(new Event("input", {bubbles: true}));
      });
    };
    fill(form, offered, store, first, report);
    store.subscribe(tell);
    tell();
  }).catch((error: unknown) => {
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.className = "notice";
    message.textContent = forkWords.failed(error instanceof Error ? error.message : String(error));
    form.replaceChildren(message);
  });
  return form as unknown as ScenarioForm;
}

function openStore(offer: Offer, report: Pick<ReportData, "region" | "thresholds" | "places" | "years" | "snapshot">): {store: ScenarioStore; first: Scenario} {
  const base = readBase(plainBase(report));
  const first = publishedScenario(base);
  for (const [name, value] of Object.entries(offer) as [keyof Offer, unknown][]) {
    if (value === true) continue;
    try {
      Object.assign(first, {[name]: checkField(name, value, base)});
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      throw new RangeError(`${name}: ${JSON.stringify(value)} is not ${error.message}`, {cause: error});
    }
  }
  return {first, store: new ScenarioStore(base, {window: beginningWith(writeAddress(first, base), window)})};
}

type Control = {element: HTMLElement; show(value: unknown): void};

function fill(form: HTMLFormElement, offered: readonly (keyof Offer)[], store: ScenarioStore, first: Scenario, {places}: Pick<ReportData, "places">): void {
  const box = document.createElement("div");
  box.className = "filters";
  // The form tells scenarios; what happens in its controls is its own affair.
  for (const type of ["input", "change"]) box.addEventListener(type, (event) => event.stopPropagation());
  const controls = fieldNames.filter((name) => (offered as string[]).includes(name)).map((name) => {
    const change = (value: unknown, settled: boolean) => store.change({[name]: value} as Partial<Scenario>, {settled});
    return {name, ...makeControl(name as keyof Offer, store.base, change, places)};
  });
  box.append(...controls.map(({element}) => element));
  const notices = document.createElement("p");
  notices.setAttribute("role", "status");
  notices.className = "notice";
  const show = (scenario: Scenario) => {
    for (const {name, show: put} of controls) put(scenario[name]);
    notices.textContent = store.notices.map(forkWords.notice).join(" ");
    notices.hidden = store.notices.length === 0;
  };
  if (controls.length > 0) {
    const reset = document.createElement("button");
    reset.type = "button";
    reset.textContent = forkWords.reset;
    reset.addEventListener("click", () => store.replace(first));
    box.append(reset);
  }
  store.subscribe(show);
  show(store.scenario);
  form.replaceChildren(box, notices);
}

function makeControl(name: keyof Offer, base: ScenarioBase, change: (value: unknown, settled: boolean) => void, places: ReportData["places"]): Control {
  const spec = fields[name];
  const {label, values = {}} = fieldWords[name];
  switch (spec.kind) {
    case "number": return slider(label, spec, change);
    case "whole": return numberField(label, spec, change);
    case "choice": return select(label, spec.values.map((value) => [value, values[value] ?? value]), (value) => change(value, true));
    case "region": return select(label, places.map(({code, name: region, level}) => [code, `${level === "nuts2" ? "\u2003" : ""}${region} (${code})`]), (value) => change(value, true));
    case "flag": {
      const input = document.createElement("input");
      input.type = "checkbox";
      input.addEventListener("change", () => change(input.checked, true));
      return {element: labelled(label, input), show: (value) => (input.checked = value === true)};
    }
    case "years": return yearFields(label, base.years[spec.lens], change);
    case "decisions": throw new RangeError(forkWords.noField(name, Object.keys(fieldWords).join(", ")));
  }
}

function labelled(text: string, ...controls: HTMLElement[]): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(`${text} `, ...controls);
  return label;
}

function select(label: string, options: readonly (readonly [string, string])[], change: (value: string) => void): Control {
  const element = document.createElement("select");
  for (const [value, text] of options) element.append(new Option(text, value));
  element.addEventListener("change", () => change(element.value));
  return {element: labelled(label, element), show: (value) => (element.value = String(value))};
}

function slider(label: string, {low, high, step}: FieldSpec & {kind: "number"}, change: (value: number, settled: boolean) => void): Control {
  const input = document.createElement("input");
  const output = document.createElement("output");
  Object.assign(input, {type: "range", min: String(low), max: String(high), step: String(step)});
  const show = (value: unknown) => {
    // A slider rounds to its steps; the number beside it is what counts.
    input.value = String(value);
    output.textContent = forkWords.number(Number(value));
  };
  for (const [type, settled] of [["input", false], ["change", true]] as const) input.addEventListener(type, () => change(Number(input.value), settled));
  return {element: labelled(label, input, output), show};
}

function numberField(label: string, {low, high, step, all}: FieldSpec & {kind: "whole"}, change: (value: number | null, settled: boolean) => void): Control {
  const input = document.createElement("input");
  Object.assign(input, {type: "number", min: String(low), max: String(high), step: String(step), required: !all});
  // What is half typed, or out of its limits, changes nothing; the browser marks it.
  input.addEventListener("change", () => {
    if (input.checkValidity()) change(input.value === "" ? null : Number(input.value), true);
  });
  return {element: labelled(label, input), show: (value) => (input.value = value === null ? "" : String(value))};
}

function yearFields(label: string, [low, high]: Years, change: (value: Years, settled: boolean) => void): Control {
  const years = Array.from({length: high - low + 1}, (_, i) => [String(low + i), String(low + i)] as const);
  const pair = [select(forkWords.first(label), years, () => told("first")), select(forkWords.last(label), years, () => told("last"))] as const;
  const fieldsOf = pair.map(({element}) => element.querySelector("select")!);
  const told = (moved: "first" | "last") => {
    const [first, last] = fieldsOf.map(({value}) => Number(value)) as [number, number];
    // The other end gives way, so that there is always a range.
    change(first <= last ? [first, last] : moved === "first" ? [first, first] : [last, last], true);
  };
  const element = document.createElement("span");
  element.className = "years";
  element.append(...pair.map((one) => one.element));
  return {element, show: (value) => (value as Years).forEach((year, i) => pair[i]!.show(year))};
}
