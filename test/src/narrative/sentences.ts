import {readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";

/** What a page says in one sentence, or in the part of one that ends at a verdict. */
export interface Sentence {
  /** Page and line, such as `src/index.md:25`. */
  where: string;
  text: string;
  /** From the beginning of the sentence, where `text` is a later part of one. */
  whole: string;
  /** Id of the claim whose verdict follows; null if none does. */
  claim: string | null;
}

/** The sentences of all pages, with the verdicts that follow them. */
export function sentencesOfPages(): Sentence[] {
  const source = join(projectRoot, "src");
  return readdirSync(source, {recursive: true, encoding: "utf8"})
    .filter((file) => file.endsWith(".md"))
    .sort()
    .flatMap((file) =>
      sentencesOf(readFileSync(join(source, file), "utf8"), relative(projectRoot, join(source, file)))
    );
}

/** The sentences of a text in Markdown, without its front matter, its code and its list of references. */
export function sentencesOf(text: string, page: string): Sentence[] {
  const hidden = (part: string) => part.replace(/[^\n]/g, "");
  const told = text
    .replace(/^---\n.*?\n---\n/s, hidden)
    .replace(/^```.*?^```/gms, hidden)
    .replace(/<div class="references">.*?<\/div>/s, hidden);
  return told.split("\n").flatMap((line, i) => sentencesOfLine(line, `${page}:${i + 1}`));
}

function sentencesOfLine(line: string, where: string): Sentence[] {
  const plain = line
    .replace(/\{\{(if [\w-]+|end)\}\}/g, " ")
    .replace(/<[^>]*>|\*\*|\{#[\w-]+\}/g, "")
    .replace(/^(#+|-) /, "")
    .trim();
  // Texts and, in between, the claims that follow them.
  const parts = plain.split(/\(?\{\{claim ([^{}]+)\}\}\)?/);
  let begun = "";
  return parts.flatMap((part, i): Sentence[] => {
    if (i % 2 === 1) return [];
    const claim = parts[i + 1] ?? null;
    const sentences = part.split(/(?<=[.!?][”’)]*)\s+(?=[“{\p{Lu}])/u).map((one) => one.trim());
    return sentences
      .map((text, at) => {
        const whole = at === 0 ? `${begun} ${text}`.trim() : text;
        begun = /[.!?][”’)]*$/.test(text) ? "" : whole;
        return {where, text, whole, claim: at === sentences.length - 1 ? claim : null};
      })
      .filter(({text, claim: judged}) => text !== "" || judged !== null);
  });
}

/** The marks in a sentence. */
export function marksOf({text}: Sentence): string[] {
  return Array.from(text.matchAll(/\{\{([^{}]+)\}\}/g), ([, mark]) => mark!.trim());
}
