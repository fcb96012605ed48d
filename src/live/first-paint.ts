/** Signs that somebody reads. */
const signs = ["scroll", "pointermove", "pointerdown", "keydown"] as const;

let reading: Promise<void> | undefined;

/**
 * Waits until the page has been painted and somebody reads it: the database is 8 MB that nobody needs who leaves at
 * once. Who only looks gets it after ten seconds; who reads already, as soon as nothing else is to be done.
 */
export function afterFirstPaint(work: () => void): void {
  reading ??= new Promise((resolve) => {
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
  });
  void reading.then(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(work, {timeout: 2000});
    else setTimeout(work, 200);
  });
}
