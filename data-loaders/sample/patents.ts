import type {Technology} from "../classification/taxonomy.ts";
import type {Catalogue} from "./catalogue.ts";
import type {PlannedDocument} from "./plan/documents.ts";
import type {LocationSet} from "./plan/counts.ts";
import type {Random} from "../../src/scenario/random.ts";
import type {Site} from "./sites.ts";
import type {TextFiles} from "./text-files.ts";
import {drawYear} from "./years.ts";

const patentEdition = "202601";

/** Known wrong codes in REGPAT, to mimic real files. */
const wrongCodes: Readonly<Record<string, string>> = {UKI31: "UKI11", UKI41: "UKI12", UKI51: "UKI21", UKJ25: "UKJ23"};

interface PatentContext {
  sets: readonly LocationSet[];
  sites: readonly Site[];
  technologies: readonly Technology[];
  catalogue: Catalogue;
  random: Random;
}

/**
 * Writes an edition of REGPAT: applications at the EPO and under the PCT, some of them at both, with inventors,
 * applicants, IPC and CPC codes. One in eighty applications has no inventor with a known region, so no reader can
 * locate it.
 */
export function writePatents(files: TextFiles, documents: readonly PlannedDocument[], context: PatentContext): void {
  const {sets, sites, technologies, catalogue, random} = context;
  writeHeaders(files);
  const write = (i: number, locations: readonly number[], domains: readonly number[], lost: boolean) => {
    const codes = catalogue.draw(domains, random);
    const year = drawYear("patents", technologies[domains[0]!], random);
    writeApplication(files, {i, locations, codes, year, lost}, context);
  };
  documents.forEach(({set, domains}, i) => {
    const {locations} = sets[set]!;
    write(i, locations, domains, false);
    if (i % 80 === 79) {
      // In a country with a single region, the country locates an inventor.
      const {country, benchmark} = sites[locations[0]!]!;
      const alone = sites.filter((site) => site.country === country).length === 1;
      if (benchmark && !alone) write(documents.length + i, [locations[0]!], domains, true);
    }
  });
}

const file = (name: string) => `${patentEdition}_${name}.txt`;

function writeHeaders(files: TextFiles): void {
  for (const office of ["EPO", "PCT"] as const) {
    const number = office === "EPO" ? "app_nbr" : "pct_nbr";
    for (const [name, kind] of [
      ["Inv", "inv"],
      ["App", "app"]
    ] as const)
      files.add(
        file(`${office}_${name}_reg`),
        `appln_id|${number}|person_id|${kind}_name|address|reg_code|ctry_code|reg_share|${kind}_share`
      );
    files.add(file(`${office}_IPC`), "appln_id|prio_year|app_year|IPC");
  }
  files.add(file("CPC_Classes"), "appln_id|CPC_Class");
  files.add(file("EPO_PCT"), "appln_id|app_nbr|pct_appln_id|pct_nbr");
}

interface Application {
  /** Its number in the edition. */
  i: number;
  locations: readonly number[];
  codes: readonly string[];
  year: number;
  /** Whether no inventor has a known region. */
  lost: boolean;
}

/** Writes an application at one or both offices. */
function writeApplication(
  files: TextFiles,
  {i, locations, codes, year, lost}: Application,
  {sites, random}: PatentContext
): void {
  const [epo, pct] = [`${900000000 + i}|EP${20000000 + i}`, `${950000000 + i}|WO${year}${100000 + i}`];
  const route = random.next();
  // Some inventions are filed at both offices.
  const offices = route < 0.5 ? (["EPO"] as const) : route < 0.88 ? (["PCT"] as const) : (["EPO", "PCT"] as const);
  const extra = random.chance(0.45) ? random.integer(1, 3) : 0;
  const homes = [...locations, ...Array.from({length: extra}, () => random.pick(locations))].map(
    (index) => sites[index]!
  );
  for (const office of offices) {
    const application = office === "EPO" ? epo : pct;
    const [id] = application.split("|");
    homes.forEach((site, n) => {
      const name = `SYNTHETIC INVENTOR ${i}-${n}`;
      const region = lost ? "unknown" : n < locations.length ? "known" : "any";
      addParty(files, file(`${office}_Inv_reg`), {application, name, site, share: 1 / homes.length, region}, random);
    });
    const applicant = {name: `SYNTHETIC "APPLICANT" ${i % 4999}`, site: homes[0]!, share: 1, region: "known"} as const;
    addParty(files, file(`${office}_App_reg`), {application, ...applicant}, random);
    files.add(file(`${office}_IPC`), `${id}|${year}|${year + 1}|${spell(codes[0]!, random, true)}`);
    for (const code of codes) files.add(file("CPC_Classes"), `${id}|${spell(code, random, random.chance(0.5))}`);
    if (random.chance(0.02)) files.add(file("CPC_Classes"), `${id}|Y10T  74/20`);
  }
  if (offices.length === 2) files.add(file("EPO_PCT"), `${epo}|${pct}`);
}

/** An inventor or applicant of an application at one office. */
interface PatentParty {
  /** Id and number of the application, as the files have them. */
  application: string;
  name: string;
  site: Site;
  share: number;
  region: "known" | "unknown" | "any";
}

/**
 * Writes an address. Some are unclassified (if another inventor has the region), divided between two parts of a region,
 * or have a known wrong code.
 */
function addParty(
  files: TextFiles,
  path: string,
  {application, name, site, share, region}: PatentParty,
  random: Random
): void {
  const person = random.integer(1, 9_999_999);
  const street = `${random.integer(1, 200)} SYNTHETIC STREET, ${site.city}`;
  const address = random.chance(0.01) ? `12 "${street}` : street;
  const country = site.benchmark ? site.regpatCode.slice(0, 2) : site.country;
  const before = `${application}|${person}|${name}|${address}|`;
  const part = Number(share.toFixed(9));
  if (region === "unknown" || (site.benchmark && region === "any" && random.chance(0.04)))
    files.add(path, `${before}${site.regpatCode.slice(0, 2)}ZZZ|${country}|1|${part}`);
  else if (site.benchmark && random.chance(0.01)) {
    const half = `${before}${site.regpatCode}|${country}|0.5|${part}`;
    files.add(path, half);
    files.add(path, half);
  } else {
    const code = random.chance(0.1) ? (wrongCodes[site.regpatCode] ?? site.regpatCode) : site.regpatCode;
    files.add(path, `${before}${code}|${country}|1|${part}`);
  }
}

/** A main group as one of its subgroups, with or without the blanks of REGPAT. */
function spell(code: string, random: Random, blanks: boolean): string {
  const group = code.slice(4);
  const subgroup = String(random.integer(0, 99)).padStart(2, "0");
  return `${code.slice(0, 4)}${blanks ? group.padStart(4, " ") : group}/${subgroup}`;
}
