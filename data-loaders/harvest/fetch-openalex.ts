import {join, resolve} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {defineCommand, runIfStarted, UsageError, wholeNumber} from "../console/command.ts";
import {createProgress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadGazetteer} from "../regions/gazetteer.ts";
import {createLocator} from "../regions/locate.ts";
import {loadRegions, type Regions} from "../regions/regions.ts";
import {describeCost} from "./allowance.ts";
import {OpenAlexClient} from "./client.ts";
import {harvest} from "./harvest.ts";
import {HarvestFolder, type HarvestParameters} from "./state.ts";

interface FetchOptions {
  parameters: HarvestParameters;
  out: string;
  maxCalls: number | undefined;
  fresh: boolean;
}

/**
 * Turns the option values of `npm run fetch:openalex` into those of a harvest.
 * @throws UsageError for an invalid value
 */
export function readOptions(values: ReturnType<typeof command.read>["values"], regions: Regions): FetchOptions {
  const region = values.region.toUpperCase();
  const known =
    region.length === 2
      ? regions.country(region) !== undefined
      : regions.locations.some(({code, nuts1}) => code === region || nuts1 === region);
  if (!known)
    throw new UsageError(`unknown region: ${values.region}`, {
      advice: "give a NUTS 2021 code of level 1 or 2 (BE2, BE24), or a country code (BE)"
    });
  const [, first, last] = /^(\d{4})-(\d{4})$/.exec(values.years) ?? [];
  if (first === undefined || Number(first) > Number(last)) {
    throw new UsageError(`invalid years: ${values.years}`, {
      advice: "give the first and the last year, such as 2021-2025"
    });
  }
  const calls = values["max-calls"];
  const maxCalls = calls === undefined ? undefined : wholeNumber("max-calls", calls, 1);
  return {
    parameters: {region, years: [Number(first), Number(last)]},
    out: resolve(values.out),
    maxCalls,
    fresh: values.fresh
  };
}

export const command = defineCommand({
  name: "npm run fetch:openalex --",
  about: "Downloads the publications of a region, and the institutions they name, from the OpenAlex API.",
  options: {
    region: {value: "CODE", help: "NUTS1 or NUTS2 region (BE2, BE24), or a country (BE)", required: true},
    years: {value: "FIRST-LAST", help: "years of publication, such as 2021-2025", required: true},
    out: {
      value: "DIR",
      help: "folder for the harvest; pass it to npm run data as --publications",
      required: true
    },
    "max-calls": {value: "N", help: "stop after N calls; run the same command again to resume"},
    fresh: {help: "discard an earlier harvest and start again"}
  },
  notes: "A key in OPENALEX_API_KEY raises the daily allowance.",
  async run(values, {signal}) {
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    const regions = await loadRegions(join(projectRoot, "data/regions"));
    const {parameters, out, maxCalls, fresh} = readOptions(values, regions);
    const folder = new HarvestFolder(out);
    const state = await folder.load(parameters, {fresh, today: new Date().toISOString().slice(0, 10)});
    if (state.finished) {
      const works = `${state.counts.works.toLocaleString("en-US")} works`;
      say(`nothing to do: the harvest of ${state.edition} is complete (${works}); --fresh starts again`);
      return;
    }
    const progress = createProgress({label: "harvest", restless: true});
    const client = new OpenAlexClient(
      {
        url: (process.env.OPENALEX_API_URL ?? "https://api.openalex.org").replace(/\/$/, ""),
        key: process.env.OPENALEX_API_KEY,
        signal,
        maxCalls,
        onWait: (milliseconds) =>
          progress.update(client.calls, `calls: waiting ${Math.ceil(milliseconds / 1000)} s before the next try`)
      },
      {
        fetch,
        sleep: async (milliseconds, abort) => await wait(milliseconds, undefined, {signal: abort}),
        random: Math.random
      }
    );
    const locator = createLocator({regions, gazetteer: await loadGazetteer(join(projectRoot, "data/regions"))});
    const finished = await harvest(
      {parameters, folder, state, client, regions, locator},
      {
        say,
        signal,
        onProgress(pages, total, note) {
          const cost = describeCost(client.calls, client.allowance);
          const page = total > 0 ? `page ${pages} of ${total}, ` : "";
          progress.update(client.calls, `calls, ${cost}: ${page}${note}`);
        }
      }
    );
    progress.finish(finished ? "finished" : "paused");
  }
});

await runIfStarted(import.meta.url, command);
