import assert from "node:assert/strict";
import test from "node:test";
import {farthest, type NextFlip, nextFlips} from "../../../src/scenario/next-flips.ts";
import {publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {base} from "./fixture.ts";

const published = publishedScenario(base);

async function collect(
  scenario: Scenario,
  claims: Record<string, (scenario: Scenario) => boolean | null>
): Promise<NextFlip[]> {
  const found: NextFlip[] = [];
  for await (const flip of nextFlips(
    scenario,
    base,
    async (one) => new Map(Object.entries(claims).map(([id, claim]) => [id, claim(one)]))
  ))
    found.push(flip);
  return found;
}

test("each way of a slider ends at the first value that turns a claim, nearest first", async () => {
  const found = await collect(published, {
    far: ({rca_threshold: cut}) => cut < 1.42,
    near: ({similarity_cpc: least}) => least > 0.215,
    both: ({rca_threshold: cut}) => cut > 0.87
  });
  assert.deepEqual(
    found,
    [
      {field: "similarity_cpc", value: 0.21, steps: 3, claims: ["near"]},
      {field: "rca_threshold", value: 0.85, steps: 3, claims: ["both"]},
      {field: "rca_threshold", value: 1.45, steps: 9, claims: ["far"]}
    ].sort((a, b) => a.steps - b.steps || (a.field === "rca_threshold" ? -1 : 1))
  );
});

test("other choices follow, and what the data cannot tell turns nothing", async () => {
  const found = await collect(published, {
    mean: ({quadrant_cut: cut}) => cut !== "mean",
    untold: ({relatedness}) => (relatedness === "cosine" ? true : null)
  });
  assert.deepEqual(found, [{field: "quadrant_cut", value: "mean", steps: 1, claims: ["mean"]}]);
});

test("lines that are not used are not walked; fixed ones are, within their limits", async () => {
  const tried: Scenario[] = [];
  const claim = {
    watch: (scenario: Scenario) => {
      tried.push(scenario);
      return true;
    }
  };
  assert.deepEqual(await collect(published, claim), []);
  assert.ok(tried.every(({quadrant_relatedness: line}) => line === published.quadrant_relatedness));
  tried.length = 0;
  await collect({...published, quadrant_cut: "fixed", quadrant_relatedness: 99}, claim);
  const lines = tried.map(({quadrant_relatedness: line}) => line);
  assert.equal(Math.max(...lines), 100);
  assert.equal(Math.min(...lines), 99 - farthest / 2);
});
