import {evidenceWords as words} from "../../words/en/decisions.ts";
import {html} from "../../text/html.ts";
import type {LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The elements that scripts fill with the records behind a number. */
export const evidencePart: LabPart = ({root}) => {
  const link = html`<a href="${root}${pageAddress("classification")}">${words.classification}</a>`;
  return html`<div class="evidence" data-lab="evidence">
<p class="notice" data-evidence="status" role="status">${words.static} <noscript>${words.scripts}</noscript> ${link}</p>
<div data-evidence="controls" hidden></div>
<div data-evidence="records" hidden></div>
</div>`;
};
