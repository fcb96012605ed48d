import assert from "node:assert/strict";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {decideLinks} from "../../data-loaders/classification/decide.ts";
import {loadDecisions} from "../../data-loaders/classification/decisions.ts";
import {loadTaxonomy} from "../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {readClassification} from "../../data-loaders/report/classification.ts";
import {readPlaces, readYears} from "../../src/narrative/tables.ts";
import {type CandidateLink, candidatesSql, judgeLinks, readCandidates} from "../../src/indicators/links.ts";
import {datasetOfCodes, effectOf, withDecision} from "../../src/decisions/effect.ts";
import {evidenceSql, exampleCodesSql} from "../../src/decisions/evidence.ts";
import {writeDecisions} from "../../src/decisions/decisions-csv.ts";
import {type LinkDecision, publishedScenario, type Scenario, type ScenarioBase} from "../../src/scenario/scenario.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {tempFolder} from "../support/temp-folder.ts";
import type {Dataset} from "../../src/terms/lenses.ts";
import {reportChoices} from "../support/report-choices.ts";

let build: OpenBuild,
  base: ScenarioBase,
  published: Scenario,
  runner: ScenarioRunner,
  links: CandidateLink[],
  slugs: string[];

before(async () => {
  build = await openBuild(await sampleBuild());
  const places = await readPlaces(build.query);
  slugs = build.engines.technologies.map(({slug}) => slug);
  base = {
    region: "BE2",
    regions: new Map(places.map(({code, name}) => [code, name])),
    technologies: new Set(slugs),
    thresholds: build.manifest.classification.thresholds.vocabularies,
    years: await readYears(build.query, build.config.years),
    ...reportChoices
  };
  published = publishedScenario(base);
  runner = await ScenarioRunner.open(build.query, base.regions, published);
  links = readCandidates(await build.query(candidatesSql));
});
after(() => build?.close());

const decisionOn = ({vocabulary, symbol, technology}: CandidateLink, decision: "accept" | "reject"): LinkDecision => ({
  vocabulary,
  symbol,
  technology: slugs[technology - 1]!,
  decision
});
/** Numbers of a query, row by row. */
async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const columns = await build.query(sql);
  const [first] = Object.values(columns);
  return Array.from(first!, (_, i) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]))
  );
}

test("what waits at the published thresholds is what the loaders call borderline or moved", async () => {
  const {bands} = build.manifest.classification.thresholds;
  const key = ({code, technology}: {code: unknown; technology: unknown}) => `${Number(code)} ${Number(technology)}`;
  const waiting = judgeLinks(links, base.thresholds, bands)
    .filter((link) => link.waiting)
    .map(key)
    .sort();
  const wanted = (
    await rows(
      "SELECT code, technology FROM links WHERE (borderline OR moved) AND (vocabulary <> 'cpc' OR length(symbol) > 4)"
    )
  )
    .map((row) => key(row as {code: unknown; technology: unknown}))
    .sort();
  assert.ok(wanted.length > 20);
  assert.deepEqual(waiting, wanted);
});

