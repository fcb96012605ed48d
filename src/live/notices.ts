import type {Notice} from "../scenario/address.ts";
import {scenarioBarWords} from "../words/en/live.js";

/** One sentence on something in an address or a file that could not be followed. */
export function noticeText({kind, key, value, expected}: Notice): string {
  const {notice} = scenarioBarWords;
  switch (kind) {
    case "invalid":
      return notice.invalid(key, value, expected ?? "");
    case "unknown":
      return notice.unknown(key);
    case "twice":
      return notice.twice(key);
    case "version":
      return notice.version(value);
  }
}
