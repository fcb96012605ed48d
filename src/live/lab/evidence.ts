import {html} from "npm:htl";
import {figureWords} from "../../words/en/figures.js";
import type {Snapshot} from "../../indicators/snapshot.js";
import {parseReference} from "../../narrative/references.js";
import type {PageReport} from "../../narrative/report-data.ts";
import {resolveValue} from "../../narrative/values.js";
import {evidenceSql, mostSets} from "../../decisions/evidence.js";
import {evidenceWords as words, reviewWords} from "../../words/en/decisions.js";
import {changedFields, type Scenario, yearsIn} from "../../scenario/scenario.js";
import {runQuery} from "../database.js";
import {scenarioBase} from "../../scenario/base.js";
import {startEngine} from "../engine/client.js";
import {follow} from "../follow.js";
import {afterFirstPaint} from "../first-paint.js";
import {loadReport} from "../report.js";
import {ScenarioStore} from "../store.js";
import {siteAddress} from "../site-address.js";
import {select} from "./inputs.js";
import {type Dataset, datasetOf, datasets, type Edition, vocabularyOf} from "../../terms/lenses.js";

/** What is asked: a number of a technology, under a scenario. */
interface Ask {
  reference: string;
  dataset: Dataset;
  /** From 1. */
  technology: number;
  scenario: Scenario;
}

type Row = Record<string, unknown>;
interface Records {
  snapshot: Snapshot;
  published: PageReport["published"];
  sql: string;
  years: Row[];
  sets: Row[];
  setCodes: Row[];
  codes: Row[];
}

