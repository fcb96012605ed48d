/**
 * Buttons that cannot be used for a while. `disabled` and `hidden` take the focus from a button, so that someone at the
 * keyboard has to begin at the top of the page.
 */

/** Says whether a button can be used; it keeps the focus. `onUse` respects it. */
export function setAble(button: HTMLButtonElement, able: boolean): void {
  button.setAttribute("aria-disabled", String(!able));
}

/** Acts when a button is used, while it can be. */
export function onUse(button: HTMLButtonElement, act: () => void): void {
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") act();
  });
}

/**
 * Shows or hides an element.
 * @param neighbour gets the focus if the hidden element had it; a text may have it through `tabindex="-1"`
 */
export function setShown(element: HTMLElement, shown: boolean, neighbour: HTMLElement): void {
  const focused = element.contains(element.ownerDocument.activeElement);
  element.hidden = !shown;
  if (!shown && focused) neighbour.focus();
}
