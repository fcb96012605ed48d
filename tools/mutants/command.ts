// Measures how many small faults the unit tests notice: `npm run test:mutants`.
import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {createProgress} from "../../data-loaders/console/progress.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {drawMutants} from "./draw.ts";
import {ImportGraph} from "./imports.ts";
import {type Mutant, nameMutants} from "./mutant.ts";
import {Runner, type Verdict} from "./runner.ts";
import {describeMutant, tallyTable, tallyVerdicts} from "./score.ts";
import {sqlChanges} from "./sql-changes.ts";
import {typescriptChanges} from "./typescript-changes.ts";
import {Workspace} from "./workspace.ts";

/** Folders whose code is changed, and whose tests should notice. */
export const scope = [
  "src/indicators",
  "src/narrative",
  "src/scenario",
  "data-loaders/sources",
  "data-loaders/warehouse"
] as const;

const usage = `usage: npm run test:mutants -- [OPTIONS]
  --count N      mutants to draw (default 600)
  --seed N       of the draw (default 1)
  --least N      score in percent below which the exit status is 1 (default 85)
  --workers N    mutants at a time (default 2)
  --only TEXT    files whose path holds the text
  --again FILE   only the survivors of an earlier run, from its JSON
  --json FILE    writes the verdicts
  --list         prints the drawn mutants and runs nothing
  --help         prints this`;

interface Options {
  count: number;
  seed: number;
  least: number;
  workers: number;
  only?: string | undefined;
  again?: string | undefined;
  json?: string | undefined;
  list: boolean;
}

/** Every mutant of some folders of the project. */
export function allMutants(root: string, folders: readonly string[]): Mutant[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))
    )
    .filter((file) => /\.(?:ts|sql)$/.test(file))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return nameMutants(file, text, file.endsWith(".sql") ? sqlChanges(text) : typescriptChanges(text, file));
    });
}

/** Test files that run without built data, as paths from the project's folder. */
export function unitTests(root: string, graph: ImportGraph): string[] {
  return ["test/src", "test/data-loaders"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))
    )
    .filter((file) => file.endsWith(".test.ts") && !graph.reach(file).has("test/support/small-sample.ts"))
    .sort();
}

function chooseMutants({count, seed, only, again}: Options): Mutant[] {
  const all = allMutants(projectRoot, scope).filter(({file}) => only === undefined || file.includes(only));
  if (again === undefined) return drawMutants(all, count, seed);
  const {verdicts} = JSON.parse(readFileSync(again, "utf8")) as {verdicts: Verdict[]};
  const survivors = new Set(verdicts.filter(({status}) => status === "survived").map(({id, file}) => `${file} ${id}`));
  return all.filter(({id, file}) => survivors.has(`${file} ${id}`));
}

async function measure(options: Options, signal: AbortSignal): Promise<number> {
  const mutants = chooseMutants(options);
  if (options.list) {
    process.stdout.write(mutants.map((one) => `${describeMutant({...one, status: "survived", by: null})}\n`).join(""));
    return exitCodes.done;
  }
  const graph = new ImportGraph(projectRoot);
  const mutated = new Set(mutants.map(({file}) => file));
  const tests = unitTests(projectRoot, graph).filter((file) =>
    Array.from(graph.reach(file)).some((one) => mutated.has(one))
  );
  const workspaces = Array.from({length: options.workers}, () => new Workspace(projectRoot));
  try {
    const baseline = createProgress({label: "tests as they are", total: tests.length, restless: true});
    const runner = await Runner.open(tests, graph, workspaces, signal, (done, file) => baseline.update(done, file));
    baseline.finish();
    const progress = createProgress({label: "mutants", total: mutants.length, restless: true});
    let done = 0;
    const verdicts = await runner.run(mutants, workspaces, signal, (verdict) => {
      progress.update(++done, verdict.file);
      // At once, since a run takes minutes.
      if (verdict.status === "survived") process.stdout.write(`${describeMutant(verdict)}\n`);
    });
    progress.finish();
    return report(verdicts, options);
  } finally {
    for (const workspace of workspaces) workspace.close();
  }
}

function report(verdicts: readonly Verdict[], {seed, least, json}: Options): number {
  const tallies = tallyVerdicts(verdicts);
  process.stdout.write(`\n${tallyTable(tallies)}\n`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({seed, tallies, verdicts}, null, 1)}\n`);
  return 100 * tallies.at(-1)!.score < least ? exitCodes.failed : exitCodes.done;
}

/**
 * Reads the command's arguments.
 * @throws RangeError for an unknown one, or a value that is missing or no number
 */
export function readOptions(args: readonly string[]): Options | "help" {
  const text = {type: "string"} as const;
  const flag = {type: "boolean", default: false} as const;
  const {values} = parseArgs({
    args: [...args],
    options: {
      count: text,
      seed: text,
      least: text,
      workers: text,
      only: text,
      again: text,
      json: text,
      list: flag,
      help: flag
    }
  });
  if (values.help) return "help";
  const whole = (name: "count" | "seed" | "least" | "workers", otherwise: number, from: number) => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isInteger(value) || value < from || values[name]?.trim() === "")
      throw new RangeError(`invalid --${name}: ${values[name]}; give a whole number from ${from} on`);
    return value;
  };
  return {
    count: whole("count", 600, 1),
    seed: whole("seed", 1, 0),
    least: whole("least", 85, 0),
    workers: whole("workers", 2, 1),
    only: values.only,
    again: values.again,
    json: values.json,
    list: values.list
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let options: Options | "help" | undefined;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
  if (options === "help") process.stdout.write(`${usage}\n`);
  else if (options !== undefined) {
    const chosen = options;
    await runCommand((signal) => measure(chosen, signal));
  }
}
