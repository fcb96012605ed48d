import type {Answers, Ask, FromWorker} from "./your-data-protocol.ts";

/** What the client needs of a `Worker`. */
export interface OwnWorker {
  postMessage(message: {id: number; ask: Ask}, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ClientOptions {
  start: () => OwnWorker;
  /** The message when an answer takes longer than so many seconds. */
  late: (seconds: number) => string;
  /** The message when a worker does not start. */
  broken: string;
}

/** Reads the bytes of a file, as often as it is asked. */
export type ReadBytes = () => Promise<ArrayBuffer>;

/** The longest time that a question may take, in seconds: `perMegabyte` of the file in addition to `least`. */
export const patience = {least: 15, perMegabyte: 1, all: 60} as const;

/**
 * Asks the worker that reads tables, one question after another. A worker that is late, fails or is no longer wanted is
 * replaced, so that it delays no other question; the new one reads the last usable table again when it needs it.
 */
export class YourDataClient {
  readonly #options: ClientOptions;
  #worker: OwnWorker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #asked = 0;
  /** The last usable table, and whether the worker holds it. */
  #table: ReadBytes | undefined;
  #holds = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Loads the worker. */
  async ready(): Promise<void> {
    await this.#queue(async () => await this.#send({kind: "ready"}, patience.least));
  }

  /**
   * Reads a table, which replaces the last one if it is usable.
   * @param signal stops reading when its result is no longer wanted
   */
  async read(bytes: ReadBytes, signal?: AbortSignal): Promise<Answers["read"]> {
    return await this.#queue(async () => {
      signal?.throwIfAborted();
      const answer = await this.#read(bytes, signal);
      if (!("problem" in answer)) {
        this.#table = bytes;
        this.#holds = true;
      }
      return answer;
    });
  }

  /** The results of a location of the last table. */
  async location(location: number): Promise<Answers["location"]> {
    return await this.#queue(async () => {
      await this.#restore();
      return await this.#send({kind: "location", location}, patience.least);
    });
  }

  /** The results of all locations of the last table. */
  async all(): Promise<Answers["all"]> {
    return await this.#queue(async () => {
      await this.#restore();
      return await this.#send({kind: "all"}, patience.all);
    });
  }

  async #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return await result;
  }

  async #read(bytes: ReadBytes, signal?: AbortSignal): Promise<Answers["read"]> {
    const content = new Uint8Array(await bytes());
    const seconds = Math.ceil(patience.least + (patience.perMegabyte * content.length) / 1e6);
    return await this.#send({kind: "read", bytes: content}, seconds, signal);
  }

  async #restore(): Promise<void> {
    if (this.#holds || this.#table === undefined) return;
    await this.#read(this.#table);
    this.#holds = true;
  }

  #send<A extends Ask>(ask: A, seconds: number, signal?: AbortSignal): Promise<Answers[A["kind"]]> {
    const worker = (this.#worker ??= this.#options.start());
    const id = ++this.#asked;
    return new Promise<Answers[A["kind"]]>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
      };
      const replace = (error: unknown) => {
        end();
        this.#drop(worker);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const stop = () => replace(signal!.reason);
      const timer = setTimeout(() => replace(new Error(this.#options.late(seconds))), seconds * 1000);
      signal?.addEventListener("abort", stop);
      worker.onmessage = ({data}) => {
        if (data.id !== id) return;
        // After an unexpected error the state of the worker, such as that of its decoder, is unknown.
        if ("error" in data) return replace(new Error(data.error));
        end();
        resolve(data.answer as Answers[A["kind"]]);
      };
      worker.onerror = ({message}) => replace(new Error(message || this.#options.broken));
      worker.postMessage({id, ask}, ask.kind === "read" ? [ask.bytes.buffer as ArrayBuffer] : []);
    });
  }

  #drop(worker: OwnWorker): void {
    worker.terminate();
    worker.onmessage = worker.onerror = null;
    this.#worker = undefined;
    this.#holds = false;
  }
}
