import {exitCodes} from "../../data-loaders/console/command.ts";
import {ensureWarehouse} from "../../data-loaders/warehouse/freshness.ts";

/**
 * Brings the data that the pages read up to date.
 *
 * Building data cannot be interrupted. When `signal` aborts, the process therefore ends at once, and the next build
 * removes what is left.
 *
 * @returns a key that changes exactly when the data change
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
