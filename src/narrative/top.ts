import type {Missing} from "../indicators/missing.ts";
import type {TechnologyName} from "../indicators/snapshot.ts";
import {narrativeWords} from "../words/en/narrative.js";
import {groupSlug, parseReference, technologyIndicators} from "./references.js";
import {nearestText} from "../text/nearest.js";
import {datasets} from "../terms/lenses.js";
import {missingOf, resolveValue, type ValueContext} from "./values.js";

/** A technology in a list, with the reference and the text of its value. */
export interface TopItem {
  slug: string;
  name: string;
  reference: string;
  text: string;
}

/** A request for the technologies with the highest values of an indicator. */
interface Top {
  most: number;
  indicator: string;
  /** Name in references; null for all technologies. */
  group: string | null;
}

/** Indicators by which technologies can be listed. The highest rank is the lowest number, so it is not among them. */
const indicators = [
  ...datasets.flatMap((dataset) =>
    Object.keys(technologyIndicators)
      .filter((indicator) => indicator !== "rank")
      .map((indicator) => `${dataset}.${indicator}`)
  ),
  "complexity",
  "composite"
];

/**
 * The technologies with the highest values of an indicator, highest first.
 *
 * Only values above zero count, also as the text rounds them, so that the list may be shorter than asked for. It is
 * longer where several technologies share the last value.
 *
 * @param what `5 patents.share38`, or `3 deals.rca health-and-biotech` for those of one group
 * @throws RangeError for another number than 1 to that of all technologies, and for an unknown indicator or group, with
 * the nearest known one
 */
export function topOf(what: string, context: ValueContext): TopItem[] {
  const {technologies} = context.snapshot;
  const {most, indicator, group} = parseTop(what, technologies);
  const valued = technologies
    .filter((technology) => group === null || groupSlug(technology.group) === group)
    .map(({slug, name}) => {
      const reference = `${indicator} ${slug}`;
      const {value, text} = resolveValue(reference, context);
      return {slug, name, reference, text, value};
    })
    .filter((one): one is TopItem & {value: number} => Number(one.value) > 0 && /[1-9]/.test(one.text))
    .sort((a, b) => b.value - a.value);
  const last = valued[Math.min(most, valued.length) - 1];
  return valued
    .filter(({value}) => value >= last!.value)
    .map(({slug, name, reference, text}) => ({slug, name, reference, text}));
}

/**
 * Why nothing can be said of the technologies with the highest values: the disclosure rule left out documents of the
 * dataset. Null where it left out none.
 * @throws RangeError as `topOf`
 */
export function missingTop(what: string, {snapshot}: ValueContext): Missing | null {
  const {indicator} = parseTop(what, snapshot.technologies);
  const [first] = snapshot.technologies;
  const parsed = parseReference(`${indicator} ${first!.slug}`, snapshot.technologies);
  const kept =
    "dataset" in parsed ? !snapshot.totals[parsed.dataset].partial : missingOf(parsed, snapshot) !== "totals";
  return kept ? null : "withheld";
}

/** How many technologies a list names, in words. @throws RangeError as `topOf` */
export function topNumber(what: string, context: ValueContext): string {
  return (context.words ?? narrativeWords).countWord(topOf(what, context).length);
}

/** Reads the request for a list. @throws RangeError as `topOf` */
export function parseTop(what: string, technologies: readonly TechnologyName[]): Top {
  const [number = "", indicator = "", group = null, ...rest] = what.trim().split(/\s+/);
  if (rest.length > 0 || indicator === "")
    throw new RangeError(`not a list: ${what}; write a number, an indicator and perhaps a group: 5 patents.share38`);
  const most = Number(number);
  if (!/^\d+$/.test(number) || most < 1 || most > technologies.length)
    throw new RangeError(`not a length of a list: ${number}; take a number from 1 to ${technologies.length}`);
  if (!indicators.includes(indicator))
    throw new RangeError(`unknown indicator: ${indicator}${nearestText(indicator, indicators)}`);
  const groups = [...new Set(technologies.map((one) => groupSlug(one.group)))];
  if (group !== null && !groups.includes(group))
    throw new RangeError(`unknown group: ${group}${nearestText(group, groups)}`);
  return {most, indicator, group};
}
