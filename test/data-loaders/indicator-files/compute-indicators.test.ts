import assert from "node:assert/strict";
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import {command, runIndicators} from "../../../data-loaders/indicator-files/compute-indicators.ts";
import {markerName} from "../../../data-loaders/folders/marker.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../../data-loaders/duckdb/read-csv.ts";
import {quote} from "../../../src/text/sql.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
const golden = new URL("../../src/indicators/golden/A_6x5/", import.meta.url).pathname;
const wide = csvParse(readFileSync(join(golden, "input_location_x_tech.csv"), "utf8"));
const technologies = wide.columns.slice(1);
const counts = `location,technology,value,note\n${wide.flatMap((row) => technologies.filter((name) => row[name] !== "0").map((name) => `${row.id},${name},${row[name]},x`)).join("\n")}\n`;
const documents = readFileSync(join(golden, "input_patent_tech.csv"), "utf8").replace(
  "patent,tech",
  "document,technology"
);
writeFiles(root, {
  "counts.csv": counts,
  "documents.csv": `${documents.trimEnd()}\n1,T1\n`,
  "scenario.json": '{"complexity_start": 1, "complexity_step": 1}'
});
const at = (name: string) => join(root, name);

const run = async (...args: string[]) => await runIndicators(command.read(args).values);

const read = (folder: string, name: string) => csvParse(readFileSync(join(root, folder, `${name}.csv`), "utf8"));

test("the command reproduces a golden case in full precision", async () => {
  await run(
    "--counts",
    at("counts.csv"),
    "--documents",
    at("documents.csv"),
    "--out",
    at("all"),
    "--scenario",
    at("scenario.json")
  );
  const expected = (file: string) =>
    new Map(csvParse(readFileSync(join(golden, `${file}.csv`), "utf8")).map((row) => [row.id ?? row.tech!, row]));
  const near = (a: string | undefined, b: string | undefined) =>
    assert.ok(Math.abs(Number(a) - Number(b)) <= 1e-12 * Math.max(1, Number(b)), `${a} instead of ${b}`);
  const [location, binary] = [expected("rca_location_quotient"), expected("rca_binary_strict_gt1")];
  for (const row of read("all", "rca")) {
    near(row.rca, location.get(row.location!)![row.technology!]);
    assert.equal(row.advantage, binary.get(row.location!)![row.technology!]);
  }
  const [together, cosine] = [expected("cooccurrence"), expected("relatedness_cosine")];
  const pairs = read("all", "relatedness");
  assert.equal(pairs.length, 20);
  for (const row of pairs) {
    assert.equal(row.cooccurrence, together.get(row.technology_a!)![row.technology_b!]);
    near(row.relatedness, cosine.get(row.technology_a!)![row.technology_b!]);
  }
  const density = expected("density_cosine_unrounded_strict_gt1");
  for (const row of read("all", "density")) near(row.density, density.get(row.location!)![row.technology!]);
  const complexity = expected("concentration_complexity");
  for (const row of read("all", "complexity")) near(row.complexity, complexity.get(row.technology!)!.top1_step1_all);
});

test("either file alone is enough for what it determines, and Parquet is as good as CSV", async () => {
  await run("--counts", at("counts.csv"), "--out", at("counts"));
  assert.deepEqual(readdirSync(at("counts")).sort(), [markerName, "complexity.csv", "rca.csv"]);
  await run("--documents", at("documents.csv"), "--out", at("documents"));
  assert.deepEqual(readdirSync(at("documents")).sort(), [markerName, "relatedness.csv"]);
  assert.equal(readFileSync(at("documents/relatedness.csv"), "utf8"), readFileSync(at("all/relatedness.csv"), "utf8"));
  const db = await WorkDatabase.open();
  for (const [name, columns] of [
    ["counts", {location: "VARCHAR", technology: "VARCHAR", value: "BIGINT", note: "VARCHAR"}],
    ["documents", {document: "BIGINT", technology: "VARCHAR"}]
  ] as const)
    await db.run(
      `COPY (FROM ${readCsvSql(at(`${name}.csv`), {columns, delimiter: ",", mark: '"'})}) TO ${quote(at(`${name}.parquet`))}`
    );
  db.close();
  await run(
    "--counts",
    at("counts.parquet"),
    "--documents",
    at("documents.parquet"),
    "--out",
    at("parquet"),
    "--scenario",
    at("scenario.json")
  );
  for (const name of readdirSync(at("all")))
    assert.equal(readFileSync(at(`parquet/${name}`), "utf8"), readFileSync(at(`all/${name}`), "utf8"), name);
});

test("a value that does not exist is an empty field, never 0 or NaN", async () => {
  writeFiles(root, {
    "lonely.csv": "document,technology\n1,T1\n1,T2\n2,T3\n",
    "small.csv": "location,technology,value\nR1,T1,3\nR1,T3,0\n"
  });
  await run("--counts", at("small.csv"), "--documents", at("lonely.csv"), "--out", at("lonely"));
  assert.equal(
    readFileSync(at("lonely/density.csv"), "utf8"),
    "location,technology,density\nR1,T1,0\nR1,T2,0\nR1,T3,\n"
  );
  assert.equal(readFileSync(at("lonely/complexity.csv"), "utf8"), "technology,complexity\nT1,100\nT2,\nT3,\n");
  assert.equal(
    readFileSync(at("lonely/rca.csv"), "utf8"),
    "location,technology,count,rca,advantage\nR1,T1,3,1,0\nR1,T2,0,0,0\nR1,T3,0,0,0\n"
  );
});

