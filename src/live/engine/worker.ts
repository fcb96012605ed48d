import {openEngines} from "../indicators/engine/open.js";
import type {Query} from "../indicators/engine/load.ts";
import {takeSnapshot} from "../indicators/snapshot.js";
import type {FromWorker, ToWorker} from "./engine.ts";

// Computes beside the page, so that reading and scrolling never wait for it. The tables stay with the page's database,
// which answers the queries.
const waiting = new Map<number, {resolve: (columns: Record<string, ArrayLike<unknown>>) => void; reject: (error: Error) => void}>();
const tell = (message: FromWorker) => postMessage(message);
let asked = 0;

const query: Query = (sql) =>
  new Promise((resolve, reject) => {
    waiting.set(++asked, {resolve, reject});
    tell({kind: "query", id: asked, sql});
  });

addEventListener("message", ({data}: MessageEvent<ToWorker>) => {
  if (data.kind === "columns") {
    const {resolve, reject} = waiting.get(data.id)!;
    waiting.delete(data.id);
    if (data.error === undefined) resolve(data.columns!);
    else reject(new Error(data.error));
    return;
  }
  void (async () => {
    try {
      const engines = await openEngines(query, data.thresholds);
      tell({kind: "snapshot", snapshot: takeSnapshot(engines, {region: data.region})});
    } catch (error) {
      tell({kind: "failed", message: error instanceof Error ? error.message : String(error)});
    }
  })();
});
