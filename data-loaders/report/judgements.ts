import type {Snapshot} from "../../src/indicators/snapshot.ts";
import {ask, createView} from "../../src/narrative/claims/view.ts";
import {type Claim, claimsFor, onClaim} from "../../src/narrative/claims.ts";
import type {Published} from "../../src/narrative/published.ts";
import type {AlternativeData, ReportData} from "../../src/narrative/report-data.ts";
import {type WordlessJudgement, judgeWithoutWords} from "../../src/narrative/judgement.ts";
import {
  curvesOf,
  describeSnapshot,
  type RobustnessData,
  summarise,
  triedClaims
} from "../../src/scenario/robustness.ts";
import {makeDesign} from "../../src/scenario/specifications.ts";
import {type Lens, lenses} from "../../src/terms/lenses.ts";
import {scenarioBase} from "../../src/scenario/base.ts";
import type {PageConfig} from "../../src/terms/report-config.ts";
import type {ReportValues} from "./values.ts";

/** Verdicts on the claims, without words. */
export interface Judgements extends Pick<ReportData, "alternatives" | "robustness"> {
  /** By claim id, for the claims that apply to the region. */
  verdicts: Record<string, WordlessJudgement>;
}

/**
 * Judges every claim by the values of a region.
 * @param specifications those of `computeValues`
 */
export function judgeReport(
  values: ReportValues,
  specifications: readonly Snapshot[],
  {published, config}: {published: Published; config: PageConfig}
): Judgements {
  const {snapshot, alternatives, region} = values;
  const claims = claimsFor(region.code, published, values.years);
  const view = createView(snapshot, published);
  // Before the specifications, so that an error names its claim.
  for (const claim of claims) onClaim(claim, () => ask(claim, view));
  const robustness = summariseSpecifications(values, specifications, {claims, published, config});
  const context = {snapshot, published, alternatives, robustness: robustness.summary.claims};
  return {
    robustness,
    verdicts: Object.fromEntries(
      claims.map((claim) => [claim.id, onClaim(claim, () => judgeWithoutWords(claim, context))])
    ),
    alternatives: alternatives.map((alternative) => describeAlternative(alternative, claims, published))
  };
}

function summariseSpecifications(
  values: ReportValues,
  snapshots: readonly Snapshot[],
  {claims, published, config}: {claims: readonly Claim[]; published: Published; config: PageConfig}
): RobustnessData {
  const design = makeDesign(scenarioBase({...values, config}), {count: snapshots.length});
  const tried = triedClaims(claims);
  const slugs = values.snapshot.technologies.map(({slug}) => slug);
  const rows = snapshots.map((snapshot) => describeSnapshot(snapshot, tried, published));
  const ids = tried.map(({id}) => id);
  return {summary: summarise(design, rows, ids, slugs), curves: curvesOf(rows, slugs.length)};
}

function describeAlternative(
  {id, snapshot}: ReportValues["alternatives"][number],
  claims: readonly Claim[],
  published: Published
): AlternativeData {
  const {technologies, lines} = snapshot;
  const view = createView(snapshot, published);
  return {
    id,
    lines,
    quadrants: technologies.map(({quadrant}) => quadrant),
    above: Object.fromEntries(
      lenses.map((lens) => [
        lens,
        technologies
          .map(
            ({
              lenses: {
                [lens]: {rca}
              }
            }) => (rca === null ? "-" : rca > 1 ? "1" : "0")
          )
          .join("")
      ])
    ) as Record<Lens, string>,
    fails: claims.filter((claim) => ask(claim, view).truth === false).map((claim) => claim.id)
  };
}
