/** Events that show that somebody is reading. */
const signs = ["scroll", "pointermove", "pointerdown", "keydown"] as const;

/**
 * Name of the global symbol that holds the promise of `somebodyReads`, for scripts that are not among the site's
 * modules.
 */
export const readersPromise = "somebody-reads";

/** One promise per page. It is global, because the database is in a separate bundle. */
const shared = globalThis as {[key: symbol]: Promise<void> | undefined};
const key = Symbol.for(readersPromise);

/**
 * Resolves after the first paint, at the first sign of reading or after ten seconds, because readers who leave at once
 * do not need the 8 MB of the database. In a worker it resolves at once.
 */
export function somebodyReads(): Promise<void> {
  return (shared[key] ??= new Promise((resolve) => {
    if (typeof document === "undefined") return resolve();
    const start = () => {
      for (const sign of signs) removeEventListener(sign, start);
      resolve();
    };
    const listen = () => {
      for (const sign of signs) addEventListener(sign, start, {passive: true});
      setTimeout(start, 10_000);
    };
    if (document.readyState === "complete") listen();
    else addEventListener("load", listen, {once: true});
  }));
}

/** Runs work after the first sign of reading, when the browser is idle. */
export function afterFirstPaint(work: () => void): void {
  void somebodyReads().then(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(work, {timeout: 2000});
    else setTimeout(work, 200);
  });
}
