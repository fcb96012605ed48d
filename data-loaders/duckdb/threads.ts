import {once} from "node:events";
import {availableParallelism} from "node:os";
import {Worker} from "node:worker_threads";

/**
 * A function of a module that can run in a thread. Threads copy its argument and result, which therefore cannot hold
 * functions or class instances.
 */
export interface Task<Job, Result> {
  /** Address of the module. */
  module: URL;
  /** The function; the module exports it under its own name. */
  run: (job: Job) => Result | Promise<Result>;
}

export interface ThreadOptions {
  /** Ends all threads. */
  signal?: AbortSignal;
  /** Maximum number of threads; by default one per core. */
  threads?: number;
}

/**
 * Runs jobs in threads, in order, and returns their results in the same order. On a single core they run one after
 * another in the calling thread.
 *
 * @throws the error of the first failed job (its message and properties), after all threads have ended; or the reason
 * of the signal
 */
export async function runInThreads<Job, Result>(
  task: Task<Job, Result>,
  jobs: readonly Job[],
  {signal, threads = availableParallelism()}: ThreadOptions = {}
): Promise<Result[]> {
  signal?.throwIfAborted();
  const results: Result[] = [];
  if (Math.min(threads, jobs.length) < 2) {
    for (const job of jobs) results.push(await task.run(job));
    signal?.throwIfAborted();
    return results;
  }
  const workers = Array.from({length: Math.min(threads, jobs.length)}, () => startWorker(task));
  const end = async () => void (await Promise.all(workers.map(async (worker) => await worker.terminate())));
  const stop = () => void end();
  signal?.addEventListener("abort", stop);
  let next = 0;
  try {
    await Promise.all(
      workers.map(async (worker) => {
        while (next < jobs.length) {
          const i = next++;
          results[i] = await ask<Job, Result>(worker, jobs[i]!);
        }
      })
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await end();
  }
  return results;
}

/** A thread has to register the TypeScript loader itself. */
const boot = `
const {parentPort, workerData} = require("node:worker_threads");
const ready = import(workerData.tsx).then(({register}) => {
  register();
  return import(workerData.module);
});
parentPort.on("message", async (job) => {
  try {
    parentPort.postMessage({result: await (await ready)[workerData.name](job)});
  } catch (error) {
    const {name, message, stack, ...more} = error;
    parentPort.postMessage({error: {...more, name, message, stack}});
  }
});`;

function startWorker({module, run}: Task<never, unknown>): Worker {
  return new Worker(boot, {
    eval: true,
    workerData: {tsx: import.meta.resolve("tsx/esm/api"), module: module.href, name: run.name},
    // Jobs make many small, short-lived objects. With the default of 16 MB, garbage collection moves too many of them.
    resourceLimits: {maxYoungGenerationSizeMb: 128}
  });
}

async function ask<Job, Result>(worker: Worker, job: Job): Promise<Result> {
  const ended = new AbortController();
  const {signal} = ended;
  try {
    worker.postMessage(job);
    const [{result, error}] = (await Promise.race([
      once(worker, "message", {signal}),
      once(worker, "exit", {signal}).then(() => [{error: new Error("a thread ended before finishing its job")}])
    ])) as [{result: Result; error?: Error}];
    if (error) throw Object.assign(new Error(error.message), error);
    return result;
  } finally {
    ended.abort();
  }
}
