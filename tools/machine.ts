import {cpus, totalmem} from "node:os";

/** Describes the machine of a measurement: processors, memory if it matters, Node. */
export function describeMachine({memory = false}: {memory?: boolean} = {}): string {
  const processors = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
  const gibibytes = memory ? `${Math.round(totalmem() / 2 ** 30)} GiB, ` : "";
  return `${processors}, ${gibibytes}Node ${process.version}`;
}
