import type {Method} from "../../../src/indicators/method.ts";

/**
 * The indicators in plain SQL, as an analyst would write them: a reference for the exactness and speed of the modules
 * in `src/indicators`. It runs in DuckDB and in DuckDB-WASM.
 *
 * The queries read `locations(location, benchmark, world)`, `technologies(technology)`, `counts(location, technology,
 * value)` and `documents(document, technology)`. Technologies have ids from 0. RCA is relative to the benchmark;
 * complexity is over the world.
 */
export const cooccurrenceSql = `
SELECT a.technology AS technology_a, b.technology AS technology_b, count(*)::DOUBLE AS cooccurrence
FROM documents a JOIN documents b ON a.document = b.document AND a.technology <> b.technology
GROUP BY ALL`;

/** SQL for the RCA and advantage of every location and technology, with a pooled benchmark. */
export function rcaSql({rca_threshold: threshold, strict}: Pick<Method, "rca_threshold" | "strict">): string {
  const [than, whole] = [strict ? ">" : ">=", threshold === 1];
  return `
WITH cells AS (
  SELECT location, benchmark, technology, coalesce(value, 0) AS value
  FROM locations CROSS JOIN technologies LEFT JOIN counts USING (location, technology)
), location_totals AS (
  SELECT location, sum(value) AS location_total FROM cells GROUP BY location
), technology_totals AS (
  SELECT technology, sum(value) AS technology_total FROM cells WHERE benchmark GROUP BY technology
), totals AS (
  SELECT sum(value) FILTER (benchmark) AS total, bool_and(value = trunc(value)) AS whole FROM cells
), quotients AS (
  SELECT *, CASE WHEN value = 0 THEN 0 ELSE value / location_total / (technology_total / total) END AS rca
  FROM cells JOIN location_totals USING (location) JOIN technology_totals USING (technology) CROSS JOIN totals
)
SELECT location, technology, value AS count, rca,
  value > 0 AND CASE WHEN ${whole} AND whole
    THEN value::HUGEINT * total::HUGEINT ${than} location_total::HUGEINT * technology_total::HUGEINT
    ELSE rca ${than} ${threshold} END AS advantage
FROM quotients`;
}

/** SQL for the relatedness of pairs that share documents. It reads `cooccurrences`, the result of `cooccurrenceSql`. */
export function relatednessSql({relatedness: measure}: Pick<Method, "relatedness">): string {
  const formula = {
    cosine: "cooccurrence / sqrt(sa * sb)",
    association: "(cooccurrence * total) / (sa * sb)",
    jaccard: "cooccurrence / (sa + sb - cooccurrence)",
    prob: "cooccurrence / ((total / 2) * ((sa / total) * (sb / (total - sa)) + (sb / total) * (sa / (total - sb))))"
  }[measure];
  return `
WITH sums AS (SELECT technology_a AS technology, sum(cooccurrence) AS s FROM cooccurrences GROUP BY ALL),
totals AS (SELECT sum(cooccurrence) AS total FROM cooccurrences)
SELECT technology_a, technology_b, ${formula} AS relatedness
FROM (
  SELECT technology_a, technology_b, cooccurrence, total,
    CASE WHEN technology_a < technology_b THEN x.s ELSE y.s END AS sa,
    CASE WHEN technology_a < technology_b THEN y.s ELSE x.s END AS sb
  FROM cooccurrences
  JOIN sums x ON x.technology = technology_a
  JOIN sums y ON y.technology = technology_b
  CROSS JOIN totals
)`;
}

/**
 * SQL for the relatedness density of every location and technology; null without relatedness. It reads `advantages`,
 * the result of `rcaSql`, and `relatednesses`, the result of `relatednessSql`.
 *
 * @param ordered whether to sum in the order of the ids, so that results agree to the last digit in every engine; this
 * is slower, and unusual for an analyst
 * @param targets number of technologies to compute, from the first; all by default
 */
export function densitySql({ordered, targets}: {ordered: boolean; targets?: number}): string {
  const only = (column: string) => (targets === undefined ? "" : ` AND ${column} < ${targets}`);
  const order = ordered ? " ORDER BY technology_a" : "";
  return `
WITH whole AS (
  SELECT technology_b AS technology, sum(relatedness${order}) AS whole FROM relatednesses GROUP BY ALL
), part AS (
  SELECT location, technology_b AS technology, sum(relatedness${order}) AS part
  FROM advantages JOIN relatednesses ON technology_a = technology WHERE advantage${only("technology_b")} GROUP BY ALL
)
SELECT location, technology, (100 * coalesce(part, 0)) / whole AS density
FROM locations CROSS JOIN technologies LEFT JOIN whole USING (technology) LEFT JOIN part USING (location, technology)
WHERE true${only("technology")}`;
}

/** SQL for the concentration complexity of every technology; null for a technology without counts. */
export function complexitySql({
  complexity_start: start,
  complexity_step: step,
  complexity_end: end
}: Pick<Method, "complexity_start" | "complexity_step" | "complexity_end">): string {
  return `
WITH totals AS (
  SELECT location, coalesce(sum(value), 0) AS total
  FROM locations LEFT JOIN counts USING (location)
  WHERE world
  GROUP BY location
), ordered AS (
  SELECT location, row_number() OVER (ORDER BY total DESC, location) AS place, count(*) OVER () AS locations FROM totals
), last AS (
  SELECT least(any_value(locations), ${end ?? "any_value(locations)"}) AS last FROM ordered
), runs AS (
  SELECT unnest(CASE WHEN last < ${start} THEN [last] ELSE range(${start}, last + 1, ${step}) END) AS size FROM last
), technology_totals AS (
  SELECT technology, sum(value) AS total
  FROM counts JOIN locations USING (location)
  WHERE world
  GROUP BY technology
  HAVING sum(value) > 0
), shares AS (
  SELECT technology, size, coalesce(sum(value) FILTER (place <= size), 0) / any_value(technology_totals.total) AS share
  FROM runs CROSS JOIN counts JOIN ordered USING (location) JOIN technology_totals USING (technology)
  GROUP BY ALL
)
SELECT technology, 100 * sum(share ORDER BY size) / count(share) AS complexity
FROM technologies LEFT JOIN shares USING (technology) GROUP BY technology`;
}
