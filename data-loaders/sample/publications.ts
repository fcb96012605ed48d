import {Random} from "./random.ts";
import {drawCodes, type Site, type World} from "./world.ts";

export const snapshotDate = "2026-01-15";

const years: readonly number[] = [2020, 2021, 2021, 2022, 2022, 2022, 2023, 2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025];

/**
 * Draws a part of an OpenAlex snapshot: works with up to three topics and up to eight authors, and the
 * institutions of these. Ids are in a range that OpenAlex does not use.
 *
 * @param count number of works
 * @returns JSON Lines, one text for each entity
 */
export function makePublications(world: World, count: number, seed: number): {works: string; institutions: string} {
  const random = new Random(seed);
  const institutions = new Map<string, {id: string; line: string}>();
  const institutionAt = (site: Site, n: number) => {
    const key = `${site.code} ${n}`;
    let found = institutions.get(key);
    if (!found) {
      const id = `https://openalex.org/I${9900000001 + institutions.size}`;
      const line = JSON.stringify({
        id,
        ror: null,
        display_name: `Synthetic University ${n + 1} of ${site.code}`,
        country_code: site.country,
        type: "education",
        geo: {
          city: site.city || null,
          region: null,
          country_code: site.country,
          country: site.countryName,
          // A hundredth of the institutions is known by its city alone.
          latitude: site.city && institutions.size % 100 === 7 ? null : site.lat,
          longitude: site.city && institutions.size % 100 === 7 ? null : site.lon
        },
        lineage: [id]
      });
      institutions.set(key, (found = {id, line}));
    }
    return found.id;
  };
  const works: string[] = [];
  for (let i = 0; i < count; ++i) {
    const site = world.sites.publications.draw(random);
    const topics = random.chance(0.03) ? [] : drawCodes(world, "topic", site.subjects.publications.draw(random), 3, random).map((code, n) => ({
      id: `https://openalex.org/T${code}`,
      display_name: world.topicLabels.get(code),
      score: Number((0.99 - n * 0.1).toFixed(2))
    }));
    const authorships = Array.from({length: 1 + Math.floor(8 * random.next() ** 2)}, (_, n) => {
      const home = n === 0 || random.chance(0.8) ? site : world.sites.publications.draw(random);
      const places = random.chance(0.06) ? [] : [institutionAt(home, random.integer(0, 2))];
      return {author_position: n === 0 ? "first" : "middle", institutions: places.map((id) => ({id, country_code: home.country, lineage: [id]}))};
    });
    works.push(JSON.stringify({
      id: `https://openalex.org/W${9900000001 + i}`,
      display_name: `Synthetic work ${i + 1}`,
      publication_year: random.pick(years),
      type: random.chance(0.9) ? "article" : "preprint",
      is_retracted: random.chance(0.001),
      is_paratext: random.chance(0.002),
      is_xpac: random.chance(0.05),
      topics,
      primary_topic: topics[0] ?? null,
      authorships
    }));
  }
  return {works: `${works.join("\n")}\n`, institutions: `${[...institutions.values()].map(({line}) => line).join("\n")}\n`};
}
