// Node 20 neither expands patterns nor finds TypeScript tests by itself.
import {spawn} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, dirname, join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {defineCommand, exitCodes, runIfStarted, UsageError} from "../data-loaders/console/command.ts";

/** What a job needs before it can run. */
type Need = "samples" | "site";

interface Job {
  name: string;
  args: readonly string[];
  needs?: Need;
  /** What the job produces for others. */
  makes?: Need;
  /** Whether no other job may run beside it. */
  alone?: boolean;
}

interface Outcome {
  job: Job;
  seconds: number;
  failed: boolean;
  output: string;
}

const bin = (path: string) => join("node_modules", path);
const tsx = ["--import", "tsx"];
const nodeTest = [...tsx, "--test", "--test-reporter=spec", "--test-concurrency=1"];

const samples: Job = {name: "samples", args: [...tsx, "test/support/prepare.ts", "samples"], makes: "samples"};
const site: Job = {name: "site", args: [...tsx, "test/support/prepare.ts", "site"], needs: "samples", makes: "site"};

/** The parts in starting order, the longest first. `entries` is a folder for entry files. */
const parts: Readonly<Record<string, (entries: string) => Job[]>> = {
  types: () => [{name: "types", args: [bin("typescript/bin/tsc"), "--noEmit", "-p", "."]}],
  lint: () => [
    {name: "lint", args: [bin("eslint/bin/eslint.js"), "."]},
    {name: "format", args: [bin("prettier/bin/prettier.cjs"), "--check", "."]},
    {name: "unused", args: [bin("knip/bin/knip.js")]}
  ],
  unit: (entries) => [
    {name: "unit", args: [...nodeTest, ...byFolder(testFiles("test/data-loaders", "test/src", "test/tools"), entries)]}
  ],
  browser: () => testFiles("test/lab", "test/browser").map((file) => fileJob(file, "site")),
  integration: () => testFiles("test/integration").map((file) => fileJob(file, "samples")),
  attack: () => testFiles("test/attack").map((file) => fileJob(file, file.includes("page") ? "site" : "samples")),
  release: () =>
    // The renderer of Chromium crashes when many previews start beside other work.
    testFiles("test/release").map((file) => ({...fileJob(file, "site"), alone: file.endsWith("idioms.test.ts")}))
};
const defaultParts = ["types", "unit", "browser", "integration"];

/** One more than most machines of CI have cores, since browser tests also wait. */
const jobsAtOnce = 3;

function fileJob(file: string, needs: Need): Job {
  return {name: `${basename(dirname(file))}/${basename(file, ".test.ts")}`, args: [...nodeTest, file], needs};
}

function testFiles(...folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, {recursive: true, encoding: "utf8"})
        .map((name) => join(folder, name))
        .sort()
    )
    .filter((file) => file.endsWith(".test.ts"));
}

/**
 * One entry file per folder, which imports its tests: starting a process takes most of the time of small tests. No test
 * begins before all are imported; the runner would else clean up after the first while a later file still prepares.
 */
function byFolder(tests: readonly string[], entries: string): string[] {
  const folders = new Map<string, string[]>();
  for (const file of tests) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return [...folders].map(([folder, members]) => {
    const entry = join(entries, `${folder.replace(/\W+/g, "-")}.mjs`);
    const imports = members.map((file) => `await import(${JSON.stringify(pathToFileURL(resolve(file)).href)});`);
    writeFileSync(
      entry,
      `import {before} from "node:test";
let loaded;
const all = new Promise((resolve) => (loaded = resolve));
before(() => all);
${imports.join("\n")}
loaded();
`
    );
    return entry;
  });
}

async function run(job: Job, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, job.args, {stdio: ["ignore", "pipe", "pipe"], env: {...process.env, ...env}});
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return {job, seconds: (performance.now() - started) / 1000, failed: code !== 0, output};
}

const isReady = ({needs}: Job, made: ReadonlySet<Need>) => needs === undefined || made.has(needs);

