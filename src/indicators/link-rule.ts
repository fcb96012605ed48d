/** The vocabularies of the three lenses. */
export const vocabularies = ["cpc", "topic", "industry"] as const;
export type Vocabulary = (typeof vocabularies)[number];

/** What a link must reach to be accepted without a reviewer. */
export interface LinkThresholds {
  /** Least similarity of title and technology where there is evidence. */
  similarity: number;
  /** Least relatedness to the core codes, 0–1; 0.5 is what chance would give. */
  relatedness: number;
  /** Least similarity where too few documents bear the code for evidence. */
  similarity_alone: number;
}

export type RuleThresholds = Readonly<Record<Vocabulary, LinkThresholds>>;

/** What the rule knows of a candidate. */
export interface LinkScores {
  vocabulary: Vocabulary;
  similarity: number;
  /** null where too few documents bear the code. */
  relatedness: number | null;
  /** A reviewer's word that still stands. */
  decision: "accept" | "reject" | "stale" | null;
}

/**
 * Whether a candidate is a link: a reviewer's decision where there is one, otherwise similarity and relatedness
 * above their thresholds, or similarity above a higher one where no evidence can be had.
 */
export function acceptsLink(
  {vocabulary, similarity, relatedness, decision}: LinkScores,
  thresholds: RuleThresholds
): boolean {
  if (decision === "accept" || decision === "reject") return decision === "accept";
  const least = thresholds[vocabulary];
  return relatedness === null
    ? similarity >= least.similarity_alone
    : similarity >= least.similarity && relatedness >= least.relatedness;
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
    const {similarity, relatedness, similarity_alone: alone} = thresholds[vocabulary];
    return `WHEN vocabulary = '${vocabulary}' THEN CASE WHEN relatedness IS NULL THEN similarity >= ${number(alone)} ELSE similarity >= ${number(similarity)} AND relatedness >= ${number(relatedness)} END`;
  });
  return `CASE WHEN decision = 'accept' THEN true WHEN decision = 'reject' THEN false ${cases.join(" ")} ELSE false END`;
}
