import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {pathToFileURL} from "node:url";
import {type Command, runCommand} from "../../data-loaders/console/command.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";

const {scripts} = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

interface Entry {
  title: string;
  file: string;
  /** Arguments that a script gives itself. */
  args: readonly string[];
}

/** What each script starts; one that starts anything but a module of the project has no such entry. */
const started = Object.entries(scripts).map(([name, script]): Entry | string => {
  const [, file, rest] = /^tsx (\S+\.ts)((?: \S+)*)$/.exec(script) ?? [];
  return file === undefined ? name : {title: `npm run ${name}`, file, args: rest!.split(" ").filter(Boolean)};
});
const entries = started.filter((entry): entry is Entry => typeof entry !== "string");

/** Other modules that can be started. */
const others = ["data-loaders", "src/site", "tools", "test"]
  .flatMap((folder) =>
    readdirSync(join(projectRoot, folder), {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))
  )
  .filter((file) => file.endsWith(".ts") && !entries.some((entry) => entry.file === file))
  .filter((file) => /^await runIfStarted\(/m.test(readFileSync(join(projectRoot, file), "utf8")))
  .map((file): Entry => ({title: file, file, args: []}));

async function load(file: string): Promise<Command & {members?: () => Promise<Command[]>}> {
  const {command} = (await import(pathToFileURL(join(projectRoot, file)).href)) as {command?: Command};
  assert.ok(command, `${file} exports no command`);
  return command;
}

/** Runs a command in this process. */
async function run(command: Command, args: readonly string[]) {
  const said = {stdout: "", stderr: ""};
  const {stdout, stderr} = process;
  const writes = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
  stdout.write = (text: string | Uint8Array) => ((said.stdout += text), true);
  stderr.write = (text: string | Uint8Array) => ((said.stderr += text), true);
  try {
    return {status: await runCommand(command, args), ...said};
  } finally {
    [stdout.write, stderr.write] = writes;
  }
}

async function assertRefused(command: Command, args: readonly string[], message: RegExp): Promise<void> {
  const {status, stdout, stderr} = await run(command, args);
  assert.match(stderr, /^error: [^\n]+; [^\n]+\n$/, `${args.join(" ")} is not refused in one line`);
  assert.match(stderr, message);
  assert.deepEqual({status, stdout}, {status: 2, stdout: ""});
}

async function assertAnswers(command: Command, args: readonly string[]): Promise<void> {
  const help = await run(command, [...args, "--help"]);
  assert.deepEqual({status: help.status, stderr: help.stderr}, {status: 0, stderr: ""});
  assert.match(help.stdout, /^usage: (npm|npx) .+\n\n[A-Z].+\.\n/);
  await assertRefused(command, [...args, "--no-such-flag"], /--no-such-flag/);
  await assertRefused(command, [...args, "no-such-file", "nor-this-one"], /no-such-file|nor-this-one/);
  for (const [, option] of help.stdout.matchAll(/^ +--([\w-]+) [A-Z]/gm))
    await assertRefused(command, [...args, `--${option}`], new RegExp(`--${option} .*missing`));
}

describe("bad input", () => {
  test("every script starts a module of the project", () => {
    assert.deepEqual(
      started.filter((entry) => typeof entry === "string"),
      []
    );
    assert.ok(entries.length <= 25 && others.length > 0);
  });

  for (const {title, file, args} of [...entries, ...others])
    test(`${title} explains itself, and refuses what it does not take`, async () => {
      const command = await load(file);
      await assertAnswers(command, args);
      for (const member of (await command.members?.()) ?? []) await assertAnswers(member, []);
    });

  test("what a command needs has to be given", async () => {
    for (const [file, message] of [
      ["src/site/fork.ts", /missing NAME/],
      ["data-loaders/harvest/fetch-openalex.ts", /missing --region/],
      ["data-loaders/indicator-files/compute-indicators.ts", /missing --out/],
      ["data-loaders/regions/derive-crosswalk.ts", /missing NUTS\.geojson/],
      ["data-loaders/regions/compare-ways.ts", /missing INSTITUTIONS\.gz/],
      ["test/support/prepare.ts", /missing WHAT/],
      ["tools/bench/bench.ts", /missing name; give one of engine, build/]
    ] as const)
      await assertRefused(await load(file), [], message);
  });

  test("a process ends with the status", () => {
    const {status, stdout, stderr} = spawnSync(
      process.execPath,
      ["--import", "tsx", join(projectRoot, "src/site/fork.ts"), "--no-such-flag"],
      {encoding: "utf8"}
    );
    assert.deepEqual({status, stdout}, {status: 2, stdout: ""});
    assert.equal(stderr, "error: unknown option '--no-such-flag'; see npm run fork -- --help\n");
  });
});
