import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {quote} from "../../src/text/sql.ts";

/** Sizes of a generated lens. */
export interface WorldSize {
  patents: number;
  locations: number;
  /** Number of technologies and families together. */
  domains: number;
}

const technologies = 38;
const codesPerFamily = 10;

/**
 * Writes synthetic tables of the lens `patents` as Parquet, in the schema of a build. Documents have one to six codes,
 * mostly of one family and with a long tail, and one or two locations. Candidate links have random scores.
 */
export async function writeGeneratedWorld(folder: string, size: WorldSize): Promise<void> {
  await mkdir(folder, {recursive: true});
  const db = await WorkDatabase.open(join(folder, "work"));
  const write = async (name: string, query: string) =>
    void (await db.run(
      `COPY (${query}) TO ${quote(join(folder, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`
    ));
  await writeVocabulary(db, write, size);
  await writeDocuments(db, write, size);
  db.close();
}

type Write = (name: string, query: string) => Promise<void>;

/** SQL for a pseudo-random number, 0–1, which is the same on every run. */
const random = (...seeds: string[]) => `((hash(${seeds.join(", ")}) % 1000003) / 1000003.0)`;

async function writeVocabulary(db: WorkDatabase, write: Write, {locations, domains}: WorldSize): Promise<void> {
  const codes = (domains - technologies) * codesPerFamily;
  await write(
    "locations",
    `SELECT i::SMALLINT AS location, 'L' || lpad(i::VARCHAR, 3, '0') AS code,
      'R' || lpad((i // 4)::VARCHAR, 2, '0') AS nuts1, true AS benchmark
    FROM range(${locations}) t(i)`
  );
  await write(
    "technologies",
    `SELECT (i + 1)::TINYINT AS technology, 'technology ' || (i + 1) AS name FROM range(${technologies}) t(i)`
  );
  await db.run(`
    CREATE TABLE codes AS
    SELECT (i + 1)::INTEGER AS code, 'cpc' AS vocabulary,
      chr((65 + i // ${codesPerFamily} // 80)::INTEGER) || lpad((i // ${codesPerFamily} % 80)::VARCHAR, 2, '0')
      || 'A' || (i % ${codesPerFamily} + 1) AS symbol
    FROM range(${codes}) t(i)`);
  await write("codes", "FROM codes");
  await write(
    "links",
    `SELECT DISTINCT ON (code, technology) code, technology, 'cpc' AS vocabulary,
      round(0.12 + 0.6 * pow(${random("code", "technology", "1")}, 3), 5) AS similarity,
      round(${random("code", "technology", "2")}, 5) AS cooccurrence, NULL::VARCHAR AS decision
    FROM (
      SELECT code, (1 + hash(code, k) % ${technologies})::TINYINT AS technology
      FROM codes, range(6) t(k)
      WHERE code % 2 = 0
    )`
  );
}

async function writeDocuments(db: WorkDatabase, write: Write, {patents, locations, domains}: WorldSize): Promise<void> {
  const families = domains - technologies;
  const codes = families * codesPerFamily;
  await db.run(`CREATE TABLE documents AS
    SELECT i AS document, (${families} * pow(${random("i", "3")}, 2.5))::INTEGER AS family,
      1 + (6 * pow(${random("i", "4")}, 2))::INTEGER AS size,
      (${locations} * pow(${random("i", "5")}, 2))::INTEGER AS home, ${random("i", "6")} AS away
    FROM range(${patents}) t(i)`);
  const family = `CASE WHEN ${random("document", "k", "7")} < 0.85 THEN family
    ELSE (${families} * pow(${random("document", "k", "8")}, 2))::INTEGER END`;
  const within = `(${codesPerFamily} * pow(${random("document", "k", "9")}, 3))::INTEGER`;
  const code = `1 + least(${codes - 1}, (${family}) * ${codesPerFamily} + ${within})`;
  await db.run(`
    CREATE TABLE folded AS
    SELECT document, list_sort(list_distinct(list(${code}))) AS codes
    FROM (SELECT *, unnest(range(size)) AS k FROM documents)
    GROUP BY document`);
  await db.run(`
    CREATE TABLE numbered AS
    SELECT codes, (row_number() OVER (ORDER BY codes))::INTEGER AS code_set
    FROM (SELECT DISTINCT codes FROM folded)`);
  await write("patents_code_sets", "SELECT code_set, unnest(codes)::INTEGER AS code FROM numbered");
  // A fifth of the documents have two locations.
  const home = `least(home, ${locations - 1})`;
  await db.run(`
    CREATE TABLE placed AS
    SELECT document,
      CASE WHEN away < 0.2 THEN list_sort(list_distinct([${home}, hash(document, 10) % ${locations}]))
        ELSE [${home}] END AS places
    FROM documents`);
  await db.run(`
    CREATE TABLE place_sets AS
    SELECT places, (row_number() OVER (ORDER BY places))::INTEGER AS location_set
    FROM (SELECT DISTINCT places FROM placed)`);
  await write(
    "patents_location_sets",
    "SELECT location_set, unnest(places)::SMALLINT AS location, 1.0 / len(places) AS share FROM place_sets"
  );
  await write(
    "patents",
    `SELECT 2020::SMALLINT AS year, location_set, code_set, count(*)::INTEGER AS documents
    FROM folded JOIN numbered USING (codes) JOIN placed USING (document) JOIN place_sets USING (places) GROUP BY ALL`
  );
}
