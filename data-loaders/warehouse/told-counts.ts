import type {ClassificationAccount} from "../classification/classify.ts";
import type {Thresholds} from "../classification/thresholds.ts";
import type {WorkDatabase} from "../duckdb/database.ts";
import type {Drop} from "../sources/tally.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";
import {type DisclosureKey, tellCount} from "./disclosure-key.ts";
import type {ManifestSource} from "./manifest.ts";

/**
 * Replaces the counts of a licensed source's account by those that may be told, and its fingerprint by one with which
 * no guess at its records can be checked. The number of published documents stays, since it follows from the tables.
 */
export function tellSource(source: ManifestSource, key: DisclosureKey): void {
  const {dataset, account, coarsening} = source;
  const tell = (what: string, count: number) => tellCount(key, `account of ${dataset}: ${what}`, count);
  const tellAll = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, tell(name, count)]));
  const tellDrop = ({reason, rows, share, ...rest}: Drop): Drop => {
    const told = tell(reason, rows);
    return {reason, rows: told, share: Number(((told * share) / rows).toPrecision(2)), ...rest};
  };
  source.account = {
    read: tellAll(account.read),
    located: tellAll(account.located),
    drops: account.drops.map(tellDrop),
    documents: account.documents
  };
  source.titles = tell("titles", source.titles);
  source.bytes = Number(source.bytes.toPrecision(2));
  source.fingerprint = key.hash(`files ${source.fingerprint}`);
  if (coarsening) {
    const {least, ...counts} = coarsening;
    source.coarsening = {least, ...(tellAll(counts) as Omit<typeof coarsening, "least">)};
  }
}

/** The scores of a link that follow from documents. */
interface LinkCounts {
  documents: number;
  together: number;
  cooccurrence: number | null;
}

/** The values that separate links of different results: the thresholds of a vocabulary, and the ends of their bands. */
function limitsOf({vocabularies, bands, core}: Thresholds, vocabulary: Vocabulary): number[] {
  const {cooccurrence} = vocabularies[vocabulary];
  return [cooccurrence - bands.cooccurrence, cooccurrence, cooccurrence + bands.cooccurrence, core.cooccurrence].sort(
    (a, b) => a - b
  );
}

/**
 * Scores of a link as they may be told: with counts that are multiples of three, and the co-occurrence that follows
 * from them, in hundredths. It stays on its side of every limit, so that the classification does not change.
 * @param exact by `weighEvidence`
 * @param prior documents with average evidence that are added to each code
 */
export function tellLink(
  {documents, together, cooccurrence}: LinkCounts,
  round: (what: string, count: number) => number,
  {prior, limits}: {prior: number; limits: readonly number[]}
): LinkCounts {
  const told = round("documents", documents);
  const both = Math.min(told, round("together", together));
  if (cooccurrence === null) return {documents: told, together: both, cooccurrence};
  const share = (have: number, of: number, expected: number) => (have + prior * expected) / (of + prior);
  // The share that chance would give, which `links` does not have, from the exact scores; any, if nothing is together.
  const chance =
    together === 0
      ? 1
      : (together * Math.max(1e-6, 1 - cooccurrence)) /
        (cooccurrence * (documents + prior) - prior * (1 - cooccurrence));
  const observed = share(both, told, chance);
  const hundredths = Math.floor((100 * observed) / (observed + chance)) / 100;
  const low = limits.filter((limit) => limit <= cooccurrence).at(-1) ?? 0;
  const high = limits.find((limit) => limit > cooccurrence) ?? 1.01;
  return {
    documents: told,
    together: both,
    cooccurrence: Math.max(low, Math.min(hundredths, Math.round(100 * high - 1) / 100))
  };
}

/** What the reason of a link whose score has moved says of its new score: too much, where counts are small. */
const movedTo = "(co-occurrence moved from [0-9.]+) to [0-9.]+";

/**
 * Replaces the counts of the links of a licensed source's vocabulary by those that may be told, in the table and in the
 * account of the classification, which also counts the links anew.
 */
export async function tellLinks(
  db: WorkDatabase,
  vocabulary: Vocabulary,
  classification: ClassificationAccount,
  key: DisclosureKey
): Promise<void> {
  const {thresholds} = classification;
  const choices = {prior: thresholds.evidence.prior, limits: limitsOf(thresholds, vocabulary)};
  const rows = await db.rows(`
    SELECT code, technology, symbol, documents, together, cooccurrence
    FROM main.links WHERE vocabulary = '${vocabulary}' ORDER BY code, technology`);
  await db.run("SET search_path = 'main'");
  await db.insert(
    "told_links",
    {code: "INTEGER", technology: "TINYINT", documents: "INTEGER", together: "INTEGER", cooccurrence: "DOUBLE"},
    rows.map(({code, technology, symbol, documents, together, cooccurrence}) => {
      const told = tellLink(
        {
          documents: Number(documents),
          together: Number(together),
          cooccurrence: cooccurrence === null ? null : Number(cooccurrence)
        },
        (what, count) => key.round(`links ${what} ${vocabulary} ${String(symbol)}`, count),
        choices
      );
      return [code, technology, told.documents, told.together, told.cooccurrence];
    })
  );
  await db.run(`
    UPDATE main.links AS links
    SET documents = told.documents, together = told.together, cooccurrence = told.cooccurrence,
      reason = regexp_replace(reason, '${movedTo}', '\\1')
    FROM told_links AS told
    WHERE links.vocabulary = '${vocabulary}' AND links.code = told.code AND links.technology = told.technology;
    DROP TABLE told_links;`);
  for (const move of classification.moved)
    if (move.vocabulary === vocabulary) move.what = move.what.replace(new RegExp(movedTo), "$1");
  // As on the site: documents have main groups, never subclasses.
  const [counts] = await db.rows(`
    SELECT count(*)::DOUBLE AS candidates, (count(*) FILTER (accepted))::DOUBLE AS accepted,
      count(decision)::DOUBLE AS decisions, (count(*) FILTER (borderline))::DOUBLE AS borderline
    FROM main.links WHERE vocabulary <> 'cpc' OR length(symbol) > 4`);
  Object.assign(classification, counts);
}
