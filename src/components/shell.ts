import {somebodyReads} from "../live/first-paint.js";
import {installLate} from "../live/late.js";
import {watchedImport} from "../live/patience.js";
import {siteRoot} from "../live/site-address.js";
import {installTheme} from "./theme.js";

// Every page loads this module: it makes the header work, and loads the search on demand. An inline script
// (src/site/html/shell.ts) tells readers when it does not run.
document.documentElement.classList.add("awake");
document.querySelector(".late")?.remove();
installLate();
for (const button of document.querySelectorAll<HTMLButtonElement>(".theme-button")) installTheme(button);

// Cells of a built page wait for this (src/site/html/passes/postpone-cells.ts).
void somebodyReads();

// Figures and live numbers, where a page has them.
if (document.querySelector("a.value, .chart, [data-ledger], [data-lab]"))
  void watchedImport(import("../live/page.js")).then(({wakePage}) => wakePage());

// Cells, which only pages with code have.
const main = document.querySelector("main");
if (main?.querySelector(".observablehq--block, observablehq-loading"))
  void import("./inputs-tables.js").then(({fixTables}) => fixTables(main));

const search = document.querySelector<HTMLButtonElement>(".search-button");
if (search) {
  const open = async () => {
    const [{openSearch}, {searchIndex}] = await watchedImport(
      Promise.all([import("./search.js"), import("./search-index.js")])
    );
    await openSearch(searchIndex, new URL(siteRoot()));
  };
  search.addEventListener("click", () => void open());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    void open();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
