import {InputError} from "../console/input-error.ts";
import {type Allowance, readAllowance, untilNextTry} from "./allowance.ts";

/** The outside world, as far as a harvest needs it; tests replace it. */
export interface ClientEffects {
  fetch: typeof fetch;
  /** Waits a number of milliseconds; rejects when the signal is aborted. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
  /** The time in milliseconds; by default that of the system. */
  now?: () => number;
}

export interface ClientOptions {
  /** URL of the API, without a final slash. */
  url: string;
  /** API key, which raises the daily allowance. It is sent as a header, and never printed or written. */
  key?: string;
  signal?: AbortSignal;
  /** Maximum number of calls in this run. */
  maxCalls?: number;
  /** Called before a wait, with its length in milliseconds. */
  onWait?: (milliseconds: number) => void;
}

/** One page of a list. */
export interface ListPage {
  count: number;
  /** Cursor of the next page; null after the last. */
  next: string | null;
  results: Record<string, unknown>[];
}

/** The run has used up its calls. Everything that it received is saved. */
export class BudgetReached extends Error {}

/** The API answers no more calls before a time that is too far away to wait for. */
export class AllowanceReached extends BudgetReached {
  readonly until: Date;

  constructor(message: string, until: Date) {
    super(message);
    this.until = until;
  }
}

/** The API rejected a request and would reject it again. */
export class Refused extends InputError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(`the API rejected the request: ${status} ${message}`, {
      advice:
        status === 401 || status === 403 ? "check OPENALEX_API_KEY" : "check the options; the API may have changed"
    });
    this.status = status;
  }
}

const tries = 6;
const firstWait = 1000;
const longestWait = 60_000;

/** The longest wait that the API may ask for, in milliseconds; a longer one ends the run. */
const patience = 300_000;

/** A client of the OpenAlex API. It waits up to five minutes as the API asks, and gives up after six tries. */
export class OpenAlexClient {
  readonly #options: ClientOptions;
  readonly #effects: ClientEffects;
  calls = 0;
  /** As the last answer that said so. */
  allowance: Allowance = {};

  constructor(options: ClientOptions, effects: ClientEffects) {
    this.#options = options;
    this.#effects = effects;
  }

  /**
   * Fetches one page of a list.
   *
   * @param entity `works` or `institutions`
   * @param parameters as in the API: filter, select, per_page, cursor
   * @throws BudgetReached before a call beyond the budget, or when the API asks for a long wait
   * @throws InputError when the API refuses the request or cannot be reached
   */
  async list(entity: string, parameters: Record<string, string>): Promise<ListPage> {
    return await this.#get(`${entity}?${new URLSearchParams(parameters)}`, readPage);
  }

  /**
   * Fetches one record, with the whole list of its authors. OpenAlex does not charge for it.
   * @returns nothing when the API has no such record
   * @throws as `list`
   */
  async single(entity: string, id: string, select: string): Promise<Record<string, unknown> | undefined> {
    try {
      return await this.#get(`${entity}/${id}?${new URLSearchParams({select})}`, readObject);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  async #get<T>(path: string, read: (text: string) => T): Promise<T> {
    const {maxCalls = Infinity, signal} = this.#options;
    let trouble = "";
    for (let attempt = 0; attempt < tries; ++attempt) {
      signal?.throwIfAborted();
      if (this.calls >= maxCalls) throw new BudgetReached(`the budget of ${maxCalls} calls is used up`);
      let wait = Math.min(longestWait, firstWait * 2 ** attempt) * (0.5 + this.#effects.random() / 2);
      try {
        const {response, text} = await this.#call(path);
        if (response.ok) return read(text);
        wait = this.#waitAfter(response, text) ?? wait;
        trouble = `${response.status} ${readMessage(text)}`;
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof InputError || error instanceof BudgetReached) throw error;
        trouble = error instanceof Error ? describeCause(error) : String(error);
      }
      if (attempt === tries - 1) break;
      this.#options.onWait?.(wait);
      await this.#effects.sleep(wait, signal);
    }
    throw new InputError(`no answer from the API in ${tries} tries: ${trouble}`, {
      advice: "run the same command again later; it resumes where it stopped"
    });
  }

  async #call(path: string): Promise<{response: Response; text: string}> {
    const {url, key, signal} = this.#options;
    const response = await this.#effects.fetch(`${url}/${path}`, {
      signal,
      headers: key ? {authorization: `Bearer ${key}`} : {}
    });
    ++this.calls;
    this.allowance = {...this.allowance, ...readAllowance(response.headers)};
    return {response, text: await response.text()};
  }

  /**
   * The wait that an answer asks for, in milliseconds, if it says.
   * @throws Refused when the same request would fail again
   * @throws AllowanceReached when the wait is too long
   */
  #waitAfter({status, headers}: Response, text: string): number | undefined {
    const now = this.#effects.now?.() ?? Date.now();
    const wait = untilNextTry(status, headers, now);
    const temporary = status === 429 || status >= 500 || ((status === 402 || status === 403) && wait !== undefined);
    if (!temporary) throw new Refused(status, readMessage(text));
    if (wait !== undefined && wait > patience) {
      const why = status >= 500 ? "the API is not available" : "what the API allows is used up";
      throw new AllowanceReached(`${why} (${status} ${readMessage(text)})`, new Date(now + wait));
    }
    return wait;
  }
}

function readPage(text: string): ListPage {
  const {meta, results} = readObject(text) as {meta?: {count?: unknown; next_cursor?: unknown}; results?: unknown};
  if (typeof meta?.count !== "number" || !Array.isArray(results)) throw new Error(`no list: ${text.slice(0, 60)}`);
  return {
    count: meta.count,
    next: typeof meta.next_cursor === "string" ? meta.next_cursor : null,
    results: results as Record<string, unknown>[]
  };
}

function readObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`the answer is not JSON: ${text.slice(0, 60)}`, {cause});
  }
}

function readMessage(text: string): string {
  try {
    const {error, message} = JSON.parse(text) as {error?: unknown; message?: unknown};
    return String(message ?? error ?? text).slice(0, 400);
  } catch {
    return text.slice(0, 200);
  }
}

function describeCause(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
