import {readFileSync} from "node:fs";
import "../../src/prerender/npm-imports.ts";
import {createMatrix, type Matrix} from "../../src/indicators/matrix.ts";
import {findColumns, synonyms} from "../../src/your-data/columns.ts";
import {readCsv} from "../../src/your-data/csv.ts";
import {readDelimited} from "../../src/your-data/delimited.ts";
import {doubtsOf} from "../../src/your-data/doubts.ts";
import {type Place, DataProblem} from "../../src/your-data/problems.ts";
import {Numbering, type OwnTable, whyIncomparable} from "../../src/your-data/table.ts";
import {yourDataWords} from "../../src/words/en/your-data.ts";
import {readChunks, readOwnText, tellingFile} from "../console/own-file.ts";

const {isParquet, openParquet, parquetOptions, readParquetTable, textsOf} =
  await import("../../src/your-data/parquet.ts");

/** The contents of the files. */
export interface IndicatorInput {
  /** Ordered by code points. */
  locationNames: readonly string[];
  technologyNames: readonly string[];
  /** Locations × technologies. */
  counts?: Matrix;
  /** The technologies of all documents: those of document i are `members` from `starts[i]` to `starts[i + 1]`. */
  documents?: {starts: Int32Array; members: Int32Array};
  /** What was read, in sentences. */
  notes: string[];
}

/** A map holds about 2^24 spellings of names; a matrix of so many cells takes 1 GB. */
const limits = {locations: 8_000_000, technologies: 8_000_000, documents: 8_000_000, cells: 2 ** 27};

/**
 * Reads counts (`location,technology,value`) and documents (`document,technology`) from CSV or Parquet, as the page
 * reads a table of one's own; other columns are ignored.
 * @throws InputError with file, line and column, for whatever the page refuses
 */
export async function readIndicatorInput(
  countsPath: string | undefined,
  documentsPath: string | undefined
): Promise<IndicatorInput> {
  const table = countsPath === undefined ? undefined : await readCounts(countsPath);
  const pairs = documentsPath === undefined ? undefined : await readPairs(documentsPath);
  const notes = [
    ...(table ? [describe(countsPath!, table)] : []),
    ...(pairs ? [`${documentsPath!}: ${yourDataWords.pairs(pairs)}`] : [])
  ];
  if (!pairs) {
    const {locations, technologies, counts} = table!;
    return {locationNames: locations, technologyNames: technologies, counts, notes};
  }
  const all = new Numbering("technologies", limits.technologies);
  for (const name of [...(table?.technologies ?? []), ...pairs.names]) all.of(name, () => ({}));
  const [technologyNames, placeOf] = all.sorted();
  const place = (name: string) => placeOf[all.of(name, () => ({}))]!;
  return {
    locationNames: table?.locations ?? [],
    technologyNames,
    ...(table && {counts: widen(table, technologyNames.length, table.technologies.map(place))}),
    documents: setsOf(pairs, pairs.names.map(place)),
    notes
  };
}

function describe(path: string, table: OwnTable): string {
  const {locations, technologies, counts, rows} = table;
  const why = whyIncomparable(table);
  return [
    yourDataWords.read({name: path, locations: locations.length, technologies: technologies.length, rows}),
    ...yourDataWords.notes({...table, missing: counts.values.length - rows, doubts: doubtsOf(table)}),
    ...(why ? [yourDataWords.problem(why)] : [])
  ].join(" ");
}

async function parquetDecoder(path: string): Promise<((bytes: Uint8Array) => Uint8Array) | undefined> {
  const [head] = readChunks(path);
  if (!head || !isParquet(head)) return undefined;
  const {readParquet} = await import("parquet-wasm");
  return (bytes) => readParquet(bytes, parquetOptions).intoIPCStream();
}

async function readCounts(path: string): Promise<OwnTable> {
  const decode = await parquetDecoder(path);
  return decode
    ? tellingFile(path, () => readParquetTable(readFileSync(path), decode, limits))
    : readOwnText(path, (pieces) => readCsv(pieces, limits));
}

/** Pairs of a document and a technology, by their numbers, and the names of the technologies. */
interface Pairs {
  document: number[];
  technology: number[];
  documents: number;
  names: string[];
}

const pairColumns = {document: synonyms.document, technology: synonyms.technology};

async function readPairs(path: string): Promise<Pairs> {
  const decode = await parquetDecoder(path);
  if (!decode)
    return readOwnText(path, (pieces) => {
      const {header, columns, rows} = readDelimited(pieces, (names, line) => findColumns(names, pairColumns, {line}));
      const collector = new PairCollector(header[columns.document]!, header[columns.technology]!, "line");
      for (const {line, fields} of rows) collector.add(fields[columns.document]!, fields[columns.technology]!, line);
      return collector.pairs();
    });
  return tellingFile(path, () => {
    const {table, header} = openParquet(readFileSync(path), decode);
    const at = findColumns(header, pairColumns);
    const collector = new PairCollector(header[at.document]!, header[at.technology]!, "row");
    const texts = (column: number) => textsOf(table.getChildAt(column)!);
    const [documents, technologies] = [texts(at.document), texts(at.technology)];
    documents.forEach((document, i) => collector.add(document, technologies[i]!, i + 1));
    return collector.pairs();
  });
}

class PairCollector {
  readonly #documents = new Numbering("documents", limits.documents);
  readonly #technologies = new Numbering("technologies", limits.technologies);
  readonly #document: number[] = [];
  readonly #technology: number[] = [];
  readonly #columns: [string, string];
  readonly #unit: "line" | "row";

  constructor(document: string, technology: string, unit: "line" | "row") {
    this.#columns = [document, technology];
    this.#unit = unit;
  }

  add(document: string, technology: string, at: number): void {
    const where = (column: string) => (): Place => ({[this.#unit]: at, column});
    const [first, second] = this.#columns;
    this.#document.push(this.#documents.of(document, where(first)));
    this.#technology.push(this.#technologies.of(technology, where(second)));
  }

  /** @throws DataProblem without rows */
  pairs(): Pairs {
    if (this.#document.length === 0) throw new DataProblem({kind: "no-rows"});
    return {
      document: this.#document,
      technology: this.#technology,
      documents: this.#documents.names.length,
      names: this.#technologies.names
    };
  }
}

/** The counts with columns for all technologies. */
function widen({counts}: OwnTable, columns: number, places: readonly number[]): Matrix {
  const wide = createMatrix(counts.rows, columns);
  for (let row = 0, at = 0; row < counts.rows; ++row)
    for (let column = 0; column < counts.columns; ++column, ++at)
      wide.values[row * columns + places[column]!] = counts.values[at]!;
  return wide;
}

/** The technologies of each document, in order and each once. */
function setsOf({document, technology, documents}: Pairs, places: readonly number[]): IndicatorInput["documents"] {
  const sizes = new Int32Array(documents + 1);
  for (const one of document) sizes[one + 1]! += 1;
  for (let i = 0; i < documents; ++i) sizes[i + 1]! += sizes[i]!;
  const filled = sizes.slice(0, documents);
  const all = new Int32Array(document.length);
  document.forEach((one, i) => (all[filled[one]!++] = places[technology[i]!]!));
  const starts = new Int32Array(documents + 1);
  let end = 0;
  for (let one = 0; one < documents; ++one) {
    let previous = -1;
    for (const place of all.subarray(sizes[one], sizes[one + 1]).sort()) {
      if (place === previous) continue;
      all[end++] = previous = place;
    }
    starts[one + 1] = end;
  }
  return {starts, members: all.slice(0, end)};
}
