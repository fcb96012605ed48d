import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {quadrantLines, quadrants} from "../../../src/indicators/quadrants.ts";
import type {LensValues, Snapshot} from "../../../src/indicators/snapshot.ts";
import {poissonInterval} from "../../../src/indicators/uncertainty.ts";
import {textParts} from "../../../src/narrative/region-text/sentence.ts";
import {writeRegionText} from "../../../src/narrative/region-text/region-text.ts";
import {plainText} from "../../../src/prerender/region-text-html.ts";
import {type Dataset, datasets, type Lens, lenses} from "../../../src/terms/lenses.ts";
import {claimWords} from "../../../src/words/en/claims.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import {regionTextWords} from "../../../src/words/en/region-text.ts";
import {isPlural, technologyInText} from "../../../src/words/en/technologies.ts";
import {RegionTextOracle} from "../../support/region-text-oracle.ts";
import {published, publishedSnapshot, technologies, withValues} from "./fixture.ts";

const base = publishedSnapshot();

/** The sentences of a text, with their parts, kinds and verdicts. */
function read(snapshot: Snapshot, alternatives: {id: string; snapshot: Snapshot}[] = []) {
  const text = writeRegionText(snapshot, {published, alternatives});
  assert.deepEqual(Object.keys(text), [...textParts]);
  const inputs = {text, snapshot, published, ownRegion: "Flanders", words: regionTextWords, narrativeWords, claimWords};
  return Object.entries(text).flatMap(([part, sentences]) =>
    sentences.map((one) => ({
      part,
      kind: one.sentence.kind,
      id: one.id,
      verdict: one.judgement?.verdict,
      english: plainText(one, inputs)
    }))
  );
}

/** A lens of which each technology has so many documents, and Europe's share would give so many. */
function lensValues(lens: Dataset, documents: number, expected: number): Omit<LensValues, "share38" | "share"> {
  // Some deals do not disclose their amount.
  if (lens === "deals" && documents % 7 === 3)
    return {
      ...{count: null, documents, benchmark_share: 0.01, expected, rca: null, low: null, high: null},
      ...{density: 0, rank: null, ranked: 299, missing: "undisclosed"}
    };
  const limits = poissonInterval(documents);
  const count = documents * (lens === "deals" ? 7.3 : 1);
  const rca = count / expected;
  const high = documents === 0 ? (lens === "deals" ? null : limits.high / expected) : (limits.high * rca) / documents;
  return {
    count,
    documents,
    benchmark_share: 0.01,
    expected,
    rca,
    low: documents === 0 ? 0 : (limits.low * rca) / documents,
    high,
    density: 0,
    rank: 1,
    ranked: 299,
    missing: null
  };
}

interface Plan {
  documents: number[];
  expected: number[];
  density: number[];
  complexity: number[];
}

function snapshotOf(plans: Record<Lens, Plan>, code: string): Snapshot {
  const {complexity} = plans.patents;
  const points = technologies.map((_, i) => ({
    relatedness: plans.patents.density[i]!,
    complexity: complexity[i]!
  }));
  const placed = quadrants(points);
  const planOf = (dataset: Dataset) => plans[dataset === "publications_earlier" ? "publications" : dataset];
  const totals = {} as Snapshot["totals"];
  for (const dataset of datasets) {
    const {documents, expected} = planOf(dataset);
    const sum = documents.reduce((all, one, i) => all + (lensValues(dataset, one, expected[i]!).count ?? 0), 0);
    const few = documents.reduce((all, one) => all + one, 0) < documents.length;
    totals[dataset] = {count: 2 * sum, technologies: sum, few, partial: false, held: true};
  }
  return {
    ...base,
    region: {code, name: "Somewhere"},
    technologies: base.technologies.map((technology, i) => ({
      ...technology,
      complexity: complexity[i]!,
      quadrant: totals.patents.few ? null : placed[i]!,
      lenses: Object.fromEntries(
        datasets.map((dataset) => {
          const {documents, expected, density} = planOf(dataset);
          const values = lensValues(dataset, documents[i]!, expected[i]!);
          const sum = totals[dataset].technologies;
          const rank = values.missing === null && !totals[dataset].few ? 1 + (documents[i]! % 299) : null;
          return [
            dataset,
            {
              ...values,
              rank,
              density: density[i]!,
              share: values.missing === null ? 0 : null,
              share38: values.count === null ? null : sum === 0 ? 0 : values.count / sum
            }
          ];
        })
      ) as Record<Dataset, LensValues>
    })),
    totals,
    lines: quadrantLines(points)
  };
}

