import type {WorkDatabase} from "../duckdb/database.ts";
import {type DropReason, type SourceAccount, Tally} from "../sources/tally.ts";
import type {Dataset} from "../../src/terms/lenses.ts";

/** The documents of a dataset that have a code of some kind. */
export interface CodeGap {
  /** Number of documents with such a code. */
  documents: number;
  /** Their share of all documents, 0–1. */
  share: number;
  /** Number of such codes. */
  codes: number;
  /** The most frequent of these codes and their documents. */
  most: {symbol: string; documents: number}[];
}

/** What the vocabulary does not know of the codes of a dataset. */
export interface UntitledCodes {
  /** Codes without a title: nothing can link them. */
  unknown: CodeGap;
  /** Main groups without a title of their own, which go by that of their subclass. */
  subclass: CodeGap;
}

export const noneUntitled: CodeGap = {documents: 0, share: 0, codes: 0, most: []};

/** How many codes an account names. */
const named = 10;

/**
 * Counts the documents of the current schema with codes that lack a title, by `rows`, `code_sets` and `main.codes`.
 * @throws InputError when the share of documents with an unknown code is above the limit for `unknown-code`
 */
export async function describeUntitled(
  db: WorkDatabase,
  source: {dataset: Dataset; account: SourceAccount},
  folder: string,
  limits: Partial<Record<DropReason, number>>
): Promise<UntitledCodes> {
  const total = await db.number("SELECT coalesce(sum(documents), 0)::DOUBLE FROM rows");
  const unknown = await countGap(db, "label IS NULL", total);
  const subclass = await countGap(
    db,
    "vocabulary = 'cpc' AND label IS NOT NULL AND symbol NOT IN (SELECT symbol FROM titled_symbols)",
    total
  );
  const tally = new Tally(source.dataset, limits);
  await tally.drop("unknown-code", unknown.documents, total, () => ({
    what: `${unknown.most[0]!.symbol}, the most frequent of ${unknown.codes}`,
    file: folder,
    advice: "give the official titles or add ours to data/vocabulary"
  }));
  source.account.drops.push(...tally.account().drops);
  return {unknown, subclass};
}

async function countGap(db: WorkDatabase, condition: string, total: number): Promise<CodeGap> {
  const gaps = `
    WITH titled_symbols AS (SELECT symbol FROM main.vocabulary_entries WHERE vocabulary = 'cpc'),
    gaps AS (SELECT code, symbol FROM main.codes WHERE ${condition}),
    sets AS (SELECT code_set, sum(documents)::DOUBLE AS documents FROM rows GROUP BY code_set)`;
  const documents = await db.number(
    `${gaps} SELECT coalesce(sum(documents), 0) FROM sets
    WHERE code_set IN (SELECT code_set FROM code_sets JOIN gaps USING (code))`
  );
  const most = await db.rows(
    `${gaps} SELECT symbol, sum(documents)::DOUBLE AS documents, (count(*) OVER ())::DOUBLE AS codes
    FROM gaps JOIN code_sets USING (code) JOIN sets USING (code_set)
    GROUP BY symbol ORDER BY documents DESC, symbol LIMIT ${named}`
  );
  return {
    documents,
    share: documents / Math.max(1, total),
    codes: Number(most[0]?.codes ?? 0),
    most: most.map((row) => ({symbol: String(row.symbol), documents: Number(row.documents)}))
  };
}
