import {readFile, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {addressOf, serve} from "../../src/site/serve.ts";
import {projectSite} from "../../src/site/site.ts";
import {describeMachine} from "../bench/timing.ts";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {insertBetween} from "../../data-loaders/console/write-section.ts";
import {findViolations, launchForMeasuring, measureLighthouse, measurePaint} from "./measure-page.ts";
import {describePages, findMisses, listPages, medianPaint, type PageMeasures, samplePages} from "./limits.ts";

export interface CheckOptions {
  /** Visits of a page for its paint, and runs of Lighthouse; the one in the middle counts. */
  runs: number;
  /** Pages to look at; all by default. */
  only?: readonly string[];
  log: (line: string) => void;
}

const [start, end] = ["<!-- check:pages -->", "<!-- end -->"];

/**
 * Measures the pages of a built site in a browser: paint on a slow phone, Lighthouse, axe.
 *
 * @param folder the built site
 * @throws InputError when there is no page to measure
 */
export async function checkPages(folder: string, {runs, only, log}: CheckOptions): Promise<PageMeasures[]> {
  const files = await readdir(folder, {recursive: true}).catch(() => []);
  const all = listPages(files);
  if (!all.length) throw new InputError("no pages", {file: folder, advice: "run npm run build first"});
  const unknown = only?.find((page) => !all.includes(page));
  if (unknown !== undefined)
    throw new InputError(`unknown page: ${unknown}`, {advice: `give one of ${all.slice(0, 5).join(", ")}, …`});
  const pages = only ?? all;
  const sample = new Set(samplePages(pages));
  const base = await readBase(folder);
  const server = await serve(folder, {base});
  const measuring = await launchForMeasuring();
  try {
    const reports: PageMeasures[] = [];
    for (const page of pages) {
      log(page);
      const url = `${addressOf(server)}${base}${page.slice(1)}`;
      const visits = [];
      if (sample.has(page)) for (let i = 0; i < runs; ++i) visits.push(await measurePaint(measuring, url));
      reports.push({
        page,
        paint: visits.length ? medianPaint(visits) : null,
        lighthouse: sample.has(page) ? await measureLighthouse(measuring, url, runs) : null,
        axe: await findViolations(measuring, url)
      });
    }
    return reports;
  } finally {
    await measuring.browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** The path for which the site was built: the error page names it, and finds its styles only there. */
async function readBase(folder: string): Promise<string> {
  const html = await readFile(join(folder, "404.html"), "utf8").catch(() => "");
  return /<base href="([^"]*)">/.exec(html)?.[1] ?? "/";
}

function parseRuns(text: string): number {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1)
    throw new InputError(`invalid number of runs: ${text}`, {advice: "give --runs 1 or more"});
  return runs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const {values} = parseArgs({
      options: {
        json: {type: "string"},
        write: {type: "string"},
        runs: {type: "string", default: "1"},
        page: {type: "string", multiple: true},
        folder: {type: "string"}
      }
    });
    const log = (line: string) => process.stderr.write(`${line}\n`);
    const runs = parseRuns(values.runs);
    const reports = await checkPages(values.folder ?? projectSite.output, {runs, only: values.page, log});
    const table = describePages(reports);
    const misses = reports.flatMap(findMisses);
    process.stdout.write(
      `${[table, "", ...misses, misses.length ? `${misses.length} misses` : "every page keeps every limit"].join("\n")}\n`
    );
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(reports, null, 1)}\n`);
    if (values.write !== undefined) {
      const machine = `Machine: ${describeMachine()}; ${runs === 1 ? "one visit" : `the middle one of ${runs} visits`} a page.`;
      await writeFile(
        values.write,
        insertBetween(await readFile(values.write, "utf8"), start, end, `${machine}\n\n${table}`)
      );
    }
    return misses.length ? exitCodes.failed : exitCodes.done;
  });
}
