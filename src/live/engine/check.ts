import type {RuleThresholds} from "../indicators/link-rule.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import {columnsOf} from "./database.js";
import {loadReport} from "./report.js";
import {statusWords} from "./words.js";

/** What the page sends to the worker: what to compute, then answers to its queries. */
export type ToWorker =
  | {kind: "compute"; region: Snapshot["region"]; thresholds: RuleThresholds}
  | {kind: "columns"; id: number; columns?: Record<string, ArrayLike<unknown>>; error?: string};

/** What the worker sends: queries, then what came out. */
export type FromWorker = {kind: "query"; id: number; sql: string} | {kind: "snapshot"; snapshot: Snapshot} | {kind: "failed"; message: string};

/**
 * Starts the database behind the page, computes every value again from the Parquet files, and compares them with those
 * from which the page was written. The page says what came out; nothing that stands on it moves.
 */
export async function goLive(root: ParentNode): Promise<void> {
  const status = root.querySelector<HTMLElement>("[data-live-status]")!;
  const say = (text: string, state: string) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  try {
    if (typeof WebAssembly === "undefined") throw new Error("it has no WebAssembly");
    say(statusWords.loading, "loading");
    const started = performance.now();
    const report = await loadReport();
    const computed = await computeSnapshot(report, () => say(statusWords.checking, "checking"));
    const {compared, different} = compareSnapshots(report.snapshot, computed);
    if (different > 0) say(statusWords.differs(different), "differs");
    else say(statusWords.live(compared, (performance.now() - started) / 1000), "live");
  } catch (error) {
    say(statusWords.failed(error instanceof Error ? error.message : String(error)), "failed");
  }
}

/** The snapshot of a region, computed in a worker over the page's database. */
async function computeSnapshot({region, thresholds}: {region: Snapshot["region"]; thresholds: RuleThresholds}, loaded: () => void): Promise<Snapshot> {
  const worker = new Worker(import.meta.resolve("./engine-worker.js"), {type: "module"});
  const send = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  try {
    return await new Promise<Snapshot>((resolve, reject) => {
      worker.onerror = ({message}) => reject(new Error(message || "its worker does not start"));
      worker.onmessage = ({data}: MessageEvent<FromWorker>) => {
        if (data.kind === "snapshot") return resolve(data.snapshot);
        if (data.kind === "failed") return reject(new Error(data.message));
        columnsOf(data.sql).then(
          (columns) => {
            loaded();
            // Columns may be views into one large buffer, which would go along with each of them.
            const own = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, ArrayBuffer.isView(values) ? (values as unknown as Float64Array<ArrayBuffer>).slice() : values]));
            send({kind: "columns", id: data.id, columns: own}, Object.values(own).flatMap((values) => (ArrayBuffer.isView(values) ? [values.buffer as ArrayBuffer] : [])));
          },
          (error: unknown) => send({kind: "columns", id: data.id, error: error instanceof Error ? error.message : String(error)})
        );
      };
      send({kind: "compute", region, thresholds});
    });
  } finally {
    worker.terminate();
  }
}

/** Numbers of one snapshot against another, to nine digits: adding in another order moves the last ones. */
export function compareSnapshots(written: Snapshot, computed: Snapshot): {compared: number; different: number} {
  let [compared, different] = [0, 0];
  const visit = (one: unknown, other: unknown): void => {
    if (typeof one === "object" && one !== null && typeof other === "object" && other !== null) {
      for (const key of Object.keys(one)) visit((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]);
      return;
    }
    ++compared;
    const equal = typeof one === "number" && typeof other === "number" ? Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one)) : one === other;
    if (!equal) ++different;
  };
  visit(written, computed);
  return {compared, different};
}
