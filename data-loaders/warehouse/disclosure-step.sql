-- Removes the last code of each deal in an unsafe cell (place, codes, and whether it is start-up funding), among the
-- cells with `length` codes.
-- Reads and changes: protected_deals. Variables: length, least_units, p.

CREATE OR REPLACE TEMP TABLE unsafe_cells AS
WITH companies AS (
  SELECT place, other, list_sort(codes) AS cell, unit, coalesce(sum(amount::DECIMAL(38, 6)), 0)::DOUBLE AS amount
  FROM protected_deals WHERE len(codes) = getvariable('length')
  GROUP BY place, other, list_sort(codes), unit
)
SELECT place, other, cell
FROM companies
GROUP BY place, other, cell
HAVING count(*) < getvariable('least_units')
  -- In a cell with one code, one company may dominate: disclosure-finish.sql then removes the amounts, not the deals.
  OR (
    getvariable('length') > 1
    AND sum(amount) - coalesce(list_sum(max(amount, 2)), 0) < getvariable('p') * max(amount)
  );

UPDATE protected_deals SET codes = codes[:-2]
FROM unsafe_cells
WHERE len(codes) = getvariable('length')
  AND protected_deals.place = unsafe_cells.place
  AND protected_deals.other = unsafe_cells.other
  AND list_sort(codes) = unsafe_cells.cell;
