import type {Peer} from "../../indicators/peers.ts";
import type {PageReport} from "../../narrative/report-data.ts";
import type {Years} from "../../terms/lenses.ts";
import {regionWords as words} from "../../words/en/region-page.js";

/** The controls of the page that compares regions. */
export interface RegionControls {
  region: HTMLSelectElement;
  second: HTMLSelectElement;
  /** The lists of years. */
  period: HTMLElement;
  first: HTMLSelectElement;
  last: HTMLSelectElement;
  order: HTMLSelectElement;
  lens: HTMLInputElement[];
  swap: HTMLButtonElement;
  reset: HTMLButtonElement;
}

/** Finds the controls in the page's form. */
export function controlsOf(form: HTMLFormElement): RegionControls {
  const select = (name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
  const button = (name: string) => form.querySelector<HTMLButtonElement>(`button[name=${name}]`)!;
  return {
    region: select("region"),
    second: select("peer"),
    period: form.querySelector<HTMLElement>(".period")!,
    first: select("first"),
    last: select("last"),
    order: select("order"),
    lens: Array.from(form.querySelectorAll<HTMLInputElement>("input[name=lens]")),
    swap: button("swap"),
    reset: button("reset")
  };
}

/**
 * Fills a list with the regions by country. Each text starts with the region's name, since typing in a list finds the
 * start of its texts.
 */
export function fillRegions(
  select: HTMLSelectElement,
  places: PageReport["places"],
  nameOf: (code: string) => string
): void {
  const byCountry = new Map<string, HTMLOptGroupElement>();
  for (const {code} of places) {
    const country = code.slice(0, 2);
    const group =
      byCountry.get(country) ?? Object.assign(document.createElement("optgroup"), {label: words.country(country)});
    byCountry.set(country, group);
    group.append(new Option(words.option(nameOf(code), code), code));
  }
  if (select.name === "region") select.replaceChildren();
  select.append(...[...byCountry.values()].sort((a, b) => a.label.localeCompare(b.label, "en")));
}

/** Adds the regions that the report names for comparison, if any. */
export function offerPeers(
  select: HTMLSelectElement,
  peers: readonly string[],
  nameOf: (code: string) => string
): void {
  if (peers.length === 0) return;
  const group = Object.assign(document.createElement("optgroup"), {label: words.reportPeers});
  group.append(...peers.map((code) => new Option(words.option(nameOf(code), code), code)));
  select.append(group);
}

/** Adds the computed peers to a list, above the countries. */
export function fillPeers(select: HTMLSelectElement, peers: readonly Peer[], nameOf: (code: string) => string): void {
  const group =
    select.querySelector<HTMLOptGroupElement>("optgroup[data-peers]") ??
    Object.assign(document.createElement("optgroup"), {label: words.computed});
  const options = peers.map(
    ({code, similarity: value}) => new Option(words.peerOption(nameOf(code), code, value), code)
  );
  const textOf = (all: readonly HTMLOptionElement[]) => all.map(({text}) => text).join();
  if (group.isConnected && textOf(options) === textOf(Array.from(group.querySelectorAll("option")))) return;
  const chosen = select.value;
  group.dataset.peers = "";
  group.replaceChildren(...options);
  if (!group.isConnected) select.append(group);
  select.value = chosen;
}

/**
 * Fills the lists with the years of a lens, and selects the chosen period.
 * @param offered whether there is anything to choose; the lists are hidden otherwise
 */
export function fillYears(
  {period, first, last}: RegionControls,
  [low, high]: Years,
  {chosen, offered}: {chosen: Years; offered: boolean}
): void {
  period.hidden = !offered;
  for (const [i, select] of [first, last].entries()) {
    if (Number(select.options[0]?.value) !== low || select.options.length !== high - low + 1)
      select.replaceChildren(...Array.from({length: high - low + 1}, (_, year) => new Option(String(low + year))));
    select.value = String(chosen[i]);
  }
}
