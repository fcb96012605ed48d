import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import type {Candidate, TitledCode} from "../../../data-loaders/classification/candidates.ts";
import {decideLinks} from "../../../data-loaders/classification/decide.ts";
import type {Evidence} from "../../../data-loaders/classification/evidence.ts";
import {type Decision, loadDecisions, describeMove} from "../../../data-loaders/classification/decisions.ts";
import {loadTaxonomy} from "../../../data-loaders/classification/taxonomy.ts";
import {loadThresholds} from "../../../data-loaders/classification/thresholds.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {decisionColumns} from "../../../src/decisions/decision-row.ts";
import {loadVocabulary} from "../../../data-loaders/sources/vocabularies.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";
import {vocabularies} from "../../../src/terms/lenses.ts";

const root = tempFolder();
const data = join(projectRoot, "data");
const {technologies} = await loadTaxonomy(join(data, "taxonomy/taxonomy.json"));
const thresholds = await loadThresholds(join(data, "classification/thresholds.json"));

const header = decisionColumns.join(",");
const good = "cpc,H01S5,Photonics,accept,project,2026-01-31,lasers,0.6,0.9,m";
const refuse = async (row: string, message: RegExp) => {
  writeFiles(root, {"decisions.csv": `${header}\n${good}\n${row}\n`});
  await assert.rejects(
    loadDecisions(join(root, "decisions.csv"), technologies),
    (error: Error & {place: {line: number}}) => message.test(error.message) && error.place.line === 3,
    row
  );
};

test("the committed decisions are whole: each has a reason, a date and scores, and none a reviewer that is nobody", async () => {
  const decisions = await loadDecisions(join(data, "classification/decisions.csv"), technologies);
  assert.ok(decisions.length > 500);
  assert.deepEqual([...new Set(decisions.map(({reviewer}) => reviewer))], ["project"]);
  for (const {id, name} of technologies)
    assert.ok(
      decisions.some(({technology}) => technology === id),
      name
    );
  assert.ok(decisions.some(({verdict}) => verdict === "accept") && decisions.some(({verdict}) => verdict === "reject"));
});

test("a decision that lacks something is refused with its line", async () => {
  await refuse(good, /H01S5 – Photonics repeats line 2/);
  await refuse("ipc,H01S5,Photonics,accept,project,2026-01-31,lasers,0.6,0.9,m", /unknown vocabulary/);
  await refuse("cpc,H01S3,Alchemy,accept,project,2026-01-31,lasers,0.6,0.9,m", /unknown technology/);
  await refuse("cpc,H01S3,Photonics,maybe,project,2026-01-31,lasers,0.6,0.9,m", /invalid decision: "maybe"/);
  await refuse("cpc,H01S3,Photonics,accept,,2026-01-31,lasers,0.6,0.9,m", /invalid reviewer: ""/);
  await refuse("cpc,H01S3,Photonics,accept,project,31/01/2026,lasers,0.6,0.9,m", /invalid date: "31\/01\/2026"/);
  await refuse("cpc,H01S3,Photonics,accept,project,2026-01-31, ,0.6,0.9,m", /invalid note: ""/);
  await refuse("cpc,H01S3,Photonics,accept,project,2026-01-31,lasers,,0.9,m", /invalid similarity: ""/);
  await refuse("cpc,H01S3,Photonics,accept", /4 fields, but the header has 10/);
  await refuse("cpc,H01S3,Photonics,accept,project,2026-01-31,lasers,0.6,0.9,", /invalid model: ""/);
  await refuse("cpc,H01S3,Photonics,accept,project,2026-01-31,lasers,0.6,x,m", /invalid cooccurrence: "x"/);
  writeFiles(root, {"decisions.csv": "vocabulary,code\n"});
  await assert.rejects(loadDecisions(join(root, "decisions.csv"), technologies), /no column called technology/);
});

