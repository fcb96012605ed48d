import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";

/** What public statistics say about the size of a NUTS2 region. */
export interface RegionStatistics {
  /** Inhabitants. */
  population: number;
  /** Gross domestic product in millions of euros. */
  gdp: number;
  /** Applications at the European Patent Office over five years, by the address of their inventors. */
  patents: number;
}

const columns = ["population", "gdp", "patents"] as const;

/**
 * Reads the statistics of all regions.
 * @param path `data/sample/regions.csv`
 * @param codes NUTS2 codes, each of which needs one row
 * @throws InputError for a missing, repeated or unknown region, or a value that is no size
 */
export async function loadRegionStatistics(
  path: string,
  codes: readonly string[]
): Promise<ReadonlyMap<string, RegionStatistics>> {
  const known = new Set(codes);
  const statistics = new Map<string, RegionStatistics>();
  csvParse(await readFile(path, "utf8")).forEach((row, i) => {
    const {location = ""} = row;
    const place = {file: path, line: i + 2};
    if (!known.has(location))
      throw new InputError(`unknown region: ${location}`, {...place, advice: "use a NUTS 2021 level-2 code"});
    if (statistics.has(location))
      throw new InputError(`repeated region: ${location}`, {...place, advice: "keep one row per region"});
    const [population, gdp, patents] = columns.map((column) => {
      const value = row[column] ? Number(row[column]) : Number.NaN;
      // A region may be without patents, not without people or an economy.
      if (value > 0 || (value === 0 && column === "patents")) return value;
      throw new InputError(`invalid ${column} of ${location}: ${row[column]}`, {...place, advice: "give its size"});
    }) as [number, number, number];
    statistics.set(location, {population, gdp, patents});
  });
  const missing = codes.filter((code) => !statistics.has(code));
  if (missing.length > 0)
    throw new InputError(`no statistics of ${missing.join(", ")}`, {file: path, advice: "add a row for each"});
  return statistics;
}
