import type {RegionTextWords} from "../words/region-text.ts";

/** The report's own text, while that of another region stands in its place. */
let foldedAway: {undo: (() => void)[]} | undefined;

const marks = '[data-mark^="text "]';

/** Whether a page has places for the text about another region. */
export function hasRegionText(root: ParentNode = document): boolean {
  return root.querySelector(marks) !== null;
}

/** Whether the report's own text is folded away. */
export function isFoldedAway(): boolean {
  return foldedAway !== undefined;
}

/**
 * Takes the report's own text out of the page, gives its headings neutral words, and keeps a copy of the text, as it
 * stands, in a closed element at the end: as plain text, since cards and links would be about the other region.
 * @param region name of the report's own region
 */
export function foldOwnText(region: string, words: RegionTextWords): void {
  if (foldedAway) return;
  foldedAway = {undo: []};
  const {undo} = foldedAway;
  const copy: Node[] = [];
  let last: Element | undefined;
  for (const mark of document.querySelectorAll(marks)) {
    const {heading, level} = headingOf(mark);
    const prose = proseAfter(mark, level);
    if (heading && level > 1) copy.push(plainHeading(heading));
    for (const one of prose) {
      copy.push(...plainCopy(one));
      const place = document.createComment("");
      one.replaceWith(place);
      undo.push(() => place.replaceWith(one));
    }
    const name = words.headings[mark.getAttribute("data-mark")!.slice("text ".length) as keyof typeof words.headings];
    if (heading && name !== undefined) undo.push(rename(heading, name));
    for (const one of prose) if (one.id) undo.push(hideEntry(one.id));
    last = mark;
  }
  if (!last) return;
  const details = document.createElement("details");
  details.className = "folded-text";
  const [summary, lead] = [document.createElement("summary"), document.createElement("p")];
  summary.textContent = words.folded.summary(region);
  lead.textContent = words.folded.lead(region);
  details.append(summary, lead, ...copy);
  last.after(details);
  undo.push(() => details.remove());
}

/** Puts the report's own text back. */
export function unfoldOwnText(): void {
  for (const step of foldedAway?.undo.reverse() ?? []) step();
  foldedAway = undefined;
}

const levelOf = (element: Element) => (/^H[1-6]$/.test(element.tagName) ? Number(element.tagName[1]) : undefined);

/** The heading above a place, and its level. */
function headingOf(place: Element): {heading?: Element; level: number} {
  for (let one = place.previousElementSibling; one; one = one.previousElementSibling) {
    const level = levelOf(one);
    if (level !== undefined) return {heading: one, level};
  }
  return {level: 1};
}

/** The text after a place, to the next heading of the same level or the next place; figures and notices stay. */
function proseAfter(place: Element, level: number): Element[] {
  const found: Element[] = [];
  for (let one = place.nextElementSibling; one && !one.matches(marks); one = one.nextElementSibling) {
    const own = levelOf(one);
    // Parts of the whole page end at its first section.
    if (own !== undefined && own <= Math.max(2, level)) break;
    if (own !== undefined || one.matches("p, ul, ol, blockquote, section.summary")) found.push(one);
  }
  return found;
}

/** Gives a heading, and its entry in the contents, other words after its number. */
function rename(heading: Element, name: string): () => void {
  const texts = [heading.querySelector("a") ?? heading, ...entriesOf(heading.id)];
  const before = texts.map((one) => one.textContent);
  for (const one of texts) one.textContent = `${/^[\d.]+\s/.exec(one.textContent)?.[0] ?? ""}${name}`;
  return () => texts.forEach((one, i) => (one.textContent = before[i]!));
}

function entriesOf(id: string): Element[] {
  return Array.from(document.querySelectorAll(`.contents a[href="#${CSS.escape(id)}"]`));
}

function hideEntry(id: string): () => void {
  const items = entriesOf(id).flatMap((one) => one.closest("li") ?? []);
  for (const one of items) one.hidden = true;
  return () => items.forEach((one) => (one.hidden = false));
}

function plainHeading(heading: Element): Element {
  const plain = document.createElement("h3");
  plain.textContent = heading.textContent;
  return plain;
}

/** Copies of an element, or of what a frame around text holds, without addresses, marks and links to numbers. */
function plainCopy(element: Element): Element[] {
  if (element.matches("section")) return Array.from(element.children).flatMap(plainCopy);
  if (levelOf(element) !== undefined) return [plainHeading(element)];
  const copy = element.cloneNode(true) as Element;
  // A lead is large and a byline ruled off: here both are text like the rest.
  copy.removeAttribute("class");
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const one of copy.querySelectorAll("a.value, a.technology, [data-mark]")) {
    const plain = document.createElement("span");
    plain.textContent = one.textContent;
    if (one.matches(".verdict")) plain.className = one.className;
    one.replaceWith(plain);
  }
  return [copy];
}
