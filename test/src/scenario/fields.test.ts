import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {csvParse} from "d3";
import {checkField, FieldError, fields, mostDecisions, regionWith} from "../../../src/scenario/fields.ts";
import {acceptedSql} from "../../../src/scenario/accepted-sql.ts";
import {
  countingOf,
  type FieldName,
  methodOf,
  publishedScenario,
  thresholdsOf,
  yearsIn
} from "../../../src/scenario/scenario.ts";
import {datasetOf} from "../../../src/terms/lenses.ts";
import {base} from "./fixture.ts";

// Addresses are published: a key or a value that changes breaks links that people sent each other.
const published: Readonly<Record<string, readonly [FieldName, string]>> = {
  lens: ["lens", "patents publications deals"],
  region: ["region", ""],
  yp: ["years_patents", ""],
  yw: ["years_publications", ""],
  yd: ["years_deals", ""],
  rounds: ["deal_types", "startup all"],
  vintage: ["edition", "current earlier"],
  sc: ["similarity_cpc", ""],
  st: ["similarity_topic", ""],
  si: ["similarity_industry", ""],
  cc: ["cooccurrence_cpc", ""],
  ct: ["cooccurrence_topic", ""],
  ci: ["cooccurrence_industry", ""],
  ac: ["alone_cpc", ""],
  at: ["alone_topic", ""],
  ai: ["alone_industry", ""],
  links: ["decisions", ""],
  rca: ["rca_threshold", ""],
  strict: ["strict", ""],
  against: ["benchmark", "pooled mean"],
  area: ["benchmark_area", "europe eu27"],
  unit: ["benchmark_region", "parts whole"],
  count: ["counting", "whole fractional"],
  funding: ["measure", "amounts documents"],
  universe: ["universe", "full technologies"],
  rel: ["relatedness", "cosine association jaccard prob"],
  self: ["diagonal", ""],
  from: ["complexity_start", ""],
  by: ["complexity_step", ""],
  to: ["complexity_end", ""],
  cut: ["quadrant_cut", "median mean midrange fixed"],
  qr: ["quadrant_relatedness", ""],
  qc: ["quadrant_complexity", ""]
};

test("keys and choices of addresses stay as they were published", () => {
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(fields).map(([name, spec]) => [
        spec.key,
        [name, spec.kind === "choice" ? spec.values.join(" ") : ""]
      ])
    ),
    published
  );
});

test("numbers are taken up to their bounds, and refused beyond", () => {
  const bounds: [FieldName, number, number, number][] = [
    ["similarity_cpc", 0, 1, 0.01],
    ["cooccurrence_topic", 0, 1, 0.01],
    ["alone_industry", 0, 1, 0.01],
    ["rca_threshold", 0.1, 5, 0.05],
    ["complexity_start", 1, 300, 1],
    ["complexity_step", 1, 100, 1],
    ["complexity_end", 1, 300, 1],
    ["quadrant_relatedness", 0, 100, 0.5],
    ["quadrant_complexity", 0, 100, 0.5]
  ];
  for (const [name, low, high, step] of bounds) {
    assert.deepEqual([checkField(name, low, base), checkField(name, high, base)], [low, high], name);
    for (const beyond of [low - 0.001, high + 0.001, Number.NaN, String(low), null])
      if (!(name === "complexity_end" && beyond === null))
        assert.throws(() => checkField(name, beyond, base), FieldError, `${name} ${beyond}`);
    assert.equal((fields[name] as {step: number}).step, step, name);
  }
  assert.equal(checkField("complexity_end", null, base), null);
  assert.throws(() => checkField("complexity_start", 1.5, base), /a whole number from 1 to 300/);
  assert.equal(checkField("rca_threshold", 1.23456, base), 1.2346, "four decimals");
});

test("years lie within the records, the first not after the last", () => {
  assert.deepEqual(checkField("years_patents", [2015, 2024], base), [2015, 2024]);
  assert.deepEqual(checkField("years_deals", [2016, 2016], base), [2016, 2016]);
  for (const years of [
    [2014, 2020],
    [2020, 2025],
    [2021, 2020],
    [2020],
    [2020, 2021, 2022],
    [2020.5, 2021],
    "2020-2021"
  ])
    assert.throws(() => checkField("years_patents", years, base), /two years from 2015 to 2024/, JSON.stringify(years));
  assert.throws(() => checkField("years_publications", [2015, 2020], base), /from 2016 to 2025/);
});

test("flags, choices and regions take nothing else", () => {
  assert.equal(checkField("strict", false, base), false);
  assert.throws(() => checkField("strict", "false", base), FieldError);
  assert.throws(() => checkField("quadrant_cut", ["median"], base), /one of median, mean, midrange, fixed/);
  assert.equal(checkField("region", "NL4", base), "NL4");
  assert.throws(() => checkField("region", 4, base), FieldError);
});

