-- Years and shares as the files write them. Years come as text, since a wrong one must be told from none.

-- PATSTAT writes 9999 for "no year", and some editions 0; the next column counts then.
CREATE OR REPLACE MACRO is_no_year(text) AS
  regexp_full_match(coalesce(trim(text), ''), '|(0+|9999)(\.0*)?');

CREATE OR REPLACE MACRO known_year(text) AS
  CASE WHEN regexp_full_match(trim(text), '(1[89]\d\d|20\d\d|2100)(\.0*)?')
    THEN TRY_CAST(left(trim(text), 4) AS SMALLINT) END;

CREATE OR REPLACE MACRO is_bad_year(text) AS
  NOT is_no_year(text) AND known_year(text) IS NULL;

CREATE OR REPLACE MACRO known_share(share) AS
  CASE WHEN isfinite(share) AND share >= 0 THEN share END;
