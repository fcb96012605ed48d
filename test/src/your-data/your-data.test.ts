import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {describe, test} from "node:test";
import type {Vector} from "apache-arrow";
import {csvParse} from "d3";
import fc from "fast-check";
import "../../../src/prerender/npm-imports.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {createMatrix} from "../../../src/indicators/matrix.ts";
import type {Problem} from "../../../src/your-data/problems.ts";

const {readCsv, decodeText} = await import("../../../src/your-data/csv.ts");
const {readParquetTable} = await import("../../../src/your-data/parquet.ts");
const {
  ownIndicators,
  locationCsv: placeCsv,
  locationOf: placeOf,
  proximity,
  resultHeader
} = await import("../../../src/your-data/indicators.ts");
const {DataProblem, ownLimits} = await import("../../../src/your-data/problems.ts");
const {yourDataWords} = await import("../../../src/words/en/your-data.ts");
const {rca} = await import("../../../src/indicators/rca.ts");
const arrow = await import("apache-arrow");

const bytes = (text: string) => new TextEncoder().encode(text);

/** The problem that a text has, and its sentence. */
function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof DataProblem, String(error));
    return error.problem;
  }
  assert.fail("no problem");
}

const rows = "A,x,1\nA,y,2\nB,x,3\nB,y,4\n";

describe("reading CSV", () => {
  test("separators, marks, quotes and other orders give the same table", () => {
    const expected = readCsv(`location,technology,value\n${rows}`);
    assert.deepEqual(expected.counts, createMatrix(2, 2, Float64Array.of(1, 2, 3, 4)));
    for (const text of [
      `\ufeffRegion;FIELD;Count\r\n${rows.replaceAll(",", ";").replaceAll("\n", "\r\n")}`,
      `location\ttechnology\tvalue\n${rows.replaceAll(",", "\t")}`,
      'value,note,technology,location\n\n4,"a,b","y",B\n3,,x,B\n2,,y, A \n1,,x,A\n,,,\n'
    ]) {
      const {counts, locations, technologies} = readCsv(text);
      assert.deepEqual(
        {counts, locations, technologies},
        {counts: expected.counts, locations: expected.locations, technologies: expected.technologies},
        text
      );
    }
  });

  test("a comma is a decimal mark where it separates nothing, and never beside a point", () => {
    const table = readCsv("location;technology;value\nA;x;1,5\nB;y;2\n");
    assert.deepEqual([table.counts.values[0], table.decimalComma], [1.5, true]);
    assert.deepEqual(
      problemOf(() => readCsv("location;technology;value\nA;x;1,5\nB;y;2.5\n")),
      {kind: "not-number", row: 3, column: "value", value: "2.5", comma: false}
    );
    assert.deepEqual(
      problemOf(() => readCsv('location,technology,value\nA,x,"1,5"\nB,y,2\n')),
      {kind: "not-number", row: 2, column: "value", value: "1,5", comma: true}
    );
    assert.deepEqual(
      problemOf(() => readCsv("location;technology;value\nA;x;1.234,5\nB;y;2\n")),
      {kind: "not-number", row: 2, column: "value", value: "1.234,5", comma: true}
    );
  });

  const header = "location,technology,value\n";
  const bad: [string, string, Problem][] = [
    ["nothing", "", {kind: "empty"}],
    ["blank lines", "\n \n", {kind: "empty"}],
    ["no rows", header, {kind: "no-rows"}],
    [
      "another header",
      "place,thing,value\nA,x,1\n",
      {kind: "no-column", column: "technology", found: ["place", "thing", "value"]}
    ],
    [
      "text for a number",
      `${header}A,x,many\n`,
      {kind: "not-number", row: 2, column: "value", value: "many", comma: false}
    ],
    [
      "nothing for a number",
      `${header}A,x,1\nB,x,\n`,
      {kind: "not-number", row: 3, column: "value", value: "", comma: false}
    ],
    [
      "a hexadecimal number",
      `${header}A,x,0x1f\n`,
      {kind: "not-number", row: 2, column: "value", value: "0x1f", comma: false}
    ],
    [
      "a number without end",
      `${header}A,x,1e999\n`,
      {kind: "not-number", row: 2, column: "value", value: "1e999", comma: false}
    ],
    ["a negative number", `${header}A,x,-1\n`, {kind: "negative", row: 2, column: "value", value: "-1"}],
    ["a number too high to add", `${header}A,x,1e308\n`, {kind: "too-high", row: 2, column: "value", value: "1e308"}],
    [
      "negative documents",
      "location,technology,value,documents\nA,x,1,-2\n",
      {kind: "negative", row: 2, column: "documents", value: "-2"}
    ],
    [
      "a cell twice",
      `${header}A,x,1\n\nA,y,1\nA,x,2\n`,
      {kind: "duplicate", location: "A", technology: "x", first: 2, second: 5}
    ],
    ["a row that is short", `${header}A,x\n`, {kind: "ragged", row: 2, fields: 2, expected: 3}],
    ["no name", `${header} ,x,1\n`, {kind: "no-name", row: 2, column: "location"}],
    [
      "an open quotation mark",
      `${header}A,x,1\nB,"${"y,2\nC,".repeat(60)}`,
      {kind: "ragged", row: 3, fields: 2, expected: 3}
    ],
    ["one location", `${header}A,x,1\nA,y,2\n`, {kind: "one", what: "location", name: "A"}],
    ["one technology", `${header}A,x,1\nB,x,2\n`, {kind: "one", what: "technology", name: "x"}],
    ["zeros", `${header}A,x,0\nB,y,0\n`, {kind: "all-zero"}],
    [
      "too many technologies",
      header + Array.from({length: ownLimits.technologies + 1}, (_, i) => `A,t${i},1\n`).join(""),
      {kind: "too-many", what: "technologies"}
    ]
  ];
  for (const [name, text, problem] of bad) {
    test(`is refused with its place: ${name}`, () => {
      assert.deepEqual(
        problemOf(() => readCsv(text)),
        problem
      );
      assert.match(yourDataWords.problem(problem), /^[A-Z].*\.$/);
    });
  }

  test("text in UTF-16 with its mark is read, other encodings and junk are refused", () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...Array.from("é,1", (letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]).flat()
    ]);
    assert.equal(decodeText(utf16), "é,1");
    assert.deepEqual(
      problemOf(() => decodeText(Uint8Array.of(0x52, 0xe9, 0x2c))),
      {kind: "encoding"}
    );
    assert.deepEqual(
      problemOf(() => decodeText(Uint8Array.of(0x89, 0x50, 0, 1))),
      {kind: "binary"}
    );
  });

  test("any text gives a table or a problem with a sentence", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(fc.constantFrom("A", "x", "1", "-1", '"', "1,5", "=1+1", "<b>", ""), fc.string()), {
            maxLength: 5
          }),
          {maxLength: 8}
        ),
        fc.constantFrom(",", ";", "\t"),
        (table, separator) => {
          const text = `location${separator}technology${separator}value\n${table.map((fields) => fields.join(separator)).join("\n")}`;
          try {
            const {counts, locations} = readCsv(text);
            assert.equal(counts.rows, locations.length);
          } catch (error) {
            assert.ok(error instanceof DataProblem, String(error));
            assert.ok(yourDataWords.problem(error.problem).length > 10);
          }
        }
      )
    );
  });
});

