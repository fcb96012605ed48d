import assert from "node:assert/strict";
import {test} from "node:test";
import {alternatives} from "../../../src/narrative/alternatives.ts";
import {claimText, computedText, factsText, publishedText} from "../../../src/narrative/claim-text.ts";
import {claimWords} from "../../../src/words/en/claims.ts";
import {claimsFor, isTestable, makeClaims, writtenClaims} from "../../../src/narrative/claims.ts";
import {sections} from "../../../src/narrative/claims/claim.ts";
import {createView, type View} from "../../../src/narrative/claims/view.ts";
import {type Dataset, datasets, type HeldYears} from "../../../src/terms/lenses.ts";
import {referencesOf} from "../../../src/narrative/references.ts";
import {judge, reasonText} from "../../../src/narrative/verdicts.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import {choicesFor} from "../../../src/scenario/specifications.ts";
import {base} from "../scenario/fixture.ts";
import {published, publishedSnapshot, withValues, years} from "./fixture.ts";

const snapshot = publishedSnapshot();
const claims = makeClaims(published);
const context = {snapshot, published, alternatives: []};
const byId = new Map(claims.map((claim) => [claim.id, claim]));
const verdict = (id: string, of: Partial<Parameters<typeof judge>[1]> = {}) =>
  judge(byId.get(id)!, {...context, ...of});

test("claims have their own ids, known sections, technologies and references", () => {
  assert.ok(claims.length >= 200, String(claims.length));
  assert.equal(byId.size, claims.length);
  const [references, slugs] = [
    new Set(referencesOf(snapshot.technologies)),
    new Set(snapshot.technologies.map(({slug}) => slug))
  ];
  for (const claim of claims) {
    assert.match(claim.id, /^[a-z0-9.-]+$/);
    assert.ok((sections as readonly string[]).includes(claim.section), claim.id);
    for (const reference of claim.references) assert.ok(references.has(reference), `${claim.id}: ${reference}`);
    for (const technology of claim.technologies) assert.ok(slugs.has(technology), `${claim.id}: ${technology}`);
  }
});

test("a claim belongs to every technology that its sentence names", () => {
  const missing = claims.flatMap((claim) => {
    const text = claimText(claim, context).toLowerCase();
    return snapshot.technologies
      .filter(({slug, name}) => text.includes(name.toLowerCase()) && !claim.technologies.includes(slug))
      .map(({slug}) => `${claim.id}: ${slug}`);
  });
  // It is about the branches of artificial intelligence, not about the technology of that name.
  assert.deepEqual(missing, ["ai-subdomains-with-research: artificial-intelligence"]);
});

/** Live values that claims of a group or of all technologies rest on, without being about one of their own. */
const unreferenced = {
  groups: [
    "grids-and-things-linked",
    "patents-almost-half-in-five",
    "funding-concentrated",
    "no-others-without-funding"
  ],
  others: [
    "biotech-interconnected",
    "semiconductors-strongest-digital-research",
    "biotech-some-startup-activity",
    "no-cut-gives-the-stated-quadrants"
  ],
  text: ["two-runs-of-publications", "no-number-and-no-place", "figure-four-missing"],
  implied: ["quadrant food-technology", "group.size digital-and-ai", "group.size health-and-biotech"]
};

test("a claim refers to values of its own technologies, to each of them, and to all values in its reason", () => {
  const slugs = snapshot.technologies.map(({slug}) => slug);
  for (const {id, technologies, references} of writtenClaims) {
    assert.equal(references.length === 0, unreferenced.text.includes(id), id);
    const subjects = slugs.filter((slug) => references.some((reference) => reference.endsWith(` ${slug}`)));
    if (unreferenced.others.includes(id)) assert.ok(technologies.every((one) => subjects.includes(one)));
    else assert.deepEqual(subjects, unreferenced.groups.includes(id) ? [] : [...technologies].sort(), id);
  }
  const view = createView(snapshot, published);
  const missing = writtenClaims.flatMap(({id, references, facts}) => {
    const told = ["region", "published", ...references, ...Object.keys(facts?.(view) ?? {})];
    const {says, because} = claimWords.written[id]!;
    return Array.from(`${says} ${because}`.matchAll(/\{([^{}]+)\}/g), ([, mark]) => mark!).filter(
      (mark) => !told.includes(mark)
    );
  });
  assert.deepEqual([...new Set(missing)].sort(), [...unreferenced.implied].sort());
});

