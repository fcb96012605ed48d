import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFile, readdir, utimes} from "node:fs/promises";
import {join, relative} from "node:path";
import {test} from "node:test";
import {buildPages} from "../../src/site/pages.ts";
import {blockedNetwork, createSite} from "../src/site/fixture.ts";

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
