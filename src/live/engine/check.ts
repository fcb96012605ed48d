import type {Snapshot} from "../../indicators/snapshot.ts";
import {loadReport} from "../report.js";
import {statusWords} from "../../words/en/live.js";
import {messageOf} from "../../text/message-of.js";
import {startEngine} from "./client.js";

/**
 * Recomputes all values from the Parquet files, compares them with those in the page, and reports the result in the
 * page. The page does not change otherwise.
 */
export async function goLive(root: ParentNode): Promise<void> {
  const status = root.querySelector<HTMLElement>("[data-live-status]")!;
  const say = (text: string, state: string) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  try {
    say(statusWords.loading, "loading");
    const started = performance.now();
    const engine = await startEngine(() => say(statusWords.checking, "checking"));
    const computed = await engine.run("snapshot", {scenario: engine.published, memory: "published"});
    const {region, snapshot} = await loadReport();
    const {compared, different} = compareSnapshots(snapshot, computed);
    if (different > 0) say(statusWords.differs(different), "differs");
    else say(statusWords.live(compared, region.name, (performance.now() - started) / 1000), "live");
  } catch (error) {
    say(statusWords.failed(messageOf(error)), "failed");
  }
}

/** Compares two snapshots to nine digits. Later digits depend on the order of sums. */
function compareSnapshots(written: Snapshot, computed: Snapshot): {compared: number; different: number} {
  let [compared, different] = [0, 0];
  const visit = (one: unknown, other: unknown): void => {
    if (typeof one === "object" && one !== null && typeof other === "object" && other !== null) {
      for (const key of Object.keys(one))
        visit((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]);
      return;
    }
    ++compared;
    const equal =
      typeof one === "number" && typeof other === "number"
        ? Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one))
        : one === other;
    if (!equal) ++different;
  };
  visit(written, computed);
  return {compared, different};
}
