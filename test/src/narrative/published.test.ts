import assert from "node:assert/strict";
import {test} from "node:test";
import {parsePublished} from "../../../src/narrative/published.ts";
import {published, technologies, texts} from "./fixture.ts";

test("all published values, links, numbers and placements are read", () => {
  assert.equal(Object.keys(published.values).length, 38);
  assert.equal(published.links.length, 103);
  assert.equal(
    published.numbers.length,
    texts.numbers.trim().split("\n").length - 2,
    "all rows but the head and the one in words"
  );
  assert.equal(published.placements.length, texts.placements.trim().split("\n").length - 1);
  assert.equal(published.values["microelectronics"]!["patents.count"], 1694);
  assert.equal(published.tci["microelectronics"], 65.13);
});

test("names are read in any case, and shares in per cent become parts of one", () => {
  assert.equal(published.numbers.filter(({technology}) => technology === "internet-of-things").length, 4);
  const share = published.numbers.find(
    ({indicator, technology}) => indicator === "patents.share38" && technology === "microelectronics"
  )!;
  assert.ok(
    Math.abs(share.value - 0.133) < 1e-12 && Math.abs(share.tolerance - 0.00055) < 1e-12,
    JSON.stringify(share)
  );
});

test("counts of publications are those of the sample, one in as many as it holds", () => {
  assert.equal(published.values["microelectronics"]!["publications_earlier.count"], 446.4);
});

test("a printed number may be off by half of its last digit; a printed zero by nothing", () => {
  const printed = (value: string) => published.numbers.find(({text}) => text === value)!.tolerance;
  assert.ok(Math.abs(printed("2.01") - 0.005) < 1e-12);
  assert.ok(Math.abs(printed("1694") - 0.5) < 1e-12);
  assert.equal(printed("0"), 0);
});

test("no sentence of the report is in the files", () => {
  for (const text of Object.values(texts)) assert.ok(!text.split("\n")[0]!.includes("quote"), text.split("\n")[0]);
});

test("what cannot be read is named", () => {
  const parse = (changes: Partial<typeof texts>) => () => parsePublished({...texts, ...changes}, technologies);
  assert.throws(
    parse({values: texts.values.replace("Wind Energy", "Wind Power")}),
    /unknown technology in values.csv: Wind Power/
  );
  assert.throws(
    parse({values: texts.values.replace("1694", "many")}),
    /not a number in values.csv, Microelectronics, pat_count: many/
  );
  assert.throws(
    parse({numbers: texts.numbers.replace("patent_rca", "patent_size")}),
    /unknown indicator in printed-numbers.csv: patent_size/
  );
  assert.throws(
    parse({placements: texts.placements.replace("moonshot", "moon")}),
    /unknown quadrant in stated-quadrants.csv: moon/
  );
  assert.throws(
    parse({links: `${texts.links.trim()}\na,b\n`}),
    /2 fields in row 105 of figure-1-links.csv, but 4 in its header/
  );
  assert.throws(parse({links: `${texts.links.trim()}\n"a",b,1,extra\n`}), /quotes in figure-1-links.csv/);
});
