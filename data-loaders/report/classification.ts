import type {Query} from "../../src/indicators/engine/load.ts";
import type {RuleThresholds} from "../../src/indicators/link-rule.ts";
import {
  type Bands,
  basisOf,
  candidatesSql,
  judgeLinks,
  type JudgedLink,
  readCandidates
} from "../../src/indicators/links.ts";
import type {ClassificationData} from "../../src/narrative/report-data.ts";

/** The technology and vocabulary whose candidates serve as an example in a drawing; by default the first technology. */
const preferred = {slug: "photonics", vocabulary: "cpc"} as const;

/** Maximum number of links awaiting a decision in the page before any script runs. */
const mostWaiting = 30;

/**
 * How the published links came about, without CPC subclasses, which no document carries.
 * @param slugs technologies in the order of their ids
 */
export async function readClassification(
  query: Query,
  slugs: readonly string[],
  thresholds: RuleThresholds,
  bands: Bands
): Promise<ClassificationData> {
  const links = judgeLinks(readCandidates(await query(candidatesSql)), thresholds, bands);
  const number = (of: readonly JudgedLink[], test: (link: JudgedLink) => boolean) => of.filter(test).length;
  const waiting = links.filter((link) => link.waiting);
  const example = {...preferred, slug: slugs.includes(preferred.slug) ? preferred.slug : slugs[0]!};
  return {
    candidates: links.length,
    reviewed: number(links, ({decision}) => decision === "accept" || decision === "reject"),
    technologies: slugs.map((slug, i) => {
      const own = links.filter(({technology}) => technology === i + 1);
      const accepted = own.filter((link) => link.accepted);
      const by = (basis: string) => number(accepted, (link) => basisOf(link) === basis);
      return {
        slug,
        links: {
          cpc: number(accepted, ({vocabulary}) => vocabulary === "cpc"),
          topic: number(accepted, ({vocabulary}) => vocabulary === "topic"),
          industry: number(accepted, ({vocabulary}) => vocabulary === "industry")
        },
        basis: {reviewers: by("reviewers"), core: by("core"), evidence: by("evidence"), title: by("title")},
        rejected: number(own, ({decision}) => decision === "reject"),
        candidates: own.length,
        waiting: number(own, (link) => link.waiting)
      };
    }),
    example: {
      ...example,
      links: links.filter(
        ({technology, vocabulary}) => vocabulary === example.vocabulary && slugs[technology - 1] === example.slug
      )
    },
    waiting: {all: waiting.length, links: waiting.filter(({vocabulary}) => vocabulary === "cpc")},
    shown: mostWaiting
  };
}
