// Measures how many small faults the unit tests detect: `npm run test:mutants`.
import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {defineCommand, exitCodes, runIfStarted, wholeNumber} from "../../data-loaders/console/command.ts";
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

/** Folders whose code is mutated and whose tests should fail. */
export const scope = [
  "src/indicators",
  "src/narrative",
  "src/scenario",
  "data-loaders/sources",
  "data-loaders/warehouse"
] as const;

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

/** All mutants of some folders of the project. */
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

/** Test files that need no built data, relative to the project's folder. */
export function unitTests(root: string, graph: ImportGraph): string[] {
  return ["test/src", "test/data-loaders"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))
    )
    .filter((file) => file.endsWith(".test.ts") && !graph.reach(file).has("test/support/small-sample.ts"))
    .sort();
}

/** The mutants to try, and the verdicts to keep from an earlier run: those on killed mutants that still exist. */
function chooseMutants({count, seed, only, again}: Options): {mutants: Mutant[]; standing: Verdict[]} {
  const all = allMutants(projectRoot, scope).filter(({file}) => only === undefined || file.includes(only));
  if (again === undefined) return {mutants: drawMutants(all, count, seed), standing: []};
  const {verdicts} = JSON.parse(readFileSync(again, "utf8")) as {verdicts: Verdict[]};
  const key = ({file, id}: Mutant) => `${file} ${id}`;
  const there = new Set(all.map(key));
  const survivors = new Set(verdicts.filter(({status}) => status === "survived").map(key));
  return {
    mutants: all.filter((mutant) => survivors.has(key(mutant))),
    standing: verdicts.filter((verdict) => verdict.status !== "survived" && there.has(key(verdict)))
  };
}

async function measure(options: Options, signal: AbortSignal): Promise<number> {
  const {mutants, standing} = chooseMutants(options);
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
    const baseline = createProgress({label: "tests without mutants", total: tests.length, restless: true});
    const runner = await Runner.open(tests, graph, workspaces, signal, (done, file) => baseline.update(done, file));
    baseline.finish();
    const progress = createProgress({label: "mutants", total: mutants.length, restless: true});
    const found: Verdict[] = [];
    // An interrupted run saves its verdicts so far.
    signal.addEventListener("abort", () => writeVerdicts([...standing, ...found], options));
    const verdicts = await runner.run(mutants, workspaces, signal, (verdict) => {
      progress.update(found.push(verdict), verdict.file);
      // Printed at once, since a run takes minutes.
      if (verdict.status === "survived") process.stdout.write(`${describeMutant(verdict)}\n`);
    });
    progress.finish();
    return report([...standing, ...verdicts], options);
  } finally {
    for (const workspace of workspaces) workspace.close();
  }
}

function report(verdicts: readonly Verdict[], options: Options): number {
  const tallies = tallyVerdicts(verdicts);
  process.stdout.write(`\n${tallyTable(tallies)}\n`);
  writeVerdicts(verdicts, options);
  return 100 * tallies.at(-1)!.score < options.least ? exitCodes.failed : exitCodes.done;
}

function writeVerdicts(verdicts: readonly Verdict[], {seed, json}: Options): void {
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({seed, tallies: tallyVerdicts(verdicts), verdicts}, null, 1)}\n`);
}

/**
 * Converts the command's options to those of a run.
 * @throws UsageError for an invalid number
 */
export function readOptions(values: ReturnType<typeof command.read>["values"]): Options {
  return {
    ...values,
    count: wholeNumber("count", values.count, 1),
    seed: wholeNumber("seed", values.seed, 0),
    least: wholeNumber("least", values.least, 0),
    workers: wholeNumber("workers", values.workers, 1)
  };
}

export const command = defineCommand({
  name: "npm run test:mutants --",
  about: "Measures how many small faults the unit tests catch.",
  options: {
    count: {value: "N", help: "mutants to draw (default 600)", default: "600"},
    seed: {value: "N", help: "seed of the draw (default 1)", default: "1"},
    least: {value: "N", help: "minimum score in per cent for exit status 0 (default 85)", default: "85"},
    workers: {value: "N", help: "mutants at a time (default 2)", default: "2"},
    only: {value: "TEXT", help: "only files whose path contains TEXT"},
    again: {value: "FILE", help: "retry the survivors of an earlier run, from its JSON, and keep its other verdicts"},
    json: {value: "FILE", help: "also writes the verdicts as JSON"},
    list: {help: "print the drawn mutants and run nothing"}
  },
  async run(values, {signal}): Promise<number> {
    return await measure(readOptions(values), signal);
  }
});

await runIfStarted(import.meta.url, command);