describe("reading Parquet", () => {
  const file = bytes("PAR1 contents PAR1");
  const stream = (columns: Record<string, Vector>) => arrow.tableToIPC(new arrow.Table(columns), "stream");
  const names = {
    location: arrow.vectorFromArray(["A", "B"], new arrow.Utf8()),
    technology: arrow.vectorFromArray(["x", "y"], new arrow.Utf8())
  };

  test("numbers of several types are read", () => {
    const decimals = arrow.makeVector(
      new arrow.Decimal(2, 18, 128) &&
        arrow.makeData({
          type: new arrow.Decimal(2, 18, 128),
          length: 2,
          data: Uint32Array.of(150, 0, 0, 0, 275, 0, 0, 0)
        })
    );
    for (const [value, expected] of [
      [arrow.vectorFromArray([1.5, 2.75], new arrow.Float64()), [1.5, 2.75]],
      [arrow.vectorFromArray([1n, 2n], new arrow.Int64()), [1, 2]],
      [decimals, [1.5, 2.75]],
      [arrow.vectorFromArray(["1.5", "2.75"], new arrow.Utf8()), [1.5, 2.75]]
    ] as const) {
      const {counts} = readParquetTable(file, () => stream({...names, value: value as Vector}));
      assert.deepEqual([counts.values[0], counts.values[3]], expected, String(value.type));
    }
  });

  test("missing values, files cut short and broken ones are refused", () => {
    const gap = arrow.vectorFromArray([1, null], new arrow.Float64());
    assert.deepEqual(
      problemOf(() => readParquetTable(file, () => stream({...names, value: gap}))),
      {kind: "not-number", row: 2, column: "value", value: "", comma: false}
    );
    assert.deepEqual(
      problemOf(() => readParquetTable(file.subarray(0, 14), () => file)),
      {kind: "parquet", cut: true}
    );
    assert.deepEqual(
      problemOf(() =>
        readParquetTable(file, () => {
          throw new Error("broken");
        })
      ),
      {kind: "parquet", cut: false}
    );
  });
});

