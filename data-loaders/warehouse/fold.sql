-- Folds documents into rows that identify no document: those with the same year, codes and places become one row with a
-- count. It folds one bucket of documents, to bound memory, since DuckDB cannot spill lists to disk. It adds shares and
-- amounts as decimals, since a sum of floating-point numbers depends on their order, and so on the number of threads.
-- Reads: documents, document_codes, fallback_codes, document_locations, other_documents.
-- Appends to: folded, lost (number of documents without a known place).
-- Variables: buckets, bucket.

CREATE OR REPLACE TEMP TABLE bucket_codes AS
SELECT document, list_sort(list_distinct(list(key))) AS codes
FROM document_codes
WHERE document % getvariable('buckets') = getvariable('bucket')
GROUP BY document;

-- A document without codes takes its fallback codes.
INSERT INTO bucket_codes
SELECT document, list_sort(list_distinct(list(key))) AS codes
FROM fallback_codes
WHERE document IN (
  SELECT document FROM documents
  WHERE document % getvariable('buckets') = getvariable('bucket')
    AND document NOT IN (SELECT document FROM bucket_codes)
)
GROUP BY document;

-- Shares sum to one over the known places of a document.
CREATE OR REPLACE TEMP TABLE bucket_locations AS
SELECT document,
  list_sort(list_transform(
    places,
    lambda place: {'location': place.location, 'share': round(place.share / total, 6)}
  )) AS places
FROM (
  SELECT document, list({'location': location, 'share': share}) AS places,
    sum(TRY_CAST(share AS DECIMAL(18, 12)))::DOUBLE AS total
  FROM (
    SELECT document, location, sum(TRY_CAST(share AS DECIMAL(18, 12)))::DOUBLE AS share
    FROM document_locations
    WHERE document % getvariable('buckets') = getvariable('bucket')
    GROUP BY ALL
  )
  GROUP BY document
);

INSERT INTO folded
SELECT year, codes, places, document IN (FROM other_documents), count(*)::INTEGER, count(amount)::INTEGER,
  coalesce(sum(amount::DECIMAL(38, 6))::DOUBLE, 0)
FROM documents JOIN bucket_codes USING (document) JOIN bucket_locations USING (document)
GROUP BY ALL;

INSERT INTO lost
SELECT count(*)
FROM documents ANTI JOIN bucket_locations USING (document)
WHERE document % getvariable('buckets') = getvariable('bucket');
