-- A code without a candidate link belongs to its family under every threshold. It becomes the family, whose symbol is
-- the family's with a star, such as `H01L*`: a subclass itself may have links, which count no document.
-- Reads: code_sets, main.links. Writes: general_codes (code, general). Appends to: main.codes.
-- Variable: vocabulary. Macro: code_family.

CREATE OR REPLACE TEMP TABLE borne_codes AS
SELECT code, symbol, code_family(symbol) AS family
FROM (SELECT DISTINCT code FROM code_sets) JOIN main.codes USING (code);

CREATE OR REPLACE TEMP TABLE unlinkable_codes AS
SELECT code, family
FROM borne_codes
WHERE family <> symbol AND code NOT IN (SELECT code FROM main.links);

INSERT INTO main.codes
SELECT (SELECT max(code) FROM main.codes) + row_number() OVER (ORDER BY family), getvariable('vocabulary'),
  family || '*', label, NULL
FROM (SELECT DISTINCT family FROM unlinkable_codes)
LEFT JOIN (SELECT symbol AS family, label FROM main.codes WHERE vocabulary = getvariable('vocabulary')) USING (family);

CREATE OR REPLACE TEMP TABLE general_codes AS
SELECT borne_codes.code, coalesce(general.code, borne_codes.code) AS general, borne_codes.family
FROM borne_codes
LEFT JOIN unlinkable_codes USING (code)
LEFT JOIN main.codes AS general
  ON general.vocabulary = getvariable('vocabulary') AND general.symbol = unlinkable_codes.family || '*';
