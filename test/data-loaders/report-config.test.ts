import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
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
  await writeFile(join(root, good.taxonomy), JSON.stringify({technologies: Array.from({length: 45}, () => ({}))}));
  writeFileSync(join(root, configFile), typeof content === "string" ? content : JSON.stringify(content));
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
  const wrong: [change: Record<string, unknown>, message: RegExp][] = [
    [{regoin: "SE"}, /^unknown field regoin; there are name, title, .*peers$/],
    [{title: undefined}, /^title: missing$/],
    [{title: "{regions} today"}, /^title: unknown mark; there are \{region\} and \{technologies\}$/],
    [{name: "  "}, /^name: empty text$/],
    [{region: {code: "se", name: "Sweden"}}, /^region\.code: not a NUTS code, such as SE, NL4 or BE21$/],
    [{region: {code: "SE"}}, /^region\.name: missing$/],
    [{region: {code: "SE", name: "Sweden", level: 0}}, /^region: unknown field level/],
    [{years: {...good.years, patents: [2024, 2019]}}, /^years\.patents: the first year comes after the last$/],
    [{years: {...good.years, deals: ["2020", 2024]}}, /^years\.deals\.0: "2020" is no number$/],
    [{years: {...good.years, deals: [2020, 20245]}}, /^years\.deals\.1: 20245 is out of range$/],
    [{benchmark: "median"}, /^benchmark: "median" is none of pooled, mean$/],
    [{study: {...study, authors: []}}, /^study\.authors: no author$/],
    [{study: {...study, key: "my study"}}, /^study\.key: not a BibTeX key$/],
    [{peers: ["Denmark"]}, /^peers\.0: not a NUTS code/],
    [{taxonomy: "/etc/passwd"}, /^taxonomy: not a path inside the project's folder$/],
    [{published: "../published"}, /^published: not a path inside the project's folder$/],
    [{taxonomy: "data/none.json"}, /^taxonomy: no technologies in data\/none\.json$/]
  ];
  for (const [change, message] of wrong) {
    const error = await loadReportConfig(await folderWith({...good, ...change})).then(
      () => assert.fail(`accepted: ${JSON.stringify(change)}`),
      (thrown: unknown) => thrown
    );
    assert.ok(error instanceof InputError, String(error));
    assert.match(error.message, message);
    assert.equal(error.place.file, configFile);
  }
});

test("several mistakes are named together", async () => {
  const root = await folderWith({...good, name: "", benchmark: 1});
  await assert.rejects(loadReportConfig(root), /name: empty text; benchmark: 1 is none of pooled, mean/);
});

test("a file that is not there, or not JSON, is refused", async () => {
  await assert.rejects(loadReportConfig(tempFolder()), /not readable as json: enoent/i);
  await assert.rejects(loadReportConfig(await folderWith("{name:")), /not readable as JSON/);
});

const study = {
  key: "author2026study",
  title: "The study",
  authors: ["Ann Author"],
  institution: "An Institute",
  client: null,
  year: 2026
};
