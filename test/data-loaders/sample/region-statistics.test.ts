import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {loadRegionStatistics} from "../../../data-loaders/sample/region-statistics.ts";
import {loadSites} from "../../../data-loaders/sample/sites.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";
import {lenses} from "../../../src/terms/lenses.ts";

const root = tempFolder();
const path = join(root, "regions.csv");
const read = (rows: string[], codes: string[]) => {
  writeFiles(root, {"regions.csv": `location,population,gdp,patents,estimated\n${rows.join("\n")}\n`});
  return loadRegionStatistics(path, codes);
};

test("a region may be without patents", async () => {
  const statistics = await read(["FI20,29489,1306,11.8,", "ES63,85209,1660,0,"], ["FI20", "ES63"]);
  assert.deepEqual(Object.fromEntries(statistics), {
    FI20: {population: 29489, gdp: 1306, patents: 11.8},
    ES63: {population: 85209, gdp: 1660, patents: 0}
  });
});

test("a missing, repeated or unknown region and a value that is no size are refused with their line", async () => {
  const refused: [rows: string[], message: RegExp, line?: number][] = [
    [["FI20,29489,1306,11.8,"], /no statistics of ES63/],
    [["FI20,1,1,1,", "FI20,1,1,1,", "ES63,1,1,1,"], /repeated region: FI20/, 3],
    [["FI20,1,1,1,", "XX99,1,1,1,"], /unknown region: XX99/, 3],
    [["FI20,0,1,1,", "ES63,1,1,1,"], /invalid population of FI20: 0/, 2],
    [["FI20,1,1,1,", "ES63,1,many,1,"], /invalid gdp of ES63: many/, 3],
    [["FI20,1,1,,", "ES63,1,1,1,"], /invalid patents of FI20/, 2],
    [["FI20,1,1,-1,", "ES63,1,1,1,"], /invalid patents of FI20: -1/, 2]
  ];
  for (const [rows, message, line] of refused)
    await assert.rejects(read(rows, ["FI20", "ES63"]), (error: unknown) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, message);
      assert.deepEqual(error.place, {file: path, ...(line === undefined ? {} : {line})});
      return true;
    });
});

test("the sizes of Europe's regions add up to 100 %, and a region without patents has size 0", async () => {
  const sites = await loadSites();
  for (const lens of lenses) {
    const sum = sites.filter(({benchmark}) => benchmark).reduce((all, {sizes}) => all + sizes[lens], 0);
    assert.ok(Math.abs(sum - 100) < 1e-9, `${lens}: ${sum}`);
  }
  const size = (code: string) => sites.find((site) => site.code === code)!.sizes;
  const statistics = await loadRegionStatistics(
    join(projectRoot, "data/sample/regions.csv"),
    sites.flatMap(({code, benchmark}) => (benchmark ? [code] : []))
  );
  const {patents, population, gdp} = statistics.get("ES11")!;
  const other = statistics.get("PT11")!;
  const near = (a: number, b: number) => assert.ok(Math.abs(a / b - 1) < 1e-9, `${a} ${b}`);
  near(size("ES11").patents / size("PT11").patents, patents / other.patents);
  near(
    size("ES11").publications / size("PT11").publications,
    Math.sqrt((population * gdp) / (other.population * other.gdp))
  );
  near(size("ES11").deals / size("PT11").deals, gdp / other.gdp);
  assert.equal(size("ES63").patents, 0);
});