test("the table of the classification sums to the links of the build, each with one basis", async () => {
  const {bands} = build.manifest.classification.thresholds;
  const {technologies, candidates, example, waiting} = await readClassification(
    build.query,
    slugs,
    base.thresholds,
    bands
  );
  const [all] = await rows(
    "SELECT count(*)::INTEGER AS candidates, count(*) FILTER (accepted)::INTEGER AS accepted, count(*) FILTER (accepted AND decision = 'accept')::INTEGER AS reviewed FROM links WHERE vocabulary <> 'cpc' OR length(symbol) > 4"
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  assert.equal(candidates, all!.candidates);
  for (const {links: by, basis, slug} of technologies)
    assert.equal(sum(Object.values(by)), sum(Object.values(basis)), slug);
  assert.equal(sum(technologies.flatMap(({links: by}) => Object.values(by))), all!.accepted);
  assert.equal(sum(technologies.map(({basis}) => basis.reviewers)), all!.reviewed);
  assert.equal(sum(technologies.map(({waiting: number}) => number)), waiting.all);
  assert.ok(example.links.length > 20 && example.links.every(({tried, accepted}) => tried === accepted));
});

test("the effect of turning a link is the difference of two snapshots, in any lens, region and way of counting", async () => {
  const moves: Partial<Scenario>[] = [
    {},
    {region: "NL41"},
    {counting: "fractional", benchmark: "mean"},
    {universe: "technologies", benchmark_area: "eu27", measure: "documents"},
    {edition: "earlier", region: "NL4", benchmark_region: "whole"}
  ];
  for (const [i, move] of moves.entries())
    for (const vocabulary of ["cpc", "topic", "industry"] as const) {
      const link = links.filter((one) => one.vocabulary === vocabulary && one.documents > 100)[7 * i + 3]!;
      const decision = decisionOn(link, link.accepted ? "reject" : "accept");
      const scenario = {...published, ...move};
      const {before, after} = await effectOf(runner, scenario, decision);
      const dataset = datasetOfCodes(vocabulary, scenario);
      for (const [found, at] of [
        [before, scenario],
        [after, {...scenario, decisions: withDecision(scenario.decisions, decision)}]
      ] as const) {
        const {lenses} = (await runner.snapshot(at)).technologies[link.technology - 1]!;
        const {missing, count, documents, rca} = lenses[dataset];
        assert.deepEqual(found, {missing, count, documents, rca}, `${vocabulary} ${JSON.stringify(move)}`);
      }
    }
});

test("the records behind a number sum to it: by year, and by set of codes", async () => {
  const own = [
    links.find(({vocabulary, accepted, documents}) => vocabulary === "cpc" && !accepted && documents > 500)!,
    links.find(({vocabulary, accepted}) => vocabulary === "industry" && accepted)!
  ];
  const scenarios: Scenario[] = [
    published,
    {
      ...published,
      region: "NL41",
      years_patents: [2018, 2021],
      similarity_cpc: 0.3,
      alone_topic: 0.5,
      decisions: withDecision(withDecision([], decisionOn(own[0]!, "accept")), decisionOn(own[1]!, "reject"))
    }
  ];
  for (const scenario of scenarios) {
    const snapshot = await runner.snapshot(scenario);
    for (const dataset of ["patents", "publications", "deals", "publications_earlier"] as Dataset[])
      for (const technology of [own[0]!.technology, own[1]!.technology, slugs.indexOf("semiconductors") + 1]) {
        const {count, documents} = snapshot.technologies[technology - 1]!.lenses[dataset];
        const {years, sets, codes, setCodes} = evidenceSql({dataset, technology, scenario, slugs});
        const told = `${dataset} ${technology} ${scenario.region}`;
        for (const sql of [years, sets]) {
          const found = await rows(sql);
          assert.equal(
            found.reduce((sum, row) => sum + Number(row.documents), 0),
            documents,
            told
          );
          const amount = found.reduce((sum, row) => sum + Number(dataset === "deals" ? row.amount : row.documents), 0);
          assert.ok(Math.abs(amount - count!) < 1e-6 * Math.max(1, count!), `${told}: ${amount} ${count}`);
        }
        // Every set has a code that is linked, and every such code is among those that are explained.
        const first = (await rows(sets)).slice(0, 5).map(({code_set: set}) => Number(set));
        const explained = new Set((await rows(codes)).map(({symbol}) => symbol));
        const shown = await rows(setCodes(first));
        for (const set of first) {
          const linked = shown.filter(({code_set: at, accepted}) => Number(at) === set && accepted);
          assert.ok(linked.length > 0 && linked.every(({symbol}) => explained.has(symbol)), told);
        }
      }
  }
});

test("example codes are those of the evidence: no more documents than bear any core code, counted one by one", async () => {
  const some = links
    .filter(({vocabulary, cooccurrence, together}) => vocabulary === "cpc" && cooccurrence !== null && together > 20)
    .filter((_, i) => i % 40 === 0);
  const found = await rows(exampleCodesSql("patents", some, 3));
  const {code_set: set, code} = await build.query("SELECT code_set, code FROM patents_code_sets");
  const codesOf = new Map<number, Set<number>>();
  Array.from(set!, (id, i) => codesOf.set(Number(id), (codesOf.get(Number(id)) ?? new Set()).add(Number(code![i]))));
  const weights = new Map(
    (await rows("SELECT code_set, sum(documents)::INTEGER AS documents FROM patents GROUP BY code_set")).map((row) => [
      Number(row.code_set),
      Number(row.documents)
    ])
  );
  for (const link of some) {
    const core = links.filter(
      (other) =>
        other.vocabulary === "cpc" && other.core && other.technology === link.technology && other.code !== link.code
    );
    const counted = core
      .map(({code: other, symbol}) => {
        let documents = 0;
        for (const [id, codes] of codesOf)
          if (codes.has(link.code) && codes.has(other)) documents += weights.get(id) ?? 0;
        return {symbol, documents};
      })
      .filter(({documents}) => documents > 0)
      .sort((a, b) => b.documents - a.documents || (a.symbol < b.symbol ? -1 : 1))
      .slice(0, 3);
    assert.deepEqual(
      found
        .filter(({code: id, technology}) => Number(id) === link.code && Number(technology) === link.technology)
        .map(({symbol, documents}) => ({symbol, documents: Number(documents)})),
      counted,
      link.symbol
    );
    assert.ok(counted[0]!.documents <= link.together);
  }
});

test("decisions that are exported are followed when the links are decided anew", async () => {
  const {technologies} = await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"));
  const turned = links.filter((_, i) => i % 700 === 0);
  const own = turned.map((link) => decisionOn(link, link.accepted ? "reject" : "accept"));
  const scores = (decision: LinkDecision) =>
    links.find(
      (link) =>
        link.vocabulary === decision.vocabulary &&
        link.symbol === decision.symbol &&
        slugs[link.technology - 1] === decision.technology
    );
  const {model, thresholds} = build.manifest.classification;
  const path = join(tempFolder(), "decisions.csv");
  await writeFile(
    path,
    writeDecisions([], own, {reviewer: "r", note: "n", date: "2026-02-03", model, technologies, scores})
  );
  const codes = new Map(links.map(({code, vocabulary, symbol, label}) => [code, {code, vocabulary, symbol, label}]));
  const {links: decided, moved} = decideLinks(
    links.map((link) => ({...link, rank: 1})),
    codes,
    await loadDecisions(path, technologies),
    model,
    thresholds
  );
  assert.deepEqual(moved, []);
  for (const link of turned) {
    const now = decided.find(({code, technology}) => code === link.code && technology === link.technology)!;
    assert.deepEqual(
      [now.accepted, now.decision, now.reason],
      [!link.accepted, link.accepted ? "reject" : "accept", "r: n"],
      link.symbol
    );
  }
});
