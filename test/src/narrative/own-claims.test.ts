// Claims of a report of one's own: a condition and its words, without code.
import assert from "node:assert/strict";
import {test} from "node:test";
import {claimText, factsText} from "../../../src/narrative/claim-text.ts";
import {statement} from "../../../src/narrative/claims/claim.ts";
import {claimsOfPage, judgeableClaims} from "../../../src/narrative/claims/claim-mark.ts";
import type {OwnClaim} from "../../../src/narrative/published.ts";
import {isTrue, parseCondition} from "../../../src/narrative/claims/condition.ts";
import {makeOwnClaims} from "../../../src/narrative/claims/own.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import {isTestable} from "../../../src/narrative/claims.ts";
import {judge} from "../../../src/narrative/verdicts.ts";
import {published, publishedSnapshot, withValues, years} from "./fixture.ts";

const changed = [
  ["photonics", "patents", {rca: 1.5, low: 0.9, high: 2, count: 12}],
  ["drones", "patents", {rca: 0.5, low: 0.4, high: 0.6, count: 9}],
  ["drones", "deals", {share38: 0.05, count: 0}]
] as const;
const snapshot = changed.reduce(
  (before, [slug, dataset, values]) => withValues(before, slug, dataset, values),
  publishedSnapshot()
);
const view = createView(snapshot, published);
const truth = (text: string) => isTrue(parseCondition(text), view);

test("comparisons with numbers, shares, quadrants and other references", () => {
  const quadrant = view.quadrant("photonics")!;
  const other = quadrant === "optimal" ? "cautious" : "optimal";
  const expected: Record<string, boolean> = {
    "patents.rca photonics > 1": true,
    "patents.rca photonics > 1.5": false,
    "patents.rca photonics >= 1.5": true,
    "patents.rca photonics<2": true,
    "1 > patents.rca drones": true,
    "patents.count photonics > patents.count drones": true,
    "deals.share38 drones = 5%": true,
    "deals.share38 drones > 5 %": false,
    "deals.count drones = 0": true,
    "deals.count drones != 0": false,
    [`quadrant photonics = ${quadrant}`]: true,
    [`quadrant photonics = ${other}`]: false,
    "technologies = 38": true,
    "group.size digital-and-ai > 3": true
  };
  for (const [text, value] of Object.entries(expected)) assert.equal(truth(text), value, text);
});

test("and binds more closely than or, and a missing value decides nothing that others decide", () => {
  const [yes, no] = ["patents.rca photonics > 1", "patents.rca drones > 1"];
  assert.equal(truth(`${yes} or ${no} and ${no}`), true);
  assert.equal(truth(`${no} and ${no} or ${yes}`), true);
  assert.equal(truth(`${no} or ${yes} and ${no}`), false);
  const gap = createView(withValues(snapshot, "photonics", "patents", {density: null}), published);
  const missing = "patents.density photonics > 10";
  for (const [text, value] of [
    [missing, null],
    [`${missing} and ${yes}`, null],
    [`${missing} and ${no}`, false],
    [`${missing} or ${yes}`, true],
    [`${missing} or ${no}`, null]
  ] as const)
    assert.equal(isTrue(parseCondition(text), gap), value, text);
});

test("what cannot be read is refused, with the nearest name", () => {
  assert.throws(() => parseCondition("patents.rca photonics"), /no comparison: "patents\.rca photonics"/);
  assert.throws(() => parseCondition("patents.rca photonics > 1 and"), /RangeError/);
  assert.throws(() => parseCondition("1 > 2 > 3"), /no comparison/);
  assert.throws(() => parseCondition("1 < 2"), /no live value/);
  assert.throws(() => parseCondition("patents.rcca photonics > 1"), /the nearest is patents\.rca photonics/);
  assert.throws(() => truth("patents.rca photonic > 1"), /the nearest is patents\.rca photonics/);
  assert.throws(() => truth("quadrant photonics > 1"), /cannot be compared/);
  assert.throws(() => parseCondition("quadrant photonics = optimum"), /unknown quadrant: optimum; there are optimal, /);
  assert.throws(
    () => parseCondition("patents.rca x > 1", snapshot.technologies),
    /unknown reference: patents\.rca x; /
  );
  assert.throws(
    () => makeOwnClaims([{id: "ours", section: "1", says: "It is.", holds: "patents.rcca photonics > 1"}]),
    /claim ours: unknown reference: patents\.rcca photonics/
  );
});

