import assert from "node:assert/strict";
import {execFileSync, spawn} from "node:child_process";
import {once} from "node:events";
import {test} from "node:test";
import {
  isRunning,
  ownIdentity,
  parseName,
  readStart,
  silence,
  uniqueName
} from "../../../data-loaders/folders/process-identity.ts";
import {endedPid} from "../../support/ended-process.ts";

const long = () => Date.now() - 100 * silence;

test("a name says which process gave it, and no two are equal", () => {
  assert.deepEqual(parseName(uniqueName()), ownIdentity());
  assert.equal(new Set(Array.from({length: 1000}, uniqueName)).size, 1000);
  for (const name of ["", "1-2", `${uniqueName()}x`, `x${uniqueName()}`, uniqueName().toUpperCase().replace(/\d/, "A")])
    assert.equal(parseName(name), undefined, name);
});

test("a process runs while its number, start and machine agree", () => {
  const own = ownIdentity();
  assert.equal(isRunning(own, long()), true);
  assert.equal(isRunning({...own, pid: endedPid()}, Date.now()), false);
  assert.equal(isRunning({...own, pid: 0}, Date.now()), false);
  assert.equal(isRunning({...own, start: own.start + 1}, Date.now()), false, "another process has its number");
});

test("a process of another machine or boot runs while it gives signs of life", () => {
  const other = {...ownIdentity(), machine: "0123456789ab"};
  assert.equal(isRunning(other, Date.now() - silence / 2), true);
  assert.equal(isRunning(other, Date.now() - 2 * silence), false);
  assert.equal(isRunning(other, Date.now() + 2 * silence), false, "a clock that is wrong does not lock for ever");
  assert.equal(isRunning({...ownIdentity(), start: 0}, Date.now()), true, "an unknown start");
  assert.equal(isRunning({...ownIdentity(), start: 0}, long()), false, "an unknown start");
});

test(
  "the start is read from proc_pid_stat(5), whatever the name of the program",
  {skip: process.platform !== "linux"},
  () => {
    const fields = (name: string, state: string) =>
      `4711 (${name}) ${state} 1 4711 4711 0 -1 4194560 1 0 0 0 1 2 3 4 20 0 1 0 98765 1000 10`;
    assert.equal(readStart(fields("node", "S")), 98765);
    assert.equal(readStart(fields("a ) b (c", "R")), 98765);
    assert.equal(readStart(fields("node", "Z")), "ended");
    assert.equal(readStart(fields("node", "X")), "ended");
    assert.equal(readStart(""), "unknown");
    // ps computes the age of the process itself, in seconds.
    const age = Number(execFileSync("ps", ["-o", "etimes=", "-p", String(process.pid)], {encoding: "utf8"}));
    const ticks = Number(execFileSync("getconf", ["CLK_TCK"], {encoding: "utf8"}));
    const uptime = Number(execFileSync("cat", ["/proc/uptime"], {encoding: "utf8"}).split(" ")[0]);
    assert.ok(Math.abs(uptime - ownIdentity().start / ticks - age) <= 2);
  }
);

test("a killed process that its parent has not asked for has ended", {skip: process.platform !== "linux"}, async () => {
  // The shell starts a process, and becomes one that never asks for it.
  const script = `${process.execPath} -e "setTimeout(() => {}, 60000)" & echo $!; exec sleep 60`;
  const shell = spawn("sh", ["-c", script], {stdio: ["ignore", "pipe", "inherit"]});
  const [line] = (await once(shell.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  process.kill(pid, "SIGKILL");
  try {
    for (let look = 0; look < 100; ++look) {
      if (!isRunning({...ownIdentity(), pid, start: 0}, Date.now())) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(process.kill(pid, 0), true, "its number is still taken");
    assert.equal(isRunning({...ownIdentity(), pid, start: 0}, Date.now()), false);
  } finally {
    shell.kill("SIGKILL");
  }
});
