/** A region that readers can select: a NUTS2 region, or a NUTS1 region with several NUTS2 regions. */
export interface Region {
  code: string;
  name: string;
  country: string;
  level: "nuts1" | "nuts2";
}

/** An error about a code that names no place. @param what is wrong with which code */
export function regionError(what: string): RangeError {
  return new RangeError(`${what}; use the NUTS code of a country, NUTS1 or NUTS2 region`);
}

/**
 * Checks that a text can be the code of a place, so that it can stand in SQL.
 * @throws RangeError for any other text
 */
export function checkRegionCode(region: string): void {
  if (!/^[A-Z]{2}[A-Z0-9]{0,2}$/.test(region)) throw regionError(`invalid region: ${region}`);
}

/**
 * SQL condition on `locations` for those within a place. Codes of NUTS nest: a country's begin those of its regions.
 * @param region code of a country, a NUTS1 or NUTS2 region, already checked
 */
export const withinSql = (region: string) => `starts_with(code, '${region}')`;

/**
 * SQL for all regions of the benchmark by code, each NUTS1 region before its NUTS2 regions. A NUTS1 region with a
 * single NUTS2 region is excluded.
 */
export const regionListSql = `
    SELECT nuts1 AS code, any_value(nuts1_name) AS name, any_value(country) AS country, 'nuts1' AS level
    FROM locations WHERE benchmark GROUP BY nuts1 HAVING count(*) > 1
    UNION ALL
    SELECT code, name, country, level FROM locations WHERE benchmark
    ORDER BY code`;
