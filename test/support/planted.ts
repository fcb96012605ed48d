import {appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync, gzipSync} from "node:zlib";
import type {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {textOf} from "../../src/site/release/check-release.ts";

/** Texts of records under a licence, chosen so that nothing else in a site resembles them. */
export const marks = {
  inventor: "QZXVORPAL JABBERWOCK",
  applicant: "FRUMIOUS QZX HOLDING",
  address: "77 QZXTULGEY LANE",
  application: "EP2977310177",
  pct: "WO2029973101",
  person: "977310991",
  id: "977310311",
  pctId: "977310322",
  work: "W9773104411",
  title: "Qzxmimsy borogoves of the wabe",
  institution: "I9773104422",
  university: "Qzxslithy University",
  company: "Qzxbandersnatch Robotics",
  url: "qzxbandersnatch-robotics",
  round: "qzxround-9773105511",
  investor: "Qzxjubjub Ventures",
  industry: "Qzxtumtum Robotics"
};
/** Amounts in dollars; in millions they are 7.391846, 1.937264 and 913.746281. */
export const amounts = [7391846, 1937264, 913746281];

/** Copies the sample's extracts, in the official formats, and adds the marked records. */
export function plant(sample: string, folder: string): {patents: string; publications: string; deals: string} {
  const at = (name: string) => join(folder, name);
  for (const name of ["patents", "publications", "deals"]) cpSync(join(sample, name), at(name), {recursive: true});
  const lines = (file: string, rows: string[]) =>
    appendFileSync(at(`patents/202601_${file}.txt`), rows.map((row) => `${row}\r\n`).join(""));
  const {id, pctId, application, pct, person, inventor, applicant, address} = marks;
  lines("EPO_Inv_reg", [`${id}|${application}|${person}|${inventor}|${address}, Leuven|BE242|BE|1|1`]);
  lines("EPO_App_reg", [`${id}|${application}|${person}|${applicant}|${address}, Leuven|BE242|BE|1|1`]);
  lines("EPO_IPC", [`${id}|2022|2023|H01L  21/02`]);
  lines("PCT_Inv_reg", [`${pctId}|${pct}|${person}|${inventor}|${address}, Leuven|BE242|BE|1|1`]);
  lines("PCT_App_reg", [`${pctId}|${pct}|${person}|${applicant}|${address}, Leuven|BE242|BE|1|1`]);
  lines("PCT_IPC", [`${pctId}|2021|2022|H01L  21/02`]);
  lines("EPO_PCT", [`${id}|${application}|${pctId}|${pct}`]);
  lines("CPC_Classes", [`${id}|H01L  21/02`, `${pctId}|H01L  21/02`]);

  const gz = (path: string, change: (text: string) => string) =>
    writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(path)).toString("utf8"))));
  const part = (entity: string) => at(`publications/${entity}/updated_date=2026-01-15/part_000.gz`);
  const work = (text: string) => JSON.parse(text.slice(0, text.indexOf("\n"))) as Record<string, unknown>;
  gz(
    part("institutions"),
    (text) =>
      `${text.trimEnd()}\n${JSON.stringify({...work(text), id: `https://openalex.org/${marks.institution}`, display_name: marks.university, geo: {city: "Leuven", region: null, country_code: "BE", country: "Belgium", latitude: 50.88, longitude: 4.7}})}\n`
  );
  gz(
    part("works"),
    (text) =>
      `${text.trimEnd()}\n${JSON.stringify({...work(text), id: `https://openalex.org/${marks.work}`, display_name: marks.title, publication_year: 2023, authorships: [{author_position: "first", author: {display_name: marks.inventor}, institutions: [{id: `https://openalex.org/${marks.institution}`, country_code: "BE", lineage: []}]}]})}\n`
  );

  const rounds = at("deals/funding_rounds_1.csv");
  const header = readFileSync(rounds, "utf8").split("\n", 1)[0]!.trim().split(",");
  const add = (values: Record<string, string>) =>
    appendFileSync(rounds, `${header.map((name) => `"${values[name] ?? ""}"`).join(",")}\n`);
  amounts.forEach((amount, i) =>
    add({
      "Transaction Name": `Series A - ${marks.company}`,
      "Transaction Name URL": `https://www.crunchbase.com/funding_round/${marks.round}-${i}`,
      "Organization Name": marks.company,
      "Organization Name URL": `https://www.crunchbase.com/organization/${marks.url}`,
      "Funding Type": "Series A",
      "Money Raised": String(amount),
      "Money Raised Currency": "USD",
      "Money Raised (in USD)": String(amount),
      "Announced Date": `202${2 + i}-03-04`,
      "Organization Industries": [`Robotics, ${marks.industry}`, "Robotics, Semiconductor", marks.industry][i]!,
      "Organization Location": ["Leuven, Flanders, Belgium", "Ghent, Flanders, Belgium", "Reykjavik, Iceland"][i]!,
      "Lead Investors": marks.investor
    })
  );
  return {patents: at("patents"), publications: at("publications"), deals: at("deals")};
}

/** Texts to search for: the marks, and the words in them that occur nowhere else. */
export const words = [
  ...Object.values(marks),
  ...Object.values(marks).flatMap((mark) => mark.split(" ").filter((word) => /qzx\w{4}/i.test(word)))
];
/** The amounts as text, in dollars and in millions. */
export const sums = amounts.flatMap((amount) => [String(amount), String(amount / 1e6)]);

export const filesOf = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * Finds marks in the files of a folder, also in compressed ones.
 * @returns `file: mark` for each
 */
export async function findMarks(db: WorkDatabase, folder: string, wanted: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of filesOf(folder)) {
    const text = (await textOf(db, file)).toLowerCase();
    for (const mark of wanted)
      if (text.includes(mark.toLowerCase())) found.push(`${file.slice(folder.length + 1)}: ${mark}`);
  }
  return found;
}
