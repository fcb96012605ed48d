import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {releaseWords as words} from "../../words/en/release.ts";
import {listShipped} from "./shipped-packages.ts";

/**
 * The licence of every package that a built site may contain, with the text from the package, since most licences must
 * accompany each copy. Packages with the same text are grouped.
 */
export async function licenceTexts(project: string): Promise<string> {
  const byText = new Map<string, string[]>();
  for (const {name, version, licence, folder} of await listShipped(project)) {
    const text = (await licenceText(folder)) ?? words.noLicenceText(licence);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}, ${licence}`]);
  }
  const own = await readFile(join(project, "LICENSE"), "utf8");
  const parts = [[words.ownLicence, own.trim()], ...Array.from(byText, ([text, names]) => [names.join("\n"), text])];
  return `${parts.map((part) => part.join("\n\n")).join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

async function licenceText(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder))
    .filter((name) => /^(licen[cs]e|copying|ofl)(?!.*\.(js|ts|json)$)/i.test(name))
    .sort();
  if (files.length === 0) return undefined;
  return (
    await Promise.all(
      files.map(async (name) => (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n").trim())
    )
  ).join("\n\n");
}
