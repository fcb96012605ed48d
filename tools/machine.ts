import {cpus, totalmem} from "node:os";

/** The machine on which something was measured: processors, memory where it counts, Node. */
export function describeMachine({memory = false}: {memory?: boolean} = {}): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${memory ? `${Math.round(totalmem() / 2 ** 30)} GiB, ` : ""}Node ${process.version}`;
}
