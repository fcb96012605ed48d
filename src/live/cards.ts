import {html} from "npm:htl";
import {provenanceBehind} from "../narrative/provenance.js";
import {queryOptions, valueSql} from "../narrative/queries.js";
import {type LiveValue, resolveValue} from "../narrative/values.js";
import {narrativeWords} from "../words/en/narrative.js";
import {onShown, shownReport} from "./report.js";
import {siteAddress} from "./site-address.js";
import {messageOf} from "../text/message-of.js";
import {cardWords} from "../words/en/live.js";
import {provenanceWords} from "../words/en/provenance.js";
import type {CardContent} from "./card-content.ts";

let card: HTMLElement | undefined;
let owner: HTMLAnchorElement | undefined;
let pinned = false;
/** In pixels: with this much room below its link, a card stays there; with less than the least, it covers its link. */
const roomEnough = 320,
  leastHeight = 240;
/** A link whose card was closed: returning the focus to it does not open the card again. */
let dismissed: HTMLAnchorElement | undefined;

/**
 * Opens the card of a live number or of a verdict beside it.
 *
 * A pinned card, opened by click or key, takes the focus and stays open until closed. Any other card closes when the
 * pointer or the focus leaves. Escape closes both and returns the focus.
 */
export async function openCard(link: HTMLAnchorElement, options: {pinned: boolean}): Promise<void> {
  if (isSettled(link, options)) return;
  const content = await contentOf(link);
  // By now the reader may have moved on.
  if (isSettled(link, options) || (!options.pinned && !link.matches(":hover, :focus"))) return;
  closeCard({focus: false});
  owner = link;
  pinned = options.pinned;
  card = drawCard(content, link);
  document.body.append(card);
  place(card, link);
  link.setAttribute("aria-describedby", content.id);
  if (pinned) card.querySelector<HTMLElement>("button.close")!.focus();
}

/** Whether to open no card: it is open already, another one is pinned, or it was just closed. */
function isSettled(link: HTMLAnchorElement, options: {pinned: boolean}): boolean {
  return options.pinned ? pinned && owner === link : pinned || owner === link || dismissed === link;
}

function closeCard({focus}: {focus: boolean}): void {
  card?.remove();
  owner?.removeAttribute("aria-describedby");
  if (focus) {
    dismissed = owner;
    owner?.focus();
  }
  card = owner = undefined;
  pinned = false;
}

async function contentOf(link: HTMLAnchorElement): Promise<CardContent> {
  if (link.dataset.reference !== undefined) return await valueContent(link);
  const {claimContent} = await import("./claim-card.js");
  return await claimContent(link);
}

function drawCard({id, label, parts}: CardContent, link: HTMLAnchorElement): HTMLElement {
  const close = html`<button type="button" class="close" aria-label=${cardWords.close}>×</button>`;
  close.addEventListener("click", () => closeCard({focus: true}));
  const element: HTMLElement = html`<div class="card" id=${id} role="dialog" aria-label=${label}>
    ${close}${parts}
  </div>`;
  for (const details of element.querySelectorAll("details"))
    details.addEventListener("toggle", () => place(element, link));
  return element;
}

/** Draws the open card again, from what the page shows now. */
async function redrawCard(): Promise<void> {
  const [before, link] = [card, owner];
  if (!before || !link) return;
  if (!link.isConnected) return closeCard({focus: false});
  const content = await contentOf(link);
  if (card !== before || owner !== link) return;
  const focused = before.contains(document.activeElement);
  card = drawCard(content, link);
  before.replaceWith(card);
  place(card, link);
  if (focused) card.querySelector<HTMLElement>("button.close")!.focus();
}

/** What the card of a number says: its value, the published one, the method, the query. */
async function valueContent(link: HTMLAnchorElement): Promise<CardContent> {
  const words = cardWords;
  const reference = link.dataset.reference!;
  const {
    report,
    report: {sources},
    scenario
  } = await shownReport(link);
  const value = resolveValue(reference, {...report, choices: scenario});
  const provenance = provenanceWords.sentence(provenanceBehind([reference], sources, report.snapshot.technologies));
  return {
    id: "value-card",
    label: words.title,
    parts: [
      html`<p class="card-value">
        ${value.text} ${value.missing === null ? html`<small>${value.unit}</small>` : null}
      </p>`,
      drawValues(value, report.published.region !== null),
      html`<p>${value.how}</p>`,
      value.missing === "absent" ? null : drawQuery(valueSql(reference, queryOptions(scenario, report))),
      drawLinks(value, link),
      provenance === null ? null : html`<p class="badge-synthetic">${provenance}</p>`
    ]
  };
}

