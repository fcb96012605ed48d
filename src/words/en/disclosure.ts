import type {DisclosedShares} from "../../narrative/report-data.ts";
import {number, percent} from "./locale.js";
import {disclosureReason} from "./missing.js";

/** What the disclosure rule did to the deals of a build. */
interface DisclosureNumbers extends DisclosedShares {
  /** Deals that lost codes. */
  generalised: number;
}

const leftOut = ({suppressed, deals}: DisclosedShares) => percent(Math.min(1, suppressed / (deals || 1)), 1);
/** Null where the disclosed amount is zero or not told. Both amounts are rounded, so that the share is, too. */
const shown = ({published, amount}: DisclosedShares) =>
  amount === null || amount === 0 ? null : percent(Math.min(1, published / amount), 0);

/** What coarsening did to the documents of a build. */
interface CoarseningNumbers {
  /** The least number of documents that share a published set. */
  least: number;
  documents: number;
  suppressed: number;
  /** Documents with published codes that are not all and only their own. */
  recoded: number;
  /** Those of them that count for another family, or one domain less. */
  reassigned: number;
  /** Documents that lost a place. */
  displaced: number;
}

/** How the terminal says that the years of documents are published together. */
export const poolingWords = {
  line: (first: number, last: number) =>
    first === last ? `the year ${first} alone` : `the years ${first}–${last} together, and no others`
};

/** How pages and the terminal say that documents are published in a coarser form. */
export const coarseningWords = {
  /** For pages. */
  sentence(source: string, least: number): string {
    return `Records of ${source} are published in a coarser form: their years together, and at least ${number(least)} share each set of codes and each set of places.`;
  },
  /** For the terminal: one line. */
  line({least, documents, recoded, reassigned, displaced, suppressed}: CoarseningNumbers): string {
    const changes = (
      [
        [recoded, "have other codes"],
        [reassigned, "count for another family or one domain less"],
        [displaced, "have fewer places"]
      ] as const
    ).flatMap(([part, what]) =>
      part === 0 ? [] : [`${number(part)} (${percent(part / (documents || 1), 1)}) ${what}`]
    );
    const left = `${number(documents - suppressed)} of ${number(documents)} documents, in sets of at least ${least}`;
    return [left, changes.join(", ")].filter(Boolean).join("; ");
  }
};

/** How pages and the terminal say what the disclosure rule left out. */
export const disclosureWords = {
  /** For pages: a few sentences. */
  sentence(numbers: DisclosedShares): string {
    const amount = shown(numbers);
    return [
      `Not all deals are published: to protect single companies, ${leftOut(numbers)} of them, counted worldwide, are left out.`,
      amount && `What is published adds up to about ${amount} of the disclosed amount.`,
      `Deals are left out where ${disclosureReason}; what they belong to is marked as not published or partly published, and may not be zero. No share, RCA, rank or relatedness in funding can be told. Years are published together, and published numbers and amounts are rounded, so that no company’s can be found by subtraction.`
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
      amount && `; about ${amount} of the disclosed amount is published`
    ]
      .filter(Boolean)
      .join("");
  }
};
