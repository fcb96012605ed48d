import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {disclosureRule} from "../../../data-loaders/warehouse/disclosure.ts";
import {DisclosureKey} from "../../../data-loaders/warehouse/disclosure-key.ts";
import {type CompanyAmounts, isSafe, roundSum} from "../../../data-loaders/warehouse/rounded-sum.ts";

const key = new DisclosureKey(Buffer.from("a".repeat(32)));
const offsetOf = (cell: number) => (step: number) => key.draw(`${cell} ${step}`);
const totalOf = (companies: readonly CompanyAmounts[]) => companies.flat().reduce((sum, amount) => sum + amount, 0);
/** In thousandths of a million, from a thousand dollars to ten billion. */
const amount = fc.double({min: -3, max: 4, noNaN: true}).map((power) => Math.round(1000 * 10 ** power) / 1000);
const companies = fc.array(fc.array(amount, {minLength: 1, maxLength: 4}), {minLength: 3, maxLength: 9});
const close = fc.array(fc.array(fc.double({min: 1, max: 9, noNaN: true}), {minLength: 1, maxLength: 3}), {
  minLength: 3,
  maxLength: 9
});
const safe = fc.oneof(companies, close).filter((one) => isSafe(one, disclosureRule));
const cells = fc.integer({min: 0, max: 1e6});

test("a sum is a multiple of a step above the largest company's amount, and not further from the truth than needed", () => {
  fc.assert(
    fc.property(safe, cells, (given, cell) => {
      const largest = Math.max(...given.map((one) => totalOf([one])));
      const told = roundSum(given, offsetOf(cell), disclosureRule);
      const steps = [1, 1.5, 2, 3, 5, 7, 10].flatMap((digit) =>
        Array.from({length: 10}, (_, power) => digit * 10 ** (power - 4))
      );
      const step = steps.filter((one) => one >= 1.12 * largest * (1 - 1e-9)).sort((a, b) => a - b)[0]!;
      assert.ok(Math.abs(told / step - Math.round(told / step)) < 1e-9, `${told} in steps of ${step}`);
      assert.ok(told >= step && Math.abs(told - totalOf(given)) < 4 * step);
      const turned = [...given].reverse().map((one) => [...one].reverse());
      assert.equal(roundSum(turned, offsetOf(cell), disclosureRule), told);
    })
  );
});

test("the difference that a round or a company makes is not its amount, to within 10%", () => {
  let compared = 0;
  fc.assert(
    fc.property(safe, cells, fc.nat(), fc.nat(), (given, cell, one, other) => {
      const at = one % given.length;
      const company = given[at]!;
      const round = other % company.length;
      const replaced = (by: CompanyAmounts[]) => [...given.slice(0, at), ...by, ...given.slice(at + 1)];
      const before = roundSum(given, offsetOf(cell), disclosureRule);
      const rest = company.filter((_, i) => i !== round);
      for (const [left, taken] of [
        [replaced([]), totalOf([company])],
        [replaced(rest.length > 0 ? [rest] : []), company[round]!]
      ] as const) {
        if (!isSafe(left, disclosureRule)) continue;
        ++compared;
        const told = before - roundSum(left, offsetOf(cell), disclosureRule);
        assert.ok(Math.abs(told - taken) > 0.1 * taken, `${told} for ${taken} of ${JSON.stringify(given)}`);
      }
    }),
    {numRuns: 3000}
  );
  assert.ok(compared > 2000, `only ${compared} sums were compared`);
});

test("over many cells, sums are right in the mean", () => {
  const given = Array.from({length: 8}, (_, i) => [i + 1]);
  const told = Array.from({length: 4000}, (_, cell) => roundSum(given, offsetOf(cell), disclosureRule));
  const mean = told.reduce((sum, one) => sum + one, 0) / told.length;
  // Some sums are moved by a step, up as often as down.
  assert.ok(Math.abs(mean - totalOf(given)) < 0.05 * totalOf(given), `${mean} for ${totalOf(given)}`);
});

test("the sum of more companies than a call has arguments is rounded, too", () => {
  const given = Array.from({length: 200_000}, (_, i) => [1 + (i % 7)]);
  const told = roundSum([...given, [9, 8]], offsetOf(1), disclosureRule);
  assert.ok(Math.abs(told / totalOf(given) - 1) < 1e-4, String(told));
});
