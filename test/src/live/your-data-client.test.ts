import assert from "node:assert/strict";
import {test} from "node:test";
import {patience, YourDataClient, type OwnWorker} from "../../../src/live/lab/your-data-client.ts";
import type {Ask} from "../../../src/live/lab/your-data-protocol.ts";

/** A worker that answers as `answer` says, and never where it says nothing. */
function fakeWorkers(answer: (ask: Ask, worker: number) => unknown) {
  const asks: [worker: number, kind: Ask["kind"], size?: number][] = [];
  const ended: number[] = [];
  let started = 0;
  const start = (): OwnWorker => {
    const number = ++started;
    const worker: OwnWorker = {
      onmessage: null,
      onerror: null,
      terminate: () => void ended.push(number),
      postMessage({id, ask}) {
        asks.push(ask.kind === "read" ? [number, ask.kind, ask.bytes.length] : [number, ask.kind]);
        const found = answer(ask, number);
        if (found === undefined) return;
        const data = found instanceof Error ? {id, error: found.message} : {id, answer: found};
        queueMicrotask(() => worker.onmessage?.({data} as MessageEvent));
      }
    };
    return worker;
  };
  const client = new YourDataClient({start, late: (seconds) => `late after ${seconds}`, broken: "broken"});
  return {client, asks, ended};
}

const file = (size: number) => () => Promise.resolve(new ArrayBuffer(size));
const settle = async () => {
  for (let i = 0; i < 20; ++i) await Promise.resolve();
};

test("a late worker is replaced, the next file is read, and the last usable table is read again", async (t) => {
  t.mock.timers.enable({apis: ["setTimeout"]});
  const {client, asks, ended} = fakeWorkers((ask) =>
    ask.kind !== "read" ? "location" : ask.bytes.length === 666 ? undefined : {summary: ask.bytes.length}
  );
  assert.deepEqual(await client.read(file(10)), {summary: 10});
  const late = client.read(file(666));
  const next = client.location(0);
  await settle();
  t.mock.timers.tick((patience.least + 1) * 1000);
  await assert.rejects(late, {message: `late after ${patience.least + 1}`});
  assert.equal(await next, "location");
  assert.deepEqual(ended, [1]);
  assert.deepEqual(asks, [[1, "read", 10], [1, "read", 666], [2, "read", 10], [2, "location"]]); // prettier-ignore
});

test("a file that is no longer wanted delays no other", async () => {
  const {client, asks, ended} = fakeWorkers((ask) =>
    ask.kind === "read" && ask.bytes.length !== 666 ? {summary: 1} : undefined
  );
  const unwanted = new AbortController();
  const first = client.read(file(666), unwanted.signal);
  await settle();
  unwanted.abort();
  await assert.rejects(first, {name: "AbortError"});
  assert.deepEqual(await client.read(file(3)), {summary: 1});
  assert.deepEqual([asks, ended], [[[1, "read", 666], [2, "read", 3]], [1]]); // prettier-ignore
});

test("after an unexpected error the worker is replaced; an unusable file keeps the table", async () => {
  const {client, asks} = fakeWorkers((ask) => {
    if (ask.kind !== "read") return "location";
    return ask.bytes.length === 1
      ? {summary: 1}
      : ask.bytes.length === 2
        ? {problem: {kind: "empty"}}
        : new Error("out");
  });
  await client.read(file(1));
  await client.read(file(2));
  assert.equal(await client.location(0), "location");
  await assert.rejects(client.read(file(3)), {message: "out"});
  assert.equal(await client.location(1), "location");
  assert.deepEqual(
    asks.map(([worker, kind]) => `${worker} ${kind}`),
    ["1 read", "1 read", "1 location", "1 read", "2 read", "2 location"]
  );
});
