import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile, readdir, utimes, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
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
    await build("one");
    assert.equal(await runs(), 1);
    await build("two");
    assert.equal(await runs(), 2);
    await writeFile(join(site.root, "data/made.json.ts"), `${counter}\n// a comment\n`);
    await build("two");
    assert.equal(await runs(), 2, "a comment makes nothing again");
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

test("the network is really blocked in a build under test", async () => {
  const site = await createSite({
    "index.md": '# Page\n\n```js\nFileAttachment("out.txt").text()\n```\n',
    "out.txt.ts": `import {connect} from "node:net";
import {connect as tls} from "node:tls";
import {lookup} from "node:dns/promises";
const attempts = {fetch: () => fetch("https://host.example"), net: async () => connect(80, "192.0.2.1"), tls: async () => tls(443, "192.0.2.1"), dns: async () => await lookup("host.example")};
for (const [name, attempt] of Object.entries(attempts)) {
  process.stdout.write(name + ": " + await attempt().then(() => "open", (error) => error.message) + "\\n");
}
`
  });
  await buildPages({site, dataKey: "key", env: blockedNetwork});
  const [file] = (await readdir(join(site.output, "_file"))).filter((name) => name.endsWith(".txt"));
  assert.equal(
    await readFile(join(site.output, "_file", file!), "utf8"),
    "fetch: network blocked: https://host.example\nnet: network blocked: 192.0.2.1\ntls: network blocked: 192.0.2.1\ndns: network blocked: host.example\n"
  );
  await site.remove();
});

test("the same sources give the same bytes, wherever, whenever and by whichever clock they are built", async () => {
  const files = {
    "index.md":
      '# Page\n\n```js\nimport {text} from "./module.js";\nimport * as d3 from "npm:d3";\ndisplay(await text());\ndisplay(d3.sum([1]));\n```\n\n```js\nFileAttachment("data/made.json").json()\n```\n',
    "module.ts": `import {FileAttachment} from "observablehq:stdlib";\nexport const text = () => FileAttachment("notes.txt").text();\n`,
    "notes.txt": "notes\n",
    "data/made.json.ts": "process.stdout.write(JSON.stringify({made: true}));\n"
  };
  const hashes: Record<string, string>[] = [];
  for (const [env, changed] of [
    [{TZ: "UTC"}, 1_600_000_000],
    [{TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8"}, 1_700_000_000]
  ] as const) {
    const site = await createSite(files);
    try {
      for (const name of Object.keys(files)) await utimes(join(site.root, name), changed, changed);
      await buildPages({site, dataKey: "key", env: {...blockedNetwork, ...env}, log: () => {}});
      hashes.push(await hashesOf(site.output));
      for (const name of Object.keys(hashes.at(-1)!))
        assert.ok(
          !(await readFile(join(site.output, name))).includes(site.folder),
          `${name} holds the path of the site`
        );
    } finally {
      await site.remove();
    }
  }
  assert.ok(
    Object.keys(hashes[0]!).some((name) => /^_import\/module\.\w+\.js$/.test(name)),
    Object.keys(hashes[0]!).join("\n")
  );
  assert.deepEqual(hashes[1], hashes[0]);
});

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    await Promise.all(
      files.map(
        async (file) =>
          [
            relative(folder, file),
            createHash("sha256")
              .update(await readFile(file))
              .digest("hex")
          ] as const
      )
    )
  );
}
