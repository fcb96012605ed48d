import assert from "node:assert/strict";
import {test} from "node:test";
import {csvParse} from "d3";
import fc from "fast-check";
import {reportCounting} from "../../../src/indicators/engine/counting.ts";
import {reportMethod} from "../../../src/indicators/method.ts";
import type {LensValues} from "../../../src/indicators/snapshot.ts";
import {rankCorrelation} from "../../../src/narrative/correlation.ts";
import {valueSql} from "../../../src/narrative/queries.ts";
import {parseReference, referencesOf} from "../../../src/narrative/references.ts";
import {formatValue, isUntold, resolveValue} from "../../../src/narrative/values.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import type {NamedChoices} from "../../../src/words/narrative.ts";
import {formatNumber, formatShare} from "../../../src/text/numbers.ts";
import {published, publishedSnapshot, texts, withValues} from "./fixture.ts";
import {reportQuery, years} from "../../support/report-choices.ts";

const snapshot = publishedSnapshot();
const context = {snapshot, published};
const references = referencesOf(snapshot.technologies);
const value = (reference: string) => resolveValue(reference, context);
/** The same values of all technologies in patents. */
const technologiesWith = (values: Partial<LensValues>) =>
  snapshot.technologies.reduce((changed, {slug}) => withValues(changed, slug, "patents", values), snapshot);

test("every reference has a value, a sentence, a figure and a query", () => {
  assert.ok(references.length > 1700, String(references.length));
  assert.equal(new Set(references).size, references.length);
  for (const reference of references) {
    const {kind, value: computed, text, unit, how, figure} = value(reference);
    assert.ok(computed === null || typeof computed === (kind === "number" ? "number" : "string"), reference);
    assert.ok(
      text !== "" && unit !== "" && figure !== "" && /^[A-Zm].*\.$/.test(how),
      `${reference}: ${text}, ${unit}, ${how}`
    );
  }
});

test("values are those of the snapshot, beside what was published", () => {
  const {text, published: printed, difference, unit, technology, figure} = value("patents.rca semiconductors");
  assert.deepEqual(
    {text, printed, difference, unit, technology, figure},
    {
      text: "1.10",
      printed: 1.1,
      difference: 0,
      unit: "times Europe’s share",
      technology: "semiconductors",
      figure: "treemap-patents"
    }
  );
  assert.equal(value("patents.count microelectronics").text, "1,694");
  assert.equal(value("patents.share38 microelectronics").text, "13.3%");
  assert.equal(value("patents.top5share38").text, "46.7%");
  assert.equal(value("quadrant semiconductors").text, "optimal investment");
  assert.equal(value("quadrant.number optimal").value, 5);
  assert.equal(value("deals.zero").value, 7);
  assert.equal(value("patents.untold").value, 5);
  assert.equal(value("spearman density-rca").text, "0.94");
  assert.equal(value("patents.above digital-and-ai").value, 1);
  assert.equal(value("group.size health-and-biotech").value, 11);
  assert.equal(value("network.links").published, 103);
  assert.equal(value("deals.high photonics").text, "no value");
});

