import {html, type Html} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";

/** The choice of a region, which a script fills and shows. */
export function scenarioBar(region: string, {scenario: words}: PageWords): Html {
  const choice = html`<label>${words.region} <select><option>${region}</option></select></label>`;
  return html`<div class="scenario-bar" data-scenario-bar role="region" aria-label="${words.label}"
 hidden>${choice} <a data-what-if href="">${words.lab}</a> <span role="status"></span></div>`;
}
