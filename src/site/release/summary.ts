import type {Manifest} from "../../../data-loaders/warehouse/manifest.ts";
import {provenanceOf} from "../../narrative/provenance.ts";
import {coarseningWords, disclosureWords, poolingWords} from "../../words/en/disclosure.ts";
import {provenanceWords} from "../../words/en/provenance.ts";
import {describeWeight, type Weight} from "./budgets.ts";

/** The results of the checks at the end of a build. */
export interface SiteAccount {
  /** The weight of each part, with its limit. */
  weights: readonly Weight[];
  /** Number of files searched for content that must not be published. */
  searched: number;
  /** The sources of the site's data; empty for a site without data. */
  sources: Manifest["sources"];
  /** The address of the published site, from SITE_URL. */
  siteUrl?: string;
  /** Whether the picture for shared links was drawn for this report, from records of the same provenance. */
  hasPicture: boolean;
}

const count = (value: number) => value.toLocaleString("en");

/**
 * Summarises a build in words: where the site is, which records it shows, its address, its weight against the limits,
 * what was searched and suppressed.
 * @param folder path of the site, as shown to the user
 */
export function describeSite(folder: string, account: SiteAccount): string {
  const {weights, searched, sources} = account;
  return [
    `the site is in ${folder}; npm run serve shows it`,
    ...(sources.length > 0 ? [`  ${provenanceWords.sentence(provenanceOf(sources)) ?? "All records are real."}`] : []),
    ...describeAddress(account).map((line) => `  ${line}`),
    ...weights.map(
      ({what, weight, limit, unit}) =>
        `  ${what}: ${describeWeight(weight, unit)} of at most ${describeWeight(limit, unit)}`
    ),
    `  searched ${count(searched)} files: no id of a record, no column beyond the schema, no path of this computer`,
    ...describeSuppression(sources).map((line) => `  ${line}`),
    ""
  ].join("\n");
}

function describeAddress({siteUrl, hasPicture}: SiteAccount): string[] {
  if (siteUrl === undefined)
    return ["no address: set SITE_URL for canonical links, a sitemap and a picture for shared links"];
  const redraw = "no picture for shared links: run npm run draw -- social-card and build again, since ours shows";
  return [`address ${siteUrl}`, ...(hasPicture ? [] : [`${redraw} another title or other records`])];
}

function describeSuppression(sources: SiteAccount["sources"]): string[] {
  const lines = sources.flatMap(({dataset, pooled, disclosure, coarsening}) => [
    ...(pooled ? [`${dataset}: ${poolingWords.line(...pooled)}`] : []),
    ...(disclosure ? [`${dataset}: ${disclosureWords.line(disclosure)}`] : []),
    ...(coarsening ? [`${dataset}: ${coarseningWords.line(coarsening)}`] : [])
  ]);
  if (lines.length > 0) return lines;
  const synthetic = sources.some(({dataset, synthetic}) => dataset === "deals" && synthetic);
  return [`suppressed nothing: ${synthetic ? "its deals are synthetic" : "none of its sources is licensed"}`];
}
