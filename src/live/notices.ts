import type {Notice} from "../scenario/address.ts";
import {scenarioBarWords} from "../words/en/live.js";

/** One sentence on each thing in an address or a file that the page could not follow. */
export function noticeTexts(
  notices: readonly Notice[],
  words: Pick<typeof scenarioBarWords.notice, Notice["kind"]> = scenarioBarWords.notice
): string[] {
  return notices.map(({kind, key, value, expected}) => {
    switch (kind) {
      case "invalid":
        return words.invalid(key, value, expected ?? "");
      case "unknown":
        return words.unknown(key);
      case "twice":
        return words.twice(key);
      case "version":
        return words.version(value);
    }
  });
}
