import {watchedImport} from "./patience.js";

/** Links with a card: numbers, and the verdicts in the text. */
const carded = "a.value, a.verdict[data-mark]";

/** For a card that fails to load. */
const unseen = () => {};

let installed = false;

/** Opens the card of any number or verdict of the page that is pointed at, focused or clicked, from now on. */
export function installCards(): void {
  if (installed) return;
  installed = true;
  const linked = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLAnchorElement>(carded) : null;
  const cards = () => watchedImport(import("./cards.js"));
  // A card that fails to load is reported only after a click.
  const glance = (link: HTMLAnchorElement) =>
    void cards()
      .then(({openCard}) => openCard(link, {pinned: false}))
      .catch(unseen);
  let hovering: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("click", (event) => {
    const link = linked(event.target);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    cards()
      .then(({openCard}) => openCard(link, {pinned: true}))
      .catch(() => {
        // Without its card, it is a plain link.
        location.assign(link.href);
      });
  });
  document.addEventListener("keydown", (event) => {
    const link = linked(event.target);
    if (!link || (event as KeyboardEvent).key !== " ") return;
    event.preventDefault();
    link.click();
  });
  document.addEventListener("pointerover", (event) => {
    const link = linked(event.target);
    clearTimeout(hovering);
    if (link && event.pointerType === "mouse") hovering = setTimeout(() => glance(link), 250);
  });
  document.addEventListener("focusin", (event) => {
    const link = linked(event.target);
    // A click also sets the focus, but opens the card itself.
    if (link?.matches(":focus-visible")) glance(link);
  });
}
