import type {OwnLocation} from "../../your-data/indicators.ts";
import {largestCount} from "../../indicators/matrix.js";
import {ownLimits} from "../../your-data/problems.js";
import type {YourDataWords} from "../your-data.ts";
import {fixed, number} from "./locale.js";

const several = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;
const megabytes = (bytes: number) => `${number(bytes / 1024 / 1024, 1)} MB`;
const listed = (names: readonly string[]) => {
  const shown = names
    .slice(0, 12)
    .map((name) => (name === "" ? "(no name)" : name.length > 40 ? `${name.slice(0, 39)}…` : name))
    .join(", ");
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || "none";
};
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
      ["documents", "optional: the number of documents or cases behind the value, from which RCA gets an interval", ""]
    ],
    rules: [
      "Give one row for each location and technology. A missing combination counts as 0. Other columns are ignored, and column names may be in capitals or lower case.",
      "CSV is UTF-8 with a header, and a comma, semicolon or tab between fields. Numbers have a decimal point, or a decimal comma if a semicolon or tab separates the fields. Do not use thousands separators.",
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
  columnsRead: ({location, technology, value, documents}, ignored) =>
    `Columns: ${[location, technology, value, documents].filter((name) => name !== null).join(", ")}.${documents === null ? " There is no documents column, so there are no intervals." : ""}${ignored.length > 0 ? ` Not used: ${listed(ignored)}.` : ""}`,
  decimalComma: "Commas in numbers were read as decimal marks.",
  missing: (cells) =>
    `${several(cells, "combination has no row and counts", "combinations have no row and count")} as 0.`,
  problem(problem) {
    switch (problem.kind) {
      case "empty":
        return "The file is empty. Add a header and rows.";
      case "too-large":
        return `The file has ${megabytes(problem.bytes)}; the limit is ${megabytes(ownLimits.bytes)}. Remove columns, or save the file as Parquet.`;
      case "binary":
        return "This is neither CSV nor Parquet: it contains bytes that are not text. Save the table as CSV.";
      case "encoding":
        return "The text is not UTF-8. Save it as “CSV UTF-8”.";
      case "parquet":
        return problem.cut
          ? "The Parquet file is incomplete: its end is missing. Copy or download it again."
          : "The file cannot be read as Parquet: it is damaged or has another format. Save it again.";
      case "no-column":
        return `There is no column called ${problem.column}; the file has ${listed(problem.found)}. Rename the right column.`;
      case "no-rows":
        return "There are no rows below the header. Add some.";
      case "ragged":
        return `Row ${number(problem.row)} has ${several(problem.fields, "field", "fields")}, but the header has ${number(problem.expected)}. Look for a missing separator or quotation mark.`;
      case "no-name":
        return `Row ${number(problem.row)} has no ${problem.column}. Fill it in, or remove the row.`;
      case "long-name":
        return `Row ${number(problem.row)}: the ${problem.column} has ${number(problem.length)} characters; the limit is ${ownLimits.nameLength}. Look for a missing quotation mark.`;
      case "not-number":
        return problem.value === ""
          ? `Row ${number(problem.row)} has no number in ${problem.column}. Write 0, or remove the row.`
          : `Row ${number(problem.row)}: ${problem.column} is “${problem.value}”, which is not a number. ${problem.comma ? "Use a decimal point and no thousands separators." : "Write a plain number of 0 or more."}`;
      case "negative":
        return `Row ${number(problem.row)}: ${problem.column} is ${problem.value}. Write a number of 0 or more.`;
      case "too-high":
        return `Row ${number(problem.row)}: ${problem.column} is ${problem.value}. Write a number of at most ${number(largestCount)}.`;
      case "duplicate":
        return `${problem.location}, ${problem.technology} is in row ${number(problem.first)} and again in row ${number(problem.second)}. Combine the two rows.`;
      case "too-many":
        return `The file has more than ${number(ownLimits[problem.what])} ${problem.what}. Group them, or remove some.`;
      case "one":
        return `The only ${problem.what} is ${problem.name}. Include at least two to compare.`;
      case "all-zero":
        return "Every value is 0, so nothing can be computed. Check the value column.";
    }
  },
  failed: (message) => `The computation failed: ${message}`,
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