/** Wakes the page of records when somebody reads it. */
export function install(part: HTMLElement): void {
  afterFirstPaint(() => {
    const status = part.querySelector<HTMLElement>("[data-evidence=status]")!;
    status.textContent = words.starting;
    loadReport()
      .then((report) => open(part, status, report))
      .catch((error: unknown) => {
        status.textContent = words.failed(messageOf(error));
      });
  });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The dataset and technology of a reference; of a position, which rests on the patents, those. */
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

function open(part: HTMLElement, status: HTMLElement, report: PageReport): void {
  const store = new ScenarioStore(scenarioBase(report), {others: new Set(["reference"])});
  const {technologies} = report.snapshot;
  const controls = part.querySelector<HTMLElement>("[data-evidence=controls]")!;
  const records = part.querySelector<HTMLElement>("[data-evidence=records]")!;
  const referenceNow = () => new URLSearchParams(location.search).get("reference") ?? "";
  const say = (text: string) => {
    status.hidden = text === "";
    status.textContent = text;
  };
  const follower = follow<Ask, Records>({
    answer: async (ask) => await readRecords(ask, report, store),
    show: (answer, ask) => {
      say(store.notices.map(({key, value, expected}) => reviewWords.notice(key, value, expected)).join(" "));
      records.replaceChildren(drawRecords(answer, ask));
      records.hidden = false;
    },
    failed: (error) => say(words.failed(messageOf(error)))
  });
  const ask = () => {
    const {scenario} = store;
    const reference = referenceNow();
    const subject = subjectOf(reference, technologies, scenario.edition);
    // What stood there belongs to another number.
    records.hidden = true;
    records.replaceChildren();
    follower.stop();
    region.set(scenario.region);
    if (typeof subject === "string") return say(reference === "" ? words.static : words[subject](reference));
    technology.set(technologies[subject.technology - 1]!.slug);
    lens.set(subject.dataset);
    say(words.starting);
    follower.ask({reference, ...subject, scenario});
  };
  const choose = (dataset: string, slug: string) => {
    const params = new URLSearchParams(location.search);
    params.set("reference", `${dataset}.count ${slug}`);
    history.pushState(null, "", `${location.pathname}?${params.toString()}`);
    ask();
  };
  const valueOf = ({label}: {label: HTMLLabelElement}) => label.querySelector("select")!.value;
  const technology = select(
    words.technology,
    technologies.map(({slug, name}) => [slug, name]),
    (slug) => choose(valueOf(lens), slug)
  );
  const lens = select(
    words.lens,
    datasets.map((dataset) => [dataset, words.lenses[dataset]]),
    (dataset) => choose(dataset, valueOf(technology))
  );
  const region = select(
    words.region,
    report.places.map(({code, name}) => [code, `${figureWords.regionName({code, name})} (${code})`]),
    (code) => store.change({region: code})
  );
  const button = html`<button type="button">${words.show}</button>` as HTMLButtonElement;
  button.addEventListener("click", () => choose(valueOf(lens), valueOf(technology)));
  controls.replaceChildren(html`<div class="filters">${technology.label}${lens.label}${region.label}${button}</div>`);
  controls.hidden = false;
  store.subscribe(ask);
  ask();
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
  // The values of the published view came with the page.
  const asPublished = changedFields(store.published, scenario).every((field) => field === "lens");
  const snapshot = asPublished ? report.snapshot : await (await startEngine()).run("snapshot", {scenario});
  return {snapshot, published: report.published, sql: queries.years, years, sets, codes, setCodes};
}

function drawRecords(
  {snapshot, published, sql, years, sets, setCodes, codes}: Records,
  {reference, dataset, technology, scenario}: Ask
): Node {
  const one = snapshot.technologies[technology - 1]!;
  const values = one.lenses[dataset];
  const deals = dataset === "deals";
  const number = (value: unknown, digits = 0) => words.number(Number(value), digits);
  const sum = (rows: readonly Row[], column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
  const documents = sum(years, "documents");
  const amount = sum(years, "amount");
  const region = figureWords.regionName(snapshot.region);
  const {text, unit, how} = resolveValue(reference, {snapshot, published});
  const amountCells = (row: {documents: unknown; amount: unknown}) =>
    html.fragment`<td class="number">${number(row.documents)}</td>${deals ? html`<td class="number">${number(row.amount, 2)}</td>` : null}`;
  // Made anew for each table: a node stands in one place only.
  const heads = () =>
    html.fragment`<th scope="col" class="number">${words.documents}</th>${deals ? html`<th scope="col" class="number">${words.amount}</th>` : null}`;
  const table = (label: string, head: unknown, rows: readonly unknown[], total?: unknown) =>
    html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}><table class="profile"><thead>
<tr>${head}</tr></thead><tbody>${rows}${total ?? null}</tbody></table></div>`;
  const counted = scenario.counting === "whole";
  const agrees =
    documents === values.documents &&
    sum(sets, "documents") === documents &&
    (!deals || scenario.measure === "documents" || Math.abs(amount - values.count) < 1e-6 * Math.max(1, amount));
  const [first, last] = yearsIn(scenario, dataset);
  const shown = sets.slice(0, mostSets);
  const rest = sets.slice(mostSets);
  const own = new Map(
    scenario.decisions
      .filter((decision) => decision.technology === one.slug)
      .map(({symbol, decision}) => [symbol, decision])
  );
  const vocabulary = vocabularyOf(dataset);
  const codeList = (set: unknown) =>
    setCodes
      .filter((row) => row.code_set === set)
      .map(
        ({symbol, label, accepted}) =>
          html`<li>${accepted ? html`<strong><code>${symbol}</code> ${label}</strong>` : html`<code>${symbol}</code> ${label}`}</li>`
      );
  const lead = html`<p class="evidence-sum">${words.sum(number(amount, 1), dataset, documents, first === last ? String(first) : `${first}–${last}`, words.value(text, unit, how))}
    ${words.ratio(number(100 * values.share, 2), number(100 * values.benchmark_share, 2), number(values.rca, 2))}
    ${counted ? html`<span class="agrees" data-agrees=${String(agrees)}>${agrees ? words.checked : words.differs(number(documents), number(values.documents))}</span>` : words.fractional}</p>`;
  if (documents === 0)
    return html`<div><h2 id="records">${words.title(one.name, words.lenses[dataset], region)}</h2>${lead}<p>${words.none}</p></div>`;
  return html`<div><h2 id="records">${words.title(one.name, words.lenses[dataset], region)}</h2>${lead}
    <h3>${words.years}</h3>
    ${table(
      words.years,
      html.fragment`<th scope="col">${words.year}</th>${heads()}`,
      years.map(
        (row) =>
          html`<tr><th scope="row">${row.year}</th>${amountCells(row as {documents: unknown; amount: unknown})}</tr>`
      ),
      html`<tr class="total"><th scope="row">${words.total}</th>${amountCells({documents, amount})}</tr>`
    )}
    <details><summary>${words.query}</summary><pre class="query" tabindex="0"><code>${sql}</code></pre></details>
    <h3>${words.sets}</h3><p class="how-to-read">${words.setsLead}</p>
    ${table(
      words.sets,
      html.fragment`<th scope="col">${words.codesOf}</th>${heads()}`,
      shown.map(
        (row) =>
          html`<tr>
<th scope="row"><ul class="code-set">${codeList(row.code_set)}</ul></th>${amountCells(row as {documents: unknown; amount: unknown})}</tr>`
      ),
      html.fragment`${
        rest.length > 0
          ? html`<tr>
<th scope="row">${words.others(rest.length)}</th>${amountCells({documents: sum(rest, "documents"), amount: sum(rest, "amount")})}</tr>`
          : null
      }<tr class="total"><th scope="row">${words.total}</th>${amountCells({documents: sum(sets, "documents"), amount: sum(sets, "amount")})}</tr>`
    )}
    <h3>${words.why}</h3><p class="how-to-read">${words.whyLead}</p>
    ${table(
      words.why,
      html.fragment`<th scope="col">${words.columns.code}</th>
<th scope="col" class="number">${words.columns.documents}</th>
<th scope="col" class="number">${words.columns.similarity}</th>
<th scope="col" class="number">${words.columns.cooccurrence}</th>
<th scope="col" class="number">${words.columns.with}</th><th scope="col">${words.columns.decision}</th>
<th scope="col">${words.columns.reason}</th>`,
      codes.map(
        (row) => html`<tr>
<th scope="row"><code>${row.symbol}</code> ${row.label}${row.core ? html` <small>${words.core}</small>` : null}</th>
<td class="number">${number(row.documents)}</td><td class="number">${number(row.similarity, 2)}</td>
<td class="number">${row.cooccurrence === null ? reviewWords.noEvidence : number(row.cooccurrence, 2)}</td>
<td class="number">${words.with(Number(row.together), Number(row.evidence))}</td>
        <td>${own.has(String(row.symbol)) ? words.decisions.own : (words.decisions[String(row.decision)] ?? words.rule)}</td>
<td>${own.has(String(row.symbol)) ? reviewWords.yours : row.reason}</td></tr>`
      )
    )}
    <p><a href=${siteAddress(`lab/review?technology=${one.slug}&codes=${vocabulary}&show=links`)}>${words.review}</a></p></div>`;
}
