import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {idNumber} from "../../../data-loaders/harvest/state.ts";
import {works} from "./api-server.ts";

/** The numbers of the works, or of other entities, in a harvest's folder, in the order of its part files. */
export function idsOf(folder: string, entity = "works"): number[] {
  const path = join(folder, entity);
  return readdirSync(path)
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(path, name)))
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => idNumber((JSON.parse(line) as {id: string}).id))
    );
}

/** What a harvest of BE2 must hold: works with an institution in Leuven (odd numbers), of the right years and kinds. */
export const expectedWorks = works
  .filter(
    (work) =>
      work.publication_year >= 2021 &&
      !work.is_retracted &&
      !work.is_xpac &&
      work.authorships.some(({institutions}) =>
        institutions.some(({id}) => idNumber(id) < 2000 && idNumber(id) % 2 === 1)
      )
  )
  .map(({id}) => idNumber(id));
