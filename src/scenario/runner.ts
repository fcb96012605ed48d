import {linkKey, type OwnDecisions} from "../indicators/engine/classifier.js";
import {LensEngine} from "../indicators/engine/engine.js";
import {loadLens, type Query} from "../indicators/engine/load.js";
import {openEngines, type OpenOptions} from "../indicators/engine/open.js";
import {type Engines, type Snapshot, SnapshotMemory, takeSnapshot} from "../indicators/snapshot.js";
import {countingOf, type LinkDecision, methodOf, type Scenario, thresholdsOf, yearsIn} from "./scenario.js";
import {type Dataset, datasets, type Vocabulary, type Years} from "../terms/lenses.js";

/** Ids of codes by vocabulary and symbol. */
type CodeIds = ReadonlyMap<string, number>;

/** The rows of a dataset that a scenario counts, as a key. */
function rowsIn(scenario: Scenario, dataset: Dataset): string {
  return [...yearsIn(scenario, dataset), ...(dataset === "deals" ? [scenario.deal_types] : [])].join(" ");
}

/**
 * The engines of all datasets, which it brings to one scenario after another. It reloads the rows that change, and
 * updates everything else by difference.
 *
 * It finishes each piece of work before the next, so that two scenarios requested at once never mix.
 */
export class ScenarioRunner {
  readonly #query: Query;
  readonly #engines: Engines;
  readonly #codes: CodeIds;
  /** What is loaded of each dataset: its years, and of deals their types. */
  readonly #loaded: Map<string, string>;
  readonly #names: ReadonlyMap<string, string>;
  /** By name: requests alternate between the published view and the reader's, so each has its own. */
  readonly #memories = new Map<string, SnapshotMemory>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    query: Query,
    engines: Engines,
    codes: CodeIds,
    names: ReadonlyMap<string, string>,
    first: Scenario
  ) {
    this.#query = query;
    this.#engines = engines;
    this.#codes = codes;
    this.#names = names;
    this.#loaded = new Map(datasets.map((dataset) => [dataset, rowsIn(first, dataset)]));
  }

  /**
   * Loads what the first scenario needs.
   * @param names of the regions that can be requested, by code
   */
  static async open(
    query: Query,
    names: ReadonlyMap<string, string>,
    first: Scenario,
    {progress}: Pick<OpenOptions, "progress"> = {}
  ): Promise<ScenarioRunner> {
    const years = Object.fromEntries(datasets.map((dataset) => [dataset, yearsIn(first, dataset)])) as Record<
      Dataset,
      Years
    >;
    const engines = await openEngines(query, thresholdsOf(first), {
      years,
      types: first.deal_types,
      ...(progress && {progress})
    });
    const {code, vocabulary, symbol} = await query("SELECT code, vocabulary, symbol FROM codes");
    const codes = new Map(
      Array.from(code!, (id, i) => [`${String(vocabulary![i])} ${String(symbol![i])}`, Number(id)])
    );
    return new ScenarioRunner(query, engines, codes, names, first);
  }

  /**
   * Runs work on engines that have been brought to a scenario. No other work uses them until it ends.
   * @throws RangeError for a scenario that the data do not support
   */
  async at<T>(scenario: Scenario, work: (engines: Engines) => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      await this.#bring(scenario);
      return await work(this.#engines);
    });
    this.#last = turn.catch(() => {});
    return await turn;
  }

  /**
   * Computes the snapshot of a scenario.
   * @param memory name of the results that may be reused; scenarios that differ little should share one
   */
  async snapshot(scenario: Scenario, memory = "reader"): Promise<Snapshot> {
    return await this.at(scenario, (engines) => this.take(engines, scenario, memory));
  }

  /** The snapshot of a scenario, from engines that have been brought to it. */
  take(engines: Engines, scenario: Scenario, memory = "reader"): Snapshot {
    const kept = this.#memories.get(memory) ?? new SnapshotMemory();
    this.#memories.set(memory, kept);
    const name = this.#names.get(scenario.region) ?? scenario.region;
    return takeSnapshot(engines, {
      region: {code: scenario.region, name},
      method: methodOf(scenario),
      counting: countingOf(scenario),
      edition: scenario.edition,
      memory: kept
    });
  }

  /** The id of a code; undefined if no table has the code. */
  codeOf(vocabulary: Vocabulary, symbol: string): number | undefined {
    return this.#codes.get(`${vocabulary} ${symbol}`);
  }

  async #bring(scenario: Scenario): Promise<void> {
    const {places, engines} = this.#engines;
    const rule = thresholdsOf(scenario);
    for (const dataset of datasets) {
      const rows = rowsIn(scenario, dataset);
      if (this.#loaded.get(dataset) === rows) continue;
      const {universe} = engines[dataset];
      const {folded, links} = await loadLens(
        this.#query,
        dataset,
        places,
        universe,
        yearsIn(scenario, dataset),
        scenario.deal_types
      );
      engines[dataset] = {engine: new LensEngine(folded, places.count, universe, links, rule), universe};
      this.#loaded.set(dataset, rows);
    }
    const decisions = this.#ownDecisions(scenario.decisions);
    for (const dataset of datasets) engines[dataset].engine.apply(rule, decisions);
  }

  #ownDecisions(decisions: readonly LinkDecision[]): OwnDecisions | undefined {
    if (decisions.length === 0) return undefined;
    const slugs = this.#engines.technologies.map(({slug}) => slug);
    const own = new Map<number, "accept" | "reject">();
    for (const {vocabulary, symbol, technology, decision} of decisions) {
      const code = this.codeOf(vocabulary, symbol);
      // The code may come from another build. The scenario stays readable, and the decision has no effect.
      if (code !== undefined) own.set(linkKey({code, technology: slugs.indexOf(technology)}), decision);
    }
    return own;
  }
}
