import {sections} from "../narrative/claims/claim.js";
import type {Verdict} from "../terms/verdicts.ts";
import type {Claim} from "../narrative/claims.ts";
import type {Judgement} from "../narrative/verdicts.ts";
import {html, type Html} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";
import {pageAddress} from "../text/page-address.js";

/** A claim with everything that is said of it. */
export interface JudgedClaim extends Claim {
  wording: string;
  judgement: Judgement;
  /** As they are written: what is printed, and what is computed now. */
  publishedText: string;
  computedText: string;
}

export interface ClaimsContext {
  words: PageWords;
  verdicts: Readonly<Record<Verdict, string>>;
  sectionNames: Readonly<Record<string, string>>;
  technologies: readonly {slug: string; name: string}[];
  /** From the page to the site's root, such as `../`. */
  root: string;
}

const order = ["holds", "fragile", "fails", "open"] as const satisfies readonly Verdict[];

/** The word of a verdict, which leads to its claim. */
export function verdictPill({id, judgement: {verdict}}: JudgedClaim, {verdicts, words, root}: ClaimsContext): Html {
  return html`<a class="verdict ${verdict}" href="${root}${pageAddress(`claims#${id}`)}" data-mark="claim ${id}" aria-label="${words.verdictLabel(verdicts[verdict])}">${verdicts[verdict]}</a>`;
}

/** Stands in the place of a verdict on a claim that makes sense for the report's own region only. */
export function otherPill(id: string, {words, root}: ClaimsContext): Html {
  return html`<a class="verdict elsewhere" href="${root}${pageAddress(`claims#${id}`)}" data-mark="claim ${id}" aria-label="${words.elsewhereLabel}">${words.elsewhere}</a>`;
}

/** How many claims have which verdict. */
export function ledgerSummary(claims: readonly JudgedClaim[], {words}: ClaimsContext): Html {
  const number = (verdict: Verdict) =>
    words.number(claims.filter(({judgement}) => judgement.verdict === verdict).length);
  return html`<p class="ledger-summary"><strong>${words.number(claims.length)}</strong> ${words.claims.counts(number("holds"), number("fragile"), number("fails"), number("open"))}</p>`;
}

/** Every claim, section by section, with controls that a script makes work. */
export function ledger(claims: readonly JudgedClaim[], context: ClaimsContext): Html {
  const {words, verdicts, sectionNames, technologies} = context;
  const option = (value: string, name: string) => html`<option value="${value}">${name}</option>`;
  const used = sections.filter((section) => claims.some((claim) => claim.section === section));
  return html`<form class="filters" data-ledger hidden>
<label>${words.claims.section} <select name="section">${option("", words.claims.all)}${used.map((section) => option(section, `${section} ${sectionNames[section] ?? ""}`))}</select></label>
<label>${words.claims.verdict} <select name="verdict">${option("", words.claims.all)}${order.map((verdict) => option(verdict, verdicts[verdict]))}</select></label>
<label>${words.claims.technology} <select name="technology">${option("", words.claims.all)}${technologies.map(({slug, name}) => option(slug, name))}</select></label>
<label>${words.claims.search} <input type="search" name="words" autocomplete="off"></label>
<output></output></form>
${used.map(
  (section) => html`<section data-claims>
<h3 id="section-${section.replace(".", "-")}">${section} ${sectionNames[section] ?? ""}</h3>
${claimTable(
  claims.filter((claim) => claim.section === section),
  context,
  `${words.claims.caption}, ${section}`,
  {addresses: true}
)}
</section>`
)}`;
}

/**
 * Claims as a table.
 * @param options.addresses whether the rows are where links to the claims lead, and what filters search: one table a
 * page
 */
export function claimTable(
  claims: readonly JudgedClaim[],
  {words, verdicts, root}: ClaimsContext,
  label: string,
  {addresses = false}: {addresses?: boolean} = {}
): Html {
  // Statements without numbers need no columns for them.
  const numbers = claims.some(({publishedText, computedText}) => publishedText || computedText);
  const header = html`<th scope="col" class="number">${words.claims.published}</th>
<th scope="col" class="number">${words.claims.computed}</th>`;
  const cells = ({publishedText, computedText}: JudgedClaim) =>
    html`<td class="number" data-label="${words.claims.published}">${publishedText}</td>
<td class="number" data-label="${words.claims.computed}">${computedText}</td>`;
  return html`<div class="table-scroll bleed" tabindex="0" role="region" aria-label="${words.tableLabel(label)}"><table class="ledger">
<thead><tr><th scope="col">${words.claims.claim}</th>${numbers && header}<th scope="col">${words.claims.verdict}</th>
<th scope="col">${words.claims.reason}</th></tr></thead>
<tbody>${claims.map((claim) => {
    const {
      id,
      section,
      technologies,
      wording,
      judgement: {verdict, reason}
    } = claim;
    return html`<tr${addresses && html` id="${id}" data-claim data-section="${section}" data-verdict="${verdict}" data-technologies="${technologies.join(" ")}"`}${technologies.length === 1 && html` data-technology="${technologies[0]}"`}>
<th scope="row">${wording}</th>${numbers && cells(claim)}<td><a class="verdict ${verdict}" href="${root}${pageAddress(`claims#${id}`)}">${verdicts[verdict]}</a></td>
<td class="reason">${reason}</td></tr>`;
  })}</tbody>
</table></div>`;
}
