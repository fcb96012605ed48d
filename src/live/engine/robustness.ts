import {claimsFor} from "../../narrative/claims.js";
import {runDesign, type SpecificationRow, triedClaims} from "../../scenario/robustness.js";
import {makeDesign} from "../../scenario/specifications.js";
import type {Job} from "./protocol.ts";

/** Milliseconds between two parts. */
const pace = 250;

/** Computes the specifications of a region one after another, and sends them in parts. */
export const robustness: Job<"robustness"> = async (
  {region, chosen, count, published},
  {runner, base, tell, breathe}
) => {
  const design = makeDesign(base, {region, chosen: new Set(chosen), count});
  const snapshot = await runner.snapshot(design.specifications[0]!.scenario, "specifications");
  let waiting: SpecificationRow[] = [];
  let done = 0,
    last = -Infinity;
  for await (const {row} of runDesign(
    runner,
    design,
    triedClaims(claimsFor(region, published, base.years)),
    published,
    breathe
  )) {
    waiting.push(row);
    ++done;
    if (performance.now() - last < pace && done < design.specifications.length) continue;
    last = performance.now();
    tell({rows: waiting, ...(done === waiting.length && {snapshot})});
    waiting = [];
  }
  return done;
};
