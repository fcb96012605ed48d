import {InputError, type InputPosition} from "../console/input-error.ts";

/**
 * The reasons for leaving rows out, each with its meaning and its limit: the share of rows (0–1) above which the run
 * fails; 1 means never. A share above the limit comes from a wrong file or setting, not from the faults of real data.
 */
export const dropReasons = {
  "unreadable-row": {limit: 0.001, meaning: "a row with a missing field, invalid UTF-8 or text in place of a number"},
  duplicate: {limit: 1, meaning: "a record that repeats another file or row"},
  "outside-years": {limit: 1, meaning: "a document outside the chosen years"},
  "no-year": {limit: 0.02, meaning: "a document without a year"},
  "bad-year": {limit: 0.001, meaning: "a row whose year is not a number from 1800 to 2100"},
  "bad-share": {limit: 0.001, meaning: "an address whose share is missing, negative or not a number"},
  "no-code": {limit: 1, meaning: "a document without any classification code"},
  "no-location": {limit: 1, meaning: "a document without a known place"},
  "malformed-code": {limit: 0.01, meaning: "a code that is not a CPC or IPC symbol"},
  "excluded-code": {limit: 1, meaning: "a code in Y10S or Y10T, former US classes"},
  "unclassified-region": {limit: 0.05, meaning: "an address that REGPAT assigns to no region (ZZZ codes)"},
  "unknown-region": {limit: 0.01, meaning: "an unknown region or country code"},
  "share-sum": {
    limit: 0.01,
    meaning: "an application whose inventor or applicant shares do not sum to one; kept, rescaled"
  },
  "unlocated-place": {limit: 0.2, meaning: "an institution or company that could not be located"},
  "unknown-company": {
    limit: 0.5,
    meaning: "a round without an industry or a place whose company is in no file of companies"
  },
  "unknown-institution": {limit: 1, meaning: "an affiliation whose institution is not in the institutions files"},
  "not-core": {limit: 1, meaning: "a work outside the core index of OpenAlex (is_xpac)"},
  retracted: {limit: 1, meaning: "a retracted work"},
  paratext: {limit: 1, meaning: "a work that is paratext (covers, tables of contents)"},
  "bad-amount": {limit: 0.001, meaning: "an amount that is not a number; the deal is kept as undisclosed"},
  "bad-date": {limit: 0.001, meaning: "an unreadable date"}
} as const;

/** An error in one row, with its position. */
export interface Example extends InputPosition {
  what?: string;
}

export type DropReason = keyof typeof dropReasons;

/** The rows left out for one reason. */
export interface Drop {
  reason: DropReason;
  rows: number;
  /** Share of the rows that were checked, 0–1. */
  share: number;
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
   * @throws InputError when their share is above the limit for the reason
   */
  async drop(
    reason: DropReason,
    rows: number,
    total: number,
    example?: () => Example | Promise<Example>
  ): Promise<void> {
    if (rows === 0) return;
    const share = rows / Math.max(rows, total);
    this.#drops.push({reason, rows, share});
    const limit = this.#limits[reason] ?? dropReasons[reason].limit;
    if (share <= limit) return;
    const {what, ...place} = (await example?.()) ?? {};
    const raised = Math.min(1, Math.ceil(share * 1000) / 1000);
    throw new InputError(
      `${this.#source}: ${formatShare(share)} of ${total.toLocaleString("en-US")} rows are ${reason} ` +
        `(${dropReasons[reason].meaning}), more than the limit of ${formatShare(limit)}` +
        (what ? `; the first: ${what}` : ""),
      {...place, advice: `correct the file, or raise the limit with --limit ${reason}=${raised}`}
    );
  }

  /** The counts so far. */
  account(): SourceAccount {
    return {read: this.#read, located: this.#located, drops: this.#drops, documents: this.documents};
  }
}

function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
