import {readdir, readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {ClaimError} from "../../src/narrative/claims.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {pageFiles, pagesFolder} from "./page-claims.ts";

/** Where claims of the study are written: their predicates and their words. */
const folders = ["src/narrative/claims", "src/words/en/claims"].map((folder) => join(projectRoot, folder));

/**
 * Runs work on the claims.
 * @throws InputError in place of a ClaimError, with the file and the line of the claim
 */
export async function placingClaims<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    throw new InputError(error.message, {
      ...(await placeOf(error.claim)),
      advice: "correct the claim or its words",
      cause: error
    });
  }
}

async function placeOf(claim: string): Promise<{file?: string; line?: number}> {
  const pages = (await pageFiles()).map((name) => join(projectRoot, pagesFolder, name));
  const modules = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).sort().map((name) => join(folder, name)))
  );
  const written = new RegExp(`"${claim}"|\\{\\{\\s*claim\\s+${claim}\\s*:`);
  for (const file of [...modules.flat(), ...pages]) {
    const lines = (await readFile(file, "utf8")).split("\n");
    const at = lines.findIndex((line) => written.test(line));
    if (at >= 0) return {file: relative(projectRoot, file), line: at + 1};
  }
  return {};
}
