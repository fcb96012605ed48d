import type {Notice} from "../scenario/address.ts";
import {scenarioBarWords} from "../words/en/live.js";

/** A sentence on each part of an address or a file that cannot be used. */
export function noticeTexts(notices: readonly Notice[]): string[] {
  const words = scenarioBarWords.notice;
  return notices.map(({kind, key, value, expected}) => {
    switch (kind) {
      case "invalid":
        return words.invalid(key, value, expected ?? "");
      case "absent":
        return words.absent(key, value, expected ?? "");
      case "unknown":
        return words.unknown(key);
      case "twice":
        return words.twice(key);
      case "version":
        return words.version(value);
    }
  });
}
