import type {Query} from "../../src/indicators/engine/load.ts";
import type {Snapshot} from "../../src/indicators/snapshot.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import type {ScenarioBase} from "../../src/scenario/scenario.ts";
import type {Design} from "../../src/scenario/specifications.ts";

/** Computes a region under every specification of a design, in order, on separate engines. */
export async function takeSpecifications(
  query: Query,
  base: ScenarioBase,
  {specifications}: Pick<Design, "specifications">
): Promise<Snapshot[]> {
  // Many specifications share a window of years, so query results are kept.
  const kept = new Map<string, ReturnType<Query>>();
  const remembering: Query = (sql) => {
    const known = kept.get(sql) ?? query(sql);
    kept.set(sql, known);
    return known;
  };
  const runner = await ScenarioRunner.open(remembering, base.regions, specifications[0]!.scenario);
  const snapshots: Snapshot[] = [];
  for (const {scenario} of specifications) snapshots.push(await runner.snapshot(scenario, "specifications"));
  return snapshots;
}
