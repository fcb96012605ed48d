import assert from "node:assert/strict";
import {test} from "node:test";
import {pageTables} from "../../../data-loaders/report/page-tables.ts";
import {rowsOf} from "../../../src/indicators/rows.ts";
import {publishedSnapshot} from "../narrative/fixture.ts";

const snapshot = publishedSnapshot();

test("rows have the columns of the table of indicators, but for the level, which a snapshot does not know", () => {
  const columns = pageTables.indicators.columns.map(({name}) => name).filter((name) => name !== "level");
  for (const row of rowsOf(snapshot)) assert.deepEqual(Object.keys(row).sort(), [...columns].sort());
});

test("a row holds the values of its technology and lens, and a lens that is not held has none", () => {
  const {totals} = snapshot;
  const without = {...snapshot, totals: {...totals, deals: {...totals.deals, held: false}}};
  assert.equal(rowsOf(without).length, 76);
  const found = rowsOf(without).find(({slug, lens}) => slug === "photonics" && lens === "publications")!;
  const {lenses, complexity} = snapshot.technologies.find(({slug}) => slug === "photonics")!;
  const {rca, count, density} = lenses.publications;
  assert.deepEqual(
    {rca: found.rca, count: found.count, density: found.density, complexity: found.complexity},
    {rca, count, density, complexity}
  );
  assert.deepEqual([found.region, found.region_name], [snapshot.region.code, snapshot.region.name]);
});
