import type {DisclosedShares} from "../../narrative/report-data.ts";
import {number, percent} from "./locale.js";
import {disclosureReason} from "./missing.js";

/** What the disclosure rule did to the deals of a build. */
interface DisclosureNumbers extends DisclosedShares {
  /** Deals that lost codes. */
  generalised: number;
}

const leftOut = ({suppressed, deals}: DisclosedShares) => percent(suppressed / (deals || 1), 1);
/** Null without any disclosed amount. */
const shown = ({published, amount}: DisclosedShares) => (amount > 0 ? percent(published / amount, 1) : null);

/** How pages and the terminal say what the disclosure rule left out. */
export const disclosureWords = {
  /** For pages: a few sentences. */
  sentence(numbers: DisclosedShares): string {
    const amount = shown(numbers);
    return [
      `Not all deals are published: to protect single companies, ${leftOut(numbers)} of them, counted worldwide, are left out.`,
      amount && `What is published adds up to ${amount} of the disclosed amount.`,
      `Deals are left out where ${disclosureReason}; what they belong to is marked as not published or partly published, and may not be zero. No share, RCA, rank or relatedness in funding can be told. Published amounts are means over several deals and years.`
    ]
      .filter(Boolean)
      .join(" ");
  },
  /** For the terminal: one line. */
  line(numbers: DisclosureNumbers): string {
    const amount = shown(numbers);
    return [
      `${number(numbers.suppressed)} of ${number(numbers.deals)} deals (${leftOut(numbers)}) are left out`,
      `, ${number(numbers.generalised)} lost codes`,
      amount && `; ${amount} of the disclosed amount is published`
    ]
      .filter(Boolean)
      .join("");
  }
};
