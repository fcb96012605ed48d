import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {OpenAlexClient} from "../../../data-loaders/harvest/client.ts";
import {command, readOptions} from "../../../data-loaders/harvest/fetch-openalex.ts";
import {harvest} from "../../../data-loaders/harvest/harvest.ts";
import {HarvestFolder, type HarvestState} from "../../../data-loaders/harvest/state.ts";
import {loadGazetteer} from "../../../data-loaders/regions/gazetteer.ts";
import {createLocator} from "../../../data-loaders/regions/locate.ts";
import {loadRegions} from "../../../data-loaders/regions/regions.ts";
import {openalex} from "../../../data-loaders/sources/openalex/openalex.ts";
import {readSource} from "../../support/extracts.ts";
import {tempFolder} from "../../support/temp-folder.ts";
import {startApi} from "./api-server.ts";
import {expectedWorks as expected, idsOf} from "./harvested.ts";

const api = await startApi();
after(async () => await api.close());
const root = tempFolder();
const regions = await loadRegions(join(projectRoot, "data/regions"));
const locator = createLocator({regions, gazetteer: await loadGazetteer(join(projectRoot, "data/regions"))});
const parameters = {region: "BE2", years: [2021, 2025] as [number, number]};

interface Run {
  folder: string;
  maxCalls?: number;
  key?: string;
  signal?: AbortSignal;
  fresh?: boolean;
  region?: string;
  url?: string;
}

/** Harvests; a disturbance of the API ends with it. */
async function run({folder, maxCalls, key, signal, fresh = false, region = "BE2", url = api.url}: Run) {
  const out = new HarvestFolder(join(root, folder));
  const wanted = {...parameters, region};
  const state = await out.load(wanted, {fresh, today: "2026-11-01"});
  const said: string[] = [];
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const now = () => Date.UTC(2026, 10, 1, 9, 0);
  const client = new OpenAlexClient({url, key, maxCalls, signal}, {fetch, sleep, random: () => 1, now});
  try {
    const finished = await harvest(
      {parameters: wanted, folder: out, state, client, regions, locator},
      {say: (line) => said.push(line), onProgress: () => {}, signal, now}
    );
    return {finished, said, waits, state, calls: client.calls};
  } finally {
    api.disturb = () => undefined;
    api.unknown.clear();
    api.headers = undefined;
  }
}

const ids = (folder: string, entity = "works") => idsOf(join(root, folder), entity);

test("a harvest holds each work of the region once, and every institution that they name", async () => {
  const {finished, said, state} = await run({folder: "whole"});
  assert.equal(finished, true);
  assert.deepEqual(ids("whole").sort(), expected);
  assert.ok(ids("whole", "institutions").includes(5000));
  assert.equal(state.regional!.length, 115);
  assert.match(
    said.join("\n"),
    /115 of 230 institutions of Belgium are in BE2\n[\d,]+ works in 2 batches: \d+ calls, 0\.00 \$ \(9,\d{3} credits left today\)/
  );
});

test("the publications reader reads a harvest and places its works", async () => {
  const {documents, result} = await readSource(openalex, join(root, "whole"));
  assert.equal(documents.length, expected.length);
  assert.ok(documents.every(({places}) => "BE24" in places));
  assert.equal(result.edition, "2026-11-01");
});

test("a budget stops a harvest cleanly, and the same command goes on to the same result", async () => {
  let runs = 0;
  for (let finished = false; !finished; ++runs) {
    const result = await run({folder: "budget", maxCalls: 12});
    finished = result.finished;
    assert.ok(result.calls <= 12);
    if (!finished)
      assert.match(
        result.said.at(-1)!,
        /stopped: the budget of 12 calls is used up, .* run the same command again to resume/
      );
    assert.ok(runs < 20, "the harvest does not advance");
  }
  assert.ok(runs > 1);
  assert.deepEqual(ids("budget").sort(), expected);
});

test("whenever it is aborted, it goes on without a gap or a repeat", async () => {
  for (const stop of [2, 4, 6, 9, 13]) {
    const folder = `abort-${stop}`;
    const controller = new AbortController();
    const from = api.calls;
    api.disturb = () => void (api.calls - from >= stop && controller.abort(new Error("interrupted")));
    await assert.rejects(run({folder, signal: controller.signal}), /interrupted/);
    await run({folder});
    assert.deepEqual(ids(folder).sort(), expected, folder);
    assert.equal(new Set(ids(folder, "institutions")).size, ids(folder, "institutions").length);
  }
});

