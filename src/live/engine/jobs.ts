import {regionValues} from "../../indicators/region-values.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {alternatives} from "../../narrative/alternatives.js";
import {claimsFor} from "../../narrative/claims.js";
import {truthsOf} from "../../narrative/flips.js";
import type {RegionText, RegionTextOptions} from "../../narrative/region-text/region-text.ts";
import {judge} from "../../narrative/verdicts.js";
import {type NextFlip, nextFlips} from "../../scenario/next-flips.js";
import {countingOf, methodOf} from "../../scenario/scenario.js";
import {profilesAt} from "../../scenario/profiles.js";
import {effectOf} from "../../decisions/effect.js";
import type {Job, JobKind} from "./protocol.ts";
import {robustness} from "./robustness.js";

const snapshot: Job<"snapshot"> = async ({scenario, memory}, {runner}) => await runner.snapshot(scenario, memory);
const profiles: Job<"profiles"> = async ({scenario}, {runner, base}) =>
  await runner.at(scenario, (engines) => profilesAt(engines, scenario, base.regions.keys()));

const report: Job<"report"> = async ({scenario, published, regions: codes, text}, {runner, base, breathe}) => {
  const values = await runner.snapshot(scenario);
  const others: {id: string; snapshot: Snapshot}[] = [];
  for (const {id, method, counting} of alternatives) {
    await breathe();
    others.push({id, snapshot: await runner.snapshot({...scenario, ...method, ...counting}, "alternatives")});
  }
  const verdicts = claimsFor(scenario.region, published, base.years).map(
    (claim) => [claim.id, judge(claim, {snapshot: values, published, alternatives: others})] as const
  );
  const regions = await runner.at(scenario, (engines) =>
    regionValues(
      engines,
      codes.map((code) => engines.places.codes.indexOf(code)),
      {
        method: methodOf(scenario),
        counting: countingOf(scenario),
        selected: engines.places.codes.indexOf(scenario.region),
        edition: scenario.edition
      }
    )
  );
  return {
    snapshot: values,
    verdicts: Object.fromEntries(verdicts),
    regions,
    text: text ? await writtenText(values, {published, alternatives: others}) : null
  };
};

/** Loaded when it is asked for: most pages have no place for the text. */
async function writtenText(snapshot: Snapshot, options: RegionTextOptions): Promise<RegionText> {
  const {writeRegionText} = await import("../../narrative/region-text/region-text.js");
  return writeRegionText(snapshot, options);
}

const next: Job<"next"> = async ({scenario, published}, {runner, base, breathe, tell}) => {
  const claims = claimsFor(scenario.region, published, base.years).filter(({kind}) => kind !== "number");
  const found: NextFlip[] = [];
  const flips = nextFlips(scenario, base, async (other) => {
    await breathe();
    return truthsOf(claims, await runner.snapshot(other, "next"), published);
  });
  for await (const flip of flips) {
    found.push(flip);
    tell(flip);
  }
  return found;
};

const flips: Job<"flips"> = async ({scenario, decisions}, {runner, breathe, tell}) => {
  for (const [at, decision] of decisions.entries()) {
    tell({at, effect: await effectOf(runner, scenario, decision)});
    await breathe();
  }
  return null;
};

/** All jobs by kind. */
export const jobs: {readonly [Kind in JobKind]: Job<Kind>} = {snapshot, report, next, robustness, profiles, flips};