const list = (one: fc.Arbitrary<number>) =>
  fc.array(one, {minLength: technologies.length, maxLength: technologies.length});
/** Few values, so that ties are common; and small, middle and large regions. */
const plan = (scale: number): fc.Arbitrary<Plan> =>
  fc.record({
    documents: list(
      fc.oneof(
        fc.constantFrom(0, 0, 1, 2, 5).map((n) => n * scale),
        fc.nat(40 * scale)
      )
    ),
    expected: list(
      fc.oneof(fc.constantFrom(0.5, 1, 8, 20), fc.double({min: 0.1, max: 40, noNaN: true})).map((n) => n * scale)
    ),
    density: list(fc.oneof(fc.constantFrom(10, 50, 50, 90), fc.double({min: 0, max: 100, noNaN: true}))),
    complexity: list(fc.oneof(fc.constantFrom(40, 60, 76), fc.double({min: 0, max: 100, noNaN: true})))
  });
const region = fc
  .tuple(fc.constantFrom(0, 1, 10, 100), fc.constantFrom(0, 1, 10), fc.constantFrom(0, 1, 3))
  .chain(([patents, publications, deals]) =>
    fc.record({patents: plan(patents), publications: plan(publications), deals: plan(deals)})
  )
  .map((plans) => {
    // Nothing is expected of a lens without documents; RCA is then 0.
    for (const one of lenses) plans[one].expected = plans[one].expected.map((n) => n || 1e-6);
    return snapshotOf(plans, "DE21");
  });

test("the text of any region is true and grammatical", () => {
  fc.assert(
    fc.property(region, region, (snapshot, other) => {
      const oracle = new RegionTextOracle(snapshot);
      const sentences = read(snapshot, [{id: "fractional", snapshot: other}]);
      for (const {english, verdict, part} of sentences) {
        oracle.check(english);
        assert.ok(verdict !== "open" && verdict !== "fails", `${verdict}: ${english}`);
        assert.ok(
          part === "summary" || sentences.filter((one) => one.part === part && one.english === english).length === 1
        );
      }
    }),
    {numRuns: 100}
  );
});

test("a statement has one verdict, and the conclusion counts it once", () => {
  fc.assert(
    fc.property(region, region, (snapshot, other) => {
      const sentences = read(snapshot, [{id: "fractional", snapshot: other}]);
      const verdicts = new Map<string, string>();
      const byWords = new Map<string, string | null>();
      for (const {id, english, verdict} of sentences) {
        if (byWords.has(english)) assert.equal(id, byWords.get(english), `two statements: ${english}`);
        byWords.set(english, id);
        if (id === null) continue;
        assert.equal(verdicts.get(id) ?? verdict, verdict, english);
        verdicts.set(id, verdict!);
      }
      const counted = sentences.find(({kind}) => kind === "verdicts")?.english;
      assert.equal(counted === undefined, verdicts.size === 0);
      if (counted === undefined || verdicts.size < 11) return;
      assert.ok(counted.includes(`the text makes ${verdicts.size} statements`), counted);
    }),
    {numRuns: 60}
  );
});

test("every clear strength has its place on the map", () => {
  fc.assert(
    fc.property(region, (snapshot) => {
      if (snapshot.totals.patents.few) return;
      const placed = read(snapshot).filter(({part}) => part === "graph-patents");
      for (const slug of new RegionTextOracle(snapshot).clear("patents", "above")) {
        const name = technologyInText(technologies.find((one) => one.slug === slug)!);
        const found = placed.filter(
          ({english}) => / clearly above /.test(english) && english.toLowerCase().includes(`${name.toLowerCase()} (`)
        );
        assert.equal(found.length, 1, `${slug}: ${placed.map(({english}) => english).join(" ")}`);
        const {quadrant} = snapshot.technologies.find((one) => one.slug === slug)!;
        if (quadrant === "cautious") assert.match(found[0]!.english, /^The map advises caution in .+ although /);
        if (quadrant === "incremental") assert.match(found[0]!.english, / but less complex/);
      }
    }),
    {numRuns: 60}
  );
});

/** Poisson counts with some means, from a fixed seed (Knuth's product of uniform numbers). */
function drawn(means: readonly number[], seed: number): number[] {
  let state = seed;
  const uniform = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  return means.map((mean) => {
    let count = 0;
    for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) ++count;
    return count;
  });
}

