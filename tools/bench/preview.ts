import {type ChildProcess, spawn} from "node:child_process";
import {readdir, readFile, stat, writeFile} from "node:fs/promises";
import {loadavg} from "node:os";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import type {Page} from "playwright-core";
import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {findFreePort} from "../../src/site/server-address.ts";
import {projectFolder} from "../../src/site/site.ts";
import {launchChromium} from "../browser.ts";
import {describeMachine} from "../machine.ts";

/** An edit of one file, and its effect on a page. */
interface Edit {
  what: string;
  file: string;
  from: string;
  /** The new text. It contains the mark of the run, so that each run writes a different text. */
  to: (mark: number) => string;
  page: string;
  /** Expression for the text that the page shows, evaluated in the page. */
  shown: string;
  /** Limit in seconds; null for an edit that must change nothing. */
  limit: number | null;
}

const claim = "semiconductors-with-advantage";
const density = "document.querySelector('[data-reference=\"patents.density medical-devices\"]')?.textContent";

const edits: readonly Edit[] = [
  {
    what: "a word of the report",
    file: "src/index.md",
    from: "is strong in the life sciences",
    to: (mark) => `is strong in the sciences of life ${mark}`,
    page: "/",
    shown: "document.querySelector('.lead')?.textContent",
    limit: 1
  },
  {
    what: "a word of a claim",
    file: "src/words/en/claims/map.ts",
    from: "Semiconductors are above Europe’s share in patents.",
    to: (mark) => `Semiconductors exceed Europe’s share in patents ${mark}.`,
    page: "/claims.html",
    shown: `document.getElementById("${claim}")?.querySelector("th")?.textContent`,
    limit: 1
  },
  {
    what: "a claim's predicate",
    file: "src/narrative/claims/map.ts",
    from: 'predicate: (view) => isAbove(view, "patents", "semiconductors")',
    to: (mark) => `predicate: (view) => isAbove(view, "patents", "semiconductors") === (${mark} < 0)`,
    page: "/claims.html",
    shown: `document.getElementById("${claim}")?.dataset.verdict`,
    limit: 5
  },
  {
    what: "an indicator",
    file: "src/indicators/density.ts",
    from: "Number.NaN : (100 * (row[t]! + own))",
    to: (mark) => `Number.NaN : (${(90 - (mark % 40)).toFixed(0)} * (row[t]! + own))`,
    page: "/",
    shown: density,
    limit: 10
  },
  {
    what: "a comment in an indicator",
    file: "src/indicators/density.ts",
    from: "// Without relatedness the density is undefined, not 0.",
    to: (mark) => `// Without relatedness the density is undefined ${mark}.`,
    page: "/",
    shown: density,
    limit: null
  }
];

/** Seconds to watch an edit that must change nothing. */
const watched = 8;

interface Result {
  what: string;
  file: string;
  limit: number | null;
  /**
   * Seconds from saving until the page shows the edit, by run; for an edit that must change nothing, the number of
   * changes.
   */
  seconds: number[];
  changes: number | null;
}

async function measure(page: Page, origin: string, edit: Edit, runs: number): Promise<Result> {
  const path = join(projectFolder, edit.file);
  const original = await readFile(path, "utf8");
  if (!original.includes(edit.from))
    throw new InputError(`text not found: "${edit.from}"`, {
      file: edit.file,
      advice: "correct the edit in tools/bench/preview.ts"
    });
  const result: Result = {what: edit.what, file: edit.file, limit: edit.limit, seconds: [], changes: null};
  try {
    await page.goto(`${origin}${edit.page}`);
    for (let run = 0; run < runs; ++run) {
      const before = await settled(page, edit.shown);
      const text = original.replace(edit.from, edit.to((Date.now() + run) % 997));
      if (edit.limit === null) {
        result.changes = (result.changes ?? 0) + (await countChanges(page, async () => await writeFile(path, text)));
        continue;
      }
      result.seconds.push(await timeUntil(page, edit.shown, before, async () => await writeFile(path, text)));
      // The page returns to its former state before the next run.
      const changed = await settled(page, edit.shown);
      await timeUntil(page, edit.shown, changed, async () => await writeFile(path, original));
    }
  } finally {
    if ((await readFile(path, "utf8")) !== original) await writeFile(path, original);
  }
  return result;
}

async function value(page: Page, expression: string): Promise<unknown> {
  // A reloading page has no context for a moment.
  return await page.evaluate(expression).catch(() => undefined);
}

