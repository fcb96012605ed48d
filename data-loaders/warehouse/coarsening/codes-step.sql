-- Makes the rare combinations of `length` domains common, with as little change as possible:
--   1. Those that differ in one family are put in the order of its symbol and divided into groups of enough documents;
--      each group takes the family in its middle (univariate microaggregation).
--   2. Where there are too few of them, the family becomes the nearest one with which the combination is common: of the
--      same class, the same section or any.
--   3. Where there is none, the combination loses the domain with the most documents, families first.
-- No combination gets a technology that it does not have.
-- Reads and changes: combinations. Reads: domain_documents, family_domains. Variables: length, least.

CREATE OR REPLACE TEMP TABLE combination_totals AS
SELECT target, sum(documents)::INTEGER AS documents
FROM combinations
WHERE len(target) = getvariable('length')
GROUP BY target;

-- Each combination without one of its families.
CREATE OR REPLACE TEMP TABLE reduced_combinations AS
SELECT target, list_filter(target, lambda one: one <> domain) AS others, domain, documents
FROM (SELECT target, unnest(target) AS domain, documents FROM combination_totals)
WHERE domain IN (SELECT domain FROM family_domains);

CREATE OR REPLACE TEMP TABLE rare_combinations AS
SELECT * FROM reduced_combinations WHERE documents < getvariable('least');

-- Groups are cut at multiples of k + m - 1 documents, where each combination has at most m: each then has at least k,
-- since it begins at most m - 1 documents after a cut, and ends at the next or later.
CREATE OR REPLACE TEMP TABLE grouped_combinations AS
WITH companions AS (
  SELECT *, sum(documents) OVER (PARTITION BY others) AS alike FROM rare_combinations
), ordered AS (
  SELECT *, sum(documents) OVER (PARTITION BY others ORDER BY domain) - documents AS before,
    sum(documents) OVER (PARTITION BY others) AS total,
    getvariable('least') + max(documents) OVER (PARTITION BY others) - 1 AS width
  FROM (SELECT * FROM companions QUALIFY row_number() OVER (PARTITION BY target ORDER BY alike DESC, domain) = 1)
), numbered AS (
  SELECT *, least(before // width, greatest(total // width - 1, 0)) AS number
  FROM ordered
  WHERE total >= getvariable('least')
), middles AS (
  SELECT others, number, list(domain ORDER BY domain)[(count(*) + 1) // 2] AS middle
  FROM numbered
  GROUP BY others, number
)
SELECT target, list_sort(list_append(others, middle)) AS common
FROM numbered JOIN middles USING (others, number);

CREATE OR REPLACE TEMP TABLE family_levels AS
SELECT domain, level, left(family, CASE level WHEN 0 THEN 3 WHEN 1 THEN 1 ELSE 0 END) AS above
FROM family_domains CROSS JOIN (SELECT unnest([0, 1, 2]) AS level);

CREATE OR REPLACE TEMP TABLE exchanged_combinations AS
WITH partners AS (
  SELECT others, level, above, domain AS partner, documents
  FROM reduced_combinations JOIN family_levels USING (domain)
  WHERE documents >= getvariable('least')
  QUALIFY row_number() OVER (PARTITION BY others, level, above ORDER BY documents DESC, domain) = 1
)
SELECT target, list_sort(list_append(others, partner)) AS common
FROM rare_combinations JOIN family_levels USING (domain) JOIN partners USING (others, level, above)
WHERE target NOT IN (SELECT target FROM grouped_combinations)
QUALIFY row_number() OVER (PARTITION BY target ORDER BY level, partners.documents DESC, domain, partner) = 1;

CREATE OR REPLACE TEMP TABLE lessened_combinations AS
WITH losses AS (
  SELECT target, arg_max(domain, (domain IN (SELECT domain FROM family_domains), domain_documents.documents, domain))
    AS lost
  FROM (
    SELECT target, unnest(target) AS domain
    FROM combination_totals
    WHERE documents < getvariable('least')
      AND target NOT IN (SELECT target FROM grouped_combinations UNION ALL SELECT target FROM exchanged_combinations)
  ) JOIN domain_documents USING (domain)
  GROUP BY target
)
SELECT target, list_filter(target, lambda one: one <> lost) AS common FROM losses;

UPDATE combinations SET target = common
FROM (
  FROM grouped_combinations UNION ALL FROM exchanged_combinations UNION ALL FROM lessened_combinations
) AS changes
WHERE combinations.target = changes.target;
