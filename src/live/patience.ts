import {reasonWords} from "../words/en/loading.js";

/** Milliseconds without a sign of life after which the reader is told. */
const patience = 10_000;

/** What the page has waited for in vain. */
export interface Late {
  /** Name of a file, or a key of `lateWords.names`. */
  what: string;
  /** Gives it up and tries again. */
  again(): void;
  /** Resolves when there is a sign of life, or nothing to wait for. */
  over: Promise<void>;
}

/** Name of the window's event that announces a `Late` as its detail. It reaches the page from other bundles, too. */
export const lateEvent = "late";

/** Ends work that the reader wants tried again. `persist` repeats it. */
export class TryAgain extends Error {
  override name = "TryAgain";

  constructor() {
    super(reasonWords.givenUp);
  }
}

/** Whether work ended to be tried again. Bundles have a class each, so the name tells. */
export function isTryAgain(error: unknown): boolean {
  return error instanceof Error && error.name === "TryAgain";
}

/** Repeats work as long as it ends with `TryAgain`. */
export async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTryAgain(error)) throw error;
    }
  }
}

/** Watches over something that should answer. */
export interface Watch {
  /** Starts to wait, or notes a sign of life. */
  alive(): void;
  /** Stops to wait: nothing is expected. */
  rest(): void;
}

/**
 * Watches over a file, a worker or a script. After ten seconds without a sign of life the page tells the reader, who
 * can wait or have it tried again.
 *
 * @param what name of a file, or a key of `lateWords.names`
 * @param giveUp ends what hangs, so that those who wait for it reject with `TryAgain`
 */
export function watchOver(what: string, giveUp: () => void): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let recover: (() => void) | undefined;
  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
    recover?.();
    recover = undefined;
  };
  const announce = () => {
    const over = new Promise<void>((resolve) => (recover = resolve));
    const again = () => {
      rest();
      giveUp();
    };
    const detail: Late = {what, again, over};
    dispatchEvent(new CustomEvent(lateEvent, {detail}));
  };
  return {
    rest,
    alive() {
      rest();
      timer = setTimeout(announce, patience);
    }
  };
}

/** Waits for a module. A page cannot load the same module again, so trying again reloads it. */
export async function watchedImport<T>(module: Promise<T>): Promise<T> {
  const watch = watchOver("script", () => location.reload());
  watch.alive();
  try {
    return await module;
  } finally {
    watch.rest();
  }
}
