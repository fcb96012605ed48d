import assert from "node:assert/strict";
import {cpSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {before, test} from "node:test";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {describeDecisions, measureDecisions} from "../../data-loaders/quality/check-decisions.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {type Manifest, readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {quote} from "../../src/text/sql.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {tempFolder} from "../support/temp-folder.ts";

const out = tempFolder();
let manifest: Manifest;
const publicationSets = ["publications_location_sets", "publications_code_sets"];

before(async () => {
  const built = await sampleBuild();
  manifest = (await readManifest(built))!;
  cpSync(join(built, "manifest.json"), join(out, "manifest.json"));
  cpSync(join(built, manifest.build), join(out, manifest.build), {recursive: true});
});

test("every decision on a code of the build holds, and those whose scores moved are in the manifest", async () => {
  const db = await WorkDatabase.open();
  const links = `read_parquet(${quote(join(out, manifest.build, "links.parquet"))})`;
  const against = await db.number(
    `SELECT count(*) FROM ${links} WHERE decision IS NOT NULL AND accepted <> (decision = 'accept')`
  );
  const decided = await db.number(`SELECT count(*) FROM ${links} WHERE decision IS NOT NULL`);
  const moved = await db.number(`SELECT count(*) FROM ${links} WHERE moved`);
  db.close();
  const file = readFileSync("data/classification/decisions.csv", "utf8").trimEnd().split("\n").length - 1;
  assert.deepEqual([against, decided, moved], [0, file, manifest.classification.moved.length]);
});

test("the effect of a decision is the number of documents that only its link counts", async () => {
  const {years, region} = await loadReportConfig();
  const db = await WorkDatabase.open();
  const path = (name: string) => join(out, manifest.build, `${name}.parquet`);
  for (const name of ["links", "technologies", "locations", "publications", ...publicationSets])
    await db.run(`CREATE TABLE ${name} AS FROM read_parquet(${quote(path(name))})`);
  // A decision against the rule, on the code with the most documents: all its thresholds are far away.
  const [link] = await db.rows(`
    SELECT code, technology, name FROM links JOIN technologies USING (technology)
    WHERE decision = 'accept' AND vocabulary = 'topic' AND similarity < 0.2
    ORDER BY documents DESC LIMIT 1`);
  const {code, technology, name} = link as {code: number; technology: number; name: string};
  await db.run(`CREATE TABLE changed AS SELECT * REPLACE (code = ${code} AND technology = ${technology} AS moved)
    FROM links; COPY changed TO ${quote(path("links"))} (FORMAT parquet)`);
  const count = (without: string) =>
    db.number(`
      SELECT coalesce(sum(documents), 0) FROM publications
      WHERE year BETWEEN ${years.publications[0]} AND ${years.publications[1]}
        AND location_set IN (
          SELECT location_set FROM publications_location_sets JOIN locations USING (location)
          WHERE nuts1 = ${quote(region.code)}
        )
        AND code_set IN (
          SELECT code_set FROM publications_code_sets
          WHERE code IN (
            SELECT code FROM links WHERE accepted AND technology = ${technology} ${without}
          )
        )`);
  const counts = {with: await count(""), without: await count(`AND code <> ${code}`)};
  db.close();
  const report = await measureDecisions(out, {years, region});
  const effect = report.effects.find(({lens, technology}) => lens === "publications" && technology === name);
  assert.deepEqual(effect?.count, counts);
  assert.ok(counts.with > counts.without, "the link counts no document of its own");
  assert.match(describeDecisions(report, region.name), new RegExp(`publications, .*: ${counts.with} documents, RCA`));
});

test("without a build the command says how to make one", async () => {
  const empty = tempFolder();
  await assert.rejects(measureDecisions(empty, await loadReportConfig()), /no build/);
});
