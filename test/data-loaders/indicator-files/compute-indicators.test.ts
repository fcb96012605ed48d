import assert from "node:assert/strict";
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import {command, runIndicators} from "../../../data-loaders/indicator-files/compute-indicators.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
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
  assert.deepEqual(readdirSync(at("counts")).sort(), ["complexity.csv", "rca.csv"]);
  await run("--documents", at("documents.csv"), "--out", at("documents"));
  assert.deepEqual(readdirSync(at("documents")), ["relatedness.csv"]);
  assert.equal(readFileSync(at("documents/relatedness.csv"), "utf8"), readFileSync(at("all/relatedness.csv"), "utf8"));
  const db = await WorkDatabase.open();
  for (const name of ["counts", "documents"])
    await db.run(`COPY (FROM read_csv(${quote(at(`${name}.csv`))})) TO ${quote(at(`${name}.parquet`))}`);
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
    assert.ok(readdirSync(at("all")).every((name) => !name.startsWith(".")));
  };
  const bad = (text: string) => ({"bad.csv": text});
  await refuse(
    bad("location,tech,value\nR1,T1,1\n"),
    ["--counts", at("bad.csv")],
    /bad\.csv: no column technology among location, tech, value/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,many\n"),
    ["--counts", at("bad.csv")],
    /invalid value for R1, T1: many; give numbers/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,-2\n"),
    ["--counts", at("bad.csv")],
    /invalid value for R1, T1: -2/
  );
  await refuse(
    bad("location,technology,value\nR1,T1,1\nR1,T1,2\n"),
    ["--counts", at("bad.csv")],
    /R1, T1 appears 2 times; add them up/
  );
  await refuse(bad("document,technology\n1,\n"), ["--documents", at("bad.csv")], /1 rows without a technology/);
  await refuse({}, ["--counts", at("nowhere.csv")], /nowhere\.csv: cannot read the file/);
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
