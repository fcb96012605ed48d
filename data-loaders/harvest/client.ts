import {InputError} from "../console/input-error.ts";

/** The outside world, as far as a harvest needs it; tests replace it. */
export interface ClientEffects {
  fetch: typeof fetch;
  /** Waits a number of milliseconds; rejects when the signal is aborted. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
}

export interface ClientOptions {
  /** URL of the API, without a final slash. */
  url: string;
  /** API key, which raises the daily allowance. It is sent as a header, and never printed or written. */
  key?: string;
  signal?: AbortSignal;
  /** Maximum number of list calls in this run. */
  maxCalls?: number;
  /** Called after each call of the API. */
  onCall?: (calls: number, remaining: number | undefined) => void;
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

/** Price of a list call in US dollars (OpenAlex, 2026). */
export const dollarsPerCall = 0.0001;

/** Daily allowance of a free key in US dollars (OpenAlex, 2026). */
export const freeDailyDollars = 1;

const tries = 6;
const firstWait = 1000;
const longestWait = 60_000;

/** A client of the OpenAlex API. It waits as long as the API asks, and gives up after six tries. */
export class OpenAlexClient {
  readonly #options: ClientOptions;
  readonly #effects: ClientEffects;
  calls = 0;

  constructor(options: ClientOptions, effects: ClientEffects) {
    this.#options = options;
    this.#effects = effects;
  }

  /**
   * Fetches one page of a list.
   *
   * @param entity `works` or `institutions`
   * @param parameters as in the API: filter, select, per_page, cursor
   * @throws BudgetReached before a call beyond the budget
   * @throws InputError when the API refuses the request or cannot be reached
   */
  async list(entity: string, parameters: Record<string, string>): Promise<ListPage> {
    const address = `${this.#options.url}/${entity}?${new URLSearchParams(parameters)}`;
    const {maxCalls = Infinity, key, signal, onCall} = this.#options;
    let trouble = "";
    for (let attempt = 0; attempt < tries; ++attempt) {
      signal?.throwIfAborted();
      if (this.calls >= maxCalls) throw new BudgetReached(`the budget of ${maxCalls} calls is used up`);
      let wait = Math.min(longestWait, firstWait * 2 ** attempt) * (0.5 + this.#effects.random() / 2);
      try {
        const response = await this.#effects.fetch(address, {
          signal,
          headers: key ? {authorization: `Bearer ${key}`} : {}
        });
        ++this.calls;
        const remaining = response.headers.get("x-ratelimit-remaining");
        onCall?.(this.calls, remaining === null ? undefined : Number(remaining));
        if (response.ok) return readPage(await response.text(), address);
        const text = await response.text();
        if (response.status !== 429 && response.status < 500) {
          throw new InputError(`the API rejected the request: ${response.status} ${readMessage(text)}`, {
            advice:
              response.status === 401 || response.status === 403
                ? "check OPENALEX_API_KEY"
                : "check the options; the API may have changed"
          });
        }
        trouble = `${response.status} ${readMessage(text)}`;
        const asked = Number(response.headers.get("retry-after"));
        if (asked > 0) wait = asked * 1000;
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof InputError || error instanceof BudgetReached) throw error;
        trouble = error instanceof Error ? describeCause(error) : String(error);
      }
      if (attempt < tries - 1) await this.#effects.sleep(wait, signal);
    }
    throw new InputError(`no answer from the API in ${tries} tries: ${trouble}`, {
      advice: "run the same command again later; it resumes where it stopped"
    });
  }
}

function readPage(text: string, address: string): ListPage {
  let body: {meta?: {count?: unknown; next_cursor?: unknown}; results?: unknown};
  try {
    body = JSON.parse(text) as typeof body;
  } catch (cause) {
    throw new Error(`the answer is not JSON: ${text.slice(0, 60)}`, {cause});
  }
  if (typeof body.meta?.count !== "number" || !Array.isArray(body.results))
    throw new Error(`no list in the answer from ${address}`);
  return {
    count: body.meta.count,
    next: typeof body.meta.next_cursor === "string" ? body.meta.next_cursor : null,
    results: body.results as Record<string, unknown>[]
  };
}

function readMessage(text: string): string {
  try {
    const {error, message} = JSON.parse(text) as {error?: unknown; message?: unknown};
    return String(message ?? error ?? text).slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}

function describeCause(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