test("decisions that a spreadsheet saved are the same", async () => {
  writeFiles(root, {
    "decisions.csv": `${header}\n${good}\ncpc,H01S3,Photonics,reject,project,2026-01-31,"a, ""b""",-0.5,1234.567,m\n`,
    "saved.csv": `\ufeff${header.replaceAll(",", ";")}\r\n${good.replaceAll(",", ";").replaceAll("0.", "0,")}\r\ncpc;H01S3;Photonics;reject;project;2026-01-31;"a, ""b""";-0,5;1234,567;m\r\n`
  });
  const [plain, saved] = ["decisions.csv", "saved.csv"].map((name) => loadDecisions(join(root, name), technologies));
  assert.equal((await plain!).length, 2);
  assert.deepEqual(await saved, await plain);
});

test("a report with other technologies keeps the decisions on those that it shares", async () => {
  const path = join(data, "classification/decisions.csv");
  const shared = technologies.filter(({name}) => name !== "Photonics");
  const all = await loadDecisions(path, technologies);
  const kept = await loadDecisions(path, shared, {known: technologies});
  assert.deepEqual(
    kept,
    all.filter(({technology}) => technology !== photonics)
  );
  await assert.rejects(loadDecisions(path, shared), /unknown technology "Photonics"/);
});

const photonics = technologies.find(({name}) => name === "Photonics")!.id;
const decision = (verdict: Decision["verdict"], change: Partial<Decision> = {}): Decision => ({
  vocabulary: "cpc",
  symbol: "H01S5",
  technology: photonics,
  verdict,
  reviewer: "project",
  date: "2026-01-31",
  note: "lasers",
  similarity: 0.5,
  cooccurrence: 0.6,
  model: "m",
  ...change
});

test("a move of the scores is described if it is far, against the decision and under the same model", () => {
  const drift = {similarity: 0.1, cooccurrence: 0.2};
  const move = (one: Decision, now: {similarity: number; cooccurrence: number | null}, model = "m") =>
    describeMove(one, now, model, drift);
  assert.equal(move(decision("accept"), {similarity: 0.55, cooccurrence: 0.6}), undefined);
  assert.equal(move(decision("accept"), {similarity: 0.7, cooccurrence: 0.6}), "similarity moved from 0.50 to 0.70");
  assert.equal(
    move(decision("accept"), {similarity: 0.7, cooccurrence: 0.6}, "another"),
    undefined,
    "similarities of two models"
  );
  assert.match(
    move(decision("accept"), {similarity: 0.5, cooccurrence: 0.3})!,
    /co-occurrence moved from 0.60 to 0.30/
  );
  assert.equal(move(decision("accept"), {similarity: 0.5, cooccurrence: 0.95}), undefined, "documents confirm it");
  assert.match(move(decision("reject"), {similarity: 0.5, cooccurrence: 0.95})!, /co-occurrence moved/);
  assert.equal(move(decision("reject"), {similarity: 0.5, cooccurrence: null}), undefined);
});

const codes = new Map<number, TitledCode>([
  [1, {code: 1, vocabulary: "cpc", symbol: "H01S5", label: "Lasers"}],
  [2, {code: 2, vocabulary: "cpc", symbol: "A01B1", label: "Spades"}]
]);
const scored = (code: number, similarity: number, cooccurrence: number | null): Candidate & Evidence => ({
  code,
  technology: photonics,
  similarity,
  rank: 1,
  cooccurrence,
  documents: 50,
  together: 20,
  core: false
});
const rule = {
  ...thresholds,
  vocabularies: {
    ...thresholds.vocabularies,
    cpc: {core: 0.4, similarity: 0.3, cooccurrence: 0.7, alone: 0.4}
  },
  bands: {similarity: 0.02, cooccurrence: 0.03}
};

test("a decision goes before the rule and holds when its scores move, which is reported", () => {
  const decide = (verdict: "accept" | "reject", similarity: number, cooccurrence: number | null) => {
    const {links, moved} = decideLinks(
      [scored(1, similarity, cooccurrence)],
      codes,
      [decision(verdict), decision("accept", {symbol: "Z99Z1"})],
      "m",
      rule
    );
    const {accepted, decision: verdictNow, moved: hasMoved, borderline, reason} = links[0]!;
    return {accepted, verdictNow, hasMoved, borderline, reason, moved};
  };
  assert.deepEqual(decide("accept", 0.5, 0.6), {
    accepted: true,
    verdictNow: "accept",
    hasMoved: false,
    borderline: false,
    reason: "project: lasers",
    moved: []
  });
  const entry = {vocabulary: "cpc", code: "H01S5", technology: photonics};
  assert.deepEqual(decide("accept", 0.5, 0.2), {
    accepted: true,
    verdictNow: "accept",
    hasMoved: true,
    borderline: false,
    reason: "project: lasers (since then co-occurrence moved from 0.60 to 0.20)",
    moved: [{...entry, verdict: "accept", against: true, what: "co-occurrence moved from 0.60 to 0.20"}]
  });
  const rejected = decide("reject", 0.1, null);
  assert.deepEqual([rejected.accepted, rejected.verdictNow], [false, "reject"]);
  assert.deepEqual(rejected.moved, [
    {...entry, verdict: "reject", against: false, what: "similarity moved from 0.50 to 0.10"}
  ]);
});

