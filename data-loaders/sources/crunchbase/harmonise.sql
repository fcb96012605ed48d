-- From staged rounds to the three tables of a lens.
-- Reads: crunchbase_rounds (url, company, company_url, type, amount, date, industries, place),
--        crunchbase_companies (company_url, industries, place), crunchbase_places (place, location),
--        crunchbase_types (type, key, class).

-- Amounts are in US dollars, as Crunchbase writes them: digits, thousands commas, a decimal point. A point before three
-- digits may mark thousands, and a comma before one or two a decimal: such a text is no amount, rather than a factor of
-- a thousand. An empty one is undisclosed.
CREATE OR REPLACE MACRO plain_amount(text) AS
  regexp_replace(trim(text), '^(US)?\$\s*|^USD\s*', '');

CREATE OR REPLACE MACRO amount_in_dollars(text) AS
  CASE WHEN regexp_full_match(
      plain_amount(text),
      '\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d{1,2}|\.\d{4,})?|\d(\.\d+)?[eE]\+?\d{1,2}'
    )
    AND TRY_CAST(replace(plain_amount(text), ',', '') AS DOUBLE) <= 1e12
  THEN TRY_CAST(replace(plain_amount(text), ',', '') AS DOUBLE) END;

-- Dates have four digits for the year; numbers between slashes are in the American order, as in the exports. A year such
-- as 0000 or 9999 stands for none.
CREATE OR REPLACE MACRO written_date(text) AS
  CASE
    WHEN regexp_full_match(text, '\d{4}-\d{2}-\d{2}([ T]\d{2}:.*)?') THEN TRY_CAST(left(text, 10) AS DATE)
    WHEN regexp_full_match(text, '[A-Za-z]+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}')
      THEN try_strptime(text, ['%b %d, %Y', '%B %d, %Y', '%m/%d/%Y', '%Y'])::DATE
  END;

CREATE OR REPLACE MACRO announced_date(text) AS
  CASE WHEN year(written_date(trim(text))) BETWEEN 1800 AND 2100 THEN written_date(trim(text)) END;

-- One record may have its address in several spellings.
CREATE OR REPLACE MACRO record_key(address) AS
  nullif(regexp_replace(regexp_replace(lower(trim(address)), '^https?://(www\.)?|[?#].*$', '', 'g'), '/+$', ''), '');

-- A name without legal forms, accents and punctuation: its words.
CREATE OR REPLACE MACRO name_words(name) AS
  list_filter(
    string_split_regex(strip_accents(lower(name)), '[^\pL\pN]+'),
    lambda word: word NOT IN (
      '', 'inc', 'ltd', 'llc', 'plc', 'corp', 'co', 'company', 'limited', 'bv', 'nv', 'sa', 'sas', 'sarl', 'srl',
      'bvba', 'vzw', 'cv', 'gmbh', 'ag', 'kg', 'ug', 'se', 'ab', 'as', 'oy', 'oyj', 'aps', 'spa', 'sl', 'sro', 'doo',
      'the', 'group', 'holding', 'holdings'
    )
  );

-- Two names mean one company if the words of one are among those of the other, or the letters are the same.
CREATE OR REPLACE MACRO is_similar_name(one, other) AS
  len(name_words(one)) > 0 AND len(name_words(other)) > 0 AND (
    list_has_all(name_words(one), name_words(other)) OR list_has_all(name_words(other), name_words(one))
    OR array_to_string(name_words(one), '') = array_to_string(name_words(other), '')
  );

-- Where records repeat, the smallest value counts: any other choice could differ between runs.
CREATE TABLE crunchbase_deals AS
WITH companies AS (
  SELECT record_key(company_url) AS company_key, min(industries) AS industries, min(place) AS place
  FROM crunchbase_companies GROUP BY ALL
), rounds AS (
  SELECT min(url) AS url, min(company) AS company, min(company_url) AS company_url,
    coalesce(min(nullif(type, '')), min(type)) AS type,
    min(amount) AS amount_text, min(date) AS date_text, min(industries) AS industries, min(place) AS place
  FROM crunchbase_rounds
  GROUP BY coalesce(record_key(url), url)
)
SELECT row_number() OVER (ORDER BY url) AS document, url, coalesce(company, company_url) AS company,
  rounds.company AS company_name, company_url,
  coalesce(record_key(company_url), company, '') AS company_key, coalesce(key, '') AS type,
  coalesce(class, 'equity') AS class,
  announced_date(date_text) AS date, date_text, amount_text,
  amount_in_dollars(amount_text) / 1e6 AS amount,
  coalesce(rounds.industries, companies.industries, '') AS industries,
  coalesce(rounds.place, companies.place) AS place,
  companies.company_key IS NULL AND (rounds.industries IS NULL OR rounds.place IS NULL) AS unknown_company
FROM rounds
LEFT JOIN crunchbase_types USING (type)
LEFT JOIN companies ON companies.company_key = record_key(rounds.company_url);

-- A round can appear twice, under two names of its company or two addresses: with one amount, type and city, at most a
-- week apart. Companies of one accelerator share all of these, but not the name.
CREATE TABLE crunchbase_twins AS
SELECT DISTINCT later.document
FROM crunchbase_deals AS earlier JOIN crunchbase_deals AS later USING (amount, type, place)
WHERE (later.company_key = earlier.company_key OR is_similar_name(later.company, earlier.company))
  AND amount > 0
  AND (later.date, later.document) > (earlier.date, earlier.document)
  AND later.date - earlier.date <= 7;

-- The disclosure rule takes a step for each industry of the deal that has the most.
CREATE TABLE crunchbase_crowded AS
SELECT document FROM crunchbase_deals
WHERE document NOT IN (FROM crunchbase_twins)
  AND len(string_split_regex(industries, '\s*[|,]\s*')) > getvariable('most_industries');

CREATE TABLE documents AS
SELECT document, year(date)::SMALLINT AS year, amount
FROM crunchbase_deals
WHERE document NOT IN (FROM crunchbase_twins) AND document NOT IN (FROM crunchbase_crowded)
  AND year(date) BETWEEN getvariable('first_year') AND getvariable('last_year');

CREATE TABLE crunchbase_tags AS
SELECT DISTINCT document, trim(industry) AS symbol
FROM (
  SELECT document, unnest(string_split_regex(industries, '\s*[|,]\s*')) AS industry
  FROM crunchbase_deals WHERE document IN (SELECT document FROM documents)
) WHERE trim(industry) <> '';

CREATE TABLE code_symbols AS
SELECT (row_number() OVER (ORDER BY symbol))::INTEGER AS key, symbol, symbol AS label
FROM (SELECT DISTINCT symbol FROM crunchbase_tags);

CREATE TABLE document_codes AS
SELECT document, key FROM crunchbase_tags JOIN code_symbols USING (symbol);

CREATE TABLE document_locations AS
SELECT document, location, 1::DOUBLE AS share
FROM crunchbase_deals JOIN crunchbase_places USING (place)
WHERE document IN (SELECT document FROM documents);

CREATE TABLE fallback_codes (document BIGINT, key INTEGER);