/** How values read: unit, decimals, kind and figure, and the technology that they are about. */
const readings: Record<string, [unit: string, decimals: number, figure: string, technology?: string]> = {
  "patents.rca drones": ["times Europe’s share", 2, "treemap-patents", "drones"],
  "publications.low drones": ["times Europe’s share", 2, "treemap-publications", "drones"],
  "deals.high drones": ["times Europe’s share", 2, "treemap-deals", "drones"],
  "patents.count drones": ["patents", 0, "treemap-patents", "drones"],
  "deals.count drones": ["million US dollars", 1, "treemap-deals", "drones"],
  "publications_earlier.count drones": ["publications", 0, "treemap-publications", "drones"],
  "patents.expected drones": ["patents", 1, "treemap-patents", "drones"],
  "deals.documents drones": ["deals", 0, "treemap-deals", "drones"],
  "patents.share drones": ["share", 2, "treemap-patents", "drones"],
  "patents.share38 drones": ["share", 1, "treemap-patents", "drones"],
  "deals.benchmark_share drones": ["share", 2, "treemap-deals", "drones"],
  "patents.rank drones": ["rank", 0, "treemap-patents", "drones"],
  "patents.density drones": ["on a scale from 0 to 100", 1, "graph-patents", "drones"],
  "publications_earlier.density drones": ["on a scale from 0 to 100", 1, "graph-publications", "drones"],
  "complexity drones": ["on a scale from 0 to 100", 1, "graph-patents", "drones"],
  "composite drones": ["on a scale from 0 to 100", 1, "graph-patents", "drones"],
  "quadrant drones": ["quadrant", 0, "graph-patents", "drones"],
  "patents.rca digital-and-ai": ["times Europe’s share", 2, "treemap-patents"],
  "deals.share38 digital-and-ai": ["share", 1, "treemap-deals"],
  "deals.above digital-and-ai": ["technologies", 0, "treemap-deals"],
  "group.size digital-and-ai": ["technologies", 0, "network"],
  "quadrant.number moonshot": ["technologies", 0, "graph-patents"],
  "patents.total": ["patents", 0, "treemap-patents"],
  "deals.total38": ["million US dollars", 0, "treemap-deals"],
  "publications.above": ["technologies", 0, "treemap-publications"],
  "deals.zero": ["technologies", 0, "treemap-deals"],
  "patents.untold": ["technologies", 0, "treemap-patents"],
  "patents.top1share38": ["share", 1, "treemap-patents"],
  "patents.top4share38": ["share", 1, "treemap-patents"],
  "patents.top5share38": ["share", 1, "treemap-patents"],
  "line.relatedness": ["on a scale from 0 to 100", 1, "graph-patents"],
  "line.complexity": ["on a scale from 0 to 100", 1, "graph-patents"],
  "network.links": ["links", 0, "network"],
  technologies: ["technologies", 0, "network"],
  "spearman density-rca": ["rank correlation", 2, "graph-patents"]
};

test("a number of deals is explained by the rounds that count, and by what is counted of them", () => {
  const usual: NamedChoices = {...reportMethod, ...reportCounting("deals"), deal_types: "startup"};
  const explain = (reference: string, choices: Partial<NamedChoices>) =>
    resolveValue(reference, {...context, choices: {...usual, ...choices}}).how;
  const counted = (choices: Partial<NamedChoices>) => {
    const how = explain("deals.rca drones", choices);
    return /in the region’s (.*?), divided by its share in the (.*?) of all /.exec(how)?.slice(1);
  };
  const explained: readonly (readonly [Partial<NamedChoices>, string])[] = [
    [{}, "start-up funding"],
    [{deal_types: "all"}, "funding of any type"],
    [{measure: "documents"}, "deals"],
    [{measure: "documents", deal_types: "all"}, "deals of any type"]
  ];
  for (const [choices, what] of explained) assert.deepEqual(counted(choices), [what, what]);
  assert.equal(explain("patents.rca drones", {deal_types: "all"}), explain("patents.rca drones", {}));
});

test("each kind of value has its unit, its decimals and the figure that shows it", () => {
  for (const [reference, [unit, decimals, figure, technology = null]] of Object.entries(readings)) {
    const found = value(reference);
    assert.deepEqual(
      [found.unit, found.decimals, found.figure, found.technology, found.kind],
      [unit, decimals, figure, technology, reference.startsWith("quadrant ") ? "word" : "number"],
      reference
    );
    if (found.kind === "number" && found.value !== null)
      assert.equal(/%$/.test(found.text), unit === "share", `${reference}: ${found.text}`);
  }
});

const rows = csvParse(texts.values);
const health = rows.filter((row) => row.group === "Health & Biotech");
const column = (name: string, among: readonly Record<string, string>[] = rows) => among.map((row) => Number(row[name]));
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const most = (name: string, number: number) =>
  total(
    column(name)
      .sort((a, b) => b - a)
      .slice(0, number)
  ) / total(column(name));
const inQuadrant = (feasible: boolean, complex: boolean) =>
  rows.filter((row) => Number(row.tech_reldens) > 32.21 === feasible && Number(row.tech_complexity) > 64.31 === complex)
    .length;

