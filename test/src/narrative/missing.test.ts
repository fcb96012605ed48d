import assert from "node:assert/strict";
import {test} from "node:test";
import type {Snapshot} from "../../../src/indicators/snapshot.ts";
import {claimText} from "../../../src/narrative/claim-text.ts";
import {claimsFor, writtenClaims} from "../../../src/narrative/claims.ts";
import {ask, createView, MissingValue} from "../../../src/narrative/claims/view.ts";
import {compareViews} from "../../../src/narrative/flips.ts";
import {referencesOf} from "../../../src/narrative/references.ts";
import {resolveValue} from "../../../src/narrative/values.ts";
import {judge} from "../../../src/narrative/verdicts.ts";
import {describeSnapshot, triedClaims} from "../../../src/scenario/robustness.ts";
import {published, publishedSnapshot, withValues, withWithheld, years} from "./fixture.ts";

const unknown = {count: null, share: null, share38: null, rca: null, low: null, high: null, rank: null};
const known = publishedSnapshot();
/** Funding of a technology that the report counts as none, and of one that it counts among the largest. */
const withheld = withWithheld(known, ["regenerative-medicine", "quantum-computing"], ["semiconductors"]);
const undisclosed = withValues(known, "drones", "deals", {...unknown, missing: "undisclosed"});
const few: Snapshot = {...known, totals: {...known.totals, patents: {...known.totals.patents, few: true}}};
/** As in a build without patents: nothing is counted anywhere, which leaves too few documents, too. */
const absent: Snapshot = {
  ...known,
  totals: {...known.totals, patents: {count: 0, technologies: 0, few: true, partial: false, held: false}}
};
/** As where deals disclose no amount: technologies without a deal have none, and 0/0 is neither a share nor an RCA. */
const nothingCounted: Snapshot = {
  ...known.technologies.reduce(
    (snapshot, {slug}) => withValues(snapshot, slug, "deals", {...unknown, count: 0, documents: 0, expected: 0}),
    known
  ),
  totals: {...known.totals, deals: {...known.totals.deals, count: 0, technologies: 0}}
};

const verdictOf = (id: string, snapshot: Snapshot) =>
  judge(
    writtenClaims.find((claim) => claim.id === id)!,
    {snapshot, published, alternatives: []}
  );

test("claims that read what the rule left out are open unless what is published decides; others judge as before", () => {
  const expected = {
    // Reads each of the four; the third is withheld, and the others have none.
    "four-without-funding": "open",
    "funding-orphans": "open",
    "three-with-very-little-funding": "open",
    "funding-diverges": "open",
    "funding-four-clear-leaders": "open",
    "digital-lower-capital": "open",
    // An RCA compares totals, of which deals are left out.
    "semiconductors-funded": "open",
    "microelectronics-not-commercialised": "open",
    "zeros-that-say-little": "open",
    "activity-concentrated-in-health": "open",
    // Six others have none.
    "seven-without-funding": "holds",
    // Three of them are not among the four.
    "no-others-without-funding": "fails",
    "unfunded-despite-strong-portfolios": "fails",
    "biotech-some-startup-activity": "holds"
  } as const;
  for (const [id, verdict] of Object.entries(expected)) {
    const {verdict: found, reason, because} = verdictOf(id, withheld);
    if (verdict === "open") {
      assert.equal(found, "open", id);
      assert.ok(["withheld", "partly", "totals"].includes(because.kind), because.kind);
      assert.match(reason, /not published, or only in part, to protect single companies\.$/);
    } else assert.deepEqual([found, verdictOf(id, known).verdict], [verdict, verdict], id);
  }
});

test("no claim is true or false because of a value that it cannot read", () => {
  for (const [snapshot, kind] of [
    [withheld, /^(withheld|partly|totals)$/],
    [undisclosed, /^undisclosed$/],
    [few, /^few$/],
    [absent, /^absent$/]
  ] as const) {
    let open = 0;
    const [before, after] = [createView(known, published), createView(snapshot, published)];
    for (const claim of claimsFor("BE2", published, years)) {
      const [was, is] = [ask(claim, before), ask(claim, after)];
      if (is.missing === null) assert.equal(is.truth, was.truth, `${claim.id}, ${String(kind)}`);
      else {
        assert.equal(is.truth, null, claim.id);
        assert.match(is.missing, kind, claim.id);
        ++open;
      }
    }
    assert.ok(open > 2, `${open} open claims, ${String(kind)}`);
  }
});