/** Runs all jobs, at most `jobsAtOnce` at a time; a job whose needs cannot be met fails. */
async function runAll(jobs: readonly Job[], report: (outcome: Outcome) => void): Promise<Outcome[]> {
  const waiting = [...jobs];
  const running = new Set<Promise<void>>();
  let alone = false;
  const outcomes: Outcome[] = [];
  const made = new Set<Need>();
  const env: NodeJS.ProcessEnv = {};
  const finish = (outcome: Outcome) => {
    if (outcome.job.makes && !outcome.failed) made.add(outcome.job.makes);
    // A test that adds a page for a moment must not have all others build the site again.
    if (outcome.job === site && !outcome.failed) env.TEST_SITE = outcome.output.trim().split("\n").at(-1);
    outcomes.push(outcome);
    report(outcome);
  };
  while (waiting.length + running.size > 0) {
    const next = waiting.findIndex((job) => isReady(job, made) && (!job.alone || running.size === 0));
    if (next >= 0 && !alone && running.size < jobsAtOnce) {
      const job = waiting.splice(next, 1)[0]!;
      alone = job.alone === true;
      const turn: Promise<void> = run(job, env).then((outcome) => {
        running.delete(turn);
        alone = false;
        finish(outcome);
      });
      running.add(turn);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else {
      for (const job of waiting.splice(0))
        finish({job, seconds: 0, failed: true, output: `no ${job.needs}: see above\n`});
    }
  }
  return outcomes;
}

/** The number of passed, failed or skipped tests of a job, from Node's summary. */
function counted(outcomes: readonly Outcome[], word: "pass" | "fail" | "skipped"): number {
  const found = outcomes.map(({output}) => new RegExp(`^ℹ ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  return found.reduce<number>((sum, one) => sum + Number(one), 0);
}

/** The tries of each kind of attack and how many of them the product survived, as lines; empty without such tests. */
function describeTries(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({output}) =>
    [...output.matchAll(/^tries (\d+) survived (\d+) kind (.+)$/gm)].map(([, tries, survived, kind]) => ({
      tries: Number(tries),
      survived: Number(survived),
      kind: kind!
    }))
  );
  if (rows.length === 0) return "";
  const sum = (key: "tries" | "survived") => rows.reduce((total, row) => total + row[key], 0);
  const line = (row: (typeof rows)[number]) =>
    `${String(row.tries).padStart(6)}${String(row.survived).padStart(10)}  ${row.kind}\n`;
  const lines = [...rows, {tries: sum("tries"), survived: sum("survived"), kind: "all"}].map(line);
  return ` tries  survived  kind\n${lines.join("")}\n`;
}

function choose(names: readonly string[], entries: string): Job[] {
  const jobs = (names.length > 0 ? names : defaultParts).flatMap((name) => {
    if (!Object.hasOwn(parts, name))
      throw new UsageError(`unknown part: ${name}`, {advice: `choose from ${Object.keys(parts).join(", ")}`});
    return parts[name]!(entries);
  });
  const needsSite = jobs.some(({needs}) => needs === "site");
  const needsSamples = needsSite || jobs.some(({name, needs}) => needs === "samples" || name === "unit");
  return [
    ...(needsSamples ? [samples] : []),
    ...jobs
      .filter(({needs}) => needs === undefined)
      .map((job) => (job.name === "unit" ? {...job, needs: "samples" as const} : job)),
    ...(needsSite ? [site] : []),
    ...jobs.filter(({needs}) => needs !== undefined)
  ];
}

/** @returns whether all jobs succeeded */
async function runParts(names: readonly string[], entries: string): Promise<boolean> {
  const jobs = choose(names, entries);
  const started = performance.now();
  const outcomes = await runAll(jobs, ({job, seconds, failed, output}) => {
    process.stdout.write(`\n== ${job.name}: ${failed ? "FAILED" : "ok"}, ${seconds.toFixed(0)} s\n${output}`);
  });
  const rows = outcomes.map(
    ({job, seconds, failed}) => `${seconds.toFixed(0).padStart(5)} s  ${failed ? "FAILED " : ""}${job.name}`
  );
  const failures = outcomes.filter(({failed}) => failed).length;
  process.stdout.write(
    `\n${rows.join("\n")}\n${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  all\n\n`
  );
  process.stdout.write(describeTries(outcomes));
  if (failures > 0) process.stdout.write(`${failures} of ${outcomes.length} jobs failed\n`);
  const [passed, failed, skipped] = (["pass", "fail", "skipped"] as const).map((word) => counted(outcomes, word));
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failures === 0;
}

export const command = defineCommand({
  name: "npm test --",
  about: "Runs parts of the tests, three jobs at a time, and prints the time of each.",
  positional: {
    name: "PART",
    help: `${Object.keys(parts).join(", ")}; by default all but lint, attack and release`,
    multiple: true
  },
  async run(_, {positionals}) {
    const entries = mkdtempSync(join(tmpdir(), "tests-"));
    try {
      return (await runParts(positionals, entries)) ? exitCodes.done : exitCodes.failed;
    } finally {
      rmSync(entries, {recursive: true});
    }
  }
});

await runIfStarted(import.meta.url, command);
