import {readFileSync} from "node:fs";

/** The names in the header of a file without quotes there, all as text. */
export function textColumns(path: string, delimiter: string): Record<string, string> {
  const [header] = readFileSync(path, "utf8").split(/\r?\n/, 1);
  return Object.fromEntries(header!.split(delimiter).map((name) => [name, "VARCHAR"]));
}
