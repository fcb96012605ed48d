import type {Snapshot} from "../../indicators/snapshot.ts";
import {makeDesign} from "../../scenario/specifications.js";
import {messageOf} from "../../text/message-of.js";
import {startEngine} from "../engine/client.js";
import {idle} from "./compute.js";

/** The specifications of a region. */
export interface Specifications {
  /** A snapshot under each one tried so far, in the order of the design. */
  tried: readonly Snapshot[];
  /** How many there are; null before that is known. */
  of: number | null;
  /** Why no more are tried. */
  failed?: string;
}

/** Milliseconds between two reports. */
const pace = 250;

/**
 * Computes the report's specifications of a region one after another. The page's own computations go first.
 * @param tell receives all that are tried so far, a few times a second and at the end
 */
export async function trySpecifications(
  region: string,
  signal: AbortSignal,
  tell: (specifications: Specifications) => void
): Promise<void> {
  const tried: Snapshot[] = [];
  let of: number | null = null;
  try {
    const engine = await startEngine();
    const {specifications} = makeDesign(engine.base, {region});
    of = specifications.length;
    let last = performance.now();
    for (const {scenario} of specifications) {
      await idle();
      tried.push(await engine.run("snapshot", {scenario, memory: "specifications"}, {signal}));
      if (performance.now() - last < pace && tried.length < of) continue;
      last = performance.now();
      tell({tried: tried.slice(), of});
    }
  } catch (error) {
    if (!signal.aborted) tell({tried, of, failed: messageOf(error)});
  }
}
