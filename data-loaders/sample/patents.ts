import {drawCodes, type Site, type World} from "./world.ts";
import {Random} from "./random.ts";

export const patentEdition = "202401";

/** Applications by year of priority, relative; the last two are still coming in. */
const years: readonly (readonly [year: number, weight: number])[] = [
  [2018, 0.97], [2019, 1], [2020, 1], [2021, 1.03], [2022, 1.05], [2023, 0.8], [2024, 0.35]
];

/** Codes that REGPAT is known to get wrong, for the mess of real files. */
const wrongCodes: Readonly<Record<string, string>> = {UKI31: "UKI11", UKI41: "UKI12", UKI51: "UKI21", UKJ25: "UKJ23"};

/**
 * Draws an edition of REGPAT: applications at the EPO and under the PCT, some of them at both, with inventors,
 * applicants, IPC and CPC codes.
 *
 * @param count number of inventions
 * @returns contents by file name
 */
export function makePatents(world: World, count: number, seed: number): Record<string, string> {
  const random = new Random(seed);
  const header = (office: "EPO" | "PCT", kind: "app" | "inv") =>
    ["appln_id", office === "EPO" ? "app_nbr" : "pct_nbr", "person_id", `${kind}_name`, "address", "reg_code", "ctry_code", "reg_share", `${kind}_share`].join("|");
  const files: Record<string, string[]> = {
    EPO_Inv_reg: [header("EPO", "inv")],
    PCT_Inv_reg: [header("PCT", "inv")],
    EPO_App_reg: [header("EPO", "app")],
    PCT_App_reg: [header("PCT", "app")],
    EPO_IPC: ["appln_id|prio_year|app_year|IPC"],
    PCT_IPC: ["appln_id|prio_year|app_year|IPC"],
    CPC_Classes: ["appln_id|CPC_Class"],
    EPO_PCT: ["appln_id|app_nbr|pct_appln_id|pct_nbr"]
  };
  const total = years.reduce((sum, [, weight]) => sum + weight, 0);
  for (let i = 0; i < count; ++i) {
    const epo = 900000000 + i;
    const pct = 950000000 + i;
    const route = random.next();
    // A fifth of the inventions is filed at both offices.
    const offices = route < 0.45 ? (["EPO"] as const) : route < 0.8 ? (["PCT"] as const) : (["EPO", "PCT"] as const);
    const site = world.sites.patents.draw(random);
    const year = drawYear(random.next() * total);
    const codes = drawCodes(world, "cpc", site.subjects.patents.draw(random), 6, random);
    const inventors = Array.from({length: 1 + Math.floor(5 * random.next() ** 2)}, () =>
      random.chance(0.88) ? site : world.sites.patents.draw(random)
    );
    for (const office of offices) {
      const id = office === "EPO" ? epo : pct;
      const number = office === "EPO" ? `EP${20000000 + i}` : `WO${year}${100000 + i}`;
      inventors.forEach((home, n) => addParty(files[`${office}_Inv_reg`]!, id, number, `SYNTHETIC INVENTOR ${String(i).padStart(6, "0")}-${n}`, home, 1 / inventors.length, random));
      addParty(files[`${office}_App_reg`]!, id, number, `SYNTHETIC "APPLICANT" ${String(i % 4999).padStart(4, "0")}`, site, 1, random);
      for (const code of codes.slice(0, 2)) files[`${office}_IPC`]!.push(`${id}|${year}|${year + 1}|${spell(code, random, true)}`);
      for (const code of codes) files.CPC_Classes!.push(`${id}|${spell(code, random, random.chance(0.5))}`);
      if (random.chance(0.02)) files.CPC_Classes!.push(`${id}|Y10T  74/20`);
    }
    if (offices.length === 2) files.EPO_PCT!.push(`${epo}|EP${20000000 + i}|${pct}|WO${year}${100000 + i}`);
  }
  return Object.fromEntries(Object.entries(files).map(([name, lines]) => [`${patentEdition}_${name}.txt`, `${lines.join("\r\n")}\r\n`]));
}

function drawYear(target: number): number {
  let sum = 0;
  for (const [year, weight] of years) if ((sum += weight) > target) return year;
  return years.at(-1)![0];
}

/** An address, now and then unclassified, split between two regions, or with a code that is known to be wrong. */
function addParty(lines: string[], id: number, number: string, name: string, site: Site, share: number, random: Random): void {
  const person = random.integer(1, 9_999_999);
  const address = random.chance(0.01) ? `12 "SYNTHETIC STREET, ${site.city || site.code}` : `${random.integer(1, 200)} SYNTHETIC STREET, ${site.city || site.code}`;
  const row = (code: string, part: number) =>
    lines.push([id, number, person, name, address, code, site.country, part, Number(share.toFixed(9))].join("|"));
  const european = site.code.length === 4;
  if (european && random.chance(0.02)) row(`${site.regpatCode.slice(0, 2)}ZZZ`, 1);
  else if (european && random.chance(0.01)) {
    row(site.regpatCode, 0.5);
    row(site.regpatCode, 0.5);
  } else row(random.chance(0.1) ? wrongCodes[site.regpatCode] ?? site.regpatCode : site.regpatCode, 1);
}

/** A main group as one of its subgroups, with or without the blanks of REGPAT. */
function spell(code: string, random: Random, blanks: boolean): string {
  const group = code.slice(4);
  return `${code.slice(0, 4)}${blanks ? group.padStart(4, " ") : group}/${String(random.integer(0, 99)).padStart(2, "0")}`;
}
