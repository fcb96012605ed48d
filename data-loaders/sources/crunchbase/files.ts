import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {nameSome} from "../../console/name-some.ts";
import {type DelimitedFile, hasColumn, inspectDelimited, kindOf, readHeader, type WantedColumn} from "../delimited.ts";
import {ExtractFiles} from "../extract-files.ts";

const optional = true;
const text = (...names: string[]): WantedColumn => ({type: "VARCHAR", names});

/**
 * The kinds of files and the columns to read from each. A file is of the first kind whose columns it has.
 *
 * In older bulk exports the region is that of the nearest metropolis: Gent lies in "Brussels", Oxford in "London". It
 * locates nothing, so it is not read.
 */
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
    country: text("country_code", "company_country_code")
  },
  "exported companies": {
    company_url: text("organization name url"),
    industries: text("industries", "categories"),
    location: text("headquarters location")
  },
  "companies of the older bulk export": {
    company_url: text("uuid", "permalink"),
    // Later exports call it total_funding_usd.
    funding: text("funding_total_usd"),
    industries: text("category_list"),
    city: {...text("city"), optional},
    country: text("country_code")
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

/** Columns of a row about one investor or one acquisition. Such a row also names a round and its company. */
const otherSubjects = ["investor name", "investor_name", "investor_permalink", "investor_uuid", "acquiree name"];

/**
 * Finds the CSV files in a folder and identifies each by its columns, whatever its name.
 * @throws InputError when no file has funding rounds, or a file of rounds lacks a column
 */
export async function findCrunchbaseFiles(
  folder: string
): Promise<{files: ExtractFiles; found: {kind: CrunchbaseKind; file: DelimitedFile}[]}> {
  const files = await ExtractFiles.list(folder);
  const found: {kind: CrunchbaseKind; file: DelimitedFile}[] = [];
  const problems: string[] = [];
  for (const path of files.match(/(^[^.]*|\.(csv|tsv|txt))(\.gz)?$/i)) {
    const header = await readHeader(path, {delimiters, names: []}).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      files.ignore(path, error.message);
      problems.push(`${files.nameOf(path)}: ${error.message}: ${error.advice}`);
    });
    const kind = header && findKind(header.header);
    if (header && isIndustries(header.header)) files.ignore(path, "industries: give it as --industries");
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

/** What a file is, or lacks a column of, so that the run can say which; undefined for any other file. */
function findKind(header: readonly string[]): CrunchbaseKind | undefined {
  if (otherSubjects.some((name) => header.includes(name))) return undefined;
  return kindOf(header, kinds) ?? nearKind(header);
}

/** The kind of a file that has most columns of rounds and lacks one. */
function nearKind(header: readonly string[]): CrunchbaseKind | undefined {
  const [fields = ""] = header;
  // Another delimiter leaves the header in one piece.
  const has = (name: string) => header.includes(name) || (header.length === 1 && fields.includes(name));
  if (otherSubjects.some(has)) return undefined;
  if (has("organization name") && has("transaction name") && (has("funding type") || has("money raised")))
    return "exported rounds";
  if (has("org_uuid") && has("investment_type")) return "bulk rounds";
  const older = has("funding_round_type") && (has("company_name") || has("raised_amount_usd"));
  return older ? "rounds of the older bulk export" : undefined;
}

/** Whether a file is the list of industries and their groups. */
function isIndustries(header: readonly string[]): boolean {
  return kindOf(header, kinds) === undefined && header.some((name) => /^category_groups?_list$/.test(name));
}

function noRounds(files: ExtractFiles, problems: readonly string[]): InputError {
  const unread = problems.length > 0 ? nameSome(problems, 3, "; ") : undefined;
  const why = [files.hint ?? files.foreign, unread].filter(Boolean).map((what) => `; ${what}`);
  return new InputError(`no funding rounds${why.join("")}`, {
    file: files.folder,
    advice: "give a folder with an export of funding rounds (CSV), or funding_rounds.csv of the bulk export"
  });
}
