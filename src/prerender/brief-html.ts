import {clearlyAbove, clearlyBelow} from "../figures/scale.js";
import type {TechnologyValues} from "../indicators/snapshot.ts";
import {regionName} from "../narrative/claim-text.js";
import type {ValueContext} from "../narrative/values.ts";
import {html, type Html} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";

/** Technologies that one line names. */
const most = 6;

/**
 * What the data say of a region, line by line, for regions for which no text was written.
 * @param mark writes a mark such as `patents.rca photonics` or `name photonics`
 */
export function briefOf(values: ValueContext, {brief: words}: PageWords, mark: (mark: string) => Html): Html {
  const {technologies} = values.snapshot;
  const name = regionName(values);
  const by = (value: (one: TechnologyValues) => number, keep: (one: TechnologyValues) => boolean) =>
    technologies.filter(keep).sort((a, b) => value(b) - value(a));
  const line = (title: string, found: readonly TechnologyValues[], ...references: string[]) =>
    html`<li><strong>${title}:</strong> ${found.length === 0 ? words.none : found.slice(0, most).map(({slug}, i) => html`${i > 0 && ", "}${mark(`name ${slug}`)}${references.length > 0 && html` (${references.map((reference, j) => html`${j > 0 && "; "}${mark(`${reference} ${slug}`)}`)})`}`)}${found.length > most && html`, … (${found.length})`}.</li>`;
  const patents = (one: TechnologyValues) => one.lenses.patents.rca;
  return html`<section class="summary brief" id="brief"><h2>${words.title(name)}</h2><ul>
${line(
  words.strong,
  by(patents, (one) => clearlyAbove(one.lenses.patents)),
  "patents.rca"
)}
${line(
  words.weak,
  by(
    (one) => -patents(one),
    (one) => clearlyBelow(one.lenses.patents)
  ),
  "patents.rca"
)}
${line(
  words.science,
  by(
    (one) => one.lenses.publications.rca,
    ({lenses}) => clearlyAbove(lenses.publications) && lenses.patents.rca < 1
  ),
  "publications.rca",
  "patents.rca"
)}
${line(
  words.unfunded,
  by(
    ({lenses}) => lenses.deals.expected,
    ({lenses}) => lenses.deals.count === 0
  )
)}
${line(
  words.near,
  by(
    (one) => one.complexity ?? 0,
    ({quadrant}) => quadrant === "optimal"
  ),
  "patents.density",
  "complexity"
)}
${line(
  words.far,
  by(
    (one) => one.complexity ?? 0,
    ({quadrant}) => quadrant === "moonshot"
  ),
  "patents.density",
  "complexity"
)}
</ul><p>${words.below(name)}</p></section>`;
}

/** The choice of a region, which a script fills; without scripts there is none. */
export function scenarioBar(region: string, {scenario: words}: PageWords): Html {
  return html`<div class="scenario-bar" data-scenario-bar role="region" aria-label="${words.label}" hidden><label>${words.region} <select><option>${region}</option></select></label> <a data-what-if href="">${words.lab}</a> <span role="status"></span></div>`;
}
