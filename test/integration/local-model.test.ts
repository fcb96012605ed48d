import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {vectorFiles} from "../../data-loaders/classification/classify.ts";
import {createLocalEmbedder, localDimensions} from "../../data-loaders/classification/embedders/local.ts";
import {VectorStore} from "../../data-loaders/classification/vector-store.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";

test("the local model gives the vectors that are committed, alone or in a batch", async () => {
  const local = createLocalEmbedder();
  const {committed} = vectorFiles(join(projectRoot, "data"), local.id);
  const texts = ["additive manufacturing", "quantum computing", "milk butter cheese and their substitutes"];
  const kept = await VectorStore.open({embedder: local, committed});
  assert.deepEqual(kept.missing(texts), []);
  const anew = await VectorStore.open({embedder: createLocalEmbedder(), committed: ""});
  const alone = await VectorStore.open({embedder: createLocalEmbedder(), committed: ""});
  const stored = await kept.matrix(texts);
  const made = await anew.matrix(texts);
  // A byte may differ by one where another processor rounds otherwise.
  for (let i = 0; i < stored.length; ++i)
    assert.ok(Math.abs(stored[i]! - made[i]!) <= 1, `${i}: ${stored[i]} and ${made[i]}`);
  for (const [i, text] of texts.entries())
    assert.deepEqual(await alone.matrix([text]), made.subarray(i * localDimensions, (i + 1) * localDimensions));
  await assert.rejects(local.embed(["fine", " "]), /an empty text has no vector/);
});
