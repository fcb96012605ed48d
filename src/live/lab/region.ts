import {figureWords} from "../../words/en/figures.js";
import {findPeers, type Peer, profileOf, type RegionProfiles, similarity} from "../../indicators/peers.js";
import type {Snapshot} from "../../indicators/snapshot.ts";
import type {PageReport} from "../../narrative/report-data.ts";
import {regionHtml, type RegionView} from "../../prerender/lab/region.js";
import {regionWords as words} from "../../words/en/region-page.js";
import {pageWords} from "../../words/en/pages.js";
import {shorten, writeAddress} from "../../scenario/address.js";
import {changedFields, type FieldName, type Scenario, yearsIn} from "../../scenario/scenario.js";
import {scenarioBase} from "../../scenario/base.js";
import {startEngine} from "../engine/client.js";
import {follow} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import {loadReport} from "../report.js";
import {chartForScreen} from "../show-figure.js";
import {ScenarioStore} from "../store.js";
import {datasetOf, type Lens, type Years} from "../../terms/lenses.js";

/** Keys of the address that belong to this page. */
const ownKeys = ["peer", "order"] as const;
type Own = Record<(typeof ownKeys)[number], string | null>;

/** What the reader asks for. */
interface Ask {
  scenario: Scenario;
  /** Code of the second region, null for the nearest peer, "none" for Europe's share alone. */
  peer: string | null;
}

interface Answer extends Pick<RegionView, "first" | "second" | "chosen" | "similarity" | "peers"> {
  milliseconds: number;
}

/** Fields that the controls of the page and its query follow. */
const followed: ReadonlySet<FieldName> = new Set([
  "region",
  "lens",
  "years_patents",
  "years_publications",
  "years_deals"
]);

/** Milliseconds after which a choice counts as made: a key that is held in a list passes many regions. */
const rest = 400;

/** Lets a reader choose the regions, the lens and the years; figures, peers, query and address follow. */
export function install(part: HTMLElement): void {
  loadReport()
    .then((report) => wake(part, report))
    .catch(() => {
      // Without the report's values the page stays as it was written, and its controls hidden.
    });
}

