import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {readFile, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, test} from "node:test";
import {buildPages} from "../../src/site/pages.ts";
import {blockedNetwork, createSite} from "../src/site/fixture.ts";

/** Loaders see how often they ran by what they left beside them. */
const counter = `import {appendFileSync} from "node:fs";
appendFileSync(import.meta.dirname + "/runs", "run ");
process.stdout.write(JSON.stringify({made: true}));
`;

describe("buildPages", () => {
  let site: Awaited<ReturnType<typeof createSite>>;
  let log: string[];

  async function build(dataKey = "key", signal?: AbortSignal): Promise<void> {
    log = [];
    await buildPages({site, dataKey, signal, log: (line) => log.push(line), env: blockedNetwork});
  }
  const page = async () => await readFile(join(site.output, "index.html"), "utf8");

  beforeEach(async () => {
    site = await createSite({
      "index.md": '# First\n\n```js\nFileAttachment("data/made.json").json()\n```\n',
      "data/made.json.ts": counter
    });
  });

  afterEach(async () => await site.remove());

  test("a failed build leaves the previous output, and says which package to add", async () => {
    await build();
    const before = await page();
    assert.match(before, /First/);
    await writeFile(
      join(site.root, "index.md"),
      '# Second\n\n```js\nimport pad from "npm:left-pad";\ndisplay(pad);\n```\n'
    );
    await assert.rejects(build(), {name: "InputError", message: "build failed: framework ended with code 1"});
    assert.match(log.join("\n"), /npm:left-pad is not vendored, and nothing is downloaded: add it to dependencies/);
    assert.doesNotMatch(log.join("\n"), /fetch failed/);
    assert.equal(await page(), before);
    assert.deepEqual(
      (await readdir(join(site.root, ".observablehq"))).filter((name) => name.startsWith("output")),
      []
    );
  });

  test("a package that Framework knows and that is not installed is named as well", async () => {
    await writeFile(join(site.root, "index.md"), "# Lodash\n\n```js\n_.range(3)\n```\n");
    await assert.rejects(build());
    assert.match(log.join("\n"), /npm:lodash is not vendored/);
  });

  test("loaders run again exactly when the data or they themselves changed", async () => {
    const runs = async () => (await readFile(join(site.root, "data/runs"), "utf8")).trim().split(" ").length;
    await build("one");
    await writeFile(join(site.root, "data/made.json.ts"), `${counter}\n// a comment\n`);
    await build("one");
    assert.equal(await runs(), 1, "a comment makes nothing again");
    await build("two");
    assert.equal(await runs(), 2);
    await writeFile(join(site.root, "data/made.json.ts"), counter.replace("made: true", "made: false"));
    await build("two");
    assert.equal(await runs(), 3);
  });

  test("an interrupted build leaves nothing behind", async () => {
    await assert.rejects(build("key", AbortSignal.timeout(300)), {name: "TimeoutError"});
    assert.ok(!existsSync(site.output));
    assert.deepEqual(
      (await readdir(join(site.root, ".observablehq"))).filter((name) => name.startsWith("output")),
      []
    );
  });
});
