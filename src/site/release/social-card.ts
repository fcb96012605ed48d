import {readFileSync} from "node:fs";
import {isDeepStrictEqual} from "node:util";
import type {ReportConfig} from "../../terms/report-config.ts";
import {provenanceOf, type RecordSource} from "../../narrative/provenance.ts";
import {provenanceWords} from "../../words/en/provenance.ts";

/** The picture that other sites show beside a link; `npm run draw -- social-card` draws it. */
export const socialCard = {
  file: "social-card.png",
  /** The file that says for which report and from which records the picture was drawn. */
  facts: "social-card.json",
  width: 1200,
  height: 630
} as const;

export interface SocialCardFacts {
  /** Title of the report. */
  title: string;
  /** The sentence on synthetic records; null if the picture shows real ones. */
  provenance: string | null;
}

/** What a picture of a report would have to show. */
export interface Shown {
  config: Pick<ReportConfig, "title">;
  sources: readonly RecordSource[];
}

export function factsOf({config, sources}: Shown): SocialCardFacts {
  return {title: config.title, provenance: provenanceWords.sentence(provenanceOf(sources))};
}

/** Whether the picture was drawn for this report, from records of the same provenance. */
export function shows(shown: Shown): boolean {
  const facts = JSON.parse(readFileSync(new URL(socialCard.facts, import.meta.url), "utf8")) as SocialCardFacts;
  return isDeepStrictEqual(facts, factsOf(shown));
}
