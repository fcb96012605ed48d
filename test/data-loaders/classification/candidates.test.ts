import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {bareName, findCandidates, type TitledCode} from "../../../data-loaders/classification/candidates.ts";
import {loadTools} from "../../../data-loaders/classification/classify.ts";
import {createLocalEmbedder} from "../../../data-loaders/classification/embedders/local.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";

const tools = await loadTools(join(projectRoot, "data"), createLocalEmbedder());
const {taxonomy, normalise, model} = tools;
const floors = {rank: 3, similarity: 0.2, class_title: 0.2, against: 0.25, lead: 0.3};
const code = (
  number: number,
  symbol: string,
  label: string,
  vocabulary: TitledCode["vocabulary"] = "cpc"
): TitledCode => ({code: number, vocabulary, symbol, label});
const find = async (codes: TitledCode[], some = floors) =>
  await findCandidates(model, codes[0]!.vocabulary, codes, taxonomy, normalise, some);
const name = (id: number) => taxonomy.technologies[id - 1]!.name;

test("a title finds its technology although it uses other words", async () => {
  const titles: [string, string][] = [
    ["Printers that build solid parts from powder", "Advanced Manufacturing"],
    ["Turbines that turn in the wind", "Wind Energy"],
    ["Reading of genes", "Genomics & Gene Editing"]
  ];
  const candidates = await find(titles.map(([label], i) => code(i, String(i), label, "topic")));
  for (const [i, [label, technology]] of titles.entries())
    assert.equal(name(candidates.find((one) => one.code === i && one.rank === 1)!.technology), technology, label);
});

test("floors of rank and similarity hold, and ranks follow similarities", async () => {
  const codes = ["Machine learning", "Robots", "Shoes", "Semiconductor lasers"].map((label, i) =>
    code(i, String(i), label, "industry")
  );
  const all = await find(codes, {...floors, rank: 38, similarity: -1});
  assert.equal(all.length, 4 * 38);
  const kept = await find(codes);
  assert.deepEqual(
    kept,
    all.filter(({rank, similarity}) => rank <= 3 && similarity >= 0.2)
  );
  for (const {code: one, rank, similarity} of all)
    assert.ok(all.every((other) => other.code !== one || other.rank < rank || other.similarity <= similarity));
  assert.deepEqual(
    kept.filter((one) => one.code === 2),
    [],
    "shoes belong to no technology"
  );
});

test("a code is compared by its own wording, whatever label readers see", async () => {
  const [own] = await find([code(1, "1", "Wind turbines", "topic")]);
  const [labelled] = await find([{...code(1, "1", "Shoes", "topic"), wording: "Wind turbines"}]);
  assert.deepEqual(labelled, own);
});

test("a decision makes any pair of code and technology a candidate", async () => {
  const codes = [code(1, "1", "Shoes", "topic"), code(2, "2", "Hats", "topic")];
  const photonics = taxonomy.technologies.find((technology) => technology.name === "Photonics")!.id;
  const found = await findCandidates(model, "topic", codes, taxonomy, normalise, floors, {
    decided: (symbol, technology) => symbol === "1" && technology === photonics
  });
  assert.deepEqual(
    found.filter(({code: one, technology}) => one === 1 || technology === photonics).map((one) => one.technology),
    [photonics]
  );
  assert.ok(found[0]!.rank > floors.rank || found[0]!.similarity < floors.similarity);
});

test("the title of a CPC group is judged with that of its subclass", async () => {
  const alone = await find([code(1, "B64U70", "Launching and landing")], {...floors, rank: 38, similarity: -1});
  const both = await find([code(1, "B64U70", "Launching and landing"), code(2, "B64U", "Unmanned aerial vehicles")], {
    ...floors,
    rank: 38,
    similarity: -1
  });
  const drones = taxonomy.technologies.find((technology) => technology.name === "Drones")!.id;
  const at = (some: typeof alone) => some.find((one) => one.code === 1 && one.technology === drones)!.similarity;
  assert.ok(at(both) > at(alone));
});

test("a title without a letter has no candidates, and brackets of names are left out", async () => {
  assert.deepEqual(
    await find([code(1, "x", "…", "topic"), code(2, "y", "Robots", "topic")]),
    await find([code(2, "y", "Robots", "topic")])
  );
  assert.equal(bareName("High-Performance Computing (HPC)"), "High-Performance Computing");
});
