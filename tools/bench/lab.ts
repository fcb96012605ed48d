import {writeFile} from "node:fs/promises";
import type {Page} from "playwright-core";
import {addressOf, serve} from "../../src/site/serve.ts";
import {projectSite} from "../../src/site/site.ts";
import {defineCommand, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
import {writeSection} from "../../data-loaders/console/write-section.ts";
import {launchChromium} from "../browser.ts";
import {describeMachine} from "../machine.ts";
import {summarise, type Timing} from "./timing.ts";

/** Controls of the what-if page, each with the range and step of its moves. */
const sliders = {
  rca_threshold: [0.8, 1.6, 0.05],
  similarity_cpc: [0.3, 0.5, 0.01],
  cooccurrence_cpc: [0.05, 0.3, 0.01]
} as const;
const regions = ["NL4", "FR10", "DE21", "SE11", "BE3", "DK01", "ES51", "ITC4", "BE2"];

const [start, end] = ["<!-- bench:lab -->", "<!-- end bench:lab -->"];

/**
 * Runs in the page: moves a control, and waits until the page has painted the new scenario. `engine` is the computing
 * time that the page reports.
 */
const mover = `globalThis.moveControl = async (selector, value) => {
  const input = document.querySelector(selector), part = document.querySelector("[data-lab]");
  if (input.value === String(value)) return null;
  const before = part.dataset.shown;
  input.value = String(value);
  if (input.value !== String(value) && Number(input.value) !== Number(value))
    throw new Error(selector + " does not accept " + value);
  const began = performance.now();
  const shown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (part.dataset.shown === before) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(part, {attributes: true, attributeFilter: ["data-shown"]});
  });
  input.dispatchEvent(new Event("input", {bubbles: true}));
  if (input instanceof HTMLSelectElement) input.dispatchEvent(new Event("change", {bubbles: true}));
  const at = await shown;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const painted = performance.now() - began;
  const [, engine] = /([\\d.,]+) ms/.exec(part.querySelector("[data-message]").textContent);
  return {shown: at - began, painted, engine: Number(engine.replace(/,/g, ""))};
}`;

interface Move {
  shown: number;
  painted: number;
  engine: number;
}

const moveControl = async (page: Page, selector: string, value: string | number): Promise<Move | null> =>
  (await page.evaluate(`moveControl(${JSON.stringify(selector)}, ${JSON.stringify(value)})`)) as Move | null;

/** Moves back and forth over a slider's values, as a reader does. */
function* walk([low, high, step]: readonly [number, number, number], count: number): Generator<string> {
  const values = Array.from({length: Math.round((high - low) / step) + 1}, (_, i) => (low + i * step).toFixed(2));
  const round = [...values, ...values.slice(1, -1).reverse()];
  for (let i = 0; i < count; ++i) yield String(Number(round[i % round.length]));
}

async function bench(folder: string, moves: number): Promise<{timings: Timing[]; version: string}> {
  const server = await serve(folder, {});
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}, bypassCSP: true});
    page.setDefaultTimeout(120_000);
    await page.goto(`${addressOf(server)}/lab/what-if`);
    await page.mouse.move(9, 9);
    const settled = async () =>
      await page.waitForFunction(
        `(({dataset}) => dataset.written !== undefined && dataset.written === dataset.shown && !("busy" in dataset))(
          document.querySelector("[data-lab]")
        )`
      );
    await settled();
    await page.evaluate(mover);
    const timings: Record<string, number[]> = {};
    const note = (name: string, move: Move | null) => {
      if (move) for (const [kind, value] of Object.entries(move)) (timings[`${name}: ${kind}`] ??= []).push(value);
    };
    for (const [field, range] of Object.entries(sliders)) {
      process.stderr.write(`${field}\n`);
      for (const value of walk(range, moves)) note(field, await moveControl(page, `#field-${field}`, value));
      await page.locator("[data-tool=reset]").click();
      await settled();
    }
    process.stderr.write("region\n");
    for (let i = 0; i < 2 * regions.length; ++i)
      note("region", await moveControl(page, "[data-field=region] select", regions[i % regions.length]!));
    await page.close();
    process.stderr.write("the whole report\n");
    const report = await browser.newPage({viewport: {width: 1280, height: 900}, bypassCSP: true});
    report.setDefaultTimeout(120_000);
    await report.goto(`${addressOf(server)}/?v=1&region=NL4`);
    await report.waitForFunction("document.querySelector('main').dataset.scenario?.includes('region=NL4')");
    for (const code of regions.slice(1, -1)) {
      const began = performance.now();
      await report.locator(".scenario-bar select").selectOption(code);
      await report.waitForFunction(
        (wanted) => document.querySelector("main")!.dataset.scenario?.includes(`region=${wanted}`),
        code,
        {polling: "raf"}
      );
      (timings["report of another region: shown"] ??= []).push(performance.now() - began);
    }
    await report.close();
    return {timings: summarise("sample", timings), version: browser.version()};
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * A table with a row for each control: milliseconds of the engine, until the page is complete, and until it is painted.
 */
export function describeMoves(timings: readonly Timing[]): string {
  const names = [...new Set(timings.map(({name}) => name.split(": ")[0]!))];
  const cell = (timing: Timing | undefined) => (timing ? `${timing.median.toFixed(0)} / ${timing.p95.toFixed(0)}` : "");
  const rows = names.map((name) => {
    const of = (kind: string) => timings.find((timing) => timing.name === `${name}: ${kind}`);
    return `| ${name} | ${of("shown")!.n} | ${cell(of("engine"))} | ${cell(of("shown"))} | ${cell(of("painted"))} |`;
  });
  return ["| control | moves | engine, ms | shown, ms | painted, ms |", "|---|---:|---:|---:|---:|", ...rows].join(
    "\n"
  );
}

export const command = defineCommand({
  name: "npm run bench -- lab",
  about: "Measures how long the lab takes to respond to a move of a control.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"},
    moves: {value: "N", help: "moves of each kind (default 60)", default: "60"},
    folder: {value: "DIR", help: "the built site (default dist)", default: projectSite.output}
  },
  async run({json, write, moves, folder}) {
    const {timings, version} = await bench(folder, wholeNumber("moves", moves, 1));
    const table = describeMoves(timings);
    process.stdout.write(`${table}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(timings, null, 1)}\n`);
    if (write !== undefined) {
      const machine = `Machine: ${describeMachine()}, Chromium ${version.split(".")[0]}; median / 95th percentile.`;
      await writeSection(write, start, end, `${machine}\n\n${table}`);
    }
  }
});

await runIfStarted(import.meta.url, command);
