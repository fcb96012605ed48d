import {InputError, type InputPosition} from "../console/input-error.ts";

/**
 * The reasons for leaving rows out, each with its meaning and its limit: the share of rows (0–1) above which the run
 * fails; 1 means never, and only the reasons of years may take all. A share above the limit comes from a wrong file or
 * setting, not from the faults of real data.
 */
export const dropReasons = {
  "unreadable-row": {limit: 0.001, meaning: "a row with a missing field, invalid UTF-8 or text in place of a number"},
  duplicate: {limit: 0.9, meaning: "a record that repeats another file or row"},
  "outside-years": {limit: 1, meaning: "a document outside the chosen years"},
  "outside-report": {
    limit: 1,
    meaning: "a licensed document outside the report's years; not published, though links between codes rest on it"
  },
  "no-year": {limit: 0.02, meaning: "a document without a year"},
  "bad-year": {limit: 0.001, meaning: "a row whose year is not a number from 1800 to 2100"},
  "bad-share": {limit: 0.001, meaning: "an address whose share is missing, negative or not a number"},
  "no-code": {limit: 0.5, meaning: "a document without any classification code"},
  "no-location": {limit: 0.9, meaning: "a document without a known place"},
  "too-many-codes": {limit: 0.001, meaning: "a deal with more than 200 industries, which no company has"},
  "malformed-code": {limit: 0.01, meaning: "a code that is not a CPC or IPC symbol"},
  "excluded-code": {limit: 0.5, meaning: "a code in Y10S or Y10T, former US classes"},
  "unknown-code": {
    limit: 0.01,
    meaning: "a document with a code that has no title of its own or of its subclass; kept, but no link counts the code"
  },
  "superseded-code": {
    limit: 0.5,
    meaning: "a CPC main group of a document that also has the group to which CPC moved its subject"
  },
  "unclassified-region": {limit: 0.05, meaning: "an address that REGPAT assigns to no region (ZZZ codes)"},
  "unknown-region": {limit: 0.01, meaning: "an unknown region or country code, or a region of another country"},
  "former-country": {limit: 0.1, meaning: "an address in a country that no longer exists, such as SU or AN"},
  "no-country": {limit: 0.1, meaning: "an office or a placeholder instead of a country, such as EP or XX"},
  "share-sum": {
    limit: 0.01,
    meaning: "an application whose inventor or applicant shares do not sum to one; kept, rescaled"
  },
  "unlocated-place": {limit: 0.2, meaning: "an institution or company whose city is unknown"},
  "ambiguous-place": {
    limit: 0.1,
    meaning: "an institution or company whose city has homonyms in other regions, or lies outside its area"
  },
  "unknown-country": {limit: 0.05, meaning: "an institution or company whose country is unknown"},
  "unknown-company": {
    limit: 0.5,
    meaning: "a round without an industry or a place whose company is in no file of companies"
  },
  "unknown-institution": {limit: 0.5, meaning: "an institution of works that the institutions files lack"},
  "only-country": {limit: 0.9, meaning: "an author of whom only a country with several regions is known"},
  "missing-part": {limit: 0, meaning: "a part that the manifest of OpenAlex lists and the folder lacks"},
  deleted: {limit: 0.9, meaning: "a work that OpenAlex has deleted (deleted_ids.csv)"},
  "cut-authors": {
    limit: 0.5,
    meaning: "a work whose list of authors the API cut; kept, institutions beyond it count as one author each"
  },
  "not-core": {limit: 0.95, meaning: "a work outside the core index of OpenAlex (is_xpac)"},
  retracted: {limit: 0.5, meaning: "a retracted work"},
  paratext: {limit: 0.5, meaning: "a work that is paratext (covers, tables of contents), by its flag or its type"},
  "bad-amount": {limit: 0.001, meaning: "an amount that is not a number; the deal is kept as undisclosed"},
  "unknown-type": {
    limit: 0.05,
    meaning: "a round whose funding type is in no class; kept, in the class other"
  },
  "other-type": {
    limit: 0.99,
    meaning: "a deal whose type does not count as start-up funding (--deal-types); kept apart, in deals_other"
  },
  "bad-date": {limit: 0.001, meaning: "an unreadable date"},
  "left-out": {limit: 0.9, meaning: "a document of the chosen years that is left out for any reason"}
} as const;

/** The reasons that keep what they count, in another form or apart. */
const keeps: ReadonlySet<DropReason> = new Set([
  "unknown-code",
  "share-sum",
  "cut-authors",
  "bad-amount",
  "unknown-type",
  "other-type"
]);

/** Whether rows that are counted for a reason stay, in another form or apart. */
export function isKept(reason: DropReason): boolean {
  return keeps.has(reason);
}

/** An error in one row, with its position. */
export interface Example extends InputPosition {
  what?: string;
  /** What to do about it other than to raise the limit; by default to correct the file. */
  advice?: string;
  /** The only thing to do, where a higher limit would leave out sound rows. */
  only?: string;
}

export type DropReason = keyof typeof dropReasons;

/** The rows left out for one reason. */
export interface Drop {
  reason: DropReason;
  rows: number;
  /** Share of the rows that were checked, 0–1. */
  share: number;
  /** What was left out, in the project's own words, such as names of former countries. */
  names?: readonly string[];
}

/** How many rows of one source were read, located and left out. */
export interface SourceAccount {
  read: Record<string, number>;
  located: Record<string, number>;
  drops: Drop[];
  documents: number;
}