/** What the report or its figures give, straight from their values; null where they do not. */
const told: Record<string, number | string | null> = {
  "patents.total": 26_089,
  "publications.total": 36_795,
  "deals.total": 11_302,
  "patents.total38": total(column("pat_count")),
  "deals.total38": total(column("fund_musd")),
  // The figures of publications have no counts; those of the earlier run are of a sample.
  "publications.total38": null,
  "publications_earlier.total38": null,
  "publications_earlier.top4share38": null,
  "publications_earlier.share38 health-and-biotech": null,
  "patents.above": column("tech_rca").filter((rca) => rca > 1).length,
  "publications.above": column("pub_rca").filter((rca) => rca > 1).length,
  "deals.above": column("fund_rca").filter((rca) => rca > 1).length,
  "deals.zero": 7,
  "patents.zero": 0,
  "patents.untold": null,
  "patents.top1share38": most("pat_count", 1),
  "patents.top4share38": most("pat_count", 4),
  "deals.top5share38": most("fund_musd", 5),
  "patents.share38 health-and-biotech": total(column("pat_count", health)) / total(column("pat_count")),
  "deals.share38 health-and-biotech": total(column("fund_musd", health)) / total(column("fund_musd")),
  "patents.above health-and-biotech": 10,
  "publications.above health-and-biotech": 11,
  "deals.above health-and-biotech": 7,
  "patents.rca health-and-biotech": null,
  "group.size health-and-biotech": null,
  "quadrant.number optimal": inQuadrant(true, true),
  "quadrant.number moonshot": inQuadrant(false, true),
  "quadrant.number incremental": inQuadrant(true, false),
  "quadrant.number cautious": inQuadrant(false, false),
  "quadrant semiconductors": "optimal",
  "complexity semiconductors": 73.83,
  "composite semiconductors": Number(rows.find((row) => row.kst === "Semiconductors")!.composite_reldens),
  // Printed in the text only.
  "patents.share38 microelectronics": 0.133,
  "patents.documents microelectronics": null,
  "patents.low microelectronics": null,
  "line.relatedness": 32.21,
  "line.complexity": 64.31,
  "network.links": 103,
  technologies: 38,
  // By hand, of the columns tech_reldens and tech_rca.
  "spearman density-rca": 0.9435841440408373
};

test("values that the report or its figures give stand beside the computed ones", () => {
  for (const [reference, expected] of Object.entries(told)) {
    const {published: found, difference, value: computed} = value(reference);
    if (typeof expected !== "number") assert.equal(found, expected, reference);
    else assert.ok(Math.abs(Number(found) - expected) < 1e-9, `${reference}: ${found}, not ${expected}`);
    assert.equal(difference, typeof expected === "number" ? Number(computed) - Number(found) : null, reference);
  }
});

test("without figures of a dataset no aggregate of it is published", () => {
  const without = {
    ...context,
    published: {
      ...published,
      values: Object.fromEntries(
        Object.entries(published.values).map(([slug, of]) => [
          slug,
          Object.fromEntries(Object.entries(of).filter(([name]) => !name.startsWith("deals.")))
        ])
      )
    }
  };
  for (const reference of [
    "deals.total38",
    "deals.above",
    "deals.zero",
    "deals.top4share38",
    "deals.share38 digital-and-ai",
    "deals.above digital-and-ai"
  ])
    assert.equal(resolveValue(reference, without).published, null, reference);
});

test("an aggregate is that of the snapshot's values", () => {
  const {technologies} = snapshot;
  const counts = technologies.map(({lenses}) => lenses.deals.count!);
  const digital = technologies.filter(({group}) => group === "Digital & AI").map(({lenses}) => lenses.patents);
  for (const [reference, expected] of Object.entries({
    "deals.total": 11_302,
    "deals.total38": total(counts),
    "deals.top1share38": 783.58 / total(counts),
    "deals.top4share38": 2300.37 / total(counts),
    "patents.rca digital-and-ai": total(digital.map(({count}) => count!)) / total(digital.map((one) => one.expected!)),
    "patents.share38 digital-and-ai": total(digital.map(({share38}) => share38!)),
    "patents.above digital-and-ai": 1,
    "group.size digital-and-ai": 10,
    "quadrant.number cautious": 5,
    "line.relatedness": 32.21,
    "line.complexity": 64.31,
    "network.links": 103,
    technologies: 38
  }))
    assert.ok(Math.abs(Number(value(reference).value) - expected) < 1e-9, `${reference}: ${value(reference).value}`);
});

