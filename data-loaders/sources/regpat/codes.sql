-- A CPC or IPC symbol is known by its main group, packed into an integer, since integers are staged,
-- grouped and joined several times faster than text: section, class, subclass, main group.
-- 'H01L  21/02' and 'H01L21/02' both give the key of H01L21; what is no symbol gives NULL.
CREATE OR REPLACE MACRO main_group_key(symbol) AS
  CASE WHEN symbol[1] BETWEEN 'A' AND 'Y' AND symbol[4] BETWEEN 'A' AND 'Z'
  THEN (((ascii(symbol) - 65) * 100 + TRY_CAST(symbol[2:3] AS INTEGER)) * 26 + ascii(symbol[4]) - 65) * 10000
    + TRY_CAST(split_part(symbol[5:], '/', 1) AS INTEGER)
  END;

CREATE OR REPLACE MACRO main_group_symbol(key) AS
  chr((65 + key // 26000000)::INTEGER)
  || lpad((key // 260000 % 100)::VARCHAR, 2, '0')
  || chr((65 + key // 10000 % 26)::INTEGER)
  || (key % 10000)::VARCHAR;

-- Y10S and Y10T repeat the former classification of the United States and say nothing about technology.
CREATE OR REPLACE MACRO is_former_us_class(key) AS
  key BETWEEN main_group_key('Y10S1/00') AND main_group_key('Y10T9999/00');
