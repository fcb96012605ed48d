import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {loadVocabulary} from "../../../data-loaders/sources/vocabularies.ts";

const data = join(projectRoot, "data");
const entries = await loadVocabulary("cpc", data);
const symbols = entries.map(({symbol}) => symbol);
const column = (file: string, keep: (row: Record<string, string>) => boolean = () => true) =>
  csvParse(readFileSync(join(data, "sample", file), "utf8"))
    .filter(keep)
    .map(({code}) => code!);

test("every code is well-formed, listed once, in order, with a short title below a subclass that is listed", () => {
  const order = (symbol: string) => symbol.slice(0, 4) + symbol.slice(4).padStart(4, "0");
  assert.deepEqual(
    symbols,
    [...new Set(symbols)].sort((a, b) => (order(a) < order(b) ? -1 : 1))
  );
  for (const {symbol, label} of entries) {
    assert.match(symbol, /^[A-HY]\d\d[A-Z](?:[1-9]\d{0,3})?$/);
    assert.ok(symbols.includes(symbol.slice(0, 4)), symbol);
    assert.ok(label.split(" ").length <= 14 && label === label.trim() && /^[A-Z]/.test(label), `${symbol} ${label}`);
  }
});

test("every main group of the sample has a title of its own, so that official titles change none of its links", () => {
  const used = [...column("other-groups.csv"), ...column("subjects.csv", ({vocabulary}) => vocabulary === "cpc")];
  assert.ok(used.length > 1000);
  assert.deepEqual(
    used.filter((code) => !symbols.includes(code)),
    []
  );
});

// H10W29 and H10W78 exist, but their subjects could not be confirmed; they go by the title of H10W.
const h10: Record<string, number[]> = {
  B: [10, 12, 20, 41, 43, 51, 53, 61, 63, 69, 80, 99],
  D: [1, 8, 10, 12, 18, 30, 44, 48, 62, 64, 80, 84, 86, 87, 88, 89, 99],
  F: [10, 19, 30, 39, 55, 71, 77, 99],
  H: [20, 29, 99],
  K: [10, 19, 30, 39, 50, 59, 65, 71, 77, 85, 99, 2101, 2102],
  N: [10, 15, 19, 30, 35, 39, 50, 52, 59, 60, 69, 70, 79, 80, 89, 97, 99],
  P: [10, 14, 30, 32, 34, 36, 50, 52, 54, 58, 70, 72, 74, 76, 90, 95],
  W: [10, 15, 20, 40, 42, 44, 46, 70, 72, 74, 76, 80, 90, 95, 99]
};

test("H10 is whole", () => {
  const groups = Object.entries(h10).flatMap(([letter, numbers]) => numbers.map((number) => `H10${letter}${number}`));
  assert.deepEqual(
    symbols.filter((symbol) => /^H10.\d/.test(symbol)),
    groups
  );
});
