import {sections} from "../narrative/claims/claim.js";
import type {Verdict} from "../terms/verdicts.ts";
import type {Claim} from "../narrative/claims.ts";
import type {Judgement} from "../narrative/verdicts.ts";
import {html, type Html} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";
import {pageAddress} from "../text/page-address.js";
import {optionsHtml, scrollingTable, selectHtml} from "./elements.js";

/** A claim with its judgement, in words. */
export interface JudgedClaim extends Claim {
  wording: string;
  judgement: Judgement;
  /** The published number and the computed one, formatted. */
  publishedText: string;
  computedText: string;
}

export interface ClaimsContext {
  words: PageWords;
  verdicts: Readonly<Record<Verdict, string>>;
  sectionNames: Readonly<Record<string, string>>;
  technologies: readonly {slug: string; name: string}[];
  /** Relative address of the site's root, such as `../`. */
  root: string;
}

const order = ["holds", "fragile", "fails", "open"] as const satisfies readonly Verdict[];

/** The word for a verdict, linked to its claim. */
export function verdictPill({id, judgement: {verdict}}: JudgedClaim, context: ClaimsContext): Html {
  const {verdicts, words} = context;
  return pill(id, {kind: verdict, text: verdicts[verdict], label: words.verdictLabel(verdicts[verdict])}, context);
}

/** Replaces the verdict of a claim about the report's own region, or about records that the build lacks. */
export function otherPill(id: string, said: {text: string; label: string}, context: ClaimsContext): Html {
  return pill(id, {kind: "elsewhere", ...said}, context);
}

function pill(
  id: string,
  {kind, text, label}: {kind: Verdict | "elsewhere"; text: string; label: string},
  {root}: ClaimsContext
): Html {
  return html`<a class="verdict ${kind}" href="${root}${pageAddress(`claims#${id}`)}" data-mark="claim ${id}"
 aria-label="${label}">${text}</a>`;
}

/** The word for a verdict in a table, linked to its claim. */
export function verdictLink({id, judgement: {verdict}}: JudgedClaim, {verdicts, root}: ClaimsContext): Html {
  return html`<a class="verdict ${verdict}" href="${root}${pageAddress(`claims#${id}`)}">${verdicts[verdict]}</a>`;
}

/** The number of claims with each verdict. */
export function ledgerSummary(claims: readonly JudgedClaim[], {words}: ClaimsContext): Html {
  const number = (verdict: Verdict) =>
    words.number(claims.filter(({judgement}) => judgement.verdict === verdict).length);
  const counts = words.claims.counts(number("holds"), number("fragile"), number("fails"), number("open"));
  return html`<p class="ledger-summary"><strong>${words.number(claims.length)}</strong> ${counts}</p>`;
}

/** All claims by section, below filters that a script shows. */
export function ledger(claims: readonly JudgedClaim[], context: ClaimsContext): Html {
  const {words} = context;
  const used = sectionsOf(claims);
  const ids = sectionIds(used);
  return html`${ledgerFilters(used, context)}
${used.map(
  (section, i) => html`<section data-claims>
<h3 id="${ids[i]!}">${sectionTitle(section, context)}</h3>
${claimTable(
  claims.filter((claim) => claim.section === section),
  context,
  `${words.claims.caption}, ${section}`,
  {addresses: true}
)}
</section>`
)}`;
}

/** The sections to which some claims belong: those of the study in order, then the headings of other pages. */
export function sectionsOf(claims: readonly Pick<Claim, "section">[]): string[] {
  const used = new Set(claims.map(({section}) => section));
  const numbered: readonly string[] = sections;
  return [...numbered.filter((section) => used.has(section)), ...[...used].filter((one) => !numbered.includes(one))];
}

/** An id for each section: its letters of any script and its digits; with its place after an earlier one like it. */
function sectionIds(used: readonly string[]): string[] {
  const ids = used.map((section) => `section-${section.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")}`);
  return ids.map((id, i) => (ids.indexOf(id) < i ? `${id}-${i + 1}` : id));
}

/** A section as readers see it. */
function sectionTitle(section: string, {sectionNames}: Pick<ClaimsContext, "sectionNames">): string {
  return [section, sectionNames[section]].filter(Boolean).join(" ");
}

/** Options for filters of claims: all, or one section or verdict. */
export function filterOptions(
  used: readonly string[],
  all: string,
  context: Pick<ClaimsContext, "verdicts" | "sectionNames">
): {sections: Html; verdicts: Html} {
  return {
    sections: optionsHtml([["", all], ...used.map((one) => [one, sectionTitle(one, context)] as const)]),
    verdicts: optionsHtml([["", all], ...order.map((verdict) => [verdict, context.verdicts[verdict]] as const)])
  };
}

function ledgerFilters(used: readonly string[], context: ClaimsContext): Html {
  const {claims: words} = context.words;
  const options = filterOptions(used, words.all, context);
  const technologies = context.technologies.map(({slug, name}) => [slug, name] as const);
  return html`<form class="filters" data-ledger hidden>
${selectHtml(words.section, "section", options.sections)}
${selectHtml(words.verdict, "verdict", options.verdicts)}
${selectHtml(words.technology, "technology", optionsHtml([["", words.all], ...technologies]))}
<label>${words.search} <input type="search" name="words" autocomplete="off"></label>
<output></output></form>`;
}

/**
 * A table of claims.
 * @param options.addresses whether links and filters find claims in this table; only one table of a page can have this
 */
export function claimTable(
  claims: readonly JudgedClaim[],
  context: ClaimsContext,
  label: string,
  {addresses = false}: {addresses?: boolean} = {}
): Html {
  const {words} = context;
  // Statements without numbers need no columns for numbers.
  const numbers = claims.some(({publishedText, computedText}) => publishedText || computedText);
  const header = html`<th scope="col" class="number">${words.claims.published}</th>
<th scope="col" class="number">${words.claims.computed}</th>`;
  return scrollingTable(
    words.tableLabel(label),
    html`<table class="ledger">
<thead><tr><th scope="col">${words.claims.claim}</th>${numbers && header}<th scope="col">${words.claims.verdict}</th>
<th scope="col">${words.claims.reason}</th></tr></thead>
<tbody>${claims.map((claim) => claimRow(claim, context, {addresses, numbers}))}</tbody>
</table>`,
    {bleed: true}
  );
}

function claimRow(
  claim: JudgedClaim,
  context: ClaimsContext,
  {addresses, numbers}: {addresses: boolean; numbers: boolean}
): Html {
  const {wording, publishedText, computedText, technologies, judgement} = claim;
  const {claims: words} = context.words;
  const technology = technologies.length === 1 && html` data-technology="${technologies[0]}"`;
  const cells = html`<td class="number" data-label="${words.published}">${publishedText}</td>
<td class="number" data-label="${words.computed}">${computedText}</td>`;
  return html`<tr${addresses && rowAddress(claim)}${technology}>
<th scope="row">${wording}</th>${numbers && cells}<td>${verdictLink(claim, context)}</td>
<td class="reason">${judgement.reason}</td></tr>`;
}

/** Attributes of a row by which links and filters find its claim. */
function rowAddress({id, section, judgement: {verdict}, technologies}: JudgedClaim): Html {
  return html` id="${id}" data-claim data-section="${section}" data-verdict="${verdict}"
 data-technologies="${technologies.join(" ")}"`;
}
