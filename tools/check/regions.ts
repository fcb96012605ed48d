import {join} from "node:path";
import {defineCommand, exitCodes, runIfStarted} from "../../data-loaders/console/command.ts";
import {nameSome} from "../../data-loaders/console/name-some.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {compareRegionCodes} from "../../data-loaders/regions/compare-codes.ts";
import {loadRegions} from "../../data-loaders/regions/regions.ts";
import {readRegionList} from "../../data-loaders/sources/regpat/region-list.ts";

export const command = defineCommand({
  name: "npm run check -- regions",
  about: "Compares every code of a list of regions with data/regions: NUTS of any edition as CSV, or REGPAT's list.",
  positional: {name: "FILE", help: "the list", required: true, exists: true},
  notes: "The exit status is 1 when a code disagrees or is unknown.",
  async run(_, {positionals}) {
    const list = await readRegionList(positionals[0]!);
    const regions = await loadRegions(join(projectRoot, "data/regions"));
    const {agree, coarse, divided, disagree, unknown, unreached} = compareRegionCodes(regions, list);
    const count = (n: number) => n.toLocaleString("en-US").padStart(6);
    const lines = [
      `${count(list.length)} codes`,
      `${count(agree)} agree`,
      `${count(coarse)} name no region below NUTS1`,
      `${count(divided.length)} lie in a smaller part of the region above, which NUTS 2021 divides`,
      ...divided.map((sentence) => `         ${sentence}`),
      `${count(disagree.length)} disagree`,
      ...disagree.map((sentence) => `         ${sentence}`),
      `${count(unknown.length)} are unknown${unknown.length > 0 ? `: ${nameSome(unknown, 40, "; ")}` : ""}`,
      ...(unreached.length > 0
        ? [`no code of the list lies in ${unreached.length} NUTS2 regions: ${nameSome(unreached, 12, "; ")}`]
        : [])
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    return disagree.length + unknown.length > 0 ? exitCodes.failed : exitCodes.done;
  }
});

await runIfStarted(import.meta.url, command);
