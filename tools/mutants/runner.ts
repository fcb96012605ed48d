import type {LineCoverage} from "./coverage.ts";
import type {ImportGraph} from "./imports.ts";
import {applyMutant, type Mutant} from "./mutant.ts";
import type {Workspace} from "./workspace.ts";

/** The outcome of a mutant, and the test file that killed it. */
export interface Verdict extends Mutant {
  status: "killed" | "timed out" | "survived";
  by: string | null;
}

/** A test file with its coverage and time. */
interface TestFile {
  file: string;
  reach: ReadonlySet<string>;
  milliseconds: number;
  /** Executed lines, by file. */
  covered: ReadonlyMap<string, LineCoverage>;
}

/** Time limit of a test file: several times its time without mutants, since others run in parallel. */
const patience = (milliseconds: number) => 5 * milliseconds + 5_000;

/**
 * Runs tests against mutants. It starts with the tests that killed the most mutants of the same file in the least time.
 */
export class Runner {
  readonly #tests: readonly TestFile[];
  /** Counts by mutated file and test file. */
  readonly #tally = new Map<string, {runs: number; kills: number}>();

  private constructor(tests: readonly TestFile[]) {
    this.#tests = tests;
  }

  /**
   * Runs each test file on the unchanged code.
   * @throws Error when one fails
   */
  static async open(
    files: readonly string[],
    graph: ImportGraph,
    workspaces: readonly Workspace[],
    signal: AbortSignal,
    note: (done: number, file: string) => void
  ): Promise<Runner> {
    const tests: TestFile[] = [];
    await share(files, workspaces, async (file, workspace) => {
      const {outcome, milliseconds, covered} = await workspace.coverTest(file, signal);
      if (outcome !== "passed") throw new Error(`${file} ${outcome} on the unchanged code; fix it first`);
      tests.push({file, reach: graph.reach(file), milliseconds, covered});
      note(tests.length, file);
    });
    return new Runner(tests);
  }

  /** Tries mutants, one per workspace at a time, and returns their verdicts in the order of the mutants. */
  async run(
    mutants: readonly Mutant[],
    workspaces: readonly Workspace[],
    signal: AbortSignal,
    note: (verdict: Verdict) => void
  ): Promise<Verdict[]> {
    const verdicts = new Map<Mutant, Verdict>();
    await share(mutants, workspaces, async (mutant, workspace) => {
      const verdict = await this.#try(mutant, workspace, signal);
      verdicts.set(mutant, verdict);
      note(verdict);
    });
    return mutants.map((mutant) => verdicts.get(mutant)!);
  }

  async #try(mutant: Mutant, workspace: Workspace, signal: AbortSignal): Promise<Verdict> {
    const change = (text: string) => applyMutant(text, mutant);
    return await workspace.with(mutant.file, change, async (): Promise<Verdict> => {
      for (const {file, milliseconds} of this.#inOrder(mutant)) {
        const {outcome} = await workspace.runTest(file, patience(milliseconds), signal);
        this.#count(mutant.file, file, outcome !== "passed");
        if (outcome !== "passed") return {...mutant, status: outcome === "failed" ? "killed" : "timed out", by: file};
      }
      return {...mutant, status: "survived", by: null};
    });
  }

  /**
   * The tests that execute the line of a mutant. Those of the same folder come first, until results suggest otherwise.
   */
  #inOrder({file: mutated, line}: Mutant): TestFile[] {
    const promise = ({file, milliseconds}: TestFile) => {
      const {runs, kills} = this.#tally.get(`${mutated} ${file}`) ?? {runs: 0, kills: 0};
      const prior = file.startsWith(`test/${folderOf(mutated)}/`) ? 1 : 0.1;
      return (kills + prior) / (runs + 1) / milliseconds;
    };
    const executes = ({reach, covered}: TestFile) => {
      const lines = covered.get(mutated);
      // Some lines, such as SQL, have no code of their own.
      return reach.has(mutated) && (!lines?.known.has(line) || lines.executed.has(line));
    };
    return this.#tests.filter(executes).sort((a, b) => promise(b) - promise(a));
  }

  #count(mutated: string, file: string, killed: boolean): void {
    const key = `${mutated} ${file}`;
    const {runs, kills} = this.#tally.get(key) ?? {runs: 0, kills: 0};
    this.#tally.set(key, {runs: runs + 1, kills: kills + Number(killed)});
  }
}

/** The folder of a file's part of the project, such as `src/indicators`. */
export function folderOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

/**
 * Runs tasks, one at a time in each place. When one fails, no others start, and the running ones finish first.
 * @throws the error of the first failed task
 */
async function share<T, P>(items: readonly T[], places: readonly P[], work: (item: T, place: P) => Promise<void>) {
  const queue = items.values();
  let failed = false;
  const ends = await Promise.allSettled(
    places.map(async (place) => {
      try {
        for (const item of queue) {
          await work(item, place);
          if (failed) return;
        }
      } catch (error) {
        failed = true;
        throw error;
      }
    })
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
