import {fixedNumber, sharePercent} from "../../words/en/robustness.js";
import type {RobustnessWords} from "../../words/robustness.ts";
import {choicesInWords, notableSpecifications} from "../../figures/specification-curve.js";
import type {FigureWords} from "../../words/figures.ts";
import type {ClaimShare, Indicator} from "../../scenario/robustness.ts";
import type {Design} from "../../scenario/specifications.ts";
import {html, type Html} from "../../text/html.js";
import {joined} from "../elements.js";
import {robustnessPageWords} from "../../words/en/robustness-page.js";
import {pageAddress} from "../../text/page-address.js";

// The build writes these parts, and a run in the page rewrites them.

/** Queries of the what-if page in which a single choice differs from the report's, by the id of the level chosen. */
export function singleChoices({choices, specifications}: Design): Map<string, string> {
  return new Map(
    specifications.flatMap(({id, levels, changed}): [string, string][] => {
      const at = levels.findIndex((level) => level > 0);
      return changed === 1 ? [[choices[at]!.levels[levels[at]!]!.id, id]] : [];
    })
  );
}

/** The share of specifications in which a claim is true, as a bar and a number. */
export function shareCell({holds, told}: Pick<ClaimShare, "holds" | "told">, count: number): Html {
  const {claims: words} = robustnessPageWords;
  if (told === 0) return html`${words.untold}`;
  const width = String(Math.round((1000 * holds) / told) / 10);
  const bar = html`<svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none"><rect width="${width}"
 height="1"></rect></svg>`;
  const note = told < count && html` <small>${words.told(told)}</small>`;
  return html`<span class="share-bar">${bar}${sharePercent(holds / told)}</span>${note}`;
}

/** The single choices that reverse a claim, each linked to the what-if page. */
export function turnedByCell(
  ids: readonly string[],
  addresses: ReadonlyMap<string, string>,
  alternatives: Readonly<Record<string, string>>,
  root: string
): Html {
  if (ids.length === 0) return html`${robustnessPageWords.claims.none}`;
  const links = ids.map((id) => {
    const href = `${root}${pageAddress(`lab/what-if?${addresses.get(id) ?? ""}`)}`;
    return html`<a href="${href}">${alternatives[id] ?? id}</a>`;
  });
  return joined(links, "; ");
}

export interface NotableContext {
  words: FigureWords;
  says: RobustnessWords;
  alternatives: Readonly<Record<string, string>>;
  root: string;
}

/** Notable specifications of a curve, each linked to the what-if page. */
export function notableList(
  design: Design,
  indicator: Indicator,
  values: readonly (number | null)[],
  context: NotableContext
): Html {
  const {says, root} = context;
  const digits = indicator === "patents" || indicator === "publications" || indicator === "deals" ? 2 : 1;
  return html`<p>${robustnessPageWords.curve.notable}</p><ul>${notableSpecifications(values).map(({rank, at}) => {
    const {id} = design.specifications[at]!;
    const text = says.curve.mark({
      rank: says.curve.rank[rank],
      value: fixedNumber(values[at]!, digits),
      choices: choicesInWords(design, at, context)
    });
    return html`<li><a href="${root}${pageAddress(`lab/what-if${id && `?${id}`}`)}">${text}</a></li>`;
  })}</ul>`;
}
