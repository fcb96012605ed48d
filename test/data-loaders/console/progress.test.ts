import assert from "node:assert/strict";
import {test} from "node:test";
import {createProgress} from "../../../data-loaders/console/progress.ts";

function record(isTTY: boolean, restless = false) {
  const written: string[] = [];
  let time = 0;
  const progress = createProgress({
    label: "data",
    total: 4,
    restless,
    stream: {isTTY, columns: 60, write: (text: string) => written.push(text)},
    now: () => time
  });
  return {written, progress, pass: (milliseconds: number) => (time += milliseconds)};
}

test("a terminal shows one line with a bar, redrawn in place", () => {
  const {written, progress, pass} = record(true);
  progress.update(1, "reading");
  pass(10);
  progress.update(2, "reading");
  pass(100);
  progress.update(2, "reading");
  pass(1900);
  progress.finish();
  assert.deepEqual(written, [
    "\r\x1b[K[██████░░░░░░░░░░░░░░░░░░] data 1/4 reading",
    "\r\x1b[K[████████████░░░░░░░░░░░░] data 2/4 reading",
    "\r\x1b[Kdata done in 2.0 s\n"
  ]);
});

test("elsewhere each note is a plain line, and a long one is repeated now and then", () => {
  const {written, progress, pass} = record(false);
  progress.update(1, "reading");
  progress.update(1, "reading");
  progress.update(2, "writing");
  pass(10_000);
  progress.update(3, "writing");
  progress.finish("4 files");
  progress.update(4, "late");
  assert.deepEqual(written, [
    "data 1/4 reading\n",
    "data 2/4 writing\n",
    "data 3/4 writing\n",
    "data 4 files in 10.0 s\n"
  ]);
});

test("a restless note does not fill a log", () => {
  const {written, progress} = record(false, true);
  for (let i = 0; i < 4; ++i) progress.update(i, `page ${i}`);
  assert.deepEqual(written, ["data 0/4 page 0\n"]);
});
