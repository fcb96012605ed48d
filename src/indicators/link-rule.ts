import {vocabularies, type Vocabulary} from "../terms/lenses.js";
/** What a link must reach to be accepted without a reviewer. */
export interface LinkThresholds {
  /** Least similarity of title and technology where there is evidence. */
  similarity: number;
  /** Least co-occurrence with the core codes, 0–1; 0.5 is what chance would give. */
  cooccurrence: number;
  /** Least similarity where too few documents bear the code for evidence. */
  alone: number;
}

export type RuleThresholds = Readonly<Record<Vocabulary, LinkThresholds>>;

/** What the rule knows of a candidate. */
export interface LinkScores {
  vocabulary: Vocabulary;
  similarity: number;
  /** null where too few documents bear the code. */
  cooccurrence: number | null;
  /** A reviewer's word that still stands. */
  decision: "accept" | "reject" | "stale" | null;
}

/**
 * Whether a candidate is a link: a reviewer's decision where there is one, otherwise similarity and co-occurrence
 * above their thresholds, or similarity above a higher one where no evidence can be had.
 */
export function acceptsLink(
  {vocabulary, similarity, cooccurrence, decision}: LinkScores,
  thresholds: RuleThresholds
): boolean {
  if (decision === "accept" || decision === "reject") return decision === "accept";
  const least = thresholds[vocabulary];
  return cooccurrence === null
    ? similarity >= least.alone
    : similarity >= least.similarity && cooccurrence >= least.cooccurrence;
}

/**
 * The same rule as a SQL expression over the columns of the table `links`; true, false, never null.
 *
 * Runs alike in DuckDB and in DuckDB-WASM; the numbers are compared as doubles, so that it agrees with `acceptsLink`
 * in every case.
 * @throws RangeError for a threshold that is no finite number
 */
export function acceptsLinkSql(thresholds: RuleThresholds): string {
  const number = (value: number) => {
    if (!Number.isFinite(value)) throw new RangeError(`invalid threshold: ${value}`);
    return `${value}::DOUBLE`;
  };
  const cases = vocabularies.map((vocabulary) => {
    const {similarity, cooccurrence, alone} = thresholds[vocabulary];
    return `WHEN vocabulary = '${vocabulary}' THEN CASE WHEN cooccurrence IS NULL THEN similarity >= ${number(alone)} ELSE similarity >= ${number(similarity)} AND cooccurrence >= ${number(cooccurrence)} END`;
  });
  return `CASE WHEN decision = 'accept' THEN true WHEN decision = 'reject' THEN false ${cases.join(" ")} ELSE false END`;
}
