import {fields, type FieldSpec, isOffered, valuesOf} from "../../scenario/fields.js";
import {type FieldName, publishedScenario, type Scenario} from "../../scenario/scenario.js";
import {controlWords, fieldWords} from "../../words/en/scenario.js";
import {valueText} from "../../scenario/value-text.js";
import type {ReportData} from "../../narrative/report-data.ts";
import {html, type Html} from "../../text/html.js";
import {optionsHtml} from "../elements.js";
import type {Years} from "../../terms/lenses.ts";

/** Fields under a heading. Groups that are `open` are unfolded at first. */
export interface ControlGroup {
  title: string;
  open?: boolean;
  fields: readonly FieldName[];
  /** Why a reader misses some. */
  note?: string;
}

/**
 * Controls of a scenario, set to the published view. Each is a native control with its label, in an element with
 * `data-field`. `src/live/lab/controls.ts` makes them work.
 */
export function controlsHtml(groups: readonly ControlGroup[], report: ControlledReport): Html {
  return html`${groups.map(({title, open, fields: names, note}) => {
    const offered = names.filter((name) => isOffered(name, report));
    if (offered.length === 0 && note === undefined) return html``;
    const summary = html`<summary>${title} <span class="changed-count" data-count></span></summary>`;
    return html`<details class="control-group"${open && html` open`}>${summary}
${fieldsHtml(offered, report)}${note !== undefined && html`<p><small>${note}</small></p>`}</details>`;
  })}`;
}

/** The part of the published view that controls need. */
export type ControlledReport = Pick<ReportData, "config" | "region" | "thresholds" | "years" | "pooled">;

/**
 * The controls of some fields, without a heading; a field in which the build leaves no choice has none.
 * @param prefix start of the ids, for pages with several sets of controls
 */
export function fieldsHtml(names: readonly FieldName[], report: ControlledReport, prefix = "field"): Html {
  const {config} = report;
  const published = publishedScenario({
    ...report,
    region: report.region.code,
    reportYears: config.years,
    benchmark: config.benchmark
  });
  return html`${names
    .filter((name) => isOffered(name, report))
    .map((name) => fieldHtml(name, `${prefix}-${name}`, published, report))}`;
}

function fieldHtml(name: FieldName, id: string, published: Scenario, report: ControlledReport): Html {
  const spec = fields[name];
  const {label, hint} = fieldWords[name];
  // In these kinds of fields, several controls share one label.
  const labelled =
    spec.kind === "years" || spec.kind === "decisions"
      ? html`<span class="field-label" id="${id}-label">${label}</span>`
      : html`<label for="${id}">${label}</label>`;
  const standard = controlWords.published(name === "region" ? "" : valueText(name, published[name]));
  return html`<div class="field" data-field="${name}" data-kind="${spec.kind}">${[
    labelled,
    inputHtml(name, id, spec, published, report),
    hint && html`<small id="${id}-hint">${hint}</small>`,
    html`<small class="published-value">${standard}</small>`
  ]}</div>`;
}

function inputHtml(name: FieldName, id: string, spec: FieldSpec, published: Scenario, report: ControlledReport): Html {
  const {region, years} = report;
  const value = published[name];
  switch (spec.kind) {
    case "number":
    case "whole": {
      const input = html`<input type="range" id="${id}" min="${spec.low}" max="${spec.high}" step="${spec.step}"
 value="${value === null ? spec.high : String(value)}">`;
      return html`<span class="slider">${input}<output for="${id}">${valueText(name, value)}</output></span>`;
    }
    case "choice": {
      const options = valuesOf(name, report).map((one) => [one, valueText(name, one)] as const);
      return html`<select id="${id}">${optionsHtml(options, value as string)}</select>`;
    }
    case "flag":
      return html`<input type="checkbox" id="${id}"${value === true && html` checked`}>`;
    case "region": {
      const text = `${region.name} (${region.code})`;
      return html`<select id="${id}">${optionsHtml([[region.code, text]])}</select>`;
    }
    case "years":
      return yearsHtml(fieldWords[name].label, years[spec.lens]!, value as Years);
    case "decisions": {
      const clear = html`<button type="button" data-clear hidden>${controlWords.remove}</button>`;
      const text = valueText(name, value);
      const output = html`<output aria-labelledby="${id}-label" tabindex="-1">${text}</output>`;
      return html`<span class="decisions">${output} ${clear}</span>`;
    }
  }
}

function yearsHtml(label: string, all: Years, chosen: Years): Html {
  const select = (which: 0 | 1, text: string) =>
    html`<select aria-label="${label}: ${text}" data-year="${which}">${yearOptions(all, chosen[which])}</select>`;
  return html`<span class="years">${select(0, controlWords.from)} – ${select(1, controlWords.to)}</span>`;
}

/** Options for each year of a period, inclusive. */
export function yearOptions([low, high]: Years, chosen: number): Html {
  return optionsHtml(
    Array.from({length: high - low + 1}, (_, i) => [low + i, low + i] as const),
    chosen
  );
}
