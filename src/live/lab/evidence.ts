import {html} from "npm:htl";
import {figureWords} from "../../words/en/figures.js";
import type {Snapshot} from "../../indicators/snapshot.js";
import {parseReference} from "../../narrative/references.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {resolveValue} from "../../narrative/values.js";
import {evidenceSql, mostSets} from "../../decisions/evidence.js";
import {evidenceWords as words, reviewWords} from "../../words/en/decisions.js";
import {shorten} from "../../scenario/address.js";
import {noticeTexts} from "../notices.js";
import {changedFields, type Scenario, yearsIn} from "../../scenario/scenario.js";
import {runQuery} from "../database.js";
import {scenarioBase} from "../../scenario/base.js";
import {startEngine} from "../engine/client.js";
import {follow, type Follower} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {siteAddress} from "../site-address.js";
import {messageOf} from "../../text/message-of.js";
import {type Control, select} from "./inputs.js";
import {type Dataset, datasetOf, datasets, type Edition, vocabularyOf} from "../../terms/lenses.js";

/** The question that the page answers: which documents make up a number of a technology, under a scenario. */
interface Ask {
  reference: string;
  dataset: Dataset;
  /** Id from 1. */
  technology: number;
  scenario: Scenario;
}

type Row = Record<string, unknown>;
interface Records {
  snapshot: Snapshot;
  published: PageReport["published"];
  /** Whether the years are published together. */
  pooled: boolean;
  sql: string;
  years: Row[];
  sets: Row[];
  setCodes: Row[];
  codes: Row[];
}

/** Makes the page of records work after the first sign of reading. */
export function install(part: HTMLElement): void {
  afterFirstPaint(() => {
    const status = part.querySelector<HTMLElement>("[data-evidence=status]")!;
    status.textContent = words.starting;
    loadReport()
      .then((report) => new EvidencePage(part, status, report).ask())
      .catch((error: unknown) => {
        status.textContent = words.failed(messageOf(error));
      });
  });
}

/** The dataset and technology of a reference. Positions are based on patents. */
export function subjectOf(
  reference: string,
  technologies: Snapshot["technologies"],
  edition: Edition
): {dataset: Dataset; technology: number} | "whole" | "unknown" {
  let parsed: ReturnType<typeof parseReference>;
  try {
    parsed = parseReference(reference, technologies);
  } catch {
    return "unknown";
  }
  if (parsed.kind !== "technology" && parsed.kind !== "position") return "whole";
  const {technology: slug} = parsed;
  const dataset = parsed.kind === "position" ? "patents" : parsed.dataset;
  return {
    dataset: dataset === "publications" ? datasetOf(dataset, edition) : dataset,
    technology: technologies.findIndex((one) => one.slug === slug) + 1
  };
}

/** The page of records. Its controls and records follow the address. */
class EvidencePage {
  readonly #status: HTMLElement;
  readonly #report: PageReport;
  readonly #store: ScenarioStore;
  readonly #records: HTMLElement;
  readonly #controls: Record<"technology" | "lens" | "region", Control<string>>;
  readonly #follower: Follower<Ask>;

  constructor(part: HTMLElement, status: HTMLElement, report: PageReport) {
    this.#status = status;
    this.#report = report;
    this.#store = new ScenarioStore(scenarioBase(report), {others: new Set(["reference"])});
    this.#records = part.querySelector("[data-evidence=records]")!;
    this.#follower = follow<Ask, Records>({
      answer: (ask) => readRecords(ask, report, this.#store),
      show: (answer, ask) => {
        this.#say("");
        this.#records.replaceChildren(drawRecords(answer, ask));
        this.#records.hidden = false;
      },
      failed: (error) => this.#say(words.failed(messageOf(error)))
    });
    this.#controls = this.#makeControls();
    this.#showControls(part.querySelector("[data-evidence=controls]")!);
    this.#store.subscribe(() => this.ask());
  }

  /** Requests the records of the reference in the address. */
  ask(): void {
    const {scenario} = this.#store;
    const {technologies} = this.#report.snapshot;
    const {technology, lens, region} = this.#controls;
    const reference = new URLSearchParams(location.search).get("reference") ?? "";
    const subject = subjectOf(reference, technologies, scenario.edition);
    // The records on display belong to another number.
    this.#records.hidden = true;
    this.#records.replaceChildren();
    this.#follower.stop();
    region.set(scenario.region);
    if (typeof subject === "string")
      return this.#say(reference === "" ? words.static : words[subject](shorten(reference)));
    technology.set(technologies[subject.technology - 1]!.slug);
    lens.set(subject.dataset);
    this.#say(words.starting);
    this.#follower.ask({reference, ...subject, scenario});
  }

  /** Shows a text after those on what the address says in vain. */
  #say(text: string): void {
    const line = [...noticeTexts(this.#store.notices), text].filter((one) => one !== "").join(" ");
    this.#status.hidden = line === "";
    this.#status.textContent = line;
  }

  #makeControls(): Record<"technology" | "lens" | "region", Control<string>> {
    const {snapshot, places} = this.#report;
    return {
      technology: select(
        words.technology,
        snapshot.technologies.map(({slug, name}) => [slug, name]),
        () => this.#choose()
      ),
      lens: select(
        words.lens,
        datasets.map((dataset) => [dataset, words.lenses[dataset]]),
        () => this.#choose()
      ),
      region: select(
        words.region,
        places.map(({code, name}) => [code, `${figureWords.regionName({code, name})} (${code})`]),
        (code) => this.#store.change({region: code})
      )
    };
  }

  #showControls(holder: HTMLElement): void {
    const {technology, lens, region} = this.#controls;
    const button = html`<button type="button">${words.show}</button>` as HTMLButtonElement;
    button.addEventListener("click", () => this.#choose());
    holder.replaceChildren(html`<div class="filters">${technology.label}${lens.label}${region.label}${button}</div>`);
    holder.hidden = false;
  }

  /** Sets the address to the number of documents of the chosen technology and lens. */
  #choose(): void {
    const {technology, lens} = this.#controls;
    const valueOf = ({label}: Control<string>) => label.querySelector("select")!.value;
    const params = new URLSearchParams(location.search);
    params.set("reference", `${valueOf(lens)}.count ${valueOf(technology)}`);
    history.pushState(null, "", `${location.pathname}?${params.toString()}`);
    this.ask();
  }
}

