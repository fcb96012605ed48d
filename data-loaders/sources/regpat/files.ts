import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {hasColumn, kindOf, readHeader} from "../delimited.ts";
import {ExtractFiles} from "../extract-files.ts";
import {sameContent} from "../files.ts";
import type {Party} from "../source.ts";
import {delimiters, type Kind, kinds, linkColumns} from "./columns.ts";

export type Office = "EPO" | "PCT";

/** A text file of an edition. The office is unknown where neither name nor columns tell it. */
export interface RegpatFile {
  kind: Kind;
  office: Office | undefined;
  path: string;
}

/** The text files of one REGPAT edition. */
export interface RegpatFiles {
  files: ExtractFiles;
  /** `YYYYMM`, from the file names. */
  edition: string;
  parties: RegpatFile[];
  ipc: RegpatFile[];
  cpc: RegpatFile[];
  /** The file of EPO applications and the PCT applications that they continue. */
  links: RegpatFile | undefined;
  /** REGPAT's own lists of region codes. */
  regions: RegpatFile[];
}

/** What a kind of file holds, for the account. */
const contents: Record<Kind, string> = {
  inventors: "inventors",
  applicants: "applicants",
  ipc: "years and IPC codes",
  cpc: "CPC codes",
  regions: "regions",
  links: "EPO applications and the PCT applications that they continue"
};

/** The names that the OECD gives, to tell a file with a missing column from a file of another kind. */
const usualNames: readonly (readonly [RegExp, Kind])[] = [
  [/^\d{6}_(EPO|PCT)_Inv_reg\.txt(\.gz)?$/i, "inventors"],
  [/^\d{6}_(EPO|PCT)_App_reg\.txt(\.gz)?$/i, "applicants"],
  [/^\d{6}_(EPO|PCT)_IPC\.txt(\.gz)?$/i, "ipc"],
  [/^\d{6}_CPC_Classes\.txt(\.gz)?$/i, "cpc"],
  [/^\d{6}_EPO_PCT\.txt(\.gz)?$/i, "links"]
];

/**
 * Finds the files of a REGPAT edition by their columns, whatever their names. A file is plain text or gzip.
 *
 * @param folder the folder into which the edition was unpacked
 * @param party whose addresses locate a patent
 * @throws InputError when files are missing or belong to several editions, or a file with a usual name lacks a column
 */
export async function findRegpatFiles(folder: string, party: Party): Promise<RegpatFiles> {
  const files = await ExtractFiles.list(folder);
  const found = await recogniseFiles(files);
  const ofKind = (kind: Kind) => found.filter((file) => file.kind === kind);
  const [parties, ipc, cpc] = [ofKind(party), ofKind("ipc"), ofKind("cpc")];
  const [links, ...otherLinks] = ofKind("links");
  requireFiles(files, party, parties, ipc);
  const used = [...parties, ...ipc, ...cpc, ...(links ? [links] : [])];
  const other = party === "inventors" ? "applicants" : "inventors";
  for (const {path} of ofKind(other)) files.ignore(path, `${other}, while ${party} locate patents`);
  for (const {path} of otherLinks) files.ignore(path, `links of offices, while ${basename(links!.path)} is read`);
  if (cpc.length === 0) files.lack("no file of CPC codes (YYYYMM_CPC_Classes.txt): IPC codes stand in");
  if (!links) files.lack("no file EPO_PCT: an application at both offices counts twice");
  return {files, edition: findEdition(folder, used), parties, ipc, cpc, links, regions: ofKind("regions")};
}

async function recogniseFiles(files: ExtractFiles): Promise<RegpatFile[]> {
  const found: RegpatFile[] = [];
  for (const path of files.match(/(^[^.]*|\.(txt|csv|tsv|dat))(\.gz)?$/i)) {
    const file = await recognise(path).catch((error: unknown) => {
      if (!(error instanceof InputError) || usualKind(path) !== undefined) throw error;
      files.ignore(path, error.message);
    });
    if (!file) continue;
    const twin = await findTwin(file, found);
    if (twin) files.ignore(path, `the same as ${basename(twin.path)}`);
    else {
      found.push(file);
      files.read(contents[file.kind] + (file.office ? ` (${file.office})` : ""), path);
    }
  }
  return found;
}

