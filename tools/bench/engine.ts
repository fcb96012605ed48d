import {execFile} from "node:child_process";
import {createReadStream, existsSync} from "node:fs";
import {copyFile, mkdir, mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {extname, join, normalize} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {build} from "esbuild";
import {defineCommand, runIfStarted, UsageError} from "../../data-loaders/console/command.ts";
import {createProgress} from "../../data-loaders/console/progress.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readParquetSql} from "../../data-loaders/duckdb/read-files.ts";
import {defaultOut, ensureWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {launchChromium} from "../browser.ts";
import type {ClientOptions, ClientResult} from "./engine-client.ts";
import {writeGeneratedWorld} from "./generated-world.ts";
import {describeMachine} from "../machine.ts";
import {summarise, type Timing} from "./timing.ts";

const tables = ["locations", "technologies", "codes", "links", "patents", "patents_code_sets", "patents_location_sets"];
/** Targets in milliseconds for the 95th percentile of a move, and for the whole chain. */
const targets: Record<string, number> = {
  cut: 16,
  "rca-threshold": 16,
  "similarity-threshold": 50,
  "cooccurrence-threshold": 50,
  "whole-chain": 1000
};
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".parquet": "application/octet-stream"
};

/** Serves a folder on a free port. */
async function serveFolder(folder: string): Promise<{url: string; close: () => void}> {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url!, "http://localhost").pathname)));
    if (!path.startsWith(folder) || !existsSync(path) || extname(path) === "") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {"content-type": types[extname(path)] ?? "text/plain"});
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close()};
}

async function prepareSite(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  const modules = join(projectRoot, "node_modules");
  await build({
    entryPoints: [fileURLToPath(new URL("./engine-client.ts", import.meta.url))],
    outfile: join(folder, "client.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error"
  });
  for (const [file, name] of [
    ["@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"],
    ["@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"],
    ["parquet-wasm/esm/parquet_wasm_bg.wasm"]
  ].map(([path]) => [path!, path!.split("/").at(-1)!])) {
    await copyFile(join(modules, file!), join(folder, name!));
  }
  await writeFile(
    join(folder, "index.html"),
    '<!doctype html><title>bench</title><script type="module" src="/client.js"></script>'
  );
}

/** Writes the tables of a scale into the site's folder. */
async function prepareScale(folder: string, patents: number | "sample"): Promise<void> {
  if (patents !== "sample") {
    await writeGeneratedWorld(folder, {patents, locations: 330, domains: 650});
    await rm(join(folder, "work"), {recursive: true, force: true});
    return;
  }
  await ensureWarehouse();
  const manifest = (await readManifest(defaultOut))!;
  await mkdir(folder, {recursive: true});
  for (const name of tables)
    await copyFile(join(defaultOut, manifest.build, `${name}.parquet`), join(folder, `${name}.parquet`));
}

/** Runs the page's SQL in native DuckDB. */
async function runNative(
  folder: string,
  {setup, similarity, cooccurrence, chain}: ClientResult["sql"]
): Promise<Record<string, number[]>> {
  // The folder of the tables, so that DuckDB can spill.
  const db = await WorkDatabase.open(join(folder, "native"));
  const timings: Record<string, number[]> = {
    "native-similarity-threshold": [],
    "native-cooccurrence-threshold": [],
    "native-whole-chain": []
  };
  try {
    for (const name of tables)
      await db.run(`CREATE TABLE ${name} AS FROM ${readParquetSql(join(folder, `${name}.parquet`))}`);
    for (const statement of setup) await db.run(statement);
    const time = async (name: string, statements: readonly string[]) => {
      const started = performance.now();
      for (const statement of statements) await db.run(statement);
      timings[name]!.push(performance.now() - started);
    };
    for (const statements of similarity) await time("native-similarity-threshold", statements);
    for (const statements of cooccurrence) await time("native-cooccurrence-threshold", statements);
    await time("native-whole-chain", chain);
    return timings;
  } finally {
    db.close();
  }
}

const econGeo = `
suppressMessages(library(EconGeo))
set.seed(1)
m <- matrix(rpois(330*650, 3), 330)
d <- crossprod(m > 3)
diag(d) <- 0
t <- system.time({
  r <- rca(m, binary = TRUE)
  k <- relatedness(d, method = "cosine")
  x <- relatedness_density(m, k)
})
cat(t[["elapsed"]])`;

/**
 * Times EconGeo for the same calculation with as many locations and technologies, if R and the package are installed.
 */
async function runPeers(): Promise<string> {
  try {
    const {stdout} = await promisify(execFile)("Rscript", ["-e", econGeo]);
    return `EconGeo, RCA + relatedness + density of 330 × 650: ${Number(stdout).toFixed(2)} s`;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return `EconGeo skipped: ${missing ? "R is not installed" : "R or the package EconGeo failed"}`;
  }
}

type Facts = Record<string, Record<string, number>>;

interface BenchResult {
  machine: string;
  timings: Timing[];
  facts: Facts;
}

async function bench(scales: readonly (number | "sample")[], growth: readonly number[]): Promise<BenchResult> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-engine-"));
  const progress = createProgress({label: "bench", total: 2 + 2 * (scales.length + growth.length)});
  const timings: Timing[] = [];
  const facts: Facts = {};
  const nameOf = (patents: number | "sample") => (patents === "sample" ? patents : `${patents / 1e6}m`);
  const browser = await launchChromium();
  let done = 0;
  try {
    progress.update(done++, "bundling");
    const site = join(scratch, "site");
    await prepareSite(site);
    const server = await serveFolder(site);
    const start = (await readManifest((await ensureWarehouse(), defaultOut)))!.classification.thresholds.vocabularies;
    for (const patents of [...scales, ...growth]) {
      const scale = nameOf(patents);
      const folder = join(site, scale);
      const grown = !scales.includes(patents);
      progress.update(done++, `${scale}: writing the tables`);
      await prepareScale(folder, patents);
      progress.update(done++, `${scale}: measuring`);
      const options: ClientOptions = {moves: grown ? 40 : 200, sqlMoves: grown ? 1 : 5, chains: grown ? 1 : 5, start};
      const result = await runInPage(browser, server.url, scale, options);
      timings.push(...summarise(scale, result.timings), ...summarise(scale, await runNative(folder, result.sql)));
      const sizes = await Promise.all(tables.map(async (name) => (await stat(join(folder, `${name}.parquet`))).size));
      facts[scale] = {...result.facts, parquet_bytes: sizes.reduce((sum, size) => sum + size, 0)};
      await rm(folder, {recursive: true, force: true});
    }
    server.close();
    progress.finish();
    return {machine: `${describeMachine({memory: true})}, Chromium ${browser.version()}`, timings, facts};
  } finally {
    await browser.close();
    await rm(scratch, {recursive: true, force: true});
  }
}

