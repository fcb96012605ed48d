import assert from "node:assert/strict";
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {after, describe, test} from "node:test";
import {csvParseRows} from "d3";
import {advantage, rca} from "../../../src/indicators/rca.ts";
import {concentrationComplexity} from "../../../src/indicators/complexity.ts";
import {cooccurrence} from "../../../src/indicators/cooccurrence.ts";
import {relatednessDensity} from "../../../src/indicators/density.ts";
import {createMatrix, type Matrix} from "../../../src/indicators/matrix.ts";
import {reportMethod} from "../../../src/indicators/method.ts";
import {relatedness, relatednessMeasures} from "../../../src/indicators/relatedness.ts";
import {nativeEngine, wasmEngine} from "../../support/sql-engines.ts";
import {sqlIndicators} from "./sql-chain.ts";

// Inputs and results of EconGeo 2.1; golden/README.md says where they come from.
const folder = new URL("./golden/", import.meta.url).pathname;
const cases = readdirSync(folder, {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name);
const has = (name: string, file: string) => existsSync(join(folder, name, `${file}.csv`));

function table(name: string, file: string): {ids: string[]; columns: string[]; values: number[]} {
  const [header, ...rows] = csvParseRows(readFileSync(join(folder, name, `${file}.csv`), "utf8"));
  return {
    ids: rows.map(([id]) => id!),
    columns: header!.slice(1),
    values: rows.flatMap((row) => row.slice(1).map((text) => (/^(NaN|NA|)$/.test(text) ? Number.NaN : Number(text))))
  };
}

function matrixOf(name: string, file: string): Matrix {
  const {ids, columns, values} = table(name, file);
  return createMatrix(ids.length, columns.length, Float64Array.from(values));
}

/** Documents as sets of column numbers. */
function documentsOf(name: string): number[][] {
  const technologies = table(name, "input_location_x_tech").columns;
  const sets = new Map<string, number[]>();
  for (const [document, technology] of csvParseRows(
    readFileSync(join(folder, name, "input_patent_tech.csv"), "utf8")
  ).slice(1)) {
    sets.set(document!, [...(sets.get(document!) ?? []), technologies.indexOf(technology!)]);
  }
  return [...sets.values()];
}

function setsOf(documents: readonly (readonly number[])[]) {
  const starts = [0];
  for (const set of documents) starts.push(starts.at(-1)! + set.length);
  return {starts, members: documents.flat()};
}

/** Equal within a tolerance, relative above 1; a missing value only equals a missing one. */
function near(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; ++i) {
    const [a, b] = [actual[i]!, expected[i]!];
    assert.ok(
      Number.isNaN(b) ? Number.isNaN(a) : Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)),
      `${what}, ${i}: ${a} instead of ${b}`
    );
  }
}

/** To two digits, from the exact value of the double, as R does. */
const round = (values: ArrayLike<number>) => Float64Array.from(values, (value) => Number(value.toFixed(2)));
const without = ["D3_ties_in_location_order"];