function wake(part: HTMLElement, report: PageReport): void {
  const base = scenarioBase(report);
  let own = readOwn();
  let resting: ReturnType<typeof setTimeout> | undefined;
  // Before the store hears of it and tells of its own part of the address.
  addEventListener("popstate", () => {
    clearTimeout(resting);
    own = readOwn();
  });
  const store = new ScenarioStore(base, {others: new Set(ownKeys)});
  const form = part.querySelector<HTMLFormElement>("[data-region-controls]")!;
  const output = part.querySelector<HTMLElement>("[data-region-output]")!;
  const {region, second, lens, first, last, order, swap, reset} = controlsOf(form);
  const nameOf = (code: string) => figureWords.regionName({code, name: base.regions.get(code) ?? code});

  let shown: {answer: Answer; ask: Ask; order: string | null} | undefined;
  /** Question that is shown or under way; the published one was answered by the build. */
  let asked = keyOf({scenario: store.published, peer: null});
  let profiles: {key: string; value: RegionProfiles} | undefined;

  function keyOf({scenario, peer}: Ask): string {
    return `${writeAddress(scenario, base)} ${peer}`;
  }
  const peerNow = () =>
    own.peer === "none" || (own.peer !== null && base.regions.has(own.peer) && own.peer !== store.scenario.region)
      ? own.peer
      : null;
  const orderNow = () => (own.order === "difference" ? own.order : "first");
  const addressWith = (scenario: Scenario, {peer, order: sorted}: Own) => {
    const pairs = Object.entries({peer, order: sorted}).filter((pair): pair is [string, string] => pair[1] !== null);
    const query = [writeAddress(scenario, base), new URLSearchParams(pairs).toString()]
      .filter((text) => text !== "")
      .join("&");
    return `${location.pathname}${query && `?${query}`}${location.hash}`;
  };
  const say = (text: string, state: string) => {
    const status = part.querySelector<HTMLElement>("[data-region-status]")!;
    status.textContent = text;
    status.dataset.state = state;
  };

  const follower = follow<Ask, Answer>({
    async answer({scenario, peer}, signal) {
      const engine = await startEngine();
      const started = performance.now();
      // The benchmark depends on the region only where it stands in place of its parts.
      const key = writeAddress(
        scenario.benchmark_region === "whole" ? scenario : {...scenario, region: base.region},
        base
      );
      if (profiles?.key !== key || !profiles.value.codes.includes(scenario.region))
        profiles = {key, value: await engine.run("profiles", {scenario}, {signal})};
      const peers = findPeers(profiles.value, scenario.region);
      const other = peer === "none" ? undefined : (peer ?? peers[0]?.code);
      const one = await engine.run("snapshot", {scenario}, {signal});
      const two = other ? await engine.run("snapshot", {scenario: {...scenario, region: other}}, {signal}) : null;
      return {
        first: one,
        second: two,
        peers,
        chosen: peer === "none" ? "none" : peer === null ? "nearest" : "reader",
        similarity: other ? similarityIn(profiles.value, scenario.region, other) : null,
        milliseconds: performance.now() - started
      };
    },
    show(answer, ask) {
      shown = {answer, ask, order: own.order};
      draw();
      say(
        words.done(
          nameOf(answer.first.region.code),
          answer.second && nameOf(answer.second.region.code),
          answer.milliseconds
        ),
        "live"
      );
    },
    busy(busy) {
      output.setAttribute("aria-busy", String(busy));
    },
    failed(error) {
      asked = "";
      say(words.failed(error instanceof Error ? error.message : String(error)), "failed");
    }
  });

  const queries = follow<ShownQuery, string>({
    answer: async (query) => await runAndCompare(query, store.published),
    show: (text) => (output.querySelector<HTMLElement>(".query-result")!.textContent = text),
    failed: (error) =>
      (output.querySelector<HTMLElement>(".query-result")!.textContent = words.queryFailed(
        error instanceof Error ? error.message : String(error)
      ))
  });

  /** Writes what is shown, in the order that is chosen. */
  function draw(): void {
    const {
      answer,
      ask: {scenario}
    } = shown!;
    const dataset = datasetOf(scenario.lens, scenario.edition);
    const view: RegionView = {...answer, dataset, years: yearsIn(scenario, dataset), order: orderNow()};
    const written = document.createElement("template");
    written.innerHTML = String(
      regionHtml(view, {
        document,
        figureWords: figureWords,
        words: pageWords,
        sources: report.sources,
        build: report.build,
        chart: chartForScreen,
        names: base.regions,
        addressOf: (peer) => addressWith(scenario, {...own, peer})
      })
    );
    replacePieces(output, written.content);
    // The query of another region has not been run.
    queries.stop();
    output.querySelector<HTMLElement>(".query-result")!.textContent = "";
    fillPeers(second, answer.peers, nameOf);
  }

  /** Brings the controls to the state of the page, and asks for what it does not show yet. */
  function refresh(): void {
    const {scenario} = store;
    const dataset = datasetOf(scenario.lens, scenario.edition);
    region.value = scenario.region;
    second.value = peerNow() ?? "";
    for (const radio of lens) radio.checked = radio.value === scenario.lens;
    order.value = orderNow();
    fillYears(first, last, base.years[scenario.lens], yearsIn(scenario, dataset));
    tellNotices();
    const ask = {scenario, peer: peerNow()};
    const key = keyOf(ask);
    if (key !== asked || (!shown && orderNow() !== "first")) {
      asked = key;
      say(
        words.busy(
          nameOf(scenario.region),
          ask.peer === "none" ? null : ask.peer === null ? words.nearestPeer : nameOf(ask.peer)
        ),
        "loading"
      );
      follower.ask(ask);
    } else if (shown && shown.order !== own.order) {
      shown.order = own.order;
      draw();
    }
  }

  function tellNotices(): void {
    const {notices: say} = words;
    const texts = store.notices.map(({kind, key, value, expected}) =>
      kind === "invalid"
        ? say.invalid(key, value, expected ?? "")
        : kind === "unknown"
          ? say.unknown(key)
          : kind === "twice"
            ? say.twice(key)
            : say.version(value)
    );
    if (own.peer !== null && own.peer !== peerNow())
      texts.push(own.peer === store.scenario.region ? say.samePeer(nameOf(own.peer)) : say.peer(shorten(own.peer)));
    if (own.order !== null && own.order !== orderNow()) texts.push(say.order(shorten(own.order)));
    const others = changedFields(store.published, store.scenario).filter((name) => !followed.has(name));
    if (others.length > 0) texts.push(words.choices(others));
    const list = part.querySelector<HTMLElement>("[data-region-notices]")!;
    list.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), {textContent: text})));
    list.hidden = texts.length === 0;
  }

  /** Makes what the reader has chosen one step of the history. */
  function settle(): void {
    clearTimeout(resting);
    // Nobody compares a region with itself: its nearest peer is found.
    if (own.peer === store.scenario.region) own = {...own, peer: null};
    const before = location.search;
    store.change({});
    const address = addressWith(store.scenario, own);
    if (location.search !== before) history.replaceState(null, "", address);
    else if (address !== `${location.pathname}${before}${location.hash}`) history.pushState(null, "", address);
    refresh();
  }
  /** Changes the state, at once for the eye and after a moment for the history. */
  const choose = (fields: Partial<Scenario>, keys: Partial<Own> = {}, {wait = false} = {}) => {
    own = {...own, ...keys};
    store.change(fields, {settled: false});
    refresh();
    clearTimeout(resting);
    if (wait) resting = setTimeout(settle, rest);
    else settle();
  };

  fillRegions(region, report.places, nameOf);
  second.append(new Option(words.alone, "none"));
  fillPeers(second, report.peers, nameOf);
  fillRegions(second, report.places, nameOf);
  region.addEventListener("input", () => choose({region: region.value}, {}, {wait: true}));
  second.addEventListener("input", () => choose({}, {peer: second.value || null}, {wait: true}));
  for (const radio of lens) radio.addEventListener("input", () => choose({lens: radio.value as Lens}));
  const years = (from: number, to: number) => choose({[`years_${store.scenario.lens}`]: [from, to]});
  first.addEventListener("input", () => years(Number(first.value), Math.max(Number(first.value), Number(last.value))));
  last.addEventListener("input", () => years(Math.min(Number(first.value), Number(last.value)), Number(last.value)));
  order.addEventListener("input", () => choose({}, {order: order.value === "first" ? null : order.value}));
  swap.addEventListener("click", () => {
    const other = peerNow() ?? (shown ? shown.answer.peers : report.peers)[0]?.code;
    if (other && other !== "none") choose({region: other}, {peer: store.scenario.region});
  });
  reset.addEventListener("click", () => choose(store.published, {peer: null, order: null}));
  output.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-peer]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      choose({}, {peer: link.dataset.peer!});
      output.querySelector<HTMLElement>("#compared")!.focus();
    } else if (event.target.closest("button[name=run]")) {
      output.querySelector<HTMLElement>(".query-result")!.textContent = words.running;
      queries.replace({
        sql: output.querySelector("[data-piece=query]")!.textContent!,
        snapshot: shown ? shown.answer.first : report.snapshot,
        scenario: shown ? shown.ask.scenario : store.published
      });
    }
  });
  store.subscribe(refresh);
  output.querySelector<HTMLButtonElement>("button[name=run]")!.hidden = false;
  form.hidden = false;
  refresh();
  // Warm before the first choice, once somebody reads.
  afterFirstPaint(() => void startEngine().catch(() => {}));
}

