-- Years and shares as the files write them. Years come as text, since a wrong one must be told from none.

-- PATSTAT writes 9999 for "no year", and some editions 0; the next column counts then.
CREATE OR REPLACE MACRO is_no_year(text) AS
  coalesce(trim(text), '') IN ('', '0', '9999');

CREATE OR REPLACE MACRO known_year(text) AS
  CASE WHEN TRY_CAST(text AS INTEGER) BETWEEN 1800 AND 2100 THEN TRY_CAST(text AS SMALLINT) END;

CREATE OR REPLACE MACRO is_bad_year(text) AS
  NOT is_no_year(text) AND known_year(text) IS NULL;

CREATE OR REPLACE MACRO known_share(share) AS
  CASE WHEN isfinite(share) AND share >= 0 THEN share END;
