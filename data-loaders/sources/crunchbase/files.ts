import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {type DelimitedFile, hasColumn, inspectDelimited, kindOf, readHeader, type WantedColumn} from "../delimited.ts";
import {ExtractFiles} from "../extract-files.ts";

const optional = true;
const text = (...names: string[]): WantedColumn => ({type: "VARCHAR", names});

/** The kinds of files and the columns to read from each. A file is of the first kind whose columns it has. */
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
  "rounds of the older bulk export": {
    url: text("funding_round_uuid", "funding_round_permalink"),
    company: text("company_name"),
    company_url: text("company_uuid", "company_permalink"),
    type: {...text("funding_round_type"), optional},
    amount: text("raised_amount_usd"),
    date: text("announced_on", "funded_at"),
    industries: {...text("company_category_list"), optional},
    city: {...text("city", "company_city"), optional},
    region: {...text("region", "company_region"), optional},
    country: text("country_code", "company_country_code")
  },
  "exported companies": {
    company_url: text("organization name url"),
    industries: text("industries", "categories"),
    location: text("headquarters location")
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

const delimiters = [","];

/**
 * Finds the CSV files in a folder and identifies each by its columns, whatever its name.
 * @throws InputError when no file has funding rounds, or a file of rounds lacks a column
 */
export async function findCrunchbaseFiles(
  folder: string
): Promise<{files: ExtractFiles; found: {kind: CrunchbaseKind; file: DelimitedFile}[]}> {
  const files = await ExtractFiles.list(folder, "Crunchbase");
  const found: {kind: CrunchbaseKind; file: DelimitedFile}[] = [];
  const problems: string[] = [];
  for (const path of files.match(/\.csv(\.gz)?$/i)) {
    const header = await readHeader(path, {delimiters, names: []}).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      files.ignore(path, error.message);
      problems.push(error.message);
    });
    const kind = header && (kindOf(header.header, kinds) ?? nearKind(header.header));
    if (kind === undefined) continue;
    found.push({kind, file: await inspectDelimited(path, {delimiters, columns: kinds[kind]})});
    files.read(kind, path);
  }
  if (!found.some(({kind}) => kind.includes("rounds"))) throw noRounds(files, problems);
  const lacking = found.filter(({kind, file}) => kind.includes("rounds") && !describesCompany(kind, file.header));
  for (const {kind, file} of found)
    if (kind.includes("rounds") && !hasTypes(kind, file.header))
      files.lack(`no column of funding types in ${basename(file.path)}: all of its rounds count as equity`);
  if (lacking.length === found.length) files.lack("no file of companies: its rounds have no industry or no place");
  return {files, found};
}

/** Whether a file of rounds has their types. */
export function hasTypes(kind: CrunchbaseKind, header: readonly string[]): boolean {
  const {type}: Record<string, WantedColumn> = kinds[kind];
  return type !== undefined && hasColumn(header, type);
}

/** Whether a file of rounds has the industries and the place of each company itself. */
function describesCompany(kind: CrunchbaseKind, header: readonly string[]): boolean {
  const columns: Record<string, WantedColumn> = kinds[kind];
  const has = (name: string) => columns[name] !== undefined && hasColumn(header, columns[name]);
  return has("industries") && (has("location") || has("country"));
}

/** The kind of a file that has most columns of rounds and lacks one, so that the run can say which. */
function nearKind(header: readonly string[]): CrunchbaseKind | undefined {
  const [fields = ""] = header;
  // Another delimiter leaves the header in one piece.
  const has = (name: string) => header.includes(name) || (header.length === 1 && fields.includes(name));
  // Investments and acquisitions name rounds and companies too.
  if (has("investor name") || has("acquiree name")) return undefined;
  if (has("organization name") && has("transaction name") && (has("funding type") || has("money raised")))
    return "exported rounds";
  return has("org_uuid") && has("investment_type") ? "bulk rounds" : undefined;
}

function noRounds(files: ExtractFiles, problems: readonly string[]): InputError {
  const why = [files.hint ?? files.foreign, ...problems].filter(Boolean).map((what) => `; ${what}`);
  return new InputError(`no funding rounds${why.join("")}`, {
    file: files.folder,
    advice: "give a folder with an export of funding rounds (CSV), or funding_rounds.csv of the bulk export"
  });
}
