import {folded} from "../../../live/folded.ts";
import {missingModulesWords as words} from "../../../words/en/shell.ts";
import type {Pass} from "../pass.ts";
import {append, classed, create, named, textNode} from "../tree.ts";

/** Unfolds what `fold-tables` and `fold-drawings` fold, in JavaScript for browsers older than 2018. */
const unfold = `var n=d.querySelectorAll("${folded}"),i;for(i=0;i<n.length;++i)n[i].outerHTML=n[i].textContent`;

/** Tells readers what is missing in old browsers, which run scripts but not modules. */
const inOldBrowsers = [
  `(function(d){d.addEventListener("DOMContentLoaded",function(){${unfold};`,
  `n=d.querySelector("[data-live-status]");if(n)n.textContent=${JSON.stringify(words.old)}})})(document)`
].join("");

/** Does the same for a page opened as a file. Without a server, links to folders must name the index file. */
const fromDisk = [
  `if(location.protocol==="file:")(d=>{d.addEventListener("DOMContentLoaded",()=>{${unfold};`,
  `n=d.querySelector("[data-live-status]")`,
  `||d.querySelector("main").insertAdjacentElement("afterbegin",d.createElement("p"));`,
  `n.classList.add("notice");n.textContent=${JSON.stringify(words.file)}});`,
  `d.addEventListener("click",e=>{const a=e.target.closest("a[href]");`,
  `if(a&&a.protocol==="file:"&&a.pathname.endsWith("/"))a.pathname+="index.html"},true)})(document)`
].join("");

/**
 * Keeps a page with figures readable in browsers without modules: shows tables and drawings, and says what is missing.
 */
export const explainOldBrowsers: Pass = {
  name: "explain old browsers",
  // A page without figures has nothing to unfold.
  expects: () => undefined,
  expectsInSite: "<details class=table-twin>",
  lookAt: "the table twins in src/prerender",
  apply({document, head}) {
    const twins = classed(document, "details", "table-twin").length;
    if (twins > 0) append(head, create("script", {nomodule: ""}, inOldBrowsers), textNode("\n"));
    return twins;
  }
};

/** Keeps a page readable when it is opened as a file: shows the same, and makes links lead to files. */
export const explainOpenedFiles: Pass = {
  name: "explain opened files",
  expects: () => "<main>, in which the explanation is shown",
  lookAt: "src/site/html/passes/explain-missing-modules.ts",
  apply({document, head}) {
    const shown = named(document, "main").length;
    if (shown > 0) append(head, create("script", {}, fromDisk), textNode("\n"));
    return shown;
  }
};
