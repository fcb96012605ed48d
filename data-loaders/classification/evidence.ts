import type {WorkDatabase} from "../duckdb/database.ts";
import {runScript} from "../duckdb/script.ts";
import type {Candidate} from "./candidates.ts";
import type {Thresholds} from "./thresholds.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** The evidence for a candidate: how its code occurs in the documents. */
export interface Evidence {
  /** Documents with the code and at least one other code. */
  documents: number;
  /** Those documents that also have another core code of the technology. */
  together: number;
  /**
   * The share of the code's documents that have core codes, divided by the sum of that share and the share among all
   * other documents: 0–1, where 0.5 is what chance would give. Null if documents or core codes are too few.
   */
  cooccurrence: number | null;
  /** Whether the code is a core code of the technology. */
  core: boolean;
}

/**
 * Scores the candidates of one vocabulary by co-occurrence in the documents of its lens.
 *
 * Core codes are chosen by similarity. Those that the other core codes do not confirm are dropped, so that two wrong
 * ones cannot support each other; the rest serve to score all candidates. A code is never evidence for itself.
 * @param sets SQL relation with code_set, code and documents (of the set)
 * @returns one entry per candidate, in order
 */
export async function weighEvidence(
  db: WorkDatabase,
  sets: string,
  vocabulary: Vocabulary,
  candidates: readonly Candidate[],
  thresholds: Thresholds
): Promise<Evidence[]> {
  await db.run(`CREATE OR REPLACE TEMP TABLE evidence_sets AS
    SELECT code_set, code, documents FROM (${sets}) QUALIFY count(*) OVER (PARTITION BY code_set) > 1`);
  const {documents: least, prior} = thresholds.evidence;
  const judge = async (core: readonly Candidate[], judged: readonly Candidate[]) => {
    const columns = {code: "INTEGER", technology: "TINYINT"} as const;
    await db.insert(
      "evidence_core",
      columns,
      core.map(({code, technology}) => [code, technology])
    );
    await db.insert(
      "evidence_candidates",
      columns,
      judged.map(({code, technology}) => [code, technology])
    );
    await runScript(db, new URL("./evidence.sql", import.meta.url), {least_documents: least, prior});
    const rows = await db.rows("SELECT code, technology, documents, together, cooccurrence FROM evidence");
    return new Map(
      rows.map(({code, technology, documents, together, cooccurrence}) => [
        pairKey(Number(code), Number(technology)),
        {
          documents: Number(documents),
          together: Number(together),
          cooccurrence: cooccurrence === null ? null : Number(cooccurrence)
        }
      ])
    );
  };
  const occurring = new Set((await db.rows("SELECT DISTINCT code FROM evidence_sets")).map(({code}) => Number(code)));
  const first = chooseCore(
    candidates.filter(({code}) => occurring.has(code)),
    vocabulary,
    thresholds
  );
  const confirmed = await judge(first, first);
  // The most similar code of a technology always stays: without it, nothing could confirm the others.
  const anchors = new Set(
    first.filter(({technology}, i) => first.findIndex((other) => other.technology === technology) === i)
  );
  const core = first.filter(
    (candidate) =>
      anchors.has(candidate) ||
      (confirmed.get(pairKey(candidate.code, candidate.technology))?.cooccurrence ?? 1) >= thresholds.core.cooccurrence
  );
  const isCore = new Set(core.map(({code, technology}) => pairKey(code, technology)));
  const evidence = await judge(core, candidates);
  await db.run(
    "DROP TABLE evidence_sets; DROP TABLE evidence_core; DROP TABLE evidence_candidates; DROP TABLE evidence"
  );
  return candidates.map(({code, technology}) => {
    const key = pairKey(code, technology);
    return {...evidence.get(key)!, core: isCore.has(key)};
  });
}

/**
 * Chooses core codes: for each technology, the most similar codes among those for which no other technology is much
 * more similar. If too few reach the vocabulary's limit, codes below it make up the minimum number.
 */
function chooseCore(
  candidates: readonly Candidate[],
  vocabulary: Vocabulary,
  {core: {share, fewest, most}, vocabularies}: Thresholds
): Candidate[] {
  const least = vocabularies[vocabulary].core;
  const best = new Map<number, number>();
  const byTechnology = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const {code, technology, similarity, rank} = candidate;
    if (rank === 1) best.set(code, similarity);
    if (similarity < share * best.get(code)!) continue;
    const list = byTechnology.get(technology);
    if (list) list.push(candidate);
    else byTechnology.set(technology, [candidate]);
  }
  return [...byTechnology.values()].flatMap((list) => {
    list.sort((a, b) => b.similarity - a.similarity || a.code - b.code);
    return list.filter(({similarity}, place) => place < most && (similarity >= least || place < fewest));
  });
}

function pairKey(code: number, technology: number): number {
  return code * 64 + technology;
}
