import {messageOf} from "../text/message-of.js";
import {loadingWords as words} from "../words/en/loading.js";

/**
 * Reports in the page that a part of it failed to load, because the connection dropped or a newer build replaced the
 * files.
 */
export function tellFailure(root: ParentNode, selector: string): (error: unknown) => void {
  return (error) => {
    const line = root.querySelector<HTMLElement>(selector);
    if (!line) return;
    line.hidden = false;
    line.textContent = words.failed(messageOf(error));
    line.dataset.state = "failed";
  };
}
