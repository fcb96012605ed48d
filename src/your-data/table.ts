import {createMatrix, largestCount, type Matrix} from "../indicators/matrix.js";
import {DataProblem, type OwnColumn, ownLimits} from "./problems.js";

/** Counts from a file: locations × technologies, both in the order of the bytes of their names. */
export interface OwnTable {
  locations: string[];
  technologies: string[];
  counts: Matrix;
  /** Documents behind the counts; null without such a column. Cells that the file does not name are 0. */
  documents: Matrix | null;
  /** Rows of the file that hold data. */
  rows: number;
  /** Columns as the file names them. */
  columns: Record<OwnColumn, string | null>;
  /** Columns that were not used. */
  ignored: string[];
  /** Whether numbers are written with a decimal comma. */
  decimalComma: boolean;
}

/** One row of a file. */
export interface OwnRow {
  /** As a spreadsheet numbers it. */
  row: number;
  location: string;
  technology: string;
  value: string | number | null;
  documents: string | number | null;
}

export interface CollectOptions {
  columns: OwnTable["columns"];
  ignored: string[];
  /** Whether a comma in a number is a decimal mark; otherwise it is none. */
  commas: boolean;
}

const point = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const comma = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;

/**
 * Gathers rows into counts.
 * @throws DataProblem for the first row that cannot be, and for counts from which nothing follows
 */
export function collect(rows: Iterable<OwnRow>, {columns, ignored, commas}: CollectOptions): OwnTable {
  const places = new Numbering("locations", ownLimits.locations),
    fields = new Numbering("technologies", ownLimits.technologies);
  const cells: {row: number[]; location: number[]; technology: number[]; value: number[]; documents: number[]} = {
    row: [],
    location: [],
    technology: [],
    value: [],
    documents: []
  };
  // Both marks in one file leave open what the comma of the others is.
  const marks = {comma: false, point: false};
  const numberOf = (row: number, column: string, given: string | number | null): number => {
    const text = given === null ? "" : typeof given === "number" ? given : given.trim();
    let value: number;
    if (typeof text === "number") value = text;
    else if (point.test(text)) {
      marks.point ||= text.includes(".");
      value = Number(text);
    } else if (commas && comma.test(text)) {
      marks.comma = true;
      value = Number(text.replace(",", "."));
    } else value = Number.NaN;
    if (!Number.isFinite(value) || (marks.comma && marks.point))
      throw new DataProblem({
        kind: "not-number",
        row,
        column,
        value: shorten(String(text)),
        comma: String(text).includes(",")
      });
    if (value < 0) throw new DataProblem({kind: "negative", row, column, value: shorten(String(text))});
    if (value > largestCount) throw new DataProblem({kind: "too-high", row, column, value: shorten(String(text))});
    return value + 0;
  };
  const nameOf = (row: number, column: string, text: string): string => {
    const name = text.normalize("NFC").trim();
    if (name === "") throw new DataProblem({kind: "no-name", row, column});
    if (name.length > ownLimits.nameLength)
      throw new DataProblem({kind: "long-name", row, column, length: name.length});
    return name;
  };
  for (const {row, location, technology, value, documents} of rows) {
    cells.row.push(row);
    cells.location.push(places.of(nameOf(row, columns.location!, location)));
    cells.technology.push(fields.of(nameOf(row, columns.technology!, technology)));
    cells.value.push(numberOf(row, columns.value!, value));
    if (columns.documents !== null) cells.documents.push(numberOf(row, columns.documents, documents));
  }
  if (cells.row.length === 0) throw new DataProblem({kind: "no-rows"});
  const [locations, placeOf] = places.sorted(),
    [technologies, fieldOf] = fields.sorted();
  const width = technologies.length;
  const counts = createMatrix(locations.length, width);
  const documents = columns.documents === null ? null : createMatrix(locations.length, width);
  const seen = new Int32Array(locations.length * width);
  cells.row.forEach((row, i) => {
    const [location, technology] = [placeOf[cells.location[i]!]!, fieldOf[cells.technology[i]!]!];
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
    decimalComma: marks.comma
  };
}

/** Numbers names as they come. */
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

  /** The names in the order of their bytes, and the place of each number among them. */
  sorted(): [names: string[], placeOf: Int32Array] {
    const names = [...this.#numbers.keys()].sort(byBytes);
    const placeOf = new Int32Array(names.length);
    names.forEach((name, place) => (placeOf[this.#numbers.get(name)!] = place));
    return [names, placeOf];
  }
}

/**
 * The order of the bytes of UTF-8, which is that of the code points: the rule for ties must not depend on a language.
 */
function byBytes(a: string, b: string): number {
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
