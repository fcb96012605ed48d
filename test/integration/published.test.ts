import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {cpSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvFormat, csvParse, group} from "d3";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../data-loaders/duckdb/read-csv.ts";
import {quote} from "../../src/text/sql.ts";
import {comparePublished, describeComparisons, insertComparisons} from "../../data-loaders/quality/check-published.ts";
import {writeSample} from "../../data-loaders/sample/sample.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {smallSample, smallShare} from "../support/small-sample.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {tempFolder} from "../support/temp-folder.ts";
import {datasets, lenses} from "../../src/terms/lenses.ts";

const root = tempFolder();
const out = await sampleBuild();
const manifest = (await readManifest(out))!;

test("the whole pipeline gives every published value", async () => {
  const comparisons = await comparePublished(out);
  assert.ok(comparisons.length > 700, String(comparisons.length));
  assert.deepEqual(
    comparisons.filter(({ok}) => !ok),
    []
  );
  const document = readFileSync(join(projectRoot, "docs/sample.md"), "utf8");
  assert.equal(
    insertComparisons(document, comparisons),
    document,
    "run npm run check -- published --write docs/sample.md"
  );
});

test(
  "another decision about one link changes the values of its technology, and the check says so",
  {timeout: 180_000},
  async () => {
    const data = join(root, "data");
    for (const folder of readdirSync(join(projectRoot, "data"))) {
      if (folder !== "raw" && folder !== "build")
        cpSync(join(projectRoot, "data", folder), join(data, folder), {recursive: true});
    }
    // The accepted link of photonics that stands on most patents, turned.
    const db = await WorkDatabase.open();
    const table = (name: string) => `read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`;
    const [link] =
      await db.rows(`SELECT vocabulary, symbol, similarity, cooccurrence FROM ${table("links")} JOIN ${table("technologies")} USING (technology)
    WHERE vocabulary = 'cpc' AND name = 'Photonics' AND accepted ORDER BY documents DESC, symbol LIMIT 1`);
    db.close();
    const path = join(data, "classification/decisions.csv");
    const decisions = csvParse(readFileSync(path, "utf8"));
    const rows = decisions.filter(
      (row) => !(row.vocabulary === "cpc" && row.code === link!.symbol && row.technology === "Photonics")
    );
    const turned = {
      vocabulary: "cpc",
      code: String(link!.symbol),
      technology: "Photonics",
      decision: "reject",
      reviewer: "test",
      date: "2026-01-01",
      note: "turned",
      similarity: String(link!.similarity),
      cooccurrence: String(link!.cooccurrence),
      model: "minilm-words@1"
    };
    writeFileSync(path, csvFormat<Record<string, unknown>>([...rows, turned], decisions.columns));
    const extracts = Object.fromEntries(
      datasets.map((dataset) => [dataset, {folder: join(projectRoot, "data/raw/sample", dataset), synthetic: true}])
    );
    const other = join(root, "turned");
    await buildWarehouse(other, "key", {...defaultOptions, data, extracts}, {progress: {update() {}, finish() {}}});
    const missed = (await comparePublished(other)).filter(({ok}) => !ok);
    assert.ok(
      missed.some(
        ({indicator, subject, computed, published}) =>
          indicator === "patent count" && subject === "Photonics" && Number(computed) < Number(published)
      ),
      describeComparisons(missed)
    );
    assert.ok(
      missed.every(({indicator, subject}) => indicator !== "patent count" || subject === "Photonics"),
      describeComparisons(missed)
    );
    assert.match(describeComparisons(missed), /MISS {2}patent share, %: Photonics/);
  }
);

test("two runs of the generator give the same bytes", async () => {
  const again = join(root, "again");
  const {files} = await writeSample(again, {share: smallShare});
  const first = await smallSample();
  const hashes = (folder: string) =>
    files.map((file) =>
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex")
    );
  assert.deepEqual(hashes(again), hashes(first));
});

