import {spawnSync} from "node:child_process";
import {ownIdentity, uniqueName} from "../../data-loaders/folders/process-identity.ts";

let ended: number | undefined;

/** The number of a process that has ended. */
export function endedPid(): number {
  return (ended ??= spawnSync(process.execPath, ["-e", ""]).pid);
}

/** A name as a process that has ended gave it, on this machine or another. */
export function endedName({pid = endedPid(), start = 1, machine = ownIdentity().machine} = {}): string {
  return [pid, start, machine, uniqueName().split("-").at(-1)].join("-");
}