test("a claim refers to every RCA of its technologies that it reads", () => {
  for (const {id, technologies, references, predicate} of writtenClaims) {
    const read = new Set<string>();
    predicate(createView(snapshot, published, {onRca: (lens, technology) => read.add(`${lens}.rca ${technology}`)}));
    const missing = [...read].filter((one) => technologies.includes(one.split(" ")[1]!) && !references.includes(one));
    // Its sentence gives the count and the expected count instead.
    assert.deepEqual(missing, id === "patents-mrna-twice" ? ["patents.rca mrna-technology"] : [], id);
  }
});

const yearsWithout = (dataset: Dataset): HeldYears =>
  Object.fromEntries(Object.entries(years).filter(([one]) => one !== dataset));

test("a claim names every dataset that it reads, so that a build without one of them does not make it", () => {
  const view = createView(snapshot, published);
  const unnamed: string[] = [];
  for (const claim of claims) {
    const read = new Set<Dataset>();
    const watched = Object.fromEntries(
      Object.entries(view).map(([name, value]) => [
        name,
        typeof value !== "function"
          ? value
          : (...given: string[]) => {
              // The second argument of a density is its lens, the first of all others.
              for (const one of given) if ((datasets as readonly string[]).includes(one)) read.add(one as Dataset);
              if (["complexity", "quadrant", "density"].includes(name)) read.add("patents");
              return (value as (...all: string[]) => unknown)(...given);
            }
      ])
    ) as unknown as View;
    claim.predicate(watched);
    claim.facts?.(watched);
    for (const dataset of read) {
      if (isTestable(claim, yearsWithout(dataset))) unnamed.push(`${claim.id} reads ${dataset}`);
    }
    assert.ok(isTestable(claim, years), claim.id);
  }
  assert.deepEqual(unnamed, []);
});

test("a build without a dataset makes no claim about it", () => {
  const without = (dataset: Dataset) => {
    const left = new Set(claimsFor("BE2", published, yearsWithout(dataset)).map(({id}) => id));
    return claims.filter(({id}) => !left.has(id)).map(({id}) => id);
  };
  assert.deepEqual(without("publications_earlier"), [
    "two-runs-of-publications",
    "microelectronics-two-publication-values"
  ]);
  const deals = without("deals");
  assert.ok(deals.includes("number-3.3-deals-share38-artificial-intelligence") || deals.length > 20, String(deals));
  assert.ok(deals.every((id) => !id.startsWith("patents-") && !id.startsWith("placement-")));
});

test("every claim has words, and every word a claim", () => {
  const view = createView(snapshot, published);
  for (const claim of claims) {
    const text = claimText(claim, context);
    assert.ok(/^\S.*\.$/.test(text) && !/[{}]/.test(text), `${claim.id}: ${text}`);
    if (claim.kind !== "statement" && claim.kind !== "contradiction") continue;
    const because = factsText(claim, claim.facts?.(view) ?? {}, context);
    assert.ok(/^\S.*\.$/.test(because) && !/[{}]/.test(because), `${claim.id}: ${because}`);
  }
  assert.deepEqual(
    Object.keys(claimWords.written).filter((id) => !byId.has(id)),
    []
  );
});

test("a fact without a number is told as such, also after a way through JSON", () => {
  const claim = byId.get("funding-diverges")!;
  for (const none of [Number.NaN, null]) {
    const facts = {patents: none, publications: 0.5, science: 0.25};
    assert.match(factsText(claim, facts, context), /with patents no value, funding with publications 0.50/);
  }
});

test("facts read as numbers with the decimals they need, or as lists of technologies", () => {
  const claim = byId.get("funding-diverges")!;
  const told = (patents: number | string[]) => factsText(claim, {patents, publications: 0.5, science: 0.25}, context);
  assert.match(told(3), /with patents 3, funding with publications 0\.50, patents with publications 0\.25\.$/);
  assert.match(told([]), /with patents none,/);
  assert.match(told(["bioinformatics", "drones"]), /with patents Bioinformatics and Drones,/);
});

