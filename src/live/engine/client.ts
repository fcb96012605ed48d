import {publishedScenario, type Scenario, type ScenarioBase} from "../../scenario/scenario.js";
import {reasonWords} from "../../words/en/loading.js";
import {columnsOf} from "../database.js";
import {loadReport} from "../report.js";
import {scenarioBase} from "../../scenario/base.js";
import {messageOf} from "../../text/message-of.js";
import type {FromWorker, JobKind, Jobs, ToWorker} from "./protocol.ts";

interface RunOptions<Kind extends JobKind> {
  /** Stops the job when it aborts; the promise then rejects with an AbortError. */
  signal?: AbortSignal;
  /** Receives the parts that the job sends before its answer. */
  onPart?: (part: Jobs[Kind]["part"]) => void;
}

/** Computes indicators in a worker, over the page's database. */
export interface Engine {
  base: ScenarioBase;
  published: Scenario;
  /** Runs a job; rejects when it fails. */
  run<Kind extends JobKind>(
    kind: Kind,
    ask: Jobs[Kind]["ask"],
    options?: RunOptions<Kind>
  ): Promise<Jobs[Kind]["answer"]>;
}

let starting: Promise<Engine> | undefined;

/**
 * Starts the page's engine at the first call, and returns it.
 * @param loaded called when the first table has arrived
 * @throws Error with the reason when the browser cannot run the engine; the next call tries again
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
  const client = new WorkerClient(loaded);
  try {
    await client.open(base, published);
  } catch (error) {
    client.terminate();
    throw error;
  }
  return {base, published, run: client.run};
}

/** The page's end of the connection to the worker. It answers the worker's queries, and assigns results to jobs. */
class WorkerClient {
  readonly #worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  readonly #loaded: (() => void) | undefined;
  readonly #jobs = new Map<
    number,
    {resolve: (answer: never) => void; reject: (error: Error) => void; onPart?: (part: never) => void}
  >();
  #asked = 0;

  constructor(loaded?: () => void) {
    this.#loaded = loaded;
  }

  /** Resolves when the worker has read its tables. */
  async open(base: ScenarioBase, first: Scenario): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#worker.onerror = ({message}) => {
        const error = new Error(message || reasonWords.noWorker);
        reject(error);
        for (const {reject: fail} of this.#jobs.values()) fail(error);
        this.#jobs.clear();
      };
      this.#worker.onmessage = ({data}: MessageEvent<FromWorker>) => {
        if (data.kind === "opened") resolve();
        else if (data.kind === "failed") reject(new Error(data.message));
        else this.#receive(data);
      };
      this.#send({kind: "open", base, first});
    });
  }

  terminate(): void {
    this.#worker.terminate();
  }

  run: Engine["run"] = (kind, ask, {signal, onPart} = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted());
      const id = ++this.#asked;
      this.#jobs.set(id, {resolve, reject, ...(onPart && {onPart})});
      signal?.addEventListener(
        "abort",
        () => {
          if (!this.#jobs.delete(id)) return;
          this.#send({kind: "stop", id});
          reject(aborted());
        },
        {once: true}
      );
      this.#send({kind: "job", id, job: kind, ask});
    });

  readonly #send = (message: ToWorker, transfer: ArrayBuffer[] = []) => this.#worker.postMessage(message, transfer);

  #receive(data: Exclude<FromWorker, {kind: "opened" | "failed"}>): void {
    switch (data.kind) {
      case "query":
        void this.#answerQuery(data);
        return;
      case "part":
        return this.#jobs.get(data.id)?.onPart?.(data.part as never);
      case "answer":
      case "error": {
        const job = this.#jobs.get(data.id);
        this.#jobs.delete(data.id);
        if (data.kind === "answer") job?.resolve(data.answer as never);
        else job?.reject(new Error(data.message));
      }
    }
  }

  async #answerQuery({id, sql}: {id: number; sql: string}): Promise<void> {
    try {
      const columns = await columnsOf(sql);
      this.#loaded?.();
      sendColumns(this.#send, id, columns);
    } catch (error) {
      this.#send({kind: "columns", id, error: messageOf(error)});
    }
  }
}

const aborted = () => new DOMException("stopped", "AbortError");

/** Sends copies of columns: they may be views of one large buffer, which would otherwise be sent with each of them. */
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
