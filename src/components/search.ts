import type {SearchEntry} from "../prerender/search-index.js";
import {fetchJson} from "../live/fetch-file.js";
import {html} from "../text/html.js";
import {searchWords as words} from "../words/en/search.js";

/** Number of results at most. */
const most = 12;

/** The words of a text, without case and accents. */
export function tokens(text: string): string[] {
  return (
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * The entries in which every word of the query begins a word, best first. A word of the title counts four times as much
 * as one of the text, a whole word twice as much as its beginning; a title that begins with the query gets four points
 * more. Ties keep the order of the index. An empty query finds nothing.
 */
export function rank(entries: readonly SearchEntry[], query: string, limit = most): SearchEntry[] {
  const wanted = tokens(query);
  if (!wanted.length) return [];
  const scored = entries.map((entry) => ({entry, score: scoreOf(entry, wanted)}));
  return scored
    .filter(({score}) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({entry}) => entry);
}

function scoreOf({title, kind, text}: SearchEntry, wanted: readonly string[]): number {
  const inTitle = tokens(title);
  const elsewhere = [...tokens(kind), ...tokens(text)];
  let score = 0;
  for (const word of wanted) {
    const found = Math.max(4 * match(inTitle, word), match(elsewhere, word));
    if (found === 0) return 0;
    score += found;
  }
  return inTitle.join(" ").startsWith(wanted.join(" ")) ? score + 4 : score;
}

function match(words: readonly string[], word: string): number {
  return words.includes(word) ? 2 : words.some((candidate) => candidate.startsWith(word)) ? 1 : 0;
}

let opened: SearchDialog | undefined;

/**
 * Opens the search dialog; the first call makes it and loads the index.
 * @param index address of the index, a JSON array of entries
 * @param root address of the site's first page, to which the paths of the entries are relative
 */
export async function openSearch(index: URL, root: URL): Promise<void> {
  opened ??= new SearchDialog(index, root);
  opened.open();
}

/** A field with a list of results below it, as a combobox: the focus stays in the field. */
class SearchDialog {
  readonly #root: URL;
  readonly #dialog: HTMLDialogElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #note: HTMLElement;
  #entries: readonly SearchEntry[] | undefined;
  /** Index of the selected result; -1 without one. */
  #active = -1;

  constructor(index: URL, root: URL) {
    this.#root = root;
    this.#dialog = createDialog();
    this.#input = this.#dialog.querySelector("input")!;
    this.#list = this.#dialog.querySelector("ul")!;
    this.#note = this.#dialog.querySelector("p")!;
    this.#listen();
    document.body.append(this.#dialog);
    this.#show();
    void this.#load(index);
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.select();
  }

  async #load(index: URL): Promise<void> {
    try {
      this.#entries = await loadEntries(index);
      this.#show();
    } catch {
      this.#note.textContent = words.failed;
      // The next opening tries again.
      this.#dialog.addEventListener("close", () => {
        this.#dialog.remove();
        opened = undefined;
      });
    }
  }

  #select(next: number): void {
    const options = Array.from(this.#list.children);
    this.#active = options.length ? (next + options.length) % options.length : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.#active)));
    const option = options[this.#active];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({block: "nearest"});
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  /** Shows the results of the query in the field. */
  #show(): void {
    const query = this.#input.value;
    const found = this.#entries ? rank(this.#entries, query) : [];
    this.#list.replaceChildren(...found.map((entry, i) => createOption(entry, i, this.#root)));
    this.#list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    if (!this.#entries) this.#note.textContent = words.loading;
    else if (!tokens(query).length) this.#note.textContent = words.all(this.#entries.length);
    else this.#note.textContent = found.length ? words.found(found.length) : words.nothing;
    this.#select(found.length ? 0 : -1);
  }

  /** Goes to the selected result. */
  #follow(): void {
    const link = this.#list.children[this.#active]?.querySelector("a");
    if (!link) return;
    this.#dialog.close();
    location.assign(link.href);
  }

  #listen(): void {
    this.#input.addEventListener("input", () => this.#show());
    this.#input.addEventListener("keydown", (event) => {
      const steps: Record<string, () => void> = {
        ArrowDown: () => this.#select(this.#active + 1),
        ArrowUp: () => this.#select(this.#active - 1),
        Enter: () => this.#follow()
      };
      const step = steps[event.key];
      // While an input method composes a character, the keys are its own.
      if (!step || event.isComposing) return;
      event.preventDefault();
      step();
    });
    this.#list.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a")) this.#dialog.close();
    });
    // A click outside the contents hits the dialog itself.
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }
}

function createDialog(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", words.title);
  dialog.innerHTML = String(html`
    <form method="dialog">
      <input type="search" role="combobox" aria-label="${words.field}" aria-expanded="false"
        aria-controls="search-results" aria-autocomplete="list" autocomplete="off" spellcheck="false"
        placeholder="${words.placeholder}">
      <button type="submit">${words.close}</button>
    </form>
    <ul id="search-results" role="listbox" aria-label="${words.results}" hidden></ul>
    <p class="search-note" role="status"></p>`);
  return dialog;
}

async function loadEntries(index: URL): Promise<readonly SearchEntry[]> {
  return await fetchJson<SearchEntry[]>("search.json", index.href);
}

function createOption({title, kind, href}: SearchEntry, i: number, root: URL): HTMLElement {
  const option = document.createElement("li");
  option.id = `search-result-${i}`;
  option.setAttribute("role", "option");
  const link = document.createElement("a");
  link.href = new URL(href.replace(/^\//, "./"), root).href;
  // The Tab key stops at the field alone.
  link.tabIndex = -1;
  link.append(title);
  const label = document.createElement("span");
  label.textContent = kind;
  link.append(label);
  option.append(link);
  return option;
}
