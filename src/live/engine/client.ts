import {publishedScenario, type Scenario, type ScenarioBase} from "../../scenario/scenario.js";
import {reasonWords} from "../../words/en/loading.js";
import {columnsOf} from "../database.js";
import {loadReport} from "../report.js";
import {scenarioBase} from "../../scenario/base.js";
import type {FromWorker, JobKind, Jobs, ToWorker} from "./protocol.ts";

interface RunOptions<Kind extends JobKind> {
  /** Stops the job; its promise then fails with an AbortError. */
  signal?: AbortSignal;
  /** Hears what the job tells on the way. */
  onPart?: (part: Jobs[Kind]["part"]) => void;
}

/** The indicators, computed in a worker over the page's database. */
export interface Engine {
  base: ScenarioBase;
  published: Scenario;
  /** Asks for something; fails when it cannot be computed. */
  run<Kind extends JobKind>(
    kind: Kind,
    ask: Jobs[Kind]["ask"],
    options?: RunOptions<Kind>
  ): Promise<Jobs[Kind]["answer"]>;
}

let starting: Promise<Engine> | undefined;

/**
 * The page's engine, started once, when something first asks for it.
 * @param loaded called when the first table has come
 * @throws Error when this browser cannot run it, saying why; the next call tries again
 */
export function startEngine(loaded?: () => void): Promise<Engine> {
  return (starting ??= start(loaded).catch((error: unknown) => {
    starting = undefined;
    throw error;
  }));
}

async function start(loaded?: () => void): Promise<Engine> {
  if (typeof WebAssembly === "undefined") throw new Error(reasonWords.noWebAssembly);
  const base = scenarioBase(await loadReport());
  const published = publishedScenario(base);
  const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  const send = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  const jobs = new Map<
    number,
    {resolve: (answer: never) => void; reject: (error: Error) => void; onPart?: (part: never) => void}
  >();
  let asked = 0;

  const opened = new Promise<void>((resolve, reject) => {
    worker.onerror = ({message}) => {
      const error = new Error(message || reasonWords.noWorker);
      reject(error);
      for (const {reject: fail} of jobs.values()) fail(error);
      jobs.clear();
    };
    worker.onmessage = ({data}: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case "opened":
          return resolve();
        case "failed":
          return reject(new Error(data.message));
        case "query":
          columnsOf(data.sql).then(
            (columns) => {
              loaded?.();
              sendColumns(send, data.id, columns);
            },
            (error: unknown) =>
              send({kind: "columns", id: data.id, error: error instanceof Error ? error.message : String(error)})
          );
          return;
        case "part":
          return jobs.get(data.id)?.onPart?.(data.part as never);
        case "answer":
        case "error": {
          const job = jobs.get(data.id);
          jobs.delete(data.id);
          if (data.kind === "answer") job?.resolve(data.answer as never);
          else job?.reject(new Error(data.message));
        }
      }
    };
  });
  send({kind: "open", base, first: published});
  try {
    await opened;
  } catch (error) {
    worker.terminate();
    throw error;
  }

  return {
    base,
    published,
    run(kind, ask, {signal, onPart} = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(aborted());
        const id = ++asked;
        jobs.set(id, {resolve, reject, ...(onPart && {onPart})});
        signal?.addEventListener(
          "abort",
          () => {
            if (!jobs.delete(id)) return;
            send({kind: "stop", id});
            reject(aborted());
          },
          {once: true}
        );
        send({kind: "job", id, job: kind, ask});
      });
    }
  };
}

const aborted = () => new DOMException("stopped", "AbortError");

/** Columns may be views into one large buffer, which would go along with each of them. */
function sendColumns(
  send: (message: ToWorker, transfer: ArrayBuffer[]) => void,
  id: number,
  columns: Record<string, ArrayLike<unknown>>
): void {
  const own = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      ArrayBuffer.isView(values) ? (values as unknown as Float64Array<ArrayBuffer>).slice() : values
    ])
  );
  send(
    {kind: "columns", id, columns: own},
    Object.values(own).flatMap((values) => (ArrayBuffer.isView(values) ? [values.buffer as ArrayBuffer] : []))
  );
}
