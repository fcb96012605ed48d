import type {Job, JobKind} from "./protocol.ts";
import {robustness} from "./robustness.js";

const snapshot: Job<"snapshot"> = async ({scenario, memory}, {bench}) => await bench.snapshot(scenario, memory);

/** All jobs by kind. */
export const jobs: {readonly [Kind in JobKind]: Job<Kind>} = {snapshot, robustness};
