import {csvFormatRow} from "d3";
import type {Technology} from "../classification/taxonomy.ts";
import type {Catalogue} from "./catalogue.ts";
import type {Deal} from "./plan/amounts.ts";
import type {LocationSet} from "./plan/counts.ts";
import type {Random} from "../../src/scenario/random.ts";
import type {Site} from "./sites.ts";
import type {TextFiles} from "./text-files.ts";
import {drawYear} from "./years.ts";

const header = [
  "Transaction Name",
  "Transaction Name URL",
  "Organization Name",
  "Organization Name URL",
  "Funding Type",
  "Money Raised",
  "Money Raised Currency",
  "Money Raised (in USD)",
  "Announced Date",
  "Funding Stage",
  "Organization Industries",
  "Organization Location",
  "Organization Website",
  "Total Funding Amount",
  "Total Funding Amount Currency",
  "Total Funding Amount (in USD)",
  "Number of Funding Rounds",
  "Lead Investors"
];

/** Types of rounds by amount, in millions of US dollars. */
const rounds: readonly (readonly [below: number, type: string, stage: string])[] = [
  [0.6, "Pre-Seed", "Seed"],
  [4, "Seed", "Seed"],
  [14, "Series A", "Early Stage Venture"],
  [40, "Series B", "Early Stage Venture"],
  [Infinity, "Series C", "Late Stage Venture"]
];

const continents: Readonly<Record<string, string>> = {
  US: "North America",
  CA: "North America",
  BR: "South America",
  AU: "Oceania"
};
const asia = new Set(["CN", "JP", "KR", "TW", "IL", "IN", "SG"]);

/** Rows per file: Crunchbase caps its exports. */
const exportLimit = 30_000;

/**
 * Writes Crunchbase Pro exports of funding rounds. Files overlap by some rows, and some rounds appear twice, under two
 * names of their company.
 *
 * @param companyOf returns the number of a deal's company; other deals have their own company or share it with another
 * round
 */
export function writeDeals(
  files: TextFiles,
  deals: readonly Deal[],
  context: {
    sets: readonly LocationSet[];
    sites: readonly Site[];
    technologies: readonly Technology[];
    catalogue: Catalogue;
    companyOf: (deal: Deal) => string | undefined;
    random: Random;
  }
): void {
  const {sets, sites, technologies, catalogue, companyOf, random} = context;
  const companies = Math.ceil(deals.length * 0.7);
  let line = 0;
  let last = "";
  const add = (row: readonly string[]) => {
    const file = Math.floor(line / exportLimit) + 1;
    const name = `funding_rounds_${file}.csv`;
    if (line % exportLimit === 0) {
      files.add(name, `${file > 1 ? "\uFEFF" : ""}${csvFormatRow([...header])}`);
      // Each export begins with the last rows of the one before.
      if (last !== "") files.add(name, last);
    }
    last = csvFormatRow([...row]);
    files.add(name, last);
    ++line;
  };
  deals.forEach((deal, i) => {
    const site = sites[sets[deal.set]!.locations[0]!]!;
    const million = deal.amount === null ? 4 * random.next() : deal.amount / 1e6;
    const [, type, stage] = random.chance(0.08) ? [0, "Grant", ""] : rounds.find(([below]) => million < below)!;
    const amount =
      deal.amount === null ? "" : random.chance(0.05) ? deal.amount.toLocaleString("en-US") : String(deal.amount);
    const year = drawYear("deals", technologies[deal.domains[0]!], random);
    const day = random.integer(1, 21);
    const month = String(random.integer(1, 12)).padStart(2, "0");
    const date = (n: number) => `${year}-${month}-${String(n).padStart(2, "0")}`;
    const company = companyOf(deal) ?? `Synthetic Company ${String(i % companies).padStart(5, "0")}`;
    const slug = company.toLowerCase().replaceAll(" ", "-");
    const place = [
      site.city,
      "",
      site.countryName,
      continents[site.country] ?? (asia.has(site.country) ? "Asia" : "Europe")
    ]
      .filter(Boolean)
      .join(", ");
    const industries = catalogue.draw(deal.domains, random).join(", ");
    const row = (name: string, id: string, announced: string) => [
      `${type} - ${name}`,
      `https://example.org/funding_round/${id}`,
      name,
      `https://example.org/organization/${slug}`,
      type,
      amount,
      amount && "USD",
      amount,
      announced,
      stage,
      industries,
      place,
      "https://example.org",
      "",
      "",
      "",
      String(random.integer(1, 4)),
      ""
    ];
    add(row(company, String(i), date(day)));
    if (deal.amount !== null && i % 250 === 249) add(row(`${company} Holding`, `${i}-again`, date(day + 3)));
  });
}
