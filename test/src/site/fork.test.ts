import assert from "node:assert/strict";
import {readdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync, copyFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, test} from "node:test";
import {pageTables} from "../../../data-loaders/report/page-tables.ts";
import {tables} from "../../../data-loaders/warehouse/schema.ts";
import {exampleForks, forksFolder, listForks} from "../../../src/site/fork-pages.ts";
import {command as forkCommand, forkTables, runFork, tableLine} from "../../../src/site/fork.ts";
import {frontMatterText, splitPage} from "../../../src/text/front-matter.ts";

describe("npm run fork", () => {
  let folder: string;
  const files = () => readdirSync(folder).sort();
  const page = (name: string) => splitPage(readFileSync(join(folder, `${name}.md`), "utf8"));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "forks-"));
    for (const name of [...exampleForks, "index"])
      copyFileSync(join(forksFolder, `${name}.md`), join(folder, `${name}.md`));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const fork = async (args: readonly string[]) => {
    const {values, positionals} = forkCommand.read(args);
    return await runFork(positionals[0]!, values.from, folder);
  };

  test("copies the starter under a title of its own, with all tables", async () => {
    const told = await fork(["my-idea"]);
    assert.match(told, /npm start[\s\S]*\/forks\/my-idea/);
    const {head, body} = page("my-idea");
    assert.equal(frontMatterText(head, "title"), "My idea");
    for (const table of forkTables) assert.ok(head!.includes(tableLine(table)));
    assert.match(body, /^# My idea$/m);
    assert.match(body, /from "\.\.\/parts\.js"/);
    assert.deepEqual(
      listForks(folder).map(({name, example}) => [name, example]),
      [...exampleForks.map((name) => [name, true]), ["my-idea", false]]
    );
  });

  test("every example can be copied, also a copy", async () => {
    for (const from of exampleForks) await fork([`from-${from}`, "--from", from]);
    await fork(["2026", "--from", "from-rca-cut"]);
    assert.equal(page("2026").body.replace(/^# .*$/m, ""), page("rca-cut").body.replace(/^# .*$/m, ""));
    assert.equal(frontMatterText(page("2026").head, "title"), "2026");
  });

  const bad: [string, string[], RegExp][] = [
    ["no name", [], /missing NAME/],
    ["two names", ["my", "idea"], /more than one NAME/],
    ["a space", ["my idea"], /invalid name: "my idea"/],
    ["a way out", ["../out"], /invalid name/],
    ["an extension", ["idea.md"], /invalid name/],
    ["hyphens alone", ["--", "-"], /invalid name/],
    ["letters of elsewhere", ["idée"], /invalid name/],
    ["a long name", ["x".repeat(61)], /too long/],
    ["a page that is there", ["rca-cut"], /name taken: rca-cut/],
    ["another case", ["RCA-Cut"], /name taken: rca-cut/],
    ["the index", ["index"], /name taken: index/],
    ["an unknown page", ["new", "--from", "nowhere"], /no page "nowhere"/],
    ["an unknown option", ["new", "--form", "rca-cut"], /unknown option/]
  ];
  for (const [name, args, message] of bad) {
    test(`refuses and writes nothing: ${name}`, async () => {
      const before = files();
      await assert.rejects(
        fork(args),
        (error: Error & {advice: string}) =>
          error.name === "InputError" && message.test(error.message) && error.advice.length > 0
      );
      assert.deepEqual(files(), before);
    });
  }

  test("a page without front matter cannot be copied", async () => {
    writeFileSync(join(folder, "bare.md"), "# Bare\n");
    await assert.rejects(fork(["new", "--from", "bare"]), {message: "no front matter"});
    assert.equal(listForks(folder).find(({name}) => name === "bare")!.title, "Bare");
  });
});

test("the tables of a forked page are those of the dictionary", () => {
  const documented = [...tables.map(({name}) => name), ...Object.keys(pageTables)];
  assert.deepEqual(
    forkTables.filter((name) => !documented.includes(name)),
    []
  );
});
