import {createMatrix, largestCount, type Matrix} from "../indicators/matrix.js";
import {DataProblem, type OwnColumn, ownLimits} from "./problems.js";

/** Counts from a file: locations × technologies, both ordered by the code points of their names. */
export interface OwnTable {
  locations: string[];
  technologies: string[];
  counts: Matrix;
  /** Number of documents behind each count; null without such a column. Cells that are missing from the file are 0. */
  documents: Matrix | null;
  /** Number of rows with data. */
  rows: number;
  /** Names of the columns in the file. */
  columns: Record<OwnColumn, string | null>;
  /** Names of unused columns. */
  ignored: string[];
  /** Whether numbers are written with a decimal comma. */
  decimalComma: boolean;
}

/** A row of a file. */
export interface OwnRow {
  /** Row number, as in a spreadsheet. */
  row: number;
  location: string;
  technology: string;
  value: string | number | null;
  documents: string | number | null;
}

export interface CollectOptions {
  columns: OwnTable["columns"];
  ignored: string[];
  /** Whether numbers may have a decimal comma. */
  commas: boolean;
}

const point = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const comma = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;

/**
 * Collects rows into counts.
 * @throws DataProblem for the first unusable row, and for counts that allow no indicator
 */
export function collect(rows: Iterable<OwnRow>, options: CollectOptions): OwnTable {
  const {columns, ignored} = options;
  const cells = readCells(rows, options);
  const {counts, documents} = fillMatrices(cells, columns.documents !== null);
  const {locations, technologies} = cells;
  if (locations.length === 1) throw new DataProblem({kind: "one", what: "location", name: locations[0]!});
  if (technologies.length === 1) throw new DataProblem({kind: "one", what: "technology", name: technologies[0]!});
  if (counts.values.every((value) => value === 0)) throw new DataProblem({kind: "all-zero"});
  return {
    locations,
    technologies,
    counts,
    documents,
    rows: cells.row.length,
    columns,
    ignored,
    decimalComma: cells.decimalComma
  };
}

/** The rows of a file as columns. Locations and technologies are indices of their names. */
interface Cells extends Pick<OwnTable, "locations" | "technologies" | "decimalComma"> {
  row: number[];
  location: number[];
  technology: number[];
  value: number[];
  documents: number[];
}

function readCells(rows: Iterable<OwnRow>, {columns, commas}: CollectOptions): Cells {
  const places = new Numbering("locations", ownLimits.locations);
  const fields = new Numbering("technologies", ownLimits.technologies);
  const numbers = new NumberReader(commas);
  const cells: Omit<Cells, "locations" | "technologies" | "decimalComma"> = {
    row: [],
    location: [],
    technology: [],
    value: [],
    documents: []
  };
  for (const {row, location, technology, value, documents} of rows) {
    cells.row.push(row);
    cells.location.push(places.of(nameOf(row, columns.location!, location)));
    cells.technology.push(fields.of(nameOf(row, columns.technology!, technology)));
    cells.value.push(numbers.read(row, columns.value!, value));
    if (columns.documents !== null) cells.documents.push(numbers.read(row, columns.documents, documents));
  }
  if (cells.row.length === 0) throw new DataProblem({kind: "no-rows"});
  const [locations, placeOf] = places.sorted();
  const [technologies, fieldOf] = fields.sorted();
  return {
    ...cells,
    locations,
    technologies,
    decimalComma: numbers.decimalComma,
    location: cells.location.map((at) => placeOf[at]!),
    technology: cells.technology.map((at) => fieldOf[at]!)
  };
}

function fillMatrices(cells: Cells, withDocuments: boolean): Pick<OwnTable, "counts" | "documents"> {
  const {locations, technologies} = cells;
  const width = technologies.length;
  const counts = createMatrix(locations.length, width);
  const documents = withDocuments ? createMatrix(locations.length, width) : null;
  const seen = new Int32Array(locations.length * width);
  cells.row.forEach((row, i) => {
    const [location, technology] = [cells.location[i]!, cells.technology[i]!];
    const at = location * width + technology;
    if (seen[at] !== 0)
      throw new DataProblem({
        kind: "duplicate",
        location: locations[location]!,
        technology: technologies[technology]!,
        first: seen[at]!,
        second: row
      });
    seen[at] = row;
    counts.values[at] = cells.value[i]!;
    if (documents) documents.values[at] = cells.documents[i]!;
  });
  return {counts, documents};
}

function nameOf(row: number, column: string, text: string): string {
  const name = text.normalize("NFC").trim();
  if (name === "") throw new DataProblem({kind: "no-name", row, column});
  if (name.length > ownLimits.nameLength) throw new DataProblem({kind: "long-name", row, column, length: name.length});
  return name;
}

/**
 * Reads the numbers of a file, all with the same decimal mark. If both marks occur in the file, a comma may separate
 * thousands.
 */
class NumberReader {
  readonly #commas: boolean;
  #hasComma = false;
  #hasPoint = false;

  constructor(commas: boolean) {
    this.#commas = commas;
  }

  get decimalComma(): boolean {
    return this.#hasComma;
  }

  /** @throws DataProblem for anything except a number from 0 to `largestCount` */
  read(row: number, column: string, given: string | number | null): number {
    const text = String(given ?? "").trim();
    const value = typeof given === "number" ? given : this.#parse(text);
    const short = {row, column, value: shorten(text)};
    if (!Number.isFinite(value) || (this.#hasComma && this.#hasPoint))
      throw new DataProblem({kind: "not-number", ...short, comma: text.includes(",")});
    if (value < 0) throw new DataProblem({kind: "negative", ...short});
    if (value > largestCount) throw new DataProblem({kind: "too-high", ...short});
    // Adding 0 turns -0 into 0.
    return value + 0;
  }

  #parse(text: string): number {
    if (point.test(text)) {
      this.#hasPoint ||= text.includes(".");
      return Number(text);
    }
    if (!this.#commas || !comma.test(text)) return Number.NaN;
    this.#hasComma = true;
    return Number(text.replace(",", "."));
  }
}

/** Numbers names in the order in which they first appear. */
class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #what: "locations" | "technologies";
  readonly #most: number;

  constructor(what: "locations" | "technologies", most: number) {
    this.#what = what;
    this.#most = most;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size === this.#most) throw new DataProblem({kind: "too-many", what: this.#what});
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** The names ordered by code points, and the position of each number among them. */
  sorted(): [names: string[], placeOf: Int32Array] {
    const names = [...this.#numbers.keys()].sort(byCodePoints);
    const placeOf = new Int32Array(names.length);
    names.forEach((name, place) => (placeOf[this.#numbers.get(name)!] = place));
    return [names, placeOf];
  }
}

/** Order by code points, as in UTF-8: the order must not depend on a language. */
function byCodePoints(a: string, b: string): number {
  const [one, other] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(one.length, other.length); ++i) {
    const difference = one[i]!.codePointAt(0)! - other[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