test("a placement reads as its quadrant; that of a group has none of its own", () => {
  const texts = (id: string) => [computedText(byId.get(id)!, context), publishedText(byId.get(id)!, {})];
  assert.deepEqual(texts("placement-4.1-bioinformatics-optimal"), ["optimal investment", "optimal investment"]);
  assert.deepEqual(texts("placement-5.2-digital-and-ai-moonshot"), ["", "moonshot"]);
});

test("a reason gives the interval that turns a claim, and what is missing in it", () => {
  const claim = byId.get("placement-4.1-bioinformatics-optimal")!;
  const told = (kind: "placement" | "no-value", high: number | null) => {
    const limit = {technology: "bioinformatics", lens: "patents" as const, low: 0.956, high};
    return reasonText(claim, {kind, facts: {}, limit, against: [], specifications: null}, context);
  };
  assert.match(told("placement", 1.5), /density of 76\.9 .* complexity of 71\.2 .* in patents, 0\.96 to 1\.50\.$/);
  assert.match(told("no-value", null), /^A value that this claim needs does not exist .*, 0\.96 to no value\.$/);
});

test("statements hold no number typed by hand", () => {
  for (const {id, kind, published: printed} of writtenClaims) {
    if (kind === "statement")
      assert.deepEqual(
        (claimWords.written[id]!.says.match(/\d[\d.,]*/g) ?? []).filter((digits) => digits !== String(printed)),
        [],
        id
      );
  }
});

test("every fact that a claim has stands in its reason", () => {
  const view = createView(snapshot, published);
  for (const claim of writtenClaims)
    for (const fact of Object.keys(claim.facts?.(view) ?? {}))
      assert.ok(claimWords.written[claim.id]!.because.includes(`{${fact}}`), `${claim.id}: ${fact}`);
});

test("another region has only the claims that make sense for it", () => {
  const elsewhere = claimsFor("NL41", published, years);
  assert.equal(claimsFor("BE2", published, years).length, claims.length);
  assert.ok(
    elsewhere.length > 80 &&
      elsewhere.every(({kind, scope}) => scope === "region" && kind !== "number" && kind !== "placement"),
    String(elsewhere.length)
  );
});

test("all printed numbers are there, and exactly the eight of the earlier run fail", () => {
  const numbers = claims.filter(({kind}) => kind === "number");
  assert.equal(numbers.length, 118);
  const failing = numbers.filter(({id}) => verdict(id).verdict !== "holds");
  assert.deepEqual(
    failing.map(({section, technologies, published: printed}) => `${section} ${technologies[0]} ${printed}`).sort(),
    [
      "3.3 artificial-intelligence 0.91",
      "3.3 microelectronics 1.68",
      "4.3 advanced-therapy-medicinal-products 1.15",
      "4.3 bioinformatics 1.05",
      "4.3 genomics-and-gene-editing 1.14",
      "4.3 immunotherapy 1.1",
      "4.3 precision-medicine 1.08",
      "4.3 regenerative-medicine 1.12"
    ]
  );
  for (const {id} of failing) {
    assert.equal(verdict(id).because.kind, "earlier-run", id);
    assert.match(verdict(id).reason, /run of December 2025/);
  }
});

test("all stated placements are there, and those of seven technologies fail", () => {
  const placements = claims.filter(({kind}) => kind === "placement");
  assert.equal(placements.length, published.placements.length);
  const failing = placements.filter(({id}) => verdict(id).verdict === "fails");
  assert.equal(failing.length, 9);
  assert.deepEqual([...new Set(failing.map(({technologies}) => technologies[0]))].sort(), [
    "advanced-manufacturing",
    "biomanufacturing",
    "biotechnology",
    "genomics-and-gene-editing",
    "immunotherapy",
    "microelectronics",
    "semiconductors"
  ]);
});