test("decisions are one a link, the last one, in one order", () => {
  const decision = (symbol: string, decided: string, vocabulary = "cpc", technology = "photonics") => ({
    vocabulary,
    symbol,
    technology,
    decision: decided
  });
  assert.deepEqual(
    checkField(
      "decisions",
      [
        decision("G06N3", "accept"),
        decision("A01B1", "reject"),
        decision("G06N3", "reject"),
        decision("A01B1", "accept", "topic")
      ],
      base
    ),
    [decision("A01B1", "reject"), decision("G06N3", "reject"), decision("A01B1", "accept", "topic")]
  );
  const good = decision("G06N3", "accept");
  for (const changes of [
    {vocabulary: "ipc"},
    {vocabulary: 1},
    {symbol: "<b>"},
    {symbol: ` ${good.symbol}`},
    {symbol: "G06N3;"},
    {symbol: "x".repeat(82)},
    {symbol: 3},
    {technology: "alchemy"},
    {technology: undefined},
    {decision: "maybe"}
  ])
    assert.throws(() => checkField("decisions", [{...good, ...changes}], base), FieldError, JSON.stringify(changes));
  assert.equal(checkField("decisions", [{...good, symbol: "x".repeat(81)}], base).length, 1);
  for (const value of [null, "G06N3", [null], [1]])
    assert.throws(() => checkField("decisions", value, base), FieldError);
  assert.equal(mostDecisions, 500);
  const many = (count: number) => Array.from({length: count}, (_, i) => decision(`G${i}`, "accept"));
  assert.equal(checkField("decisions", many(500), base).length, 500);
  assert.throws(() => checkField("decisions", many(501), base), /at most 500 decisions/);
});

test("the parts of a scenario are taken from their own fields", () => {
  const scenario = {
    ...publishedScenario(base),
    lens: "publications" as const,
    similarity_topic: 0.31,
    cooccurrence_topic: 0.72,
    alone_topic: 0.53,
    years_patents: [2016, 2017] as const,
    years_publications: [2018, 2019] as const,
    years_deals: [2020, 2021] as const
  };
  const others = {similarity: 0.24, cooccurrence: 0.8, alone: 0.38};
  assert.deepEqual(thresholdsOf(scenario), {
    cpc: others,
    topic: {similarity: 0.31, cooccurrence: 0.72, alone: 0.53},
    industry: others
  });
  assert.deepEqual(
    (["patents", "publications", "publications_earlier", "deals"] as const).map(
      (dataset) => yearsIn(scenario, dataset)[0]
    ),
    [2016, 2018, 2018, 2020]
  );
  assert.equal(datasetOf(scenario.lens, scenario.edition), "publications");
  assert.equal(datasetOf(scenario.lens, "earlier"), "publications_earlier");
  assert.equal(datasetOf("patents", "earlier"), "patents");
  assert.deepEqual(methodOf(publishedScenario(base)), {
    benchmark: "pooled",
    rca_threshold: 1,
    strict: true,
    relatedness: "cosine",
    diagonal: false,
    complexity_start: 10,
    complexity_step: 5,
    complexity_end: 100,
    quadrant_cut: "median",
    quadrant_relatedness: 50,
    quadrant_complexity: 50
  });
  assert.deepEqual(countingOf(publishedScenario(base)), {
    counting: "whole",
    measure: "amounts",
    universe: "full",
    benchmark_region: "parts",
    benchmark_area: "europe"
  });
});

test("a reader's decisions stand before the rule in SQL, quoted; one on an unknown technology is left out", () => {
  const scenario = {
    ...publishedScenario(base),
    decisions: [
      {vocabulary: "industry", symbol: "Farmers' Market", technology: "photonics", decision: "accept"},
      {vocabulary: "cpc", symbol: "G06N3", technology: "alchemy", decision: "reject"}
    ] as const
  };
  const sql = acceptedSql(scenario, ["drones", "photonics"]);
  assert.ok(
    sql.startsWith(
      "CASE WHEN vocabulary = 'industry' AND symbol = 'Farmers'' Market' AND technology = 2 THEN true ELSE CASE"
    ),
    sql
  );
  assert.doesNotMatch(sql, /G06N3/);
  assert.doesNotMatch(acceptedSql(publishedScenario(base), ["drones"]), /symbol/);
});

test("a NUTS code leads to the only region that it holds", () => {
  const codes = csvParse(readFileSync(new URL("../../../data/regions/nuts.csv", import.meta.url), "utf8")).map(
    ({location}) => location!
  );
  const inside = (code: string) => codes.filter((one) => one.startsWith(code));
  const larger = [...new Set(codes.flatMap((code) => [code.slice(0, 2), code.slice(0, 3)]))];
  // As in a build: NUTS2 regions, and NUTS1 regions of several.
  const regions = new Map(
    [...codes, ...larger.filter((code) => code.length === 3 && inside(code).length > 1)].map((code) => [code, code])
  );
  for (const code of [...codes, ...larger]) {
    const expected = regions.has(code) ? code : inside(code).length === 1 ? inside(code)[0] : undefined;
    assert.equal(regionWith(code, regions), expected, code);
  }
  assert.equal(regionWith("FR1", regions), "FR10");
  for (const code of ["", "F", "fr1", "FR1 ", "FR101", "ZZ", "FR"]) assert.equal(regionWith(code, regions), undefined);
});
