// What a preview prints in the terminal.
import assert from "node:assert/strict";
import {PassThrough} from "node:stream";
import {setImmediate} from "node:timers/promises";
import {test} from "node:test";
import {inspect} from "node:util";
import {logStreams} from "../../../../src/site/framework/quiet-log.ts";

test("messages to and from pages are left out, whatever their length; other lines stay in order", async () => {
  const told: string[] = [];
  const stream = new PassThrough();
  logStreams([stream], (line) => told.push(line));
  const long = {type: "update", html: Array.from({length: 9}, (_, i) => ({type: 1, value: `<p>${i}</p>`.repeat(20)}))};
  const lines = [
    "the site is at http://127.0.0.1:3000/",
    "socket open /_observablehq",
    `\u2191 ${inspect({type: "hello", path: "/index"})}`,
    `\u2193 ${inspect(long)}`,
    "src/index.md:5: {{regoin}}: unknown mark",
    `\u001b[2m\u2193\u001b[22m ${inspect(long)}`,
    "\u001b[2msocket close\u001b[22m /_observablehq",
    "{ a line of something else",
    "}"
  ].flatMap((text) => text.split("\n"));
  lines.forEach((line) => stream.write(`${line}\n`));
  await setImmediate();
  assert.deepEqual(told, [
    "the site is at http://127.0.0.1:3000/",
    "src/index.md:5: {{regoin}}: unknown mark",
    "{ a line of something else",
    "}"
  ]);
});

test("an error is told that comes in the middle of a message", async () => {
  const told: string[] = [];
  const [out, errors] = [new PassThrough(), new PassThrough()];
  logStreams([out, errors], (line) => told.push(line));
  const texts = [
    [out, "\u2193 {"],
    [errors, "pages not updated: {"],
    [errors, "}"],
    [out, "  type: 'welcome'"],
    [out, "}"],
    [out, "the page has changed"]
  ] as const;
  for (const [stream, text] of texts) {
    stream.write(`${text}\n`);
    await setImmediate();
  }
  assert.deepEqual(told, ["pages not updated: {", "}", "the page has changed"]);
});
