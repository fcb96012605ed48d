import {defineCommand, runIfStarted, UsageError} from "../../data-loaders/console/command.ts";
import {builtSite} from "../browser/built-site.ts";
import {sampleBuild} from "./sample-build.ts";
import {smallSample} from "./small-sample.ts";

export const command = defineCommand({
  name: "npx tsx test/support/prepare.ts",
  about: "Builds what tests share, in a separate process.",
  positional: {name: "WHAT", help: "samples or site", required: true},
  async run(_, {positionals: [what]}) {
    if (what === "site") process.stdout.write(`${await builtSite()}\n`);
    else if (what === "samples") {
      await smallSample();
      await sampleBuild();
    } else throw new UsageError(`unknown: ${what}`, {advice: "give samples or site"});
  }
});

await runIfStarted(import.meta.url, command);
