import {readFile, writeFile} from "node:fs/promises";
import {InputError} from "./input-error.ts";

/**
 * Replaces the text between two marks in a document.
 * @throws InputError when the marks are not there
 */
export function insertBetween(document: string, start: string, end: string, text: string): string {
  const from = document.indexOf(start);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0)
    throw new InputError(`marks not found: ${start} and ${end}`, {advice: "add them where the text belongs"});
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/**
 * Replaces the text between two marks in a file.
 * @throws InputError when the marks are not there
 */
export async function writeSection(file: string, start: string, end: string, text: string): Promise<void> {
  await writeFile(file, insertBetween(await readFile(file, "utf8"), start, end, text));
}
