import assert from "node:assert/strict";
import {test} from "node:test";
import {scenarioBase} from "../../../src/scenario/base.ts";

type Report = Parameters<typeof scenarioBase>[0];

test("a scenario can refer to the regions offered, the report's own, its technologies and its years", () => {
  const years = {patents: [2016, 2024], publications: [2017, 2025], deals: [2018, 2026]} as const;
  const thresholds = {} as Report["thresholds"];
  const places: Report["places"] = [
    {code: "BE2", name: "Vlaams Gewest", level: "nuts1"},
    {code: "NL41", name: "Noord-Brabant", level: "nuts2"}
  ];
  const snapshot = {technologies: [{slug: "drones"}, {slug: "photonics"}]} as unknown as Report["snapshot"];
  const config = {region: {code: "NO0B", name: "Svalbard"}, byline: "", years, benchmark: "mean", peers: []} as const;
  const base = scenarioBase({
    config,
    region: {code: "NO0B", name: "Svalbard"},
    thresholds,
    years,
    pooled: ["deals"],
    places,
    snapshot
  });
  assert.equal(base.region, "NO0B");
  assert.deepEqual(Object.fromEntries(base.regions), {BE2: "Vlaams Gewest", NL41: "Noord-Brabant", NO0B: "Svalbard"});
  assert.deepEqual([...base.technologies], ["drones", "photonics"]);
  assert.deepEqual([base.years, base.pooled, base.thresholds], [years, ["deals"], thresholds]);
  assert.deepEqual([base.reportYears, base.benchmark], [years, "mean"]);
});
