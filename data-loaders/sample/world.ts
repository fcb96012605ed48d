import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse} from "d3";
import {loadTaxonomy, type Technology} from "../classification/taxonomy.ts";
import {projectRoot} from "../console/project-root.ts";
import {type Location, loadRegions} from "../regions/regions.ts";
import {type Lens, lenses, vocabularies, type Vocabulary} from "../sources/source.ts";
import {otherCountries, type Profile, regionProfiles} from "./profiles.ts";
import {Random, Urn} from "./random.ts";
import {loadSubjects} from "./subjects.ts";

/** A place where documents are made. */
export interface Site {
  /** NUTS2 code or alpha-2. */
  code: string;
  country: string;
  countryName: string;
  city: string;
  lat: number;
  lon: number;
  /** A region code as REGPAT writes it, NUTS 2013 in Europe. */
  regpatCode: string;
  profile: Profile;
  /** What a document of each lens is about: a technology, or none. */
  subjects: Record<Lens, Urn<Technology | null>>;
}

/** Everything from which documents are drawn. */
export interface World {
  sites: Record<Lens, Urn<Site>>;
  /** Codes of each technology, by vocabulary. */
  codes: (vocabulary: Vocabulary, technology: Technology) => readonly string[];
  /** Codes that belong to no technology. */
  others: Record<Vocabulary, readonly string[]>;
  isOther: (vocabulary: Vocabulary, code: string) => boolean;
  /** Codes of the same family (CPC subclass, subfield of topics, group of industries), the code itself included. */
  family: (vocabulary: Vocabulary, code: string) => readonly string[];
  topicLabels: ReadonlyMap<string, string>;
  /** Another technology of the same group. */
  neighbour: (technology: Technology, random: Random) => Technology;
}

/** Columns of the published values: RCA of Flanders and share of the benchmark in per cent, for each lens. */
const published: Record<Lens, {rca: string; share: string}> = {
  patents: {rca: "tech_rca", share: "pat_eu_share_pct"},
  publications: {rca: "pub_rca", share: "pub_eu_share_pct_dec25"},
  deals: {rca: "fund_rca", share: "fund_eu_share_pct"}
};

const small: Profile = {patents: 0.7, publications: 1.2, deals: 0.6, strengths: {}, city: ""};

/**
 * Reads the project's tables and prepares the draws: sites by their size, subjects by the benchmark's published
 * shares times the strengths of the site (for Flanders: its published RCA).
 */
