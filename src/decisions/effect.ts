import {benchmarkPlaces} from "../indicators/engine/indicators.js";
import {placeOf} from "../indicators/engine/load.js";
import {corner, type Matrix} from "../indicators/matrix.js";
import {gapCells, toldCount} from "../indicators/missing.js";
import {rca, sumCounts} from "../indicators/rca.js";
import {countingIn} from "../indicators/engine/counting.js";
import type {Engines, LensValues} from "../indicators/snapshot.ts";
import {countingOf, type LinkDecision, methodOf, type Scenario} from "../scenario/scenario.js";
import type {ScenarioRunner} from "../scenario/runner.ts";
import {type Dataset, datasetOf, lensOfVocabulary, type Vocabulary} from "../terms/lenses.js";

/**
 * The values of a technology in the scenario's region, in the lens of a vocabulary, null where they cannot be told:
 * numbers of documents, or millions of US dollars where amounts are counted.
 */
type Standing = Pick<LensValues, "missing" | "count" | "documents" | "rca">;

/** What a decision on one link changes in its technology. */
export interface LinkEffect {
  before: Standing;
  after: Standing;
}

/** The dataset whose documents have the codes of a vocabulary. */
export function datasetOfCodes(vocabulary: Vocabulary, {edition}: Pick<Scenario, "edition">): Dataset {
  return datasetOf(lensOfVocabulary(vocabulary), edition);
}

/** Whether two decisions concern the same link. */
export function sameLink(
  one: Pick<LinkDecision, "vocabulary" | "symbol" | "technology">,
  other: Pick<LinkDecision, "vocabulary" | "symbol" | "technology">
): boolean {
  return one.vocabulary === other.vocabulary && one.symbol === other.symbol && one.technology === other.technology;
}

/** Adds a decision, which replaces an earlier one on the same link. The result is in the order of a scenario. */
export function withDecision(decisions: readonly LinkDecision[], decision: LinkDecision): LinkDecision[] {
  const key = ({vocabulary, symbol, technology}: LinkDecision) => `${vocabulary} ${symbol} ${technology}`;
  return [...decisions.filter((other) => !sameLink(other, decision)), decision].sort((one, other) =>
    key(one) < key(other) ? -1 : 1
  );
}

/**
 * The values of a technology in a dataset, from engines that have been brought to the scenario. They equal those of a
 * snapshot, but only what a decision on a link can change is computed.
 * @param technology index from 0
 * @throws RangeError for a region that the tables lack
 */
function standingOf({places, engines}: Engines, dataset: Dataset, scenario: Scenario, technology: number): Standing {
  const place = placeOf(places, scenario.region);
  const {engine, universe} = engines[dataset];
  const counting = countingIn(dataset, countingOf(scenario));
  const all = engine.countsBy(counting);
  const counts = counting.universe === "full" ? all : corner(all, places.count, universe.technologies);
  const {benchmark} = methodOf(scenario);
  const among = benchmarkPlaces(places, place, counting);
  const sums = sumCounts(counts, among);
  const ratios = rca(counts, {benchmark, among, targets: universe.technologies, sums});
  const documents =
    counting.measure === "documents" ? all : engine.countsBy({counting: counting.counting, measure: "documents"});
  const {withheld, partial} = engine;
  const missing = gapCells({counts: all, documents, withheld, partial}, universe.technologies)(place, technology);
  const at = ({values, columns}: Matrix) => values[place * columns + technology]!;
  const isTold = missing === null && sums.locations[place]! > 0;
  return {missing, ...toldCount(missing, at(all), at(documents)), rca: isTold ? at(ratios) : null};
}

/** The effect of a decision on its technology, compared with the scenario without it. */
export async function effectOf(
  runner: ScenarioRunner,
  scenario: Scenario,
  decision: LinkDecision
): Promise<LinkEffect> {
  const dataset = datasetOfCodes(decision.vocabulary, scenario);
  const standing = async (at: Scenario) =>
    await runner.at(at, (engines) =>
      standingOf(
        engines,
        dataset,
        at,
        engines.technologies.findIndex(({slug}) => slug === decision.technology)
      )
    );
  return {
    before: await standing(scenario),
    after: await standing({...scenario, decisions: withDecision(scenario.decisions, decision)})
  };
}
