import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {csvParseRows, dsvFormat} from "d3";
import fc from "fast-check";
import {JSDOM} from "jsdom";
import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import "../../../src/prerender/npm-imports.ts";
import {figureWords} from "../../../src/words/en/figures.ts";
import {valueSql} from "../../../src/narrative/queries.ts";
import {parseReference} from "../../../src/narrative/references.ts";
import {csvField} from "../../../src/text/csv-field.ts";
import {html} from "../../../src/text/html.ts";
import {decisionColumns} from "../../../src/decisions/decision-row.ts";
import {parseDecisions, writeDecisions} from "../../../src/decisions/decisions-csv.ts";
import {evidenceSql} from "../../../src/decisions/evidence.ts";
import {acceptedSql} from "../../../src/scenario/accepted-sql.ts";
import {readAddress, shorten, writeAddress} from "../../../src/scenario/address.ts";
import {checkField, fieldNames, fields} from "../../../src/scenario/fields.ts";
import {readFile, writeFile} from "../../../src/scenario/file.ts";
import {publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {base, randomScenario} from "../scenario/fixture.ts";
import {hold, hostileText, tally} from "./texts.ts";
import {reportQuery, years} from "../../support/report-choices.ts";

const {toCsv} = await import("../../../src/live/downloads.ts");
const {fragmentOf} = await import("../../../src/live/ledger.ts");
const {readCsv} = await import("../../../src/your-data/csv.ts");
const {decodePieces} = await import("../../../src/your-data/text.ts");
const {readParquetTable} = await import("../../../src/your-data/parquet.ts");
const {
  ownIndicators,
  locationCsv: placeCsv,
  locationOf: placeOf
} = await import("../../../src/your-data/indicators.ts");
const {drawBars, drawPlane, locationTable: placeTable} = await import("../../../src/your-data/figures.ts");
const {DataProblem, longestName} = await import("../../../src/your-data/problems.ts");
const {yourDataWords: say} = await import("../../../src/words/en/your-data.ts");
const {figureHtml} = await import("../../../src/prerender/figure-html.ts");
const {pageWords} = await import("../../../src/words/en/pages.ts");
const parquet = await import("parquet-wasm/node");
const arrow = await import("apache-arrow");

const formula = /^[\s"]*[=+\-@＝＋－＠]/;

/** A scenario holds valid values only. */
function assertValid(scenario: Scenario): void {
  for (const name of fieldNames) assert.deepEqual(checkField(name, scenario[name], base), scenario[name], name);
}

const technologies = [
  {name: "Photonics", slug: "photonics"},
  {name: "Artificial Intelligence", slug: "artificial-intelligence"}
];

describe("HTML", () => {
  const dom = new JSDOM("", {runScripts: "dangerously"});
  const {document} = dom.window;

  test("a label stays a label, in text and in attributes", () => {
    hold(2000, [hostileText], (label) => {
      const template = document.createElement("template");
      template.innerHTML = String(html`<p title="${label}"><b>${label}</b></p>`);
      // What HTML itself makes of line ends and of characters that it does not know.
      const read = label
        .replace(/\r\n?/g, "\n")
        .replaceAll("\0", "")
        .replace(/[\ud800-\udfff]/gu, "\ufffd");
      const plain = (text: string | null) =>
        text!
          .replaceAll("\0", "")
          .replaceAll("\ufffd", "")
          .replace(/[\ud800-\udfff]/gu, "");
      const [element] = template.content.children;
      assert.equal(template.content.childNodes.length, 1);
      assert.deepEqual([template.content.querySelectorAll("*").length, element!.attributes.length], [2, 1]);
      assert.equal(plain(element!.getAttribute("title")), plain(read));
      assert.equal(plain(element!.textContent), plain(read));
    });
  });

  test("names in a reader's own table run nowhere on its page", () => {
    const frame = {words: pageWords, sources: [], build: ""};
    const target = document.body.appendChild(document.createElement("div"));
    hold(
      150,
      [fc.uniqueArray(hostileText, {minLength: 4, maxLength: 4, selector: (text) => text.normalize("NFC").trim()})],
      (names) => {
        const [a, b, x, y] = names as [string, string, string, string];
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        let table;
        try {
          table = readCsv(
            `location,technology,value\n${[
              [a, x, 1],
              [a, y, 2],
              [b, x, 3],
              [b, y, 1]
            ]
              .map(([one, other, value]) => `${quoted(String(one))},${quoted(String(other))},${value}`)
              .join("\n")}`
          );
        } catch (error) {
          // Too long a name, or none.
          assert.ok(error instanceof DataProblem, String(error));
          return;
        }
        const place = placeOf(ownIndicators(table), 0);
        const own = {document, words: figureWords, say};
        const shared = {number: null, datasets: [], table: placeTable(place, say)};
        target.innerHTML =
          String(html`${figureHtml({...shared, id: "own-rca", title: say.bars.title(place), howToRead: "", draw: (width) => drawBars(place, {...own, width})}, frame)}
${figureHtml({...shared, id: "own-plane", title: say.plane.title(place), howToRead: "", draw: (width) => drawPlane(place, {...own, width})}, frame)}`);
        assert.equal(
          target.querySelectorAll("script, img, iframe, object, style, a, [style], [onload], [onerror], [onmouseover]")
            .length,
          0
        );
        assert.deepEqual(
          Array.from(target.querySelectorAll("tbody tr th"), ({textContent}) => textContent).length % 2,
          0
        );
      }
    );
    assert.equal((dom.window as unknown as {attacked?: unknown}).attacked, undefined);
  });
});

describe("CSV", () => {
  test("a field is read as it was written, but for the apostrophes that keep a spreadsheet from computing", () => {
    hold(2500, [fc.array(hostileText, {minLength: 1, maxLength: 5})], (texts) => {
      const line = texts.map(csvField).join(",");
      const [read] = csvParseRows(`${line}\r\n`);
      const plain = (all: readonly string[]) => all.map((text) => text.replaceAll("'", ""));
      assert.deepEqual(plain(read ?? [""]), plain(texts));
      for (const text of read ?? []) assert.doesNotMatch(text, formula);
    });
  });

  test("no cell is a formula where another sign separates the fields", () => {
    hold(1500, [fc.array(hostileText, {minLength: 1, maxLength: 4})], (texts) => {
      const csv = toCsv({names: texts, values: texts.map((text) => [text, 1, null])});
      for (const separator of [",", ";", "\t"]) {
        // Quotation marks count at the beginning of a field only; those behind anything else are letters.
        const cells = separator === "," ? dsvFormat(",").parseRows(csv).flat() : csv.split(/[;\t\r\n]/);
        for (const cell of cells.slice(1)) assert.doesNotMatch(cell, formula, JSON.stringify(csv));
      }
    });
  });

  test("decisions: what a reader types is one line and comes back", () => {
    const known = technologies.map(({name, slug}) => ({name, slug}));
    hold(700, [hostileText, hostileText], (reviewer, note) => {
      const options = {
        reviewer,
        note,
        date: "2026-01-31",
        model: "m",
        technologies: known,
        scores: () => ({similarity: 0.5, cooccurrence: null})
      };
      let text: string;
      try {
        text = writeDecisions(
          [],
          [{vocabulary: "cpc", symbol: "G06N3", technology: "photonics", decision: "accept"}],
          options
        );
      } catch (error) {
        assert.ok(error instanceof RangeError && /no reviewer|no note/.test(error.message), String(error));
        return;
      }
      assert.equal(text.split("\n").length, 3);
      const [row, ...more] = parseDecisions(text, known);
      assert.equal(more.length, 0);
      assert.doesNotMatch(row!.reviewer, formula);
      assert.doesNotMatch(row!.note, formula);
    });
  });

  test("a file of decisions gives rows that could be, or says what is wrong", () => {
    const cell = fc.oneof(hostileText, fc.constantFrom("cpc", "G06N3", "Photonics", "accept", "2026-01-31", "0.5", ""));
    hold(
      700,
      [fc.array(fc.array(cell, {minLength: 10, maxLength: 10}), {maxLength: 3}), fc.boolean()],
      (rows, clean) => {
        const text = `${clean ? decisionColumns.join(",") : (rows[0]?.join(",") ?? "")}\n${rows.map((row) => row.map((one) => (clean ? csvField(one) : one)).join(",")).join("\n")}`;
        try {
          for (const row of parseDecisions(text, technologies)) {
            assert.ok(
              ["accept", "reject"].includes(row.decision) &&
                ["cpc", "topic", "industry"].includes(row.vocabulary) &&
                technologies.some(({name}) => name === row.technology)
            );
          }
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }
    );
  });
});

describe("addresses and files of scenarios", () => {
  const keys = [...fieldNames.map((name) => fields[name].key), "v", "technology", "__proto__", "constructor"];
  const value = fc.oneof(
    hostileText,
    fc.constantFrom(
      "0.5",
      "1e9",
      "-1",
      "NaN",
      "all",
      "yes",
      "2016-2020",
      "2020-2016",
      "ac_G06N3_photonics",
      "ac_G06N3' OR 1=1_photonics",
      "BE2",
      "NL4",
      "Infinity"
    )
  );

  test("an address gives a scenario that could be, says what could not, and is written back the same", () => {
    hold(
      2000,
      [fc.array(fc.tuple(fc.oneof(fc.constantFrom(...keys), hostileText), value), {maxLength: 6}), fc.boolean()],
      (pairs, encoded) => {
        const query = encoded ? new URLSearchParams(pairs).toString() : pairs.map((pair) => pair.join("=")).join("&");
        const {scenario, notices} = readAddress(`?${query}`, base);
        assertValid(scenario);
        assert.deepEqual(readAddress(writeAddress(scenario, base), base), {scenario, notices: []});
        for (const notice of notices)
          for (const text of [notice.key, notice.value])
            assert.ok(Array.from(text).length <= 40 && !/[\p{Cc}\p{Cf}]/u.test(text), JSON.stringify(text));
        assert.deepEqual(Object.keys(scenario).sort(), [...fieldNames].sort());
      }
    );
    assert.equal(({} as {polluted?: unknown}).polluted, undefined);
  });

  test("a file gives a scenario that could be, or is refused", () => {
    const changes = fc.dictionary(
      fc.oneof(fc.constantFrom(...fieldNames, "__proto__"), hostileText),
      fc.oneof(value, fc.jsonValue()),
      {maxKeys: 5}
    );
    hold(
      900,
      [changes, fc.constantFrom("flanders-key-technologies/scenario", "x"), fc.jsonValue()],
      (scenario, kind, version) => {
        try {
          assertValid(readFile(JSON.stringify({kind, version, scenario}), base).scenario);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }
    );
    hold(500, [fc.nat(), hostileText, fc.nat()], (seed, inserted, at) => {
      const text = writeFile(randomScenario(seed % 500), base, {build: "b", address: "a"});
      const place = at % text.length;
      try {
        assertValid(readFile(text.slice(0, place) + inserted + text.slice(place + (at % 3)), base).scenario);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
    });
  });

  test("a fragment names an id, whatever it holds", () => {
    hold(500, [hostileText], (text) => {
      assert.equal(typeof fragmentOf(`#${text}`), "string");
      if (!/[\ud800-\udfff]/u.test(text)) assert.equal(fragmentOf(`#${encodeURIComponent(text)}`), text);
    });
  });

  test("what a notice repeats is short", () => {
    hold(300, [hostileText], (text) => assert.ok(Array.from(shorten(text)).length <= 40));
  });
});

describe("queries", () => {
  let instance: DuckDBInstance, connection: DuckDBConnection;
  before(async () => {
    instance = await DuckDBInstance.create();
    connection = await instance.connect();
    await connection.run(
      "CREATE TABLE links AS SELECT 'cpc' AS vocabulary, 'G06N3' AS symbol, 1 AS technology, 0.1 AS similarity, 0.1 AS cooccurrence, 0.1 AS together, false AS core, 5 AS documents, NULL::VARCHAR AS decision"
    );
  });
  after(() => {
    connection.closeSync();
    instance.closeSync();
  });

  test("a code in a decision is a text of the query, whatever it holds", async () => {
    const symbols: string[] = [];
    hold(200, [hostileText], (symbol) => {
      if (!/[\0\ud800-\udfff]/u.test(symbol)) symbols.push(symbol);
    });
    const known = technologies.map(({slug}) => slug);
    for (const symbol of symbols) {
      // As if the check of the field had let it through.
      const scenario: Scenario = {
        ...publishedScenario(base),
        decisions: [{vocabulary: "cpc", symbol, technology: "photonics", decision: "accept"}]
      };
      const [, literal] =
        /AND symbol = ('(?:[^']|'')*') AND technology = 1 THEN true ELSE /s.exec(acceptedSql(scenario, known)) ?? [];
      assert.ok(literal, symbol);
      const [[read]] = (await (await connection.run(`SELECT hex(${literal})`)).getRows()) as [[string]];
      assert.equal(read, Buffer.from(symbol).toString("hex").toUpperCase());
    }
  });

  test("a region, a reference or a technology that could not be one gives no query", () => {
    hold(700, [hostileText, fc.boolean()], (text, long) => {
      const given = long ? text.repeat(400) : text;
      // A place somewhere else; the query finds nothing there.
      if (/^[A-Z]{2}[A-Z0-9]{0,2}$/.test(given)) return;
      assert.throws(
        () =>
          parseReference(
            given,
            technologies.map((one) => ({...one, group: "Digital & AI", id: 1}))
          ),
        RangeError
      );
      assert.throws(() => valueSql("patents.rca photonics", {...reportQuery, region: given, years}), RangeError);
      assert.throws(() => valueSql(given, {...reportQuery, region: "BE2", years}), RangeError);
      assert.throws(
        () =>
          evidenceSql({
            dataset: "patents",
            technology: 1,
            slugs: ["photonics"],
            scenario: {...publishedScenario(base), region: given}
          }),
        RangeError
      );
    });
  });
});

describe("a reader's own files", () => {
  const cell = fc.oneof(
    hostileText,
    fc.constantFrom(
      "location",
      "technology",
      "value",
      "A",
      "B",
      "x",
      "y",
      "1",
      "2.5",
      "1,5",
      "-1",
      "1e308",
      "1e400",
      "Infinity",
      "0x1f",
      ""
    )
  );

  test("any text is a table or a problem with its place, and its results are no formulas", () => {
    hold(
      1200,
      [
        fc.array(fc.array(cell, {minLength: 1, maxLength: 4}), {maxLength: 5}),
        fc.boolean(),
        fc.constantFrom(",", ";", "\t")
      ],
      (rows, headed, separator) => {
        const text = (
          headed ? [["location", "technology", "value"], ...rows.map((row) => [...row, "x", "1"].slice(0, 3))] : rows
        )
          .map((row) => row.map((one) => (headed ? csvField(one) : one)).join(separator))
          .join("\n");
        try {
          const indicators = ownIndicators(readCsv(text));
          for (const line of csvParseRows(placeCsv(placeOf(indicators, 0))))
            for (const name of line.slice(0, 2)) assert.doesNotMatch(name, formula);
        } catch (error) {
          assert.ok(error instanceof DataProblem, String(error));
          assert.ok(say.problem(error.problem).length > 0);
        }
      }
    );
  });

  test("any bytes are a text or a problem", () => {
    const marks = fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x50, 0x41, 0x52, 0x31]);
    hold(800, [marks, fc.uint8Array({maxLength: 60})], (mark, rest) => {
      try {
        readCsv(decodePieces([Uint8Array.of(...mark, ...rest)]));
        assert.fail("no random bytes are a table");
      } catch (error) {
        assert.ok(error instanceof DataProblem, String(error));
      }
    });
  });

  test("a Parquet file with altered bytes is a table or a problem, and the next file is read", () => {
    const table = new arrow.Table({
      location: arrow.vectorFromArray(["A", "A", "B", "B"], new arrow.Utf8()),
      technology: arrow.vectorFromArray(["x", "y", "x", "y"], new arrow.Utf8()),
      value: arrow.vectorFromArray([1, 2, 3, 4], new arrow.Float64())
    });
    const good = parquet.writeParquet(parquet.Table.fromIPCStream(arrow.tableToIPC(table, "stream")));
    const decode = (bytes: Uint8Array) => parquet.readParquet(bytes).intoIPCStream();
    const expected = readParquetTable(good, decode).counts;
    hold(
      300,
      [fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), {minLength: 1, maxLength: 4}), fc.nat(good.length)],
      (changes, cut) => {
        const altered = good.slice();
        for (const [at, byte] of changes) altered[at] = byte;
        for (const bytes of [altered, good.slice(0, cut)]) {
          try {
            readParquetTable(bytes, decode);
          } catch (error) {
            assert.ok(error instanceof DataProblem, String(error));
          }
        }
      }
    );
    assert.deepEqual(readParquetTable(good, decode).counts, expected);
  });

  test("names are bounded", () => assert.ok(longestName <= 1000));
});

test("at least 10,000 cases were generated", () => assert.ok(tally.cases >= 10_000, String(tally.cases)));