test("every link says why, and borderline ones ask for a person until one decided", () => {
  const reasons = ([similarity, cooccurrence]: [number, number | null]) => {
    const {accepted, borderline, reason} = decideLinks([scored(1, similarity, cooccurrence)], codes, [], "m", rule)
      .links[0]!;
    return [accepted, borderline, reason];
  };
  assert.deepEqual(reasons([0.6, 0.9]), [true, false, "similar, and often in documents with core codes"]);
  assert.deepEqual(reasons([0.6, 0.2]), [false, false, "similar, but rarely in documents with core codes"]);
  assert.deepEqual(reasons([0.2, 0.9]), [false, false, "often in documents with core codes, but not similar enough"]);
  assert.deepEqual(reasons([0.2, 0.2]), [false, false, "neither similar nor confirmed"]);
  assert.deepEqual(reasons([0.5, null]), [true, false, "similar; too few documents for evidence"]);
  assert.deepEqual(reasons([0.35, null]), [false, false, "not similar enough without evidence"]);
  assert.deepEqual(reasons([0.31, 0.9]).slice(0, 2), [true, true]);
  assert.deepEqual(reasons([0.6, 0.68]).slice(0, 2), [false, true]);
  assert.equal(
    decideLinks([scored(1, 0.31, 0.6)], codes, [decision("reject", {similarity: 0.31})], "m", rule).links[0]!
      .borderline,
    false
  );
});

test("a parameter that is missing, unknown or out of range is named", async () => {
  const change = async (edit: (content: Record<string, Record<string, unknown>>) => void, message: RegExp) => {
    const content = structuredClone(thresholds) as unknown as Record<string, Record<string, unknown>>;
    edit(content);
    writeFiles(root, {"thresholds.json": JSON.stringify(content)});
    await assert.rejects(loadThresholds(join(root, "thresholds.json")), {name: "InputError", message});
  };
  await change((content) => delete content.core!.most, /invalid core.most: undefined/);
  await change((content) => (content.bands!.similarity = 2), /invalid bands.similarity: 2/);
  await change((content) => (content.core!.fewest = 0.5), /invalid core.fewest: 0.5/);
  await change((content) => (content.extra = {}), /unknown parameter extra/);
  await change(
    (content) => ((content.vocabularies!.cpc as Record<string, unknown>).rank = 1),
    /unknown parameter vocabularies.cpc.rank/
  );
  await change((content) => delete content.vocabularies!.topic, /invalid vocabularies.topic.core/);
  writeFiles(root, {"thresholds.json": "{"});
  await assert.rejects(loadThresholds(join(root, "thresholds.json")), /not JSON/);
});

test("the vocabularies have the size and the titles that are asked for", async () => {
  const sizes = {cpc: 800, topic: 600, industry: 400};
  for (const vocabulary of vocabularies) {
    const entries = await loadVocabulary(vocabulary, data);
    assert.ok(entries.length >= sizes[vocabulary], vocabulary);
    assert.equal(new Set(entries.map(({symbol}) => symbol)).size, entries.length);
    assert.ok(entries.every(({label}) => label.length <= 90 && label === label.trim()));
  }
  const cpc = await loadVocabulary("cpc", data);
  const subclasses = new Set(cpc.map(({symbol}) => symbol).filter((symbol) => symbol.length === 4));
  assert.ok(subclasses.size >= 680);
  for (const {symbol} of cpc) assert.ok(subclasses.has(symbol.slice(0, 4)), `${symbol} has no subclass`);
});
