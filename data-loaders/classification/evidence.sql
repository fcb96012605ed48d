-- How much more often than elsewhere a candidate code shares documents with core codes of a technology.
-- docs/methodology.md, section "Evidence", has the formula.
-- Reads: evidence_sets (code_set, code, documents: sets of two codes or more), evidence_core (code, technology),
--   evidence_candidates (code, technology).
-- Writes: evidence (code, technology, documents, together, expected, cooccurrence).
-- Variables: least_documents, prior.

CREATE OR REPLACE TEMP TABLE core_sets AS
SELECT technology, code_set, any_value(documents) AS documents, count(*) AS cores, any_value(code) AS only_core
FROM evidence_core JOIN evidence_sets USING (code)
GROUP BY technology, code_set;

CREATE OR REPLACE TABLE evidence AS
WITH all_documents AS (
  SELECT sum(documents) AS documents
  FROM (SELECT any_value(documents) AS documents FROM evidence_sets GROUP BY code_set)
), code_documents AS (
  SELECT code, sum(documents) AS documents FROM evidence_sets GROUP BY code
), core_documents AS (
  SELECT technology, sum(documents) AS documents FROM core_sets GROUP BY technology
), alone AS (
  -- Documents in which a core code is the only one of its technology: they are no evidence for that code.
  SELECT technology, only_core AS code, sum(documents) AS documents FROM core_sets WHERE cores = 1 GROUP BY ALL
), meetings AS (
  SELECT core_sets.technology, sets.code, sum(core_sets.documents) AS documents
  FROM core_sets
  JOIN evidence_sets sets USING (code_set)
  JOIN evidence_candidates candidates ON candidates.code = sets.code AND candidates.technology = core_sets.technology
  LEFT JOIN evidence_core own ON own.code = sets.code AND own.technology = core_sets.technology
  WHERE cores > (own.code IS NOT NULL)::INTEGER
  GROUP BY ALL
), counts AS (
  SELECT code, technology,
    coalesce(code_documents.documents, 0)::DOUBLE AS documents,
    coalesce(meetings.documents, 0)::DOUBLE AS together,
    (
      coalesce(core_documents.documents, 0) - coalesce(alone.documents, 0) - coalesce(meetings.documents, 0)
    )::DOUBLE AS elsewhere,
    ((SELECT documents FROM all_documents) - coalesce(code_documents.documents, 0))::DOUBLE AS others
  FROM evidence_candidates
  LEFT JOIN code_documents USING (code)
  LEFT JOIN core_documents USING (technology)
  LEFT JOIN alone USING (code, technology)
  LEFT JOIN meetings USING (code, technology)
), shares AS (
  SELECT *, elsewhere / nullif(others, 0) AS expected FROM counts
), observed AS (
  SELECT *, (together + getvariable('prior') * expected) / (documents + getvariable('prior')) AS share FROM shares
)
SELECT code, technology, documents::INTEGER AS documents, together::INTEGER AS together, expected,
  CASE WHEN documents >= getvariable('least_documents') AND expected > 0
    THEN round(share / (share + expected), 5) END AS cooccurrence
FROM observed;
