import {execFile} from "node:child_process";
import {mkdtemp, readFile, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {promisify} from "node:util";
import {describeWeight, weigh, type Weight} from "../../src/site/release/budgets.ts";
import {projectFolder} from "../../src/site/site.ts";
import type {StepTime} from "../../src/site/steps.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {writeSection} from "../../data-loaders/console/write-section.ts";
import {describeMachine} from "../machine.ts";

const [start, end] = ["<!-- bench:build -->", "<!-- end bench:build -->"];
const run = promisify(execFile);

export interface BuildReport {
  /** Steps of a fresh clone, in order. */
  first: StepTime[];
  /** Steps of a rebuild without changes. */
  again: StepTime[];
  weights: Weight[];
}

/** Builds the committed state twice in a fresh clone, with the packages installed here. */
export async function measureBuild(log: (line: string) => void): Promise<BuildReport> {
  const folder = await mkdtemp(join(tmpdir(), "build-"));
  try {
    await run("git", ["clone", "-q", projectFolder, folder]);
    await symlink(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    const build = async (name: string) => {
      log(name);
      const file = join(folder, `${name}.json`);
      await run(process.execPath, ["--import", "tsx", "src/site/build.ts", "--times", file], {
        cwd: folder,
        maxBuffer: 2 ** 26
      });
      return JSON.parse(await readFile(file, "utf8")) as StepTime[];
    };
    return {first: await build("first"), again: await build("again"), weights: await weigh(join(folder, "dist"))};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The report as Markdown tables. */
export function buildTables({first, again, weights}: BuildReport): string {
  const total = (times: readonly StepTime[]) => times.reduce((all, {seconds}) => all + seconds, 0);
  const second = new Map(again.map(({name, seconds}) => [name, seconds]));
  return [
    "| step | fresh clone, s | rebuild, s |",
    "|---|---:|---:|",
    ...first.map(({name, seconds}) => `| ${name} | ${seconds.toFixed(1)} | ${(second.get(name) ?? 0).toFixed(1)} |`),
    `| all | ${total(first).toFixed(1)} | ${total(again).toFixed(1)} |`,
    "",
    "| part | size | limit |",
    "|---|---:|---:|",
    ...weights.map(
      ({what, weight, limit, unit}) => `| ${what} | ${describeWeight(weight, unit)} | ${describeWeight(limit, unit)} |`
    )
  ].join("\n");
}

export const command = defineCommand({
  name: "npm run bench -- build",
  about: "Measures the time of a build, cold and warm, and the size of the built site.",
  options: {
    json: {value: "FILE", help: "also writes the results as JSON"},
    write: {value: "FILE", help: "also updates the table in a Markdown file, between its marks"}
  },
  async run({json, write}) {
    const report = await measureBuild((line) => process.stderr.write(`${line}\n`));
    const tables = buildTables(report);
    process.stdout.write(`${tables}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 1)}\n`);
    if (write !== undefined)
      await writeSection(write, start, end, `Machine: ${describeMachine()}; one run.\n\n${tables}`);
  }
});

await runIfStarted(import.meta.url, command);
