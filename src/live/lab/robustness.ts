import {FileAttachment} from "observablehq:stdlib";
import type {Snapshot} from "../../indicators/snapshot.ts";
import type {Indicator, RobustnessData, RobustnessSummary, SpecificationRow} from "../../scenario/robustness.ts";
import type {Design, Family} from "../../scenario/specifications.ts";
import type {PageReport} from "../../narrative/report-data.ts";
import {robustnessPageWords as words} from "../../words/en/robustness-page.js";
import {messageOf} from "../../text/message-of.js";
import {fetchJson} from "../fetch-file.js";
import {loadOnce} from "../load-once.js";
import {follow} from "../follow.js";
import {noticeTexts} from "../notices.js";
import {loadReport} from "../report.js";
import {afterFirstPaint} from "../first-paint.js";
import type {RobustnessPart} from "../engine/protocol.ts";
import type {ScenarioStore} from "../store.ts";

/** Keys of the address that belong to this page. */
const others = new Set(["section", "verdict", "order", "technology", "indicator", "vary", "count"]);
/** Milliseconds between two drawings during a run. */
const pace = 1500;

/** Results of a region, complete or partial. */
interface Shown {
  region: {code: string; name: string};
  design: Design;
  summary: RobustnessSummary;
  curve(indicator: Indicator, technology: number): readonly (number | null)[];
  /** The published view of the region; null for the stored results, whose page already shows it. */
  snapshot: Snapshot | null;
}

/** A reader's run: what it computes, and its results so far. */
interface Run {
  region: Shown["region"];
  chosen: readonly Family[];
  count: number;
  design: Design;
  rows: SpecificationRow[];
  snapshot: Snapshot | null;
}

/** Loads the modules for drawing and computing, which readers do not need at first. */
async function loadModules() {
  const [
    shares,
    ranks,
    curve,
    says,
    figureWords,
    parts,
    html,
    narrativeWords,
    claims,
    claimWords,
    verdicts,
    robustness,
    specifications,
    store,
    base,
    pageWords
  ] = await Promise.all([
    import("../../figures/shares.js"),
    import("../../figures/rank-intervals.js"),
    import("../../figures/specification-curve.js"),
    import("../../words/en/robustness.js"),
    import("../../words/en/figures.js"),
    import("../../prerender/lab/robustness-parts.js"),
    import("../show-figure.js"),
    import("../../words/en/narrative.js"),
    import("../../narrative/claims.js"),
    import("../../narrative/claim-text.js"),
    import("../../narrative/verdicts.js"),
    import("../../scenario/robustness.js"),
    import("../../scenario/specifications.js"),
    import("../store.js"),
    import("../../scenario/base.js"),
    import("../../words/en/pages.js")
  ]);
  return {
    ...shares,
    ...ranks,
    ...curve,
    ...says,
    ...figureWords,
    ...parts,
    ...html,
    ...narrativeWords,
    ...claims,
    ...claimWords,
    ...verdicts,
    ...robustness,
    ...specifications,
    ...store,
    ...base,
    ...pageWords
  };
}
type Modules = Awaited<ReturnType<typeof loadModules>>;

/** The results that the build computed: 300 kB, mostly the values of curves. */
const loadStored = loadOnce(
  async () => await fetchJson<RobustnessData>("robustness.json", FileAttachment("../../data/robustness.json").href)
);

/** Makes the page on robustness work: filters at once, the rest after the first sign of reading. */
export function install(part: HTMLElement): void {
  installFilters(part);
  afterFirstPaint(() => {
    Promise.all([loadModules(), loadReport()])
      .then(([modules, report]) => new RobustnessPage(part, modules, report))
      .catch(() => {
        // Without these modules, the published content stays.
      });
  });
}

/** Sets or deletes a key of the address. Other keys and the history stay as they are. */
function keep(key: string, value: string): void {
  const search = new URLSearchParams(location.search);
  if (value) search.set(key, value);
  else search.delete(key);
  const query = search.toString();
  history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
}

