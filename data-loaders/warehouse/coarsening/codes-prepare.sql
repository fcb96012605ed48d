-- The sets of codes of the documents, and the combinations of domains that they stand for: `target` is what is published
-- of a combination. It begins as the combination itself. Domains are technologies by their ids and families by numbers
-- from 1000, in the order of their symbols.
-- Reads: rows, code_sets, general_codes, main.links. Writes: family_domains, code_domains (code, domains),
-- exact_sets (code_set, codes, domains), code_lists (codes, domains, documents),
-- combinations (domains, target, documents), domain_documents. Variable: vocabulary.

CREATE OR REPLACE TEMP TABLE family_domains AS
SELECT family, (1000 + row_number() OVER (ORDER BY family))::INTEGER AS domain
FROM (SELECT DISTINCT family FROM general_codes);

CREATE OR REPLACE TEMP TABLE code_domains AS
WITH linked AS (
  SELECT code AS general, list_sort(list(technology::INTEGER)) AS technologies
  FROM main.links
  WHERE accepted AND vocabulary = getvariable('vocabulary')
  GROUP BY code
)
SELECT DISTINCT general AS code, coalesce(technologies, [domain]) AS domains
FROM general_codes JOIN family_domains USING (family) LEFT JOIN linked USING (general);

CREATE OR REPLACE TEMP TABLE exact_sets AS
SELECT code_set, list_sort(list_distinct(list(general))) AS codes,
  list_sort(list_distinct(flatten(list(domains)))) AS domains
FROM code_sets JOIN general_codes USING (code) JOIN code_domains ON code_domains.code = general
WHERE code_set IN (SELECT code_set FROM rows)
GROUP BY code_set;

CREATE OR REPLACE TEMP TABLE code_lists AS
SELECT codes, domains, sum(documents)::INTEGER AS documents
FROM rows JOIN exact_sets USING (code_set)
GROUP BY codes, domains;

CREATE OR REPLACE TEMP TABLE combinations AS
SELECT domains, domains AS target, sum(documents)::INTEGER AS documents FROM code_lists GROUP BY domains;

CREATE OR REPLACE TEMP TABLE domain_documents AS
SELECT domain, sum(documents)::INTEGER AS documents
FROM (SELECT unnest(domains) AS domain, documents FROM combinations)
GROUP BY domain;
