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

const {readCsv} = await import("../../../src/your-data/csv.ts");
const {decodePieces, decodeText} = await import("../../../src/your-data/text.ts");
const {doubtsOf} = await import("../../../src/your-data/doubts.ts");
const {whyIncomparable} = await import("../../../src/your-data/table.ts");
const {synonyms} = await import("../../../src/your-data/columns.ts");
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

  const at = (line: number, column?: string) => ({at: column === undefined ? {line} : {line, column}});
  const header = "location,technology,value\n";
  const spreadsheet = "location;technology;value\n";
  const bad: [string, string, Problem][] = [
    ["nothing", "", {kind: "empty"}],
    ["blank lines", "\n \n", {kind: "empty"}],
    ["no rows", header, {kind: "no-rows"}],
    [
      "another header",
      "place,thing,value\nA,x,1\n",
      {
        kind: "no-column",
        ...at(1),
        names: synonyms.technology,
        found: ["place", "thing", "value"]
      }
    ],
    ["a column twice", "region,Region,tech,value\nA,A,x,1\n", {kind: "column-twice", ...at(1, "region")}],
    ["text for a number", `${header}A,x,many\n`, {kind: "not-number", ...at(2, "value"), value: "many", comma: false}],
    [
      "nothing for a number",
      `${header}A,x,1\nB,x,\n`,
      {kind: "not-number", ...at(3, "value"), value: "", comma: false}
    ],
    [
      "a hexadecimal number",
      `${header}A,x,0x1f\n`,
      {kind: "not-number", ...at(2, "value"), value: "0x1f", comma: false}
    ],
    ["a number without end", `${header}A,x,1e999\n`, {kind: "too-high", ...at(2, "value"), value: "1e999"}],
    ["infinity", `${header}A,x,Infinity\n`, {kind: "not-number", ...at(2, "value"), value: "Infinity", comma: false}],
    ["a negative number", `${header}A,x,-1\n`, {kind: "negative", ...at(2, "value"), value: "-1"}],
    ["a number too high to add", `${header}A,x,1e308\n`, {kind: "too-high", ...at(2, "value"), value: "1e308"}],
    [
      "negative documents",
      "location,technology,value,documents\nA,x,1,-2\n",
      {kind: "negative", ...at(2, "documents"), value: "-2"}
    ],
    [
      "a cell twice",
      `${header}A,x,1\n\nA,y,1\nA,x,2\n`,
      {kind: "duplicate", ...at(5), location: "A", technology: "x", first: 2}
    ],
    ["a row that is short", `${header}A,x\n`, {kind: "ragged", ...at(2), fields: 2, expected: 3}],
    [
      "a row below a field of two lines",
      `${header}"A\nB",x,1\nC,x\n`,
      {kind: "ragged", ...at(4), fields: 2, expected: 3}
    ],
    ["no name", `${header} ,x,1\n`, {kind: "no-name", ...at(2, "location")}],
    ["an open quotation mark", `${header}A,x,1\nB,"${"y,2\nC,".repeat(60)}`, {kind: "open-quote", ...at(3)}],
    ["an open quotation mark around the last number", `${header}A,x,"25`, {kind: "open-quote", ...at(2)}],
    ["text behind a quotation mark", `${header}"A" B,x,1\n`, {kind: "after-quote", ...at(2), text: "B,x,1"}],
    [
      "too many technologies",
      header + Array.from({length: ownLimits.technologies + 1}, (_, i) => `A,t${i},1\n`).join(""),
      {kind: "too-many", what: "technologies", most: ownLimits.technologies}
    ],
    [
      "a decimal comma between commas",
      `${header}A,x,"1,5"\nB,y,2\n`,
      {kind: "not-number", ...at(2, "value"), value: "1,5", comma: true}
    ],
    [
      "both decimal marks",
      `${spreadsheet}A;x;1,5\nB;y;2.5\n`,
      {kind: "two-marks", ...at(3, "value"), value: "2.5", mark: ".", other: "1,5", line: 2}
    ],
    ...[",", ";", "\t"].map((separator): [string, string, Problem] => [
      `a point that may separate thousands, between ${JSON.stringify(separator)}`,
      `${header}A,x,12\nB,y,850.000\n`.replaceAll(",", separator),
      {kind: "ambiguous", ...at(3, "value"), value: "850.000", readings: [850, 850_000]}
    ]),
    [
      "a comma that may separate thousands",
      `${spreadsheet}A;x;850,000\nB;y;7\n`,
      {kind: "ambiguous", ...at(2, "value"), value: "850,000", readings: [850_000, 850]}
    ],
    ...["1.23.456", "12 34", "1,2,3", "1.234,5.6", "1 234.567,8", "12 %", "€ 5", "n/a", "−5", "1_000"].map(
      (value): [string, string, Problem] => [
        `the number ${value}`,
        `${spreadsheet}A;x;${value}\nB;y;2\n`,
        {kind: "not-number", ...at(2, "value"), value, comma: value.includes(",")}
      ]
    )
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

  test("tables without a comparison are told", () => {
    for (const [text, problem] of [
      [`${header}A,x,1\nA,y,2\n`, {kind: "one", what: "location", name: "A"}],
      [`${header}A,x,1\nB,x,2\n`, {kind: "one", what: "technology", name: "x"}],
      [`${header}A,x,0\nB,y,0\n`, {kind: "all-zero"}],
      [`${header}A,x,1\nB,y,0\n`, undefined]
    ] as const)
      assert.deepEqual(whyIncomparable(readCsv(text)), problem);
  });

  const valuesOf = (values: readonly string[], separator = ";") => {
    const lines = values.map((value, i) => `L${i}${separator}x${separator}${value}`);
    const table = readCsv(`${["location", "technology", "value"].join(separator)}\n${lines.join("\n")}\n`);
    return {values: Array.from(table.counts.values), ...table.marks};
  };

  test("numbers of spreadsheets are read where they have one meaning", () => {
    for (const [written, values, decimal, thousands] of [
      [["1.234,5", "850.000", "1.234.567", "0,125"], [1234.5, 850_000, 1_234_567, 0.125], ",", ["."]],
      [["850.000", "12,5"], [850_000, 12.5], ",", ["."]],
      [["850.000", "12.5"], [850, 12.5], ".", []],
      [["1,234.5", "850,000"], [1234.5, 850_000], ".", [","]],
      [["1 234,5", "12\u00a0345", "1\u202f234\u202f567"], [1234.5, 12_345, 1_234_567], ",", [" "]],
      [["1'234.5", "1’000"], [1234.5, 1000], ".", ["'"]],
      [["1,5E+3", " 7 ", "+2", "007"], [1500, 7, 2, 7], ",", []],
      [["0.125", "1234.567"], [0.125, 1234.567], ".", []]
    ] as const) {
      const read = valuesOf(written);
      assert.deepEqual([read.values, read.decimal, read.thousands], [values, decimal, thousands], written.join(" "));
    }
    assert.deepEqual(valuesOf(["1.234", "0.5"], ",").values, [1.234, 0.5]);
  });

  test("every number that a locale writes is read back, or refused, but never another", () => {
    const format = (locale: string, digits: number) =>
      new Intl.NumberFormat(locale, {minimumFractionDigits: digits, maximumFractionDigits: digits});
    fc.assert(
      fc.property(
        fc.constantFrom("nl-BE", "fr-BE", "fr-FR", "de-DE", "de-CH", "en-US"),
        fc.integer({min: 0, max: 3}),
        fc.array(fc.integer({min: 0, max: 9_999_999_999}), {minLength: 1, maxLength: 6}),
        (locale, digits, numbers) => {
          const exact = numbers.map((number) => number / 10 ** digits);
          try {
            const read = valuesOf(exact.map((number) => format(locale, digits).format(number)));
            assert.deepEqual(read.values, exact);
          } catch (error) {
            assert.ok(error instanceof DataProblem, String(error));
            assert.equal(error.problem.kind, "ambiguous");
            assert.ok(exact.every((number) => number < 1_000_000));
          }
        }
      ),
      {numRuns: 1000}
    );
  });

  test("rows do not depend on how the bytes are cut, on the kind of line breaks or on a byte order mark", () => {
    const text = 'Région;Tech;Value;Note\n"Gent;\n""Oost""";é;1,5;\n \nLüttich;"x";2;"a\n\nb"\n';
    const expected = readCsv(text);
    assert.deepEqual(expected.locations, ['Gent;\n"Oost"', "Lüttich"]);
    for (const breaks of ["\n", "\r\n", "\r"])
      for (const mark of ["", "\ufeff", "sep=;\n"]) {
        const all = bytes((mark === "\ufeff" ? mark : mark.replace("\n", "\r\n")) + text.replaceAll("\n", breaks));
        for (const size of [1, 2, 3, 7, 1000]) {
          const chunks = Array.from({length: Math.ceil(all.length / size)}, (_, i) =>
            all.subarray(i * size, (i + 1) * size)
          );
          const {locations, technologies, counts} = readCsv(decodePieces(chunks));
          assert.deepEqual(counts, expected.counts);
          assert.deepEqual(technologies, expected.technologies);
          assert.deepEqual(locations, [`Gent;${breaks}"Oost"`, "Lüttich"]);
        }
      }
  });

  test("names are the same in any form of Unicode and with any blanks around them", () => {
    const {locations, counts} = readCsv(`${header}Li\u00e8ge,x,1\n\u00a0Lie\u0300ge ,y,2\nB, "x" ,3\n`);
    assert.deepEqual(locations, ["B", "Li\u00e8ge"]);
    assert.deepEqual(counts, createMatrix(2, 2, Float64Array.of(3, 0, 1, 2)));
    const spellings = [
      "North Brabant",
      "North\u00a0Brabant",
      "North  Brabant",
      "\ufeffNorth\tBrabant",
      "Nor\u00adth \u200bBrabant"
    ];
    for (const name of spellings) assert.deepEqual(readCsv(`${header}${name},x,1\n`).locations, ["North Brabant"]);
  });

  test("the columns of others are found, and a number of documents is a value where there is no other", () => {
    const table = (head: string) => readCsv(`${head}\nA,x,1\nB,y,2\n`);
    assert.deepEqual(table("nuts2,cluster_id1,counts").columns, {
      location: "nuts2",
      technology: "cluster_id1",
      value: "counts",
      documents: null
    });
    const {columns, documents} = table("Region , TECHNOLOGY-NAME,Documents");
    assert.deepEqual([columns.value, columns.documents, documents?.values[0]], ["Documents", "Documents", 1]);
  });

  test("an empty number of documents is unknown, not zero", () => {
    const text = "location,technology,value,documents\nA,x,1,5\nA,y,2,\nB,x,3, \nB,y,1,4\n";
    const table = readCsv(text);
    assert.deepEqual(Array.from(table.documents!.values), [5, NaN, NaN, 4]);
    const [first, second] = placeOf(ownIndicators(table), 0).rows;
    assert.ok(first!.low !== null && first!.high !== null);
    assert.deepEqual([second!.documents, second!.low, second!.high], [null, null, null]);
    const none = readCsv(text.replaceAll(/\d$/gm, ""));
    assert.deepEqual([none.documents, none.withoutDocuments], [null, 4]);
  });

  test("a whole beside its parts, and sums of all others, are doubted", () => {
    const doubts = (rows: string) => doubtsOf(readCsv(header + rows));
    assert.deepEqual(doubts("BE2,x,3\nBE21,x,1\nBE22,y,2\nNL,y,1\nNL4,x,1\n"), [
      {kind: "parts", whole: "BE2", parts: ["BE21", "BE22"]},
      {kind: "parts", whole: "NL", parts: ["NL4"]}
    ]);
    assert.deepEqual(doubts("EU27_2020,x,9\nBE,x,1\nFR,y,2\n"), [
      {kind: "parts", whole: "EU27_2020", parts: ["BE", "FR"]}
    ]);
    assert.deepEqual(doubts("A,x,1\nA,y,2\nB,x,3\nB,z,4\nAll,x,4\nAll,y,2\nAll,z,4\n"), [
      {kind: "sum", what: "location", name: "All"}
    ]);
    assert.deepEqual(doubts("A,x,1\nA,y,2\nA,Sum,3\nB,x,3\nB,y,4\nB,Sum,7\n"), [
      {kind: "sum", what: "technology", name: "Sum"}
    ]);
    assert.deepEqual(doubts("BE,x,1\nBEL,y,2\nA,x,3\nAntwerp,y,1\n"), []);
    const alike = doubts("be21,AI,1\nBE21,Ai,2\nBE22,Drones,3\n");
    assert.deepEqual(alike, [
      {kind: "alike", what: "location", names: ["BE21", "be21"]},
      {kind: "alike", what: "technology", names: ["AI", "Ai"]}
    ]);
  });

  test("other encodings and formats are refused by name", () => {
    const utf16 = (text: string) =>
      Array.from(text, (letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]).flat();
    for (const [given, problem] of [
      [[0xff, 0xfe, ...utf16("é,1")], {kind: "format", format: "utf-16"}],
      [utf16("location,technology"), {kind: "format", format: "utf-16"}],
      [[...bytes("a\r\nb\n"), 0x52, 0xe9, 0x2c], {kind: "encoding", at: {line: 3}}],
      [[0x50, 0x4b, 3, 4, 0, 0], {kind: "format", format: "workbook"}],
      [[0x1f, 0x8b, 8, 0], {kind: "format", format: "gzip"}],
      [[0x89, 0x50, 0x0a, 0, 1], {kind: "format", format: "binary"}]
    ] as const)
      assert.deepEqual(
        problemOf(() => decodeText(Uint8Array.from(given))),
        problem
      );
    assert.equal(decodeText(bytes("\ufeffé")), "é");
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
      {kind: "not-number", at: {row: 2, column: "value"}, value: "", comma: false}
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
