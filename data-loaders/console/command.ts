import {InputError} from "./input-error.ts";

export const exitCodes = {done: 0, failed: 1, interrupted: 130} as const;

/**
 * Runs a command: Ctrl-C and SIGTERM abort the signal it is given, so that it can clean up; a wrong input is
 * printed in one line, a fault of the program with its stack. Sets the exit status.
 */
export async function runCommand(command: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("interrupted"));
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  try {
    process.exitCode = await command(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      process.stderr.write("\ninterrupted; the previous output is untouched\n");
      process.exitCode = exitCodes.interrupted;
    } else {
      process.stderr.write(
        error instanceof InputError
          ? `\nerror: ${error.describe()}\n`
          : `\n${error instanceof Error ? error.stack : error}\n`
      );
      process.exitCode = exitCodes.failed;
    }
  } finally {
    process.off("SIGINT", abort);
    process.off("SIGTERM", abort);
  }
}