test("a claim that reads an RCA or a share which does not exist is open, and says so", () => {
  const expected = {
    "semiconductors-funded": "open",
    "three-with-very-little-funding": "open",
    "digital-funding-gap": "open",
    // A group's RCA.
    "digital-lower-capital": "open",
    // Its share.
    "funding-concentrated": "open",
    // Reads counts alone, which are zero.
    "four-without-funding": "holds",
    "no-others-without-funding": "fails"
  } as const;
  for (const [id, verdict] of Object.entries(expected)) {
    const {verdict: found, reason, because} = verdictOf(id, nothingCounted);
    assert.equal(found, verdict, id);
    assert.equal(because.kind === "no-value", verdict === "open", id);
    if (verdict === "open") assert.equal(reason, "A value that this claim needs does not exist for this region.", id);
  }
  const view = createView(nothingCounted, published);
  for (const read of [
    () => view.rca("deals", "drones"),
    () => view.share38("deals", "drones"),
    () => view.limits("deals", "drones"),
    () => view.values("deals", "drones").share,
    () => view.groupRca("deals", "digital-and-ai")
  ])
    assert.throws(read, (error) => error instanceof MissingValue && error.missing === "no-value");
  assert.deepEqual(
    [view.count("deals", "drones"), view.values("deals", "drones").high, view.values("deals", "drones").rank],
    [0, null, null]
  );
  // The condition of a page may be decided by other values.
  assert.equal(view.value("deals.rca drones"), null);
  assert.equal(view.value("deals.share drones"), null);
});

test("a claim without an answer has not flipped, and a specification without one tells nothing", () => {
  const claims = triedClaims(claimsFor("BE2", published, years));
  const {flips, numbers} = compareViews(claims, published, known, withheld);
  assert.deepEqual([flips, numbers], [[], []]);
  const {claims: letters, ranks, values} = describeSnapshot(withheld, claims, published);
  assert.equal(letters[claims.findIndex(({id}) => id === "four-without-funding")], "-");
  const at = known.technologies.findIndex(({slug}) => slug === "quantum-computing");
  assert.deepEqual([ranks.deals[at], values.deals[at]], [null, null]);
});

test("numbers over technologies of which one is unknown are unknown; totals are those of what is published", () => {
  const read = (reference: string, snapshot: Snapshot) => {
    const {value, text, missing} = resolveValue(reference, {snapshot, published});
    return {value, text, missing};
  };
  for (const reference of [
    "deals.count quantum-computing",
    "deals.documents quantum-computing",
    "deals.rank quantum-computing",
    "deals.high quantum-computing",
    "deals.rca digital-and-ai",
    "deals.above health-and-biotech",
    "deals.share38 digital-and-ai",
    "deals.zero",
    "deals.above",
    "deals.untold",
    "deals.top4share38",
    "deals.rca semiconductors",
    "deals.share drones",
    "deals.expected drones",
    "deals.density drones",
    "deals.rca energy-and-climate",
    "composite drones"
  ]) {
    const {value, text, missing} = read(reference, withheld);
    assert.equal(value, null, reference);
    assert.match(String(missing), /^(withheld|partly|totals)$/, reference);
    assert.match(text, /published, to protect single companies$/, reference);
  }
  for (const reference of [
    "deals.count semiconductors",
    "deals.documents semiconductors",
    "deals.total",
    "deals.total38"
  ])
    assert.equal(read(reference, withheld).text, `${read(reference, known).text} (partly published)`, reference);
  for (const reference of ["deals.rca semiconductors", "deals.share semiconductors", "deals.expected semiconductors"])
    assert.equal(read(reference, withheld).text, "shares not published, to protect single companies", reference);
  for (const reference of ["deals.count drones", "deals.documents drones", "patents.above"])
    assert.deepEqual(read(reference, withheld), read(reference, known), reference);
  assert.match(resolveValue("deals.total", {snapshot: withheld, published}).how, /the true sum may be larger\.$/);
  assert.doesNotMatch(resolveValue("deals.total", {snapshot: known, published}).how, /larger/);
  assert.equal(read("deals.count drones", undisclosed).text, "amount not disclosed");
  assert.equal(read("deals.documents drones", undisclosed).value, read("deals.documents drones", known).value);
});

