import type {WorkDatabase} from "../duckdb/database.ts";

/** Codes of one vocabulary that have the same title. */
export interface Namesakes {
  vocabulary: string;
  title: string;
  /** Each code with the names of the technologies that accept it, in order. */
  codes: {symbol: string; technologies: string[]}[];
}

/**
 * The codes whose title, regardless of case, is also that of another code of their vocabulary. OpenAlex has such
 * topics. Their links should be the same, or a reviewer should have a reason for the difference.
 * @param db has the tables `codes`, `links` and `technologies` of a build
 */
export async function findNamesakes(db: WorkDatabase): Promise<Namesakes[]> {
  const rows = await db.rows(`
    WITH named AS (
      SELECT vocabulary, symbol, code, lower(trim(label)) AS title,
        first(label) OVER (PARTITION BY vocabulary, lower(trim(label)) ORDER BY symbol) AS label,
        count(*) OVER (PARTITION BY vocabulary, lower(trim(label))) AS namesakes
      FROM codes)
    SELECT vocabulary, title, label, symbol,
      coalesce(list_sort(list(name) FILTER (WHERE accepted)), []) AS technologies
    FROM named
    LEFT JOIN (SELECT code, accepted, name FROM links JOIN technologies USING (technology)) AS found USING (code)
    WHERE namesakes > 1
    GROUP BY vocabulary, title, label, symbol
    ORDER BY vocabulary, title, symbol`);
  const found = new Map<string, Namesakes>();
  for (const row of rows) {
    const key = JSON.stringify([row.vocabulary, row.title]);
    if (!found.has(key)) found.set(key, {vocabulary: String(row.vocabulary), title: String(row.label), codes: []});
    found.get(key)!.codes.push({symbol: String(row.symbol), technologies: row.technologies as unknown as string[]});
  }
  return [...found.values()];
}

/** A line for each title whose codes have different links; a line that there are none where all agree. */
export function describeNamesakes(namesakes: readonly Namesakes[]): string[] {
  if (namesakes.length === 0) return [];
  const linksOf = ({technologies}: Namesakes["codes"][number]) => technologies.join(", ") || "no technology";
  const differing = namesakes.filter(({codes}) => new Set(codes.map(linksOf)).size > 1);
  if (differing.length === 0) return [`${namesakes.length} titles belong to several codes, whose links agree.`];
  return [
    `${differing.length} of ${namesakes.length} titles of several codes have different links. ` +
      "Decide on them alike, or give a reason:",
    ...differing.map(
      ({vocabulary, title, codes}) =>
        `- ${vocabulary} "${title}": ${codes.map((code) => `${code.symbol}: ${linksOf(code)}`).join("; ")}`
    )
  ];
}
