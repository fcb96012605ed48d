import type {MapRegion} from "./map.ts";
import type {RegionData} from "../narrative/report-data.ts";
import type {Lens} from "../terms/lenses.ts";

/**
 * RCA and count of one technology in every region of the benchmark.
 * @param technology index in the snapshot, from 0
 */
export function regionsIn(
  {code, name, lon, lat, rca, count, missing, total, few, share}: RegionData,
  lens: Lens,
  technology: number
): MapRegion[] {
  return code.map((one, i) => ({
    code: one,
    name: name[i]!,
    lon: lon[i]!,
    lat: lat[i]!,
    rca: rca[lens][i]![technology]!,
    count: count[lens][i]![technology]!,
    expected: total[lens][i]! * share[lens][technology]!,
    missing: missing[lens][i]![technology] ?? (few[lens][i] ? "few" : null)
  }));
}