test("such a claim is judged and said as any other", () => {
  const [own] = makeOwnClaims([
    {id: "ours", section: "3.1", says: "{region} has {patents.count photonics}.", holds: "patents.rca photonics > 1"}
  ]);
  const written = statement("theirs", "3.1", {
    references: ["patents.rca photonics"],
    technologies: ["photonics"],
    predicate: (one) => one.rca("patents", "photonics") > 1
  });
  const words = {...written, sentence: own!.sentence!};
  const context = {snapshot, published, alternatives: [{id: "other", snapshot: publishedSnapshot()}]};
  assert.deepEqual(judge(own!, context), judge(words, context));
  // Its interval of 0.9 to 2 holds 1.
  assert.equal(judge(own!, context).verdict, "fragile");
  assert.equal(claimText(own!, context), "Flanders has 12.");
  assert.equal(factsText(own!, {}, context), "patents.rca photonics: 1.50.");
  assert.deepEqual(own!.technologies, ["photonics"]);
  assert.ok(isTestable(own!, years) && !isTestable(own!, {deals: years.deals!}));
});

/** The claims of a page as JSON of what matters. */
const read = (text: string, title = "The page") => claimsOfPage({text, title}, "Sweden");

test("a claim judges the sentence before it, under the heading above it", () => {
  const page = [
    "An introduction. {{claim first: patents.above > 5}}",
    "",
    "## Where {{region}} is strong {#strong}",
    "",
    "Heat is not. **{{name photonics}}** grows by 2.5 to {{patents.count photonics}} patents,",
    "as [a page](./x) says. {{claim  second:  patents.rca photonics > 1  and",
    "patents.count photonics > 2}} {{claim third: patents.rca photonics > 1}} Twice. {{claim fourth: technologies = 38}}",
    "",
    "- {{claim nothing: technologies = 38}}",
    "",
    "```",
    "In code. {{claim fifth: technologies = 38}}",
    "```",
    "<!-- Out. {{claim sixth: technologies = 38}} --> `{{claim seventh: technologies = 38}}`"
  ].join("\r\n");
  assert.deepEqual(read(page), [
    {id: "first", section: "The page", says: "An introduction.", holds: "patents.above > 5"},
    {id: "third", section: "Where Sweden is strong", says: "", holds: "patents.rca photonics > 1"},
    {id: "fourth", section: "Where Sweden is strong", says: "Twice.", holds: "technologies = 38"},
    {id: "nothing", section: "Where Sweden is strong", says: "", holds: "technologies = 38"}
  ]);
  const [second] = read(
    "Heat is not. **{{name photonics}}** grows by 2.5 to\n{{patents.count photonics}} patents, as [a page](./x) says. {{claim second: patents.rca photonics > 1}}"
  );
  assert.equal(second!.says, "{name photonics} grows by 2.5 to {patents.count photonics} patents, as a page says.");
});

test("its sentence says names, lists and values; a mark that no sentence can say becomes dots", () => {
  const text =
    "{{name photonics}} and {{top 1 patents.rca}}, {{top-number 1 patents.rca}}: {{patents.rca photonics}}, {{byline}}. {{claim ours: technologies = 38}}";
  const [claim] = makeOwnClaims(judgeableClaims(read(text), snapshot.technologies));
  const said = claimText(claim!, {snapshot, published});
  assert.match(said, /^Photonics and [A-Za-z][^{}]* \([\d.]+\), one: 1\.50, …\.$/);
  // The page tells of each of these at its mark.
  for (const mark of [
    "name phtonics",
    "name",
    "top 99 patents.rca",
    "top-number 5 shares",
    "top 3 patents.rca x",
    "topp"
  ]) {
    const [wrong] = judgeableClaims(
      read(`It is {{${mark}}}. {{claim ours: technologies = 38}}`),
      snapshot.technologies
    );
    assert.equal(wrong!.says, "It is ….", mark);
  }
});

test("of claims that cannot be judged none is, and a name that is taken or repeated is judged at most once", () => {
  const one = (id: string, holds = "technologies = 38", says = "It is."): OwnClaim => ({id, section: "S", says, holds});
  const judged = (claims: OwnClaim[], taken: string[] = []) =>
    makeOwnClaims(judgeableClaims(claims, snapshot.technologies, new Set(taken))).map(({id}) => id);
  assert.deepEqual(judged([one("a"), one("b", "patents.rca x > 1"), one("c", "1 < 2"), one("D d"), one("e")]), [
    "a",
    "e"
  ]);
  assert.deepEqual(judged([one("a", "technologies = 38", "")]), []);
  assert.deepEqual(judged([one("a"), one("b")], ["a"]), ["b"]);
  const [first, ...others] = judgeableClaims([one("a"), one("a", "technologies > 1")], snapshot.technologies);
  assert.deepEqual([first!.repeated, first!.holds, others], [true, "technologies = 38", []]);
});
