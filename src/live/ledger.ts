/** Keys of the ledger in the address. */
export const ledgerKeys = ["section", "verdict", "technology", "words"] as const;

/**
 * Filters the ledger by section, verdict, technology and words. The address keeps the filters, so that readers can
 * share them.
 */
export function installLedger(root: ParentNode, {signal}: {signal?: AbortSignal} = {}): void {
  const form = root.querySelector<HTMLFormElement>("form[data-ledger]")!;
  const rows = Array.from(root.querySelectorAll<HTMLElement>("[data-claim]"));
  const count = form.querySelector<HTMLOutputElement>("output")!;
  const fields = ledgerKeys;
  const field = (name: (typeof fields)[number]) =>
    form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  const apply = () => {
    const [section, verdict, technology, words] = fields.map((name) => field(name).value.trim().toLowerCase());
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!section || row.dataset.section!.toLowerCase() === section) &&
        (!verdict || row.dataset.verdict === verdict) &&
        (!technology || (row.dataset.technologies ?? "").split(" ").includes(technology)) &&
        (!words || (row.textContent ?? "").toLowerCase().includes(words));
      row.hidden = !fits;
      if (fits) ++shown;
    }
    for (const group of root.querySelectorAll<HTMLElement>("[data-claims]"))
      group.hidden = !group.querySelector("[data-claim]:not([hidden])");
    count.textContent = `${shown} / ${rows.length}`;
  };
  const read = () => {
    const search = new URLSearchParams(location.search);
    for (const name of fields) field(name).value = search.get(name)?.slice(0, 100) ?? "";
    apply();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    apply();
    const search = new URLSearchParams(location.search);
    for (const name of fields) {
      search.delete(name);
      if (field(name).value.trim()) search.set(name, field(name).value.trim());
    }
    const query = search.toString();
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  });
  addEventListener("popstate", read, signal ? {signal} : {});
  form.hidden = false;
  read();
  if (location.hash) document.getElementById(fragmentOf(location.hash))?.scrollIntoView();
}

/** The id in a fragment. A fragment with invalid encoding is taken literally. */
export function fragmentOf(hash: string): string {
  const written = hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