/** The published value, the computed one, and the difference. */
function drawValues(value: LiveValue, comparable: boolean): HTMLElement {
  const words = cardWords;
  const text = (number: number | string | null) =>
    number === null
      ? words.notPublished
      : typeof number === "string"
        ? narrativeWords.quadrants[number as keyof typeof narrativeWords.quadrants]
        : words.number(number, value);
  const difference =
    value.difference === null
      ? null
      : html.fragment`<dt>${words.difference}</dt><dd>${words.difference_(value.difference, value)}</dd>`;
  // A report without published values has none to compare with.
  const told = comparable ? html.fragment`<dt>${words.published}</dt><dd>${text(value.published)}</dd>` : null;
  return html`<dl>
      ${told}
      ${difference}
      <dt>${words.computed}</dt><dd>${typeof value.value === "number" ? words.full(value.value) : value.text}</dd>
    </dl>`;
}

function drawLinks({technology, figure, reference}: LiveValue, link: HTMLAnchorElement): HTMLElement {
  const words = cardWords;
  const evidence = technology ? siteAddress(`technology/${technology}`) : link.href;
  const toFigure = document.getElementById(`figure-${figure}`)
    ? html`<a href=${`#figure-${figure}`}>${words.figure}</a>`
    : null;
  const records = technology && siteAddress(`lab/evidence?reference=${encodeURIComponent(reference)}`);
  const toRecords = records ? html` <a href=${records}>${words.records}</a>` : null;
  return html`<p class="card-links">${toFigure} <a href=${evidence}>${words.evidence}</a>${toRecords}</p>`;
}

/** The query of a value, with a button that runs it. */
function drawQuery(sql: string): HTMLElement {
  const words = cardWords;
  const run = html`<button type="button">${words.run}</button>`;
  const result = html`<p class="query-result" aria-live="polite"></p>`;
  run.addEventListener("click", () => {
    result.textContent = words.running;
    void import("./database.js").then(async ({runQuery}) => {
      try {
        const started = performance.now();
        const rows = await runQuery(sql);
        result.textContent = words.ran(rows[0]?.value, performance.now() - started);
      } catch (error) {
        result.textContent = words.failed(messageOf(error));
      }
    });
  });
  const query = html`<pre class="query" tabindex="0"><code>${sql}</code></pre>`;
  return html`<details><summary>${words.query}</summary>${query}${run}${result}</details>`;
}

/** Below the link, or above it where there is little room, within the window; a high card scrolls. */
function place(element: HTMLElement, link: HTMLElement): void {
  // Near the right edge, the browser would lay the card out narrower than necessary.
  element.style.left = "0";
  const box = link.getBoundingClientRect();
  const [above, under] = [box.top - 14, innerHeight - box.bottom - 14];
  element.style.maxHeight = "";
  const below = element.offsetHeight <= under || under >= roomEnough || under >= above;
  const room = below ? under : above;
  if (room >= leastHeight) element.style.maxHeight = `min(${room}px, 34rem)`;
  const {offsetWidth: width, offsetHeight: height} = element;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const top = Math.max(8, Math.min(below ? box.bottom + 6 : box.top - height - 6, innerHeight - height - 8));
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

// A card that cannot be drawn again would show what the page no longer does.
onShown(() => void redrawCard().catch(() => closeCard({focus: false})));
document.addEventListener("focusout", (event) => {
  if (event.target === dismissed) dismissed = undefined;
});
addEventListener("resize", () => {
  if (card && owner) place(card, owner);
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) closeCard({focus: pinned});
  // The card stands at the end of the page: from its edges, Tab goes on from its link.
  if (event.key === "Tab" && card?.contains(document.activeElement)) {
    const stops = Array.from(card.querySelectorAll<HTMLElement>("a[href], button, summary, [tabindex='0']")).filter(
      (one) => one.checkVisibility()
    );
    if (document.activeElement !== stops.at(event.shiftKey ? 0 : -1)) return;
    closeCard({focus: true});
    if (event.shiftKey) event.preventDefault();
  }
});
document.addEventListener("pointerdown", (event) => {
  if (card && event.target instanceof Node && !card.contains(event.target) && !owner?.contains(event.target))
    closeCard({focus: false});
});
document.addEventListener("pointerover", (event) => {
  if (!card || pinned || event.pointerType !== "mouse" || !(event.target instanceof Node)) return;
  const [mine, its] = [card, owner];
  if (mine.contains(event.target) || its?.contains(event.target)) return;
  setTimeout(() => {
    if (card === mine && !pinned && !mine.matches(":hover") && !its?.matches(":hover, :focus-visible"))
      closeCard({focus: false});
  }, 250);
});
document.addEventListener("focusin", (event) => {
  if (card && event.target instanceof Node && !card.contains(event.target) && event.target !== owner)
    closeCard({focus: false});
});