test("what the report says against its own numbers fails, and the contradiction holds", () => {
  for (const id of [
    "no-others-without-funding",
    "language-research-exceeds-slightly",
    "mrna-publications-very-strong",
    "six-in-the-optimal-quadrant",
    "unfunded-despite-strong-portfolios"
  ])
    assert.equal(verdict(id).verdict, "fails", id);
  for (const id of [
    "two-runs-of-publications",
    "seven-without-funding",
    "microelectronics-placed-twice",
    "no-cut-gives-the-stated-quadrants",
    "complexity-measure-decides",
    "zeros-that-say-little",
    "mrna-and-biomanufacturing-same-funding",
    "defence-and-drones-same-funding"
  ])
    assert.equal(verdict(id).verdict, "holds", id);
  const moved = byId.get("complexity-measure-decides")!.facts!(createView(snapshot, published)).moved;
  assert.equal(moved, 16);
});

test("what the tables cannot say is open, with the reason, and little else is", () => {
  const open = claims.filter(({id}) => verdict(id).verdict === "open").map(({id}) => id);
  assert.deepEqual(open.sort(), ["figure-four-missing", "fourth-quadrant-two-names", "one-company-is-half"]);
  assert.match(verdict("one-company-is-half").reason, /do not name companies/);
});

test("a verdict turns when the values do", () => {
  assert.equal(verdict("patents-mrna-leads").because.limit?.technology, "mrna-technology");
  assert.equal(
    verdict("patents-mrna-leads", {snapshot: withValues(snapshot, "drones", "patents", {rca: 3})}).verdict,
    "fails"
  );
  assert.equal(verdict("patents-digital-gap").verdict, "holds");
  assert.equal(
    verdict("patents-digital-gap", {snapshot: withValues(snapshot, "artificial-intelligence", "patents", {rca: 1.01})})
      .verdict,
    "fails"
  );
  assert.equal(
    verdict("no-others-without-funding", {
      snapshot: ["photonics", "quantum-computing", "carbon-capture-and-storage"].reduce(
        (changed, slug) => withValues(changed, slug, "deals", {count: 1}),
        snapshot
      )
    }).verdict,
    "holds"
  );
  assert.equal(
    verdict("number-3.3-publications-rca-microelectronics", {
      snapshot: withValues(snapshot, "microelectronics", "publications", {rca: 1.68})
    }).verdict,
    "holds"
  );
  const wrong = verdict("number-3.1-patents-rca-mrna-technology", {
    snapshot: withValues(snapshot, "mrna-technology", "patents", {rca: 2.02})
  });
  assert.deepEqual([wrong.verdict, wrong.because.kind], ["fails", "number-differs"]);
});

test("a true statement is fragile where a limit of an interval turns it", () => {
  const sure = withValues(snapshot, "semiconductors", "patents", {low: 1.05, high: 1.2});
  assert.equal(verdict("semiconductors-with-advantage").verdict, "fragile");
  assert.match(verdict("semiconductors-with-advantage").reason, /95% interval of the RCA of Semiconductors in patents/);
  assert.equal(verdict("semiconductors-with-advantage", {snapshot: sure}).verdict, "holds");
});

test("a true statement is fragile where an alternative turns it, and says which; a printed number never is", () => {
  const other = {id: "cut-mean", snapshot: withValues(snapshot, "microelectronics", "patents", {rca: 1.3})};
  const same = {id: "jaccard", snapshot};
  const told = verdict("patents-microelectronics-large-but-below", {alternatives: [other, same]});
  assert.deepEqual(
    [told.verdict, told.alternativesHolding, told.alternativesTried, told.because.against],
    ["fragile", 1, 2, ["cut-mean"]]
  );
  assert.match(told.reason, /means as the lines/);
  assert.equal(verdict("patents-microelectronics-large-but-below", {alternatives: [same]}).verdict, "holds");
  assert.equal(verdict("number-3.1-patents-rca-microelectronics", {alternatives: [other]}).verdict, "holds");
});

