import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {join} from "node:path";
import {after, test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {startApi} from "../data-loaders/harvest/api-server.ts";
import {expectedWorks, idsOf} from "../data-loaders/harvest/harvested.ts";
import {tempFolder} from "../support/temp-folder.ts";

const api = await startApi();
after(async () => await api.close());
const out = join(tempFolder(), "harvest");

test("a harvest survives kill -9 and says when there is nothing to do", {timeout: 60_000}, async () => {
  const args = [
    "--import",
    "tsx",
    join(projectRoot, "data-loaders/harvest/fetch-openalex.ts"),
    "--region",
    "BE2",
    "--years",
    "2021-2025",
    "--out",
    out
  ];
  const start = () => {
    const child = spawn(process.execPath, args, {
      env: {...process.env, OPENALEX_API_URL: api.url, OPENALEX_API_KEY: "s3cret-k3y"}
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk));
    return {child, output: () => output};
  };
  const first = start();
  const from = api.calls;
  while (api.calls < from + 8) await new Promise((resolve) => setTimeout(resolve, 2));
  first.child.kill("SIGKILL");
  await once(first.child, "close");
  const second = start();
  assert.equal((await once(second.child, "close"))[0], 0, second.output());
  assert.match(second.output(), /done: [\d,]+ works/);
  assert.ok(!`${first.output()}${second.output()}`.includes("s3cret"));
  assert.deepEqual(idsOf(out).sort(), expectedWorks);
  const third = start();
  assert.equal((await once(third.child, "close"))[0], 0);
  assert.match(third.output(), /nothing to do: the harvest of \d{4}-\d\d-\d\d is complete/);
});