test("shares and RCAs of groups are missing where there is nothing to divide by", () => {
  const none = technologiesWith({count: 0, expected: 0});
  for (const reference of ["patents.rca digital-and-ai", "patents.top4share38"])
    assert.equal(resolveValue(reference, {published, snapshot: none}).value, null, reference);
  const empty = {
    ...none,
    totals: {...none.totals, patents: {count: 0, technologies: 0, few: true, partial: false, held: true}}
  };
  assert.equal(resolveValue("patents.share38 digital-and-ai", {published, snapshot: empty}).value, null);
});

test("an interval that includes 1 or ends there leaves open on which side of it the RCA lies", () => {
  const untold = (low: number, high: number | null, expected: number) => isUntold({low, high, expected});
  assert.deepEqual(
    [
      untold(1, 2, 5),
      untold(0.5, 1, 5),
      untold(1.001, 2, 5),
      untold(0.5, 0.999, 5),
      untold(0, null, 5),
      untold(0, 2, 0)
    ],
    [true, true, false, false, false, false]
  );
});

test("another region has no published values", () => {
  const elsewhere = {published, snapshot: {...snapshot, region: {code: "BE1", name: "Brussels"}}};
  for (const reference of references) assert.equal(resolveValue(reference, elsewhere).published, null, reference);
});

test("an aggregate follows its parts", () => {
  const changed = {published, snapshot: withValues(snapshot, "photonics", "patents", {rca: 1.5})};
  assert.equal(Number(resolveValue("patents.above", changed).value), Number(value("patents.above").value) + 1);
  assert.equal(Number(resolveValue("patents.above digital-and-ai", changed).value), 2);
});

test("an unknown reference is refused, and the nearest known one named", () => {
  assert.throws(
    () => value("patents.rca semiconductor"),
    /unknown reference: patents.rca semiconductor; the nearest is patents.rca semiconductors/
  );
  assert.throws(() => value("patent.rca semiconductors"), /nearest is patents.rca semiconductors/);
  assert.throws(() => value("quadrants.number optimal"), /nearest is quadrant.number optimal/);
  assert.throws(() => valueSql("patents.size semiconductors", {...reportQuery, region: "BE2", years}), RangeError);
  assert.throws(() => valueSql("patents.count digital-and-ai", {...reportQuery, region: "BE2", years}), RangeError);
  fc.assert(
    fc.property(
      fc.constantFrom(...references),
      fc.nat(40),
      fc.constantFrom("x", " ", ".", "'; DROP TABLE links"),
      (reference, at, put) => {
        const broken =
          reference.slice(0, at % (reference.length + 1)) + put + reference.slice(at % (reference.length + 1));
        if (references.includes(broken)) return;
        assert.throws(
          () => value(broken),
          (error: unknown) =>
            error instanceof RangeError && references.includes(/the nearest is (.*)$/.exec(error.message)![1]!)
        );
      }
    ),
    {numRuns: 60}
  );
});

test("the nearest reference is the one with the fewest changed letters, for any slug if none are given", () => {
  const nearest = (reference: string, technologies?: typeof snapshot.technologies) => {
    try {
      parseReference(reference, technologies);
      return "known";
    } catch (error) {
      return /the nearest is (.*)$/.exec((error as Error).message)?.[1];
    }
  };
  for (const [wrong, right] of [
    ["patents.rcd drones", "patents.rca drones"],
    ["patents.rca drone", "patents.rca drones"],
    ["patents.rca ddrones", "patents.rca drones"],
    ["patents.rca dron", "patents.rca drones"],
    ["patents.rca photon", "patents.rca photonics"],
    ["deal.zero", "deals.zero"],
    ["quadrant.number optima", "quadrant.number optimal"],
    ["technologie", "technologies"],
    ["line.complexit", "line.complexity"],
    ["group.size digital-and-a", "group.size digital-and-ai"]
  ] as const)
    assert.equal(nearest(wrong, snapshot.technologies), right, wrong);
  assert.equal(nearest("patents.rca any-slug-1"), "known");
  assert.equal(nearest("patents.above energy-and-climate"), "known");
  assert.equal(nearest("patents.rcb any-slug-1"), "patents.rca any-slug-1");
  assert.equal(nearest("patents.aboves"), "patents.above");
  const long = `patents.rca ${"x".repeat(108)}`;
  assert.equal(nearest(long), "known");
  assert.equal(nearest(`${long}!`, snapshot.technologies), undefined);
  assert.throws(
    () => parseReference(`${long}!`),
    /unknown reference: patents\.rca x{108}…; one has at most 120 characters$/
  );
});

