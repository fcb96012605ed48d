import type {RegionText} from "../narrative/region-text/region-text.ts";
import type {RenderedReport} from "../narrative/report-data.ts";
import {regionTextWriter, type RegionTextWriter} from "../prerender/region-text-html.js";
import {claimWords} from "../words/en/claims.js";
import {reasonReturnWords} from "../words/en/live.js";
import {narrativeWords} from "../words/en/narrative.js";
import {regionTextWords} from "../words/en/region-text.js";
import {foldOwnText} from "./own-text.js";

/** The text about a region, as a page writes it. */
export interface PageText {
  writer: RegionTextWriter;
  /** Folds the report's own text away. */
  fold(): void;
  /** Lets the verdicts of the text open their reasons. */
  listen(signal: AbortSignal): void;
}

/**
 * The writer of the text of a region, in the page's language.
 * @param ownRegion name of the region that the report is about
 */
export function pageText(text: RegionText, {snapshot, published}: RenderedReport, ownRegion: string): PageText {
  return {
    writer: regionTextWriter({
      text,
      snapshot,
      published,
      ownRegion,
      words: regionTextWords,
      narrativeWords,
      claimWords
    }),
    fold: () => foldOwnText(ownRegion, regionTextWords),
    listen: installReasons
  };
}

/** Opens the list of reasons at the one of a verdict, without a step of the browser's history. */
function installReasons(signal: AbortSignal): void {
  document.querySelector("main")!.addEventListener(
    "click",
    (event) => {
      const chip = event.target instanceof Element && event.target.closest<HTMLElement>("a.verdict[data-statement]");
      const reason = chip && document.getElementById(`why-${chip.dataset.statement!}`);
      if (!reason) return;
      event.preventDefault();
      reason.closest("details")!.open = true;
      offerReturn(reason, chip);
      reason.scrollIntoView({block: "center"});
      reason.focus({preventScroll: true});
    },
    {signal}
  );
}

/** Adds to a reason the way back to the sentence from which the reader came. */
function offerReturn(reason: HTMLElement, chip: HTMLElement): void {
  reason.closest("details")!.querySelector(".return")?.remove();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "return";
  button.textContent = reasonReturnWords.back;
  button.addEventListener("click", () => {
    chip.scrollIntoView({block: "center"});
    chip.focus({preventScroll: true});
    button.remove();
  });
  reason.append(button);
}
