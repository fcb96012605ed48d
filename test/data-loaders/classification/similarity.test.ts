import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {NgramModel} from "../../../data-loaders/classification/ngrams.ts";
import {SimilarityModel} from "../../../data-loaders/classification/similarity.ts";
import {VectorStore} from "../../../data-loaders/classification/vector-store.ts";
import {fakeEmbedder} from "./fake-embedder.ts";

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.array(word, {minLength: 1, maxLength: 4}).map((words) => words.join(" "));
const texts = fc.uniqueArray(text, {minLength: 1, maxLength: 9});

/** n-grams by the definition: all of three to five characters of each padded word, weighted and scaled. */
function plainNgrams(corpus: readonly string[], title: string): Map<string, number> {
  const grams = (some: string) =>
    some.split(" ").flatMap((part) => {
      const padded = ` ${part} `;
      return [3, 4, 5].flatMap((length) =>
        Array.from({length: Math.max(0, padded.length - length + 1)}, (_, i) => padded.slice(i, i + length))
      );
    });
  const counts = new Map<string, number>();
  for (const gram of grams(title)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const weights = new Map(
    [...counts].map(([gram, count]) => {
      const documents = corpus.filter((some) => grams(some).includes(gram)).length;
      return [gram, (1 + Math.log(count)) * (Math.log((1 + corpus.length) / (1 + documents)) + 1)];
    })
  );
  const norm = Math.hypot(...weights.values());
  return new Map([...weights].map(([gram, weight]) => [gram, weight / norm]));
}

const cosine = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
  [...a].reduce((sum, [gram, weight]) => sum + weight * (b.get(gram) ?? 0), 0);

test("n-gram vectors have unit length and the weights of the definition", () => {
  fc.assert(
    fc.property(texts, text, text, (corpus, one, two) => {
      const model = new NgramModel(corpus);
      const [a, b] = [model.vector(one), model.vector(two)];
      assert.ok(Math.abs(Math.hypot(...a.weights) - 1) < 1e-9);
      const at = new Map(b.ids.map((id, i) => [id, b.weights[i]!]));
      const product = a.ids.reduce((sum, id, i) => sum + a.weights[i]! * (at.get(id) ?? 0), 0);
      assert.ok(Math.abs(product - cosine(plainNgrams(corpus, one), plainNgrams(corpus, two))) < 1e-9);
    }),
    {numRuns: 50}
  );
});

test("similarity is the mean of the three best means of two cosines, as in a plain computation", async () => {
  await fc.assert(
    fc.asyncProperty(
      texts,
      texts,
      fc.array(fc.array(text, {minLength: 3, maxLength: 5}), {minLength: 1, maxLength: 4}),
      async (corpus, titles, technologies) => {
        const embedder = fakeEmbedder({dimensions: 17});
        const store = await VectorStore.open({embedder, committed: ""});
        const model = await SimilarityModel.create(store, corpus);
        const values = await model.similarities(
          titles,
          technologies.map((phrases, i) => ({technology: i + 1, phrases}))
        );

        const unit = (some: readonly number[]) => some.map((value) => value / (Math.hypot(...some) || 1));
        const direction = async (some: string) => unit(Array.from(await store.matrix([some])));
        // A text that is the whole corpus lies in the centre, where a direction means nothing.
        if (corpus.length === 1) return;
        const corpusVectors = await Promise.all(corpus.map(direction));
        const centre = corpusVectors[0]!.map(
          (_, i) => corpusVectors.reduce((sum, some) => sum + some[i]!, 0) / corpus.length
        );
        const plain = new Map(
          await Promise.all(
            [...new Set([...titles, ...technologies.flat()])].map(async (some) => {
              const centred = unit((await direction(some)).map((value, i) => value - centre[i]!));
              return [some, {centred, ngrams: plainNgrams(corpus, some)}] as const;
            })
          )
        );
        for (const [i, title] of titles.entries()) {
          for (const [j, phrases] of technologies.entries()) {
            const scores = phrases.map((phrase) => {
              const [a, b] = [plain.get(title)!, plain.get(phrase)!];
              return (
                (a.centred.reduce((sum, value, k) => sum + value * b.centred[k]!, 0) + cosine(a.ngrams, b.ngrams)) / 2
              );
            });
            const best = scores.sort((a, b) => b - a).slice(0, 3);
            const expected = best.reduce((sum, value) => sum + value, 0) / 3;
            assert.ok(
              Math.abs(values[i * technologies.length + j]! - expected) < 1e-9,
              `${title}: ${values[i * technologies.length + j]} instead of ${expected}`
            );
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
  const model = await SimilarityModel.create(
    await VectorStore.open({embedder, committed: ""}),
    ["corpus", "other", "up", "down"],
    {ngrams: false}
  );
  const phrases = [
    ["up", "up", "up"],
    ["down", "down", "down"],
    ["mixed", "mixed", "mixed"]
  ].map((some, i) => ({technology: i + 1, phrases: some}));
  const values = await model.similarities(["up", "down", "mixed"], phrases);
  for (let i = 0; i < 3; ++i) assert.ok(Math.abs(values[i * 3 + i]! - 1) < 1e-12);
  assert.ok(values[1]! < -0.5 && Math.abs(values[1]! - values[3]!) < 1e-12);
});

test("one more title, or another order, changes no score", async () => {
  const store = await VectorStore.open({embedder: fakeEmbedder(), committed: ""});
  const model = await SimilarityModel.create(store, ["alpha beta", "gamma", "delta"]);
  const technologies = [
    {technology: 1, phrases: ["alpha", "beta", "gamma"]},
    {technology: 2, phrases: ["delta", "epsilon", "zeta"]}
  ];
  const few = await model.similarities(["alpha ray", "delta wing"], technologies);
  const many = await model.similarities(
    ["omega", "delta wing", ...Array.from({length: 70}, (_, i) => `filler ${i}`), "alpha ray"],
    technologies
  );
  assert.deepEqual(Array.from(few), [...many.slice(-2), ...many.slice(2, 4)]);
});
