import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {rankCorrelation} from "../../../src/narrative/correlation.ts";
import {valueSql} from "../../../src/narrative/queries.ts";
import {referencesOf} from "../../../src/narrative/references.ts";
import {formatValue, resolveValue} from "../../../src/narrative/values.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import {formatNumber, formatShare} from "../../../src/text/numbers.ts";
import {published, publishedSnapshot, withValues} from "./fixture.ts";

const snapshot = publishedSnapshot();
const context = {snapshot, published};
const references = referencesOf(snapshot.technologies);
const value = (reference: string) => resolveValue(reference, context);

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
  assert.throws(() => valueSql("patents.size semiconductors", {region: "BE2"}), RangeError);
  assert.throws(() => valueSql("patents.count digital-and-ai", {region: "BE2"}), RangeError);
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

test("queries name only what the reference and the region allow", () => {
  assert.throws(() => valueSql("patents.rca semiconductors", {region: "BE2' OR true"}), /invalid region/);
  assert.throws(
    () => valueSql("patents.rca semiconductors", {region: "BE2", years: {patents: [2020, Number.NaN]}}),
    /invalid years/
  );
  assert.match(
    valueSql("patents.rca semiconductors", {region: "BE2", years: {patents: [2021, 2022]}}),
    /BETWEEN 2021 AND 2022/
  );
  assert.match(valueSql("patents.above digital-and-ai", {region: "BE2"}), /'digital-and-ai'/);
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
