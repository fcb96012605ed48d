import {evidenceWords as words} from "../../words/en/decisions.ts";
import {html} from "../../text/html.ts";
import type {LabPart} from "./part.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The place of the records behind a number, which scripts fill. */
export const evidencePart: LabPart = ({root}) => html`<div class="evidence" data-lab="evidence">
<p class="notice" data-evidence="status" role="status">${words.static} <a href="${root}${pageAddress("classification")}">${words.classification}</a></p>
<div data-evidence="controls" hidden></div>
<div data-evidence="records" hidden></div>
</div>`;
