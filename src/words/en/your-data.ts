import type {OwnLocation} from "../../your-data/indicators.ts";
import {largestCount} from "../../indicators/matrix.js";
import {type NumberMarks, otherMark} from "../../your-data/numbers.js";
import {
  type Doubt,
  type ForeignFormat,
  longestName,
  ownLimits,
  type Place,
  type Problem
} from "../../your-data/problems.js";
import type {YourDataWords} from "../your-data.ts";
import {capital, fixed, number} from "./locale.js";

const several = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;
const megabytes = (bytes: number) => `${number(bytes / 1024 / 1024, 1)} MB`;
const listed = (names: readonly string[]) => {
  const shown = names
    .slice(0, 12)
    .map((name) => (name === "" ? "(no name)" : name.length > 40 ? `${name.slice(0, 39)}…` : name))
    .join(", ");
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || "none";
};
const placeOf = ({line, row, column}: Place = {}) => {
  const parts = [line === undefined ? row !== undefined && `row ${number(row)}` : `line ${number(line)}`, column];
  const text = parts.filter((part) => typeof part === "string").join(", ");
  return text === "" ? "" : `${capital(text)}: `;
};

const formats: Record<ForeignFormat, {message: string; advice: string}> = {
  "utf-16": {message: "the text is UTF-16, not UTF-8", advice: "save it as “CSV UTF-8”"},
  workbook: {
    message: "the file is a workbook or a ZIP archive",
    advice: "save the sheet as “CSV UTF-8”, or unpack the archive"
  },
  gzip: {message: "the file is compressed with gzip", advice: "unpack it"},
  archive: {message: "the file is a 7-Zip archive", advice: "unpack it"},
  pdf: {message: "the file is a PDF", advice: "save the table as “CSV UTF-8”"},
  binary: {
    message: "this is neither CSV nor Parquet: it contains bytes that are not text",
    advice: "save the table as “CSV UTF-8”"
  }
};

interface Fault {
  message: string;
  advice: string;
}

const fault = (message: string, advice: string): Fault => ({message, advice});
const markNames = {".": "point", ",": "comma"} as const;
const saveAsCsv = "save the file as “CSV UTF-8”";

/** What is wrong, and what to do: lower case, without a full stop. */
const faults: {[Kind in Problem["kind"]]: (problem: Extract<Problem, {kind: Kind}>) => Fault} = {
  empty: () => fault("the file is empty", "add a header and rows"),
  "too-large": ({bytes, most}) =>
    fault(
      `the file has ${megabytes(bytes)}; the limit is ${megabytes(most)}`,
      "remove columns, or save the file as Parquet"
    ),
  format: ({format}) => formats[format],
  encoding: () => fault("the text is not UTF-8 here; it is probably Latin-1 (Windows-1252)", saveAsCsv),
  parquet: ({cut}) =>
    cut
      ? fault("the Parquet file is incomplete: its end is missing", "copy or download it again")
      : fault("the file cannot be read as Parquet: it is damaged or has another format", "save it again"),
  "no-column": ({names: [column, ...others], found}) =>
    fault(
      `there is no column called ${column}; the file has ${listed(found)}`,
      others.length > 0 ? `rename the right column, perhaps to ${listed(others)}` : "rename the right column"
    ),
  "column-twice": () => fault("two columns have this name", "rename or remove one"),
  "unclear-header": ({found}) =>
    fault(
      `the header does not tell its columns apart: ${listed(found)}`,
      "name every column, and use either commas, semicolons or tabs in the header"
    ),
  "no-rows": () => fault("there are no rows below the header", "add some"),
  ragged: ({fields, expected}) =>
    fault(
      `${several(fields, "field", "fields")}, but the header has ${number(expected)}`,
      "look for a missing separator or quotation mark"
    ),
  "open-quote": () =>
    fault("a quotation mark opens here and never closes", "close it, or write it twice within quotation marks"),
  "long-row": ({most}) =>
    fault(`a row has more than ${number(most)} characters`, "look for missing line breaks, or remove columns"),
  "after-quote": ({text}) =>
    fault(
      `text follows a closing quotation mark: “${text}”`,
      "write quotation marks within a field twice, and look for a missing separator"
    ),
  "no-name": () => fault("the name is empty", "fill it in, or remove the row"),
  "long-name": ({length}) =>
    fault(
      `the name has ${number(length)} characters; the limit is ${longestName}`,
      "look for a missing quotation mark"
    ),
  "not-number": ({value, comma}) =>
    value === ""
      ? fault("there is no number", "write 0, or remove the row")
      : fault(
          `“${value}” is not a number`,
          comma ? "use a decimal point and no thousands separators" : "write a plain number of 0 or more"
        ),
  ambiguous: ({value, readings: [point, comma]}) =>
    fault(
      `“${value}” may be ${number(point, 3)} or ${number(comma, 3)}, and no other number of the file shows which`,
      "write numbers without thousands separators, and with another number of decimals"
    ),
  "two-marks": ({value, mark, other, line}) =>
    fault(
      `“${value}” has a decimal ${markNames[mark]}, but “${other}” in line ${number(line)} a decimal ${markNames[otherMark(mark)]}`,
      "write all numbers in the same way"
    ),
  negative: ({value}) => fault(`“${value}” is negative`, "write a number of 0 or more"),
  "too-high": ({value}) => fault(`“${value}” is too large`, `write a number of at most ${number(largestCount)}`),
  duplicate: ({at, location, technology, first}) =>
    fault(
      `${location}, ${technology} is already in ${at?.line === undefined ? "row" : "line"} ${number(first)}`,
      "combine the two rows"
    ),
  "too-many": ({what, most}) => fault(`the file has more than ${number(most)} ${what}`, "group them, or remove some"),
  "too-many-cells": ({rows, columns, most}) =>
    fault(
      `${number(rows)} × ${number(columns)} combinations are too many; the limit is ${number(most)}`,
      "group locations or technologies, or remove some"
    ),
  one: ({what, name}) => fault(`the only ${what} is ${name}`, "include at least two to compare"),
  "all-zero": () => fault("every value is 0, so nothing can be computed", "check the value column")
};

