import {csvFormatRows} from "d3";
import {Random} from "./random.ts";
import {drawCodes, type World} from "./world.ts";

const header = [
  "Transaction Name", "Transaction Name URL", "Organization Name", "Organization Name URL", "Funding Type", "Money Raised",
  "Money Raised Currency", "Money Raised (in USD)", "Announced Date", "Funding Stage", "Organization Industries",
  "Organization Location", "Organization Website", "Total Funding Amount", "Total Funding Amount Currency",
  "Total Funding Amount (in USD)", "Number of Funding Rounds", "Lead Investors"
];

const rounds: readonly (readonly [type: string, stage: string, million: number])[] = [
  ["Pre-Seed", "Seed", 0.4], ["Seed", "Seed", 1.8], ["Series A", "Early Stage Venture", 8], ["Series B", "Early Stage Venture", 24],
  ["Grant", "", 0.9], ["Venture - Series Unknown", "", 4], ["Series C", "Late Stage Venture", 60]
];

const continents: Readonly<Record<string, string>> = {US: "North America", CA: "North America", BR: "South America", AU: "Oceania"};
const asia = new Set(["CN", "JP", "KR", "TW", "IL", "IN", "SG"]);

/**
 * Draws Crunchbase Pro exports of funding rounds: two files, since exports are capped, that overlap by some rows.
 *
 * @param count number of rounds
 */
export function makeDeals(world: World, count: number, seed: number): [string, string] {
  const random = new Random(seed);
  const rows: string[][] = [];
  for (let i = 0; i < count; ++i) {
    const site = world.sites.deals.draw(random);
    const industries = drawCodes(world, "industry", site.subjects.deals.draw(random), 5, random);
    const [type, stage, typical] = rounds[Math.floor(rounds.length * random.next() ** 1.4)]!;
    const dollars = Math.round(typical * 1e6 * Math.exp(0.8 * random.normal()));
    const text = random.chance(0.05) ? dollars.toLocaleString("en-US") : String(dollars);
    const amount = random.chance(0.2) ? "" : text;
    const year = random.integer(2020, 2025);
    const date = `${year}-${String(random.integer(1, 12)).padStart(2, "0")}-${String(random.integer(1, 28)).padStart(2, "0")}`;
    const company = `Synthetic Company ${String(i % Math.ceil(count * 0.7)).padStart(5, "0")}`;
    const continent = continents[site.country] ?? (asia.has(site.country) ? "Asia" : "Europe");
    rows.push([
      `${type} - ${company}`, `https://example.org/funding_round/${i}`, company, `https://example.org/organization/${i % Math.ceil(count * 0.7)}`,
      type, amount, amount && "USD", amount, date, stage, industries.join(", "),
      [site.city, "", site.countryName, continent].filter(Boolean).join(", "), "https://example.org", "", "", "", String(random.integer(1, 4)), ""
    ]);
  }
  const middle = Math.floor(count / 2);
  return [csvFormatRows([header, ...rows.slice(0, middle + 25)]), `\uFEFF${csvFormatRows([header, ...rows.slice(middle)])}`];
}
