/** A region that can be picked: a NUTS1 region with several NUTS2 regions in it, or a NUTS2 region. */
export interface Region {
  code: string;
  name: string;
  country: string;
  level: "nuts1" | "nuts2";
}

type Sql = (strings: readonly string[]) => Promise<Iterable<{toJSON(): Record<string, unknown>}>>;

/**
 * All regions of the benchmark in the order of their codes, each NUTS1 region before its NUTS2 regions. A NUTS1
 * region that is one NUTS2 region, or has its name, is left out.
 *
 * @param sql a function that runs SQL over the published tables
 */
export async function loadRegionList(sql: Sql): Promise<Region[]> {
  const rows = await sql([`
    SELECT nuts1 AS code, any_value(nuts1_name) AS name, any_value(country) AS country, 'nuts1' AS level
    FROM locations WHERE benchmark GROUP BY nuts1 HAVING count(*) > 1
    UNION ALL
    SELECT code, name, country, level FROM locations WHERE benchmark
    ORDER BY code`]);
  return Array.from(rows, (row) => row.toJSON() as unknown as Region);
}
