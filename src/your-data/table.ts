import {createMatrix, largestCount, type Matrix} from "../indicators/matrix.js";
import {type NumberMarks, NumberReader} from "./numbers.js";
import {DataProblem, longestName, type OwnColumn, ownLimits, type Place, type Problem} from "./problems.js";

/** Counts from a file: locations × technologies, both ordered by the code points of their names. */
export interface OwnTable {
  locations: string[];
  technologies: string[];
  counts: Matrix;
  /**
   * Number of documents behind each count; NaN where the file leaves it open, 0 for cells that are missing from the
   * file. Null if no row has it.
   */
  documents: Matrix | null;
  /** Number of rows with data. */
  rows: number;
  /** Number of rows whose field of documents is empty. */
  withoutDocuments: number;
  /** Names of the columns in the file. */
  columns: Record<OwnColumn, string | null>;
  /** Names of unused columns. */
  ignored: string[];
  marks: NumberMarks;
}

/** A row of a file. */
export interface OwnRow {
  /** Number of the line or row, from 1. */
  at: number;
  location: string;
  technology: string;
  value: string | number | null;
  documents: string | number | null;
}

export interface CollectOptions {
  columns: OwnTable["columns"];
  ignored: string[];
  unit: "line" | "row";
  /** Whether numbers may be written as in spreadsheets: with a decimal comma or separators of thousands. */
  grouped: boolean;
  /** Those of the page unless given. */
  limits?: {locations: number; technologies: number; cells?: number} | undefined;
}

/** The columns of counts by their names in the file, and the unused ones. */
export function namesOf(
  header: readonly string[],
  at: Readonly<Record<OwnColumn, number>>
): Pick<OwnTable, "columns" | "ignored"> {
  const name = (column: OwnColumn) => header[at[column]] ?? null;
  const used = Object.values(at);
  return {
    columns: {
      location: name("location"),
      technology: name("technology"),
      value: name("value"),
      documents: name("documents")
    },
    ignored: header.filter((_, column) => !used.includes(column))
  };
}

/**
 * Collects rows into counts.
 * @throws DataProblem for the first unusable row
 */
export function collect(rows: Iterable<OwnRow>, options: CollectOptions): OwnTable {
  const {columns, ignored} = options;
  const cells = readCells(rows, options);
  const {locations, technologies, marks} = cells;
  const withoutDocuments = cells.documents.filter(Number.isNaN).length;
  return {
    locations,
    technologies,
    ...fillMatrices(cells, cells.documents.length > withoutDocuments, options),
    rows: cells.at.length,
    withoutDocuments,
    columns,
    ignored,
    marks
  };
}

/** Why the counts of a table allow no comparison, if they allow none. */
export function whyIncomparable({locations, technologies, counts}: OwnTable): Problem | undefined {
  if (locations.length === 1) return {kind: "one", what: "location", name: locations[0]!};
  if (technologies.length === 1) return {kind: "one", what: "technology", name: technologies[0]!};
  return counts.values.every((value) => value === 0) ? {kind: "all-zero"} : undefined;
}

/** The rows of a file as columns. Locations and technologies are indices of their names. */
interface Cells extends Pick<OwnTable, "locations" | "technologies" | "marks"> {
  at: number[];
  location: ArrayLike<number>;
  technology: ArrayLike<number>;
  value: number[];
  documents: number[];
}

function readCells(rows: Iterable<OwnRow>, options: CollectOptions): Cells {
  const {columns, unit, limits = ownLimits} = options;
  const places = new Numbering("locations", limits.locations);
  const fields = new Numbering("technologies", limits.technologies);
  const numbers = new CountReader(options);
  const at: number[] = [],
    location: number[] = [],
    technology: number[] = [],
    value: number[] = [],
    documents: number[] = [];
  const where = (row: number, column: string | null): Place => ({[unit]: row, column: column!});
  for (const row of rows) {
    at.push(row.at);
    location.push(places.of(row.location, () => where(row.at, columns.location)));
    technology.push(fields.of(row.technology, () => where(row.at, columns.technology)));
    numbers.read(value, row.value, row.at, columns.value!);
    if (columns.documents === null) continue;
    if (row.documents === null || row.documents === "" || String(row.documents).trim() === "") documents.push(NaN);
    else numbers.read(documents, row.documents, row.at, columns.documents);
  }
  if (at.length === 0) throw new DataProblem({kind: "no-rows"});
  numbers.settle();
  const [locations, placeOf] = places.sorted();
  const [technologies, fieldOf] = fields.sorted();
  return {
    at,
    value,
    documents,
    locations,
    technologies,
    marks: numbers.marks,
    location: Int32Array.from(location, (one) => placeOf[one]!),
    technology: Int32Array.from(technology, (one) => fieldOf[one]!)
  };
}

