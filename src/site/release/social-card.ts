import {readFileSync} from "node:fs";
import {provenanceOf, type RecordSource} from "../../narrative/provenance.ts";
import {provenanceWords} from "../../words/en/provenance.ts";

/** The picture that other sites show beside a link; `npm run draw -- social-card` draws it. */
export const socialCard = {
  file: "social-card.png",
  /** The file that says which records the picture was drawn from. */
  facts: "social-card.json",
  width: 1200,
  height: 630
} as const;

export interface SocialCardFacts {
  /** The sentence on synthetic records; null if the picture shows real ones. */
  provenance: string | null;
}

/** Whether the picture was drawn from records of the same provenance as those of a site. */
export function showsRecordsOf(sources: readonly RecordSource[]): boolean {
  const facts = JSON.parse(readFileSync(new URL(socialCard.facts, import.meta.url), "utf8")) as SocialCardFacts;
  return facts.provenance === provenanceWords.sentence(provenanceOf(sources));
}