/** Sets a field to its value in the address, or to the fallback if the field has no such option. */
function readField(select: HTMLSelectElement, fallback: string): void {
  const value = new URLSearchParams(location.search).get(select.name) ?? fallback;
  select.value = Array.from(select.options).some((option) => option.value === value) ? value : fallback;
}

function installFilters(part: HTMLElement): void {
  const form = part.querySelector<HTMLFormElement>("form[data-filters]")!;
  const body = part.querySelector<HTMLElement>("table.robust-claims tbody")!;
  const rows = Array.from(body.querySelectorAll<HTMLElement>("[data-claim]"));
  const field = (name: string) => form.elements.namedItem(name) as HTMLSelectElement;
  const apply = () => {
    const [section, verdict, order] = ["section", "verdict", "order"].map((name) => field(name).value);
    const share = (row: HTMLElement) => (row.dataset.share ? Number(row.dataset.share) : Number.NaN);
    // Claims without a share come last in either order.
    const key = (row: HTMLElement) =>
      Number.isNaN(share(row)) ? Infinity : order === "most" ? -share(row) : share(row);
    const sorted = order
      ? rows
          .map((row, i) => ({row, i}))
          .sort((a, b) => Math.sign(key(a.row) - key(b.row) || 0) || a.i - b.i)
          .map(({row}) => row)
      : rows;
    if (sorted.some((row, i) => body.children[i] !== row)) body.append(...sorted);
    let shown = 0,
      all = 0;
    for (const row of rows) {
      const there = row.dataset.absent === undefined;
      row.hidden =
        !there ||
        (section !== "" && row.dataset.section !== section) ||
        (verdict !== "" && row.dataset.verdict !== verdict);
      if (there) ++all;
      if (!row.hidden) ++shown;
    }
    form.querySelector("output")!.textContent = words.claims.shown(shown, all);
  };
  const read = () => {
    for (const name of ["section", "verdict", "order"]) readField(field(name), "");
    apply();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const {name, value} = event.target as HTMLSelectElement;
    keep(name, value);
    apply();
  });
  part.addEventListener("claims-changed", apply);
  addEventListener("popstate", read);
  form.hidden = false;
  read();
}

class RobustnessPage {
  readonly #part: HTMLElement;
  readonly #modules: Modules;
  readonly #report: PageReport;
  readonly #store: ScenarioStore;
  readonly #run: HTMLFormElement;
  readonly #curve: HTMLFormElement;
  /** Null until the page has loaded the values of the stored results that it shows. */
  #shown: Shown | null = null;
  #running: AbortController | null = null;
  /** The line about the results, without a note that another region is chosen. */
  #line: string;

  constructor(part: HTMLElement, modules: Modules, report: PageReport) {
    this.#part = part;
    this.#modules = modules;
    this.#report = report;
    this.#store = new modules.ScenarioStore(modules.scenarioBase(report), {others});
    this.#run = part.querySelector("form[data-run]")!;
    this.#curve = part.querySelector("form[data-curve]")!;
    this.#line = part.querySelector("[data-shown]")!.textContent!;
    this.#installRun();
    this.#installCurve();
  }

