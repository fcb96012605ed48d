import {html} from "npm:htl";
import {claimText} from "../narrative/claim-text.js";
import {type Claim, claimsFor} from "../narrative/claims.js";
import type {WordlessJudgement} from "../narrative/judgement.ts";
import {provenanceBehind} from "../narrative/provenance.js";
import {referenceName} from "../narrative/reference-name.js";
import {resolveValue} from "../narrative/values.js";
import {type ReasonSentences, reasonSentences} from "../narrative/verdicts.js";
import {claimCardWords} from "../words/en/live.js";
import {narrativeWords} from "../words/en/narrative.js";
import {provenanceWords} from "../words/en/provenance.js";
import {loadVerdicts, type Shown, shownReport} from "./report.js";
import {intervalText, rcaOf} from "./rca-interval.js";
import {siteAddress} from "./site-address.js";
import type {CardContent} from "./card-content.ts";

/** The longest list that shows at once. */
const unfolded = 4;

/**
 * What the card of a verdict says: the claim in words, the verdict, its reasons, the numbers on which it rests.
 * @throws RangeError for a verdict of an unknown claim
 */
export async function claimContent(link: HTMLAnchorElement): Promise<CardContent> {
  const words = claimCardWords;
  const {report} = await shownReport();
  const id = link.dataset.mark!.replace(/^claim /, "");
  const claim = claimsFor(report.region.code, report.published, report.years).find((one) => one.id === id);
  const ledger = html`<p class="card-links"><a href=${link.href}>${words.ledger}</a></p>`;
  const frame = {id: "claim-card", label: words.title};
  // A statement about the report's own region only.
  if (!claim) return {...frame, parts: [html`<p>${link.getAttribute("aria-label")}</p>`, ledger]};
  const judgement = (report.verdicts ?? (await loadVerdicts()))[id];
  if (!judgement) throw new RangeError(`no verdict for the claim ${id}`);
  const {verdict} = judgement;
  const sentences = reasonSentences(claim, judgement.because, report);
  return {
    ...frame,
    parts: [
      html`<p class="card-verdict"><span class=${`verdict ${verdict}`}>${narrativeWords.verdicts[verdict]}</span></p>`,
      html`<p class="card-claim">${claimText(claim, report)}</p>`,
      drawReasons(claim, judgement, {sentences, report}),
      drawChoices(judgement, sentences),
      drawReferences(claim, report),
      ledger,
      drawProvenance(claim, report)
    ]
  };
}

/** Why: the values, the intervals, other choices. */
function drawReasons(
  claim: Claim,
  judgement: WordlessJudgement,
  {sentences, report}: {sentences: ReasonSentences; report: Shown["report"]}
): HTMLElement {
  const words = claimCardWords;
  const {because, verdict, alternativesHolding, alternativesTried} = judgement;
  const {values, limit, against, specifications} = sentences;
  const isTrue = verdict === "holds" || verdict === "fragile";
  const rows: [string, string | null][] = [
    [words.why, values],
    [words.intervals, limit ?? (isTrue && usesRca(claim, report) ? words.noLimit : null)],
    [words.specifications, specifications],
    [
      words.alternatives,
      specifications === null && alternativesTried > 0 ? words.tried(alternativesHolding, alternativesTried) : null
    ],
    [words.choices, because.against.length > unfolded ? null : against]
  ];
  return html`<dl class="card-reasons">${rows
    .filter(([, text]) => text !== null)
    .map(([name, text]) => html.fragment`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
}

/** Many single choices that make it false, folded. */
function drawChoices({because}: WordlessJudgement, {against}: ReasonSentences): HTMLElement | null {
  if (because.against.length <= unfolded) return null;
  return html`<details>
    <summary>${claimCardWords.manyChoices(because.against.length)}</summary>
    <p>${against}</p>
  </details>`;
}

/** Whether the limits of an RCA could turn the verdict; those of a printed number cannot. */
function usesRca({kind, references}: Claim, report: Shown["report"]): boolean {
  return kind !== "number" && references.some((reference) => rcaOf(reference, report.snapshot) !== null);
}

/** The numbers on which the verdict rests; many are folded. */
function drawReferences({references}: Claim, report: Shown["report"]): HTMLElement | null {
  const words = claimCardWords;
  if (references.length === 0) return null;
  const rows = [...new Set(references)].map((reference) => {
    const {text, technology} = resolveValue(reference, report);
    const name = referenceName(reference, report);
    const label = technology ? html`<a href=${siteAddress(`technology/${technology}`)}>${name}</a>` : name;
    return html.fragment`<dt>${label}</dt><dd>${text}${intervalText(reference, report.snapshot)}</dd>`;
  });
  const list = html`<dl>${rows}</dl>`;
  return html`<details open=${rows.length <= unfolded}>
    <summary>${words.references(rows.length)}</summary>
    ${list}
  </details>`;
}

function drawProvenance({references}: Claim, {sources, snapshot}: Shown["report"]): HTMLElement | null {
  const sentence = provenanceWords.sentence(provenanceBehind(references, sources, snapshot.technologies));
  return sentence === null ? null : html`<p class="badge-synthetic">${sentence}</p>`;
}
