import type {LensValues, Snapshot} from "../indicators/snapshot.ts";
import {parseReference} from "../narrative/references.js";
import {formatNumber} from "../text/numbers.js";
import {claimCardWords} from "../words/en/live.js";
import {narrativeWords} from "../words/en/narrative.js";

/** The values of the technology whose RCA a reference is; null for another reference. */
export function rcaOf(reference: string, {technologies}: Pick<Snapshot, "technologies">): LensValues | null {
  const parsed = parseReference(reference, technologies);
  if (parsed.kind !== "technology" || parsed.indicator !== "rca") return null;
  return technologies.find(({slug}) => slug === parsed.technology)!.lenses[parsed.dataset];
}

/** The 95% interval of an RCA, in brackets; nothing for another reference. */
export function intervalText(reference: string, snapshot: Pick<Snapshot, "technologies">): string {
  const {low = null, high = null} = rcaOf(reference, snapshot) ?? {};
  const number = (value: number) => formatNumber(value, 2, narrativeWords);
  return low === null || high === null ? "" : claimCardWords.interval(number(low), number(high));
}
