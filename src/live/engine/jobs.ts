import {effectOf} from "../../review/effect.js";
import type {Job, JobKind} from "./protocol.ts";

const snapshot: Job<"snapshot"> = async ({scenario, memory}, {bench}) => await bench.snapshot(scenario, memory);

const flips: Job<"flips"> = async ({scenario, decisions}, {bench, breathe, tell}) => {
  for (const [at, decision] of decisions.entries()) {
    tell({at, effect: await effectOf(bench, scenario, decision)});
    await breathe();
  }
  return null;
};

/** All jobs by kind. */
export const jobs: {readonly [Kind in JobKind]: Job<Kind>} = {snapshot, flips};