export async function createWorld(seed: number): Promise<World> {
  const data = join(projectRoot, "data");
  const technologies = (await loadTaxonomy(join(data, "taxonomy/taxonomy.json"))).technologies;
  const values = new Map(csvParse(await readFile(join(data, "published/values.csv"), "utf8")).map((row) => [row.kst!, row]));
  const regions = await loadRegions(join(data, "regions"));
  const former = new Map([...regions.history].filter(([prefix]) => prefix.length === 4 && !/^NO|^PT1/.test(prefix)).map(([prefix, code]) => [code, prefix]));
  const random = new Random(seed);

  const subjects = (site: {code: string; strengths: Profile["strengths"]}): Site["subjects"] => {
    const noise = technologies.map(() => Math.exp(0.35 * random.normal()));
    const urn = (lens: Lens) => {
      const weight = (technology: Technology) => {
        const row = values.get(technology.name)!;
        const share = Number(row[published[lens].share]);
        if (site.code.startsWith("BE2")) return share * Number(row[published[lens].rca]);
        return share * (site.strengths[technology.group] ?? 1) * (site.strengths[technology.name] ?? 1) * noise[technology.id - 1]!;
      };
      const rest = 100 - technologies.reduce((sum, technology) => sum + Number(values.get(technology.name)![published[lens].share]), 0);
      return new Urn<Technology | null>([...technologies, null], (technology) => (technology ? weight(technology) : Math.max(rest, 20)));
    };
    return Object.fromEntries(lenses.map((lens) => [lens, urn(lens)])) as Site["subjects"];
  };

  const european = regions.locations.filter(({level}) => level === "nuts2").map((region: Location): Site => {
    const profile = regionProfiles[region.code] ?? small;
    const nuts2 = former.get(region.code) ?? region.code;
    return {
      code: region.code,
      country: region.country,
      countryName: regions.country(region.country)!.name,
      city: profile.city,
      lat: region.lat!,
      lon: region.lon!,
      regpatCode: `${nuts2}${nuts2.endsWith("0") ? "0" : "1"}`,
      profile,
      subjects: subjects({code: region.code, strengths: profile.strengths})
    };
  });
  const elsewhere = otherCountries.map(({code, name, region, city, lat, lon, patents, publications, deals, tilt}): Site => ({
    code,
    country: code,
    countryName: name,
    city,
    lat,
    lon,
    regpatCode: region,
    profile: {patents, publications, deals, strengths: {[tilt]: 1.4}, city},
    subjects: subjects({code, strengths: {[tilt]: 1.4}})
  }));
  const all = [...european, ...elsewhere];

  const files = {cpc: "cpc.csv", topic: "topics.csv", industry: "industries.csv"};
  const table = async (name: Vocabulary) => csvParse(await readFile(join(data, "vocabulary", files[name]), "utf8"));
  const rows = {cpc: await table("cpc"), topic: await table("topic"), industry: await table("industry")};
  // Patents bear main groups, never a subclass alone; those that our vocabulary leaves out occur too.
  const groups = rows.cpc.map(({code}) => code!).filter((code) => code.length > 4);
  const unlisted = csvParse(await readFile(join(data, "sample/other-groups.csv"), "utf8")).map(({code}) => code!);
  const codes: Record<Vocabulary, string[]> = {
    cpc: [...groups, ...unlisted],
    topic: rows.topic.map(({code}) => code!),
    industry: rows.industry.map(({code}) => code!)
  };
  const familyOf = new Map(vocabularies.flatMap((name) => rows[name].map(({code, family}) => [`${name} ${code}`, family] as const)));
  const families = new Map<string, string[]>();
  const familyKey = (name: Vocabulary, code: string) => `${name} ${name === "cpc" ? code.slice(0, 4) : familyOf.get(`${name} ${code}`)}`;
  for (const name of vocabularies) for (const code of codes[name]) add(families, familyKey(name, code), code);
  const subjectsOf = new Map<string, string[]>();
  const subjectRows = await loadSubjects(join(data, "sample/subjects.csv"), technologies);
  for (const {vocabulary, symbol, technology} of subjectRows) add(subjectsOf, `${vocabulary} ${technology}`, symbol);
  const taken = new Set(subjectRows.map(({vocabulary, symbol}) => `${vocabulary} ${symbol}`));
  const others = (name: Vocabulary) => codes[name].filter((code) => !taken.has(`${name} ${code}`));
  const neighbours = new Map<string, Technology[]>();
  for (const technology of technologies) add(neighbours, technology.group, technology);
  return {
    sites: {
      patents: new Urn(all, ({profile}) => profile.patents),
      publications: new Urn(all, ({profile}) => profile.publications),
      // Company addresses need a city.
      deals: new Urn(all.filter(({city}) => city !== ""), ({profile}) => profile.deals)
    },
    codes: (name, {id}) => subjectsOf.get(`${name} ${id}`) ?? [],
    others: {cpc: others("cpc"), topic: others("topic"), industry: others("industry")},
    isOther: (name, code) => !taken.has(`${name} ${code}`),
    family: (name, code) => families.get(familyKey(name, code)) ?? [code],
    topicLabels: new Map(rows.topic.map(({code, label}) => [code!, label!])),
    neighbour: ({group}, from) => from.pick(neighbours.get(group)!)
  };
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * Draws the codes of a document about `subject`: one to three of its own, sometimes one of a neighbouring technology,
 * often one of the same family whatever it belongs to, and codes of no technology; at most `most`. A document about
 * no technology has codes of one family.
 */
export function drawCodes(world: World, vocabulary: Vocabulary, subject: Technology | null, most: number, random: Random): string[] {
  const rest = world.others[vocabulary];
  // Skewed, so that some codes are common and most are rare.
  const other = () => rest[Math.floor(rest.length * random.next() ** 2)]!;
  const codes: string[] = [];
  if (subject) {
    const own = world.codes(vocabulary, subject);
    for (let n = random.integer(1, 3); n > 0; --n) codes.push(random.pick(own));
    if (random.chance(0.15)) codes.push(random.pick(world.codes(vocabulary, world.neighbour(subject, random))));
    if (random.chance(0.35)) codes.push(random.pick(world.family(vocabulary, codes[0]!)));
    if (random.chance(0.4)) codes.push(other());
  } else {
    const first = other();
    codes.push(first);
    for (let n = random.integer(0, 2); n > 0; --n) {
      const mate = random.pick(world.family(vocabulary, first));
      codes.push(world.isOther(vocabulary, mate) || random.chance(0.1) ? mate : other());
    }
  }
  return [...new Set(codes)].slice(0, most);
}