function fillMatrices(
  cells: Cells,
  withDocuments: boolean,
  {unit, limits}: CollectOptions
): Pick<OwnTable, "counts" | "documents"> {
  const {locations, technologies} = cells;
  const width = technologies.length;
  const most = limits?.cells ?? Infinity;
  if (locations.length * width > most)
    throw new DataProblem({kind: "too-many-cells", rows: locations.length, columns: width, most});
  const counts = createMatrix(locations.length, width);
  const documents = withDocuments ? createMatrix(locations.length, width) : null;
  const seen = new Int32Array(locations.length * width);
  cells.at.forEach((at, i) => {
    const [location, technology] = [cells.location[i]!, cells.technology[i]!];
    const cell = location * width + technology;
    if (seen[cell] !== 0)
      throw new DataProblem({
        kind: "duplicate",
        at: {[unit]: at},
        location: locations[location]!,
        technology: technologies[technology]!,
        first: seen[cell]!
      });
    seen[cell] = at;
    counts.values[cell] = cells.value[i]!;
    if (documents) documents.values[cell] = cells.documents[i]!;
  });
  return {counts, documents};
}

/** Reads the counts of a file: numbers from 0 to `largestCount`, all with the same decimal mark. */
class CountReader {
  readonly #numbers: NumberReader;
  readonly #unit: CollectOptions["unit"];
  /** Numbers that wait for one that shows the decimal mark. */
  readonly #waiting: {into: number[]; index: number; readings: readonly [number, number]; text: string; at: Place}[] =
    [];

  constructor({grouped, unit}: Pick<CollectOptions, "grouped" | "unit">) {
    this.#numbers = new NumberReader(grouped);
    this.#unit = unit;
  }

  get marks(): NumberMarks {
    return this.#numbers.marks;
  }

  /**
   * Appends the number to `into`.
   * @throws DataProblem for anything except a count
   */
  read(into: number[], given: string | number | null, row: number, column: string): void {
    if (typeof given === "number" && given >= 0 && given <= largestCount) {
      // Adding 0 turns -0 into 0.
      into.push(given + 0);
      return;
    }
    const at: Place = {[this.#unit]: row, column};
    const text = String(given ?? "").trim();
    const value = shorten(text);
    const reading =
      typeof given === "number" && Number.isFinite(given)
        ? ({kind: "number", value: given} as const)
        : this.#numbers.read(text, row);
    switch (reading.kind) {
      case "number":
        if (reading.value < 0) throw new DataProblem({kind: "negative", at, value});
        if (reading.value > largestCount) throw new DataProblem({kind: "too-high", at, value});
        into.push(reading.value + 0);
        return;
      case "not-number":
        throw new DataProblem({kind: "not-number", at, value, comma: text.includes(",")});
      case "two-marks":
        throw new DataProblem({at, value, ...reading});
      case "ambiguous":
        if (reading.readings[0] < 0) throw new DataProblem({kind: "negative", at, value});
        this.#waiting.push({into, index: into.length, readings: reading.readings, text, at});
        into.push(NaN);
    }
  }

  /** @throws DataProblem if a number may still be read in two ways */
  settle(): void {
    for (const {into, index, readings, text, at} of this.#waiting) {
      const value = this.#numbers.settle(text, readings);
      if (value === undefined) throw new DataProblem({kind: "ambiguous", at, value: shorten(text), readings});
      into[index] = value;
    }
  }
}

/**
 * A text as the tables keep it: in Unicode's composed form, without invisible characters and blanks around it, and with
 * single blanks in it.
 * @throws DataProblem for an empty one
 */
export function textOf(text: string, where: () => Place): string {
  const kept = text
    .normalize("NFC")
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .replace(/[^\S\r\n]+/g, " ")
    .trim();
  if (kept === "") throw new DataProblem({kind: "no-name", at: where()});
  return kept;
}

/**
 * A name as the tables keep it: a text of limited length.
 * @throws DataProblem for an empty name, and for one that is too long
 */
export function nameOf(text: string, where: () => Place): string {
  const name = textOf(text, where);
  if (name.length > longestName) throw new DataProblem({kind: "long-name", at: where(), length: name.length});
  return name;
}

/** Numbers names in the order in which they first appear. */
export class Numbering {
  readonly names: string[] = [];
  /** The numbers by every spelling in the file. */
  readonly #numbers = new Map<string, number>();
  readonly #what: "locations" | "technologies" | "documents";
  readonly #most: number;

  constructor(what: "locations" | "technologies" | "documents", most: number) {
    this.#what = what;
    this.#most = most;
  }

  /** @throws DataProblem for an unusable name, and for more names than the limit */
  of(text: string, where: () => Place): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const name = nameOf(text, where);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      if (number >= this.#most) throw new DataProblem({kind: "too-many", what: this.#what, most: this.#most});
      this.names.push(name);
      this.#numbers.set(name, number);
    }
    if (name !== text) this.#numbers.set(text, number);
    return number;
  }

  /** The names ordered by code points, and the position of each number among them. */
  sorted(): [names: string[], placeOf: Int32Array] {
    const names = this.names.slice().sort(byCodePoints);
    const placeOf = new Int32Array(names.length);
    names.forEach((name, place) => (placeOf[this.#numbers.get(name)!] = place));
    return [names, placeOf];
  }
}

/** Order by code points, as in UTF-8: the order must not depend on a language. */
function byCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ++i)
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  return a.length - b.length;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
