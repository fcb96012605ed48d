import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {csvFormatRows, csvParseRows} from "d3";
import fc from "fast-check";
import {loadDecisions} from "../../../data-loaders/classification/decisions.ts";
import {loadTaxonomy} from "../../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import type {DecisionRow} from "../../../src/decisions/decision-row.ts";
import {ownDecisions, parseCsv, parseDecisions, writeDecisions} from "../../../src/decisions/decisions-csv.ts";
import type {LinkDecision} from "../../../src/scenario/scenario.ts";
import {tempFolder} from "../../support/temp-folder.ts";

const {technologies} = await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"));
const text = await readFile(join(projectRoot, "data/classification/decisions.csv"), "utf8");
const published = parseDecisions(text, technologies);
const one = technologies[0]!;
const options = {
  reviewer: "A. Reviewer",
  note: "seen",
  date: "2026-01-31",
  model: "m@1",
  technologies,
  scores: () => ({similarity: 0.25, cooccurrence: null})
};
const own: LinkDecision[] = [
  {
    vocabulary: "cpc",
    symbol: published[0]!.code,
    technology: technologies.find(({name}) => name === published[0]!.technology)!.slug,
    decision: published[0]!.decision === "accept" ? "reject" : "accept"
  },
  {vocabulary: "topic", symbol: "10001", technology: one.slug, decision: "accept"}
];

async function loaded(csv: string) {
  const path = join(tempFolder(), "decisions.csv");
  await writeFile(path, csv);
  return await loadDecisions(path, technologies);
}

test("the published file comes back as it was when nothing was decided", () => {
  assert.equal(writeDecisions(published, [], options), text.endsWith("\n") ? text : `${text}\n`);
});

test("the loaders read what is written, the reader's decisions in the place of those before", async () => {
  const decisions = await loaded(writeDecisions(published, own, options));
  assert.equal(decisions.length, published.length + 1);
  const found = (at: LinkDecision) =>
    decisions.find(
      ({vocabulary, symbol, technology}) =>
        vocabulary === at.vocabulary &&
        symbol === at.symbol &&
        technology === technologies.find(({slug}) => slug === at.technology)!.id
    );
  for (const decision of own)
    assert.deepEqual(
      {...found(decision), technology: 0},
      {
        vocabulary: decision.vocabulary,
        symbol: decision.symbol,
        technology: 0,
        verdict: decision.decision,
        reviewer: "A. Reviewer",
        date: "2026-01-31",
        note: "seen",
        similarity: 0.25,
        cooccurrence: null,
        model: "m@1"
      }
    );
});

test("whatever is typed as reviewer and note is read back, and is no formula", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({unit: "grapheme", minLength: 1, maxLength: 30}),
      fc
        .constantFrom("", "=", "+", "-", "@", "\t", '"', "\n", ",")
        .chain((start) => fc.string({maxLength: 20}).map((rest) => start + rest)),
      async (reviewer, note) => {
        const typed = {...options, reviewer: `x${reviewer}`, note: `${note}y`};
        const csv = writeDecisions([], own, typed);
        const read = parseDecisions(csv, technologies);
        assert.equal(csv.trimEnd().split("\n").length, 1 + own.length, "one line each");
        for (const row of read) for (const value of Object.values(row)) assert.doesNotMatch(value, /^[=+\-@\t\r]/);
        const kept = typed.note.replace(/[\p{C}\p{Z}\s]+/gu, "");
        // One at the start, and one behind each semicolon, where a spreadsheet would begin to compute.
        const plain = `${/^"*[=+\-@＝＋－＠]/.test(kept) ? "'" : ""}${kept.replace(/(;"*)(?=[=+\-@＝＋－＠])/g, "$1'")}`;
        assert.equal(read[0]!.note.replace(/\s/g, ""), plain);
      }
    ),
    {numRuns: 60}
  );
  assert.equal((await loaded(writeDecisions([], own, {...options, note: "=1+1"})))[0]!.note, "'=1+1");
});

test("what was exported is imported as the same decisions", () => {
  const sort = (decisions: LinkDecision[]) => decisions.map((decision) => JSON.stringify(decision)).sort();
  assert.deepEqual(
    sort(ownDecisions(parseDecisions(writeDecisions(published, own, options), technologies), published, technologies)),
    sort(own)
  );
  assert.deepEqual(ownDecisions(published, published, technologies), []);
});

test("records are those that d3 reads, on the lines on which they begin", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.string({unit: fc.constantFrom("a", ",", '"', "\n", " ", "é"), maxLength: 6}), {
          minLength: 2,
          maxLength: 3
        }),
        {minLength: 1, maxLength: 6}
      ),
      (rows) => {
        const csv = csvFormatRows(rows);
        const records = parseCsv(csv);
        assert.deepEqual(
          records.map(({fields}) => fields),
          csvParseRows(csv)
        );
        let line = 1;
        for (const [i, {line: at}] of records.entries()) {
          assert.equal(at, line);
          line += 1 + rows[i]!.join("").split("\n").length - 1;
        }
      }
    )
  );
});

test("bad files are refused with their line", () => {
  const header = "vocabulary,code,technology,decision,reviewer,date,note,similarity,cooccurrence,model";
  const good = `cpc,B22F5,${one.name},accept,me,2026-01-01,why,0.2,,m`;
  const cases: [string, RegExp][] = [
    ["", /line 1: the file is empty/],
    ["code,technology\n", /line 1: no column vocabulary/],
    [
      `${header}\n${good}\n${good.replace("B22F5", "B22F6").replace("accept", "perhaps")}`,
      /line 3: unknown decision "perhaps"/
    ],
    [`${header}\n${good.replace("cpc", "ipc")}`, /line 2: unknown vocabulary "ipc"/],
    [`${header}\n${good.replace(one.name, "Alchemy")}`, /line 2: unknown technology "Alchemy"/],
    [`${header}\n\n${good.replace("2026-01-01", "1/1/2026")}`, /line 3: invalid date/],
    [`${header}\n${good}\n${good}`, /line 3: B22F5 – .* repeats line 2/],
    [`${header}\n${good.replace("me", "")}`, /line 2: no reviewer/],
    [`${header}\n${good.replace("why", "")}`, /line 2: no reason/],
    [`${header}\n${good.replace("0.2", "much")}`, /line 2: invalid similarity/],
    [`${header}\n${good.replace("why", '"why')}`, /line 2: a quotation mark that is not closed/]
  ];
  for (const [file, message] of cases) assert.throws(() => parseDecisions(file, technologies), message);
  assert.throws(() => writeDecisions([], own, {...options, note: " \n"}), /no note/);
  assert.throws(() => writeDecisions([], own, {...options, reviewer: ""}), /no reviewer/);
  assert.deepEqual(
    parseDecisions(`${header}\n${good}`, technologies).map(({code}: DecisionRow) => code),
    ["B22F5"]
  );
});
