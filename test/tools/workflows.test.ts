import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";

const folder = ".github/workflows";
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));

/** What a workflow leaves to others: actions that are not pinned to a commit, and rights that jobs need not have. */
function looseEnds(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const actions = lines.flatMap((line) => /\buses\s*["']?\s*:\s*(.*)$/.exec(line)?.[1] ?? []);
  const loose = actions.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));
  const jobs =
    text
      .split(/^jobs:\s*$/m)[1]
      ?.split(/^ {2}(?=[\w-]+:\s*$)/m)
      .slice(1) ?? [];
  return [
    ...loose.map((action) => `not pinned to a commit: ${action}`),
    ...(lines.includes("permissions: {}") ? [] : ["rights for all jobs"]),
    ...(jobs.length === 0 ? ["no jobs"] : []),
    ...jobs
      .filter((job) => !/^ {4}permissions: \{[\w:, -]+\}$/m.test(job))
      .map((job) => `no rights of its own: ${job.split(":")[0]}`),
    ...(/write-all|read-all|pull_request_target/.test(text) ? ["rights of the whole repository"] : [])
  ];
}

describe("workflows", () => {
  test("there is one", () => assert.ok(files.length > 0));

  for (const file of files)
    test(`${file}: each action is pinned to a commit, each job has its own rights`, () => {
      assert.deepEqual(looseEnds(readFileSync(join(folder, file), "utf8")), []);
    });

  const pinned = `actions/checkout@${"0123456789".repeat(4)} # v4.4.0`;
  const workflow = (uses: string, rights = "    permissions: {contents: read}\n", all = "permissions: {}") =>
    `on: push\n${all}\njobs:\n  build:\n    runs-on: x\n${rights}    steps:\n      - uses: ${uses}\n`;

  test("the check passes what is pinned", () => assert.deepEqual(looseEnds(workflow(pinned)), []));

  for (const uses of [
    "actions/checkout@v4",
    "actions/checkout@v4.4.0",
    "actions/checkout@main",
    "actions/checkout",
    "actions/checkout@0123456",
    pinned.replace(/ #.*/, ""),
    pinned.replace("v4.4.0", "v4"),
    pinned.toUpperCase(),
    `"actions/checkout@v4"`,
    "docker://alpine:3",
    "owner/name/.github/workflows/x.yml@main",
    "${{ matrix.action }}"
  ])
    test(`the check finds ${uses}`, () => assert.equal(looseEnds(workflow(uses)).length, 1));

  for (const [what, text] of [
    ["a job without rights of its own", workflow(pinned, "")],
    ["a job with all rights", workflow(pinned, "    permissions: write-all\n")],
    ["rights for all jobs", workflow(pinned, undefined, "permissions: {contents: write}")],
    ["no word on rights", workflow(pinned, undefined, "env: {}")]
  ] as const)
    test(`the check finds ${what}`, () => assert.notDeepEqual(looseEnds(text), []));
});
