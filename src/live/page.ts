import {installCards} from "./card-links.js";
import {installCharts} from "./charts.js";
import {afterFirstPaint} from "./first-paint.js";
import {unfoldPage} from "./folded.js";
import {installHighlight} from "./highlight.js";
import {tellFailure} from "./loading.js";
import {watchedImport} from "./patience.js";

/** Modules of the parts of the lab, by the id in `data-lab`. */
const labParts: Readonly<Record<string, () => Promise<{install(part: HTMLElement): void}>>> = {
  "what-if": async () => await import("./lab/what-if.js"),
  robustness: () => import("./lab/robustness.js"),
  region: () => import("./lab/region.js"),
  review: () => import("./lab/review.js"),
  evidence: () => import("./lab/evidence.js"),
  "your-data": () => import("./lab/your-data.js")
};

/** For parts that stay hidden when they fail to load. */
const unseen = () => {};

/** Parts that load at once: readers may drop a file without any other sign of reading. */
const atOnce: ReadonlySet<string> = new Set(["your-data"]);

/**
 * Makes a built page interactive. Its content is complete without scripts, and stays when a part fails. Rarely used
 * parts load on demand.
 */
export function wakePage(root: Document = document): void {
  // Needed only in a preview; a build restores the queries itself.
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-query]")) link.search = link.dataset.query!;
  unfoldPage(root);
  installHighlight(root);
  installCharts(root);
  installCards();
  if (root.querySelector("[data-tools]"))
    watchedImport(import("./figure-tools.js"))
      .then(({installFigureTools}) => installFigureTools(root, {published: true}))
      .catch(unseen);
  if (root.querySelector("[data-ledger]"))
    watchedImport(import("./ledger.js"))
      .then(({installLedger}) => installLedger(root))
      .catch(unseen);
  if (root.querySelector("[data-map-controls]"))
    watchedImport(import("./map.js"))
      .then(({installMap}) => installMap(root))
      .catch(unseen);
  // With a query such as a scenario in the address, computing starts at once; otherwise it waits for a sign of reading.
  const now = (work: () => void) => work();
  const soon = location.search ? now : afterFirstPaint;
  for (const part of root.querySelectorAll<HTMLElement>("[data-lab]"))
    (atOnce.has(part.dataset.lab!) ? now : soon)(
      () =>
        void watchedImport(Promise.resolve(labParts[part.dataset.lab!]?.()))
          .then((module) => module?.install(part))
          .catch(tellFailure(part, "[data-message], [role=status], .status"))
    );
  const bar = root.querySelector<HTMLElement>("[data-scenario-bar]");
  if (bar)
    soon(
      () =>
        void watchedImport(import("./scenario-bar.js"))
          .then(({installScenarioBar}) => installScenarioBar(bar))
          .catch(unseen)
    );
  if (root.querySelector("[data-live-status]"))
    afterFirstPaint(
      () =>
        void watchedImport(import("./engine/check.js"))
          .then(({goLive}) => goLive(root))
          .catch(tellFailure(root, "[data-live-status]"))
    );
}
