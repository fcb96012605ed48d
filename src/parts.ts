// What pages call, one line each; docs/parts.md and /lab/parts show each.
export {chart} from "./live/forks/chart.js";
export {scenarioControls} from "./live/forks/controls.js";
export {claim} from "./live/forks/own-claim.js";
export {number} from "./live/forks/own-number.js";
export {changes, claimsTable, figure, flips, snapshot} from "./live/forks/parts.js";
export {fixed} from "./words/en/locale.js";
