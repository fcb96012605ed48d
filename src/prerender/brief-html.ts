import {clearlyAbove, clearlyBelow} from "../figures/scale.js";
import type {TechnologyValues} from "../indicators/snapshot.ts";
import {regionName} from "../narrative/claim-text.js";
import type {ValueContext} from "../narrative/values.ts";
import {html, type Html} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";
import {joined} from "./elements.js";

/** Maximum number of technologies in one line. */
const most = 6;

/** A line of the brief: the technologies that it keeps, in descending order of a value, each with some references. */
interface BriefLine {
  title: string;
  keeps(technology: TechnologyValues): boolean;
  value(technology: TechnologyValues): number;
  references: readonly string[];
}

/**
 * Summarises the data on a region in lines, for regions other than the report's own.
 * @param mark writes a mark such as `patents.rca photonics` or `name photonics`
 */
export function briefOf(values: ValueContext, {brief: words}: PageWords, mark: (mark: string) => Html): Html {
  const name = regionName(values);
  const lines = linesOf(words).map((line) => {
    const found = values.snapshot.technologies.filter(line.keeps).sort((a, b) => line.value(b) - line.value(a));
    return lineHtml(line, found, words, mark);
  });
  return html`<section class="summary brief" id="brief"><h2>${words.title(name)}</h2><ul>
${joined(lines, "\n")}
</ul><p>${words.below(name)}</p></section>`;
}

function linesOf(words: PageWords["brief"]): BriefLine[] {
  const patents = ({lenses}: TechnologyValues) => lenses.patents.rca ?? 0;
  const complexity = (technology: TechnologyValues) => technology.complexity ?? 0;
  return [
    {
      title: words.strong,
      keeps: ({lenses}) => clearlyAbove(lenses.patents),
      value: patents,
      references: ["patents.rca"]
    },
    {
      title: words.weak,
      keeps: ({lenses}) => clearlyBelow(lenses.patents),
      value: (technology) => -patents(technology),
      references: ["patents.rca"]
    },
    {
      title: words.science,
      keeps: ({lenses}) => clearlyAbove(lenses.publications) && lenses.patents.rca! < 1,
      value: ({lenses}) => lenses.publications.rca ?? 0,
      references: ["publications.rca", "patents.rca"]
    },
    {
      title: words.unfunded,
      keeps: ({lenses}) => lenses.deals.count === 0,
      value: ({lenses}) => lenses.deals.expected,
      references: []
    },
    {
      title: words.near,
      keeps: ({quadrant}) => quadrant === "optimal",
      value: complexity,
      references: ["patents.density", "complexity"]
    },
    {
      title: words.far,
      keeps: ({quadrant}) => quadrant === "moonshot",
      value: complexity,
      references: ["patents.density", "complexity"]
    }
  ];
}

function lineHtml(
  {title, references}: BriefLine,
  found: readonly TechnologyValues[],
  words: PageWords["brief"],
  mark: (mark: string) => Html
): Html {
  const names = found.slice(0, most).map(({slug}) => {
    const numbers = references.map((reference) => mark(`${reference} ${slug}`));
    return html`${mark(`name ${slug}`)}${numbers.length > 0 && html` (${joined(numbers, "; ")})`}`;
  });
  const rest = found.length > most && html`, … (${found.length})`;
  return html`<li><strong>${title}:</strong> ${found.length === 0 ? words.none : joined(names, ", ")}${rest}.</li>`;
}

/** The choice of a region, hidden until a script fills it. */
export function scenarioBar(region: string, {scenario: words}: PageWords): Html {
  const choice = html`<label>${words.region} <select><option>${region}</option></select></label>`;
  return html`<div class="scenario-bar" data-scenario-bar role="region" aria-label="${words.label}"
 hidden>${choice} <a data-what-if href="">${words.lab}</a> <span role="status"></span></div>`;
}