test("queries name only what the reference and the region allow", () => {
  for (const region of ["BE2' OR true", "' OR 'BE2", "be2", "B", "BE211", ""])
    assert.throws(
      () => valueSql("patents.rca semiconductors", {...reportQuery, region, years}),
      /invalid region/,
      region
    );
  for (const invalid of [
    [1000, 2020],
    [2020, 3000],
    [2020.5, 2021]
  ] as const)
    assert.throws(
      () => valueSql("patents.rca semiconductors", {...reportQuery, region: "BE2", years: {patents: invalid}}),
      /invalid years/
    );
  assert.match(
    valueSql("patents.count drones", {...reportQuery, region: "BE2", years: {patents: [1001, 2999]}}),
    /1001 AND 2999/
  );
  assert.throws(
    () => valueSql("patents.rca semiconductors", {...reportQuery, region: "BE2", years: {patents: [2020, Number.NaN]}}),
    /invalid years/
  );
  assert.match(
    valueSql("patents.rca semiconductors", {...reportQuery, region: "BE2", years: {patents: [2021, 2022]}}),
    /BETWEEN 2021 AND 2022/
  );
  assert.match(valueSql("patents.above digital-and-ai", {...reportQuery, region: "BE2", years}), /'digital-and-ai'/);
});

test("numbers are written by the locale, and reading them back gives them within half of the last decimal", () => {
  fc.assert(
    fc.property(fc.double({min: -1e6, max: 1e6, noNaN: true}), fc.nat(4), (number, decimals) => {
      const text = formatNumber(number, decimals, narrativeWords);
      assert.match(text, /^-?\d{1,3}(,\d{3})*(\.\d+)?$/);
      assert.equal(text.split(".")[1]?.length ?? 0, decimals);
      assert.ok(
        Math.abs(Number(text.replaceAll(",", "")) - number) <= 0.5 * 10 ** -decimals + 1e-9 * Math.abs(number),
        `${number} as ${text}`
      );
    })
  );
  assert.equal(formatNumber(1694.5, 1, {locale: "nl-BE"}), "1.694,5");
  assert.equal(formatShare(0.133, 1, {locale: "fr-BE"}).replace(/\s/g, " "), "13,3 %");
});

test("what cannot be computed is no value, not a number", () => {
  const alike = technologiesWith({density: 10, rca: 1});
  const {value: computed, text, difference} = resolveValue("spearman density-rca", {published, snapshot: alike});
  assert.deepEqual([computed, text, difference], [null, "no value", null]);
});

test("a value of null is written in words whatever its reference", () => {
  for (const reference of ["patents.density drones", "complexity drones", "quadrant drones", "deals.high drones"])
    assert.equal(formatValue(reference, null, {snapshot}), "no value");
});

test("rank correlation is 1 for the same order, -1 for the reverse, and shares ranks of equal values", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.double({noNaN: true, noDefaultInfinity: true}), {minLength: 2, maxLength: 20}),
      (list) => {
        assert.ok(
          Math.abs(
            rankCorrelation(
              list,
              list.map((one) => Math.atan(one) + (one > 0 ? 0 : 0))
            ) - 1
          ) < 1e-9 || new Set(list.map((one) => Math.atan(one))).size < list.length
        );
        const order = list.map((_, i) => i);
        assert.ok(
          Math.abs(
            rankCorrelation(
              order,
              order.map((i) => -i)
            ) + 1
          ) < 1e-9
        );
      }
    )
  );
  assert.ok(Math.abs(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]) - 0.9486832980505138) < 1e-12);
  assert.ok(Number.isNaN(rankCorrelation([1, 1], [1, 2])));
  assert.equal(rankCorrelation([1, null, 3], [1, 5, 3]), 1);
});