test("the tables stay small", () => {
  const bytes = manifest.tables.reduce(
    (sum, {name}) => sum + statSync(join(out, manifest.build, `${name}.parquet`)).size,
    0
  );
  assert.ok(bytes < 12_000_000, String(bytes));
});

test("other regions are as large as public statistics say", async () => {
  const db = await WorkDatabase.open();
  const table = (name: string) => `read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`;
  const statistics = readCsvSql(join(projectRoot, "data/sample/regions.csv"), {
    columns: {location: "VARCHAR", population: "DOUBLE", gdp: "DOUBLE", patents: "DOUBLE", estimated: "VARCHAR"},
    delimiter: ",",
    mark: '"'
  });
  await db.run(
    `CREATE TABLE regions AS FROM ${statistics} SELECT location AS code, population, gdp, patents AS filings`
  );
  for (const lens of lenses)
    await db.run(`ALTER TABLE regions ADD COLUMN ${lens} DOUBLE DEFAULT 0;
      UPDATE regions SET ${lens} = found.documents FROM (
        SELECT code, sum(documents)::DOUBLE AS documents FROM ${table(lens)} JOIN ${table(`${lens}_location_sets`)} USING (location_set)
        JOIN ${table("locations")} USING (location) GROUP BY code) AS found WHERE regions.code = found.code`);
  const correlation = (one: string, other: string) =>
    db.number(`SELECT corr(a, b) FROM (
      SELECT rank() OVER (ORDER BY ${one}) AS a, rank() OVER (ORDER BY ${other}) AS b FROM regions)`);
  assert.equal(await db.number("SELECT count(*) FROM regions"), 299);
  assert.ok((await correlation("patents", "filings")) > 0.95);
  assert.ok((await correlation("publications", "sqrt(population * gdp)")) > 0.95);
  assert.ok((await correlation("publications", "population")) > 0.8);
  assert.ok((await correlation("deals", "gdp")) > 0.95);
  const rows = await db.rows("SELECT * FROM regions ORDER BY patents DESC");
  const of = (code: string) => rows.find((row) => row.code === code)!;
  const order = rows.map(({code}) => code);
  for (const code of ["FR10", "DE21", "DE11", "NL41"]) assert.ok(order.indexOf(code) < 8, String(code));
  for (const code of ["FI20", "NO0B", "ES63", "ES64", "ITC2"]) {
    for (const lens of lenses) assert.ok(Number(of(code)[lens]) < Number(of("ES11")[lens]) / 4, `${code} ${lens}`);
  }
  for (const code of ["FI20", "NO0B", "ES63", "ES64"]) assert.ok(Number(of(code).patents) <= 20, code);
  // No region has patents from nothing, or more than statistics and chance explain; Flanders has its published counts.
  const [documents, filings] = ["patents", "filings"].map((column) =>
    rows.filter(({code}) => !String(code).startsWith("BE2")).reduce((sum, row) => sum + Number(row[column]), 0)
  ) as [number, number];
  for (const row of rows.filter(({code}) => !String(code).startsWith("BE2"))) {
    const expected = (Number(row.filings) * documents) / filings;
    const patents = Number(row.patents);
    assert.ok(
      patents <= 2 * expected + 3 && patents >= expected / 2 - 3,
      `${String(row.code)}: ${patents}, ${expected}`
    );
  }
  db.close();
});

