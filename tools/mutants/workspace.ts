import {spawn} from "node:child_process";
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {type LineCoverage, readCoverage} from "./coverage.ts";

/** The outcome of a test file. */
export type Outcome = "passed" | "failed" | "timed out";

/** Folders to leave out: build results, and those that a link can replace. */
const leftOut = /^(?:\.git|node_modules|dist|release|data\/(?:build|raw)|src\/\.observablehq)$/;

/** A copy of the project in which files can be changed and tests run, while the working tree stays untouched. */
export class Workspace {
  readonly folder: string;

  constructor(root: string) {
    this.folder = mkdtempSync(join(tmpdir(), "mutants-"));
    cpSync(root, this.folder, {recursive: true, filter: (path) => !leftOut.test(relative(root, path))});
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    mkdirSync(join(this.folder, "data/raw"));
  }

  /** Changes a file for the duration of a task. */
  async with<T>(file: string, change: (text: string) => string, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, file);
    const original = readFileSync(path, "utf8");
    writeFileSync(path, change(original));
    try {
      return await work();
    } finally {
      writeFileSync(path, original);
    }
  }

  /**
   * Runs a test file until its first failure.
   * @param limit milliseconds until it is stopped
   * @param coverage folder for V8's coverage reports
   */
  async runTest(
    file: string,
    limit: number,
    signal: AbortSignal,
    coverage?: string
  ): Promise<{outcome: Outcome; milliseconds: number}> {
    const started = performance.now();
    // A process group of its own, so that processes started by a test end with it.
    const child = spawn(
      process.execPath,
      ["--max-old-space-size=2048", "--import", "tsx", "--test-reporter=tap", file],
      {
        cwd: this.folder,
        detached: true,
        stdio: ["ignore", "pipe", "ignore"],
        env: {...process.env, ...(coverage && {NODE_V8_COVERAGE: coverage})}
      }
    );
    const stop = () => {
      try {
        process.kill(-child.pid!, "SIGKILL");
      } catch {
        // It has already ended.
      }
    };
    let outcome: Outcome | undefined;
    const timer = setTimeout(() => {
      outcome ??= "timed out";
      stop();
    }, limit);
    signal.addEventListener("abort", stop);
    let line = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (line + chunk).split("\n");
      line = lines.pop()!;
      if (!lines.some((one) => /^\s*not ok /.test(one) && !/# TODO/.test(one))) return;
      outcome ??= "failed";
      stop();
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    signal.throwIfAborted();
    return {outcome: outcome ?? (status === 0 ? "passed" : "failed"), milliseconds: performance.now() - started};
  }

  /**
   * Runs a test file to its end.
   * @returns the outcome, the time and the lines executed
   */
  async coverTest(file: string, signal: AbortSignal) {
    const folder = mkdtempSync(join(this.folder, "coverage-"));
    const {outcome, milliseconds} = await this.runTest(file, 300_000, signal, folder);
    const covered = outcome === "passed" ? readCoverage(folder, this.folder) : new Map<string, LineCoverage>();
    rmSync(folder, {recursive: true});
    return {outcome, milliseconds, covered};
  }

  close(): void {
    rmSync(this.folder, {recursive: true, force: true, maxRetries: 5});
  }
}