for (const name of cases.filter((one) => !without.includes(one))) {
  describe(name, () => {
    const counts = matrixOf(name, "input_location_x_tech");
    const together = matrixOf(name, "cooccurrence");

    test("co-occurrence", {skip: !has(name, "input_patent_tech")}, () => {
      near(cooccurrence(setsOf(documentsOf(name)), counts.columns).values, together.values, 0, "co-occurrence");
    });

    test("RCA and advantage", () => {
      near(rca(counts).values, table(name, "rca_location_quotient").values, 1e-12, "RCA");
      near(advantage(counts), table(name, "rca_binary_strict_gt1").values, 0, "advantage above 1");
      near(
        advantage(counts, {strict: false}),
        table(name, "rca_binary_econgeo_ge1").values,
        0,
        "advantage from 1 on, as in EconGeo"
      );
    });

    test("relatedness", () => {
      for (const measure of relatednessMeasures)
        near(relatedness(together, measure).values, table(name, `relatedness_${measure}`).values, 1e-12, measure);
    });

    test("density", () => {
      for (const measure of ["cosine", "association"] as const) {
        const related = relatedness(together, measure);
        near(
          relatednessDensity(advantage(counts), related).values,
          table(name, `density_${measure}_unrounded_strict_gt1`).values,
          1e-9,
          measure
        );
        const binary = Uint8Array.from(table(name, "rca_binary_econgeo_ge1").values);
        near(
          round(relatednessDensity(binary, related).values),
          table(name, `density_${measure}_econgeo_round2_ge1`).values,
          0,
          `${measure}, rounded`
        );
      }
    });

    test("complexity", {skip: !has(name, "concentration_complexity")}, () => {
      const {columns, values} = table(name, "concentration_complexity");
      for (const [i, column] of columns.entries()) {
        const [, start, step, end] = /^top(\d+)_step(\d+)_(?:all|to(\d+))$/.exec(column)!;
        const expected = values.filter((_, at) => at % columns.length === i);
        near(
          concentrationComplexity(counts, {
            start: Number(start),
            step: Number(step),
            end: end === undefined ? counts.rows : Number(end)
          }),
          expected,
          1e-9,
          column
        );
      }
    });
  });
}

test("ties in the order of locations are broken by one rule", () => {
  const counts = matrixOf("A_6x5", "input_location_x_tech");
  const {columns, values} = table("D3_ties_in_location_order", "concentration_complexity_top2_step2");
  const compare = {ids_ascending: (a: number, b: number) => a - b, ids_descending: (a: number, b: number) => b - a};
  assert.deepEqual(columns, Object.keys(compare));
  for (const [i, column] of columns.entries()) {
    const expected = values.filter((_, at) => at % columns.length === i);
    near(
      concentrationComplexity(counts, {start: 2, step: 2, compare: compare[column as keyof typeof compare]}),
      expected,
      1e-9,
      column
    );
  }
});

describe("in SQL", async () => {
  const engines = [await nativeEngine(), await wasmEngine()];
  after(() => engines.forEach((engine) => engine.close()));
  for (const engine of engines) {
    for (const name of cases.filter((one) => has(one, "input_patent_tech"))) {
      test(`${engine.name} gives ${name}`, async () => {
        const counts = matrixOf(name, "input_location_x_tech");
        const input = {
          counts: counts.values,
          locations: counts.rows,
          technologies: counts.columns,
          documents: documentsOf(name)
        };
        for (const measure of relatednessMeasures) {
          const method = {...reportMethod, relatedness: measure, complexity_start: 2, complexity_step: 2};
          const sql = await sqlIndicators(engine, input, method);
          near(sql.cooccurrence, table(name, "cooccurrence").values, 0, "co-occurrence");
          near(sql.rca, table(name, "rca_location_quotient").values, 1e-12, "RCA");
          near(sql.advantage, table(name, "rca_binary_strict_gt1").values, 0, "advantage");
          near(sql.relatedness, table(name, `relatedness_${measure}`).values, 1e-12, measure);
          if (has(name, `density_${measure}_unrounded_strict_gt1`))
            near(sql.density, table(name, `density_${measure}_unrounded_strict_gt1`).values, 1e-9, "density");
        }
      });
    }
    test(`${engine.name} gives complexity`, async () => {
      const counts = matrixOf("B_40x38", "input_location_x_tech");
      const {columns, values} = table("B_40x38", "concentration_complexity");
      for (const [i, column] of columns.entries()) {
        const [, start, step, end] = /^top(\d+)_step(\d+)_(?:all|to(\d+))$/.exec(column)!;
        const method = {
          ...reportMethod,
          complexity_start: Number(start),
          complexity_step: Number(step),
          complexity_end: end === undefined ? null : Number(end)
        };
        const sql = await sqlIndicators(
          engine,
          {counts: counts.values, locations: counts.rows, technologies: counts.columns, documents: []},
          method
        );
        near(
          sql.complexity,
          values.filter((_, at) => at % columns.length === i),
          1e-9,
          column
        );
      }
    });
  }
});
