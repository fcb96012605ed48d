// Runs the test files below some folders: `tsx test/run.ts FOLDER … [-- OPTIONS OF node --test]`.
// Node 20 neither expands patterns nor finds TypeScript files by itself.
import {spawnSync} from "node:child_process";
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {smallSample} from "./support/small-sample.ts";

const [folders, options] = split(process.argv.slice(2));
const files = folders.flatMap((folder) => readdirSync(folder, {recursive: true, encoding: "utf8"}).map((name) => join(folder, name))).filter((file) => file.endsWith(".test.ts"));
if (files.length === 0) throw new Error(`no tests below ${folders.join(", ")}`);
// Here, so that test files that run at the same time find it ready.
await smallSample();
const {status} = spawnSync(process.execPath, ["--import", "tsx", "--test", "--test-reporter=spec", ...options, ...files.sort()], {stdio: "inherit"});
process.exitCode = status ?? 1;

function split(args: string[]): [string[], string[]] {
  const mark = args.indexOf("--");
  return mark < 0 ? [args, []] : [args.slice(0, mark), args.slice(mark + 1)];
}
