import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";

/**
 * Computes the report. A preview runs it after a change of an indicator or a predicate, in a process that it can stop.
 */
export const command = defineCommand({
  name: "npx tsx src/site/refresh-report.ts",
  about: "Brings the report's data up to date with the current code.",
  options: {specifications: {value: "N", help: "specifications to compute; by default those of the report"}},
  async run({specifications: count}) {
    const specifications = count === undefined ? undefined : wholeNumber("specifications", count, 1);
    try {
      await ensureReport({specifications});
    } catch (error) {
      // A preview says what is wrong, once, in the terminal and on its pages.
      if (!(error instanceof InputError) || !process.send) throw error;
      process.send(error.describe());
    } finally {
      process.disconnect?.();
    }
  }
});

await runIfStarted(import.meta.url, command);
