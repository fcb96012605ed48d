import {exitCodes} from "../../data-loaders/console/command.ts";
import {ensureWarehouse} from "../../data-loaders/warehouse/freshness.ts";

/**
 * Brings the data that the pages read up to date, and returns a key that changes exactly when they did.
 *
 * Making data cannot be interrupted, so when `signal` aborts, the process ends there and then: the
 * warehouse clears what is left of it the next time.
 */
export async function updateData({log, signal}: {log?: (line: string) => void; signal?: AbortSignal}): Promise<string> {
  const exit = () => process.exit(exitCodes.interrupted);
  signal?.addEventListener("abort", exit);
  try {
    return (await ensureWarehouse({log})).key;
  } finally {
    signal?.removeEventListener("abort", exit);
  }
}