const faultOf = (problem: Problem): Fault => (faults[problem.kind] as (problem: Problem) => Fault)(problem);

const separatorNames = {".": "points", ",": "commas", " ": "blanks", "'": "apostrophes"} as const;

function describeMarks({decimal, thousands, explained}: NumberMarks): string {
  const marks = [
    decimal === "," && "commas in numbers were read as decimal marks",
    decimal === "." && explained > 0 && "points in numbers were read as decimal marks",
    thousands.length > 0 &&
      `${thousands.map((mark) => separatorNames[mark]).join(" and ")} in numbers were read as separators of thousands`
  ].filter((text) => text !== false);
  return marks.length === 0 ? "" : `${capital(marks.join("; "))}.`;
}

function describeDoubt(doubt: Doubt): string {
  if (doubt.kind === "alike") {
    const many = doubt.what === "location" ? "locations" : "technologies";
    return `Warning: ${listed(doubt.names)} differ in capitals alone and count as ${doubt.names.length} ${many}. Write them alike if they are the same.`;
  }
  return doubt.kind === "parts"
    ? `Warning: ${doubt.whole} contains ${listed(doubt.parts)}, so their values count twice in the benchmark. Remove the whole or its parts.`
    : `Warning: the values of the ${doubt.what} ${doubt.name} are the sums of all others, so all count twice. Remove it if it is a total.`;
}

const advantages = ({rows}: OwnLocation) => rows.filter(({advantage}) => advantage);