test("a part file that was written but not counted is dropped", async () => {
  await run({folder: "uncounted", maxCalls: 12});
  const state = JSON.parse(readFileSync(join(root, "uncounted/harvest.json"), "utf8")) as HarvestState;
  writeFileSync(
    join(root, "uncounted/institutions", `part_${String(state.parts.institutions).padStart(4, "0")}.gz`),
    "half"
  );
  await run({folder: "uncounted"});
  assert.deepEqual(ids("uncounted").sort(), expected);
});

test("it waits as long as it is told, longer each time otherwise, and gets through a storm", async () => {
  const troubles = [429, 503, "drop", "garbage", 500] as const;
  api.disturb = (call) => (call % 7 < troubles.length ? troubles[call % 7] : undefined);
  const {finished, waits} = await run({folder: "storm"});
  assert.equal(finished, true);
  assert.deepEqual(ids("storm").sort(), expected);
  assert.ok(waits.includes(3000), "Retry-After was not honoured");
  assert.ok(
    waits.some((wait) => wait >= 4000),
    "waits do not grow"
  );
});

test("after six tries it gives up and says how to go on; a refusal is shown at once", async () => {
  api.disturb = () => 503;
  await assert.rejects(run({folder: "dead"}), /no answer from the API in 6 tries: 503 disturbed with 503/);
  api.disturb = () => 403;
  await assert.rejects(run({folder: "refused"}), (error: Error & {describe(): string}) =>
    /the API rejected the request: 403 disturbed with 403; check OPENALEX_API_KEY/.test(error.describe())
  );
  await assert.rejects(
    run({folder: "nobody", url: "http://127.0.0.1:9"}),
    /no answer from the API in 6 tries: fetch failed/
  );
});

const requested = ["corpus", "is_xpac", "is_paratext", "institutions"];

test("what the API does not know is left out, and the works are the same", async () => {
  for (const unknown of [...requested.map((name) => [name]), ["corpus", "is_xpac"], requested]) {
    const folder = `without-${unknown.join("-")}`;
    for (const name of unknown) api.unknown.add(name);
    await run({folder});
    assert.deepEqual(ids(folder).sort(), expected, folder);
  }
  api.unknown.add("authorships");
  await assert.rejects(run({folder: "without-authorships"}), /rejected the request: 400 authorships is not a valid/);
});

test("a list of authors that the API cuts is completed, or its further institutions count", async () => {
  const whole = async (folder: string) => {
    const {documents} = await readSource(openalex, join(root, folder));
    return documents.find(({document}) => document === 900_000)!.places;
  };
  assert.ok(api.singles > 0);
  assert.deepEqual(await whole("whole"), {BE24: 0.333333, DE21: 0.666667});
  api.unknown.add("single records");
  const {said} = await run({folder: "cut"});
  assert.ok(!said.join().includes("name no institution"));
  assert.deepEqual(await whole("cut"), {BE24: 0.009901, DE21: 0.990099});
  for (const name of ["single records", "institutions"]) api.unknown.add(name);
  const {said: warned} = await run({folder: "cut-short"});
  assert.match(
    warned.join("\n"),
    /works that name no institution of BE2, since the API cuts their lists of authors: 1;/
  );
  assert.deepEqual(await whole("cut-short"), {DE21: 1});
});

test("a long wait ends the run, which keeps what it has read and goes on later", async () => {
  const from = api.calls;
  api.disturb = () => (api.calls - from >= 9 ? 429 : undefined);
  api.headers = {"retry-after": "54000"};
  const {finished, said, waits, state} = await run({folder: "paused"});
  assert.deepEqual([finished, waits], [false, []]);
  assert.match(
    said.at(-1)!,
    /^stopped: what the API allows is used up \(429 disturbed with 429\), [\d,]+ works saved; it goes on at 00:00 UTC on 2026-11-02: run the same command again then$/
  );
  assert.ok(state.counts.works > 0, "pages that were read are lost");
  const {calls} = await run({folder: "paused"});
  assert.deepEqual(ids("paused").sort(), expected);
  const whole = await run({folder: "at-once"});
  assert.ok(9 + calls <= whole.calls + 4, "pages were read twice");
});

