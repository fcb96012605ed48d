import {fields, type FieldSpec} from "../../scenario/fields.js";
import {type FieldName, publishedScenario, type Scenario} from "../../scenario/scenario.js";
import {controlWords, fieldWords} from "../../words/en/scenario.js";
import {valueText} from "../../scenario/value-text.js";
import {narrativeWords} from "../../words/en/narrative.js";
import type {ReportData} from "../../narrative/report-data.ts";
import {html, type Html} from "../../text/html.js";
import type {Years} from "../../terms/lenses.ts";

/** Fields under a heading; `open` ones are seen at first. */
export interface ControlGroup {
  title: string;
  open?: boolean;
  fields: readonly FieldName[];
}

/**
 * Controls of a scenario as they stand in the published view; `src/live/lab/controls.ts` wakes them.
 * Each is a native one with its label, in an element with `data-field`.
 */
export function controlsHtml(groups: readonly ControlGroup[], report: ControlledReport): Html {
  return html`${groups.map(
    ({
      title,
      open,
      fields: names
    }) => html`<details class="control-group"${open && html` open`}><summary>${title} <span class="changed-count" data-count></span></summary>
${fieldsHtml(names, report)}</details>`
  )}`;
}

/** What the controls need to know of the published view. */
export type ControlledReport = Pick<ReportData, "region" | "thresholds" | "years">;

/**
 * The controls of some fields, without a heading.
 * @param prefix begins the ids, for pages with several sets of controls
 */
export function fieldsHtml(names: readonly FieldName[], report: ControlledReport, prefix = "field"): Html {
  const published = publishedScenario({region: report.region.code, thresholds: report.thresholds});
  return html`${names.map((name) => fieldHtml(name, `${prefix}-${name}`, published, report))}`;
}

function fieldHtml(name: FieldName, id: string, published: Scenario, report: ControlledReport): Html {
  const spec = fields[name];
  const {label, hint} = fieldWords[name];
  const standard = valueText(name, published[name]);
  const body = inputHtml(name, id, spec, published, report);
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return html`<div class="field" data-field="${name}" data-kind="${spec.kind}">${spec.kind === "years" || spec.kind === "decisions" ? html`<span class="field-label" id="${id}-label">${label}</span>` : html`<label for="${id}">${label}</label>`}${body}${hint && html`<small id="${hintId}">${hint}</small>`}<small class="published-value">${controlWords.published(name === "region" ? "" : standard)}</small></div>`;
}

function inputHtml(
  name: FieldName,
  id: string,
  spec: FieldSpec,
  published: Scenario,
  {region, years}: ControlledReport
): Html {
  const value = published[name];
  switch (spec.kind) {
    case "number":
    case "whole":
      return html`<span class="slider"><input type="range" id="${id}" min="${spec.low}" max="${spec.high}" step="${spec.step}" value="${value === null ? spec.high : String(value)}"><output for="${id}">${valueText(name, value)}</output></span>`;
    case "choice":
      return html`<select id="${id}">${spec.values.map((one) => html`<option value="${one}"${one === value && html` selected`}>${valueText(name, one)}</option>`)}</select>`;
    case "flag":
      return html`<input type="checkbox" id="${id}"${value === true && html` checked`}>`;
    case "region":
      return html`<select id="${id}"><option value="${region.code}">${narrativeWords.regions[region.code] ?? region.name} (${region.code})</option></select>`;
    case "years": {
      const [low, high] = years[spec.lens];
      const select = (which: 0 | 1, text: string) =>
        html`<select aria-label="${fieldWords[name].label}: ${text}" data-year="${which}">${Array.from({length: high - low + 1}, (_, i) => low + i).map((year) => html`<option value="${year}"${year === (value as Years)[which] && html` selected`}>${year}</option>`)}</select>`;
      return html`<span class="years">${select(0, controlWords.from)} – ${select(1, controlWords.to)}</span>`;
    }
    case "decisions":
      return html`<span class="decisions"><output aria-labelledby="${id}-label">${valueText(name, value)}</output> <button type="button" data-clear hidden>${controlWords.remove}</button></span>`;
  }
}
