// What forked pages call, one line each; docs/forking.md shows how.
export {scenarioControls} from "../live/forks/controls.js";
export {fixed, number} from "../words/en/locale.js";
export {changes, claimsTable, figure, flips, snapshot} from "../live/forks/parts.js";
