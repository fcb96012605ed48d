import assert from "node:assert/strict";
import {test} from "node:test";
import {follow} from "../../../src/live/follow.ts";

test("following asks one question at a time, then only the newest, and shows answers to their own questions", async () => {
  const asked: number[] = [],
    shown: [number, number][] = [],
    busy: boolean[] = [];
  const waiting: (() => void)[] = [];
  const follower = follow<number, number>({
    answer: async (ask) => {
      asked.push(ask);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return ask * 10;
    },
    show: (answer, ask) => shown.push([ask, answer]),
    busy: (state) => busy.push(state),
    failed: assert.fail
  });
  for (let ask = 1; ask <= 50; ++ask) follower.ask(ask);
  const step = async () => {
    waiting.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  await step();
  assert.deepEqual(asked, [1, 50]);
  await step();
  assert.deepEqual(shown, [
    [1, 10],
    [50, 500]
  ]);
  assert.deepEqual(busy, [true, false]);
});

test("a question that fails does not keep the next from being asked, and nothing is shown after a stop", async () => {
  const failed: unknown[] = [],
    shown: number[] = [];
  const follower = follow<number, number>({
    answer: async (ask) => {
      await Promise.resolve();
      if (ask === 1) throw new Error("no");
      return ask;
    },
    show: (answer) => shown.push(answer),
    failed: (error, ask) => failed.push([ask, error instanceof Error && error.message])
  });
  follower.ask(1);
  follower.ask(2);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([failed, shown], [[[1, "no"]], [2]]);
  follower.ask(3);
  follower.stop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(shown, [2]);
});

test("a question that replaces another is asked at once, and the other's late answer or error is not shown", async () => {
  const shown: string[] = [],
    failed: string[] = [],
    busy: boolean[] = [];
  const waiting = new Map<string, {resolve: (answer: string) => void; reject: (error: Error) => void}>();
  const signals = new Map<string, AbortSignal>();
  const follower = follow<string, string>({
    answer: (ask, signal) =>
      new Promise((resolve, reject) => {
        waiting.set(ask, {resolve, reject});
        signals.set(ask, signal);
      }),
    show: (answer) => shown.push(answer),
    busy: (state) => busy.push(state),
    failed: (error) => failed.push(String(error))
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  for (const ask of ["late", "broken", "newest"]) follower.replace(ask);
  assert.deepEqual([...waiting.keys()], ["late", "broken", "newest"]);
  assert.deepEqual(
    [...signals.values()].map(({aborted}) => aborted),
    [true, true, false]
  );
  waiting.get("newest")!.resolve("newest");
  await settle();
  waiting.get("late")!.resolve("late");
  waiting.get("broken")!.reject(new Error("broken"));
  await settle();
  assert.deepEqual([shown, failed, busy.at(-1)], [["newest"], [], false]);
  follower.replace("again");
  waiting.get("again")!.reject(new Error("no"));
  await settle();
  assert.deepEqual([failed, busy.at(-1)], [["Error: no"], false]);
});

test("a question that waits is dropped when another replaces the one under way", async () => {
  const asked: number[] = [];
  const follower = follow<number, number>({
    answer: async (ask) => {
      asked.push(ask);
      return await Promise.resolve(ask);
    },
    show() {},
    failed: assert.fail
  });
  follower.ask(1);
  follower.ask(2);
  follower.replace(3);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, [1, 3]);
});
