import {gzipSync} from "node:zlib";
import type {Technology} from "../classification/taxonomy.ts";
import type {Catalogue} from "./catalogue.ts";
import type {LocationSet} from "./plan/counts.ts";
import type {PlannedDocument} from "./plan/documents.ts";
import type {Random} from "./random.ts";
import type {Site} from "./sites.ts";
import {drawYear} from "./years.ts";

/** Works a part file; OpenAlex divides its snapshot as well. */
const worksPerPart = 100_000;

/**
 * Writes a part of an OpenAlex snapshot: works with up to three topics, and the institutions of their authors. Ids are in a
 * range that OpenAlex does not use. Beside the planned works there are some that no reader may count: retracted ones,
 * paratext, those of the extended set, and works without an institution.
 *
 * @returns compressed JSON Lines by file name, one file at a time
 */
export function* writePublications(
  documents: readonly PlannedDocument[],
  snapshotDate: string,
  context: {
    sets: readonly LocationSet[];
    sites: readonly Site[];
    technologies: readonly Technology[];
    labels: ReadonlyMap<string, string>;
    catalogue: Catalogue;
    random: Random;
  }
): Generator<[name: string, content: Uint8Array]> {
  const {sets, sites, technologies, labels, catalogue, random} = context;
  const institutions = new Map<string, {id: string; line: string}>();
  const institutionAt = (site: Site, n: number): string => {
    const key = `${site.code} ${n}`;
    let found = institutions.get(key);
    if (!found) {
      const id = `https://openalex.org/I${9900000001 + institutions.size}`;
      // A hundredth of the institutions is known by its city alone.
      const point = institutions.size % 100 !== 7;
      const line = JSON.stringify({
        id,
        ror: null,
        display_name: `Synthetic University ${n + 1} of ${site.code}`,
        country_code: site.country,
        type: "education",
        geo: {
          city: site.city,
          region: null,
          country_code: site.country,
          country: site.countryName,
          latitude: point ? site.lat : null,
          longitude: point ? site.lon : null
        },
        lineage: [id]
      });
      institutions.set(key, (found = {id, line}));
    }
    return found.id;
  };
  const work = (
    i: number,
    {set, domains}: PlannedDocument,
    fault: "retracted" | "paratext" | "xpac" | "homeless" | null
  ): string => {
    const topics = catalogue.draw(domains, random).map((code, n) => ({
      id: `https://openalex.org/T${code}`,
      display_name: labels.get(code),
      score: [0.99, 0.95, 0.9][n]
    }));
    const places = sets[set]!.locations;
    const authors = [
      ...places,
      ...Array.from({length: Math.floor(5 * random.next() ** 2)}, () =>
        random.chance(0.85) ? random.pick(places) : -1
      )
    ];
    return JSON.stringify({
      id: `https://openalex.org/W${9900000001 + i}`,
      display_name: `Synthetic work ${i + 1}`,
      publication_year: drawYear("publications", technologies[domains[0]!], random),
      type: random.chance(0.9) ? "article" : "preprint",
      is_retracted: fault === "retracted",
      is_paratext: fault === "paratext",
      is_xpac: fault === "xpac",
      topics,
      primary_topic: topics[0] ?? null,
      authorships: authors.map((place, n) => {
        const site = place < 0 || fault === "homeless" ? undefined : sites[place]!;
        const id = site && institutionAt(site, random.integer(0, 2));
        return {
          author_position: n === 0 ? "first" : "middle",
          institutions: id ? [{id, country_code: site.country, lineage: [id]}] : []
        };
      })
    });
  };
  const faults = ["xpac", "homeless", "xpac", "homeless", "retracted", "xpac", "paratext", "homeless"] as const;
  const part = (n: number) => `works/updated_date=${snapshotDate}/part_${String(n).padStart(3, "0")}.gz`;
  let lines: string[] = [];
  let parts = 0;
  let extra = 0;
  for (const [i, document] of documents.entries()) {
    lines.push(work(i, document, null));
    if (i % 25 === 24) {
      lines.push(work(documents.length + extra, document, faults[extra % faults.length]!));
      ++extra;
    }
    if (lines.length >= worksPerPart || i === documents.length - 1) {
      yield [part(parts++), gzipSync(`${lines.join("\n")}\n`, {level: 1})];
      lines = [];
    }
  }
  yield [
    `institutions/updated_date=${snapshotDate}/part_000.gz`,
    gzipSync(`${[...institutions.values()].map(({line}) => line).join("\n")}\n`, {level: 1})
  ];
}