test("bad input is said in one line, and earlier results stay", async () => {
  const before = readFileSync(at("all/rca.csv"), "utf8");
  const refuse = async (files: Record<string, string>, args: string[], message: RegExp) => {
    writeFiles(root, files);
    await assert.rejects(
      run(...args, "--out", at("all")),
      (error: Error & {describe?(): string}) => message.test(error.describe?.() ?? `no input error: ${error}`),
      String(message)
    );
    assert.equal(readFileSync(at("all/rca.csv"), "utf8"), before);
    assert.ok(readdirSync(at("all")).every((name) => name === markerName || !name.startsWith(".")));
  };
  const bad = (text: string) => ({"bad.csv": text});
  await refuse(
    bad("location,thing,value\nR1,T1,1\n"),
    ["--counts", at("bad.csv")],
    /bad\.csv:1: there is no column called technology; the file has location, thing, value; rename/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,many\n"),
    ["--counts", at("bad.csv")],
    /bad\.csv:2:value: “many” is not a number; write a plain number/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,-2\n"),
    ["--counts", at("bad.csv")],
    /bad\.csv:2:value: “-2” is negative/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,1\nR1,T1,2\n"),
    ["--counts", at("bad.csv")],
    /bad\.csv:3: R1, T1 is already in line 2; combine/
  );
  await refuse(
    bad("document,technology\n1,\n"),
    ["--documents", at("bad.csv")],
    /bad\.csv:2:technology: the name is empty/
  );
  await refuse({}, ["--counts", at("nowhere.csv")], /nowhere\.csv: cannot read the file: there is no such file/);
  await refuse(
    {"scenario2.json": '{"relatedness": "pearson"}'},
    ["--counts", at("counts.csv"), "--scenario", at("scenario2.json")],
    /invalid relatedness: "pearson"; correct the parameter/
  );
  await refuse(
    {"scenario2.json": "{"},
    ["--counts", at("counts.csv"), "--scenario", at("scenario2.json")],
    /cannot read the scenario/
  );
  await refuse({}, [], /no input; give --counts/);
  await assert.rejects(run("--counts", at("counts.csv")), /missing --out/);
  await assert.rejects(run("--counts", at("counts.csv"), "--colour", "red"), /unknown option/);
  assert.ok(!existsSync(at("nowhere.csv")));
});

test("what was read is told, with what is doubtful", async () => {
  writeFiles(root, {"Belgium.csv": "Nuts2;Cluster_ID1;Counts\nBE2;a;1.234,5\nBE2;b;2\nBE21;a;3\nBE22;b;1\n"});
  const notes: string[] = [];
  await runIndicators(command.read(["--counts", at("Belgium.csv"), "--out", at("told")]).values, (line) =>
    notes.push(line)
  );
  assert.deepEqual(notes, [
    `${at("Belgium.csv")}: 3 locations, 2 technologies, 4 rows. Columns: Nuts2, Cluster_ID1, Counts. There is no documents column, so there are no intervals. Commas in numbers were read as decimal marks; points in numbers were read as separators of thousands. 2 combinations have no row and count as 0. Warning: BE2 contains BE21, BE22, so their values count twice in the benchmark. Remove the whole or its parts.`
  ]);
  assert.match(readFileSync(at("told/rca.csv"), "utf8"), /^BE2,a,1234\.5,/m);
});

test("the name of a file keeps its capitals in messages", async () => {
  writeFiles(root, {"Mijn Tabel.CSV": "Regio;Technologie;Waarde\nBE21;a;1.234\nBE22;b;2\n"});
  await assert.rejects(run("--counts", at("Mijn Tabel.CSV"), "--out", at("all")), (error: Error) => {
    assert.match(
      String((error as Error & {describe(): string}).describe()),
      /Mijn Tabel\.CSV:2:Waarde: “1\.234” may be/
    );
    return true;
  });
  await assert.rejects(
    run("--counts", at("counts.csv"), "--scenario", at("NoWhere.json"), "--out", at("all")),
    (error) =>
      /\/NoWhere\.json: cannot read the file: there is no such file/.test(
        (error as Error & {describe(): string}).describe()
      )
  );
});

test("the first quoted field may come after 96,000 rows", async () => {
  const plain = Array.from({length: 96_360}, (_, i) => `r${i % 1000},t${Math.floor(i / 1000)},${(i % 7) + 1}`);
  for (const [name, technology] of [
    ["r1", "t200"],
    ["Rewa, Madhya Pradesh_IN", "t1"]
  ] as const) {
    writeFiles(root, {"late.csv": `location,technology,value\n${plain.join("\n")}\n"${name}",${technology},5\n`});
    await run("--counts", at("late.csv"), "--out", at("late"));
    assert.equal(read("late", "rca").find((row) => row.location === name && row.technology === technology)!.count, "5");
  }
});
