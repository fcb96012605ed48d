import {join, resolve} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {exitCodes, runCommand} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {createProgress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadGazetteer} from "../regions/gazetteer.ts";
import {createLocator} from "../regions/locate.ts";
import {loadRegions, type Regions} from "../regions/regions.ts";
import {dollarsPerCall, OpenAlexClient} from "./client.ts";
import {harvest} from "./harvest.ts";
import {HarvestFolder, type HarvestParameters} from "./state.ts";

const usage = `usage: npm run fetch:openalex -- --region CODE --years FIRST-LAST --out DIR [--max-calls N] [--fresh]

Harvests the publications of a region, and the institutions that they name, from the OpenAlex API.

  --region CODE        NUTS1 or NUTS2 region (BE2, BE24), or a country (BE)
  --years FIRST-LAST   years of publication, e.g. 2021-2025
  --out DIR            where the harvest goes; give it to npm run data as --publications
  --max-calls N        stop after N calls; the same command goes on later
  --fresh              start anew

A key in OPENALEX_API_KEY raises the daily allowance.
`;

interface FetchOptions {
  parameters: HarvestParameters;
  out: string;
  maxCalls: number | undefined;
  fresh: boolean;
}

/**
 * Reads the options of `npm run fetch:openalex`.
 * @throws InputError for anything that is no option or no value of it
 */
export function parseOptions(argv: readonly string[], regions: Regions): FetchOptions {
  const string = {type: "string"} as const;
  const advice = "see npm run fetch:openalex -- --help";
  let values;
  try {
    ({values} = parseArgs({
      args: [...argv],
      options: {region: string, years: string, out: string, "max-calls": string, fresh: {type: "boolean"}}
    }));
  } catch (cause) {
    throw new InputError((cause as Error).message.split(". ")[0]!.toLowerCase(), {advice, cause});
  }
  for (const name of ["region", "years", "out"] as const) {
    if (values[name] === undefined) throw new InputError(`missing --${name}`, {advice});
  }
  const region = values.region!.toUpperCase();
  const known =
    region.length === 2
      ? regions.country(region) !== undefined
      : regions.locations.some(({code, nuts1}) => code === region || nuts1 === region);
  if (!known)
    throw new InputError(`unknown region: ${values.region}`, {
      advice: "give a NUTS 2021 code of level 1 or 2, or a country"
    });
  const [, first, last] = /^(\d{4})-(\d{4})$/.exec(values.years!) ?? [];
  if (first === undefined || Number(first) > Number(last)) {
    throw new InputError(`invalid years: ${values.years}`, {advice: "give the first and the last, e.g. 2021-2025"});
  }
  const maxCalls = values["max-calls"] === undefined ? undefined : Number(values["max-calls"]);
  if (maxCalls !== undefined && !(Number.isInteger(maxCalls) && maxCalls > 0)) {
    throw new InputError(`invalid --max-calls: ${values["max-calls"]}`, {advice: "give a whole number above 0"});
  }
  return {
    parameters: {region, years: [Number(first), Number(last)]},
    out: resolve(values.out!),
    maxCalls,
    fresh: values.fresh ?? false
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async (signal) => {
    if (process.argv.includes("--help")) {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    const regions = await loadRegions(join(projectRoot, "data/regions"));
    const {parameters, out, maxCalls, fresh} = parseOptions(process.argv.slice(2), regions);
    const folder = new HarvestFolder(out);
    const state = await folder.load(parameters, {fresh, today: new Date().toISOString().slice(0, 10)});
    if (state.finished) {
      say(
        `nothing to do: the harvest of ${state.edition} is finished (${state.counts.works.toLocaleString("en-US")} works); start anew with --fresh`
      );
      return exitCodes.done;
    }
    let left = "";
    const client = new OpenAlexClient(
      {
        url: (process.env.OPENALEX_API_URL ?? "https://api.openalex.org").replace(/\/$/, ""),
        key: process.env.OPENALEX_API_KEY,
        signal,
        maxCalls,
        onCall: (_, remaining) =>
          (left = remaining === undefined ? "" : `, ${remaining.toLocaleString("en-US")} left today`)
      },
      {
        fetch,
        sleep: async (milliseconds, abort) => await wait(milliseconds, undefined, {signal: abort}),
        random: Math.random
      }
    );
    const progress = createProgress({label: "harvest", restless: true});
    const locator = createLocator({regions, gazetteer: await loadGazetteer(join(projectRoot, "data/regions"))});
    const finished = await harvest(
      {parameters, folder, state, client, regions, locator},
      {
        say,
        signal,
        onProgress: (pages, total, note) =>
          progress.update(
            client.calls,
            `calls, ${(client.calls * dollarsPerCall).toFixed(3)} $${left}: ${total > 0 ? `page ${pages} of ${total}, ` : ""}${note}`
          )
      }
    );
    progress.finish(finished ? "finished" : "paused");
    return exitCodes.done;
  });
}
