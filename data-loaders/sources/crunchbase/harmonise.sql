-- From staged rounds to the three tables of a lens.
-- Reads: crunchbase_rounds (url, company, company_url, type, amount, date, industries, place),
--        crunchbase_companies (company_url, industries, place), crunchbase_places (place, location).

-- An amount may carry thousands commas and a currency sign; an empty one is undisclosed.
CREATE OR REPLACE MACRO amount_in_dollars(text) AS
  TRY_CAST(replace(regexp_replace(trim(text), '^(US)?\$|^USD\s*', ''), ',', '') AS DOUBLE);

CREATE OR REPLACE MACRO announced_date(text) AS
  coalesce(TRY_CAST(text AS DATE), try_strptime(text, ['%b %d, %Y', '%B %d, %Y', '%m/%d/%Y', '%Y'])::DATE);

-- Where records repeat, the smallest value counts: any other choice could differ between runs.
CREATE TABLE crunchbase_deals AS
WITH companies AS (
  SELECT company_url, min(industries) AS industries, min(place) AS place
  FROM crunchbase_companies GROUP BY company_url
), rounds AS (
  SELECT url, min(company) AS company, min(company_url) AS company_url, min(type) AS type,
    min(amount) AS amount_text, min(date) AS date_text, min(industries) AS industries, min(place) AS place
  FROM crunchbase_rounds
  GROUP BY url
)
SELECT row_number() OVER (ORDER BY url) AS document, url, coalesce(company, company_url) AS company,
  coalesce(company_url, company, '') AS company_key, type,
  announced_date(date_text) AS date, date_text, amount_text,
  CASE WHEN amount_in_dollars(amount_text) >= 0 THEN amount_in_dollars(amount_text) / 1e6 END AS amount,
  coalesce(rounds.industries, companies.industries, '') AS industries,
  coalesce(rounds.place, companies.place) AS place
FROM rounds LEFT JOIN companies USING (company_url);

-- A round can appear twice, under two names of its company: with one amount, type and city, at most a week apart.
CREATE TABLE crunchbase_twins AS
SELECT DISTINCT later.document
FROM crunchbase_deals AS earlier JOIN crunchbase_deals AS later USING (amount, type, place)
WHERE later.company <> earlier.company
  AND amount > 0
  AND (later.date, later.document) > (earlier.date, earlier.document)
  AND later.date - earlier.date <= 7;

CREATE TABLE documents AS
SELECT document, year(date)::SMALLINT AS year, amount
FROM crunchbase_deals
WHERE document NOT IN (FROM crunchbase_twins)
  AND year(date) BETWEEN getvariable('first_year') AND getvariable('last_year');

CREATE TABLE crunchbase_tags AS
SELECT DISTINCT document, trim(industry) AS symbol
FROM (
  SELECT document, unnest(string_split_regex(industries, '\s*[|,]\s*')) AS industry
  FROM crunchbase_deals WHERE document IN (SELECT document FROM documents)
) WHERE trim(industry) <> '';

CREATE TABLE code_symbols AS
SELECT (row_number() OVER (ORDER BY symbol))::INTEGER AS key, symbol
FROM (SELECT DISTINCT symbol FROM crunchbase_tags);

CREATE TABLE document_codes AS
SELECT document, key FROM crunchbase_tags JOIN code_symbols USING (symbol);

CREATE TABLE document_locations AS
SELECT document, location, 1::DOUBLE AS share
FROM crunchbase_deals JOIN crunchbase_places USING (place)
WHERE document IN (SELECT document FROM documents);

-- The company of each round, for the disclosure rule only.
CREATE TABLE document_units AS
SELECT document, company_key AS unit
FROM crunchbase_deals
WHERE document IN (SELECT document FROM documents);

CREATE TABLE fallback_codes (document BIGINT, key INTEGER);
