import type {RegionValues} from "../../indicators/region-values.ts";
import type {RegionProfiles} from "../../indicators/peers.ts";
import type {Snapshot} from "../../indicators/snapshot.ts";
import type {Published} from "../../narrative/published.ts";
import type {RegionText} from "../../narrative/region-text/region-text.ts";
import type {Judgement} from "../../narrative/verdicts.ts";
import type {NextFlip} from "../../scenario/next-flips.ts";
import type {SpecificationRow} from "../../scenario/robustness.ts";
import type {Family} from "../../scenario/specifications.ts";
import type {LinkEffect} from "../../decisions/effect.ts";
import type {LinkDecision, Scenario, ScenarioBase} from "../../scenario/scenario.ts";
import type {ScenarioRunner} from "../../scenario/runner.ts";

export interface RobustnessAsk {
  region: string;
  /** Subjects whose choices vary. */
  chosen: readonly Family[];
  count: number;
  published: Published;
}

export interface RobustnessPart {
  rows: SpecificationRow[];
  /** The published view; sent with the first rows. */
  snapshot?: Snapshot;
}

/** The jobs of the worker, by kind: its question, its answer, and the parts that it sends before the answer. */
export interface Jobs {
  /** The snapshot of a scenario. */
  snapshot: {ask: {scenario: Scenario; memory?: string}; answer: Snapshot; part: never};
  /** All data of the pages under a scenario: values, verdicts, and the values of some regions for maps and rankings. */
  report: {
    ask: {scenario: Scenario; published: Published; regions: readonly string[]; text: boolean};
    answer: {
      snapshot: Snapshot;
      verdicts: Record<string, Judgement>;
      regions: RegionValues;
      /** The text about the region, if it was asked for. */
      text: RegionText | null;
    };
    part: never;
  };
  /** The next flips of claims. Each is also sent as soon as it is found. */
  next: {ask: {scenario: Scenario; published: Published}; answer: NextFlip[]; part: NextFlip};
  /**
   * Specifications of a region: rows in parts, of which the first also holds the region's published view. The answer is
   * the number of rows.
   */
  robustness: {ask: RobustnessAsk; answer: number; part: RobustnessPart};
  /** RCA, counts and expected documents of all regions in the lens of a scenario. */
  profiles: {ask: {scenario: Scenario}; answer: RegionProfiles; part: never};
  /** The effects of decisions on links, each sent as a part. */
  flips: {
    ask: {scenario: Scenario; decisions: readonly LinkDecision[]};
    answer: null;
    part: {at: number; effect: LinkEffect};
  };
}

export type JobKind = keyof Jobs;

/** What a job has at hand. */
interface JobContext<Kind extends JobKind> {
  runner: ScenarioRunner;
  base: ScenarioBase;
  /** Sends a part to the page. */
  tell(part: Jobs[Kind]["part"]): void;
  /**
   * Lets other jobs run.
   * @throws Stopped when the page no longer waits for this job
   */
  breathe(): Promise<void>;
}

/** Computes the answer to a question. */
export type Job<Kind extends JobKind> = (
  ask: Jobs[Kind]["ask"],
  context: JobContext<Kind>
) => Promise<Jobs[Kind]["answer"]>;

/** Ends a job for which the page no longer waits. */
export class Stopped extends Error {}

/** Messages from the page: first what to open, then jobs and answers to queries. */
export type ToWorker =
  | {kind: "open"; base: ScenarioBase; first: Scenario}
  | {kind: "job"; id: number; job: JobKind; ask: unknown}
  | {kind: "stop"; id: number}
  | {kind: "columns"; id: number; columns?: Record<string, ArrayLike<unknown>>; error?: string};

/** Messages from the worker: queries and results. */
export type FromWorker =
  | {kind: "query"; id: number; sql: string}
  | {kind: "opened"}
  /** A sign of life amid a long job. */
  | {kind: "alive"}
  | {kind: "failed"; message: string}
  | {kind: "part"; id: number; part: unknown}
  | {kind: "answer"; id: number; answer: unknown}
  | {kind: "error"; id: number; message: string; stopped: boolean};
