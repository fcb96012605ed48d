import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {csvParse} from "d3";
import {command} from "../../data-loaders/classification/classify-list.ts";
import {loadTools, type Tools} from "../../data-loaders/classification/classify.ts";
import {createLocalEmbedder} from "../../data-loaders/classification/embedders/local.ts";
import {loadDecisions} from "../../data-loaders/classification/decisions.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {loadVocabulary} from "../../data-loaders/sources/vocabularies.ts";

const data = join(projectRoot, "data");
let folder: string;
let tools: Tools;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "classify-"));
  tools = await loadTools(data, createLocalEmbedder());
});
after(() => rm(folder, {recursive: true, force: true}));

/** Runs the command on files with these contents and reads its result. */
async function run(vocabulary: string, titles: string, documents?: string) {
  const path = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const out = join(folder, "links.csv");
  const args = ["--vocabulary", vocabulary, "--titles", await path("titles.csv", titles), "--out", out];
  if (documents !== undefined) args.push("--documents", await path("documents.csv", documents));
  assert.equal(await command.prepare(args)(new AbortController().signal), 0);
  return csvParse(await readFile(out, "utf8"));
}

/** Documents with these codes, the same number of times each. */
function repeat(times: number, ...sets: string[][]): string {
  const lines = sets.flatMap((codes, set) =>
    Array.from({length: times}, (_, i) => codes.map((code) => `${set}-${i},${code}`).join("\n"))
  );
  return ["document,code", ...lines].join("\n");
}

test("a list without documents follows similarity alone and the decisions on its codes", async () => {
  const decisions = await loadDecisions(join(data, "classification/decisions.csv"), tools.taxonomy.technologies);
  const reject = decisions.find(({vocabulary, verdict}) => vocabulary === "cpc" && verdict === "reject")!;
  const rows = await run("cpc", `code,label\nX1,Wind turbines\n${reject.symbol} ,Something else\n`);
  assert.deepEqual(rows.columns, ["code", "technology", "similarity", "relatedness", "accepted", "reason"]);
  const {alone} = tools.thresholds.vocabularies.cpc;
  const mine = rows.filter(({code}) => code === "X1");
  assert.equal(mine[0]!.technology, "Wind Energy");
  for (const {similarity, relatedness, accepted} of mine) {
    assert.equal(relatedness, "");
    assert.equal(accepted, String(Number(similarity) >= alone));
  }
  const name = tools.taxonomy.technologies[reject.technology - 1]!.name;
  const decided = rows.find(({code, technology}) => code === reject.symbol && technology === name)!;
  assert.equal(decided.accepted, "false");
  assert.ok(decided.reason!.includes(reject.note));
});

test("relatedness is the share beside core codes, over itself and the share elsewhere", async () => {
  const others = Array.from({length: 22}, () => ["y", "z"]);
  const documents = repeat(20, ["w1", "w2"], ["w2", "w3"], ["w3", "w1"], ["x", "w1"], ["x", "y"], ...others);
  const titles = "code,label\nw1,Wind turbines\nw2,Offshore wind farms\nw3,Wind power\nx,Wind turbine blades\n";
  const rows = await run("topic", titles, documents);
  const found = rows.find(({code, technology}) => code === "x" && technology === "Wind Energy")!;
  // By hand: x has 40 documents, 20 of them with a core code; of the 500 others, 60.
  const {prior} = tools.thresholds.evidence;
  const expected = 60 / 500;
  const share = (20 + prior * expected) / (40 + prior);
  assert.equal(Number(found.relatedness), Math.round((share / (share + expected)) * 1e5) / 1e5);
});

test("groups to which CPC has moved a subject belong to its technologies, as those that held it before", async () => {
  const entries = new Map((await loadVocabulary("cpc", data)).map(({symbol, label}) => [symbol, label]));
  const homes = {
    Semiconductors: ["H01L21", "H01L23", "H10B12", "H10D30", "H10P72", "H10W70"],
    Microelectronics: ["H01L21", "H10B12", "H10D84", "H10P72", "H10W70"],
    Drones: ["B64U10", "B64U30", "B64U50"]
  };
  const codes = [...new Set(Object.values(homes).flat())];
  const rows = await run("cpc", `code;label\n${codes.map((code) => `${code};${entries.get(code)}`).join("\n")}\n`);
  for (const [technology, members] of Object.entries(homes))
    assert.deepEqual(
      members.filter((code) =>
        rows.some((row) => row.code === code && row.technology === technology && row.accepted === "true")
      ),
      members,
      technology
    );
});

test("codes are recognised in official spelling and come back as they were written", async () => {
  const written = ["H01L 21/00", "h01l23", "B64U10/00"];
  const rows = await run("cpc", `code,label\n${written.map((code) => `${code},Thing (see H01L)`).join("\n")}\n`);
  assert.deepEqual([...new Set(rows.map(({code}) => code))], written);
  assert.ok(rows.some(({code, reason}) => code === "H01L 21/00" && reason!.startsWith("project: ")));
  const topics = await run("topic", "code,label\nhttps://openalex.org/T10036,Graphene\nT10037,Graphene\n");
  assert.deepEqual(new Set(topics.map(({code}) => code)), new Set(["https://openalex.org/T10036", "T10037"]));
});

test("bad input is refused and leaves nothing behind", async () => {
  await rm(join(folder, "links.csv"), {force: true});
  await assert.rejects(run("ipc", "code,label\n1,a\n"), {message: "unknown vocabulary: ipc"});
  await assert.rejects(run("cpc", "code,label\nH01L21,a\nH01L 21/00,b\n"), {message: /code H01L21 repeats line 2/});
  await assert.rejects(run("topic", "code,label\n1,a\n", "document,code\nd,2\n"), {
    message: "no code of the documents is in the list of titles"
  });
  const elsewhere = ["--vocabulary", "topic", "--titles", join(folder, "titles.csv"), "--out"];
  await assert.rejects(command.prepare([...elsewhere, join(folder, "none/x.csv")])(new AbortController().signal), {
    message: "no such folder"
  });
  await assert.rejects(command.prepare([...elsewhere, folder])(new AbortController().signal), {
    message: "a folder, not a file"
  });
  assert.equal(existsSync(join(folder, "links.csv")), false);
  assert.deepEqual((await readdir(folder)).sort(), ["documents.csv", "titles.csv"]);
});
