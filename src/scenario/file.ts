import {collect, type Notice, shorten} from "./address.js";
import {fieldNames} from "./fields.js";
import {scenarioFileWords as words} from "../words/en/scenario.js";
import {changedFields, type FieldName, publishedScenario, type Scenario, type ScenarioBase} from "./scenario.js";

/** Kind and version of the file, as the file states them. */
const [kind, version] = ["flanders-key-technologies/scenario", 1] as const;

/** Maximum number of characters of a file; a file with the maximum number of decisions is shorter. */
const longest = 200_000;

export interface FileOptions {
  /** Build of the data with which the scenario was made. */
  build: string;
  /** Address of a page that shows the scenario. */
  address: string;
}

/** Writes a scenario as a small JSON file: what differs from the published view, by field name. */
export function writeFile(scenario: Scenario, base: ScenarioBase, {build, address}: FileOptions): string {
  const changes = Object.fromEntries(
    changedFields(publishedScenario(base), scenario).map((name) => [name, scenario[name]])
  );
  return `${JSON.stringify({kind, version, build, address, scenario: changes}, null, 2)}\n`;
}

/**
 * Reads the scenario in a file. Invalid values are left out and give a notice.
 * @throws RangeError for a file of another kind
 */
export function readFile(text: string, base: ScenarioBase): {scenario: Scenario; notices: Notice[]} {
  if (text.length > longest) throw new RangeError(words.tooLong(text.length));
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new RangeError(words.noJson(error instanceof Error ? error.message : String(error)), {cause: error});
  }
  const {
    kind: ofKind,
    version: ofVersion,
    scenario
  } = (typeof content === "object" && content !== null ? content : {}) as Record<string, unknown>;
  if (ofKind !== kind) throw new RangeError(words.otherKind(shorten(JSON.stringify(ofKind) ?? words.missing), kind));
  if (typeof scenario !== "object" || scenario === null || Array.isArray(scenario))
    throw new RangeError(words.noFields);
  const notices: Notice[] =
    ofVersion === version
      ? []
      : [{kind: "version", key: "version", value: shorten(JSON.stringify(ofVersion) ?? words.missing)}];
  const given: [FieldName, string, unknown, string][] = [];
  for (const [name, value] of Object.entries(scenario)) {
    const told = JSON.stringify(value) ?? "";
    if (!fieldNames.includes(name as FieldName))
      notices.push({kind: "unknown", key: shorten(name), value: shorten(told)});
    else given.push([name as FieldName, name, value, told]);
  }
  return collect(given, base, notices);
}