/** @throws Error when the engine and the plain SQL give different counts */
async function runInPage(
  browser: Awaited<ReturnType<typeof launchChromium>>,
  url: string,
  scale: string,
  options: ClientOptions
): Promise<ClientResult> {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${url}/index.html`);
  await page.waitForFunction("globalThis.runBench !== undefined");
  const result = (await page.evaluate(
    ([base, some]) =>
      (globalThis as unknown as {runBench(base: string, options: ClientOptions): Promise<ClientResult>}).runBench(
        base,
        some
      ),
    [`/${scale}`, options] as const
  )) as ClientResult;
  await page.close();
  const {different_cells: different} = result.facts;
  if (different !== 0) throw new Error(`${scale}: ${different} cells differ between the engine and the plain SQL`);
  return result;
}

function describe({machine, timings, facts}: BenchResult): string {
  return [`machine: ${machine}`, "", ...describeMoves(timings, facts), "", ...describeSizes(timings, facts)].join("\n");
}

const ms = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US"));
const row = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;

function describeMoves(timings: readonly Timing[], facts: Facts): string[] {
  const lines = [
    "| scale | move | n | median, ms | p95, ms | target, ms " +
      "| plain SQL in the tab, ms | times faster | native SQL, ms |",
    "|---|---|---:|---:|---:|---:|---:|---:|---:|"
  ];
  for (const scale of Object.keys(facts)) {
    const find = (name: string) => timings.find((timing) => timing.name === name && timing.scale === scale);
    for (const [name, target] of Object.entries(targets)) {
      const [ours, plain, native] = [find(name), find(`plain-sql-${name}`), find(`native-${name}`)];
      if (!ours) continue;
      lines.push(
        row([
          scale,
          name,
          ours.n,
          ms(ours.median),
          ms(ours.p95),
          `${target}${ours.p95 > target ? " **missed**" : ""}`,
          plain ? ms(plain.median) : "",
          plain ? (plain.median / ours.median).toFixed(0) : "",
          native ? ms(native.median) : ""
        ])
      );
    }
  }
  return lines;
}

function describeSizes(timings: readonly Timing[], facts: Facts): string[] {
  const whole = (value: number | undefined) => Math.round(value!).toLocaleString("en-US");
  return [
    "| scale | locations, regions | domains | sets of codes | set × code | set × place | links " +
      "| sets touched by a move | Parquet, MB | tables loaded, ms | folded, ms | first classification, ms | heap, MB |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...Object.entries(facts).map(([scale, fact]) => {
      const time = (name: string) =>
        ms(timings.find((timing) => timing.name === name && timing.scale === scale)!.median);
      return row([
        scale,
        fact.places,
        fact.domains,
        ...[fact.sets, fact.set_codes, fact.set_places, fact.links, fact.touched_per_move].map(whole),
        (fact.parquet_bytes! / 1e6).toFixed(1),
        ...["load-tables", "fold", "first-classification"].map(time),
        whole(fact.heap_mb)
      ]);
    })
  ];
}

/** The number of documents of a generated world, such as 1e6 for `1m`; or `sample`. */
function parseScale(text: string): number | "sample" {
  if (text === "sample") return text;
  const [, millions] = /^(\d+)m$/.exec(text) ?? [];
  if (millions === undefined || Number(millions) === 0)
    throw new UsageError(`invalid --scale: ${text}`, {advice: "give sample, or millions of documents such as 1m"});
  return Number(millions) * 1e6;
}

export const command = defineCommand({
  name: "npm run bench -- engine",
  about: "Measures the indicator engine and DuckDB-WASM in a browser.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    peers: {help: "also measures EconGeo, if R has it"},
    growth: {help: "also measures 3 and 10 million documents"},
    scale: {
      value: "SIZE",
      help: "sample, or millions of documents such as 1m; may be given several times",
      multiple: true
    }
  },
  async run({json, peers, growth, scale}) {
    const scales = (scale.length > 0 ? scale : ["sample", "1m"]).map(parseScale);
    const result = await bench(scales, growth ? [3e6, 10e6] : []);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(result.timings, null, 2)}\n`);
    const others = peers ? `\n${await runPeers()}\n` : "";
    process.stdout.write(`${describe(result)}\n${others}\n${JSON.stringify(result)}\n`);
  }
});

await runIfStarted(import.meta.url, command);
