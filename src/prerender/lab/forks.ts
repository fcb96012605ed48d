import {html, type Html} from "../../text/html.ts";
import type {ForkPage, LabPart} from "./part.ts";
import {forkListWords as words} from "../../words/en/forks.ts";
import {pageAddress} from "../../text/page-address.ts";

/** The list of all forked pages, starting with the project's own examples. */
export const forkList: LabPart = ({forks}) => {
  const pages = forks();
  const own = pages.filter(({example}) => !example);
  return html`<div data-forks>
<h2 id="examples">${words.examples}</h2>
${listHtml(pages.filter(({example}) => example))}
<h2 id="own">${words.own}</h2>
${own.length === 0 ? html`<p>${words.none}</p>` : listHtml(own)}
</div>`;
};

function listHtml(pages: readonly ForkPage[]): Html {
  const items = pages.map(({name, title, description}) => {
    const about = description !== null && html` <span>${description}</span>`;
    return html`<li><a href="./${pageAddress(name)}">${title}</a>${about}</li>`;
  });
  return html`<ul class="fork-list">${items}</ul>`;
}
