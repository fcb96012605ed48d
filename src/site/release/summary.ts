import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {disclosureWords} from "../../words/en/disclosure.ts";
import {describeWeight, type Weight} from "./budgets.ts";

/** The results of the checks at the end of a build. */
export interface SiteAccount {
  /** The weight of each part, with its limit. */
  weights: readonly Weight[];
  /** Number of files searched for content that must not be published. */
  searched: number;
  /** The sources of the site's data; empty for a site without data. */
  sources: Manifest["sources"];
}

const count = (value: number) => value.toLocaleString("en");

/**
 * Summarises a build in words: where the site is, its weight against the limits, what was searched and suppressed.
 * @param folder path of the site, as shown to the user
 */
export function describeSite(folder: string, {weights, searched, sources}: SiteAccount): string {
  const suppressed = sources.flatMap(({dataset, disclosure}) =>
    disclosure ? `${dataset}: ${disclosureWords.line(disclosure)}` : []
  );
  return [
    `the site is in ${folder}; npm run serve shows it`,
    ...weights.map(
      ({what, weight, limit, unit}) =>
        `  ${what}: ${describeWeight(weight, unit)} of at most ${describeWeight(limit, unit)}`
    ),
    `  searched ${count(searched)} files: no id of a record, no column beyond the schema, no path of this computer`,
    ...(suppressed.length > 0 ? suppressed : ["suppressed nothing, since no source is confidential"]).map(
      (line) => `  ${line}`
    ),
    ""
  ].join("\n");
}
