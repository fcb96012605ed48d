import {fieldNames, fields} from "../../scenario/fields.js";
import {type FieldName, sameValue, type Scenario} from "../../scenario/scenario.js";
import {valueText} from "../../scenario/value-text.js";
import {setShown} from "../keep-focus.js";
import type {ScenarioStore} from "../store.ts";
import type {Years} from "../../terms/lenses.ts";

/** Connects a form with a store in both directions, and marks the fields that differ from the published view. */
export function installControls(form: HTMLElement, store: ScenarioStore): void {
  const controls = Array.from(form.querySelectorAll<HTMLElement>("[data-field]"), (element) => ({
    element,
    name: element.dataset.field as FieldName
  }));
  for (const {element, name} of controls) {
    element.addEventListener("input", ({target}) => {
      // The `change` event below settles a slider's value.
      const value = readControl(element, name, store.scenario);
      if (value !== undefined)
        store.change({[name]: value}, {settled: !(target instanceof HTMLInputElement && target.type === "range")});
    });
    element.addEventListener("change", () => {
      const value = readControl(element, name, store.scenario);
      if (value !== undefined) store.change({[name]: value});
    });
    element.querySelector("[data-clear]")?.addEventListener("click", () => store.change({decisions: []}));
  }
  const show = (scenario: Scenario) => {
    for (const {element, name} of controls) showControl(element, name, scenario, store.published);
    for (const group of form.querySelectorAll<HTMLElement>(".control-group")) {
      const changed = group.querySelectorAll(".field.changed").length;
      group.querySelector("[data-count]")!.textContent = changed === 0 ? "" : `(${changed})`;
    }
  };
  store.subscribe(show);
  show(store.scenario);
}

/** The value of a control; undefined for a field that this form cannot change. */
function readControl(element: HTMLElement, name: FieldName, scenario: Scenario): Scenario[FieldName] | undefined {
  const spec = fields[name];
  const input = element.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  switch (spec.kind) {
    case "number":
      return Number(Number(input!.value).toFixed(4));
    // The upper end of the slider means all.
    case "whole":
      return spec.all && Number(input!.value) >= spec.high ? null : Number(input!.value);
    case "choice":
    case "region":
      return input!.value as Scenario[FieldName];
    case "flag":
      return (input as HTMLInputElement).checked;
    case "years": {
      const [first, last] = Array.from(element.querySelectorAll("select"), (select) => Number(select.value)) as [
        number,
        number
      ];
      if (first <= last) return [first, last];
      // When the years cross, the one that was not moved follows.
      const moved = first !== (scenario[name] as Years)[0] ? first : last;
      return [moved, moved];
    }
    case "decisions":
      return undefined;
  }
}

function showControl(element: HTMLElement, name: FieldName, scenario: Scenario, published: Scenario): void {
  const spec = fields[name];
  const value = scenario[name];
  const input = element.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  switch (spec.kind) {
    case "number":
    case "whole": {
      const text = valueText(name, value);
      // Setting an unchanged value would disturb a slider that the reader is moving.
      if (Number(input!.value) !== value) input!.value = value === null ? String(spec.high) : String(value);
      element.querySelector("output")!.textContent = text;
      input!.setAttribute("aria-valuetext", text);
      break;
    }
    case "choice":
    case "region":
      input!.value = String(value);
      break;
    case "flag":
      (input as HTMLInputElement).checked = value === true;
      break;
    case "years":
      element.querySelectorAll("select").forEach((select, i) => (select.value = String((value as Years)[i])));
      break;
    case "decisions": {
      const output = element.querySelector("output")!;
      output.textContent = valueText(name, value);
      const clear = element.querySelector<HTMLElement>("[data-clear]")!;
      setShown(clear, (value as readonly unknown[]).length > 0, output);
    }
  }
  // Region and lens select what to see; they are not choices of method.
  const changed = spec.kind !== "region" && name !== "lens" && !sameValue(value, published[name]);
  element.classList.toggle("changed", changed);
  if (name === "quadrant_relatedness" || name === "quadrant_complexity")
    (input as HTMLInputElement).disabled = scenario.quadrant_cut !== "fixed";
}

/** The choices of method in which a scenario differs from the published view. */
export function ownChoices(scenario: Scenario, published: Scenario): FieldName[] {
  return fieldNames.filter(
    (name) => name !== "region" && name !== "lens" && !sameValue(scenario[name], published[name])
  );
}
