import type {Notice} from "../scenario/address.ts";
import {scenarioBarWords} from "../words/en/live.js";

/** A sentence on each part of an address or a file that cannot be used. */
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