test("every region has a profile of its own, with the strengths for which it is known", async () => {
  const db = await WorkDatabase.open();
  for (const {name} of manifest.tables)
    await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`);
  assert.ok(
    (await db.number(
      "SELECT count(DISTINCT location) FROM patents_location_sets JOIN locations USING (location) WHERE NOT benchmark"
    )) >= 10
  );
  const shares = await db.rows(`
    WITH members AS (SELECT DISTINCT code_set, technology FROM patents_code_sets JOIN links USING (code) WHERE accepted),
    places AS (SELECT location_set, code FROM patents_location_sets JOIN locations USING (location) WHERE benchmark),
    totals AS (SELECT code, sum(documents) AS documents FROM patents JOIN places USING (location_set) GROUP BY code),
    counts AS (SELECT code, technology, sum(documents) AS documents FROM patents JOIN places USING (location_set) JOIN members USING (code_set) GROUP BY ALL)
    SELECT counts.code, name, totals.documents AS total, counts.documents / totals.documents
      / ((sum(counts.documents) OVER (PARTITION BY technology)) / (SELECT sum(documents) FROM totals)) AS rca
    FROM counts JOIN totals USING (code) JOIN technologies USING (technology)`);
  db.close();
  const rca = (code: string, name: string) => Number(shares.find((row) => row.code === code && row.name === name)!.rca);
  for (const [code, name] of [
    ["NL41", "Photonics"],
    ["NL41", "Semiconductors"],
    ["CH03", "Pharmaceuticals"],
    ["SE11", "Internet of Things (IOT)"],
    ["FRK2", "Microelectronics"],
    ["DK04", "Wind Energy"],
    ["FRJ2", "Space technologies"]
  ] as const) {
    assert.ok(rca(code, name) > 1.4, `${code} ${name}: ${rca(code, name)}`);
  }
  assert.ok(rca("CH03", "Semiconductors") < 0.8 && rca("NL41", "Pharmaceuticals") < 0.8);
  // Beyond chance: a region of a thousand documents is strong in some technologies and weak in others.
  const profiles = group(
    shares.filter(({total}) => Number(total) > 1000),
    ({code}) => String(code)
  );
  assert.ok(profiles.size > 80, String(profiles.size));
  for (const [code, rows] of profiles) {
    const ratios = rows.map((row) => Number(row.rca));
    assert.ok(Math.max(...ratios) > 1.4 && Math.min(...ratios) < 0.8, `${code}: ${ratios.join(" ")}`);
  }
});

test("years rise and fall as files of that edition do, and one company is half of what its technology got", async () => {
  const db = await WorkDatabase.open();
  const build = (name: string) => `read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`;
  const byYear = async (lens: string) =>
    new Map(
      (await db.rows(`SELECT year, sum(documents)::DOUBLE AS documents FROM ${build(lens)} GROUP BY year`)).map(
        ({year, documents}) => [Number(year), Number(documents)]
      )
    );
  const [patents, publications] = [await byYear("patents"), await byYear("publications")];
  assert.deepEqual([...patents.keys()].sort(), [2020, 2021, 2022, 2023, 2024]);
  assert.deepEqual([...publications.keys()].sort(), [2021, 2022, 2023, 2024, 2025]);
  assert.ok(patents.get(2024)! < 0.6 * patents.get(2022)!, "the last year of patents is not truncated");
  db.close();
  const folder = join(projectRoot, "data/raw/sample/deals");
  const rounds = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".csv"))
      .flatMap((name) => csvParse(readFileSync(join(folder, name), "utf8").replace(/^\ufeff/, "")))
      .map((row) => [row["Transaction Name URL"], row])
  );
  const undisclosed =
    Array.from(rounds.values()).filter((row) => row["Money Raised (in USD)"] === "").length / rounds.size;
  const giant = Array.from(rounds.values())
    .filter((row) => row["Organization Name"] === "Synthetic Company Giant")
    .reduce((sum, row) => sum + Number(row["Money Raised (in USD)"]!.replaceAll(",", "")) / 1e6, 0);
  const published = Number(
    csvParse(readFileSync(join(projectRoot, "data/published/values.csv"), "utf8")).find(
      ({kst}) => kst === "Advanced Manufacturing"
    )!.fund_musd
  );
  assert.ok(Math.abs(giant / published - 0.499) < 0.001, `${giant} of ${published}`);
  assert.ok(undisclosed > 0.1 && undisclosed < 0.3, String(undisclosed));
});
