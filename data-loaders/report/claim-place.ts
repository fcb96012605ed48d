import {readdir, readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {ClaimError, RepeatedClaimError} from "../../src/narrative/claims.ts";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";

/** Where claims are written: with a predicate in code, or with a condition beside their words. */
const folders = ["src/narrative/claims", "src/words/en/claims"].map((folder) => join(projectRoot, folder));

/** Where claims of a report of one's own are written. */
const ownFile = join(projectRoot, "src/words/en/claims/own.ts");

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
      ...(await placeOf(error)),
      advice:
        error instanceof RepeatedClaimError
          ? `give it another, such as ${error.free}`
          : "correct the claim or its words",
      cause: error
    });
  }
}

async function placeOf(error: ClaimError): Promise<{file?: string; line?: number}> {
  const {claim} = error;
  if (error instanceof RepeatedClaimError) {
    const lines = (await readFile(ownFile, "utf8")).split("\n");
    // Of two claims of one's own the second repeats the id.
    const line = lines.findLastIndex((text) => !text.trimStart().startsWith("*") && text.includes(`"${claim}"`)) + 1;
    return {file: relative(projectRoot, ownFile), ...(line > 0 && {line})};
  }
  for (const folder of folders)
    for (const name of (await readdir(folder)).sort()) {
      const lines = (await readFile(join(folder, name), "utf8")).split("\n");
      const at = lines.findIndex((line) => line.includes(`"${claim}"`));
      if (at >= 0) return {file: relative(projectRoot, join(folder, name)), line: at + 1};
    }
  return {};
}
