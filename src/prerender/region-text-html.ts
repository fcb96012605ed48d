import type {Snapshot} from "../indicators/snapshot.ts";
import {statement as makeClaim} from "../narrative/claims/claim.js";
import type {Published} from "../narrative/published.ts";
import type {JudgedSentence, RegionText} from "../narrative/region-text/region-text.ts";
import type {SentenceKind, TextPart} from "../narrative/region-text/sentence.ts";
import {resolveValue} from "../narrative/values.js";
import {reasonText} from "../narrative/verdicts.js";
import {html, type Html} from "../text/html.js";
import type {ClaimWords} from "../words/claims.ts";
import type {NarrativeWords} from "../words/narrative.ts";
import type {Piece, RegionTextWords} from "../words/region-text.ts";
import {technologyLink} from "./elements.js";

/** What the text about a region is written from. */
export interface RegionTextInputs {
  text: RegionText;
  snapshot: Snapshot;
  published: Published;
  /** Name of the region that the report is about. */
  ownRegion: string;
  words: RegionTextWords;
  narrativeWords: NarrativeWords;
  claimWords: ClaimWords;
}

/** Writes one part of the text. */
export type RegionTextWriter = (part: TextPart, place: {value: (reference: string) => Html; root: string}) => Html;

/** Sentences that begin a paragraph, by part. */
const breaks: Partial<Record<TextPart, ReadonlySet<SentenceKind>>> = {
  patents: new Set(["above", "above-all", "none-above", "below", "below-all", "none-below"]),
  funding: new Set(["unfunded", "one-unfunded", "all-funded"])
};

/** Makes the writer of the text about a region. */
export function regionTextWriter(inputs: RegionTextInputs): RegionTextWriter {
  return (part, place) => {
    const sentences = inputs.text[part];
    const write = (one: JudgedSentence) => sentenceHtml(one, inputs, place);
    if (part === "lead") return leadHtml(sentences, write);
    const written = grouped(part, sentences).map((group) => html`${group.map((one) => html`${write(one)} `)}`);
    if (part === "summary")
      return html`<section class="summary"><h2 id="summary">${inputs.words.summary}</h2>
<ul>${written.map((one) => html`<li>${one}</li>`)}</ul></section>`;
    const paragraphs = written.map((one) => html`<p>${one}</p>\n`);
    return part === "sure" ? html`${paragraphs}${reasonsHtml(inputs)}` : html`${paragraphs}`;
  };
}

function leadHtml(sentences: readonly JudgedSentence[], write: (one: JudgedSentence) => Html): Html {
  const isByline = ({sentence}: JudgedSentence) => sentence.kind === "method";
  const join = (found: readonly JudgedSentence[]) => found.map((one) => html`${write(one)} `);
  return html`<p class="lead">${join(sentences.filter((one) => !isByline(one)))}</p>
<p class="byline">${join(sentences.filter(isByline))}</p>`;
}

/** The sentences of each paragraph or item. */
function grouped(part: TextPart, sentences: readonly JudgedSentence[]): JudgedSentence[][] {
  const groups: JudgedSentence[][] = [];
  for (const one of sentences) {
    if (groups.length === 0 || one.label !== null || breaks[part]?.has(one.sentence.kind)) groups.push([]);
    groups.at(-1)!.push(one);
  }
  return groups;
}

function sentenceHtml(
  {sentence, label, id, judgement}: JudgedSentence,
  inputs: RegionTextInputs,
  {value, root}: Parameters<RegionTextWriter>[1]
): Html {
  const {words, narrativeWords} = inputs;
  const pieces = piecesOf({sentence}, inputs).map((piece) => {
    if (typeof piece === "string") return html`${piece}`;
    if ("value" in piece) return value(piece.value);
    return technologyLink(piece.technology, piece.text, root);
  });
  const verdict = judgement && narrativeWords.verdicts[judgement.verdict];
  const chip =
    judgement &&
    html` <a class="verdict ${judgement.verdict}" href="#why-${id}" data-statement="${id}"
 aria-label="${words.verdictLabel(verdict!)}">${verdict}</a>`;
  return html`${label && html`<strong>${words.labels[label]}</strong> `}${pieces}${chip}`;
}

/** The pieces of a sentence. */
function piecesOf(
  {sentence}: Pick<JudgedSentence, "sentence">,
  {words, snapshot, ownRegion}: Pick<RegionTextInputs, "words" | "snapshot" | "ownRegion">
): readonly Piece[] {
  const {region, technologies} = snapshot;
  // The kind selects the function that takes this kind of sentence.
  const write = words.sentences[sentence.kind] as (one: typeof sentence, context: object) => readonly Piece[];
  return write(sentence, {region, technologies, ownRegion});
}

/** A sentence as plain text. */
export function plainText(sentence: Pick<JudgedSentence, "sentence">, inputs: RegionTextInputs): string {
  const {snapshot, published, narrativeWords} = inputs;
  return piecesOf(sentence, inputs)
    .map((piece) => {
      if (typeof piece === "string") return piece;
      return "value" in piece
        ? resolveValue(piece.value, {snapshot, published, words: narrativeWords}).text
        : piece.text;
    })
    .join("");
}

/** Every statement with the reason of its verdict. */
function reasonsHtml(inputs: RegionTextInputs): Html | false {
  const {text, snapshot, published, words, narrativeWords, claimWords} = inputs;
  // Statements that the text makes twice have one reason.
  const all = Object.values(text)
    .flat()
    .filter(({judgement}) => judgement !== null);
  const judged = [...new Map(all.map((one) => [one.id, one])).values()];
  if (judged.length === 0) return false;
  const reason = (one: JudgedSentence) => {
    const id = one.id!;
    const claim = makeClaim(id, "1", {references: [], predicate: () => null});
    const written = {[id]: {says: "", because: plainText(one, inputs)}};
    return reasonText(claim, one.judgement!.because, {
      snapshot,
      published,
      words: narrativeWords,
      claimWords: {...claimWords, written}
    });
  };
  const items = judged.map((one) => {
    const {verdict} = one.judgement!;
    return html`<li id="why-${one.id}" tabindex="-1"><span class="verdict ${verdict}">${
      narrativeWords.verdicts[verdict]
    }</span> ${reason(one)}</li>`;
  });
  return html`<details class="reasons" data-reasons><summary>${words.reasons}</summary><ul>${items}</ul></details>`;
}
