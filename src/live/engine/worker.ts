import type {Query} from "../../indicators/engine/load.ts";
import type {ScenarioBase} from "../../scenario/scenario.ts";
import {messageOf} from "../../text/message-of.js";
import {ScenarioRunner} from "../../scenario/runner.js";
import {jobs} from "./jobs.js";
import {type FromWorker, type Job, type JobKind, Stopped, type ToWorker} from "./protocol.js";

// Computes outside the page, so that reading and scrolling never wait. The page's database holds the tables and answers
// queries.
const waiting = new Map<
  number,
  {resolve: (columns: Record<string, ArrayLike<unknown>>) => void; reject: (error: Error) => void}
>();
const running = new Set<number>();
const stopped = new Set<number>();
const tell = (message: FromWorker) => postMessage(message);
let asked = 0;
let opening: Promise<{runner: ScenarioRunner; base: ScenarioBase}> | undefined;

const query: Query = (sql) =>
  new Promise((resolve, reject) => {
    waiting.set(++asked, {resolve, reject});
    tell({kind: "query", id: asked, sql});
  });

/** Milliseconds between two signs of life. */
const pulse = 1000;
let shown = -Infinity;

/** Tells the page, now and then, that a long job goes on. */
function showLife(): void {
  if (performance.now() - shown < pulse) return;
  shown = performance.now();
  tell({kind: "alive"});
}

/** Waits for one turn of the event loop, so that messages can arrive. A timer would wait for several milliseconds. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function run<Kind extends JobKind>(id: number, kind: Kind, ask: never): Promise<void> {
  running.add(id);
  try {
    const {runner, base} = await opening!;
    const breathe = async () => {
      await turn();
      showLife();
      if (stopped.has(id)) throw new Stopped("stopped: the page no longer waits for it");
    };
    await breathe();
    const answer = await (jobs[kind] as Job<Kind>)(ask, {
      runner,
      base,
      breathe,
      tell: (part) => tell({kind: "part", id, part})
    });
    tell({kind: "answer", id, answer});
  } catch (error) {
    tell({kind: "error", id, message: messageOf(error), stopped: error instanceof Stopped});
  } finally {
    running.delete(id);
    stopped.delete(id);
  }
}

addEventListener("message", ({data}: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case "open": {
      const {base} = data;
      opening = ScenarioRunner.open(query, base.regions, data.first).then((runner) => ({runner, base}));
      opening.then(
        () => tell({kind: "opened"}),
        (error: unknown) => tell({kind: "failed", message: messageOf(error)})
      );
      return;
    }
    case "job":
      void run(data.id, data.job, data.ask as never);
      return;
    case "stop":
      // Only a job that is still running removes its number again.
      if (running.has(data.id)) stopped.add(data.id);
      return;
    case "columns": {
      const {resolve, reject} = waiting.get(data.id)!;
      waiting.delete(data.id);
      if (data.error === undefined) resolve(data.columns!);
      else reject(new Error(data.error));
    }
  }
});
