import {whatIfPart} from "./what-if.js";
import {robustnessPart} from "./robustness.js";
import {regionPart} from "./region.ts";
import {classificationPart} from "./classification.ts";
import {evidencePart} from "./evidence.ts";
import {reviewPart} from "./review.ts";
import {forkList} from "./forks.ts";
import {yourData} from "./your-data.ts";
import type {LabPart} from "./part.ts";

/** The parts of the lab, by the id in `{{lab ID}}`. */
export const labParts: ReadonlyMap<string, LabPart> = new Map<string, LabPart>([
  ["what-if", whatIfPart],
  ["robustness", robustnessPart],
  ["region", regionPart],
  ["classification", classificationPart],
  ["review", reviewPart],
  ["evidence", evidencePart],
  ["forks", forkList],
  ["your-data", yourData]
]);
