/** Signs that somebody reads. */
const signs = ["scroll", "pointermove", "pointerdown", "keydown"] as const;

/**
 * Waits until the page has been painted and somebody reads it: the database is 8 MB that nobody needs who leaves at
 * once. Who only looks gets it after ten seconds.
 */
export function afterFirstPaint(work: () => void): void {
  let started = false;
  const start = () => {
    if (started) return;
    started = true;
    for (const sign of signs) removeEventListener(sign, start);
    if ("requestIdleCallback" in window) requestIdleCallback(work, {timeout: 2000});
    else setTimeout(work, 200);
  };
  const listen = () => {
    for (const sign of signs) addEventListener(sign, start, {passive: true});
    setTimeout(start, 10_000);
  };
  if (document.readyState === "complete") listen();
  else addEventListener("load", listen, {once: true});
}
