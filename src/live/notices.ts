import type {Notice} from "../scenario/address.ts";
import {scenarioBarWords} from "../words/en/live.js";

/** More sentences than this are counted. */
const most = 4;

/** A sentence on each part of an address or a file that cannot be used; of many, on the first ones. */
export function noticeTexts(notices: readonly Notice[]): string[] {
  const words = scenarioBarWords.notice;
  const others = notices.length - most;
  const texts = notices.slice(0, most).map(({kind, key, value, expected}) => {
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
  return others > 0 ? [...texts, words.others(others)] : texts;
}
