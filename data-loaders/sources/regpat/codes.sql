-- The key of a CPC or IPC symbol packs section, class, subclass and main group into an integer: DuckDB stages, groups
-- and joins integers several times faster than text.
-- Each of 'H01L  21/02', 'h01l21/02' and '"H01L 21/02"' gives the key of H01L21. A text that is not a symbol gives NULL,
-- and so does a group outside 1 to 9999, which would otherwise pack into the key of another subclass.
CREATE OR REPLACE MACRO plain_symbol(symbol) AS
  upper(regexp_replace(symbol, '[\s\p{Z}"''“”‘’]+', '', 'g'));

CREATE OR REPLACE MACRO pack_main_group(symbol, main_group) AS
  CASE WHEN main_group BETWEEN 1 AND 9999
  THEN (((ascii(symbol) - 65) * 100 + TRY_CAST(substring(symbol, 2, 2) AS INTEGER)) * 26
    + ascii(substring(symbol, 4, 1)) - 65) * 10000
    + main_group
  END;

CREATE OR REPLACE MACRO main_group_key(symbol) AS
  pack_main_group(
    plain_symbol(symbol),
    TRY_CAST(
      regexp_extract(plain_symbol(symbol), '^[A-HY][0-9]{2}[A-Z]([0-9]{1,4})(?:/[0-9]*|[0-9]{6})?$', 1) AS INTEGER
    )
  );

CREATE OR REPLACE MACRO main_group_symbol(key) AS
  chr((65 + key // 26000000)::INTEGER)
  || lpad((key // 260000 % 100)::VARCHAR, 2, '0')
  || chr((65 + key // 10000 % 26)::INTEGER)
  || (key % 10000)::VARCHAR;

-- Y10S and Y10T repeat the former classification of the United States and say nothing about technology.
CREATE OR REPLACE MACRO is_former_us_class(key) AS
  key BETWEEN main_group_key('Y10S1/00') AND main_group_key('Y10T9999/00');
