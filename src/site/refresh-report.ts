/**
 * Brings the report's data up to date in a process of its own, with the code as it is now: what a preview runs after a change
 * of an indicator or a predicate, and can stop. Takes `--specifications N`.
 */
import {parseArgs} from "node:util";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";

await runCommand(async () => {
  const {values} = parseArgs({options: {specifications: {type: "string"}}});
  await ensureReport({specifications: values.specifications === undefined ? undefined : Number(values.specifications)});
  return exitCodes.done;
});
