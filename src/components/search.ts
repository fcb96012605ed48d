import type {SearchEntry} from "../prerender/search-index.js";
import {html} from "../text/html.js";
import {searchWords as words} from "../words/en/search.js";

/** Most results that are shown. */
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
 * The entries in which every word of the query begins a word, best first: a word of the title counts four times one of
 * the text, a whole word twice its beginning, and a title that begins with the query comes before the others. Ties keep
 * the order of the index. An empty query finds nothing.
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

let opened: {dialog: HTMLDialogElement; input: HTMLInputElement} | undefined;

/**
 * Opens the search dialog; makes it and loads the index the first time.
 * @param index address of the index, a JSON array of entries
 * @param root address of the site's first page, from which the paths of the entries count
 */
export async function openSearch(index: URL, root: URL): Promise<void> {
  opened ??= createDialog(index, root);
  const {dialog, input} = opened;
  if (!dialog.open) dialog.showModal();
  input.select();
}

function createDialog(index: URL, root: URL): {dialog: HTMLDialogElement; input: HTMLInputElement} {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", words.title);
  dialog.innerHTML = String(html`
    <form method="dialog">
      <input type="search" role="combobox" aria-label="${words.field}" aria-expanded="false" aria-controls="search-results"
        aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="${words.placeholder}">
      <button type="submit">${words.close}</button>
    </form>
    <ul id="search-results" role="listbox" aria-label="${words.results}" hidden></ul>
    <p class="search-note" role="status"></p>`);
  const input = dialog.querySelector("input")!;
  const list = dialog.querySelector("ul")!;
  const note = dialog.querySelector("p")!;
  let entries: readonly SearchEntry[] | undefined;
  let active = -1;

  function select(next: number): void {
    const options = Array.from(list.children);
    active = options.length ? (next + options.length) % options.length : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    const option = options[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({block: "nearest"});
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(): void {
    const found = entries ? rank(entries, input.value) : [];
    list.replaceChildren(...found.map((entry, i) => createOption(entry, i, root)));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (!entries) note.textContent = words.loading;
    else if (!tokens(input.value).length) note.textContent = words.all(entries.length);
    else note.textContent = found.length ? words.found(found.length) : words.nothing;
    select(found.length ? 0 : -1);
  }

  function follow(): void {
    const link = list.children[active]?.querySelector("a");
    if (!link) return;
    dialog.close();
    location.assign(link.href);
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => select(active + 1),
      ArrowUp: () => select(active - 1),
      Enter: follow
    };
    const step = steps[event.key];
    // While an input method composes a character, its keys are not ours.
    if (!step || event.isComposing) return;
    event.preventDefault();
    step();
  });
  list.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) dialog.close();
  });
  // A click on the dialog itself is one beside its contents.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  document.body.append(dialog);
  show();
  loadEntries(index).then(
    (loaded) => {
      entries = loaded;
      show();
    },
    () => {
      note.textContent = words.failed;
      // The next opening tries anew.
      dialog.addEventListener("close", () => {
        dialog.remove();
        opened = undefined;
      });
    }
  );
  return {dialog, input};
}

async function loadEntries(index: URL): Promise<readonly SearchEntry[]> {
  const response = await fetch(index);
  if (!response.ok) throw new Error(`cannot load the search index: ${response.status} ${index.href}`);
  return (await response.json()) as SearchEntry[];
}

function createOption({title, kind, href}: SearchEntry, i: number, root: URL): HTMLElement {
  const option = document.createElement("li");
  option.id = `search-result-${i}`;
  option.setAttribute("role", "option");
  const link = document.createElement("a");
  link.href = new URL(href.replace(/^\//, "./"), root).href;
  // The list has one stop for the keyboard: the field above it.
  link.tabIndex = -1;
  link.append(title);
  const label = document.createElement("span");
  label.textContent = kind;
  link.append(label);
  option.append(link);
  return option;
}
