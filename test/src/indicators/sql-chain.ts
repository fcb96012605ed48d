import {
  complexitySql,
  cooccurrenceSql,
  densitySql,
  rcaSql,
  relatednessSql
} from "../../../tools/bench/plain-sql/indicators.ts";
import type {Method} from "../../../src/indicators/method.ts";
import type {SqlEngine} from "../../support/sql-engines.ts";

/** What the plain SQL gives, as flat arrays in the order of the ids; NaN for null. */
export interface SqlIndicators {
  cooccurrence: number[];
  relatedness: number[];
  rca: number[];
  advantage: number[];
  density: number[];
  complexity: number[];
}

/** Runs the whole chain in SQL on counts and documents given as arrays. */
export async function sqlIndicators(
  engine: SqlEngine,
  {
    counts,
    locations,
    technologies,
    documents
  }: {counts: ArrayLike<number>; locations: number; technologies: number; documents: readonly (readonly number[])[]},
  method: Method
): Promise<SqlIndicators> {
  const values = (rows: readonly string[], columns: string) =>
    rows.length === 0
      ? `SELECT ${columns
          .split(", ")
          .map((column) => `0 AS ${column}`)
          .join(", ")} WHERE false`
      : `SELECT * FROM (VALUES ${rows.join(", ")}) t(${columns})`;
  await engine.query(`
    CREATE OR REPLACE TABLE locations AS SELECT range::INTEGER AS location, true AS benchmark, true AS world FROM range(${locations});
    CREATE OR REPLACE TABLE technologies AS SELECT range::INTEGER AS technology FROM range(${technologies});
    CREATE OR REPLACE TABLE counts AS SELECT location::INTEGER AS location, technology::INTEGER AS technology, value::DOUBLE AS value
      FROM (${values(
        Array.from(counts, (value, at) => [at, value] as const)
          .filter(([, value]) => value !== 0)
          .map(([at, value]) => `(${Math.floor(at / technologies)}, ${at % technologies}, ${value}::DOUBLE)`),
        "location, technology, value"
      )});
    CREATE OR REPLACE TABLE documents AS SELECT document::INTEGER AS document, technology::INTEGER AS technology
      FROM (${values(
        documents.flatMap((set, document) => set.map((technology) => `(${document}, ${technology})`)),
        "document, technology"
      )})`);
  await engine.query(`CREATE OR REPLACE TABLE cooccurrences AS ${cooccurrenceSql}`);
  await engine.query(`CREATE OR REPLACE TABLE relatednesses AS ${relatednessSql(method)}`);
  await engine.query(`CREATE OR REPLACE TABLE advantages AS ${rcaSql(method)}`);
  const pairs = async (table: string, value: string) => {
    const result = new Array<number>(technologies * technologies).fill(0);
    for (const row of await engine.query(`SELECT technology_a, technology_b, ${value} AS value FROM ${table}`))
      result[Number(row.technology_a) * technologies + Number(row.technology_b)] = Number(row.value);
    return result;
  };
  const list = async (sql: string) =>
    (await engine.query(sql)).map(({value}) => (value === null ? Number.NaN : Number(value)));
  return {
    cooccurrence: await pairs("cooccurrences", "cooccurrence"),
    relatedness: await pairs("relatednesses", "relatedness"),
    rca: await list("SELECT rca AS value FROM advantages ORDER BY location, technology"),
    advantage: await list("SELECT advantage::INTEGER AS value FROM advantages ORDER BY location, technology"),
    density: await list(`SELECT density AS value FROM (${densitySql({ordered: true})}) ORDER BY location, technology`),
    complexity: await list(`SELECT complexity AS value FROM (${complexitySql(method)}) ORDER BY technology`)
  };
}