function readOwn(): Own {
  const query = new URLSearchParams(location.search);
  return {peer: query.get("peer"), order: query.get("order")};
}

function controlsOf(form: HTMLFormElement) {
  const select = (name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
  const button = (name: string) => form.querySelector<HTMLButtonElement>(`button[name=${name}]`)!;
  return {
    region: select("region"),
    second: select("peer"),
    first: select("first"),
    last: select("last"),
    order: select("order"),
    lens: Array.from(form.querySelectorAll<HTMLInputElement>("input[name=lens]")),
    swap: button("swap"),
    reset: button("reset")
  };
}

/** Regions by country; a select finds what is typed by the beginning of its text. */
function fillRegions(select: HTMLSelectElement, places: PageReport["places"], nameOf: (code: string) => string): void {
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

/** The computed peers, above the countries. */
function fillPeers(select: HTMLSelectElement, peers: readonly Peer[], nameOf: (code: string) => string): void {
  const group =
    select.querySelector<HTMLOptGroupElement>("optgroup[data-peers]") ??
    Object.assign(document.createElement("optgroup"), {label: words.computed});
  const options = peers.map(
    ({code, similarity: value}) => new Option(words.peerOption(nameOf(code), code, value), code)
  );
  const told = (all: readonly HTMLOptionElement[]) => all.map(({text}) => text).join();
  if (group.isConnected && told(options) === told(Array.from(group.querySelectorAll("option")))) return;
  const chosen = select.value;
  group.dataset.peers = "";
  group.replaceChildren(...options);
  if (!group.isConnected) select.append(group);
  select.value = chosen;
}

function fillYears(first: HTMLSelectElement, last: HTMLSelectElement, [low, high]: Years, chosen: Years): void {
  for (const [i, select] of [first, last].entries()) {
    if (Number(select.options[0]?.value) !== low || select.options.length !== high - low + 1)
      select.replaceChildren(...Array.from({length: high - low + 1}, (_, year) => new Option(String(low + year))));
    select.value = String(chosen[i]);
  }
}

function similarityIn(
  {codes, rca, technologies}: RegionProfiles,
  ...regions: readonly [one: string, other: string]
): number | null {
  const [one, other] = regions.map((code) => {
    const row = codes.indexOf(code);
    return row < 0 ? undefined : profileOf(rca.subarray(row * technologies, (row + 1) * technologies));
  });
  const value = one && other ? similarity(one, other) : Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/**
 * Puts what was written anew in the place of the old, piece by piece, so that what is open, focused or scrolled stays
 * so.
 */
function replacePieces(old: HTMLElement, fresh: DocumentFragment): void {
  for (const piece of old.querySelectorAll<HTMLElement>("[data-piece]")) {
    const other = fresh.querySelector<HTMLElement>(`[data-piece="${piece.dataset.piece}"]`)!;
    piece.hidden = other.hidden;
    if (!piece.querySelector("figure")) piece.replaceChildren(...other.childNodes);
  }
  for (const figure of old.querySelectorAll("figure")) {
    const other = fresh.querySelector(`#${figure.id}`)!;
    for (const part of [".figure-title", ".how-to-read", ".chart-wide", ".chart-narrow", ".table-scroll", "figcaption"])
      figure.querySelector(part)!.replaceChildren(...other.querySelector(part)!.childNodes);
    for (const named of [".chart", ".table-scroll"])
      figure.querySelector(named)!.setAttribute("aria-label", other.querySelector(named)!.getAttribute("aria-label")!);
    figure.querySelector(".chart-reading")!.textContent = "";
  }
}

/** The query that is shown, and the values that it should give. */
interface ShownQuery {
  sql: string;
  snapshot: Snapshot;
  scenario: Scenario;
}

/** Runs the query that is shown, and says how what it gives compares with the figure. */
async function runAndCompare({sql, snapshot, scenario}: ShownQuery, published: Scenario): Promise<string> {
  const others = changedFields(published, scenario).filter((name) => !followed.has(name));
  const {runQuery} = await import("../database.js");
  const started = performance.now();
  const rows = await runQuery(sql);
  const milliseconds = performance.now() - started;
  const isSame = (one: number, other: number) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
  const different = rows.reduce((sum, row, at) => {
    const values = snapshot.technologies[at]!.lenses[datasetOf(scenario.lens, scenario.edition)];
    const names = ["count", "share", "benchmark_share", "rca"] as const;
    return sum + names.filter((name) => !isSame(Number(row[name]), values[name])).length;
  }, 0);
  const ran = words.ran(rows.length, different, milliseconds);
  return others.length > 0 ? `${ran} ${words.otherQuery(others.length)}` : ran;
}
