/**
 * Highlights a technology in the text and in every figure and table while the pointer or the focus is on a mention of
 * it: an element with its slug in `data-technology`.
 */
export function installHighlight(root: Document): void {
  let current: string | null = null;
  const show = (slug: string | null) => {
    if (slug === current) return;
    current = slug;
    for (const element of root.querySelectorAll(".highlighted")) element.classList.remove("highlighted");
    root.documentElement.classList.toggle("highlighting", slug !== null);
    if (slug === null) return;
    for (const element of root.querySelectorAll(`[data-technology="${CSS.escape(slug)}"]`))
      element.classList.add("highlighted");
  };
  const slugOf = (target: EventTarget | null) =>
    target instanceof Element
      ? (target.closest<HTMLElement>("[data-technology]")?.getAttribute("data-technology") ?? null)
      : null;
  root.addEventListener("pointerover", (event) => show(slugOf(event.target)));
  root.addEventListener("focusin", (event) => show(slugOf(event.target)));
  root.addEventListener("focusout", () => show(null));
  root.addEventListener("highlight", (event) => show((event as CustomEvent<string | null>).detail));
}

/** Highlights a technology; null ends the highlight. */
export function highlight(slug: string | null): void {
  document.dispatchEvent(new CustomEvent("highlight", {detail: slug}));
}
