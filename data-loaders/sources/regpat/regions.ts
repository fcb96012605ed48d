import type {WorkDatabase} from "../../duckdb/database.ts";
import {locateRegionCode} from "../../regions/region-codes.ts";
import type {Regions} from "../../regions/regions.ts";
import {readDelimited, type WantedColumn} from "../delimited.ts";
import {findInFiles} from "../files.ts";
import {nameCountries} from "../places.ts";
import type {DelimitedSource} from "../ingest.ts";
import type {Tally} from "../tally.ts";

const regionColumns: Record<string, WantedColumn> = {
  reg_code: {type: "VARCHAR", names: ["reg_code"]},
  ctry_code: {type: "VARCHAR", names: ["ctry_code"]}
};

/**
 * Fills `regpat_regions` with the location of every region code in the files. There are a few thousand codes: placing
 * each once lets the rows of the files carry a small integer.
 * @throws InputError when too many rows have an unclassified or unknown region, or no country
 */
export async function placeRegions(
  db: WorkDatabase,
  parties: readonly Pick<DelimitedSource, "file">[],
  regions: Regions,
  tally: Tally
): Promise<void> {
  const codes = parties.map(
    ({file}) => `SELECT reg_code, ctry_code FROM ${readDelimited(file, regionColumns, "region_rejects")}`
  );
  const rows = await db.rows(
    `SELECT coalesce(reg_code, '') AS reg_code, coalesce(ctry_code, '') AS ctry_code, count(*)::DOUBLE AS n
    FROM (${codes.join(" UNION ALL ")}) GROUP BY ALL ORDER BY ALL`
  );
  const places = rows.map((row) => {
    const [reg_code, ctry_code] = [String(row.reg_code), String(row.ctry_code)];
    return {reg_code, ctry_code, n: Number(row.n), ...locateRegionCode(regions, reg_code, ctry_code)};
  });
  for (const {way, location, n} of places) if (location !== null) tally.located(way, n);
  for (const [way, reason] of [
    ["unclassified", "unclassified-region"],
    ["unknown", "unknown-region"],
    ["former-country", "former-country"],
    ["no-country", "no-country"]
  ] as const) {
    const lost = places.filter((place) => place.way === way).sort((a, b) => b.n - a.n);
    await tally.drop(
      reason,
      countRows(lost),
      countRows(places),
      async () => {
        const {reg_code, ctry_code} = lost[0]!;
        const paths = parties.map(({file}) => file.path);
        return {
          what: `reg_code "${reg_code}", ctry_code "${ctry_code}"`,
          ...(await findInFiles(paths, [reg_code, ctry_code]))
        };
      },
      nameCountries(lost)
    );
  }
  await db.insert(
    "regpat_regions",
    {reg_code: "VARCHAR", ctry_code: "VARCHAR", location: "SMALLINT"},
    places.flatMap(({reg_code, ctry_code, location}) =>
      location === null ? [] : [[reg_code, ctry_code, regions.id(location)]]
    )
  );
}

const countRows = (places: readonly {n: number}[]) => places.reduce((sum, {n}) => sum + n, 0);
