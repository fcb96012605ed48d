import {profilesAt} from "../../scenario/profiles.js";
import type {Job, JobKind} from "./protocol.ts";

const snapshot: Job<"snapshot"> = async ({scenario, memory}, {bench}) => await bench.snapshot(scenario, memory);
const profiles: Job<"profiles"> = async ({scenario}, {bench, base}) => await bench.at(scenario, (engines) => profilesAt(engines, scenario, base.regions.keys()));

/** All jobs by kind. */
export const jobs: {readonly [Kind in JobKind]: Job<Kind>} = {snapshot, profiles};
