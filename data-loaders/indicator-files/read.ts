import {InputError} from "../console/input-error.ts";
import {largestCount} from "../../src/indicators/matrix.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {quote, quoteName} from "../../src/text/sql.ts";

/** Counts in long form. Locations and technologies are numbered from 0 in the order of their names. */
export interface LongCounts {
  locations: Int32Array;
  technologies: Int32Array;
  values: Float64Array;
}

/** The contents of the files. */
export interface IndicatorInput {
  locationNames: readonly string[];
  technologyNames: readonly string[];
  counts?: LongCounts;
  /** The technologies of all documents: those of document i are `members` from `starts[i]` to `starts[i + 1]`. */
  documents?: {starts: Int32Array; members: Int32Array};
}

const types = {location: "VARCHAR", technology: "VARCHAR", value: "DOUBLE", document: "VARCHAR"} as const;

/**
 * Reads counts (`location,technology,value`) and documents (`document,technology`) from CSV or Parquet, without other
 * columns.
 * @throws InputError for a missing column, a negative or non-numeric value, an empty name, or a repeated cell
 */
export async function readIndicatorInput(
  countsPath: string | undefined,
  documentsPath: string | undefined
): Promise<IndicatorInput> {
  const db = await WorkDatabase.open();
  try {
    if (countsPath !== undefined) await load(db, countsPath, "counts", ["location", "technology", "value"]);
    if (documentsPath !== undefined) await load(db, documentsPath, "documents", ["document", "technology"]);
    if (countsPath !== undefined) await checkCounts(db, countsPath);
    const tables = [countsPath !== undefined && "counts", documentsPath !== undefined && "documents"].filter(Boolean);
    await numberNames(
      db,
      "technologies",
      "technology",
      tables.map((table) => `SELECT technology FROM ${table}`).join(" UNION ALL ")
    );
    const input: IndicatorInput = {locationNames: [], technologyNames: await readNames(db, "technologies")};
    if (countsPath !== undefined) {
      await numberNames(db, "locations", "location", "FROM counts");
      input.locationNames = await readNames(db, "locations");
      input.counts = await readCounts(db);
    }
    if (documentsPath !== undefined) input.documents = await readDocuments(db);
    return input;
  } finally {
    db.close();
  }
}

/** Numbers the distinct names of a column from 0, in byte order: the rule for ties must not depend on a language. */
async function numberNames(db: WorkDatabase, table: string, column: string, from: string): Promise<void> {
  await db.run(`
    CREATE TABLE ${table} AS
    SELECT ${column} AS name, (row_number() OVER (ORDER BY ${column}) - 1)::INTEGER AS id
    FROM (SELECT DISTINCT ${column} FROM (${from}))`);
}

async function readNames(db: WorkDatabase, table: string): Promise<string[]> {
  return (await db.rows(`SELECT name FROM ${table} ORDER BY id`)).map(({name}) => String(name));
}

async function readCounts(db: WorkDatabase): Promise<LongCounts> {
  const rows = await db.rows(`
    SELECT locations.id AS location, technologies.id AS technology, value
    FROM counts
    JOIN locations ON locations.name = location
    JOIN technologies ON technologies.name = technology
    ORDER BY ALL`);
  return {
    locations: Int32Array.from(rows, ({location}) => Number(location)),
    technologies: Int32Array.from(rows, ({technology}) => Number(technology)),
    values: Float64Array.from(rows, ({value}) => Number(value))
  };
}

async function readDocuments(db: WorkDatabase): Promise<NonNullable<IndicatorInput["documents"]>> {
  const rows = await db.rows(`
    SELECT list_sort(list(DISTINCT id)) AS technologies
    FROM documents JOIN technologies ON technologies.name = technology
    GROUP BY document
    ORDER BY ALL`);
  const sets = rows.map(({technologies}) => technologies as unknown as number[]);
  const starts = new Int32Array(sets.length + 1);
  sets.forEach((set, i) => (starts[i + 1] = starts[i]! + set.length));
  return {starts, members: Int32Array.from(sets.flat())};
}

async function load(
  db: WorkDatabase,
  path: string,
  table: string,
  columns: readonly (keyof typeof types)[]
): Promise<void> {
  const reader = /\.parquet$/i.test(path)
    ? `read_parquet(${quote(path)})`
    : `read_csv(${quote(path)}, header = true, all_varchar = true, delim = ',')`;
  let found: string[];
  try {
    found = (await db.rows(`DESCRIBE FROM ${reader}`)).map(({column_name: name}) => String(name));
  } catch (cause) {
    throw new InputError(
      `cannot read the file: ${String((cause as Error).message)
        .split("\n")[0]!
        .toLowerCase()}`,
      {file: path, advice: "give CSV with a header and commas, or Parquet", cause}
    );
  }
  for (const column of columns) {
    if (!found.includes(column))
      throw new InputError(`no column ${column} among ${found.join(", ")}`, {
        file: path,
        advice: `give ${columns.join(",")}`
      });
  }
  const select = columns.map(
    (column) =>
      `TRY_CAST(${quoteName(column)} AS ${types[column]}) AS ${column}, ${quoteName(column)}::VARCHAR AS ${column}_text`
  );
  await db.run(`CREATE TABLE ${table}_read AS SELECT ${select.join(", ")} FROM ${reader}`);
  for (const column of columns.filter((name) => name !== "value")) {
    const empty = await db.number(`SELECT count(*) FROM ${table}_read WHERE coalesce(${column}, '') = ''`);
    if (empty > 0)
      throw new InputError(`${empty} rows without a ${column}`, {
        file: path,
        advice: "fill them in, or remove the rows"
      });
  }
  const kept = columns.includes("value") ? [...columns, "value_text"] : columns;
  await db.run(`CREATE TABLE ${table} AS SELECT ${kept.join(", ")} FROM ${table}_read; DROP TABLE ${table}_read`);
}

async function checkCounts(db: WorkDatabase, path: string): Promise<void> {
  const [wrong] = await db.rows(
    `SELECT location, technology, value_text FROM counts
    WHERE value IS NULL OR value < 0 OR NOT value <= ${largestCount}
    LIMIT 1`
  );
  if (wrong)
    throw new InputError(
      `invalid value for ${String(wrong.location)}, ${String(wrong.technology)}: ${String(wrong.value_text ?? "")}`,
      {file: path, advice: `give numbers from 0 to ${largestCount}`}
    );
  const [twice] = await db.rows(
    "SELECT location, technology, count(*) AS n FROM counts GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
  );
  if (twice)
    throw new InputError(`${String(twice.location)}, ${String(twice.technology)} appears ${String(twice.n)} times`, {
      file: path,
      advice: "add them up: one row per location and technology"
    });
}
