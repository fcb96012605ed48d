// What figures say of every region: no number without a value, no rank without documents, no example of nothing.
import "../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {SnapshotMemory, type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {readPlaces} from "../../src/narrative/tables.ts";
import {lenses} from "../../src/terms/lenses.ts";
import {sampleBuild} from "../support/sample-build.ts";

const {figures} = await import("../../src/figures/all.ts");
const {figureWords: words} = await import("../../src/words/en/figures.ts");

let build: OpenBuild;
const snapshots: Snapshot[] = [];

before(async () => {
  build = await openBuild(await sampleBuild());
  const memory = new SnapshotMemory();
  for (const region of await readPlaces(build.query)) snapshots.push(takeSnapshot(build.engines, {region, memory}));
});

after(() => build?.close());

test("a value exists where there is something to divide by, and a rank where there is something to rank", () => {
  const found = {empty: 0, few: 0, ranked: 0};
  for (const {region, technologies, totals} of snapshots)
    for (const lens of lenses) {
      const {count, few} = totals[lens];
      const ranked = new Map<number, Set<number>>();
      for (const {slug, lenses: of} of technologies) {
        const {missing, rca, share, rank, ranked: all, count: own} = of[lens];
        const at = `${lens} ${slug} of ${region.code}`;
        if (missing === null) assert.deepEqual([rca === null, share === null], [count === 0, count === 0], at);
        assert.equal(rank !== null, missing === null && own! > 0 && !few, at);
        if (rank !== null) {
          assert.ok(rank >= 1 && rank <= all, at);
          ++found.ranked;
        }
        ranked.set(all, new Set());
      }
      found.empty += Number(count === 0);
      found.few += Number(few);
      // Where all counts are known, all technologies are ranked among the same regions.
      if (lens !== "deals") assert.equal(ranked.size, 1, `${lens} of ${region.code}`);
    }
  assert.ok(found.empty > 0 && found.few > 0 && found.ranked > 0, JSON.stringify(found));
});

test("titles and examples of all regions are true of their tables", () => {
  for (const snapshot of snapshots) {
    const name = snapshot.region.name;
    for (const figure of figures.values()) {
      const [title, howTo, description] = [
        figure.title(snapshot, words),
        figure.howToRead(snapshot, words),
        figure.describe(snapshot, words)
      ];
      const at = `${figure.id} of ${snapshot.region.code}: ${title} | ${howTo} | ${description}`;
      assert.doesNotMatch(title + howTo + description, /NaN|undefined|null|–[,.;]|RCA (is )?(of )?0\.00/, at);
      assert.doesNotMatch(title, /\b0 of\b|in 1 technology; |in 2 technologies; all|; 0 of them/, at);
      const dataset = figure.id.split("-")[1] as "patents" | "publications" | "deals";
      if (!figure.id.startsWith("treemap") && !figure.id.startsWith("graph-")) continue;
      if (figure.id === "graph-composite") continue;
      const few = snapshot.totals[dataset].few;
      if (few) assert.match(title, /too few|has no|can be shown/, at);
      else assert.doesNotMatch(title, /too few/, at);
      if (figure.id.startsWith("treemap") && !few) expectLeaders(snapshot, dataset, title, at);
    }
    assert.ok(name.length > 0);
  }
});

/** Those that a title names have more than all others: no tie was cut. */
function expectLeaders(
  {technologies}: Snapshot,
  dataset: "patents" | "publications" | "deals",
  title: string,
  at: string
) {
  const start = / makes? up /.exec(title);
  if (!start) return;
  const named = title.slice(0, start.index);
  const counts = technologies.map(({name, lenses: of}) => ({name, count: of[dataset].count ?? -1}));
  const leaders = counts.filter(({name}) => ` ${named.replaceAll(",", " ")} `.includes(` ${name} `));
  assert.ok(leaders.length >= 1, at);
  const least = Math.min(...leaders.map(({count}) => count));
  for (const one of counts)
    assert.ok(named.includes(one.name) || one.count < least, `${one.name} (${one.count}) is not named: ${at}`);
}