  #find<T extends HTMLElement>(selector: string): T {
    return this.#part.querySelector<T>(selector)!;
  }

  #field(form: HTMLFormElement, name: string): HTMLSelectElement {
    return form.elements.namedItem(name) as HTMLSelectElement;
  }

  get #boxes(): HTMLInputElement[] {
    return Array.from(this.#run.querySelectorAll<HTMLInputElement>("input[name=vary]"));
  }

  #regionName(code: string): string {
    return this.#modules.figureWords.regionName({code, name: this.#store.base.regions.get(code) ?? code});
  }

  #installRun(): void {
    const region = this.#field(this.#run, "region"),
      count = this.#field(this.#run, "count");
    const codes = [...this.#store.base.regions.keys()];
    region.replaceChildren(...codes.map((code) => new Option(this.#regionName(code), code)));
    const read = () => {
      region.value = this.#store.scenario.region;
      readField(count, String(this.#modules.reportCount));
      const vary = new URLSearchParams(location.search).get("vary")?.split("-");
      for (const box of this.#boxes) box.checked = vary === undefined || vary.includes(box.value);
      if (!this.#running) this.#message(noticeTexts(this.#store.notices).join(" "));
      this.#say();
    };
    this.#store.subscribe(read);
    region.addEventListener("input", () => this.#store.change({region: region.value}));
    count.addEventListener("input", () =>
      keep("count", count.value === String(this.#modules.reportCount) ? "" : count.value)
    );
    for (const box of this.#boxes) {
      box.addEventListener("input", () =>
        keep(
          "vary",
          this.#boxes.every(({checked}) => checked)
            ? ""
            : this.#boxes
                .filter(({checked}) => checked)
                .map(({value}) => value)
                .join("-")
        )
      );
    }
    this.#run.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#start();
    });
    this.#find("[data-stop]").addEventListener("click", () => this.#running?.abort());
    read();
    this.#run.hidden = false;
  }

  #say(line = this.#line): void {
    this.#line = line;
    const {region} = this.#store.scenario;
    const elsewhere = region !== (this.#shown?.region.code ?? this.#report.region.code);
    const text = elsewhere && !this.#running ? `${line} ${words.shown.elsewhere(this.#regionName(region))}` : line;
    this.#find("[data-shown]").textContent = text;
  }

  #message(text: string): void {
    this.#find("[data-message]").textContent = text;
  }

  /** Computes the chosen specifications of the chosen region. */
  async #start(): Promise<void> {
    if (this.#running) return;
    const chosen = this.#boxes.filter(({checked}) => checked).map(({value}) => value as Family);
    if (chosen.length === 0) return this.#message(words.run.none);
    const code = this.#store.scenario.region;
    const count = Number(this.#field(this.#run, "count").value);
    const run: Run = {
      region: {code, name: this.#regionName(code)},
      chosen,
      count,
      design: this.#modules.makeDesign(this.#store.base, {region: code, chosen: new Set(chosen), count}),
      rows: [],
      snapshot: null
    };
    const controller = (this.#running = new AbortController());
    this.#busy(true);
    this.#message(words.run.starting);
    try {
      const line = await this.#compute(run, controller.signal);
      this.#running = null;
      this.#showRun(run, line);
      if (this.#isStored(run)) this.#say(`${line} ${await this.#compared(run)}`);
    } catch (error) {
      this.#running = null;
      const all = run.design.specifications.length;
      const stopped = controller.signal.aborted;
      this.#message(stopped ? "" : words.run.failed(messageOf(error)));
      if (run.rows.length > 0) this.#showRun(run, words.shown.stopped(run.region.name, run.rows.length, all));
      else if (stopped) this.#message(words.shown.nothing(all));
    } finally {
      this.#running = null;
      this.#busy(false);
      this.#say();
    }
  }

  /**
   * Computes the rows of a run, and shows them in the meantime.
   * @returns the line about the complete run
   */
  async #compute(run: Run, signal: AbortSignal): Promise<string> {
    const {region, chosen, count, design, rows} = run;
    const {published} = this.#report;
    const all = design.specifications.length;
    const progress = this.#find<HTMLProgressElement>("progress");
    progress.max = all;
    progress.value = 0;
    const {startEngine} = await import("../engine/client.js");
    const engine = await startEngine();
    const started = performance.now();
    let drawn = -Infinity;
    const onPart = (part: RobustnessPart) => {
      rows.push(...part.rows);
      run.snapshot ??= part.snapshot ?? null;
      progress.value = rows.length;
      this.#message("");
      if (performance.now() - drawn < pace) return;
      this.#showRun(run, words.shown.running(region.name, rows.length, all));
      drawn = performance.now();
    };
    const restarted = () => void rows.splice(0);
    await engine.run("robustness", {region: region.code, chosen, count, published}, {signal, onPart, restarted});
    return words.shown.done(region.name, rows.length, (performance.now() - started) / 1000);
  }

  #summaryOf({region, design, rows}: Run): RobustnessSummary {
    const {triedClaims, claimsFor, summarise} = this.#modules;
    const ids = triedClaims(claimsFor(region.code, this.#report.published, this.#report.years)).map(({id}) => id);
    const slugs = this.#report.snapshot.technologies.map(({slug}) => slug);
    return summarise(design, rows, ids, slugs);
  }

  #showRun(run: Run, line: string): void {
    const {region, design, rows, snapshot} = run;
    if (rows.length === 0 || !snapshot) return;
    const curve: Shown["curve"] = (indicator, technology) => rows.map((row) => row.values[indicator][technology]!);
    this.#show({region, design, summary: this.#summaryOf(run), snapshot, curve}, line);
  }

  /** Whether a run repeats the build's, and so must give the same results. */
  #isStored({region, chosen, design}: Run): boolean {
    return (
      region.code === this.#report.region.code &&
      design.specifications.length === this.#modules.reportCount &&
      chosen.length === this.#boxes.length
    );
  }

  /**
   * Says whether the results of a run equal the stored ones, or that the stored file is not available for comparison.
   */
  async #compared(run: Run): Promise<string> {
    const curves = this.#modules.curvesOf(run.rows, this.#report.snapshot.technologies.length);
    try {
      const {numbers, different} = compare(await loadStored(), {summary: this.#summaryOf(run), curves});
      return different === 0 ? words.shown.equal(numbers) : words.shown.differs(different, numbers);
    } catch (error) {
      return words.shown.notCompared(messageOf(error));
    }
  }

  #busy(busy: boolean): void {
    const start = this.#find<HTMLButtonElement>("[data-start]"),
      stop = this.#find<HTMLButtonElement>("[data-stop]");
    this.#find("progress").hidden = !busy;
    // A disabled button loses the focus.
    const focused = document.activeElement;
    start.disabled = busy;
    stop.disabled = !busy;
    if (busy && focused === start) stop.focus();
    if (!busy && focused === stop) start.focus();
  }

  /** Shows results instead of the previous ones. */
  #show(shown: Shown, line: string): void {
    this.#shown = shown;
    const context = {
      document,
      words: this.#modules.figureWords,
      says: this.#modules.robustnessWords,
      technologies: this.#report.snapshot.technologies
    };
    this.#modules.updateFigure(
      this.#find(`#figure-robust-quadrants`),
      this.#modules.sharesFigure(shown.summary, context)
    );
    this.#modules.updateFigure(
      this.#find(`#figure-robust-ranks`),
      this.#modules.rankIntervalsFigure(shown.summary, context)
    );
    this.#drawCurve(shown);
    this.#showClaims(shown);
    this.#say(line);
  }

  #showClaims({summary, snapshot, design, region}: Shown): void {
    const {claimsFor, claimText, judge, narrativeWords, shareCell, turnedByCell, singleChoices} = this.#modules;
    const {published} = this.#report;
    if (!snapshot) return;
    const root = this.#part.dataset.root!;
    const addresses = singleChoices(design);
    const byId = new Map(claimsFor(region.code, published, this.#report.years).map((claim) => [claim.id, claim]));
    for (const row of this.#part.querySelectorAll<HTMLElement>("tr[data-claim]")) {
      const claim = byId.get(row.dataset.claim!),
        share = summary.claims[row.dataset.claim!];
      if (!claim || !share) {
        row.dataset.absent = "";
        continue;
      }
      delete row.dataset.absent;
      const {verdict} = judge(claim, {snapshot, published, alternatives: [], robustness: summary.claims});
      row.dataset.verdict = verdict;
      row.dataset.share = share.told === 0 ? "" : String(share.holds / share.told);
      const pill = row.querySelector<HTMLElement>("[data-cell=verdict] a")!;
      pill.className = `verdict ${verdict}`;
      pill.textContent = narrativeWords.verdicts[verdict];
      const set = (selector: string, content: string) => {
        const cell = row.querySelector(selector)!;
        // Cells that stay the same keep the focus.
        if (cell.innerHTML !== content) cell.innerHTML = content;
      };
      row.querySelector("th")!.textContent = claimText(claim, {snapshot, published});
      set("[data-cell=share]", String(shareCell(share, summary.count)));
      set("[data-cell=turned]", String(turnedByCell(share.turnedBy, addresses, narrativeWords.alternatives, root)));
    }
    this.#part.dispatchEvent(new Event("claims-changed"));
  }

  #installCurve(): void {
    const technology = this.#field(this.#curve, "technology"),
      indicator = this.#field(this.#curve, "indicator");
    const first = {technology: technology.value, indicator: indicator.value};
    const message = this.#find("[data-curve-message]");
    const follower = follow<null, Shown>({
      answer: async () => this.#shown ?? (await this.#stored()),
      // A run may have started in the meantime.
      show: (shown) => this.#drawCurve(this.#shown ?? shown),
      failed(error) {
        message.textContent = words.curve.failed(messageOf(error));
      }
    });
    const draw = () => {
      message.textContent = "";
      follower.replace(null);
    };
    const read = () => {
      const [before, now] = [
        [technology.value, indicator.value].join(),
        () => [technology.value, indicator.value].join()
      ];
      readField(technology, first.technology);
      readField(indicator, first.indicator);
      if (now() !== before) draw();
    };
    this.#curve.addEventListener("submit", (event) => event.preventDefault());
    this.#curve.addEventListener("input", (event) => {
      const {name, value} = event.target as HTMLSelectElement;
      keep(name, value === first[name as keyof typeof first] ? "" : value);
      draw();
    });
    addEventListener("popstate", read);
    this.#curve.hidden = false;
    read();
  }

  async #stored(): Promise<Shown> {
    const {summary, curves} = await loadStored();
    const {code} = this.#report.region;
    return {
      region: {code, name: this.#regionName(code)},
      design: this.#modules.makeDesign(this.#store.base, {count: summary.count}),
      summary,
      snapshot: null,
      curve: (indicator, technology) => curves[indicator][technology]!
    };
  }

  #drawCurve({design, curve}: Shown): void {
    const {specificationCurve, notableList, figureWords, robustnessWords, narrativeWords} = this.#modules;
    const slug = this.#field(this.#curve, "technology").value,
      indicator = this.#field(this.#curve, "indicator").value as Indicator;
    const technology = this.#report.snapshot.technologies.find((one) => one.slug === slug)!;
    const values = curve(indicator, technology.technology - 1);
    const context = {document, words: figureWords, says: robustnessWords, alternatives: narrativeWords.alternatives};
    this.#modules.updateFigure(
      this.#find(`#figure-robust-curve`),
      specificationCurve({design, indicator, technology, values}, context)
    );
    this.#find("[data-notable]").innerHTML = String(
      notableList(design, indicator, values, {...context, root: this.#part.dataset.root!})
    );
  }
}

/** Counts the numbers and words in stored results, and those that differ from computed ones, to the last digit. */
function compare(stored: unknown, computed: unknown): {numbers: number; different: number} {
  let [numbers, different] = [0, 0];
  const visit = (one: unknown, other: unknown): void => {
    if (typeof one === "object" && one !== null && typeof other === "object" && other !== null) {
      for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
        visit((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]);
      return;
    }
    ++numbers;
    if (one !== other) ++different;
  };
  visit(stored, computed);
  return {numbers, different};
}
