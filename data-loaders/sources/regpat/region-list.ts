import {InputError} from "../../console/input-error.ts";
import {readUnpacked} from "../../console/own-file.ts";
import {nameSome} from "../../console/name-some.ts";
import {type CodeComparison, compareRegionCodes, type ListedRegion} from "../../regions/compare-codes.ts";
import type {Regions} from "../../regions/regions.ts";
import {columnIndex, inspectDelimited, splitQuoted, type WantedColumn} from "../delimited.ts";

const delimiters = ["|", "\t", ",", ";"];

/** The columns of REGPAT's list of regions, and of the lists of NUTS by Eurostat and GISCO. */
const columns = {
  code: {
    type: "VARCHAR",
    names: [
      "reg_code",
      "nuts_id",
      "nuts code",
      "nuts_code",
      "code",
      ...[2003, 2006, 2010, 2013, 2016, 2021, 2024].map((year) => `code ${year}`)
    ]
  },
  country: {type: "VARCHAR", names: ["ctry_code", "cntr_code", "country code"], optional: true},
  above: {type: "VARCHAR", names: ["up_reg_code"], optional: true}
} satisfies Record<string, WantedColumn>;

/**
 * Reads a list of regions: REGPAT's, or a list of NUTS codes as CSV.
 * @throws InputError when the file has no column of codes, or no code
 */
export async function readRegionList(path: string): Promise<ListedRegion[]> {
  const {delimiter, header, skip} = await inspectDelimited(path, {delimiters, columns});
  const text = new TextDecoder().decode(readUnpacked(path));
  const at = (column: WantedColumn) => columnIndex(header, column);
  const [code, country, above] = [at(columns.code), at(columns.country), at(columns.above)];
  const list = text
    .split(/\r?\n/)
    .slice(skip + 1)
    .map((line) => splitQuoted(line, delimiter).map((field) => field.trim()))
    .filter((fields) => fields[code])
    .map((fields) => ({code: fields[code]!, country: fields[country] ?? "", above: fields[above] ?? ""}));
  if (list.length === 0)
    throw new InputError("no region codes", {
      file: path,
      advice: "give a list of NUTS codes or REGPAT's list of regions"
    });
  return list;
}

/** At most so many codes are named in one line. */
const mostNamed = 5;

/** What a comparison of REGPAT's own list of regions with the project's tables found, in one line. */
export async function describeRegionList(path: string, regions: Regions): Promise<string> {
  const list = await readRegionList(path);
  return describeComparison(compareRegionCodes(regions, list), list.length);
}

function describeComparison({divided, disagree, unknown}: CodeComparison, codes: number): string {
  const count = (n: number) => n.toLocaleString("en-US");
  const name = (items: readonly string[]) => nameSome(items, mostNamed, "; ");
  if (divided.length + disagree.length + unknown.length === 0)
    return `regions: all ${count(codes)} codes agree with data/regions`;
  return [
    `regions: ${count(codes)} codes`,
    ...(disagree.length > 0 ? [`disagree with data/regions: ${count(disagree.length)} (${name(disagree)})`] : []),
    ...(divided.length > 0
      ? [`disagree because NUTS 2021 divides the region above: ${count(divided.length)} (${name(divided)})`]
      : []),
    ...(unknown.length > 0 ? [`unknown there: ${count(unknown.length)} (${name(unknown)})`] : [])
  ].join("; ");
}
