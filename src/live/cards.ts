import {html} from "npm:htl";
import {datasetsBehind, provenanceOf} from "../narrative/provenance.js";
import {valueSql} from "../narrative/queries.js";
import {byDataset} from "../terms/lenses.js";
import {type LiveValue, resolveValue} from "../narrative/values.js";
import {narrativeWords} from "../words/en/narrative.js";
import {shownReport} from "./report.js";
import {siteAddress} from "./site-address.js";
import {messageOf} from "../text/message-of.js";
import {cardWords} from "../words/en/live.js";
import {provenanceWords} from "../words/en/provenance.js";

let card: HTMLElement | undefined;
let owner: HTMLAnchorElement | undefined;
let pinned = false;
/** The number whose card was just closed. Returning the focus to it must not open the card again. */
let dismissed: HTMLAnchorElement | undefined;

/**
 * Opens a card beside a live number, with its value, the published value, the method and the query.
 *
 * A pinned card, opened by click or key, takes the focus and stays open until closed. Any other card closes when the
 * pointer or the focus leaves. Escape closes both and returns the focus.
 */
export async function openCard(link: HTMLAnchorElement, options: {pinned: boolean}): Promise<void> {
  if (isSettled(link, options)) return;
  const reference = link.dataset.reference!;
  const {report, scenario} = await shownReport();
  // By now the reader may have moved on.
  if (isSettled(link, options) || (!options.pinned && !link.matches(":hover, :focus"))) return;
  const value = resolveValue(reference, report);
  closeCard({focus: false});
  owner = link;
  pinned = options.pinned;
  // The queries follow the report's method. Only the page's engine has other methods.
  card = drawCard(
    value,
    scenario
      ? null
      : valueSql(reference, {
          region: report.region.code,
          years: byDataset(report.config.years),
          technologies: report.snapshot.technologies
        }),
    provenanceWords.sentence(provenanceOf(report.sources, datasetsBehind(reference))),
    link
  );
  document.body.append(card);
  place(card, link);
  link.setAttribute("aria-describedby", "value-card");
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

function drawCard(
  value: LiveValue,
  sql: string | null,
  provenance: string | null,
  link: HTMLAnchorElement
): HTMLElement {
  const words = cardWords;
  const close = html`<button type="button" class="close" aria-label=${words.close}>×</button>`;
  close.addEventListener("click", () => closeCard({focus: true}));
  const element: HTMLElement = html`<div class="card" id="value-card" role="dialog" aria-label=${words.title}>
    ${close}
    <p class="card-value">${value.text} <small>${value.unit}</small></p>
    ${drawValues(value)}
    <p>${value.how}</p>
    ${sql === null ? html`<p>${words.otherMethod}</p>` : drawQuery(sql)}
    ${drawLinks(value, link)}
    ${provenance === null ? null : html`<p class="badge-synthetic">${provenance}</p>`}
  </div>`;
  element.querySelector("details")?.addEventListener("toggle", () => place(element, link));
  return element;
}

/** The published value, the computed one, and the difference. */
function drawValues(value: LiveValue): HTMLElement {
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
      : html.fragment`<dt>${words.difference}</dt><dd>${words.difference_(value.difference, value.decimals)}</dd>`;
  return html`<dl>
      <dt>${words.published}</dt><dd>${text(value.published)}</dd>
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

/** Places the card within the window, below the number or, if there is more room, above it. */
function place(element: HTMLElement, link: HTMLElement): void {
  // Near the right edge, the browser would lay the card out narrower than necessary.
  element.style.left = "0";
  const box = link.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = element;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const below = box.bottom + height + 12 < innerHeight || box.top < innerHeight - box.bottom;
  const top = Math.max(8, Math.min(below ? box.bottom + 6 : box.top - height - 6, innerHeight - height - 8));
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

document.addEventListener("focusout", (event) => {
  if (event.target === dismissed) dismissed = undefined;
});
addEventListener("resize", () => {
  if (card && owner) place(card, owner);
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) closeCard({focus: pinned});
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
