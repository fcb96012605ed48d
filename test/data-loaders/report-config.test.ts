import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import type {Taxonomy} from "../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {configFile, loadReportConfig} from "../../data-loaders/report-config.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {tempFolder} from "../support/temp-folder.ts";

const good: ReportConfig = {
  name: "{region} in {technologies}",
  title: "{region} in {technologies} technologies",
  description: "Where {region} stands.",
  region: {code: "SE", name: "Sweden"},
  byline: "A report of the Council.",
  authors: ["Ann Author", "The Council"],
  study: null,
  taxonomy: "data/taxonomy/sweden.json",
  published: null,
  years: {patents: [2019, 2023], publications: [2020, 2024], deals: [2020, 2024]},
  benchmark: "mean",
  peers: ["DK", "FI1"]
};

async function folderWith(content: unknown): Promise<string> {
  const root = tempFolder();
  await mkdir(join(root, "data/taxonomy"), {recursive: true});
  const {version, technologies} = JSON.parse(
    readFileSync(join(projectRoot, "data/taxonomy/taxonomy.json"), "utf8")
  ) as Taxonomy;
  const some = Array.from({length: 45}, (_, i) => ({
    ...technologies[0]!,
    id: i + 1,
    name: `Technology ${i}`,
    slug: `technology-${i}`
  }));
  await writeFile(join(root, good.taxonomy), JSON.stringify({version, technologies: some}));
  writeFileSync(join(root, configFile), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return root;
}

test("the titles hold the region and the number of technologies; all else is as written", async () => {
  assert.deepEqual(await loadReportConfig(await folderWith(good)), {
    ...good,
    name: "Sweden in 45",
    title: "Sweden in 45 technologies",
    description: "Where Sweden stands."
  });
});

test("a field that is wrong is named, with its value and what to do", async () => {
  const wrong: [change: Record<string, unknown>, message: string][] = [
    [{regoin: "SE"}, "unknown field regoin; the nearest is region"],
    [{title: undefined}, "title: missing"],
    [{benchmark: undefined}, "benchmark: missing"],
    [{years: undefined}, "years: missing"],
    [{years: {...good.years, deals: undefined}}, "years.deals: missing"],
    [{title: "{regoin} today"}, "title: unknown mark {regoin}; the nearest is {region}"],
    [{name: "  "}, "name: empty text"],
    [{name: 3}, "name: 3 is not a text in quotes"],
    [{region: {code: "se", name: "Sweden"}}, 'region.code: "se" is not a NUTS code, such as SE, NL4 or BE21'],
    [{region: {code: "SE"}}, "region.name: missing"],
    [{region: "SE"}, 'region: "SE" is not a list of fields in {}'],
    [{region: {code: "SE", name: "Sweden", nmae: 0}}, "region: unknown field nmae; the nearest is name"],
    [
      {years: {...good.years, patents: [2024, 2019]}},
      "years.patents: the first year, 2024, comes after the last, 2019"
    ],
    [{years: {...good.years, patents: "2020-2024"}}, 'years.patents: "2020-2024" is not a list of two in []'],
    [{years: {...good.years, patents: [2020]}}, "years.patents: 1 entries, instead of 2"],
    [{years: {...good.years, deals: ["2020", 2024]}}, 'years.deals.1: "2020" is not a number'],
    [{years: {...good.years, deals: [2020, 20245]}}, "years.deals.2: 20245 is above 2100"],
    [{years: {...good.years, deals: [1890, 2024]}}, "years.deals.1: 1890 is below 1950"],
    [{benchmark: "poled"}, 'benchmark: "poled" is none of pooled, mean; the nearest is pooled'],
    [{study: {...study, authors: []}}, "study.authors: no author"],
    [{study: {...study, key: "my study"}}, 'study.key: "my study" is not a BibTeX key'],
    [{peers: ["Denmark"]}, 'peers.1: "Denmark" is not a NUTS code, such as SE, NL4 or BE21'],
    [{peers: ["FI", "DK", "FI"]}, "peers.3: FI stands twice"],
    [{peers: ["FI", "SE"]}, "peers.2: SE is the report's own region"],
    [{taxonomy: "/etc/passwd"}, "taxonomy: not a path inside the project's folder"],
    [{published: "../published"}, "published: not a path inside the project's folder"]
  ];
  for (const [change, message] of wrong) {
    const error = await loadReportConfig(await folderWith({...good, ...change})).then(
      () => assert.fail(`accepted: ${JSON.stringify(change)}`),
      (thrown: unknown) => thrown
    );
    assert.ok(error instanceof InputError, String(error));
    assert.equal(error.message, message);
    assert.equal(error.place.file, configFile);
    const [field] = Object.keys(change) as [string];
    const lines = JSON.stringify({...good, ...change}, null, 2).split("\n");
    const [from, line] = [lines.findIndex((one) => one.startsWith(`  "${field}"`)) + 1, error.place.line!];
    // A field that is missing has the line of the object around it.
    assert.ok(line >= from && lines[line - 1]!.search(/\S/) >= (from === 0 ? 0 : 2), `${message}: line ${line}`);
  }
});

test("several mistakes are named together, each with its line", async () => {
  const root = await folderWith({...good, name: "", benchmark: 1});
  await assert.rejects(loadReportConfig(root), (error: InputError) => {
    const line = JSON.stringify(good, null, 2)
      .split("\n")
      .findIndex((one) => one.includes("benchmark"));
    assert.equal(error.message, `name: empty text; line ${line + 1}: benchmark: 1 is none of pooled, mean`);
    assert.equal(error.place.line, 2);
    return true;
  });
});

test("a file that is not there, or not JSON, is refused with its line", async () => {
  await assert.rejects(loadReportConfig(tempFolder()), /no such file/);
  const broken = JSON.stringify(good, null, 2).replace('"byline": "A report of the Council.",', '"byline": "A report"');
  await assert.rejects(loadReportConfig(await folderWith(broken)), (error: InputError) => {
    assert.match(error.describe(), /^report\.config\.json:(\d+): no JSON: a comma is missing; correct it there$/);
    assert.equal(error.place.line, broken.split("\n").findIndex((line) => line.includes('"byline"')) + 1);
    return true;
  });
});

test("a mistake in the taxonomy is told with its file and line", async () => {
  const told = async (change: (text: string) => string) => {
    const root = await folderWith(good);
    const path = join(root, good.taxonomy);
    const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")), null, 2);
    writeFileSync(path, change(text));
    return await loadReportConfig(root).then(
      () => assert.fail("accepted"),
      (error: InputError) => error.describe()
    );
  };
  assert.match(
    await told((text) => text.replace('"id": 2,', '"id": 2')),
    /^data\/taxonomy\/sweden\.json:\d+: no JSON: a comma /
  );
  assert.match(
    await told((text) => text.replace('"keywords"', '"keyword"')),
    /^data\/taxonomy\/sweden\.json:\d+: .*technologies\.1: unknown field keyword; the nearest is keywords/
  );
  assert.match(
    await told((text) => text.replace('"slug": "technology-1"', '"slug": "technology-0"')),
    /^data\/taxonomy\/sweden\.json:\d+: technologies\.2\.slug: technology-0 is also that of technology 1;/
  );
  const root = await folderWith({...good, taxonomy: "data/none.json"});
  await assert.rejects(loadReportConfig(root), (error: InputError) =>
    error.describe().startsWith("data/none.json: no such file")
  );
});

const study = {
  key: "author2026study",
  title: "The study",
  authors: ["Ann Author"],
  institution: "An Institute",
  client: null,
  year: 2026
};
