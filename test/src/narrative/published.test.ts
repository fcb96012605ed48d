import assert from "node:assert/strict";
import {test} from "node:test";
import {csvParse} from "d3";
import {publishedText} from "../../../src/narrative/claim-text.ts";
import {numberClaims} from "../../../src/narrative/claims/numbers.ts";
import {placementClaims} from "../../../src/narrative/claims/placements.ts";
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

const slugs = new Map(technologies.map(({name, slug}) => [name.toLowerCase(), slug]));

/** Live values that the indicators of printed-numbers.csv are roundings of. */
const liveValues: Record<string, string> = {
  patent_share: "patents.share38",
  funding_share: "deals.share38",
  patent_rca: "patents.rca",
  publication_rca: "publications.rca",
  funding_rca: "deals.rca",
  patent_count: "patents.count",
  funding_amount: "deals.count",
  relatedness_density: "patents.density",
  complexity: "complexity"
};

test("each printed number is a claim about its technology in its section, and reads as printed", () => {
  const rows = csvParse(texts.numbers).filter(({unit}) => unit !== "text");
  const claims = numberClaims(published);
  assert.deepEqual(
    claims.map((claim) => [
      claim.section,
      claim.technologies,
      claim.references,
      // Thousands are separated, shares have their sign.
      publishedText(claim, {}).replaceAll(",", "").replace("%", "")
    ]),
    rows.map(({kst, indicator, value, section}) => {
      const slug = slugs.get(kst!.toLowerCase())!;
      return [section, [slug], [`${liveValues[indicator!]} ${slug}`], value];
    })
  );
  for (const claim of claims)
    assert.equal(publishedText(claim, {}).endsWith("%"), claim.references[0]!.includes(".share38 "), claim.id);
});

test("each stated quadrant is a claim about its technology, or about the digital ones together", () => {
  assert.deepEqual(
    placementClaims(published).map(({section, technologies: about, references, published: quadrant}) => [
      section,
      about,
      quadrant,
      references
    ]),
    csvParse(texts.placements).map(({kst, stated_quadrant: quadrant, section}) => {
      const slug = slugs.get(kst!.toLowerCase());
      return slug === undefined
        ? [section, [], quadrant, [`quadrant.number ${quadrant}`, "group.size digital-and-ai"]]
        : [
            section,
            [slug],
            quadrant,
            [`quadrant ${slug}`, `patents.density ${slug}`, `complexity ${slug}`, "line.relatedness", "line.complexity"]
          ];
    })
  );
});

/** Columns of values.csv by the live values that they print, with what the live value is a fraction of. */
const columns: Record<string, [column: string, per: number]> = {
  "patents.rca": ["tech_rca", 1],
  "publications.rca": ["pub_rca", 1],
  "deals.rca": ["fund_rca", 1],
  complexity: ["tech_complexity", 1],
  "patents.density": ["tech_reldens", 1],
  "publications.density": ["pub_reldens", 1],
  "deals.density": ["fund_reldens", 1],
  composite: ["composite_reldens", 1],
  "patents.count": ["pat_count", 1],
  "patents.share": ["pat_share_pct", 100],
  "patents.benchmark_share": ["pat_eu_share_pct", 100],
  "deals.count": ["fund_musd", 1],
  "deals.share": ["fund_share_pct", 100],
  "deals.benchmark_share": ["fund_eu_share_pct", 100],
  // The sample holds one publication in ten.
  "publications_earlier.count": ["pub_count_dec25", 10],
  "publications_earlier.rca": ["pub_rca_dec25", 1],
  "publications_earlier.share": ["pub_share_pct_dec25", 100],
  "publications_earlier.density": ["pub_reldens_dec25", 1]
};

test("every column of the figures is read in the unit of its live value", () => {
  for (const row of csvParse(texts.values)) {
    const slug = slugs.get(row.kst!.toLowerCase())!;
    assert.deepEqual(
      published.values[slug],
      Object.fromEntries(
        Object.entries(columns).map(([indicator, [column, per]]) => [indicator, Number(row[column]) / per])
      ),
      slug
    );
    assert.equal(published.tci[slug], Number(row.pat_TCI));
  }
});

test("the text rounds figures that are rounded already, so one decimal may be off by more than half of it", () => {
  const printed = (value: string) => published.numbers.find(({text}) => text === value)!.tolerance;
  // 71.2 for a 71.15 that stands for anything from 71.145.
  assert.ok(Math.abs(printed("71.2") - 0.055) < 1e-12);
});

test("no sentence of the report is in the files", () => {
  for (const text of Object.values(texts)) assert.ok(!text.split("\n")[0]!.includes("quote"), text.split("\n")[0]);
});

test("what cannot be read is named", () => {
  const parse = (changes: Partial<typeof texts>) => () => parsePublished({...texts, ...changes}, technologies, "BE2");
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
