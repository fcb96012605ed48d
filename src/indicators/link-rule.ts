import {vocabularies, type Vocabulary} from "../terms/lenses.js";

/** Thresholds for accepting a link without a reviewer. */
export interface LinkThresholds {
  /** Least similarity of title and technology, with evidence. */
  similarity: number;
  /** Least co-occurrence with the core codes, 0–1; 0.5 is the value expected by chance. */
  cooccurrence: number;
  /** Least similarity if too few documents have the code for evidence. */
  alone: number;
}

export type RuleThresholds = Readonly<Record<Vocabulary, LinkThresholds>>;

/** The rule's inputs for a candidate. */
export interface LinkScores {
  vocabulary: Vocabulary;
  similarity: number;
  /** null if too few documents have the code. */
  cooccurrence: number | null;
  /** A reviewer's decision. */
  decision: "accept" | "reject" | null;
}

/**
 * Whether a candidate is a link: by a reviewer's decision if there is one; otherwise if similarity and co-occurrence
 * reach their thresholds, or, without evidence, similarity reaches a higher one.
 */
export function acceptsLink(
  {vocabulary, similarity, cooccurrence, decision}: LinkScores,
  thresholds: RuleThresholds
): boolean {
  if (decision !== null) return decision === "accept";
  const least = thresholds[vocabulary];
  return cooccurrence === null
    ? similarity >= least.alone
    : similarity >= least.similarity && cooccurrence >= least.cooccurrence;
}

/**
 * The same rule as a SQL expression over the columns of the table `links`: true or false, never null.
 *
 * It compares numbers as doubles, so DuckDB and DuckDB-WASM both agree with `acceptsLink` in every case.
 * @throws RangeError unless every threshold is a finite number
 */
export function acceptsLinkSql(thresholds: RuleThresholds): string {
  const number = (value: number) => {
    if (!Number.isFinite(value)) throw new RangeError(`invalid threshold: ${value}`);
    return `${value}::DOUBLE`;
  };
  const cases = vocabularies.map((vocabulary) => {
    const {similarity, cooccurrence, alone} = thresholds[vocabulary];
    const withEvidence = `similarity >= ${number(similarity)} AND cooccurrence >= ${number(cooccurrence)}`;
    const accepts = `CASE WHEN cooccurrence IS NULL THEN similarity >= ${number(alone)} ELSE ${withEvidence} END`;
    return `WHEN vocabulary = '${vocabulary}' THEN ${accepts}`;
  });
  const decided = "WHEN decision = 'accept' THEN true WHEN decision = 'reject' THEN false";
  return `CASE ${decided} ${cases.join(" ")} ELSE false END`;
}
