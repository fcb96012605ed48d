import {writeFile} from "node:fs/promises";
import type {CDPSession, Page} from "playwright-core";
import {addressOf, serve} from "../../src/site/serve.ts";
import {projectSite} from "../../src/site/site.ts";
import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {writeSection} from "../../data-loaders/console/write-section.ts";
import {Random} from "../../src/scenario/random.ts";
import {launchChromium} from "../browser.ts";

const [start, end] = ["<!-- bench:memory -->", "<!-- end bench:memory -->"];
const regions = ["NL4", "FR10", "DE21", "SE11", "BE3", "DK01", "ES51", "ITC4", "BE2"];

/**
 * The memory of a page in megabytes after some moves and a garbage collection, and the number of nodes in its document.
 */
export interface MemorySample {
  moves: number;
  /** JavaScript memory of the page. */
  page: number;
  /** JavaScript memory of its workers, including the buffers of DuckDB's WebAssembly. */
  workers: number;
  nodes: number;
  listeners: number;
}

interface Target {
  evaluate(): Promise<number>;
}

/** Attaches the page's workers. Messages to them go through the page's session, with the id of the worker. */
async function attachWorkers(session: CDPSession): Promise<() => Target[]> {
  const targets = new Map<string, Target>();
  let asked = 0;
  const waiting = new Map<number, (result: {usedSize?: number; backingStorageSize?: number}) => void>();
  session.on("Target.attachedToTarget", ({sessionId, targetInfo: {type}}) => {
    if (type !== "worker") return;
    const send = async (method: string) => {
      const id = ++asked;
      const answer = new Promise<{usedSize?: number; backingStorageSize?: number}>((resolve) =>
        waiting.set(id, resolve)
      );
      await session.send("Target.sendMessageToTarget", {sessionId, message: JSON.stringify({id, method})});
      return await answer;
    };
    targets.set(sessionId, {
      async evaluate() {
        await send("HeapProfiler.collectGarbage");
        const {usedSize = 0, backingStorageSize = 0} = await send("Runtime.getHeapUsage");
        return (usedSize + backingStorageSize) / 1e6;
      }
    });
  });
  session.on("Target.receivedMessageFromTarget", ({message}) => {
    const {id, result} = JSON.parse(message) as {id?: number; result?: {usedSize?: number}};
    if (id === undefined) return;
    waiting.get(id)?.(result ?? {});
    waiting.delete(id);
  });
  session.on("Target.detachedFromTarget", ({sessionId}) => targets.delete(sessionId));
  await session.send("Target.setAutoAttach", {autoAttach: true, waitForDebuggerOnStart: false, flatten: false});
  return () => [...targets.values()];
}

async function sample(session: CDPSession, workers: () => Target[], moves: number): Promise<MemorySample> {
  await session.send("HeapProfiler.collectGarbage");
  const {usedSize, backingStorageSize = 0} = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  const {nodes, jsEventListeners: listeners} = await session.send("Memory.getDOMCounters");
  const inWorkers = await Promise.all(workers().map(async (target) => await target.evaluate()));
  return {
    moves,
    page: (usedSize + backingStorageSize) / 1e6,
    workers: inWorkers.reduce((sum, one) => sum + one, 0),
    nodes,
    listeners
  };
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    `(({dataset}) => dataset.shown !== undefined && dataset.written === dataset.shown && !("busy" in dataset))(
      document.querySelector("[data-lab]")
    )`
  );
}

/** Drags sliders and switches regions on the what-if page, and takes samples at regular intervals. */
async function drive(folder: string, moves: number, samples: number): Promise<MemorySample[]> {
  const server = await serve(folder, {});
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}, bypassCSP: true});
    page.setDefaultTimeout(120_000);
    const session = await page.context().newCDPSession(page);
    const workers = await attachWorkers(session);
    await page.goto(`${addressOf(server)}/lab/what-if`);
    await page.mouse.move(9, 9);
    await settled(page);
    const random = new Random(7);
    const found: MemorySample[] = [];
    for (let i = 0; i <= moves; ++i) {
      if (i % Math.round(moves / samples) === 0) {
        await settled(page);
        found.push(await sample(session, workers, i));
        process.stderr.write(`${i} moves: ${found.at(-1)!.page.toFixed(1)} + ${found.at(-1)!.workers.toFixed(1)} MB\n`);
      }
      if (random.chance(0.15)) await page.locator("[data-field=region] select").selectOption(random.pick(regions));
      else {
        const field = random.chance(0.6) ? "rca_threshold" : "similarity_cpc";
        const value =
          field === "rca_threshold" ? 0.8 + random.integer(0, 16) * 0.05 : 0.3 + random.integer(0, 19) * 0.01;
        await page.locator(`#field-${field}`).evaluate((input: HTMLInputElement, to) => {
          input.value = to;
          input.dispatchEvent(new Event("input", {bubbles: true}));
          input.dispatchEvent(new Event("change", {bubbles: true}));
        }, value.toFixed(2));
      }
      // After every tenth move, waits until the page shows all results.
      if (i % 10 === 9) await settled(page);
    }
    return found;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Slope of the least-squares line through the samples, per thousand moves. */
