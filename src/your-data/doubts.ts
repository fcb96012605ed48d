import type {Doubt} from "./problems.ts";
import type {OwnTable} from "./table.ts";

/** Codes such as `BE`, `BE2`, `BE21` and `BE211`; of a country's parts only those with a digit, unlike `BEL`. */
const nuts = /^[A-Z]{2}[0-9A-Z]{0,3}$/;
const union = /^E[UA]\d{0,2}(?:_\d{4})?$/;
const isPart = (code: string) => nuts.test(code) && code.length > 2 && (code.length > 3 || /\d/.test(code));

/** What is doubtful about a table: locations and technologies that count twice, or that may be one. */
export function doubtsOf(table: Pick<OwnTable, "locations" | "technologies" | "counts">): Doubt[] {
  return [
    ...wholes(table.locations),
    ...sums(table),
    ...alike("location", table.locations),
    ...alike("technology", table.technologies)
  ];
}

function alike(what: "location" | "technology", names: readonly string[]): Doubt[] {
  const spellings = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    const known = spellings.get(key);
    if (known) known.push(name);
    else spellings.set(key, [name]);
  }
  return [...spellings.values()].flatMap((some): Doubt[] =>
    some.length > 1 ? [{kind: "alike", what, names: some}] : []
  );
}

function wholes(locations: readonly string[]): Doubt[] {
  return locations.flatMap((whole, i): Doubt[] => {
    const parts = union.test(whole) ? locations.filter((one) => nuts.test(one) && !union.test(one)) : [];
    // Parts follow their whole in the order of names.
    if (nuts.test(whole))
      for (let at = i + 1; locations[at]?.startsWith(whole); ++at)
        if (isPart(locations[at]!) && !parts.includes(locations[at]!)) parts.push(locations[at]!);
    return parts.length === 0 ? [] : [{kind: "parts", whole, parts}];
  });
}

/** Rows and columns that hold the sums of all others. */
function sums({locations, technologies, counts}: Pick<OwnTable, "locations" | "technologies" | "counts">): Doubt[] {
  const {rows, columns, values} = counts;
  const [byRow, byColumn] = [new Float64Array(rows), new Float64Array(columns)];
  for (let row = 0, at = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column, ++at) {
      byRow[row]! += values[at]!;
      byColumn[column]! += values[at]!;
    }
  const isHalf = (value: number, sum: number) => Math.abs(2 * value - sum) <= 1e-9 * sum;
  const [sumRow, sumColumn] = [new Uint8Array(rows).fill(1), new Uint8Array(columns).fill(1)];
  for (let row = 0, at = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column, ++at) {
      if (!isHalf(values[at]!, byColumn[column]!)) sumRow[row] = 0;
      if (!isHalf(values[at]!, byRow[row]!)) sumColumn[column] = 0;
    }
  const found = (what: "location" | "technology", names: readonly string[], is: Uint8Array): Doubt[] =>
    names.length < 3 ? [] : names.filter((_, i) => is[i] === 1).map((name) => ({kind: "sum", what, name}));
  return byRow.every((sum) => sum === 0)
    ? []
    : [...found("location", locations, sumRow), ...found("technology", technologies, sumColumn)];
}
