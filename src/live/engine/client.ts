import {publishedScenario, type Scenario, type ScenarioBase} from "../../scenario/scenario.js";
import {reasonWords} from "../../words/en/loading.js";
import {columnsOf} from "../database.js";
import {loadOnce} from "../load-once.js";
import {persist, TryAgain, watchOver} from "../patience.js";
import {loadReport} from "../report.js";
import {scenarioBase} from "../../scenario/base.js";
import {messageOf} from "../../text/message-of.js";
import type {FromWorker, JobKind, Jobs, ToWorker} from "./protocol.ts";

interface RunOptions<Kind extends JobKind> {
  /** Stops the job when it aborts; the promise then rejects with an AbortError. */
  signal?: AbortSignal;
  /** Receives the parts that the job sends before its answer. */
  onPart?: (part: Jobs[Kind]["part"]) => void;
  /** Called when the job starts again in another worker, and sends all parts again. */
  restarted?: () => void;
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

/**
 * Starts the page's engine at the first call, and returns it.
 * @param loaded called when the first table has arrived
 * @throws Error with the reason when the browser cannot run the engine; the next call tries again
 */
export const startEngine = loadOnce(start);

async function start(loaded?: () => void): Promise<Engine> {
  if (typeof WebAssembly === "undefined") throw new Error(reasonWords.noWebAssembly);
  const base = scenarioBase(await loadReport());
  const published = publishedScenario(base);
  const workers = new Workers(async () => await WorkerClient.open(base, published, loaded));
  await workers.current();
  return {base, published, run: workers.run};
}

/** Replaces the worker when the reader no longer wants to wait for an answer. */
class Workers {
  readonly #start: () => Promise<WorkerClient>;
  #current: Promise<WorkerClient> | undefined;

  constructor(start: () => Promise<WorkerClient>) {
    this.#start = start;
  }

  /** The worker, started at the first call. */
  current(): Promise<WorkerClient> {
    return (this.#current ??= persist(this.#start).catch((error: unknown) => {
      this.#current = undefined;
      throw error;
    }));
  }

  run: Engine["run"] = async (kind, ask, options = {}) => {
    let attempts = 0;
    return await persist(async () => {
      const mine = this.current();
      const client = await mine;
      if (attempts++ > 0) options.restarted?.();
      try {
        return await client.run(kind, ask, options);
      } catch (error) {
        if (client.ended && this.#current === mine) this.#current = undefined;
        throw error;
      }
    });
  };
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
  /** Whether the worker can no longer be asked. */
  ended = false;
  /** Number of the worker's queries that the page has not answered. Meanwhile the worker may be silent. */
  #owed = 0;
  #opening: {resolve: () => void; reject: (error: Error) => void} | undefined;
  readonly #watch = watchOver("engine", () => this.#fail(new TryAgain()));

  private constructor(loaded?: () => void) {
    this.#loaded = loaded;
    this.#worker.onerror = ({message}) => this.#fail(new Error(message || reasonWords.noWorker));
    this.#worker.onmessage = ({data}: MessageEvent<FromWorker>) => {
      this.#receive(data);
      this.#await();
    };
  }

  /** Resolves when a new worker has read its tables. */
  static async open(base: ScenarioBase, first: Scenario, loaded?: () => void): Promise<WorkerClient> {
    const client = new WorkerClient(loaded);
    await new Promise<void>((resolve, reject) => {
      client.#opening = {resolve, reject};
      client.#send({kind: "open", base, first});
      client.#await();
    });
    return client;
  }

  /** Waits for a sign of life if the worker has something to do. */
  #await(): void {
    if (this.#owed === 0 && (this.#opening || this.#jobs.size > 0)) this.#watch.alive();
    else this.#watch.rest();
  }

  /** Ends the worker and all that waits for it. */
  #fail(error: Error): void {
    this.ended = true;
    this.#watch.rest();
    this.#worker.terminate();
    this.#opening?.reject(error);
    this.#opening = undefined;
    for (const {reject} of this.#jobs.values()) reject(error);
    this.#jobs.clear();
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
          this.#await();
          reject(aborted());
        },
        {once: true}
      );
      this.#send({kind: "job", id, job: kind, ask});
      this.#await();
    });

  readonly #send = (message: ToWorker, transfer: ArrayBuffer[] = []) => this.#worker.postMessage(message, transfer);

  #receive(data: FromWorker): void {
    switch (data.kind) {
      case "alive":
        return;
      case "opened":
        this.#opening?.resolve();
        this.#opening = undefined;
        return;
      case "failed":
        return this.#fail(new Error(data.message));
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
    ++this.#owed;
    try {
      const columns = await columnsOf(sql);
      this.#loaded?.();
      sendColumns(this.#send, id, columns);
    } catch (error) {
      this.#send({kind: "columns", id, error: messageOf(error)});
    } finally {
      --this.#owed;
      this.#await();
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
