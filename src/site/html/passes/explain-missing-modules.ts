import {folded} from "../../../live/folded.ts";
import {missingModulesWords as words} from "../../../words/en/shell.ts";
import type {Pass} from "../pass.ts";
import {append, classed, create, textNode} from "../tree.ts";

/** Written in the language that browsers before 2018 know. Unfolds what `fold-tables` and `fold-drawings` folded. */
const unfold = `var n=d.querySelectorAll("${folded}"),i;for(i=0;i<n.length;++i)n[i].outerHTML=n[i].textContent`;

/** Says what is missing where scripts run but modules do not. */
const inOldBrowsers = `(function(d){d.addEventListener("DOMContentLoaded",function(){${unfold};n=d.querySelector("[data-live-status]");if(n)n.textContent=${JSON.stringify(words.old)}})})(document)`;

/** The same for a page that is opened from a disk. No server gives a folder's index there, so links to folders lead to the index itself. */
const fromDisk = `if(location.protocol==="file:")(d=>{d.addEventListener("DOMContentLoaded",()=>{${unfold};n=d.querySelector("[data-live-status]")||d.querySelector("main").insertAdjacentElement("afterbegin",d.createElement("p"));n.classList.add("notice");n.textContent=${JSON.stringify(words.file)}});d.addEventListener("click",e=>{const a=e.target.closest("a[href]");if(a&&a.protocol==="file:"&&a.pathname.endsWith("/"))a.pathname+="index.html"},true)})(document)`;

/** Keeps a page readable where its modules do not run: tables and drawings are there, and a line says what is missing. */
export const explainMissingModules: Pass = {
  name: "explain missing modules",
  expects: () => "<head>",
  lookAt: "src/site/html/passes/explain-missing-modules.ts",
  apply({document, head}) {
    if (classed(document, "details", "table-twin").length > 0)
      append(head, create("script", {nomodule: ""}, inOldBrowsers), textNode("\n"));
    append(head, create("script", {}, fromDisk), textNode("\n"));
    return 1;
  }
};
