// Runs the test files below some folders: `tsx test/run.ts [--together] FOLDER … [-- OPTIONS OF node --test]`.
// Node 20 neither expands patterns nor finds TypeScript files by itself.
import {spawnSync} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {parseArgs} from "node:util";
import {builtSite} from "./browser/built-site.ts";
import {sampleBuild} from "./support/sample-build.ts";
import {smallSample} from "./support/small-sample.ts";

const [own, options] = split(process.argv.slice(2));
const {
  values: {together},
  positionals: folders
} = parseArgs({args: own, options: {together: {type: "boolean", default: false}}, allowPositionals: true});
const files = folders
  .flatMap((folder) => readdirSync(folder, {recursive: true, encoding: "utf8"}).map((name) => join(folder, name)))
  .filter((file) => file.endsWith(".test.ts"))
  .sort();
if (files.length === 0) throw new Error(`no tests below ${folders.join(", ")}`);
// Here, so that test files that run at the same time find them ready.
await smallSample();
const runs = (name: string) => folders.some((folder) => folder.includes(name));
if (runs("integration")) await sampleBuild();
// Handed on by name: a test that adds a page for a while would else make the others build the site again.
if (["browser", "test/lab", "test/release"].some(runs)) process.env.TEST_SITE = await builtSite();
const entries = mkdtempSync(join(tmpdir(), "tests-"));
try {
  const run = together ? byFolder(files, entries) : files;
  const {status} = spawnSync(
    process.execPath,
    ["--import", "tsx", "--test", "--test-reporter=spec", ...options, ...run],
    {stdio: "inherit"}
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(entries, {recursive: true});
}

function split(args: string[]): [string[], string[]] {
  const mark = args.indexOf("--");
  return mark < 0 ? [args, []] : [args.slice(0, mark), args.slice(mark + 1)];
}

/** One file a folder that imports its tests: Node starts a process a file, and for small tests starting takes most of the time. */
function byFolder(tests: readonly string[], out: string): string[] {
  const parts = new Map<string, string[]>();
  for (const file of tests) parts.set(dirname(file), [...(parts.get(dirname(file)) ?? []), file]);
  return [...parts].map(([folder, members]) => {
    const entry = join(out, `${folder.replace(/\W+/g, "-")}.mjs`);
    writeFileSync(
      entry,
      members.map((file) => `import ${JSON.stringify(pathToFileURL(resolve(file)).href)};\n`).join("")
    );
    return entry;
  });
}