async function readRecords(
  {dataset, technology, scenario}: Ask,
  report: PageReport,
  store: ScenarioStore
): Promise<Records> {
  const queries = evidenceSql({
    dataset,
    technology,
    scenario,
    slugs: report.snapshot.technologies.map(({slug}) => slug)
  });
  const [years, sets, codes] = [
    await runQuery(queries.years),
    await runQuery(queries.sets),
    await runQuery(queries.codes)
  ];
  const setCodes = await runQuery(queries.setCodes(sets.slice(0, mostSets).map((row) => Number(row.code_set))));
  // The page already has the values of the published view.
  const asPublished = changedFields(store.published, scenario).every((field) => field === "lens");
  const snapshot = asPublished ? report.snapshot : await (await startEngine()).run("snapshot", {scenario});
  const pooled = report.pooled.includes(dataset);
  const sql = pooled ? queries.sets : queries.years;
  return {snapshot, published: report.published, pooled, sql, years, sets, codes, setCodes};
}

function drawRecords(records: Records, ask: Ask): Node {
  const {snapshot, pooled, sql, years, sets, codes} = records;
  const {dataset, technology, scenario} = ask;
  const {name, slug} = snapshot.technologies[technology - 1]!;
  const deals = dataset === "deals";
  const heading = words.title(name, words.lenses[dataset], figureWords.regionName(snapshot.region));
  const lead = drawSum(records, ask);
  if (totalOf(years).documents === 0)
    return html`<div><h2 id="records">${heading}</h2>${lead}<p>${words.none}</p></div>`;
  const review = siteAddress(`lab/review?technology=${slug}&codes=${vocabularyOf(dataset)}&show=links`);
  const own = new Set(scenario.decisions.filter((one) => one.technology === slug).map(({symbol}) => symbol));
  return html`<div><h2 id="records">${heading}</h2>${lead}
    ${pooled ? null : html.fragment`<h3>${words.years}</h3>${yearsTable(years, deals)}`}
    <details><summary>${words.query}</summary><pre class="query" tabindex="0"><code>${sql}</code></pre></details>
    <h3>${words.sets}</h3><p class="how-to-read">${words.setsLead}</p>
    ${setsTable(sets, records.setCodes, deals)}
    <h3>${words.why}</h3><p class="how-to-read">${words.whyLead}</p>
    ${codesTable(codes, own)}
    <p><a href=${review}>${words.review}</a></p></div>`;
}

const number = (value: unknown, digits = 0) => words.number(Number(value), digits);