test("in a region that is like Europe, the text finds hardly ever a strength or weakness", () => {
  const expected = technologies.map((_, i) => 1 + (i % 12));
  const rest = {density: technologies.map((_, i) => i), complexity: technologies.map((_, i) => i)};
  const none: Plan = {...rest, documents: technologies.map(() => 0), expected: technologies.map(() => 1e-6)};
  const regions = Array.from({length: 200}, (_, i) => {
    const patents: Plan = {...rest, documents: drawn(expected, 1 + 7919 * i), expected};
    return read(snapshotOf({patents, publications: none, deals: none}, "DE21"));
  });
  const asserts = regions.filter((found) =>
    found.some(({kind}) => ["above", "above-all", "below", "below-all", "profile", "absent"].includes(kind))
  );
  const byChance = regions.filter((found) => found.some(({kind}) => kind === "within-chance"));
  assert.ok(asserts.length <= 10, `${asserts.length} of 200: more than a rate of 5 % allows`);
  assert.ok(byChance.length > 50, `${byChance.length} of 200 have differences that a single interval calls clear`);
});

test("what is unknown is left out of the text", () => {
  const gaps = fc.array(
    fc.record({
      technology: fc.nat(technologies.length - 1),
      lens: fc.constantFrom(...lenses),
      field: fc.constantFrom("rca", "low", "high", "count", "documents", "expected", "rank", "density" as const),
      value: fc.constantFrom(null, Number.NaN, undefined)
    }),
    {minLength: 1, maxLength: 200}
  );
  fc.assert(
    fc.property(region, gaps, (snapshot, missing) => {
      let with_ = snapshot;
      for (const {technology, lens, field, value} of missing)
        with_ = withValues(with_, technologies[technology]!.slug, lens, {[field]: value as unknown as number});
      for (const {kind, english} of read(with_))
        assert.doesNotMatch(english, /NaN|null|undefined|no value|Infinity|\(\)/, `${kind}: ${english}`);
    }),
    {numRuns: 60}
  );
});

test("a region without any record has a text that says so", () => {
  const nothing = {documents: technologies.map(() => 0), expected: technologies.map(() => 1e-6)};
  const none: Plan = {...nothing, density: technologies.map(() => 0), complexity: technologies.map((_, i) => i)};
  const found = read(snapshotOf({patents: none, publications: none, deals: none}, "FI20"));
  assert.equal(
    found[0]!.english,
    "Somewhere, in Finland, has no patents in the 38 technologies, so the data cannot tell where it leads."
  );
  assert.ok(
    found.some(({english}) => english === "The data hold no start-up funding for this region in these technologies.")
  );
  assert.ok(found.every(({kind}) => kind !== "quadrants" && kind !== "best-ranks"));
  assert.ok(
    found.every(({english}) => !/too few/.test(english)),
    "there is nothing that could be too few"
  );
});

test("the text says how many technologies keep their quadrant, and which choice moves most", () => {
  const swapped = (slugs: readonly string[]): Snapshot => ({
    ...base,
    technologies: base.technologies.map((one) =>
      slugs.includes(one.slug) ? {...one, quadrant: one.quadrant === "optimal" ? "cautious" : "optimal"} : one
    )
  });
  const sentences = read(base, [
    {id: "jaccard", snapshot: swapped(["drones", "photonics"])},
    {id: "diagonal", snapshot: swapped(["drones"])}
  ]);
  assert.equal(
    sentences.find(({kind}) => kind === "moves")!.english,
    "Thirty-six of the 38 technologies stay in their quadrant under both other choices of method; with the Jaccard index as the measure of relatedness, two move to another."
  );
});

test("a statement that another choice makes false is fragile", () => {
  const leader = [...base.technologies].sort((a, b) => b.lenses.patents.rca! - a.lenses.patents.rca!)[0]!.slug;
  const other = withValues(base, leader, "patents", {rca: 0.9});
  // The summary repeats the statement of the section, with its verdict.
  const verdicts = (snapshot: Snapshot) =>
    read(base, [{id: "jaccard", snapshot}]).flatMap((one) =>
      one.id === "patents-above" ? [one.part, one.verdict] : []
    );
  assert.deepEqual(verdicts(base), ["summary", "holds", "patents", "holds"]);
  assert.deepEqual(verdicts(other), ["summary", "fragile", "patents", "fragile"]);
});

test("names within a sentence", () => {
  const of = (slug: string) => technologies.find((one) => one.slug === slug)!;
  assert.equal(technologyInText(of("mrna-technology")), "mRNA technology");
  assert.equal(technologyInText(of("internet-of-things")), "the internet of things");
  assert.equal(technologyInText({slug: "x", name: "High-Speed AI & Chips (HSAC)"}), "high-speed AI and chips");
  assert.deepEqual(
    ["Glass", "Robotics", "Lasers", "Apparatus"].map((name) => isPlural({slug: "x", name})),
    [false, false, true, false]
  );
});