/** Whether a page has subscribed to the preview's changes since it loaded. */
const following = new WeakMap<Page, boolean>();

function noteFollowing(page: Page): void {
  page.on("websocket", (socket) => {
    following.set(page, false);
    socket.on("framereceived", ({payload}) => {
      if (String(payload).includes('"welcome"')) following.set(page, true);
    });
  });
}

/** The text of a page after it has subscribed to changes and stayed the same for a second. */
async function settled(page: Page, expression: string): Promise<unknown> {
  let last: unknown;
  for (let same = 0; same < 10; await setTimeout(100)) {
    const now = await value(page, expression);
    same = following.get(page) && now !== undefined && now === last ? same + 1 : 0;
    last = now;
  }
  return last;
}

async function timeUntil(page: Page, shown: string, before: unknown, edit: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await edit();
  while (performance.now() - start < 180_000) {
    const now = await value(page, shown);
    if (now !== undefined && now !== null && now !== before) return (performance.now() - start) / 1000;
    await setTimeout(15);
  }
  throw new InputError("the page did not change within 180 s", {advice: "read the output of the preview above"});
}

/** Number of results, bundles and pages rebuilt after an edit. */
async function countChanges(page: Page, edit: () => Promise<void>): Promise<number> {
  await page.evaluate("globalThis.sameDocument = true");
  const before = await madeFiles();
  await edit();
  await setTimeout(1000 * watched);
  const after = await madeFiles();
  const changed = [...after].filter(([name, time]) => before.get(name) !== time).length;
  return changed + ((await value(page, "globalThis.sameDocument")) === true ? 0 : 1);
}

async function madeFiles(): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  const bundles = join(projectFolder, "src/.observablehq/cache/_config");
  for (const name of await readdir(bundles)) files.set(name, (await stat(join(bundles, name))).ino);
  for (const name of await readdir(defaultOut)) files.set(name, (await stat(join(defaultOut, name))).ino);
  return files;
}

function table(results: readonly Result[]): string {
  const rows = results.map(({what, file, limit, seconds, changes}) => {
    const sorted = [...seconds].sort((a, b) => a - b);
    const times = changes === null ? sorted.map((one) => one.toFixed(2)).join(", ") : `rebuilt: ${changes}`;
    const met = changes === null ? sorted[Math.floor(sorted.length / 2)]! <= limit! : changes === 0;
    return `| ${what} | \`${file}\` | ${limit ?? "nothing rebuilt"} | ${times} | ${met ? "yes" : "no"} |`;
  });
  return ["| edit | file | limit, s | shown after, s | met |", "|---|---|---|---|---|", ...rows].join("\n");
}

/** Starts the preview, as `npm start` does. */
async function startPreview(port: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "src/site/preview.ts", "--port", String(port)],
    {
      cwd: projectFolder,
      stdio: ["ignore", "ignore", "inherit"]
    }
  );
  for (let i = 0; i < 1200 && child.exitCode === null; ++i) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        ({ok}) => ok,
        () => false
      )
    )
      return child;
    await setTimeout(100);
  }
  child.kill();
  throw new InputError("the preview failed to start", {advice: "run npm start and read its output"});
}

export const command = defineCommand({
  name: "npm run bench -- preview",
  about: "Measures the time from saving a file until a page shows the change, in a preview of this checkout.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    runs: {value: "N", help: "edits of each kind (default 3)", default: "3"}
  },
  notes: "It edits files of this checkout and restores them; the files must contain the texts that it replaces.",
  async run({json, runs}) {
    const port = await findFreePort(4400, "127.0.0.1");
    const preview = await startPreview(port);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({viewport: {width: 1280, height: 900}});
      noteFollowing(page);
      const results: Result[] = [];
      for (const edit of edits)
        results.push(await measure(page, `http://127.0.0.1:${port}`, edit, wholeNumber("runs", runs, 1)));
      const load = loadavg()
        .map((one) => one.toFixed(1))
        .join(" ");
      process.stdout.write(`${table(results)}\n\nMachine: ${describeMachine()}; load ${load}\n`);
      if (json !== undefined) await writeFile(json, `${JSON.stringify({load: loadavg(), results}, null, 1)}\n`);
    } finally {
      await browser.close();
      preview.kill();
    }
  }
});

await runIfStarted(import.meta.url, command);
