import {loadingWords as words} from "../words/en/loading.js";

/** Says in a page that a part of it did not load: the connection dropped, or the site has been built anew meanwhile. */
export function tellFailure(root: ParentNode, selector: string): (error: unknown) => void {
  return (error) => {
    const line = root.querySelector<HTMLElement>(selector);
    if (!line) return;
    line.hidden = false;
    line.textContent = words.failed(error instanceof Error ? error.message : String(error));
    line.dataset.state = "failed";
  };
}
