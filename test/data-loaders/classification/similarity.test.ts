import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {SimilarityModel} from "../../../data-loaders/classification/similarity.ts";
import {VectorStore} from "../../../data-loaders/classification/vector-store.ts";
import {fakeEmbedder} from "./fake-embedder.ts";

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.array(word, {minLength: 1, maxLength: 4}).map((words) => words.join(" "));
const texts = fc.uniqueArray(text, {minLength: 1, maxLength: 9});

const doubts = {against: 0.25, lead: 0.5};

test("similarity is the mean of the three best cosines less what speaks against it, as in a plain computation", async () => {
  const list = (minLength: number) => fc.array(text, {minLength, maxLength: 5});
  const technology = fc.record({phrases: list(3), not: list(0)});
  await fc.assert(
    fc.asyncProperty(
      texts,
      texts,
      fc.array(technology, {minLength: 1, maxLength: 4}),
      list(0),
      async (corpus, titles, technologies, others) => {
        const embedder = fakeEmbedder({dimensions: 17});
        const store = await VectorStore.open({embedder, committed: ""});
        const model = await SimilarityModel.create(store, corpus);
        const subjects = {technologies: technologies.map((one, i) => ({technology: i + 1, ...one})), others};
        const values = await model.similarities(titles, subjects, doubts);

        const unit = (some: readonly number[]) => some.map((value) => value / (Math.hypot(...some) || 1));
        const direction = async (some: string) => unit(Array.from(await store.matrix([some])));
        // A text that is the whole corpus lies in the centre, where a direction means nothing.
        if (corpus.length === 1) return;
        const corpusVectors = await Promise.all(corpus.map(direction));
        const centre = corpusVectors[0]!.map(
          (_, i) => corpusVectors.reduce((sum, some) => sum + some[i]!, 0) / corpus.length
        );
        const all = [...titles, ...technologies.flatMap(({phrases, not}) => [...phrases, ...not]), ...others];
        const plain = new Map<string, number[]>();
        for (const some of all) plain.set(some, unit((await direction(some)).map((value, i) => value - centre[i]!)));
        const cosines = (title: string, some: readonly string[]) =>
          some
            .map((one) => plain.get(title)!.reduce((sum, value, k) => sum + value * plain.get(one)![k]!, 0))
            .sort((a, b) => b - a);
        for (const [i, title] of titles.entries()) {
          const near = technologies.map(({phrases}) => {
            const [first, second, third] = cosines(title, phrases) as [number, number, number];
            return (first + second + third) / 3;
          });
          for (const [j, {not}] of technologies.entries()) {
            const against = [not, others].map((some) => Math.max(0, cosines(title, some)[0] ?? 0));
            const expected = near[j]! - 0.25 * (against[0]! + against[1]!) - 0.5 * (Math.max(...near) - near[j]!);
            const value = values[i * technologies.length + j]!;
            assert.ok(Math.abs(value - expected) < 1e-9, `${title}: ${value} instead of ${expected}`);
          }
        }
      }
    ),
    {numRuns: 30}
  );
});

test("products of the longest vectors are exact", async () => {
  const dimensions = 512;
  const extreme = (sign: (i: number) => number) => Float32Array.from({length: dimensions}, (_, i) => sign(i));
  const vectors: Record<string, Float32Array> = {
    up: extreme(() => 1),
    down: extreme(() => -1),
    mixed: extreme((i) => (i % 2 ? 1 : -1)),
    corpus: extreme((i) => (i < 256 ? 1 : -1)),
    other: extreme((i) => (i % 4 < 2 ? 1 : -1))
  };
  const embedder = {id: "x", dimensions, embed: async (some: readonly string[]) => some.map((name) => vectors[name]!)};
  const store = await VectorStore.open({embedder, committed: ""});
  const model = await SimilarityModel.create(store, ["corpus", "other", "up", "down"]);
  const technologies = ["up", "down", "mixed"].map((one, i) => ({
    technology: i + 1,
    phrases: [one, one, one],
    not: []
  }));
  const plain = {against: 0, lead: 0};
  const values = await model.similarities(["up", "down", "mixed"], {technologies, others: []}, plain);
  for (let i = 0; i < 3; ++i) assert.ok(Math.abs(values[i * 3 + i]! - 1) < 1e-12);
  assert.ok(values[1]! < -0.5 && Math.abs(values[1]! - values[3]!) < 1e-12);
});

test("one more title, or another order, changes no score", async () => {
  const store = await VectorStore.open({embedder: fakeEmbedder(), committed: ""});
  const model = await SimilarityModel.create(store, ["alpha beta", "gamma", "delta"]);
  const technologies = [
    {technology: 1, phrases: ["alpha", "beta", "gamma"], not: ["ray"]},
    {technology: 2, phrases: ["delta", "epsilon", "zeta"], not: []}
  ];
  const subjects = {technologies, others: ["wing"]};
  const few = await model.similarities(["alpha ray", "delta wing"], subjects, doubts);
  const many = await model.similarities(
    ["omega", "delta wing", ...Array.from({length: 70}, (_, i) => `filler ${i}`), "alpha ray"],
    subjects,
    doubts
  );
  assert.deepEqual(Array.from(few), [...many.slice(-2), ...many.slice(2, 4)]);
});
