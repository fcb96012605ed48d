/** Signs that somebody reads. */
const signs = ["scroll", "pointermove", "pointerdown", "keydown"] as const;

/**
 * The name of the symbol under which a page has the promise of `somebodyReads`, for scripts that are no modules of the
 * site.
 */
export const readersPromise = "somebody-reads";

/** One wait a page, whichever bundle asks: the database is a package of its own. */
const shared = globalThis as {[key: symbol]: Promise<void> | undefined};
const key = Symbol.for(readersPromise);

/**
 * Resolves when the page has been painted and somebody reads it: the database is 8 MB that nobody needs who leaves at
 * once. Who only looks gets it after ten seconds. A worker has no readers and never waits.
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

/** Does work once somebody reads, as soon as nothing else is to be done. */
export function afterFirstPaint(work: () => void): void {
  void somebodyReads().then(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(work, {timeout: 2000});
    else setTimeout(work, 200);
  });
}
