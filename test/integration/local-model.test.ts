import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {createLocalEmbedder, localDimensions} from "../../data-loaders/classification/embedders/local.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {quote} from "../../src/text/sql.ts";

/** The weighted sum of the vectors of some words, straight from the table. */
async function sumOf(db: WorkDatabase, words: readonly string[]): Promise<number[]> {
  const path = quote(join(projectRoot, "data/model/words.parquet"));
  const sum = new Array<number>(localDimensions).fill(0);
  for (const word of words) {
    const rows = await db.rows(
      `SELECT weight, hex(vector) AS hex FROM read_parquet(${path}) WHERE word = ${quote(word)}`
    );
    assert.equal(rows.length, 1, word);
    const bytes = Buffer.from(String(rows[0]!.hex), "hex");
    sum.forEach((value, i) => (sum[i] = value + Number(rows[0]!.weight) * bytes.readInt8(i)));
  }
  return sum;
}

test("a vector is the weighted sum of the words, and of the parts of unknown words", async () => {
  const local = createLocalEmbedder();
  const db = await WorkDatabase.open();
  try {
    for (const [text, words] of [
      ["additive manufacturing", ["additive", "manufacturing"]],
      ["wind wind turbine", ["wind", "wind", "turbine"]],
      ["photonicsxq sensor", ["photonics", "sensor"]],
      ["xqzj", []]
    ] as const) {
      const [vector] = await local.embed([text]);
      assert.deepEqual(vector, Float32Array.from(await sumOf(db, words)), text);
    }
  } finally {
    db.close();
  }
});

test("a text has the same vector alone and in a batch, and an empty text has none", async () => {
  const texts = ["additive manufacturing", "milk butter cheese and their substitutes"];
  const [batch, alone] = [await createLocalEmbedder().embed(texts), await createLocalEmbedder().embed([texts[1]!])];
  assert.deepEqual(batch[1], alone[0]);
  await assert.rejects(createLocalEmbedder().embed(["fine", " "]), /an empty text has no vector/);
});

test("near in meaning is near in direction", async () => {
  const [plane, aircraft, milk] = (await createLocalEmbedder().embed(["plane wings", "aircraft wing", "milk"])) as [
    Float32Array,
    Float32Array,
    Float32Array
  ];
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const cosine = (a: Float32Array, b: Float32Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  assert.ok(cosine(plane, aircraft) > 0.5 && cosine(plane, milk) < 0.2);
});
