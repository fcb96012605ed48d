/** Makes what tests share, in a process of its own: `prepare.ts samples` or `prepare.ts site`. */
import {builtSite} from "../browser/built-site.ts";
import {sampleBuild} from "./sample-build.ts";
import {smallSample} from "./small-sample.ts";

const [what] = process.argv.slice(2);
if (what === "site") process.stdout.write(`${await builtSite()}\n`);
else {
  await smallSample();
  await sampleBuild();
}
