-- Removes the rows of documents whose codes, or whose places, too few others share.
-- Reads: place_combinations, combinations, exact_sets, location_sets. Changes: rows.

DELETE FROM rows
WHERE location_set IN (
    SELECT location_set
    FROM (SELECT location_set, list_sort(list(location)) AS locations FROM location_sets GROUP BY location_set)
    JOIN place_combinations USING (locations)
    WHERE len(target) = 0
  )
  OR code_set IN (
    SELECT code_set FROM exact_sets JOIN combinations USING (domains) WHERE len(target) = 0
  );
