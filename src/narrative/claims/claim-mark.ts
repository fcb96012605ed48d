import type {TechnologyName} from "../../indicators/snapshot.ts";
import type {OwnClaim} from "../published.ts";
import {isReference} from "../references.js";
import {parseTop} from "../top.js";
import {parseCondition} from "./condition.js";

/** The words of a mark after `claim`: the id, and the condition if the mark makes the claim. */
export function parseClaimMark(word: string): {id: string; holds: string | null} {
  const at = word.indexOf(":");
  return at < 0 ? {id: word, holds: null} : {id: word.slice(0, at).trim(), holds: squeeze(word.slice(at + 1))};
}

/**
 * Checks a claim that a page makes.
 * @throws RangeError that says what is wrong, with the nearest reference
 */
export function checkOwnClaim({id, says, holds}: Omit<OwnClaim, "section">, names: readonly TechnologyName[]): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new RangeError(`invalid name of a claim: ${id}; use small letters, digits and hyphens`);
  parseCondition(holds, names);
  if (says === "") throw new RangeError("no sentence before this claim; write it after the sentence that it judges");
}

/** A page, of which only the parts remain that the report shows. */
export interface PageText {
  /** Without front matter. */
  text: string;
  /** Stands for a heading above the first one. */
  title: string;
}

const claimMark = /\{\{\s*claim\s([^{}\n]*:[^{}\n]*)\}\}/g;
const heading = /^#{1,6}\s+(.*?)\s*(?:\{#[\w-]+\})?\s*$/gm;
/** What is no text of a page. */
const code = /^(```|~~~)[^]*?^\1|<!--[^]*?-->|`[^`\n]*`/gm;

/** The claims that a page makes, in the order of their marks. */
export function claimsOfPage({text: source, title}: PageText, region: string): OwnClaim[] {
  const text = source.replaceAll("\r\n", "\n").replace(code, (found) => found.replace(/[^\n]/g, " "));
  const headings = Array.from(text.matchAll(heading), ({index, 1: words}) => ({index, words: words!}));
  return Array.from(text.matchAll(claimMark), ({index, 1: word}) => {
    const above = headings.findLast((one) => one.index < index)?.words ?? title;
    const {id, holds} = parseClaimMark(word!.trim());
    return {
      id,
      section: plain(above.replaceAll("{{region}}", region).replace(/\{\{[^{}]*\}\}/g, "")),
      says: sentenceBefore(text.slice(0, index)),
      holds: holds!
    };
  });
}

const anyMark = /\{\{([^{}\n]*)\}\}/g;
const sentences = new Intl.Segmenter("en", {granularity: "sentence"});

/** The last sentence of a text, after the last blank line, heading and claim, with its marks in single braces. */
function sentenceBefore(text: string): string {
  const paragraph = text
    .split(/\n\s*\n|^#.*$/m)
    .at(-1)!
    .split(/\{\{\s*claim\b[^{}]*\}\}/)
    .at(-1)!;
  const marks: string[] = [];
  // A mark counts as a word, so that points within it end no sentence.
  const words = plain(paragraph.replace(anyMark, (_, mark: string) => `Mark${marks.push(squeeze(mark)) - 1}x`));
  const last =
    Array.from(sentences.segment(words), ({segment}) => segment.trim())
      .filter(Boolean)
      .at(-1) ?? "";
  return last.replace(/Mark(\d+)x/g, (_, at: string) => `{${marks[Number(at)]}}`);
}

/** The text of Markdown without its signs. */
function plain(markdown: string): string {
  return squeeze(
    markdown
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/<[^>]*>/g, "")
      .replace(/^\s*(?:[-+*>]|\d+\.)\s+/gm, "")
      .replace(/\*\*|__|[*`]|(?<!\w)_|_(?!\w)/g, "")
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Whether the sentence of a claim can say what a mark writes. */
function isSayable(mark: string, names: readonly TechnologyName[]): boolean {
  const [first, ...rest] = mark.split(" ");
  const word = rest.join(" ");
  if (first === "name") return names.some(({slug}) => slug === word);
  if (first === "top" || first === "top-number") return isTop(word, names);
  return mark === "region" || isReference(mark, names);
}

function isTop(word: string, names: readonly TechnologyName[]): boolean {
  try {
    parseTop(word, names);
    return true;
  } catch {
    return false;
  }
}

/**
 * The claims that can be judged, each name once, with sentences that can be said. A page tells of every other at its
 * mark.
 * @param taken names of other claims
 */
export function judgeableClaims(
  all: readonly OwnClaim[],
  names: readonly TechnologyName[],
  taken: ReadonlySet<string> = new Set()
): OwnClaim[] {
  const first = all.filter(({id}, i) => !taken.has(id) && all.findIndex((one) => one.id === id) === i);
  return first.flatMap((claim) => {
    try {
      // A claim without a sentence stays, so that the page can tell of it.
      checkOwnClaim({...claim, says: claim.says || "…"}, names);
    } catch {
      return [];
    }
    const says = claim.says.replace(/\{([^{}]*)\}/g, (found, mark: string) => (isSayable(mark, names) ? found : "…"));
    const repeated = all.filter(({id}) => id === claim.id).length > 1;
    return [{...claim, says, ...(repeated && {repeated})}];
  });
}

/** The id with the first number at its end that makes it free. */
function freeId(id: string, taken: Iterable<string>): string {
  const all = new Set(taken);
  for (let number = 2; ; ++number) if (!all.has(`${id}-${number}`)) return `${id}-${number}`;
}

/** What is wrong with a name that several claims have. */
export function repeatedText(id: string, taken: Iterable<string>): string {
  return `another claim has the name ${id}; give this one another, such as ${freeId(id, taken)}`;
}
