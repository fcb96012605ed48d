import {execFileSync} from "node:child_process";
import {createHash, randomBytes} from "node:crypto";
import {readFileSync, readlinkSync} from "node:fs";
import {hostname} from "node:os";

/** A process, told apart from a later one with the same number and from one of another machine or container. */
export interface ProcessIdentity {
  pid: number;
  /** When it started: clock ticks since the boot on Linux, seconds since 1970 on macOS, 0 where it is unknown. */
  start: number;
  /** A hash of the boot and of the container; of the name of the computer where the system gives neither. */
  machine: string;
}

/** Milliseconds after which the trace of a process that cannot be looked up counts as left behind. */
export const silence = 60_000;

const form = /^(\d+)-(\d+)-([0-9a-f]{12})-[0-9a-f]{12}$/;

/** A name that no other call of any process gives, and from which `parseName` reads who gave it. */
export function uniqueName(): string {
  const {pid, start, machine} = ownIdentity();
  return `${pid}-${start}-${machine}-${randomBytes(6).toString("hex")}`;
}

/** The process that gave a name; undefined for other names. */
export function parseName(name: string): ProcessIdentity | undefined {
  const [, pid, start, machine] = form.exec(name) ?? [];
  return machine === undefined ? undefined : {pid: Number(pid), start: Number(start), machine};
}

let own: ProcessIdentity | undefined;

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  if (own === undefined) {
    const start = startOf(process.pid);
    own = {pid: process.pid, start: typeof start === "number" ? start : 0, machine: machineOf()};
  }
  return own;
}

/**
 * Whether a process is still running. Where that cannot be looked up, because it belongs to another machine or
 * container or the system does not say when it started, it counts as running for a minute after its last sign of life.
 *
 * @param lastSign milliseconds since 1970
 */
export function isRunning({pid, start, machine}: ProcessIdentity, lastSign: number): boolean {
  const recent = Math.abs(Date.now() - lastSign) < silence;
  if (machine !== ownIdentity().machine) return recent;
  const found = startOf(pid);
  if (found === "ended") return false;
  return found === "unknown" || start === 0 ? recent : found === start;
}

/** When a process of this machine started, in the unit of `ProcessIdentity`. */
function startOf(pid: number): number | "ended" | "unknown" {
  if (!exists(pid)) return "ended";
  try {
    if (process.platform === "linux") return readStart(readFileSync(`/proc/${pid}/stat`, "utf8"));
    if (process.platform !== "darwin") return "unknown";
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {encoding: "utf8", env: {LC_ALL: "C"}});
    return Date.parse(text.trim()) / 1000 || "unknown";
  } catch {
    return exists(pid) ? "unknown" : "ended";
  }
}

/** Reads `/proc/PID/stat` (proc_pid_stat(5)): field 3 is the state, field 22 the start; field 2 may hold spaces. */
export function readStart(stat: string): number | "ended" | "unknown" {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A killed process keeps its number until its parent asks for its status, which in a container may be never.
  if (fields[0] === "Z" || fields[0] === "X") return "ended";
  return Number(fields[19]) || "unknown";
}

function exists(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function machineOf(): string {
  const parts = [
    () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    // Containers of one computer share its boot, and number their processes separately.
    () => readlinkSync("/proc/self/ns/pid")
  ].map((read) => {
    try {
      return read();
    } catch {
      return hostname();
    }
  });
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
}