describe("indicators of a table", () => {
  const example = readFileSync(`${projectRoot}/src/lab/your-data-example.csv`, "utf8");

  test("the example's values are those of the definitions, computed from its rows", () => {
    const parsed = csvParse(example);
    const indicators = ownIndicators(readCsv(example));
    const sum = (test: (row: (typeof parsed)[number]) => boolean) =>
      parsed.filter(test).reduce((all, {value}) => all + Number(value), 0);
    const all = sum(() => true);
    const ratio = (place: string, technology: string) =>
      sum((row) => row.location === place && row.technology === technology) /
      sum((row) => row.location === place) /
      (sum((row) => row.technology === technology) / all);
    const {locations, technologies} = indicators.table;
    const held = new Map(
      technologies.map((technology) => [technology, locations.filter((place) => ratio(place, technology) > 1)])
    );
    for (const [l, place] of locations.entries()) {
      for (const row of placeOf(indicators, l).rows) {
        assert.ok(Math.abs(row.rca - ratio(place, row.technology)) < 1e-9, `${place} ${row.technology}`);
        const near = technologies
          .filter((other) => other !== row.technology)
          .map((other) => {
            const [mine, theirs] = [held.get(row.technology)!, held.get(other)!];
            return {
              own: theirs.includes(place),
              value: mine.filter((one) => theirs.includes(one)).length / Math.max(mine.length, theirs.length, 1)
            };
          });
        const density =
          (100 * near.filter(({own}) => own).reduce((total, {value}) => total + value, 0)) /
          near.reduce((total, {value}) => total + value, 0);
        assert.ok(Math.abs(row.density! - density) < 1e-9, `${place} ${row.technology}: ${row.density} ${density}`);
        assert.ok(row.documents === 0 || (row.low! <= row.rca && row.rca <= row.high!));
      }
    }
  });

  test("proximity equals a plain count, is symmetric, and knows nothing of a technology that nobody has", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 70}),
        fc.integer({min: 1, max: 6}),
        fc.infiniteStream(fc.boolean()),
        (locations, technologies, bits) => {
          const advantages = Uint8Array.from({length: locations * technologies}, () => Number(bits.next().value));
          const has = (location: number, technology: number) => advantages[location * technologies + technology] === 1;
          const {values} = proximity(advantages, technologies);
          for (let a = 0; a < technologies; ++a) {
            for (let b = 0; b < technologies; ++b) {
              let [both, first, second] = [0, 0, 0];
              for (let one = 0; one < locations; ++one) {
                both += Number(has(one, a) && has(one, b));
                first += Number(has(one, a));
                second += Number(has(one, b));
              }
              assert.equal(values[a * technologies + b], a === b || both === 0 ? 0 : both / Math.max(first, second));
            }
          }
        }
      )
    );
  });

  test("hostile names are text in the results", () => {
    const table = readCsv(
      'location,technology,value\n"=HYPERLINK(""x"")",<b>bold</b>,1\nB,"a ""quoted"", name",2\nB,<b>bold</b>,2\n'
    );
    const indicators = ownIndicators(table);
    const csv = table.locations.map((_, l) => placeCsv(placeOf(indicators, l))).join("\r\n");
    const parsed = csvParse(resultHeader.replace("\ufeff", "") + csv);
    assert.equal(parsed.length, 4);
    assert.ok(
      parsed.some(({location, technology}) => location === '\'=HYPERLINK("x")' && technology === 'a "quoted", name')
    );
    assert.doesNotMatch(csv, /(^|,|\n)"?[=+\-@]/);
  });

  test("counts of the sample give the RCA of the engine, and the command's complexity", async () => {
    const counts = createMatrix(40, 38);
    fc.sample(fc.nat({max: 500}), {numRuns: 40 * 38, seed: 1}).forEach((value, i) => (counts.values[i] = value));
    const text = `location,technology,value\n${Array.from(counts.values, (value, i) => `L${String(Math.floor(i / 38)).padStart(2, "0")},T${String(i % 38).padStart(2, "0")},${value}`).join("\n")}`;
    const indicators = ownIndicators(readCsv(text));
    assert.deepEqual(indicators.rca, rca(counts));
    const {concentrationComplexity} = await import("../../../src/indicators/complexity.ts");
    assert.deepEqual(indicators.complexity, concentrationComplexity(counts, {start: 10, step: 5, end: 100}));
  });
});
