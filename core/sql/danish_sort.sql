-- Danish order and Danish search in any PostgreSQL of version 14 or newer with a UTF-8 database: no ICU, no unaccent,
-- no locale of the operating system. Both functions are immutable, so they can be indexed. core/collation.py has the
-- same two in Python, and tests/core/test_collation.py holds them together.
--
-- Decomposed (NFD), an accented capital is an ASCII letter and a mark: lower() in collation C then lowers every one of
-- them, and what is left of marks can be removed in one go.

-- Text to order by, in collation C: Bo, Muller, Müller as Myller, Zebra, Ærø, Østerbro, Aabenraa next to Åbenrå.
-- æ, ø and å become the three ASCII characters after z: { | }. aa is å; ä, ö and ü are æ, ø and y; other accents fall
-- away; a hyphen counts as a space. Order by `danish_sort(name) COLLATE "C"`.
CREATE OR REPLACE FUNCTION danish_sort(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    replace(replace(
        translate(
            replace(replace(replace(replace(replace(replace(replace(
                lower(normalize(value, NFD) COLLATE "C"),
                U&'a\030A', '}'), U&'a\0308', '{'), U&'o\0308', '|'), U&'o\030B', '|'),
                U&'u\0308', 'y'), U&'u\030B', 'y'), 'aa', '}'),
            U&'ÆæØøŒœÐðĐđŁłıÞẞ-\00A0\2010\2011\2019', '{{||||ddddlliþß    '''),
        'ß', 'ss'), 'þ', 'th'),
    U&'[\0300-\036F]' COLLATE "C", '', 'g');

-- Text to search in, and to search for: what sounds the same is the same. aa is å, ae is æ, oe is ø, and é, ü and
-- other letters with a mark are the letter, so that "aabenraa" finds Åbenrå, "Aeroe" finds Ærø and "rene" finds René.
CREATE OR REPLACE FUNCTION danish_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    replace(replace(replace(replace(replace(replace(replace(
        translate(
            replace(replace(replace(replace(
                lower(normalize(value, NFD) COLLATE "C"),
                U&'a\030A', 'aa'), U&'a\0308', 'ae'), U&'o\0308', 'oe'), U&'o\030B', 'oe'),
            U&'ÆØŒÐðĐđŁłıÞẞ-\00A0\2010\2011\2019', 'æøœddddlliþß    '''),
        'æ', 'ae'), 'ø', 'oe'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), '''', ''), '  ', ' '),
    U&'[\0300-\036F]' COLLATE "C", '', 'g');