export const yourDataWords: YourDataWords = {
  lead: "Choose a table of locations, technologies and values. Your browser computes the report’s indicators from it: comparative advantage with intervals, relatedness, complexity and quadrants.",
  privacy:
    "Your file never leaves your browser, which reads it and computes everything. No part of it is sent anywhere.",
  drop: "Drop a CSV or Parquet file here, or choose one.",
  choose: "Choose a file",
  tryExample: "Try the example",
  downloadExample: "Download the example (CSV, synthetic)",
  noScript: "This page needs JavaScript, because your browser reads the file.",
  format: {
    title: "What the file looks like",
    column: "Column",
    meaning: "Meaning",
    also: "Other accepted names",
    columns: [
      ["location", "a region, city or country; all locations together are the benchmark", ""],
      ["technology", "a technology, field, sector or product", ""],
      ["value", "a number of 0 or more: documents, amounts or jobs", ""],
      [
        "documents",
        "optional: the number of documents or cases behind the value, from which RCA gets an interval; empty where unknown",
        ""
      ]
    ],
    rules: [
      "Give one row for each location and technology. A missing combination counts as 0. Other columns are ignored, and column names may be in capitals or lower case.",
      "CSV is UTF-8 with a header, and a comma, semicolon or tab between fields. Numbers have a decimal point and no thousands separators. If a semicolon or tab separates the fields, they may also be written as Belgian, French, German or Swiss spreadsheets write them: 1.234,5 or 1 234,5 or 1’234.5. A file keeps to one decimal mark; 1.234 is refused where no other number shows whether its point marks decimals or thousands.",
      `The limits are ${megabytes(ownLimits.bytes)}, ${number(ownLimits.technologies)} technologies and ${number(ownLimits.locations)} locations.`
    ]
  },
  method: {
    title: "How the indicators are computed",
    text: [
      "RCA is a technology’s share of a location’s total divided by its share of the total of all locations; above 1 it is an advantage. If the file has a documents column, the 95% interval comes from the Poisson limits of that number.",
      "A table does not say which documents technologies share, so relatedness comes from locations: two technologies are related when locations with an advantage in one also have an advantage in the other. Relatedness is the smaller of two probabilities: of an advantage in the first given one in the second, and of one in the second given one in the first (Hidalgo et al. 2007). Relatedness density is the part of a technology’s relatedness that links it to the location’s advantages. A few locations say little about relatedness: treat it with caution if there are fewer than about thirty.",
      "Complexity is the mean share of a technology held by the 10, 15, … 100 locations with the largest totals. The medians of the location’s technologies divide the quadrants."
    ]
  },
  reading: (name) => `Reading ${name}…`,
  read: ({name, locations, technologies, rows}) =>
    `${name}: ${several(locations, "location", "locations")}, ${several(technologies, "technology", "technologies")}, ${several(rows, "row", "rows")}.`,
  pairs: ({document, documents, names}) =>
    `${several(documents, "document", "documents")}, ${several(names.length, "technology", "technologies")}, ${several(document.length, "row", "rows")}.`,
  notes: ({columns, ignored, rows, withoutDocuments, marks, missing, doubts}) =>
    [
      `Columns: ${[...new Set(Object.values(columns))].filter((name) => name !== null).join(", ")}.`,
      ignored.length > 0 && `Not used: ${listed(ignored)}.`,
      columns.documents === null
        ? "There is no documents column, so there are no intervals."
        : withoutDocuments === rows
          ? `The column ${columns.documents} is empty, so there are no intervals.`
          : withoutDocuments > 0 &&
            `${several(withoutDocuments, "row has no number", "rows have no number")} in ${columns.documents} and ${withoutDocuments === 1 ? "gets" : "get"} no interval.`,
      describeMarks(marks),
      missing > 0 &&
        `${several(missing, "combination has no row and counts", "combinations have no row and count")} as 0.`,
      ...doubts.map(describeDoubt)
    ].filter((note): note is string => note !== false && note !== ""),
  problem(problem) {
    const {message, advice} = faultOf(problem);
    return `${placeOf(problem.at)}${problem.at ? message : capital(message)}. ${capital(advice)}.`;
  },
  fault: faultOf,
  failed: (message) => `The computation failed: ${message}`,
  late: (seconds) =>
    `it took more than ${several(seconds, "second", "seconds")} and was stopped; try a smaller file, or try again.`,
  kept: (name) => `The results below are still those of ${name}.`,
  location: "Location",
  downloadPlace: "Download these results (CSV)",
  downloadAll: "Download all locations (CSV)",
  resultTitle: "Results",
  bars: {
    title(place) {
      const held = advantages(place).sort((a, b) => b.rca - a.rca);
      return `${place.location} has an advantage in ${number(held.length)} of ${several(place.rows.length, "technology", "technologies")}${held[0] ? `, the largest in ${held[0].technology} (${fixed(held[0].rca, 2)})` : ""}`;
    },
    howToRead(place, shown) {
      const first = place.rows.slice().sort((a, b) => b.rca - a.rca)[0]!;
      const line = place.rows.some(({low}) => low !== null)
        ? " The line is the 95% interval; a grey bar may be above or below 1."
        : "";
      return `How to read: the share of ${first.technology} in ${place.location} is ${fixed(first.rca, 2)} times its share in all locations together.${line}${shown < place.rows.length ? ` The chart shows the ${number(shown)} technologies that are largest in all locations; the table lists all.` : ""}`;
    }
  },
  plane: {
    title(place) {
      const near = place.rows.filter(({quadrant}) => quadrant === "optimal");
      return `${several(near.length, "technology is", "technologies are")} both complex and close to what ${place.location} already does`;
    },
    howToRead(place) {
      const example = place.rows
        .filter(({density, complexity}) => density !== null && complexity !== null)
        .sort((a, b) => b.density! - a.density!)[0];
      return `How to read: technologies further right are more related to the advantages of ${place.location}; those higher up are more concentrated in the largest locations. ${example ? `The relatedness density of ${example.technology} is ${fixed(example.density!, 1)} and its complexity ${fixed(example.complexity!, 1)}. ` : "No technology has both values. "}The lines are medians.`;
    }
  },
  table: "All technologies",
  source: (name) => `Computed in your browser from ${name}.`,
  mark: ({technology, value, rca, low, high, density, complexity}) =>
    [
      `${technology}: ${number(value, 2)}, RCA ${fixed(rca, 2)}${low !== null && high !== null ? ` (${fixed(low, 2)}–${fixed(high, 2)})` : ""}`,
      density === null ? "no relatedness density" : `relatedness density ${fixed(density, 1)}`,
      complexity === null ? "no complexity" : `complexity ${fixed(complexity, 1)}`
    ].join(", "),
  legend: {
    title: "RCA",
    below: "below all locations",
    quiet: "may be either",
    above: "above",
    area: () => "Area: value",
    width: ""
  },
  columns: {
    technology: "Technology",
    value: "Value",
    documents: "Documents",
    rca: "RCA",
    low: "Lower limit",
    high: "Upper limit",
    rank: "Rank",
    density: "Relatedness density",
    complexity: "Complexity",
    quadrant: "Quadrant"
  },
  quadrants: {optimal: "optimal", moonshot: "moonshot", incremental: "incremental", cautious: "cautious"},
  noValue: "no value"
};