/** Total documents and amounts of some rows. */
function totalOf(rows: readonly Row[]): {documents: number; amount: number} {
  const sum = (column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
  return {documents: sum("documents"), amount: sum("amount")};
}

/** The number, what it is computed from, and whether the records add up to it. */
function drawSum({snapshot, published, years, sets}: Records, {reference, dataset, technology, scenario}: Ask): Node {
  const values = snapshot.technologies[technology - 1]!.lenses[dataset];
  const {documents, amount} = totalOf(years);
  const {text, unit, how, missing} = resolveValue(reference, {snapshot, published, choices: scenario});
  const value = words.value(text, missing === null ? unit : null, how);
  if (values.missing !== null || !snapshot.totals[dataset].held) return html`<p class="evidence-sum">${value}</p>`;
  const [first, last] = yearsIn(scenario, dataset);
  const period = first === last ? String(first) : `${first}–${last}`;
  // Amounts are sums of decimals, whose last digits depend on the order.
  const sameAmount =
    dataset !== "deals" ||
    scenario.measure === "documents" ||
    Math.abs(amount - values.count!) < 1e-6 * Math.max(1, amount);
  const agrees = documents === values.documents && totalOf(sets).documents === documents && sameAmount;
  const check = agrees ? words.checked : words.differs(number(documents), number(values.documents));
  const sum = words.sum(number(amount, 1), dataset, documents, period, value);
  return html`<p class="evidence-sum">${sum}
    ${words.ratio(values, scenario.benchmark)}
    ${
      scenario.counting === "whole"
        ? html`<span class="agrees" data-agrees=${String(agrees)}>${check}</span>`
        : words.fractional
    }</p>`;
}

function table(label: string, head: unknown, rows: readonly unknown[], total?: unknown): Node {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}><table class="profile"><thead>
<tr>${head}</tr></thead><tbody>${rows}${total ?? null}</tbody></table></div>`;
}

/** Headers of the columns for documents and, for deals, amounts. */
function amountHeads(deals: boolean): Node {
  const amount = deals ? html`<th scope="col" class="number">${words.amount}</th>` : null;
  return html.fragment`<th scope="col" class="number">${words.documents}</th>${amount}`;
}

function amountCells({documents, amount}: Row, deals: boolean): Node {
  const cell = deals ? html`<td class="number">${number(amount, 2)}</td>` : null;
  return html.fragment`<td class="number">${number(documents)}</td>${cell}`;
}

function totalRow(total: Row, deals: boolean): Node {
  return html`<tr class="total"><th scope="row">${words.total}</th>${amountCells(total, deals)}</tr>`;
}

function yearsTable(years: readonly Row[], deals: boolean): Node {
  return table(
    words.years,
    html.fragment`<th scope="col">${words.year}</th>${amountHeads(deals)}`,
    years.map((row) => html`<tr><th scope="row">${row.year}</th>${amountCells(row, deals)}</tr>`),
    totalRow(totalOf(years), deals)
  );
}

/** Documents by set of codes. The codes of the technology are in bold. */
function setsTable(sets: readonly Row[], setCodes: readonly Row[], deals: boolean): Node {
  const shown = sets.slice(0, mostSets);
  const rest = sets.slice(mostSets);
  const codeList = (set: unknown) =>
    setCodes
      .filter((row) => row.code_set === set)
      .map(({symbol, label, accepted}) =>
        accepted
          ? html`<li><strong><code>${symbol}</code> ${label}</strong></li>`
          : html`<li><code>${symbol}</code> ${label}</li>`
      );
  const others =
    rest.length > 0
      ? html`<tr>
<th scope="row">${words.others(rest.length)}</th>${amountCells(totalOf(rest), deals)}</tr>`
      : null;
  return table(
    words.sets,
    html.fragment`<th scope="col">${words.codesOf}</th>${amountHeads(deals)}`,
    shown.map((row) => {
      const codes = html`<ul class="code-set">${codeList(row.code_set)}</ul>`;
      return html`<tr>
<th scope="row">${codes}</th>${amountCells(row, deals)}</tr>`;
    }),
    html.fragment`${others}${totalRow(totalOf(sets), deals)}`
  );
}

/**
 * The codes that link documents to the technology, with the reason for each link.
 * @param own symbols of the codes on which the reader has decided
 */
function codesTable(codes: readonly Row[], own: ReadonlySet<string>): Node {
  const {columns} = words;
  const head = html.fragment`<th scope="col">${columns.code}</th>
<th scope="col" class="number">${columns.documents}</th>
<th scope="col" class="number">${columns.similarity}</th>
<th scope="col" class="number">${columns.cooccurrence}</th>
<th scope="col" class="number">${columns.with}</th><th scope="col">${columns.decision}</th>
<th scope="col">${columns.reason}</th>`;
  const rows = codes.map((row) => {
    const isOwn = own.has(String(row.symbol));
    const core = row.core ? html` <small>${words.core}</small>` : null;
    const decision = isOwn ? words.decisions.own : (words.decisions[String(row.decision)] ?? words.rule);
    return html`<tr>
<th scope="row"><code>${row.symbol}</code> ${row.label}${core}</th>
<td class="number">${number(row.documents)}</td><td class="number">${number(row.similarity, 2)}</td>
<td class="number">${row.cooccurrence === null ? reviewWords.noEvidence : number(row.cooccurrence, 2)}</td>
<td class="number">${words.with(Number(row.together), Number(row.evidence))}</td>
        <td>${decision}</td>
<td>${isOwn ? reviewWords.yours : row.reason}</td></tr>`;
  });
  return table(words.why, head, rows);
}