test("alternatives without an answer do not count, and claims about the report's own choices are tried under none", () => {
  const withQuadrant = (quadrant: "optimal" | null) => ({
    ...snapshot,
    technologies: snapshot.technologies.map((one) => ({...one, quadrant}))
  });
  const others = [
    {id: "cut-mean", snapshot: withQuadrant("optimal")},
    {id: "cut-fifty", snapshot: withQuadrant(null)},
    {id: "jaccard", snapshot}
  ];
  const judged = (id: string) => {
    const {verdict: of, because, alternativesHolding, alternativesTried} = verdict(id, {alternatives: others});
    return [of, because.against, alternativesHolding, alternativesTried];
  };
  assert.deepEqual(judged("placement-5.2-drones-moonshot"), ["fragile", ["cut-mean"], 1, 2]);
  assert.deepEqual(judged("optimal-quadrant-is-small"), ["holds", [], 0, 0]);
  // Another one would make it false.
  assert.equal(byId.get("optimal-quadrant-is-small")!.predicate(createView(others[0]!.snapshot, published)), false);
});

test("a region without a value is told so, and a placement is open there", () => {
  const none: typeof snapshot = {
    ...snapshot,
    technologies: snapshot.technologies.map((technology) =>
      technology.slug === "drones" ? {...technology, quadrant: null} : technology
    )
  };
  const told = verdict("placement-5.2-drones-moonshot", {snapshot: none});
  assert.deepEqual([told.verdict, told.because.kind], ["open", "no-value"]);
});

test("many specifications decide whether a true claim is fragile, and single choices are named", () => {
  const id = "patents-microelectronics-large-but-below";
  const other = {id: "cut-mean", snapshot: withValues(snapshot, "microelectronics", "patents", {rca: 1.3})};
  const under = (holds: number, told: number, turnedBy: string[] = []) =>
    verdict(id, {alternatives: [other], robustness: {[id]: {holds, told, turnedBy}}});
  assert.deepEqual(
    [under(600, 600).verdict, under(540, 600).verdict, under(539, 600).verdict, under(0, 600).verdict],
    ["holds", "holds", "fragile", "fragile"]
  );
  const told = under(560, 600, ["cut-mean", "rca-15"]);
  assert.deepEqual(
    [told.verdict, told.because.against, told.because.specifications],
    ["holds", ["cut-mean", "rca-15"], {holds: 560, told: 600}]
  );
  assert.match(
    told.reason,
    /Choices that make it false: the means as the lines between the quadrants and an advantage above an RCA of 1\.5\. True in 93% of the 600 specifications\.$/
  );
  assert.match(under(600, 600).reason, /True in all 600 specifications\.$/);
  assert.match(under(599, 600).reason, /True in 99% of the 600/);
  assert.match(under(1, 600).reason, /True in 1% of the 600/);
  assert.match(under(0, 600).reason, /True in none of the 600/);
  assert.equal(under(0, 0).verdict, "fragile", "where none can tell, the single alternative decides");
  const failing = judge(byId.get("six-in-the-optimal-quadrant")!, {
    ...context,
    robustness: {"six-in-the-optimal-quadrant": {holds: 60, told: 600, turnedBy: ["cut-mean"]}}
  });
  assert.deepEqual([failing.verdict, failing.because.against], ["fails", []]);
  assert.match(failing.reason, /True in 10% of the 600/);
});

test("alternatives and the levels of all choices have their own ids and words", () => {
  assert.equal(new Set(alternatives.map(({id}) => id)).size, alternatives.length);
  // Records that allow every window.
  const years = Object.fromEntries(datasets.map((dataset) => [dataset, [2000, 2040] as const]));
  const levels = choicesFor({...base, years}, "BE2").flatMap((choice) => choice.levels.slice(1).map(({id}) => id));
  assert.equal(new Set(levels).size, levels.length);
  assert.deepEqual(levels.sort(), Object.keys(narrativeWords.alternatives).sort());
  for (const {id} of alternatives) assert.ok(levels.includes(id), id);
});

test("an alternative changes what the level of its name changes", () => {
  const byLevel = new Map(choicesFor(base, "BE2").flatMap(({levels}) => levels.map(({id, changes}) => [id, changes])));
  for (const {id, method, counting} of alternatives) assert.deepEqual(byLevel.get(id), {...method, ...counting}, id);
});
