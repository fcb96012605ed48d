import {html} from "../../text/html.ts";
import type {ForkPage, LabPart} from "./part.ts";
import {forkListWords as words} from "../../words/en/forks.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The list of all forked pages, the project's own examples first. */
export const forkList: LabPart = ({forks}) => {
  const pages = forks();
  const list = (shown: readonly ForkPage[]) =>
    html`<ul class="fork-list">${shown.map(({name, title, description}) => html`<li><a href="./${pageAddress(name)}">${title}</a>${description !== null && html` <span>${description}</span>`}</li>`)}</ul>`;
  const own = pages.filter(({example}) => !example);
  return html`<div data-forks>
<h2 id="examples">${words.examples}</h2>
${list(pages.filter(({example}) => example))}
<h2 id="own">${words.own}</h2>
${own.length === 0 ? html`<p>${words.none}</p>` : list(own)}
</div>`;
};
