import assert from "node:assert/strict";
import {test} from "node:test";
import {datasetOfCodes, effectOf, withDecision} from "../../../src/decisions/effect.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {type LinkDecision, publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {reviewWords} from "../../../src/words/en/decisions.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";
import {reportChoices} from "../../support/report-choices.ts";
import {
  isAccepted,
  openWorld,
  randomWorld,
  type World,
  whole,
  worldRule,
  worldTechnologies
} from "../../support/small-world.ts";

const random = randomWorld(3, 30);
const published = publishedScenario({region: "BE2", thresholds: worldRule, years: {}, ...reportChoices});

async function runnerOf(world: World): Promise<ScenarioRunner> {
  const {db, query} = await openWorld(world);
  closeAtExit(db);
  return await ScenarioRunner.open(query, new Map(), published);
}

test("the effect of a decision tells what two snapshots tell, and as little of what is missing", async () => {
  const kinds = new Set<string>();
  const undisclosed: World = {
    ...whole(random),
    documents: {...random.documents, deals: random.documents.deals.map((deal) => ({...deal, amount: null}))}
  };
  for (const world of [random, whole(random), undisclosed]) {
    const runner = await runnerOf(world);
    const moves: Partial<Scenario>[] = [{}, {measure: "documents"}, {region: "NL41", universe: "technologies"}];
    for (const move of moves)
      for (const link of world.links) {
        const {vocabulary, symbol, technology} = link;
        const scenario = {...published, ...move};
        const decision: LinkDecision = {
          vocabulary,
          symbol,
          technology: worldTechnologies[technology - 1]!.slug,
          decision: isAccepted(link) ? "reject" : "accept"
        };
        const {before, after} = await effectOf(runner, scenario, decision);
        const decided = {...scenario, decisions: withDecision([], decision)};
        for (const [found, at] of [
          [before, scenario],
          [after, decided]
        ] as const) {
          const {lenses} = (await runner.snapshot(at)).technologies[technology - 1]!;
          const {missing, count, documents, rca} = lenses[datasetOfCodes(vocabulary, scenario)];
          assert.deepEqual(found, {missing, count, documents, rca}, JSON.stringify([decision, move]));
          kinds.add(missing ?? (rca === null ? "no total" : "known"));
        }
      }
  }
  assert.deepEqual([...kinds].sort(), ["known", "no total", "partly", "totals", "undisclosed", "withheld"]);
});

test("an RCA that cannot be told stands in no effect", () => {
  assert.equal(reviewWords.effect(2, "deals", null, 1.5), "+2 deals");
  assert.equal(reviewWords.effect(-1, "deals", 1.5, null), "−1 deal");
  assert.equal(reviewWords.effect(1, "patents", 0, 0.25), "+1 patent; RCA 0.00 → 0.25");
});
