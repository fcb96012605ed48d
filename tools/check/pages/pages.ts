import {readFile, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {addressOf, serve} from "../../../src/site/serve.ts";
import {projectSite} from "../../../src/site/site.ts";
import {describeMachine} from "../../machine.ts";
import {defineCommand, exitCodes, runIfStarted, wholeNumber} from "../../../data-loaders/console/command.ts";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {writeSection} from "../../../data-loaders/console/write-section.ts";
import {findViolations, launchForMeasuring, measureLighthouse, measurePaint} from "./measure-page.ts";
import {describePages, findMisses, listPages, medianPaint, type PageMeasures, samplePages} from "./limits.ts";

export interface CheckOptions {
  /** Number of visits per page for paint, and of Lighthouse runs; the median counts. */
  runs: number;
  /** Pages to visit; all by default. */
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

/** The path for which the site was built. The error page contains it, and finds its styles only there. */
async function readBase(folder: string): Promise<string> {
  const html = await readFile(join(folder, "404.html"), "utf8").catch(() => "");
  return /<base href="([^"]*)">/.exec(html)?.[1] ?? "/";
}

export const command = defineCommand({
  name: "npm run check -- pages",
  about: "Visits the pages of the built site with Lighthouse and axe, and fails if one misses a limit.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"},
    runs: {value: "N", help: "visits per page, of which the median counts (default 1)", default: "1"},
    page: {value: "PATH", help: "only this page; may be given several times", multiple: true},
    folder: {value: "DIR", help: "the built site (default dist)", default: projectSite.output}
  },
  async run({json, write, runs: visits, page, folder}) {
    const log = (line: string) => process.stderr.write(`${line}\n`);
    const runs = wholeNumber("runs", visits, 1);
    const reports = await checkPages(folder, {runs, only: page.length > 0 ? page : undefined, log});
    const table = describePages(reports);
    const misses = reports.flatMap(findMisses);
    const verdict = misses.length ? `${misses.length} misses` : "all pages are within all limits";
    process.stdout.write(`${[table, "", ...misses, verdict].join("\n")}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(reports, null, 1)}\n`);
    if (write !== undefined) {
      const measured = runs === 1 ? "one visit" : `the median of ${runs} visits`;
      const machine = `Machine: ${describeMachine()}; ${measured} per page.`;
      await writeSection(write, start, end, `${machine}\n\n${table}`);
    }
    return misses.length ? exitCodes.failed : exitCodes.done;
  }
});

await runIfStarted(import.meta.url, command);
