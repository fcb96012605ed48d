-- From staged rows to the three tables of a lens.
-- Reads: regpat_parties (document, follows, reg_code, ctry_code, share),
--        regpat_regions (reg_code, ctry_code, location), regpat_codes (document, key), regpat_ipc, regpat_kept.

CREATE TABLE regpat_placed AS
SELECT document, follows, location, sum(share) AS share
FROM regpat_parties LEFT JOIN regpat_regions USING (reg_code, ctry_code)
WHERE document IS NOT NULL
GROUP BY ALL;

DROP TABLE regpat_parties;

-- Where both offices give addresses those of the EPO count, since the same people stand in both files.
CREATE TABLE document_locations AS
SELECT document, location::SMALLINT AS location, share
FROM regpat_placed
WHERE location IS NOT NULL AND share > 0 AND NOT follows
UNION ALL
SELECT document, location::SMALLINT, share
FROM regpat_placed
WHERE location IS NOT NULL AND share > 0 AND follows
  AND document NOT IN (SELECT document FROM regpat_placed WHERE NOT follows AND location IS NOT NULL);

-- CPC codes are the classification; IPC codes stand in where a document has none.
INSERT INTO regpat_codes
SELECT document, key
FROM regpat_ipc JOIN regpat_kept USING (appln_id)
WHERE key IS NOT NULL
  AND document NOT IN (SELECT document FROM regpat_codes WHERE document IS NOT NULL AND key IS NOT NULL);

CREATE VIEW document_codes AS
SELECT document, key
FROM regpat_codes
WHERE document IS NOT NULL AND key IS NOT NULL AND NOT is_former_us_class(key);

CREATE TABLE code_symbols AS
SELECT DISTINCT key, main_group_symbol(key) AS symbol FROM document_codes;
