import assert from "node:assert/strict";
import {readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {DisclosureKey} from "../../../data-loaders/warehouse/disclosure-key.ts";
import {tempFolder} from "../../support/temp-folder.ts";

const root = tempFolder();
const key = new DisclosureKey(Buffer.from("a".repeat(32)));

test("a key is made once, for its owner alone, also when several processes make it at a time", async () => {
  const file = join(root, "raw/disclosure.key");
  const keys = await Promise.all(Array.from({length: 8}, () => DisclosureKey.open(file)));
  assert.equal(new Set(keys.map(({fingerprint}) => fingerprint)).size, 1);
  assert.deepEqual(readdirSync(join(root, "raw")), ["disclosure.key"]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(readFileSync(file, "utf8"), /^[0-9a-f]{64}\n$/);
  const other = await DisclosureKey.open(join(root, "raw/other.key"));
  assert.notEqual(other.fingerprint, keys[0]!.fingerprint);
  assert.notEqual(other.draw("x"), keys[0]!.draw("x"));
});

test("a short key is refused, and so is a folder in place of one", async () => {
  const file = join(root, "short");
  writeFileSync(file, "secret\n");
  await assert.rejects(DisclosureKey.open(file), /a key of 6 characters is too short/);
  await assert.rejects(DisclosureKey.open(root), /cannot read the key/);
});

test("draws are uniform, and counts are rounded to multiples of three without bias", () => {
  const draws = Array.from({length: 4000}, (_, i) => key.draw(`text ${i}`));
  assert.ok(draws.every((draw) => draw >= 0 && draw < 1));
  for (const part of [0.1, 0.5, 0.9]) {
    const below = draws.filter((draw) => draw < part).length / draws.length;
    // Four standard deviations.
    assert.ok(Math.abs(below - part) < 4 * Math.sqrt((part * (1 - part)) / draws.length), `${below} below ${part}`);
  }
  for (const count of [0, 1, 2, 3, 4, 5, 300, 301]) {
    const rounded = Array.from({length: 3000}, (_, i) => key.round(`cell ${i}`, count));
    assert.ok(
      rounded.every((value) => value % 3 === 0 && Math.abs(value - count) < 3),
      String(count)
    );
    const mean = rounded.reduce((sum, value) => sum + value, 0) / rounded.length;
    assert.ok(Math.abs(mean - count) < (4 * Math.sqrt(2)) / Math.sqrt(rounded.length), `${mean} for ${count}`);
  }
});

test("SQL draws and rounds as the key does", async () => {
  const db = await WorkDatabase.open();
  try {
    await key.defineMacros(db);
    const rows = await db.rows(`
      SELECT text, count::INTEGER AS count, keyed_draw(text) AS draw, keyed_round(text, count)::INTEGER AS rounded
      FROM (SELECT 'cell é ' || range AS text, range % 7 AS count FROM range(200))`);
    for (const {text, count, draw, rounded} of rows) {
      assert.equal(draw, key.draw(String(text)));
      assert.equal(rounded, key.round(String(text), Number(count)));
    }
  } finally {
    db.close();
  }
});