/** Counts the rows of one source that are read, located and left out, and stops the run when too many are lost. */
export class Tally {
  readonly #source: string;
  readonly #limits: Partial<Record<DropReason, number>>;
  readonly #read: Record<string, number> = {};
  readonly #located: Record<string, number> = {};
  readonly #drops: Drop[] = [];
  documents = 0;

  /** @param limits shares (0–1) that replace the default limits */
  constructor(source: string, limits: Partial<Record<DropReason, number>> = {}) {
    this.#source = source;
    this.#limits = limits;
  }

  /** Counts rows read from one kind of file. */
  read(kind: string, rows: number): void {
    this.#read[kind] = (this.#read[kind] ?? 0) + rows;
  }

  /** Counts rows located by one method. */
  located(way: string, rows: number): void {
    if (rows > 0) this.#located[way] = (this.#located[way] ?? 0) + rows;
  }

  /**
   * Counts rows left out for `reason`, out of `total` rows.
   *
   * @param example finds the first such row. It is called only when the run fails, and its result never kept, since it
   * may name a document.
   * @param names what was left out, in the project's own words; kept in the account
   * @throws InputError when their share is above the limit for the reason
   */
  async drop(
    reason: DropReason,
    rows: number,
    total: number,
    example?: () => Example | Promise<Example>,
    names: readonly string[] = []
  ): Promise<void> {
    if (rows === 0) return;
    const drop = {reason, rows, share: rows / Math.max(rows, total), ...(names.length > 0 ? {names} : {})};
    this.#drops.push(drop);
    if (drop.share <= limitOf(reason, this.#limits)) return;
    const {what, ...place} = (await example?.()) ?? {};
    throw exceeded(this.#source, drop, total, this.#limits, {what: what && `the first: ${what}`, ...place});
  }

  /** The counts so far. */
  account(): SourceAccount {
    return {read: this.#read, located: this.#located, drops: this.#drops, documents: this.documents};
  }
}

/** What is left of the documents of a lens once those without a code or a place are left out. */
export interface Remains {
  /** Documents of the chosen years. */
  total: number;
  /** Those of them with a code and a place. */
  kept: number;
  /** Those of the kept ones that are deals of other types than those that count as start-up funding. */
  others?: number;
}

/**
 * Checks what is left of a lens when all its documents are read, and stops the run where that cannot be what its user
 * wants: nothing, or too little.
 * @param lens its name in messages
 * @param account of the rows left out so far; their reasons go into the message, the most frequent first
 * @param files the folder of the extract, and what it lacks
 * @throws InputError when no document is left, or a reason has taken more than its limit
 */
export function checkRemains(
  lens: string,
  {total, kept, others = 0}: Remains,
  account: Pick<SourceAccount, "read" | "drops">,
  {folder, missing}: {folder: string; missing: readonly string[]},
  limits: Partial<Record<DropReason, number>> = {}
): void {
  const reasons = [...account.drops]
    .sort((a, b) => b.share - a.share)
    .map(({reason, rows, share}) => `${reason} ${rows.toLocaleString("en-US")} (${formatShare(share)})`);
  const why = [...(reasons.length > 0 ? [`left out: ${reasons.join(", ")}`] : []), ...missing].join("; ");
  if (kept === others) {
    const read = Object.entries(account.read).map(([kind, rows]) => `${rows.toLocaleString("en-US")} ${kind}`);
    throw new InputError(
      `${lens}: no document is left of ${read.join(", ") || "an empty extract"}${why && `; ${why}`}`,
      {
        file: folder,
        advice:
          others > 0
            ? "check that the folder and --deal-types are those you mean"
            : "check that the folder, its edition and --years are those you mean"
      }
    );
  }
  const drops = account.drops.filter(({reason}) => ["no-location", "no-code", "other-type"].includes(reason));
  const all: Drop = {reason: "left-out", rows: total - kept, share: (total - kept) / total};
  const beyond = [...drops, all].find(({reason, share}) => share > limitOf(reason, limits));
  if (beyond !== undefined) throw exceeded(lens, beyond, total, limits, {what: why, file: folder});
}

function limitOf(reason: DropReason, limits: Partial<Record<DropReason, number>>): number {
  return limits[reason] ?? dropReasons[reason].limit;
}

/** The error that too many rows are left out for a reason; `what` follows the message. */
function exceeded(
  source: string,
  {reason, share}: Drop,
  total: number,
  limits: Partial<Record<DropReason, number>>,
  {what, advice = "correct the file", only, ...place}: Example
): InputError {
  const raised = Math.min(1, Math.ceil(share * 1000) / 1000);
  return new InputError(
    `${source}: ${formatShare(share)} of ${total.toLocaleString("en-US")} rows are ${reason} ` +
      `(${dropReasons[reason].meaning}), more than the limit of ${formatShare(limitOf(reason, limits))}` +
      (what ? `; ${what}` : ""),
    {...place, advice: only ?? `${advice}, or raise the limit with --limit ${reason}=${raised}`}
  );
}

/**
 * What to do about a number that a spreadsheet wrote with the signs of another language: a higher limit would drop
 * sound rows. Undefined for any other text.
 */
export function adviceOnNumber(text: string): string | undefined {
  const plain = text.replace(/[\s€$£]|US\$|USD|EUR/gi, "");
  if (/^-?[\d.]*,\d+$/.test(plain)) return "a decimal comma? export the file with decimal points";
  if (/^-?\d{1,3}(\.\d{3})+$/.test(plain)) return "points between thousands? export the file without them";
  return undefined;
}

/** A share as messages write it: "0.98%". */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