test("a region with too few patents has no rank, no quadrants and open claims on patents, but its counts", () => {
  const read = (reference: string) => resolveValue(reference, {snapshot: few, published});
  for (const reference of ["patents.rank drones", "quadrant.number optimal"])
    assert.equal(read(reference).missing, reference.startsWith("patents") ? null : "few", reference);
  assert.equal(read("quadrant.number optimal").text, "too few to tell");
  assert.equal(read("patents.rca drones").text, resolveValue("patents.rca drones", {snapshot: known, published}).text);
  assert.equal(verdictOf("patents-mrna-leads", few).verdict, "open");
  assert.match(verdictOf("patents-mrna-leads", few).reason, /too few documents/);
  assert.equal(verdictOf("semiconductors-funded", few).verdict, verdictOf("semiconductors-funded", known).verdict);
});

test("no reference to a dataset that the build lacks has a value, and claims on it are open", () => {
  for (const reference of referencesOf(known.technologies)) {
    const was = resolveValue(reference, {snapshot: known, published});
    const {value, missing, text} = resolveValue(reference, {snapshot: absent, published});
    if (reference.startsWith("patents."))
      assert.deepEqual([value, missing, text], [null, "absent", "no data on this site"], reference);
    else if (reference.startsWith("quadrant.")) assert.deepEqual([value, missing], [null, "absent"], reference);
    else assert.deepEqual([value, missing, text], [was.value, was.missing, was.text], reference);
  }
  const {verdict, reason} = verdictOf("patents-mrna-leads", absent);
  assert.deepEqual([verdict, reason], ["open", "This site has no records of a kind that this claim needs."]);
});

test("a view refuses a missing value instead of giving a number", () => {
  const view = createView(withheld, published);
  for (const read of [
    () => view.rca("deals", "quantum-computing"),
    () => view.count("deals", "quantum-computing"),
    () => view.share38("deals", "quantum-computing"),
    () => view.limits("deals", "quantum-computing"),
    () => view.values("deals", "quantum-computing").rca,
    () => view.groupRca("deals", "digital-and-ai")
  ])
    assert.throws(read, MissingValue);
  for (const read of [
    () => view.count("deals", "semiconductors"),
    () => view.values("deals", "semiconductors").documents,
    () => view.value("deals.total"),
    () => view.value("deals.count semiconductors"),
    () => view.expected("deals", "drones"),
    () => view.density("drones", "deals"),
    () => view.none("deals", "quantum-computing")
  ])
    assert.throws(read, MissingValue);
  // A card and a view agree on why a value is missing.
  for (const slug of ["quantum-computing", "semiconductors", "drones"])
    for (const name of ["count", "documents", "rca", "share38", "expected", "density", "rank"] as const) {
      const {missing, partial} = resolveValue(`deals.${name} ${slug}`, {snapshot: withheld, published});
      // A card shows a complete count, but it is rounded, so that nothing can be judged by it.
      const rounded = slug === "drones" && (name === "count" || name === "documents");
      const shown = partial ? "partly" : rounded ? "totals" : missing;
      for (const read of [() => view.values("deals", slug)[name], () => view.value(`deals.${name} ${slug}`)])
        if (shown === null) assert.ok(Number(read()) >= 0, `${name} ${slug}`);
        else assert.throws(read, {missing: shown}, `${name} ${slug}`);
    }
  assert.equal(view.none("deals", "semiconductors"), false);
  const none = createView(withValues(withheld, "drones", "deals", {count: 0, documents: 0}), published);
  assert.deepEqual([none.count("deals", "drones"), none.value("deals.documents drones")], [0, 0]);
  // The sentence of a claim can be written all the same.
  for (const claim of claimsFor("BE2", published, years))
    assert.ok(claimText(claim, {snapshot: withheld, published}).length > 0, claim.id);
});