export function slope(samples: readonly MemorySample[], of: (sample: MemorySample) => number): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({moves}) => moves)),
    y = mean(samples.map(of));
  const spread = samples.reduce((sum, one) => sum + (one.moves - x) ** 2, 0);
  return (1000 * samples.reduce((sum, one) => sum + (one.moves - x) * (of(one) - y), 0)) / spread;
}

/** A table with a row for each sample, and the slopes without the first third, during which caches fill. */
export function describeMemory(samples: readonly MemorySample[]): string {
  const rows = samples.map(
    (one) => `| ${one.moves} | ${one.page.toFixed(1)} | ${one.workers.toFixed(1)} | ${one.nodes} | ${one.listeners} |`
  );
  const late = samples.slice(Math.floor(samples.length / 3));
  const per = (of: (one: MemorySample) => number, digits: number) => slope(late, of).toFixed(digits);
  return [
    "| moves | page, MB | workers, MB | nodes | listeners |",
    "|---:|---:|---:|---:|---:|",
    ...rows,
    `| each 1,000 more | ${per((one) => one.page, 1)} | ${per((one) => one.workers, 1)} | ` +
      `${per((one) => one.nodes, 0)} | ${per((one) => one.listeners, 0)} |`
  ].join("\n");
}

/** The two curves as an SVG picture. */
export function drawMemory(samples: readonly MemorySample[]): string {
  const [width, height, left, bottom] = [640, 260, 48, 32];
  const most = Math.max(...samples.map(({page, workers}) => Math.max(page, workers))) * 1.1;
  const last = samples.at(-1)!.moves;
  const at = (moves: number, value: number) => {
    const x = left + (moves / last) * (width - left - 90);
    const y = height - bottom - (value / most) * (height - bottom - 12);
    return [x.toFixed(1), y.toFixed(1)] as const;
  };
  const line = (name: string, colour: string, of: (one: MemorySample) => number) => {
    const [x, y] = at(last, of(samples.at(-1)!));
    const points = samples.map((one) => at(one.moves, of(one)).join(",")).join(" ");
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points}"/>` +
      `<text x="${Number(x) + 6}" y="${Number(y) + 4}" fill="${colour}">${name}</text>`
    );
  };
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round((part * most) / 1.1));
  const box = `viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${box}>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...ticks.map((value) => {
      const y = Number(at(0, value)[1]) + 4;
      return `<text x="${left - 6}" y="${y}" text-anchor="end" fill="#555">${value}</text>`;
    }),
    `<text x="${left}" y="${height - 8}" fill="#555">0 moves</text>`,
    `<text x="${width - 90}" y="${height - 8}" text-anchor="end" fill="#555">${last} moves; MB</text>`,
    line("page", "#0b5c8a", (one) => one.page),
    line("workers", "#b04e15", (one) => one.workers),
    "</svg>\n"
  ].join("");
}

export const command = defineCommand({
  name: "npm run bench -- memory",
  about: "Measures the memory of a page of the lab over many moves.",
  options: {
    write: {value: "FILE", help: "also puts the table between its marks in a Markdown file"},
    chart: {value: "FILE", help: "also draws the samples as SVG"},
    moves: {value: "N", help: "moves (default 600)", default: "600"},
    samples: {value: "N", help: "times at which memory is read (default 12)", default: "12"},
    folder: {value: "DIR", help: "the built site (default dist)", default: projectSite.output}
  },
  async run({write, chart, moves, samples: times, folder}) {
    const samples = await drive(folder, wholeNumber("moves", moves, 1), wholeNumber("samples", times, 1));
    const table = describeMemory(samples);
    process.stdout.write(`${table}\n`);
    if (chart !== undefined) await writeFile(chart, drawMemory(samples));
    if (write !== undefined) await writeSection(write, start, end, table);
  }
});

await runIfStarted(import.meta.url, command);
