-- From staged rows to the three tables of a lens.
-- Reads: regpat_parties (document, follows, location, share), regpat_codes (document, key), regpat_ipc, regpat_same,
-- cpc_moves (old, successor, whole: whether any group of the successor's subclass counts).

-- Both offices list the same people: where both give addresses, those of the EPO count.
CREATE TABLE regpat_repeated AS
SELECT DISTINCT document
FROM regpat_parties
WHERE NOT follows AND location IS NOT NULL AND document IN (SELECT document FROM regpat_parties WHERE follows);

CREATE VIEW document_locations AS
SELECT document, location, share
FROM regpat_parties
WHERE location IS NOT NULL AND share > 0 AND NOT (follows AND document IN (SELECT document FROM regpat_repeated));

CREATE VIEW regpat_ipc_codes AS
SELECT coalesce(epo, appln_id) AS document, key
FROM regpat_ipc LEFT JOIN regpat_same ON pct = appln_id;

-- CPC moves subjects from one main group to another, and for years a document bears both. They are one subject, so only
-- the successor counts: the move would otherwise be a second code, and co-occur with itself.
CREATE OR REPLACE MACRO superseded(codes) AS TABLE
  SELECT DISTINCT former.document, former.key
  FROM query_table(codes) AS former
  JOIN cpc_moves ON former.key = cpc_moves.old
  JOIN query_table(codes) AS latter
    ON former.document = latter.document
    AND CASE WHEN whole THEN latter.key // 10000 = successor // 10000 ELSE latter.key = successor END;

CREATE TABLE regpat_superseded AS FROM superseded('regpat_codes');
CREATE TABLE regpat_superseded_ipc AS FROM superseded('regpat_ipc_codes');

-- CPC codes classify a document; one without any falls back on its IPC codes.
CREATE VIEW document_codes AS
SELECT document, key
FROM regpat_codes ANTI JOIN regpat_superseded USING (document, key)
WHERE document IS NOT NULL AND key IS NOT NULL AND NOT is_former_us_class(key);

CREATE VIEW fallback_codes AS
SELECT document, key
FROM regpat_ipc_codes ANTI JOIN regpat_superseded_ipc USING (document, key)
WHERE key IS NOT NULL;

CREATE TABLE code_symbols AS
SELECT key, main_group_symbol(key) AS symbol, NULL::VARCHAR AS label
FROM (SELECT key FROM regpat_codes UNION SELECT key FROM regpat_ipc)
WHERE key IS NOT NULL AND NOT is_former_us_class(key);