test("a wait of minutes is kept, one of hours is not, whatever its form", async () => {
  for (const [headers, status, pattern] of [
    [{"retry-after": "Sun, 01 Nov 2026 11:30:00 GMT"}, 429, /used up .* goes on at 11:30 UTC: run/],
    [{"retry-after": "7200"}, 503, /the API is not available .* goes on at 11:00 UTC: run/],
    [{"x-ratelimit-remaining-usd": "0", "x-ratelimit-reset": "3600"}, 429, /used up .* goes on at 10:00 UTC: run/],
    [{"x-ratelimit-remaining": "0"}, 403, /used up .* goes on at 00:00 UTC on 2026-11-02: run/],
    [{}, 402, /used up .* goes on at 00:00 UTC on 2026-11-02: run/]
  ] as const) {
    api.disturb = () => status;
    api.headers = {"retry-after": ""};
    for (const [name, value] of Object.entries(headers)) api.headers[name] = value;
    const {finished, said, waits} = await run({folder: `hours-${pattern.source.length}-${status}`});
    assert.deepEqual([finished, waits], [false, []]);
    assert.match(said.at(-1)!, pattern);
  }
  let left = 2;
  api.disturb = () => (left-- > 0 ? 429 : undefined);
  api.headers = {"retry-after": "300"};
  assert.deepEqual((await run({folder: "minutes"})).waits, [300_000, 300_000]);
});

test("the budget of the day is that of the headers", async () => {
  api.headers = {"x-ratelimit-limit-usd": "0.1", "x-ratelimit-remaining-usd": "0.011", "x-ratelimit-cost-usd": "0.001"};
  const {said} = await run({folder: "priced"});
  assert.match(
    said.join("\n"),
    /: 12 calls, 0\.01 \$ \(0\.01 \$ left of 0\.10 \$ a day; enough for 11 calls today\)\n/
  );
});

test("a saved cursor that the API no longer knows begins its batch again", async () => {
  await run({folder: "expired", maxCalls: 12});
  const path = join(root, "expired/harvest.json");
  const state = JSON.parse(readFileSync(path, "utf8")) as HarvestState;
  assert.notEqual(state.cursor, "*");
  writeFileSync(path, JSON.stringify({...state, cursor: "bm9uc2Vuc2U"}));
  await run({folder: "expired"});
  assert.deepEqual(ids("expired").sort(), expected);
});

test("a folder holds one harvest", async () => {
  await assert.rejects(
    run({folder: "whole", region: "BE1"}),
    /the folder holds a harvest of BE2, 2021-2025, not of BE1, 2021-2025/
  );
  const {state} = await run({folder: "whole", region: "BE1", fresh: true});
  assert.deepEqual([state.finished, state.counts.works, state.regional], [true, 0, []]);
  await run({folder: "whole", fresh: true});
});

test("the key is sent, and neither written nor said", async () => {
  const {said} = await run({folder: "key", key: "s3cret-k3y"});
  assert.ok(api.keys.has("Bearer s3cret-k3y"));
  assert.ok(!said.join().includes("s3cret"));
  assert.ok(!readFileSync(join(root, "key/harvest.json"), "utf8").includes("s3cret"));
});

const parseOptions = (args: readonly string[]) => readOptions(command.read(args).values, regions);

test("options are read, and what is none is refused", () => {
  const good = ["--region", "be2", "--years", "2021-2025", "--out", "x"];
  assert.deepEqual(parseOptions(good).parameters, parameters);
  for (const [args, message] of [
    [["--years", "2021-2025", "--out", "x"], /missing --region/],
    [[...good, "--region", "QQ9"], /unknown region: QQ9/],
    [[...good, "--years", "21"], /invalid years: 21/],
    [[...good, "--max-calls", "0"], /invalid --max-calls: 0/],
    [[...good, "--what"], /unknown option '--what'/]
  ] as const)
    assert.throws(() => parseOptions(args), message);
});
