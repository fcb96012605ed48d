-- The codes that are published for each set. A set that enough documents have stays. Of others, each domain keeps the
-- document's own most frequent code; if these are still rare, they become the most frequent published set with the same
-- domains, or else the codes that most documents with these domains have.
-- Reads: code_lists, combinations, code_domains, exact_sets. Writes: published_codes (code_set, codes).
-- Variable: least.

CREATE OR REPLACE TEMP TABLE targeted_lists AS
SELECT codes, target, code_lists.documents,
  domains = target AND code_lists.documents >= getvariable('least') AS common
FROM code_lists JOIN combinations USING (domains)
WHERE len(target) > 0;

-- The codes of each list, once for each of their domains that is published; `within`: without any other domain.
CREATE OR REPLACE TEMP TABLE list_codes AS
WITH members AS (SELECT codes, target, documents, unnest(codes) AS code FROM targeted_lists)
SELECT codes, target, documents, code, list_has_all(target, domains) AS within, unnest(domains) AS domain
FROM members JOIN code_domains USING (code);

CREATE OR REPLACE TEMP TABLE code_documents AS
SELECT code, sum(documents) AS documents
FROM (SELECT unnest(codes) AS code, documents FROM targeted_lists)
GROUP BY code;

CREATE OR REPLACE TEMP TABLE own_codes AS
SELECT codes, domain, arg_max(code, (code_documents.documents, code)) AS code
FROM list_codes JOIN code_documents USING (code)
WHERE within
GROUP BY codes, domain;

-- A combination that no document has exactly borrows codes from all documents, those with the fewest domains first.
CREATE OR REPLACE TEMP TABLE usual_codes AS
WITH own AS (
  SELECT target, domain, code, sum(documents) AS documents FROM list_codes WHERE within GROUP BY target, domain, code
), wanted AS (
  SELECT target, unnest(target) AS domain FROM (SELECT DISTINCT target FROM targeted_lists)
), borrowed AS (
  SELECT domain, code, len(domains) AS breadth
  FROM (SELECT code, domains, unnest(domains) AS domain FROM code_domains) JOIN code_documents USING (code)
  QUALIFY row_number() OVER (PARTITION BY domain ORDER BY len(domains), documents DESC, code) = 1
)
SELECT target, domain, code
FROM (
  SELECT target, domain, code, 0 AS breadth, documents FROM own
  UNION ALL
  SELECT target, domain, code, breadth, 0 FROM wanted JOIN borrowed USING (domain)
)
QUALIFY row_number() OVER (PARTITION BY target, domain ORDER BY breadth, documents DESC, code) = 1;

-- One code for each domain.
CREATE OR REPLACE TEMP TABLE short_lists AS
SELECT codes, list_sort(list_distinct(list(coalesce(own_codes.code, usual_codes.code)))) AS short
FROM (SELECT codes, target, unnest(target) AS domain FROM targeted_lists)
JOIN usual_codes USING (target, domain)
LEFT JOIN own_codes USING (codes, domain)
GROUP BY codes;

CREATE OR REPLACE TEMP TABLE common_lists AS
SELECT target, CASE WHEN common THEN codes ELSE short END AS list, sum(documents) AS documents
FROM targeted_lists JOIN short_lists USING (codes)
GROUP BY ALL
HAVING sum(documents) >= getvariable('least');

CREATE OR REPLACE TEMP TABLE replaced_lists AS
WITH most_frequent AS (
  SELECT target, arg_max(list, (documents, list)) AS list FROM common_lists GROUP BY target
), usual AS (
  SELECT target, list_sort(list_distinct(list(code))) AS list FROM usual_codes GROUP BY target
)
SELECT codes,
  CASE WHEN common THEN codes ELSE coalesce(common_lists.list, most_frequent.list, usual.list) END AS published
FROM targeted_lists
JOIN short_lists USING (codes)
JOIN usual USING (target)
LEFT JOIN common_lists ON common_lists.target = targeted_lists.target AND common_lists.list = short
LEFT JOIN most_frequent ON most_frequent.target = targeted_lists.target;

CREATE OR REPLACE TEMP TABLE published_codes AS
SELECT code_set, published AS codes FROM exact_sets JOIN replaced_lists USING (codes);
