import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {ExtractFiles} from "../extract-files.ts";
import type {Party} from "../source.ts";

export type Office = "EPO" | "PCT";

/** What separates the fields of REGPAT's files, the usual mark first. */
export const delimiters = ["|", "\t"];

/** The text files of one REGPAT edition. */
export interface RegpatFiles {
  files: ExtractFiles;
  /** `YYYYMM`, from the file names. */
  edition: string;
  parties: {office: Office; path: string}[];
  ipc: {office: Office; path: string}[];
  cpc: string[];
  /** The file of EPO applications and the PCT applications that they continue. */
  links: string | undefined;
}

/**
 * Finds the files of a REGPAT edition by their names. A file is plain text or gzip.
 *
 * @param folder the folder into which the edition was unpacked
 * @param party whose addresses locate a patent
 * @throws InputError when files are missing or belong to several editions
 */
export async function findRegpatFiles(folder: string, party: Party): Promise<RegpatFiles> {
  const files = await ExtractFiles.list(folder, "OECD REGPAT");
  const regional = files.match(/^\d{6}_(EPO|PCT)_(App|Inv)_reg\.txt(\.gz)?$/i);
  const parties = regional.filter((file) => (party === "inventors" ? /_Inv_/i : /_App_/i).test(basename(file)));
  const ipc = files.match(/^\d{6}_(EPO|PCT)_IPC\.txt(\.gz)?$/i);
  const cpc = files.match(/^\d{6}_CPC_Classes\.txt(\.gz)?$/i);
  const [links] = files.match(/^\d{6}_EPO_PCT\.txt(\.gz)?$/i);
  const kind = party === "inventors" ? "Inv" : "App";
  if (parties.length === 0) {
    throw new InputError(`no file YYYYMM_EPO_${kind}_reg.txt or YYYYMM_PCT_${kind}_reg.txt`, {
      file: folder,
      advice: "unpack the REGPAT edition into this folder and keep its file names"
    });
  }
  if (ipc.length === 0) {
    throw new InputError("no file YYYYMM_EPO_IPC.txt or YYYYMM_PCT_IPC.txt", {
      file: folder,
      advice: "add it: the years of the applications are in it"
    });
  }
  const all = [...parties, ...ipc, ...cpc, ...(links ? [links] : [])];
  const editions = new Set(all.map((file) => basename(file).slice(0, 6)));
  if (editions.size > 1) {
    throw new InputError(`files of several editions: ${[...editions].sort().join(", ")}`, {
      file: folder,
      advice: "keep one edition in the folder"
    });
  }
  files.read(party, ...parties);
  for (const path of regional.filter((path) => !parties.includes(path)))
    files.ignore(path, party === "inventors" ? "addresses of applicants" : "addresses of inventors");
  files.read("years and IPC codes", ...ipc);
  files.read("CPC codes", ...cpc);
  if (cpc.length === 0) files.lack("no file YYYYMM_CPC_Classes.txt: IPC codes stand in for CPC codes");
  if (links) files.read("EPO applications and the PCT applications that they continue", links);
  return {files, edition: [...editions][0]!, parties: parties.map(withOffice), ipc: ipc.map(withOffice), cpc, links};
}

function withOffice(path: string): {office: Office; path: string} {
  return {office: /_EPO_/i.test(basename(path)) ? "EPO" : "PCT", path};
}
