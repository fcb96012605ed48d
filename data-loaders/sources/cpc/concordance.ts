import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse} from "d3";
import {InputError} from "../../console/input-error.ts";
import {projectRoot} from "../../console/project-root.ts";

/** A subject that CPC has moved: the main group that held it, and the main group or subclass that holds it now. */
export interface Move {
  old: string;
  successor: string;
}

const committed = join(projectRoot, "data/vocabulary/concordance.csv");

/**
 * Reads the concordance of CPC: `old` is a main group such as `H01L29`, `new` the main group or subclass that took over
 * its subject (`H10D30`, or `H10D` for any group of it), `source` the edition that moved it.
 * @throws InputError when a row lacks a value, is malformed or repeats another
 */
export async function readConcordance(path = committed): Promise<Move[]> {
  const seen = new Set<string>();
  return csvParse(await readFile(path, "utf8")).map(({old = "", new: successor = "", source = ""}, i) => {
    const place = {file: path, line: i + 2};
    if (!mainGroup.test(old) || !groupOrSubclass.test(successor) || source === "" || old === successor)
      throw new InputError(`no move from "${old}" to "${successor}"`, {
        ...place,
        advice: "give the old main group, the new main group or subclass, and the edition that moved it"
      });
    if (seen.has(`${old} ${successor}`))
      throw new InputError(`the move from ${old} to ${successor} is listed twice`, {...place, advice: "remove one"});
    seen.add(`${old} ${successor}`);
    return {old, successor};
  });
}

const mainGroup = /^[A-HY]\d\d[A-Z][1-9]\d{0,3}$/;
const groupOrSubclass = /^[A-HY]\d\d[A-Z](?:[1-9]\d{0,3})?$/;
