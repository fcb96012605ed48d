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

/**
 * Writes an edition of REGPAT: applications at the EPO and under the PCT, some of them at both, with inventors,
 * applicants, IPC and CPC codes. One in eighty applications has no inventor with a known region, so no reader can
 * locate it.
 */
export function writePatents(
  files: TextFiles,
  documents: readonly PlannedDocument[],
  context: {
    sets: readonly LocationSet[];
    sites: readonly Site[];
    technologies: readonly Technology[];
    catalogue: Catalogue;
    random: Random;
  }
): void {
  const {sets, sites, technologies, catalogue, random} = context;
  const file = (name: string) => `${patentEdition}_${name}.txt`;
  const header = (office: "EPO" | "PCT", kind: "app" | "inv") =>
    [
      "appln_id",
      office === "EPO" ? "app_nbr" : "pct_nbr",
      "person_id",
      `${kind}_name`,
      "address",
      "reg_code",
      "ctry_code",
      "reg_share",
      `${kind}_share`
    ].join("|");
  for (const office of ["EPO", "PCT"] as const) {
    files.add(file(`${office}_Inv_reg`), header(office, "inv"));
    files.add(file(`${office}_App_reg`), header(office, "app"));
    files.add(file(`${office}_IPC`), "appln_id|prio_year|app_year|IPC");
  }
  files.add(file("CPC_Classes"), "appln_id|CPC_Class");
  files.add(file("EPO_PCT"), "appln_id|app_nbr|pct_appln_id|pct_nbr");

  const write = (i: number, set: LocationSet, codes: readonly string[], year: number, lost: boolean) => {
    const epo = 900000000 + i;
    const pct = 950000000 + i;
    const route = random.next();
    // Some inventions are filed at both offices.
    const offices = route < 0.5 ? (["EPO"] as const) : route < 0.88 ? (["PCT"] as const) : (["EPO", "PCT"] as const);
    const extra = random.chance(0.45) ? random.integer(1, 3) : 0;
    const homes = [...set.locations, ...Array.from({length: extra}, () => random.pick(set.locations))].map(
      (index) => sites[index]!
    );
    for (const office of offices) {
      const id = office === "EPO" ? epo : pct;
      const number = office === "EPO" ? `EP${20000000 + i}` : `WO${year}${100000 + i}`;
      homes.forEach((home, n) =>
        addParty(
          files,
          file(`${office}_Inv_reg`),
          id,
          number,
          `SYNTHETIC INVENTOR ${i}-${n}`,
          home,
          1 / homes.length,
          lost ? "unknown" : n < set.locations.length ? "known" : "any",
          random
        )
      );
      addParty(
        files,
        file(`${office}_App_reg`),
        id,
        number,
        `SYNTHETIC "APPLICANT" ${i % 4999}`,
        homes[0]!,
        1,
        "known",
        random
      );
      const year_ = `${year}|${year + 1}`;
      files.add(file(`${office}_IPC`), `${id}|${year_}|${spell(codes[0]!, random, true)}`);
      for (const code of codes) files.add(file("CPC_Classes"), `${id}|${spell(code, random, random.chance(0.5))}`);
      if (random.chance(0.02)) files.add(file("CPC_Classes"), `${id}|Y10T  74/20`);
    }
    if (offices.length === 2) files.add(file("EPO_PCT"), `${epo}|EP${20000000 + i}|${pct}|WO${year}${100000 + i}`);
  };
  documents.forEach(({set, domains}, i) => {
    write(
      i,
      sets[set]!,
      catalogue.draw(domains, random),
      drawYear("patents", technologies[domains[0]!], random),
      false
    );
    if (i % 80 === 79) {
      // In a country with a single region, the country locates an inventor.
      const [first] = sets[set]!.locations;
      const {country, benchmark} = sites[first!]!;
      const alone = sites.filter((site) => site.country === country).length === 1;
      if (benchmark && !alone)
        write(
          documents.length + i,
          {...sets[set]!, locations: [first!]},
          catalogue.draw(domains, random),
          drawYear("patents", technologies[domains[0]!], random),
          true
        );
    }
  });
}

/**
 * An address. Some are unclassified (if another inventor has the region), divided between two parts of a region, or
 * have a known wrong code.
 */
function addParty(
  files: TextFiles,
  file: string,
  id: number,
  number: string,
  name: string,
  site: Site,
  share: number,
  region: "known" | "unknown" | "any",
  random: Random
): void {
  const person = random.integer(1, 9_999_999);
  const street = `${random.integer(1, 200)} SYNTHETIC STREET, ${site.city}`;
  const address = random.chance(0.01) ? `12 "${street}` : street;
  const country = site.benchmark ? site.regpatCode.slice(0, 2) : site.country;
  const before = `${id}|${number}|${person}|${name}|${address}|`;
  const part = Number(share.toFixed(9));
  if (region === "unknown" || (site.benchmark && region === "any" && random.chance(0.04)))
    files.add(file, `${before}${site.regpatCode.slice(0, 2)}ZZZ|${country}|1|${part}`);
  else if (site.benchmark && random.chance(0.01)) {
    const half = `${before}${site.regpatCode}|${country}|0.5|${part}`;
    files.add(file, half);
    files.add(file, half);
  } else {
    const code = random.chance(0.1) ? (wrongCodes[site.regpatCode] ?? site.regpatCode) : site.regpatCode;
    files.add(file, `${before}${code}|${country}|1|${part}`);
  }
}

/** A main group as one of its subgroups, with or without the blanks of REGPAT. */
function spell(code: string, random: Random, blanks: boolean): string {
  const group = code.slice(4);
  return `${code.slice(0, 4)}${blanks ? group.padStart(4, " ") : group}/${String(random.integer(0, 99)).padStart(2, "0")}`;
}
