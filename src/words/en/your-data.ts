import type {OwnLocation} from "../../your-data/indicators.ts";
import {largestCount} from "../../indicators/matrix.js";
import {ownLimits} from "../../your-data/problems.js";
import type {YourDataWords} from "../your-data.ts";

const number = (value: number, digits = 0) => value.toLocaleString("en-GB", {maximumFractionDigits: digits});
const fixed = (value: number, digits: number) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
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
  lead: "Drop a table of locations, technologies and values. The indicators of the report are computed from it here: comparative advantage with intervals, relatedness, complexity, quadrants.",
  privacy: "Your file stays in this tab. It is read and computed by your browser, and no part of it is sent anywhere.",
  drop: "Drop a CSV or Parquet file here, or choose one.",
  choose: "Choose a file",
  tryExample: "Try the example",
  downloadExample: "Download the example (CSV, made up)",
  noScript: "This needs JavaScript: the file is read by your browser.",
  format: {
    title: "What the file looks like",
    column: "Column",
    meaning: "Meaning",
    also: "Also read as",
    columns: [
      ["location", "a region, city or country; all of them together are the benchmark", ""],
      ["technology", "a technology, field, sector or product", ""],
      ["value", "a number from 0 on: documents, amounts, jobs", ""],
      [
        "documents",
        "how many documents or cases stand behind the value; with it RCA has an interval. May be left out",
        ""
      ]
    ],
    rules: [
      "One row for each location and technology. What has no row counts as 0. Other columns are left alone, and capitals do not matter.",
      "CSV in UTF-8 with a header; comma, semicolon or tab between the fields. Numbers have a decimal point, or a decimal comma where a semicolon or a tab separates the fields; no separators of thousands.",
      `At most ${megabytes(ownLimits.bytes)}, ${number(ownLimits.technologies)} technologies and ${number(ownLimits.locations)} locations.`
    ]
  },
  method: {
    title: "How it is computed",
    text: [
      "RCA is the share of a technology in a location over its share in all locations together; above 1 it is an advantage. With documents, its 95% interval comes from the Poisson limits of their number.",
      "There are no documents that technologies share, so relatedness comes from places: two technologies are near when those that have an advantage in one have one in the other. It is the smaller of the two conditional probabilities (Hidalgo et al. 2007). Relatedness density is the part of a technology's relatedness that goes to the location's advantages. Advantages of a few locations say little about relatedness; take it with care below some thirty.",
      "Complexity is the mean share of a technology in the 10, 15, … 100 locations with the largest sums. Quadrants lie at the medians of the location's technologies."
    ]
  },
  reading: (name) => `Reading ${name}…`,
  read: ({name, locations, technologies, rows}) =>
    `${name}: ${several(locations, "location", "locations")}, ${several(technologies, "technology", "technologies")}, ${several(rows, "row", "rows")}.`,
  columnsRead: ({location, technology, value, documents}, ignored) =>
    `Columns: ${[location, technology, value, documents].filter((name) => name !== null).join(", ")}.${documents === null ? " Without documents there are no intervals." : ""}${ignored.length > 0 ? ` Not used: ${listed(ignored)}.` : ""}`,
  decimalComma: "Commas in numbers were read as decimal marks.",
  missing: (cells) => `${several(cells, "combination has", "combinations have")} no row and count as 0.`,
  problem(problem) {
    switch (problem.kind) {
      case "empty":
        return "The file is empty. Give a header and rows.";
      case "too-large":
        return `The file has ${megabytes(problem.bytes)}; at most ${megabytes(ownLimits.bytes)} can be read. Leave out columns, or save it as Parquet.`;
      case "binary":
        return "This is neither CSV nor Parquet: it holds bytes that are no text. Save the table as CSV.";
      case "encoding":
        return "The text is not UTF-8. Save it as “CSV UTF-8”.";
      case "parquet":
        return problem.cut
          ? "The Parquet file was cut short: its end is missing. Copy or download it again."
          : "The Parquet file cannot be read: it is damaged, or no Parquet file. Write it again.";
      case "no-column":
        return `There is no column ${problem.column}; the file has ${listed(problem.found)}. Rename the one that holds it.`;
      case "no-rows":
        return "There are no rows below the header.";
      case "ragged":
        return `Row ${number(problem.row)} has ${several(problem.fields, "field", "fields")}, the header ${number(problem.expected)}. Look for a missing separator or quotation mark.`;
      case "no-name":
        return `Row ${number(problem.row)} has no ${problem.column}. Fill it in, or leave the row out.`;
      case "long-name":
        return `Row ${number(problem.row)}: a ${problem.column} of ${number(problem.length)} letters; at most ${ownLimits.nameLength} can be shown. Look for a missing quotation mark.`;
      case "not-number":
        return problem.value === ""
          ? `Row ${number(problem.row)} has no number in ${problem.column}. Write 0, or leave the row out.`
          : `Row ${number(problem.row)}: ${problem.column} is “${problem.value}”, which is not a number. ${problem.comma ? "Write a decimal point, and no separators of thousands." : "Write a plain number from 0 on."}`;
      case "negative":
        return `Row ${number(problem.row)}: ${problem.column} is ${problem.value}. Shares need numbers from 0 on.`;
      case "too-high":
        return `Row ${number(problem.row)}: ${problem.column} is ${problem.value}. Give numbers up to ${number(largestCount)}.`;
      case "duplicate":
        return `${problem.location}, ${problem.technology} stands in row ${number(problem.first)} and again in row ${number(problem.second)}. Add such rows up.`;
      case "too-many":
        return `The file names more than ${number(ownLimits[problem.what])} ${problem.what}. Group them, or leave some out.`;
      case "one":
        return `The only ${problem.what} is ${problem.name}. Give at least two, to compare.`;
      case "all-zero":
        return "Every value is 0, and nothing follows from that.";
    }
  },
  failed: (message) => `It could not be computed: ${message}`,
  kept: (name) => `Below stands still what ${name} gave.`,
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
        ? " The line is the 95% interval; a grey bar cannot be told from 1."
        : "";
      return `How to read: ${first.technology} has ${fixed(first.rca, 2)} times the share in ${place.location} that it has in all locations together.${line}${shown < place.rows.length ? ` Drawn are the ${number(shown)} that are largest in all locations; the table has all.` : ""}`;
    }
  },
  plane: {
    title(place) {
      const near = place.rows.filter(({quadrant}) => quadrant === "optimal");
      return `${several(near.length, "technology is", "technologies are")} both near to what ${place.location} does and complex`;
    },
    howToRead(place) {
      const example = place.rows
        .filter(({density, complexity}) => density !== null && complexity !== null)
        .sort((a, b) => b.density! - a.density!)[0];
      return `How to read: to the right is what is related to the advantages of ${place.location}, up what the largest locations hold. ${example ? `${example.technology} has a relatedness density of ${fixed(example.density!, 1)} and a complexity of ${fixed(example.complexity!, 1)}. ` : "No technology has both values. "}The lines are medians.`;
    }
  },
  table: "All technologies",
  source: (name) => `Computed in this tab from ${name}.`,
  mark: ({technology, value, rca, low, high, density, complexity}) =>
    [
      `${technology}: ${number(value, 2)}, RCA ${fixed(rca, 2)}${low !== null && high !== null ? ` (${fixed(low, 2)}–${fixed(high, 2)})` : ""}`,
      density === null ? "no relatedness" : `relatedness density ${fixed(density, 1)}`,
      complexity === null ? "no complexity" : `complexity ${fixed(complexity, 1)}`
    ].join(", "),
  legend: {
    title: "RCA",
    below: "below all locations",
    quiet: "alike",
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
