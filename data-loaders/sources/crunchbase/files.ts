import {InputError} from "../../console/input-error.ts";
import {type DelimitedFile, inspectDelimited, type WantedColumn} from "../delimited.ts";
import {ExtractFiles} from "../extract-files.ts";

const optional = true;
const text = (...names: string[]): WantedColumn => ({type: "VARCHAR", names});

/** The four kinds of Crunchbase files and the columns to read from each. */
export const kinds = {
  "exported rounds": {
    url: text("transaction name url"),
    company: text("organization name"),
    company_url: {...text("organization name url"), optional},
    type: {...text("funding type"), optional},
    amount: text("money raised (in usd)", "money raised currency (in usd)"),
    date: text("announced date"),
    industries: {...text("organization industries"), optional},
    location: {...text("organization location"), optional}
  },
  "exported companies": {
    company_url: text("organization name url"),
    industries: text("industries", "categories"),
    location: text("headquarters location")
  },
  "bulk rounds": {
    url: text("uuid"),
    company: {...text("org_name"), optional},
    company_url: text("org_uuid"),
    type: {...text("investment_type"), optional},
    amount: text("raised_amount_usd"),
    date: text("announced_on"),
    city: {...text("city"), optional},
    region: {...text("region"), optional},
    country: {...text("country_code"), optional}
  },
  "bulk organizations": {
    company_url: text("uuid"),
    industries: text("category_list"),
    city: {...text("city"), optional},
    region: {...text("region"), optional},
    country: text("country_code")
  }
} satisfies Record<string, Record<string, WantedColumn>>;

export type CrunchbaseKind = keyof typeof kinds;

/** A column that only one kind has. */
const signature: Record<CrunchbaseKind, string> = {
  "exported rounds": "transaction name url",
  "exported companies": "headquarters location",
  "bulk rounds": "org_uuid",
  "bulk organizations": "category_list"
};

/**
 * Finds the CSV files in a folder and identifies each by its header, whatever its name.
 * @throws InputError when no file has funding rounds, or a file of rounds lacks a column
 */
export async function findCrunchbaseFiles(
  folder: string
): Promise<{files: ExtractFiles; found: {kind: CrunchbaseKind; file: DelimitedFile}[]}> {
  const files = await ExtractFiles.list(folder, "Crunchbase");
  const paths = files.match(/\.csv(\.gz)?$/i);
  const found: {kind: CrunchbaseKind; file: DelimitedFile}[] = [];
  for (const path of paths) {
    const {header} = await inspectDelimited(path, {delimiters: [","], columns: {}});
    const kind = (Object.keys(signature) as CrunchbaseKind[]).find((candidate) =>
      header.includes(signature[candidate])
    );
    if (kind === undefined) {
      if (!header.some((name) => name.startsWith("transaction name"))) continue;
      throw new InputError(`no column Transaction Name URL in the header: ${header.join(", ")}`, {
        file: path,
        line: 1,
        advice: "export the rounds again with that column, which identifies a round"
      });
    }
    files.read(kind, path);
    found.push({kind, file: await inspectDelimited(path, {delimiters: [","], columns: kinds[kind]})});
  }
  if (!found.some(({kind}) => kind === "exported rounds" || kind === "bulk rounds")) {
    throw new InputError(`no funding rounds in ${paths.length} CSV files`, {
      file: folder,
      advice: "give a folder with an export of funding rounds, or funding_rounds.csv of the bulk export"
    });
  }
  return {files, found};
}