/** @throws InputError for a file with a usual name that lacks a column, and for one that is no text */
async function recognise(path: string): Promise<RegpatFile | undefined> {
  const names = Object.values({...kinds, links: linkColumns}).flatMap((columns) =>
    Object.values(columns).flatMap((column) => column.names)
  );
  const {header} = await readHeader(path, {delimiters, names});
  const usual = usualKind(path);
  const kind = kindOf(header, kinds) ?? (linksOffices(header) ? "links" : undefined);
  if (usual !== undefined && usual !== kind) return {kind: usual, office: officeOf(path, header), path};
  return kind && {kind, office: officeOf(path, header), path};
}

function usualKind(path: string): Kind | undefined {
  return usualNames.find(([pattern]) => pattern.test(basename(path)))?.[1];
}

function linksOffices(header: readonly string[]): boolean {
  const {epo, pct, epo_number: epoNumber, pct_number: pctNumber} = linkColumns;
  return [[epo, epoNumber] as const, [pct, pctNumber] as const].every((side) =>
    side.some((column) => hasColumn(header, column))
  );
}

function officeOf(path: string, header: readonly string[]): Office | undefined {
  const [, named] = /(?:^|[^a-z])(EPO|PCT)(?![a-z])/i.exec(basename(path)) ?? [];
  if (named !== undefined) return named.toUpperCase() as Office;
  if (header.includes("pct_nbr")) return "PCT";
  return header.includes("app_nbr") ? "EPO" : undefined;
}

async function findTwin(file: RegpatFile, others: readonly RegpatFile[]): Promise<RegpatFile | undefined> {
  for (const other of others)
    if (other.kind === file.kind && other.office === file.office && (await sameContent(other.path, file.path)))
      return other;
  return undefined;
}

/** Without its IPC file an office has no years, and all its patents would be left out. */
function requireFiles(
  files: ExtractFiles,
  party: Party,
  parties: readonly RegpatFile[],
  ipc: readonly RegpatFile[]
): void {
  const missing = (what: string, advice: string) =>
    new InputError([what, files.hint ?? files.foreign].filter(Boolean).join("; "), {file: files.folder, advice});
  const kind = party === "inventors" ? "Inv" : "App";
  if (parties.length === 0) {
    throw missing(
      `no file of ${party}: YYYYMM_EPO_${kind}_reg.txt or YYYYMM_PCT_${kind}_reg.txt`,
      `${files.hint ? "" : "unpack the REGPAT edition into this folder; "}its file of ${party} has ` +
        `the columns appln_id, reg_code, ctry_code and ${party === "inventors" ? "inv" : "app"}_share`
    );
  }
  if (ipc.length === 0) {
    throw missing(
      "no file YYYYMM_EPO_IPC.txt or YYYYMM_PCT_IPC.txt",
      "add it: the years of the applications are in it (columns appln_id, prio_year and IPC)"
    );
  }
  for (const office of ["EPO", "PCT"] as const) {
    const has = (some: readonly RegpatFile[]) => some.some((file) => file.office === office || !file.office);
    if (!parties.some((file) => file.office === office) || has(ipc)) continue;
    throw missing(
      `no file YYYYMM_${office}_IPC.txt beside the ${party} of the ${office}`,
      "add it: without it none of these applications has a year"
    );
  }
}

function findEdition(folder: string, used: readonly RegpatFile[]): string {
  const editions = new Set(
    used.flatMap(({path}) => /(?<!\d)((?:19|20)\d\d(?:0[1-9]|1[0-2]))(?!\d)/.exec(basename(path))?.[1] ?? [])
  );
  if (editions.size > 1) {
    throw new InputError(`files of several editions: ${[...editions].sort().join(", ")}`, {
      file: folder,
      advice: "keep one edition in the folder"
    });
  }
  return [...editions][0] ?? "undated";
}
