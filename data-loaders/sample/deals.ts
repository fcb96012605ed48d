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

/** Types that are no start-up funding, with the usual size of a round beside a venture round of its company. */
const otherRounds: readonly (readonly [type: string, size: number])[] = [
  ["Grant", 0.2],
  ["Debt Financing", 1.5],
  ["Post-IPO Equity", 5],
  ["Secondary Market", 1],
  ["Private Equity", 8],
  ["Initial Coin Offering", 1],
  ["Post-IPO Debt", 10],
  ["Non-equity Assistance", 0.01]
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

/** What a round is, apart from its company. */
interface RoundType {
  type: string;
  stage: string;
  /** US dollars; empty where undisclosed. */
  amount: string;
}

interface DealContext {
  sets: readonly LocationSet[];
  sites: readonly Site[];
  technologies: readonly Technology[];
  catalogue: Catalogue;
  /** The name of a deal's company; a deal without one has its own company, or shares it with another round. */
  companyOf: (deal: Deal) => string | undefined;
  random: Random;
}

/**
 * Writes Crunchbase Pro exports of funding rounds. Files overlap by some rows, and some rounds appear twice, under two
 * names of their company. One deal in twenty is followed by a round that is no start-up funding, so that the published
 * values do not depend on those.
 */
export function writeDeals(files: TextFiles, deals: readonly Deal[], context: DealContext): void {
  const companies = Math.ceil(deals.length * 0.7);
  const add = exportTo(files);
  deals.forEach((deal, i) => {
    const company = context.companyOf(deal) ?? `Synthetic Company ${String(i % companies).padStart(5, "0")}`;
    const {day, date, row} = drawRound(deal, company, context);
    add(row(company, String(i), date(day)));
    if (deal.amount !== null && i % 250 === 249) add(row(`${company} Holding`, `${i}-again`, date(day + 3)));
    const [type, size] = otherRounds[Math.floor(i / 20) % otherRounds.length]!;
    const amount = deal.amount === null ? "" : String(Math.round(size * deal.amount));
    if (i % 20 === 19) add(row(company, `${i}-other`, date(day + 5), {type, stage: "", amount}));
  });
}

/** Writes rows into one export after the other. */
function exportTo(files: TextFiles): (row: readonly string[]) => void {
  let line = 0;
  let last = "";
  return (row) => {
    const file = Math.floor(line / exportLimit) + 1;
    const name = `funding_rounds_${file}.csv`;
    if (line % exportLimit === 0) {
      files.add(name, `${file > 1 ? "\uFEFF" : ""}${csvFormatRow([...header])}`);
      // Each export begins with the last row of the one before.
      if (last !== "") files.add(name, last);
    }
    last = csvFormatRow([...row]);
    files.add(name, last);
    ++line;
  };
}

/** Draws what a deal does not fix; `row` gives the fields of the round under a name, an id and a date. */
function drawRound(
  deal: Deal,
  company: string,
  {sets, sites, technologies, catalogue, random}: DealContext
): {
  day: number;
  date: (day: number) => string;
  row: (name: string, id: string, announced: string, other?: RoundType) => string[];
} {
  const site = sites[sets[deal.set]!.locations[0]!]!;
  const million = deal.amount === null ? 4 * random.next() : deal.amount / 1e6;
  const [, type, stage] = random.chance(0.08)
    ? [0, "Convertible Note", "Seed"]
    : rounds.find(([below]) => million < below)!;
  const amount =
    deal.amount === null ? "" : random.chance(0.05) ? deal.amount.toLocaleString("en-US") : String(deal.amount);
  const year = drawYear("deals", technologies[deal.domains[0]!], random);
  const day = random.integer(1, 21);
  const month = String(random.integer(1, 12)).padStart(2, "0");
  const continent = continents[site.country] ?? (asia.has(site.country) ? "Asia" : "Europe");
  const industries = catalogue.draw(deal.domains, random).join(", ");
  const own: RoundType = {type, stage, amount};
  return {
    day,
    date: (n) => `${year}-${month}-${String(n).padStart(2, "0")}`,
    row: (name, id, announced, other) => {
      const {type, stage, amount} = other ?? own;
      return [
        `${type} - ${name}`,
        `https://example.org/funding_round/${id}`,
        name,
        `https://example.org/organization/${company.toLowerCase().replaceAll(" ", "-")}`,
        type,
        amount,
        amount && "USD",
        amount,
        announced,
        stage,
        industries,
        [site.city, site.countryName, continent].filter(Boolean).join(", "),
        "https://example.org",
        "",
        "",
        "",
        // A round of another type draws nothing, so that the deals after it are as they would be without it.
        other ? "2" : String(random.integer(1, 4)),
        ""
      ];
    }
  };
}
